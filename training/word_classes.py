#!/usr/bin/env python3
"""Makes data/word_classes.tsv: which parts of speech an English word form has in text, the commonest first.

usage: training/word_classes.py EWT_TRAIN.conllu GUM_DIR > data/word_classes.tsv

EWT_TRAIN   en_ewt-ud-train.conllu of UD English EWT (CC BY-SA 4.0)
GUM_DIR     the folder of GUM's .conllu files (annotations CC BY 4.0); the documents in HELD_BACK are left out

Only counts of (word form, part of speech) leave the corpora. The result is the same every time.
"""
import collections
import pathlib
import sys

# Penn tag -> one letter; see src/lexicon/word_class.rs
LETTER = {
    "NN": "N", "NNS": "M", "NNP": "P", "NNPS": "P", "VB": "V", "VBP": "V", "VBZ": "Z", "VBD": "D", "VBN": "E",
    "VBG": "G", "JJ": "J", "JJR": "J", "JJS": "J", "RB": "R", "RBR": "R", "RBS": "R", "IN": "I", "DT": "T",
    "PDT": "T", "CC": "C", "PRP": "U", "PRP$": "S", "MD": "X", "WDT": "W", "WP": "W", "WP$": "W", "WRB": "W",
    "TO": "O", "CD": "Q", "UH": "H", "RP": "R", "EX": "U",
}
# a common word needs a count more than a name, whose one typing error in lower case makes it no common word
MIN_COUNT, MIN_COUNT_COMMON, MIN_SHARE = 2, 3, 0.1

# GUM's development documents, kept for measuring
HELD_BACK = (
    "exposure librarians byron emperor cyclone gaming homeopathic iodine impeachment inauguration governments labor "
    "portland radiology athens isfahan coron"
).split()


def tokens(path):
    """(form, Penn tag, whether it begins its sentence) of each token."""
    first = True
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) < 5:
            first = first or not line.strip()
        elif fields[0].isdigit():
            yield fields[1], fields[4], first
            if fields[4] not in ("``", "-LRB-", "HYPH"):
                first = False


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    gum = sorted(pathlib.Path(sys.argv[2]).glob("*.conllu"))
    files = [sys.argv[1]] + [p for p in gum if p.stem.rsplit("_", 1)[-1] not in HELD_BACK]
    counts = collections.defaultdict(collections.Counter)
    for path in files:
        for form, tag, first in tokens(path):
            letter = LETTER.get(tag)
            if not letter or not form.replace("-", "").replace("'", "").isalpha():
                continue
            # a proper noun counts under its own spelling only, so that "bill" is no name for there being a Bill
            if letter == "P":
                counts[form]["P"] += 1
            elif form.islower() or first or form == "I":
                counts[form.lower()][letter] += 1
    print("# Word forms with their parts of speech, commonest first: made by training/word_classes.py from counts in")
    print("# UD English EWT (train; CC BY-SA 4.0) and GUM (annotations CC BY 4.0). Letters: src/lexicon/word_class.rs.")
    for form in sorted(counts):
        tags = counts[form]
        total = sum(tags.values())
        if total >= (MIN_COUNT if "P" in tags else MIN_COUNT_COMMON):
            kept = [t for t, n in sorted(tags.items(), key=lambda x: (-x[1], x[0])) if n >= MIN_SHARE * total]
            print(f"{form}\t{''.join(kept)}")


main()
