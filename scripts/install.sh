#!/bin/sh
# Installs sayso on Linux or macOS: finds out which program fits, fetches it, verifies its checksum, and puts it in place.
# Nothing else is changed, and nothing is in place unless all of that went well.
#
#   install.sh [--version X.Y.Z] [--prefix DIR]
#
#   --version   the release to install; the newest if none is named
#   --prefix    the program goes to DIR/bin; $PREFIX, else ~/.local
#
# From the environment:
#   PREFIX           as --prefix
#   SAYSO_RELEASES   where the releases are, if not at the project's own address: an https, http or file address
#   SAYSO_TARGET     the platform, if that is found out wrongly, such as aarch64-unknown-linux-musl
set -eu

# The project's public address; scripts/address writes it here.
repository=''

say() {
  printf 'sayso: %s\n' "$1"
}

fail() {
  printf 'sayso: %s\n' "$1" >&2
  exit 1
}

usage() {
  printf 'usage: install.sh [--version X.Y.Z] [--prefix DIR]\n'
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# The platform that programs of a release are built for.
platform() {
  system=$(uname -s)
  machine=$(uname -m)
  # An Intel shell on a Mac with Apple's processor calls that x86_64.
  if [ "$system" = Darwin ] && [ "$(sysctl -n hw.optional.arm64 2>/dev/null || true)" = 1 ]; then
    machine=arm64
  fi
  case $machine in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no ready program for a $machine processor; build it from its source; README.md says how" ;;
  esac
  case $system in
    Linux) printf '%s-unknown-linux-musl\n' "$machine" ;;
    Darwin) printf '%s-apple-darwin\n' "$machine" ;;
    MINGW* | MSYS* | CYGWIN*) fail 'this script is for Linux and macOS; for Windows, take the .zip from the release' ;;
    *) fail "there is no ready program for $system; build it from its source; README.md says how" ;;
  esac
}

# Fetches an address into a file.
fetch() {
  if has curl; then
    curl --fail --silent --show-error --location --proto "$protocols" --proto-redir "$protocols" --retry 2 --output "$2" "$1"
  elif has wget; then
    case $1 in
      # wget knows no files
      file://*) cp "${1#file://}" "$2" ;;
      *) wget -q -O "$2" "$1" ;;
    esac
  else
    fail 'neither curl nor wget is there to fetch it'
  fi
}

checksum() {
  if has sha256sum; then
    sha256sum "$1"
  elif has shasum; then
    shasum -a 256 "$1"
  elif has openssl; then
    openssl dgst -sha256 -r "$1"
  else
    fail 'none of sha256sum, shasum and openssl is there to verify what was fetched'
  fi | cut -d ' ' -f 1
}

main() {
  version=''
  prefix=${PREFIX:-}
  while [ $# -gt 0 ]; do
    case $1 in
      --version | --prefix)
        [ -n "${2:-}" ] || fail "$1 needs a value"
        if [ "$1" = --version ]; then version=${2#v}; else prefix=$2; fi
        shift 2
        ;;
      -h | --help)
        usage
        exit 0
        ;;
      *)
        usage >&2
        fail "unknown argument: $1"
        ;;
    esac
  done
  if [ -z "$prefix" ]; then
    [ -n "${HOME:-}" ] || fail 'say where to install it: --prefix DIR'
    prefix=$HOME/.local
  fi
  releases=${SAYSO_RELEASES:-}
  if [ -z "$releases" ]; then
    [ -n "$repository" ] || fail 'sayso has no public address yet; name the place of its releases in SAYSO_RELEASES'
    releases=$repository/releases
  fi
  releases=${releases%/}
  case $releases in
    https://*) protocols='=https' ;;
    # A mirror or a test of somebody's own.
    http://*) protocols='=http,https' ;;
    file://*) protocols='=file' ;;
    *) fail "$releases is no https, http or file address" ;;
  esac
  target=${SAYSO_TARGET:-}
  [ -n "$target" ] || target=$(platform)

  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  trap 'exit 1' HUP INT TERM

  if [ -n "$version" ]; then sums=$releases/download/v$version/SHA256SUMS; else sums=$releases/latest/download/SHA256SUMS; fi
  fetch "$sums" "$folder/SHA256SUMS" || fail "there is no ${version:-newest} release at $sums"
  # A line is a checksum and a name; the name tells the version.
  line=$(grep -E "^[0-9a-f]{64} [ *]sayso-[0-9][0-9A-Za-z.+-]*-$target\.tar\.gz\$" "$folder/SHA256SUMS" | head -n 1) || true
  [ -n "$line" ] || fail "the release has no program for $target"
  expected=${line%% *}
  archive=${line#* ?}
  name=${archive%.tar.gz}
  version=${name#sayso-}
  version=${version%"-$target"}

  say "fetching $archive"
  fetch "$releases/download/v$version/$archive" "$folder/$archive" || fail "$archive could not be fetched"
  actual=$(checksum "$folder/$archive")
  [ "$actual" = "$expected" ] || fail "$archive is not what the release says: its checksum is $actual, not $expected; nothing was installed"
  tar -xzf "$folder/$archive" -C "$folder" "$name/sayso" || fail "$archive could not be unpacked"
  "$folder/$name/sayso" --version >/dev/null 2>&1 || fail "the program for $target does not run here; nothing was installed"

  mkdir -p "$prefix/bin" 2>/dev/null || fail "the folder $prefix/bin can't be made; choose another: --prefix DIR"
  # Beside its place first, so that a sayso that runs is replaced at once or not at all.
  new=$prefix/bin/.sayso.$$
  if ! { cp "$folder/$name/sayso" "$new" && chmod 755 "$new" && mv -f "$new" "$prefix/bin/sayso"; } 2>/dev/null; then
    rm -f "$new" 2>/dev/null || true
    fail "$prefix/bin can't be written to; choose another place: --prefix DIR"
  fi
  say "$("$prefix/bin/sayso" --version) is in $prefix/bin"
  found=$(command -v sayso || true)
  if [ -z "$found" ]; then
    say "add $prefix/bin to your PATH"
  elif [ "$found" != "$prefix/bin/sayso" ]; then
    say "your PATH finds another one first: $found"
  fi
}

# Called last, so that a script that was fetched in part does nothing.
main "$@"
