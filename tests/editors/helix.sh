#!/usr/bin/env bash
# Opens an article in Helix as its page says, and looks at the screen. run.sh starts it.
#
# From the environment: HX, the program; HOME, a folder with languages.toml and config.toml where Helix looks for them; ARTICLE.
set -euo pipefail
# shellcheck source=tests/editors/terminal.sh
. "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

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
press Escape Escape : q ! Enter
for _ in $(seq 50); do
  screen >/dev/null 2>&1 || break
  sleep 0.1
done
printf '[[person]]\nnmae = "Ada Marsh"\n' >"$(dirname "$ARTICLE")/sources.toml"
in_terminal "$HX" "$(dirname "$ARTICLE")/sources.toml"
press : 2 Enter
shows 'mistakes in the list of sources are shown' 'unknown key `nmae`'
