#!/usr/bin/env bash
# Opens the sample article in Neovim with the plugin, and prints the screen with its colours. run.sh starts it.
#
# From the environment: NVIM, the program; PACKAGES, a folder with the plugin as Neovim looks for it; ARTICLE.
set -euo pipefail
# shellcheck source=tests/editors/terminal.sh
. "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

looks='set linebreak signcolumn=no laststatus=0 noruler noshowcmd noshowmode shortmess+=I'
{
  in_terminal "$NVIM" --clean --cmd "set noswapfile termguicolors packpath^=$PACKAGES" -c "$looks" "$ARTICLE"
  tmux -L "$terminal" resize-window -t editor -x 100 -y 29
  shows 'she is named in the text' 'she \[Ingrid Solheim\] said'
  press 9 G K
  shows 'hover says who she is' 'Quoted'
} >&2
tmux -L "$terminal" capture-pane -e -p -N -t editor
