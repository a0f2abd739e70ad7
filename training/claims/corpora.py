"""Articles with the program's sentences, and what people say of them: which want a source."""
import collections
import json
import lzma
import pathlib
import subprocess
import threading

import numpy as np

REASONS = ("judgement", "accusation", "causal", "prediction", "statistic", "mind", "hearsay", "vague-source")
"""In the program's order."""

CLASSES = "ANU"
"""Attributed, needs no source, needs one; a quotation whose speaker nobody can tell (Q) needs one too."""

ONE = 64
"""What the program writes for a pooled state of one."""

ENOUGH = 0.5
"""A sentence of ours has the label of the labelled one that covers so much of it."""


class Article:
    """`spans` of the program's sentences in code points; `facts`, `circumstances`, `pooled` and hashes of `words` are what the claim model sees."""

    def __init__(self, name, text, record):
        self.name, self.text = name, text
        self.spans = [tuple(span) for span in record["spans"]]
        self.facts = np.array(record["facts"], np.float32)
        self.circumstances = np.array(record["circumstances"], np.float32).reshape(len(self.spans), -1)
        pooled = np.frombuffer(bytearray.fromhex(record["pooled"]), np.int8)
        self.pooled = pooled.reshape(len(self.spans), -1) if self.spans else np.zeros((0, 0), np.int8)
        self.words = [np.array(words, np.uint64) for words in record["words"]]
        self.classes = np.full((len(self.spans), len(CLASSES)), np.nan, np.float32)
        self.reasons = np.zeros((len(self.spans), len(REASONS)), np.float32)

    def __len__(self):
        return len(self.spans)

    @property
    def is_labelled(self):
        return ~np.isnan(self.classes[:, 0])

    def begins_paragraph(self, index):
        before = self.spans[index - 1][1] if index else 0
        return "\n" in self.text[before : self.spans[index][0]]

    def label(self, sentences):
        """Takes the labels of sentences: the share of readers for each class."""
        for index, (start, end) in enumerate(self.spans):
            covers = [(min(end, s["end"]) - max(start, s["start"]), number) for number, s in enumerate(sentences)]
            most, number = max(covers, default=(0, 0))
            if most >= ENOUGH * (end - start):
                sentence = sentences[number]
                for label in sentence["labels"].replace("Q", "U"):
                    one = CLASSES.index(label)
                    row = np.nan_to_num(self.classes[index])
                    row[one] += 1 / len(sentence["labels"])
                    self.classes[index] = row
                self.reasons[index] = [reason in sentence["reason"] for reason in REASONS]


def labels(path):
    """For each article the sentences that people labelled."""
    found = collections.defaultdict(list)
    for line in open(path):
        sentence = json.loads(line)
        found[sentence["doc"]].append(sentence)
    return found


def polnear(corpora, part):
    """Name and text of each article of a part."""
    with lzma.open(pathlib.Path(corpora) / f"polnear/corenlp/{part}.jsonl.xz", "rt") as file:
        return [(article["doc"], article["text"]) for article in map(json.loads, file)]


def articles(program, texts, labelled):
    """The articles, labelled where they are."""
    run = subprocess.Popen([program, "sentences"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for _, text in texts:
            run.stdin.write(json.dumps(text).encode() + b"\n")
        run.stdin.close()

    threading.Thread(target=feed, daemon=True).start()
    out = []
    for (name, text), line in zip(texts, run.stdout):
        article = Article(name, text, json.loads(line))
        article.label(labelled.get(name, []))
        out.append(article)
    if run.wait():
        raise RuntimeError(f"{program} sentences: exit code {run.returncode}")
    return out
