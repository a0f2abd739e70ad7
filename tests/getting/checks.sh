# Checks for the scripts beside it: each is named, runs a command, and is told of. For bash.
# shellcheck shell=bash
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

# check NAME COMMAND…
check() {
  local name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'not so: %s: %s\n' "$name" "$*" >&2
    [ ! -s "$scratch/said" ] || sed 's/^/    /' "$scratch/said" >&2
  fi
}

# Waits ten seconds at most for a command to succeed.
eventually() {
  local _
  for _ in $(seq 200); do
    "$@" && return
    sleep 0.05
  done
  return 1
}

finish() {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}
