#!/usr/bin/env bash
# Opens an article in Kakoune as its page says, and looks at the screen. run.sh starts it.
#
# From the environment: KAK, the program; HOME, a folder with kakrc where Kakoune looks for it; ARTICLE. On the PATH: kak-lsp.
set -euo pipefail
# shellcheck source=tests/editors/terminal.sh
. "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

in_terminal "$KAK" "$ARTICLE"
shows 'the article' 'Saltby dredges'
shows 'she is named in the text' 'came back,” she.*Ada Marsh.* said'
shows 'the finding has a flag' '^!Experts'
press 3 g / s h e Enter Space l h
shows 'hover says who she is' 'Quoted twice'
press Escape 5 g Space l a
shows 'there are quick fixes' 'Ignore `vague-source` here'
press Escape Escape
for format in tex adoc rst; do
  press : e d i t Space t e x t s / a r t i c l e . $format Enter
  shows "$format: she is named in the text" 'came back,.* she.*Ada Marsh.* said'
  shows "$format: the finding has a flag" '^!.*Experts.* say the channel'
done
press : q ! Enter
