#!/usr/bin/env bash
# What a release is made of, made here of made-up programs: archives, licences, formula; and the address and version that they bear.
# run.sh starts it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/getting/checks.sh
. "$root/tests/getting/checks.sh"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -1)
targets=(aarch64-apple-darwin x86_64-apple-darwin aarch64-unknown-linux-musl x86_64-unknown-linux-musl x86_64-pc-windows-msvc)

says() {
  "${@:2}" >"$scratch/said" 2>&1 && return 1
  grep -qF -- "$1" "$scratch/said"
}

check 'the address stands wherever it must' "$root/scripts/address" --check
check 'the extension for Zed has the version' grep -qxF "version = \"$version\"" "$root/editors/zed/extension.toml"
check 'its package, too' grep -qxF "version = \"$version\"" "$root/editors/zed/Cargo.toml"
check 'so has the package for Emacs' grep -qxF ";; Version: $version" "$root/editors/emacs/sayso.el"
copy=$scratch/copy
mkdir -p "$copy/scripts"
cp "$root/Cargo.toml" "$copy"
cp "$root/scripts/address" "$root/scripts/install.sh" "$copy/scripts"
mkdir -p "$copy/editors"
cp -r "$root/editors/zed" "$root/editors/emacs" "$copy/editors"
sed -i -e '/^repository/d' -e 's|^\[package\]$|&\nrepository = "https://forge.example/ann/sayso"|' "$copy/Cargo.toml"
check 'a new one is missed' says 'run scripts/address --write' "$copy/scripts/address" --check
"$copy/scripts/address" --write
check 'until it is written' "$copy/scripts/address" --check
check 'into the install script' grep -qxF "repository='https://forge.example/ann/sayso'" "$copy/scripts/install.sh"
check 'which is as it was otherwise' test "$(diff "$root/scripts/install.sh" "$copy/scripts/install.sh" | grep -c '^>')" -le 1
sed -i "s|^repository.*|repository = \"https://forge.example/'; rm -rf\"|" "$copy/Cargo.toml"
check 'an address that is none is refused' says 'must be an https address' "$copy/scripts/address"

mkdir "$scratch/out"
for target in "${targets[@]}"; do
  printf 'a program for %s' "$target" >"$scratch/program"
  printf 'licences' >"$scratch/licences"
  for out in out again; do
    python3 "$root/packaging/archive.py" --target "$target" --program "$scratch/program" --licences "$scratch/licences" --out "$scratch/$out" >/dev/null
  done
  archive=sayso-$version-$target.tar.gz
  case $target in
    *windows*)
      archive=${archive%.tar.gz}.zip
      python3 -m zipfile -e "$scratch/out/$archive" "$scratch/unpacked"
      check 'the program for Windows' grep -q "for $target" "$scratch/unpacked/sayso-$version-$target/sayso.exe"
      ;;
    *)
      mkdir -p "$scratch/unpacked"
      tar -xzf "$scratch/out/$archive" -C "$scratch/unpacked"
      check "the program for $target" test -x "$scratch/unpacked/sayso-$version-$target/sayso"
      ;;
  esac
  check 'the licences' test "$(cd "$scratch/unpacked/sayso-$version-$target" && echo LICENSE*)" = 'LICENSE-APACHE LICENSE-MIT LICENSES-OF-OTHERS.txt'
  check 'the same twice' cmp -s "$scratch/out/$archive" "$scratch/again/$archive"
done

python3 "$root/packaging/licences.py" --target x86_64-unknown-linux-musl >"$scratch/licences"
check 'what is built in is named' grep -qE '^  clap [0-9.]+ \(MIT OR Apache-2.0\)$' "$scratch/licences"
check 'what only tests need is not' test "$(grep -cE '^  (insta|proptest|divan) ' "$scratch/licences")" -eq 0
check 'what only Windows needs is not' test "$(grep -cE '^  windows' "$scratch/licences")" -eq 0
check 'with the texts' grep -q 'Permission is hereby granted' "$scratch/licences"

(cd "$scratch/out" && sha256sum ./* | sed 's| \./| |' >"$scratch/SHA256SUMS")
formula=$scratch/sayso.rb
"$root/packaging/homebrew/formula" "$scratch/SHA256SUMS" https://forge.example/ann/sayso >"$formula"
check 'the formula has nothing left to fill in' test "$(grep -c @ "$formula")" -eq 0
for target in "${targets[@]:0:4}"; do
  sum=$(sha256sum "$scratch/out/sayso-$version-$target.tar.gz" | cut -d ' ' -f 1)
  url=https://forge.example/ann/sayso/releases/download/v$version/sayso-$version-$target.tar.gz
  check "the formula has $target with its checksum" grep -qzF "url \"$url\"
      sha256 \"$sum\"" "$formula"
done
if command -v ruby >/dev/null; then
  check 'the formula is Ruby' ruby -wc "$formula" >/dev/null
fi
sed -i '/x86_64-apple-darwin/d' "$scratch/SHA256SUMS"
check 'a platform that is missing is told' says 'has no checksum of' "$root/packaging/homebrew/formula" "$scratch/SHA256SUMS" https://forge.example/ann/sayso
if [ -z "$("$root/scripts/address")" ]; then
  check 'so is an address' says 'no public address yet' "$root/packaging/homebrew/formula" "$scratch/SHA256SUMS"
fi
finish
