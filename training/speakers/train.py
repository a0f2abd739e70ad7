#!/usr/bin/env python3
"""Trains what tells who is meant: first the reader of mentions, then rounds of rankers.

usage: train.py reader --corpora DIR --program PATH --reader FILE --out FILE
       train.py rankers --corpora DIR --program PATH --reader FILE --out FILE
       train.py turns --corpora DIR --program PATH --out FILE [--keep FILE]

`reader` puts the reader into the model that is there, for the program to choose with: a round of rankers learns from the choices that
it makes with the model of the round before. `turns` trains the ranker
of turns alone and keeps all else of the model that is there; with `--keep` it learns from the choices of all rounds, which that
file holds.
"""
import argparse
import json
import pathlib

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import choices
import corpora
import rankers
import reader
import states

SEED = 1
LITBANK_TURNS = 2.0
"""How much LitBank's turns weigh, which are few."""
READER_EPOCHS = 12
RANKERS = {"pronoun": True, "nominal": True, "turn": False}
"""Each with whether it sees what the reader sees."""

DEVELOPMENT = ("GUM_interview_cyclone", "GUM_interview_gaming", "GUM_news_iodine", "GUM_news_homeopathic")
"""GUM's documents that are measured, not learned from."""


def chained(folder):
    """Texts in which people told who is meant, to learn from and to look at. Every fifth of LitBank's is kept from learning."""
    learn, look = [], []
    for index, text in enumerate(corpora.litbank_chains(folder)):
        (look if index % 5 == 4 else learn).append(text)
    for text in corpora.gum(sorted((folder / "gum/dep").glob("*.conllu"))):
        (look if text.name in DEVELOPMENT else learn).append(text)
    return learn, look


def texts(folder):
    """Texts to learn from with their weight, and texts to look at."""
    learn, look = ([(text, 1.0) for text in some] for some in chained(folder))
    learn += [(text, 6.0) for text in corpora.gap(folder, "validation")]
    learn += [(text, 0.3) for text in corpora.polnear(folder, "train")]
    look += [(text, 1.0) for text in corpora.polnear(folder, "dev")]
    look += [(text, 1.0) for text in corpora.gap(folder, "development")]
    return learn, look


def train_reader(options):
    def paragraphs(some):
        tokens = states.tokens(options.program, [text.text for text in some])
        return [paragraph for text, own in zip(some, tokens) for paragraph in reader.paragraphs(text, own)]

    learn, look = chained(options.corpora)
    treebanks, parsed = paragraphs(learn), paragraphs(list(corpora.polnear(options.corpora, "train")))
    model = reader.train(treebanks * reader.TREEBANKS_TWICE + parsed, READER_EPOCHS, SEED)
    for corpus in ("gum", "litbank"):
        reader.measure(model, corpus, paragraphs([text for text in look if text.corpus == corpus]))
    reader.measure(model, "polnear", paragraphs(list(corpora.polnear(options.corpora, "dev"))))
    torch.save(model.state_dict(), options.reader)
    save_file(load_file(options.out) | model.tensors(), options.out)


class Gathered:
    """Examples by ranker, their spans put into numbers: the rows of `hidden`, whose first is nothing."""

    def __init__(self, model, program):
        self.model, self.program = model, program
        self.hidden = [np.zeros(reader.WIDTH, np.float32)]

    def of(self, some):
        found = {ranker: [] for ranker in RANKERS}
        plain = [text for text, _ in some]
        tokens = states.tokens(self.program, [text.text for text in plain])
        for (text, weight), steps, own in zip(some, choices.steps(self.program, plain), tokens):
            place = self.rows(own)
            for ranker, examples in choices.examples(text, steps, weight).items():
                numbered = (e._replace(asking=place(e.asking), asked=[place(span) for span in e.asked]) for e in examples)
                found[ranker] += [(text.corpus, example) for example in numbered]
        return found

    def rows(self, tokens):
        """Gives the row of a head by its span."""
        seen, places, rows = self.model.read(tokens), states.Places(tokens.spans), {None: 0}

        def place(span):
            token = None if span is None else places.token(*span)
            if token not in rows:
                rows[token] = len(self.hidden)
                self.hidden.append(seen[token])
            return rows[token]

        return place


def unseen(example):
    return example._replace(asking=0, asked=[0] * len(example.candidates))


def novels(program, folder):
    """The turns of novels to learn from, and to look at: every third's. Some passages come a second time, a line a sentence."""
    learn, look = [], []
    for index, novel in enumerate(corpora.pdnc(folder)):
        parts = [("pdnc", novel), *(("pdnc in lines", passage) for passage in corpora.passages_in_lines(novel))]
        for (name, part), steps in zip(parts, choices.steps(program, [part for _, part in parts])):
            found = [unseen(example) for example in choices.turns(part, steps, 1.0)]
            (look if index % 3 == 2 else learn).extend((name, example) for example in found)
    return learn, look


def train_turns(options):
    """Trains the ranker of turns alone."""
    learn, look = novels(options.program, options.corpora)
    for index, text in enumerate(corpora.litbank_chains(options.corpora)):
        for steps in choices.steps(options.program, [text]):
            found = choices.examples(text, steps, LITBANK_TURNS)["turn"]
            (look if index % 5 == 4 else learn).extend((text.corpus, unseen(example)) for example in found)
    if options.keep:
        learn = json.loads(options.keep.read_text()) + learn if options.keep.exists() else learn
        learn = [(corpus, choices.Example(*example)) for corpus, example in learn]
        options.keep.write_text(json.dumps(learn))
    ranker = rankers.train("turn", learn, look, torch.zeros(1, reader.WIDTH), False, SEED)
    save_file(load_file(options.out) | ranker.tensors("turn"), options.out)


def train_rankers(options):
    state = torch.load(options.reader)
    model = reader.Reader(state["input.weight"].shape[1])
    model.load_state_dict(state)
    gathered = Gathered(model.eval(), options.program)
    learn, look = (gathered.of(some) for some in texts(options.corpora))
    for some, found in zip((learn, look), novels(options.program, options.corpora)):
        some["turn"] += found
    hidden = torch.from_numpy(np.stack(gathered.hidden))
    trained = {name: rankers.train(name, learn[name], look[name], hidden, sees, SEED) for name, sees in RANKERS.items()}
    tensors = model.tensors() | rankers.views([trained[name] for name, sees in RANKERS.items() if sees])
    for name, ranker in trained.items():
        tensors |= ranker.tensors(name)
    save_file(tensors, options.out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("reader", "rankers", "turns"))
    for name in ("corpora", "program"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    for name in ("reader", "out", "keep"):
        parser.add_argument(f"--{name}", type=pathlib.Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    {"reader": train_reader, "rankers": train_rankers, "turns": train_turns}[options.part](options)


if __name__ == "__main__":
    main()
