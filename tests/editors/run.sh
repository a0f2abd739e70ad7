#!/usr/bin/env bash
# Drives real editors with the built program and looks at what they show.
#
#   tests/editors/run.sh [NAME…]      of neovim, vscode, emacs, helix, kakoune, vim, zed, or all; neovim when none is named
#   tests/editors/run.sh pictures     makes the pictures in docs/pictures anew; with Neovim 0.10 or newer
#
# What a page in editors/ shows is what is tried. Zed can't be run without a screen: its extension is compiled.
# tests/editors/install DIR gets all that this needs on a Debian 12, and DIR/env sets the variables that say where it is.
#
# From the environment:
#   SAYSO        the program; target/release/sayso, else target/debug/sayso
#   NVIM         Neovim; the nvim on the PATH. One older than 0.10 is tested to be told so
#   CODE_SERVER  a folder with node_modules that hold code-server and playwright-core, with code-server's own modules
#   CHROMIUM     a Chromium; the chromium on the PATH
#   EMACS, HX, KAK, VIM_PROGRAM   the others; emacs, hx, kak and vim on the PATH. All but Emacs need tmux, Kakoune needs kak-lsp,
#                Vim needs ALE (Debian's vim-ale), Zed a Rust that has the target wasm32-wasip2
#   TRIES        how often one of VS Code's tests is tried before it has failed; once
#   SHOTS        a folder for VS Code's screenshots; by default they are thrown away
#   ONLY         which of VS Code's tests to run: names of files in tests/editors/vscode, with commas between; all
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

missing() {
  echo "tests/editors: $1" >&2
  exit 2
}

# not_installed NAME MESSAGE, where tests/editors/install knows what NAME needs.
not_installed() {
  missing "$2 (tests/editors/install DIR $1 gets it)"
}

program() {
  local candidate
  for candidate in "${SAYSO:-}" "$root/target/release/sayso" "$root/target/debug/sayso"; do
    [ -n "$candidate" ] && [ -x "$candidate" ] && realpath "$candidate" && return
  done
  missing "there is no sayso to run: build it with cargo build, or name it in SAYSO"
}

neovim() {
  local nvim=${NVIM:-nvim}
  command -v "$nvim" >/dev/null || not_installed neovim "there is no Neovim: put nvim on the PATH, or name it in NVIM"
  # Only the plugin and the article are there: nothing of the user's own Neovim.
  mkdir -p "$scratch/bin" "$scratch/pack/sayso/start"
  ln -sf "$sayso" "$scratch/bin/sayso"
  ln -sfn "$root/editors/neovim" "$scratch/pack/sayso/start/sayso"
  cp "$root/tests/editors/article.md" "$scratch/"
  echo "== $("$nvim" --version | head -1)"
  env PATH="$scratch/bin:$PATH" ARTICLE="$scratch/article.md" ARTICLES="$root/tests/editors/articles" LSPCONFIG="$root/editors/neovim/nvim-lspconfig/lsp/sayso.lua" \
    XDG_STATE_HOME="$scratch" XDG_DATA_HOME="$scratch" \
    timeout 120 "$nvim" --clean --headless --cmd "set noswapfile packpath^=$scratch" -c "luafile $root/tests/editors/neovim.lua"
}

# Packages the extension as the arguments say, and prints where the package is.
package() {
  (cd "$root/editors/vscode" && npm run --silent package -- "$@" | tail -1)
}

# Drives VS Code with a package; more arguments go to vscode.mjs.
drive() {
  local vsix=$1
  shift
  node "$root/tests/editors/vscode.mjs" --modules "$CODE_SERVER" --chromium "$chromium" --vsix "$vsix" ${SHOTS:+--shots "$SHOTS"} ${TRIES:+--tries "$TRIES"} "$@"
}

needs_vscode() {
  chromium=$(command -v "${CHROMIUM:-chromium}") || not_installed vscode "there is no Chromium: put chromium on the PATH, or name it in CHROMIUM"
  [ -d "${CODE_SERVER:-}/node_modules/code-server" ] || not_installed vscode "there is no VS Code: name a folder with node_modules/code-server in CODE_SERVER"
  [ -d "$CODE_SERVER/node_modules/playwright-core" ] || not_installed vscode "there is no playwright-core beside code-server in CODE_SERVER"
  [ -d "$root/editors/vscode/node_modules/axe-core" ] || missing "run npm ci in editors/vscode first"
}

