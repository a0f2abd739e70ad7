#!/usr/bin/env python3
"""Writes the licences of all that is built into sayso for one platform, as its packages bring them.

    packaging/licences.py --target x86_64-unknown-linux-musl > LICENSES-OF-OTHERS.txt

A text that several packages share stands once. Ends with 1 if a package names no licence.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = ("license", "licence", "copying", "notice", "copyright", "unlicense")
HEAD = """sayso itself is licensed under MIT or Apache-2.0; see LICENSE-MIT and LICENSE-APACHE. Built into it are the Rust standard
library (MIT or Apache-2.0, copyright the Rust Project Developers) and these packages:
"""


def linked(metadata):
    """The packages that end up in the program: what it depends on, less what only builds and tests need."""
    edges = {node["id"]: node["deps"] for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    found, open_ = set(), [root]
    while open_:
        for dependency in edges[open_.pop()]:
            normal = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if normal and dependency["pkg"] not in found:
                found.add(dependency["pkg"])
                open_.append(dependency["pkg"])
    packages = [package for package in metadata["packages"] if package["id"] in found]
    return sorted(packages, key=lambda package: (package["name"], package["version"]))


def texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    # what others wrote and the package builds in, as a library in C, lies in a folder of its own
    candidates = [*folder.iterdir(), *folder.glob("*/*")]
    files = {path for path in candidates if path.is_file() and path.name.lower().startswith(NAMES)}
    if package["license_file"]:
        files.add(folder / package["license_file"])
    return [path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip() for path in sorted(files)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", required=True)
    target = parser.parse_args().target

    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    packages = linked(json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout))
    nameless = [package["name"] for package in packages if not package["license"] and not package["license_file"]]
    if nameless:
        sys.exit(f"no licence is named by: {', '.join(nameless)}")

    out, shared = [HEAD], collections.defaultdict(list)
    for package in packages:
        title = f"{package['name']} {package['version']}"
        authors = f"; {', '.join(package['authors'])}" if package["authors"] else ""
        out.append(f"  {title} ({package['license'] or 'see below'}{authors})")
        for text in texts(package):
            shared[text].append(title)
    for text, titles in shared.items():
        out.append(f"\n{'=' * 80}\n{', '.join(titles)}\n{'=' * 80}\n\n{text}")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    print("\n".join(out))


if __name__ == "__main__":
    main()
