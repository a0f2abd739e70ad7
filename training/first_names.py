#!/usr/bin/env python3
"""Makes data/first_names.tsv from the first names of the 1990 census of the United States.

usage: first_names.py MALE FEMALE > data/first_names.tsv

The Census Bureau's files dist.male.first and dist.female.first (public domain) have a name a line with its share in percent;
the Python package `names` 0.3.0 carries both.
"""
import sys

LEAST = 0.9
"""The share of a name's bearers that must be of one gender for the name to suggest it."""
HEADER = """# First names that suggest a gender (m, f), or only a person (-), and the names. They help to tell whom a pronoun means; that
# somebody is a man or a woman is never said for a name. From the 1990 census of the United States (public domain), by
# training/first_names.py: a name suggests a gender that nine in ten of its bearers had."""


def shares(path):
    rows = (line.split() for line in open(path, encoding="ascii"))
    return {row[0].lower(): float(row[1]) for row in rows if row}


def main():
    men, women = map(shares, sys.argv[1:3])
    groups = {"m": [], "f": [], "-": []}
    for name in sorted(men | women):
        m, f = men.get(name, 0), women.get(name, 0)
        part = m / (m + f) if m + f else 0.5
        groups["m" if part >= LEAST else "f" if part <= 1 - LEAST else "-"].append(name)
    print(HEADER)
    for group, names in groups.items():
        for first in range(0, len(names), 12):
            print(group, " ".join(names[first : first + 12]), sep="\t")


main()