vscode() {
  needs_vscode
  local vsix
  echo "== VS Code, with a package that carries the program"
  vsix=$(package --server "$sayso")
  drive "$vsix" ${ONLY:+--only "$ONLY"}
  [ -z "${ONLY:-}" ] || return 0
  echo "== VS Code, with a package that runs the program on the PATH"
  vsix=$(package)
  mkdir -p "$scratch/bin"
  ln -sf "$sayso" "$scratch/bin/sayso"
  drive "$vsix" --only path --on-path "$scratch/bin"
}

pictures() {
  needs_vscode
  drive "$(package --server "$sayso")" --only pictures --pictures "$root/docs/pictures"
  neovim_picture
}

neovim_picture() {
  local nvim=${NVIM:-nvim} home
  needs_tmux Neovim
  home=$(home neovim pack/sayso/start)
  ln -sfn "$root/editors/neovim" "$home/pack/sayso/start/sayso"
  cp "$root/editors/vscode/media/sample.md" "$home/texts/article.md"
  NVIM=$(command -v "$nvim") PACKAGES=$home at_home "$home" \
    bash "$root/tests/editors/neovim-picture.sh" >"$home/screen"
  node "$root/tests/editors/terminal.mjs" --modules "$CODE_SERVER" --chromium "$chromium" --out "$root/docs/pictures/neovim.png" <"$home/screen"
}

# home EDITOR FOLDER: a home where only the article, the program and that folder are.
home() {
  local home=$scratch/home-$1
  mkdir -p "$home/bin" "$home/texts" "$home/run" "$home/$2"
  chmod 700 "$home/run"
  ln -sf "$sayso" "$home/bin/sayso"
  cp "$root/tests/editors/article.md" "$root/tests/editors/articles/"* "$home/texts/"
  echo "$home"
}

# block EDITOR LANGUAGE [N]: what the editor's page shows.
block() {
  "$root/tests/editors/block" "$root/editors/$1/README.md" "${@:2}"
}

# at_home HOME COMMAND…
at_home() {
  local home=$1
  shift
  (cd "$home" && env -u XDG_CONFIG_HOME HOME="$home" XDG_RUNTIME_DIR="$home/run" PATH="$home/bin:$PATH" ARTICLE="$home/texts/${ARTICLE_NAME:-article.md}" timeout 180 "$@")
}

needs_tmux() {
  command -v tmux >/dev/null || not_installed "${1,,}" "there is no tmux to run $1 in"
}

emacs() {
  local emacs=${EMACS:-emacs} home package=$root/editors/emacs n
  command -v "$emacs" >/dev/null || not_installed emacs "there is no Emacs: put emacs on the PATH, or name it in EMACS"
  home=$(home emacs .)
  echo "== $(command "$emacs" --version | head -1)"
  command "$emacs" -Q --batch --eval "(setq byte-compile-error-on-warn t byte-compile-dest-file-function (lambda (_) \"$home/sayso.elc\"))" \
    -f batch-byte-compile "$package/sayso.el"
  command "$emacs" -Q --batch --eval "(progn (require 'checkdoc) (checkdoc-file \"$package/sayso.el\"))" 2>&1 | tee "$home/checkdoc"
  [ ! -s "$home/checkdoc" ] || exit 1
  # try_emacs CONFIGURATION EXPECTED [MODE ARTICLE]
  try_emacs() {
    echo "-- $1, ${3:-markdown-mode}"
    CONFIGURATION=$home/$1 EXPECTED=$2 MODE=${3:-markdown-mode} ARTICLE_NAME=${4:-article.md} \
      at_home "$home" "$emacs" -Q --batch -L "$package" -l "$root/tests/editors/emacs.el"
  }
  for n in 1 2 3 4; do block emacs elisp "$n" >"$home/block$n.el"; done
  cat "$home/block1.el" "$home/block3.el" | sed 's/"essay"/"fiction"/' >"$home/settings.el"
  sed -i 's/"essay"/"fiction"/' "$home/block4.el"
  # what the page says in words, of HTML and plain text
  for n in html text; do
    { cat "$home/block1.el" && echo "(add-hook '$n-mode-hook #'sayso-ensure)"; } >"$home/$n.el"
  done
  try_emacs block1.el Experts
  try_emacs block1.el "Experts|\`\`Nobody told us a thing.''" latex-mode article.tex
  try_emacs block1.el 'Experts|“Nobody told us a thing.”' rst-mode article.rst
  try_emacs html.el 'Experts|&ldquo;Nobody told us a thing.&rdquo;' html-mode article.html
  try_emacs text.el Experts text-mode article.txt
  try_emacs settings.el ''
  try_emacs block4.el ''
  try_emacs block4.el '“Nobody told us a thing.”' rst-mode article.rst
  if command "$emacs" --batch --eval "(progn (add-to-list 'load-path \"/usr/share/emacs/site-lisp/elpa\") (unless (file-expand-wildcards \"/usr/share/emacs/site-lisp/elpa/lsp-mode-*\") (kill-emacs 1)))"; then
    try_emacs block2.el Experts
    try_emacs block2.el "Experts|\`\`Nobody told us a thing.''" latex-mode article.tex
    try_emacs block2.el 'Experts|“Nobody told us a thing.”' rst-mode article.rst
  else
    echo 'lsp-mode: SKIPPED, it is not installed'
  fi
}

