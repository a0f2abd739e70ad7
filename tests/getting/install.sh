#!/usr/bin/env bash
# Installs from a release made here, by files and over loopback, and sees to it that nothing is installed when anything is wrong.
# run.sh starts it; SAYSO is the program that the release holds.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/getting/checks.sh
. "$root/tests/getting/checks.sh"
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$scratch"' EXIT

target=$(uname -m)-unknown-linux-musl
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -1)

# A place of releases as forges have it: download/vX.Y.Z/FILE, and the newest as latest/download/FILE.
release() {
  local folder=$1/download/v$version
  python3 "$root/packaging/archive.py" --target "$target" --program "$SAYSO" --out "$folder" >/dev/null
  (cd "$folder" && sha256sum ./*.tar.gz | sed 's| \./| |' >SHA256SUMS)
  mkdir -p "$1/latest"
  cp -r "$folder" "$1/latest/download"
  rm "$1/latest/download"/*.tar.gz
}

# Runs the script with a home of its own. What it says is in $scratch/said, its exit code in $code.
install() {
  code=0
  env -u PREFIX HOME="$scratch/home" SAYSO_RELEASES="$releases" PATH="${path:-$PATH}" "$@" >"$scratch/said" 2>&1 || code=$?
}

installed() {
  [ "$("$1/bin/sayso" --version)" = "sayso $version" ] && [ "$(ls -A "$1/bin")" = sayso ]
}

says() {
  grep -qF -- "$1" "$scratch/said"
}

refuses() {
  [ "$code" -eq 1 ] && says "$1" && [ ! -e "$scratch/home/.local/bin/sayso" ]
}

release "$scratch/releases"
releases=file://$scratch/releases

for shell in sh bash dash 'busybox sh'; do
  if command -v "${shell%% *}" >/dev/null; then
    rm -rf "${scratch:?}/home"
    # shellcheck disable=SC2086 # two words
    install $shell "$root/scripts/install.sh"
    check "the newest is installed, by $shell" installed "$scratch/home/.local"
    check 'it says that the PATH lacks the folder' says "add $scratch/home/.local/bin to your PATH"
  fi
done

install "$root/scripts/install.sh" --version "v$version" --prefix "$scratch/a folder"
check 'one version goes where it is told to' installed "$scratch/a folder"
install PREFIX="$scratch/prefix" "$root/scripts/install.sh"
check 'PREFIX tells it too' installed "$scratch/prefix"
path=$scratch/prefix/bin:$PATH install "$root/scripts/install.sh" --prefix "$scratch/second"
check 'it says that another one is found first' says "finds another one first: $scratch/prefix/bin/sayso"

(cd "$scratch/releases" && exec python3 -u -m http.server --bind 127.0.0.1 0) >"$scratch/server" 2>/dev/null &
server=$!
eventually grep -q 'port [0-9]' "$scratch/server"
releases=http://127.0.0.1:$(sed -n 's/.* port \([0-9]*\).*/\1/p' "$scratch/server")/
install "$root/scripts/install.sh" --prefix "$scratch/over"
check 'over the network' installed "$scratch/over"
if command -v wget >/dev/null; then
  mkdir "$scratch/few"
  for tool in sh uname mktemp grep head cut tar gzip mkdir cp mv chmod rm wget openssl env; do
    ln -sf "$(command -v "$tool")" "$scratch/few/$tool"
  done
  path=$scratch/few install "$(command -v sh)" "$root/scripts/install.sh" --prefix "$scratch/wget"
  check 'with wget and openssl in place of curl and sha256sum' installed "$scratch/wget"
fi

rm -rf "${scratch:?}/home"
install "$root/scripts/install.sh" --version 99.0.0
check 'a version that there is not' refuses 'there is no 99.0.0 release at http://127.0.0.1'
install SAYSO_TARGET=riscv64-unknown-linux-musl "$root/scripts/install.sh"
check 'a platform that there is no program for' refuses 'the release has no program for riscv64-unknown-linux-musl'
install SAYSO_RELEASES=ftp://example.invalid "$root/scripts/install.sh"
check 'an address that is none' refuses 'is no https, http or file address'
if [ -z "$("$root/scripts/address")" ]; then
  install SAYSO_RELEASES= "$root/scripts/install.sh"
  check 'no address at all' refuses 'sayso has no public address yet'
fi
install "$root/scripts/install.sh" --prefix
check 'an argument without its value' refuses '--prefix needs a value'
install "$root/scripts/install.sh" --forec
check 'an argument that it does not know' refuses 'unknown argument: --forec'
: >"$scratch/file"
install "$root/scripts/install.sh" --prefix "$scratch/file"
check 'a folder that cannot be made' refuses "choose another: --prefix DIR"

for system in 'FreeBSD x86_64' 'Linux s390x' 'MINGW64_NT-10.0 x86_64'; do
  mkdir -p "$scratch/uname"
  # shellcheck disable=SC2016 # the argument is that of the script that is written
  printf '#!/bin/sh\n[ "$1" = -s ] && echo %s || echo %s\n' "${system% *}" "${system#* }" >"$scratch/uname/uname"
  chmod +x "$scratch/uname/uname"
  path=$scratch/uname:$PATH install "$root/scripts/install.sh"
  case $system in
    MINGW*) check "$system" refuses 'for Windows, take the .zip' ;;
    *) check "$system" refuses 'there is no ready program for' ;;
  esac
done

releases=file://$scratch/bad
cp -r "$scratch/releases" "$scratch/bad"
printf 'x' >>"$scratch/bad/download/v$version/sayso-$version-$target.tar.gz"
install "$root/scripts/install.sh"
check 'an archive that was changed' refuses 'is not what the release says'
cp "$scratch/prefix/bin/sayso" "$scratch/before"
install "$root/scripts/install.sh" --prefix "$scratch/prefix"
check 'leaves the sayso that is there' cmp -s "$scratch/before" "$scratch/prefix/bin/sayso"
rm "$scratch/bad/download/v$version"/*.tar.gz
install "$root/scripts/install.sh"
check 'an archive that is missing' refuses "sayso-$version-$target.tar.gz could not be fetched"
printf '#!/bin/sh\nexit 1\n' >"$scratch/broken"
chmod +x "$scratch/broken"
rm -rf "$scratch/bad"
SAYSO=$scratch/broken release "$scratch/bad"
install "$root/scripts/install.sh"
check 'a program that does not run' refuses 'does not run here; nothing was installed'
rm -rf "$scratch/bad"
mkdir -p "$scratch/bad/latest/download"
printf '<html>not found</html>\n' >"$scratch/bad/latest/download/SHA256SUMS"
install "$root/scripts/install.sh"
check 'checksums that are none' refuses "the release has no program for $target"
finish
