#!/usr/bin/env python3
"""Makes a release's archive of one built program: the program, its licences and what a user reads first.

    packaging/archive.py --target x86_64-unknown-linux-musl --program target/…/sayso --out DIR [--licences FILE]

Prints the archive's path. The same input gives the same bytes. For Windows it is a .zip, else a .tar.gz.
"""

import argparse
import gzip
import io
import pathlib
import tarfile
import tomllib
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
READ_FIRST = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"]
# No file's own time goes in; a zip knows none before 1980.
DAY = (1980, 1, 1, 0, 0, 0)


def version():
    return tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["package"]["version"]


def tar(entries):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", filename="", mtime=0) as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for name, content, mode in entries:
                entry = tarfile.TarInfo(name)
                entry.size, entry.mode = len(content), mode
                archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def zip_of(entries):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, mode in entries:
            entry = zipfile.ZipInfo(name, DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, (0o100000 | mode) << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", required=True)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--licences", type=pathlib.Path, help="the licences of what is built in, by packaging/licences.py")
    given = parser.parse_args()

    windows = "windows" in given.target
    name = f"sayso-{version()}-{given.target}"
    entries = [(f"{name}/sayso{'.exe' if windows else ''}", given.program.read_bytes(), 0o755)]
    entries += [(f"{name}/{file}", (ROOT / file).read_bytes(), 0o644) for file in READ_FIRST]
    if given.licences:
        entries.append((f"{name}/LICENSES-OF-OTHERS.txt", given.licences.read_bytes(), 0o644))
    given.out.mkdir(parents=True, exist_ok=True)
    path = given.out / f"{name}.{'zip' if windows else 'tar.gz'}"
    path.write_bytes(zip_of(entries) if windows else tar(entries))
    print(path)


if __name__ == "__main__":
    main()
