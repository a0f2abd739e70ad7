#!/usr/bin/env bash
# The hook of .pre-commit-hooks.yaml, tried by pre-commit itself on a repository made here. run.sh starts it; SAYSO is the program.
# That which builds sayso itself takes minutes, and is left to a release.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/getting/checks.sh
. "$root/tests/getting/checks.sh"
precommit=$1
export PRE_COMMIT_HOME=$scratch/home GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

# The hooks alone, as a repository of their own: all that pre-commit reads of it.
mkdir "$scratch/hooks" "$scratch/bin"
cp "$root/.pre-commit-hooks.yaml" "$scratch/hooks"
git -C "$scratch/hooks" init -q
git -C "$scratch/hooks" add -A
git -C "$scratch/hooks" -c user.name=a -c user.email=a@example.com commit -qm hooks
ln -s "$SAYSO" "$scratch/bin/sayso"
mkdir "$scratch/work"
cd "$scratch/work"
git init -q
printf 'Experts say that the channel will close.\n' | tee vague.{md,tex,typ,adoc,RST} requirements.txt page.html script.py >/dev/null
printf '“No,” said Ada Marsh, the mayor of Saltby.\n' >fine.md

try() {
  PATH="$scratch/bin:$PATH" "$precommit" try-repo "$scratch/hooks" sayso-installed --color never "$@" >"$scratch/said" 2>&1
}

check 'its description is right' "$precommit" validate-manifest "$root/.pre-commit-hooks.yaml"
git add fine.md
check 'a good text passes' try
check 'because it was read' grep -q 'sayso\.*Passed' "$scratch/said"
git add vague.md
check 'a vague one does not' test "$(try && echo passed)" = ''
check 'and is shown' grep -q 'warning\[vague-source\]' "$scratch/said"
check 'with where' grep -q -- '--> vague.md:1:1' "$scratch/said"
git reset -q vague.md
for other in vague.{tex,typ,adoc,RST}; do
  git add "$other"
  check "$other does not, either," test "$(try && echo passed)" = ''
  check 'with where' grep -q -- "--> $other:1:1" "$scratch/said"
  git reset -q "$other"
done
git add requirements.txt page.html script.py
check 'other files are left alone' try
finish
