#!/usr/bin/env bash
# Opens an article in Vim with ALE as the page says, and looks at the screen. run.sh starts it.
#
# From the environment: VIM_PROGRAM, the program; HOME, a folder with .vimrc and .vim; ARTICLE, with plain.txt beside it.
set -euo pipefail
# shellcheck source=tests/editors/terminal.sh
. "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

in_terminal "$VIM_PROGRAM" -n -i NONE "$ARTICLE"
shows 'the article' 'Saltby dredges'
press : 5 Enter
shows 'the finding has a sign' '^(W>|>>|--) ?Experts'
shows 'it says what is wrong' '“Experts” could be anyone'
press : e Space t e x t s / p l a i n . t x t Enter
shows 'plain text has a finding, too' '^(W>|>>|--) ?Experts say that'
press g g : A L E H o v e r Enter
shows 'hover says who somebody is' 'First mentioned in line 1'
press Enter Escape
press : q a ! Enter
