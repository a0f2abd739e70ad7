"""Texts as the tagger sees them, and the label of each token.

A label is O, or B or I of a cue, of a source or of content; a source and content say whether their cue is the nearest one
to the left or to the right, which is what links them.
"""
import numpy as np

import program

ROLES = ("cue", "source-left", "source-right", "content-left", "content-right")
LABELS = ["O"] + [f"{mark}-{role}" for role in ROLES for mark in "BI"]
LABEL = {label: index for index, label in enumerate(LABELS)}
FEATURES = ("prefix", "suffix", "shape", "quote", "place")
VALUES = (2048, 2048, 20, 6, 6)
"""How many values each feature has."""


class Tokens:
    """A text's tokens: `word` (strings), `features` (one column each of FEATURES), `labels` (None if not annotated)."""

    def __init__(self, text, record):
        self.corpus = text.corpus
        self.spans, self.word = record["spans"], record["word"]
        self.features = np.array([record[name] for name in FEATURES], np.int32).T.reshape(-1, len(FEATURES))
        starts = [*record["paragraphs"], len(self.spans)]
        self.paragraphs = [(a, b) for a, b in zip(starts, starts[1:]) if b > a]
        self.labels = None if text.attributions is None else labels(text, self.spans)

    def __len__(self):
        return len(self.spans)


def tokens(binary, texts):
    """The tokens of texts, as the program itself makes them."""
    texts = list(texts)
    records = program.features(binary, (text.text for text in texts))
    return [Tokens(text, record) for text, record in zip(texts, records)]


def labels(text, spans):
    at = np.full(len(text.text) + 1, -1)
    for index, (start, end) in enumerate(spans):
        at[start:end] = index
    taken = np.zeros(len(spans), bool)
    fragments = []
    for number, attribution in enumerate(text.attributions):
        for role in ("cue", "content", "source"):
            for start, end in attribution[role]:
                covered = np.unique(at[start:end])
                covered = [i for i in covered if i >= 0 and not taken[i]]
                if covered:
                    taken[covered] = True
                    fragments.append((role, covered, number))
    cues = sorted((covered[0], number) for role, covered, number in fragments if role == "cue")
    result = np.zeros(len(spans), np.int64)
    for role, covered, number in fragments:
        if role != "cue":
            role += "-" + direction(cues, covered[0], number)
        previous = None
        for index in covered:
            mark = "I" if previous == index - 1 else "B"
            result[index], previous = LABEL[f"{mark}-{role}"], index
    return result


def direction(cues, start, number):
    left = [cue for cue in cues if cue[0] < start]
    right = [cue for cue in cues if cue[0] > start]
    if left and left[-1][1] == number:
        return "left"
    if right and right[0][1] == number:
        return "right"
    return "left" if any(cue[1] == number for cue in left) or not right else "right"