helix() {
  local hx=${HX:-hx} home
  needs_tmux Helix
  hx=$(command -v "$hx") || not_installed helix "there is no Helix: put hx on the PATH, or name it in HX"
  home=$(home helix .config/helix)
  block helix toml 1 >"$home/.config/helix/languages.toml"
  block helix toml 2 >"$home/.config/helix/config.toml"
  echo "== $("$hx" --version)"
  HX=$hx at_home "$home" bash "$root/tests/editors/helix.sh"
}

kakoune() {
  local kak=${KAK:-kak} home
  needs_tmux Kakoune
  kak=$(command -v "$kak") || not_installed kakoune "there is no Kakoune: put kak on the PATH, or name it in KAK"
  command -v kak-lsp >/dev/null || not_installed kakoune "there is no kak-lsp on the PATH for Kakoune"
  home=$(home kakoune .config/kak)
  block kakoune kak >"$home/.config/kak/kakrc"
  echo "== $("$kak" -version), $(kak-lsp --version)"
  KAK=$kak at_home "$home" bash "$root/tests/editors/kakoune.sh"
}

vim() {
  local vim=${VIM_PROGRAM:-vim} home
  needs_tmux Vim
  vim=$(command -v "$(type -P "$vim")") || not_installed vim "there is no Vim: put vim on the PATH, or name it in VIM_PROGRAM"
  home=$(home vim .vim/after/plugin)
  block vim vim 1 >"$home/.vim/after/plugin/sayso.vim"
  printf 'Ada Marsh, the mayor of Saltby, said that the tide was late.\n\nExperts say that the channel will close.\n' >"$home/texts/plain.txt"
  printf 'set nocompatible noswapfile\nfiletype plugin on\npackadd! ale\n' >"$home/.vimrc"
  echo "== $("$vim" --version | head -1)"
  VIM_PROGRAM=$vim at_home "$home" bash "$root/tests/editors/vim.sh"
}

zed() {
  rustc --print target-libdir --target wasm32-wasip2 >/dev/null 2>&1 && [ -d "$(rustc --print target-libdir --target wasm32-wasip2)" ] ||
    not_installed zed 'there is no Rust for wasm32-wasip2'
  echo '== the extension for Zed'
  (cd "$root/editors/zed" && CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}/zed" cargo build --locked --release --target wasm32-wasip2)
}

sayso=$(program)
[ $# -gt 0 ] || set -- neovim
for editor; do
  case $editor in
    all) for every in neovim vscode emacs helix kakoune vim zed; do "$every"; done ;;
    neovim | vscode | emacs | helix | kakoune | vim | zed | pictures) "$editor" ;;
    *) missing "$editor is none of: neovim, vscode, emacs, helix, kakoune, vim, zed, all, pictures" ;;
  esac
done
