#!/usr/bin/env bash
# Drives real editors with the built program and looks at what they show.
#
#   tests/editors/run.sh [neovim] [vscode]        all that are named; neovim when none is
#   tests/editors/run.sh pictures                 makes the pictures in docs/pictures anew
#
# From the environment:
#   SAYSO        the program; target/release/sayso, else target/debug/sayso
#   NVIM         Neovim; the nvim on the PATH. One older than 0.10 is tested to be told so
#   CODE_SERVER  a folder with node_modules that hold code-server and playwright-core, with code-server's own modules
#   CHROMIUM     a Chromium; the chromium on the PATH
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

program() {
  local candidate
  for candidate in "${SAYSO:-}" "$root/target/release/sayso" "$root/target/debug/sayso"; do
    [ -n "$candidate" ] && [ -x "$candidate" ] && realpath "$candidate" && return
  done
  missing "there is no sayso to run: build it with cargo build, or name it in SAYSO"
}

neovim() {
  local nvim=${NVIM:-nvim}
  command -v "$nvim" >/dev/null || missing "there is no Neovim: put nvim on the PATH, or name it in NVIM"
  # Only the plugin and the article are there: nothing of the user's own Neovim.
  mkdir -p "$scratch/bin" "$scratch/pack/sayso/start"
  ln -sf "$sayso" "$scratch/bin/sayso"
  ln -sfn "$root/editors/neovim" "$scratch/pack/sayso/start/sayso"
  cp "$root/tests/editors/article.md" "$scratch/"
  echo "== $("$nvim" --version | head -1)"
  env PATH="$scratch/bin:$PATH" ARTICLE="$scratch/article.md" LSPCONFIG="$root/editors/neovim/nvim-lspconfig/lsp/sayso.lua" \
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
  node "$root/tests/editors/vscode.mjs" --modules "$CODE_SERVER" --chromium "$chromium" --vsix "$vsix" ${SHOTS:+--shots "$SHOTS"} "$@"
}

needs_vscode() {
  chromium=$(command -v "${CHROMIUM:-chromium}") || missing "there is no Chromium: put chromium on the PATH, or name it in CHROMIUM"
  [ -d "${CODE_SERVER:-}/node_modules/code-server" ] || missing "there is no VS Code: name a folder with node_modules/code-server in CODE_SERVER"
  [ -d "$CODE_SERVER/node_modules/playwright-core" ] || missing "there is no playwright-core beside code-server in CODE_SERVER"
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
}

sayso=$(program)
[ $# -gt 0 ] || set -- neovim
for editor; do
  case $editor in
    neovim | vscode | pictures) "$editor" ;;
    *) missing "$editor is none of: neovim, vscode, pictures" ;;
  esac
done
