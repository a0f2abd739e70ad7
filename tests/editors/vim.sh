#!/usr/bin/env bash
# Opens an article in Vim with ALE as the page says, and looks at the screen. run.sh starts it.
#
# From the environment: VIM_PROGRAM, the program; HOME, a folder with .vimrc and .vim; ARTICLE, with plain.txt and articles of other
# formats beside it.
set -euo pipefail
# shellcheck source=tests/editors/terminal.sh
. "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

in_terminal "$VIM_PROGRAM" -n -i NONE "$ARTICLE"
shows 'the article' 'Saltby dredges'
press : 5 Enter
shows 'the finding has a sign' '^(W>|>>|--) ?Experts'
shows 'it says what is wrong' '“Experts” could be anyone'
press : c d Space t e x t s Enter : e Space p l a i n . t x t Enter
shows 'plain text has a finding, too' '^(W>|>>|--) ?Experts say that'
press g g : A L E H o v e r Enter
shows 'hover says who somebody is' 'First mentioned in line 1'
press Enter Escape
for format in tex adoc rst; do
  press : e Space a r t i c l e . $format Enter / E x p e r t s Enter
  shows "$format has a finding, too" '^(W>|>>|--) ?.*Experts.* say the channel'
  shows "$format: it says what is wrong" '“Experts” could be anyone'
done
press : q a ! Enter
