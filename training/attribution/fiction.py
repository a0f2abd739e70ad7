#!/usr/bin/env python3
"""Measures what the program finds of quotations in fiction: how many, and how many with the words that name their speaker.

usage: fiction.py --corpora DIR --program PATH

PDNC: all quotations of 20 novels; where a quotation is explicit or anaphoric, the source must stand in the words that the
corpus names as referring to the speaker. LitBank: the quotations of all excerpts that have any. A quotation is found when an attribution's
content covers half of it.
"""
import argparse
import ast
import bisect
import csv
import pathlib
import tempfile

from program import annotated


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "program"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args()
    novels = sorted((options.corpora / "pdnc/data").iterdir())
    records = annotated(options.program, [novel / "novel_text.txt" for novel in novels])
    total = {}
    for novel, record in zip(novels, records):
        text = (novel / "novel_text.txt").read_text(encoding="utf-8")
        found = Content(record)
        for row in csv.DictReader(open(novel / "quotation_info.csv", encoding="utf-8")):
            spans = ast.literal_eval(row["quoteByteSpans"])
            attribution = found.covering(spans)
            counts = total.setdefault(row["quoteType"], [0, 0, 0])
            counts[0] += 1
            counts[1] += attribution is not None
            counts[2] += attribution is not None and names(text, attribution, row["referringExpression"])
    for kind, (there, covered, named) in sorted(total.items()):
        print(f"PDNC {kind}: {there} quotations, {100 * covered / there:.1f} % found", end="")
        print(f", {100 * named / there:.1f} % with the right words as source" if kind != "Implicit" else "")


    found, there = litbank(options)
    print(f"LitBank: {there} quotations, {100 * found / there:.1f} % found")


def litbank(options):
    """How many of LitBank's quotations are found, and how many there are. Its texts are tokens, a sentence a line."""
    found = there = 0
    with tempfile.TemporaryDirectory() as folder:
        quotations = []
        for path in sorted((options.corpora / "litbank/quotations/tsv").glob("*.ann")):
            lines = path.with_suffix(".txt").read_text(encoding="utf-8").split("\n")
            offsets, at = [], 0
            for line in lines:
                offsets.append([])
                for token in line.split():
                    offsets[-1].append((at, at + len(token)))
                    at += len(token) + 1
            rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]
            places = [list(map(int, row[2:6])) for row in rows if row[0] == "QUOTE"]
            text = pathlib.Path(folder) / f"{path.stem}.txt"
            text.write_text(" ".join(" ".join(line.split()) for line in lines if line.split()), encoding="utf-8")
            quotations.append((text, [(offsets[a][b][0], offsets[c][d][1]) for a, b, c, d in places]))
        for (_, spans), record in zip(quotations, annotated(options.program, [text for text, _ in quotations])):
            content = Content(record)
            there += len(spans)
            found += sum(content.covering([span]) is not None for span in spans)
    return found, there


class Content:
    """Parts of content in text order, to look quotations up in."""

    def __init__(self, record):
        parts = [(a, b, found) for found in record["attributions"] for a, b in found["content"]]
        self.parts = sorted(parts, key=lambda part: part[:2])
        self.starts = [part[0] for part in self.parts]

    def covering(self, spans):
        covered = {}
        for start, end in spans:
            at = bisect.bisect_left(self.starts, end)
            for a, b, found in self.parts[max(0, at - 8) : at]:
                size, _ = covered.get(found["id"], (0, None))
                covered[found["id"]] = (size + max(0, min(b, end) - max(a, start)), found)
        size, found = max(covered.values(), key=lambda value: value[0], default=(0, None))
        return found if 2 * size >= sum(end - start for start, end in spans) else None


def names(text, attribution, expression):
    """Whether the source stands in the expression that refers to the speaker, as far as its words tell."""
    source = " ".join(text[a:b] for a, b in attribution["source"])
    words = lambda phrase: {word.strip(".,;:!?“”\"'").lower() for word in phrase.split()} - {""}
    return bool(words(source)) and words(source) <= words(expression)


if __name__ == "__main__":
    main()
