#!/usr/bin/env bash
# The step of action.yml, run as GitHub's runner runs it: with the inputs in variables, and files for what it hands on.
# run.sh starts it; SAYSO is the program.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/getting/checks.sh
. "$root/tests/getting/checks.sh"

mkdir "$scratch/work" "$scratch/temp" "$scratch/work/a folder"
cd "$scratch/work"
printf 'Experts say that the channel will close.\n' >vague.md
printf '“No,” said Ada Marsh, the mayor of Saltby.\n' >fine.md
cp vague.md 'a folder/vague, too.md'

# Runs it with some inputs. Its exit code is in $code, what it prints in $scratch/said, in $scratch/log what only the log shows.
action() {
  code=0
  : >"$scratch/output"
  : >"$scratch/summary"
  env RUNNER_TEMP="$scratch/temp" GITHUB_OUTPUT="$scratch/output" GITHUB_STEP_SUMMARY="$scratch/summary" SAYSO_PROGRAM="$SAYSO" "$@" \
    "$root/packaging/action/check" >"$scratch/said" 2>"$scratch/log" || code=$?
}

annotates() {
  [ "$(grep -c '^::' "$scratch/said")" -eq "$2" ] && grep -qE "^::$1" "$scratch/said"
}

action
check 'findings fail the step' test "$code" -eq 1
check 'and are shown beside the line' annotates 'warning file=vague.md,line=1,endLine=1,col=1,endColumn=8,title=sayso%3A vague-source::“Experts”' 2
check 'and counted in the summary' grep -qx 'sayso: 2 findings in 2 files (2 warnings)' "$scratch/summary"
action SAYSO_PATHS=$'fine.md\n'
check 'a good text passes' test "$code" -eq 0
check 'in silence' test ! -s "$scratch/said"
action SAYSO_PATHS=$'a folder/vague, too.md\r\nfine.md'
check 'paths are lines, whatever is in them' annotates 'warning file=a folder/vague%2C too.md,' 1
action SAYSO_FAIL_ON=error
check 'how much it takes to fail can be chosen' test "$code" -eq 0
check 'findings are shown all the same' annotates warning 2
action SAYSO_PROFILE=novel
check 'a profile that there is not is an error' test "$code" -eq 2
check 'which is shown' annotates "error title=sayso::error: invalid value 'novel'" 1
printf '[rules]\nvague-source = "off"\n' >"$scratch/house.toml"
action SAYSO_CONFIG="$scratch/house.toml" SAYSO_PROFILE=essay
check 'a configuration and a profile' test "$code" -eq 0
action SAYSO_PATHS=missing.md SAYSO_SARIF=x.sarif
check 'a file that there is not is an error' annotates 'error title=sayso::error: missing.md: no such file or folder' 1
check 'with no SARIF to upload' test ! -s "$scratch/output"
action SAYSO_SARIF=out.sarif
check 'SARIF is written too' grep -q '"uri": "vague.md"' out.sarif
check 'and its name handed on' grep -qx 'sarif-file=out.sarif' "$scratch/output"
check 'findings fail the step then, too' test "$code" -eq 1

# a release like that of packaging/archive.py
target=$(uname -m)-unknown-linux-musl
version=$("$SAYSO" --version | cut -d ' ' -f 2)
release=$scratch/releases/download/v$version
python3 "$root/packaging/archive.py" --target "$target" --program "$SAYSO" --out "$release" >/dev/null
(cd "$release" && sha256sum ./*.tar.gz | sed 's| \./| |' >SHA256SUMS)
action SAYSO_PROGRAM= SAYSO_RELEASES="file://$scratch/releases" SAYSO_ACTION_REF="v$version"
check 'an action of a release runs the program of that' annotates warning 2
check 'which is not left on the PATH' test -x "$scratch/temp/sayso/bin/sayso"
action SAYSO_PROGRAM= SAYSO_RELEASES="file://$scratch/releases" SAYSO_ACTION_REF="v$version" SAYSO_VERSION=99.0.0
check 'a version that there is not' annotates 'error title=sayso::sayso could not be installed' 1
check 'and why, in the log' grep -q 'there is no 99.0.0 release' "$scratch/log"
check 'fails the step' test "$code" -eq 2
action SAYSO_PROGRAM= SAYSO_RELEASES="file://$scratch/releases" SAYSO_ACTION_REF=main
check 'an action of a branch runs the newest' grep -q 'there is no newest release' "$scratch/log"

# what action.yml hands over is what the script takes
check 'all inputs arrive' test "$(grep -oE 'SAYSO_[A-Z_]+:' "$root/action.yml" | tr -d : | sort)" = \
  "$(grep -ohE '\bSAYSO_[A-Z_]+' "$root/packaging/action/check" | cat - <(echo SAYSO_RELEASES) | sort -u)"
finish
