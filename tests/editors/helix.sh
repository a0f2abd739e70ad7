#!/usr/bin/env bash
# Opens an article in Helix as its page says, and looks at the screen. run.sh starts it.
#
# From the environment: HX, the program; HOME, a folder with languages.toml and config.toml where Helix looks for them; ARTICLE.
set -euo pipefail
# shellcheck source=tests/editors/terminal.sh
. "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

# Leaves without saving, and waits until that is done.
quit() {
  press Escape Escape : q ! Enter
  for _ in $(seq 50); do
    screen >/dev/null 2>&1 || break
    sleep 0.1
  done
}

in_terminal "$HX" "$ARTICLE"
shows 'she is named in the text' 'came back,” she ?‹?.*Ada Marsh'
shows 'there is a finding' '● ?1'
press : 5 Enter
shows 'it says what is wrong' '“Experts” could be anyone'
press : 3 Enter
press / s h e Enter Space k
shows 'hover says who she is' 'Quoted twice: 2 direct\.'
press Escape Space s
shows 'quotes are symbols' 'string +Ada Marsh: “The silt came back,”'
press Escape : 5 Enter Space a
shows 'there are quick fixes' 'Ignore `vague-source` here'
quit
for format in tex typ rst adoc; do
  in_terminal "$HX" "${ARTICLE%.md}.$format"
  shows "$format: she is named in the text" 'came back,.* she ?‹?.*Ada Marsh'
  press / E x p e r t s Enter
  shows "$format: it says what is wrong" '“Experts” could be anyone'
  press : 1 Enter / N o b o d y Enter Space a
  shows "$format: there are quick fixes" 'Attribute to Marsh'
  press Enter
  shows "$format: one is applied" 'Nobody told us a thing,[^ ]* Marsh said\.'
  quit
done
in_terminal "$HX" "${ARTICLE%.md}.txt"
shows 'plain text has a finding, too' '● ?1'
quit
printf '[[person]]\nnmae = "Ada Marsh"\n' >"$(dirname "$ARTICLE")/sources.toml"
in_terminal "$HX" "$(dirname "$ARTICLE")/sources.toml"
press : 2 Enter
shows 'mistakes in the list of sources are shown' 'unknown key `nmae`'
