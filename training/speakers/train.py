#!/usr/bin/env python3
"""Trains the rankers that tell who is meant: one round, from the choices that the program makes with the last round's model.

usage: train.py --corpora DIR --program PATH --out FILE
"""
import argparse
import pathlib
import random

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import save_file
from torch import nn

import choices
import corpora

SEED = 1
WIDTH = 32
EPOCHS = 5
RATE = 3e-3
DROP = 0.3
RANKERS = ("pronoun", "nominal", "turn")
DEVELOPMENT = ("GUM_interview_cyclone", "GUM_interview_gaming", "GUM_news_iodine", "GUM_news_homeopathic")
"""GUM's documents that are measured, not learned from."""


def texts(folder):
    """Texts to learn from with their weight, and texts to look at. Every fifth of LitBank's is kept from learning."""
    learn, look = [], []
    for index, text in enumerate(corpora.litbank_chains(folder)):
        (look if index % 5 == 4 else learn).append((text, 1.0))
    for text in corpora.gum(sorted((folder / "gum/dep").glob("*.conllu"))):
        (look if text.name in DEVELOPMENT else learn).append((text, 1.0))
    learn += [(text, 6.0) for text in corpora.gap(folder, "validation")]
    learn += [(text, 0.3) for text in corpora.polnear(folder, "train")]
    look += [(text, 1.0) for text in corpora.polnear(folder, "dev")]
    look += [(text, 1.0) for text in corpora.gap(folder, "development")]
    return learn, look


def gathered(program, some):
    found = {ranker: [] for ranker in RANKERS}
    for (text, weight), steps in zip(some, choices.steps(program, [text for text, _ in some])):
        for ranker, examples in choices.examples(text, steps, weight).items():
            found[ranker] += [(text.corpus, example) for example in examples]
    return found


def novels(program, folder):
    """The turns of novels to learn from, and to look at: every third's."""
    learn, look = [], []
    for index, novel in enumerate(corpora.pdnc(folder)):
        for steps in choices.steps(program, [novel]):
            found = choices.turns(novel, steps, 1.0)
            (look if index % 3 == 2 else learn).extend(("pdnc", example) for example in found)
    return learn, look


class Ranker(nn.Module):
    def __init__(self, rows):
        super().__init__()
        self.rows = nn.EmbeddingBag(rows, WIDTH, mode="sum")
        nn.init.normal_(self.rows.weight, std=0.1)
        self.bias = nn.Parameter(torch.full((WIDTH,), 0.1))
        self.out = nn.Parameter(torch.randn(WIDTH) * 0.3)

    def forward(self, features):
        hidden = torch.relu(self.rows(features) + self.bias)
        return F.dropout(hidden, DROP, self.training) @ self.out

    def tensors(self, name):
        parts = {"rows": self.rows.weight, "bias": self.bias, "out": self.out}
        return {f"{name}.{part}": value.detach().numpy().astype(np.float32) for part, value in parts.items()}


def log_likelihoods(candidate, none, batch):
    """The logarithm of the probability of what is right, for each example of a batch."""
    most = max(len(example.candidates) for example in batch)
    scores = torch.full((len(batch), most + 1), -1e9)
    places = [(i, j) for i, example in enumerate(batch) for j in range(len(example.candidates))]
    if places:
        flat = torch.tensor([rows for example in batch for rows in example.candidates])
        rows, columns = zip(*places)
        scores = scores.index_put((torch.tensor(rows), torch.tensor(columns)), candidate(flat))
    scores = torch.cat([scores[:, :-1], none(torch.tensor([example.none for example in batch])).unsqueeze(1)], 1)
    right = torch.zeros(len(batch), most + 1, dtype=torch.bool)
    for i, example in enumerate(batch):
        right[i, : len(example.candidates)] = torch.tensor(example.right[:-1], dtype=torch.bool)
        right[i, -1] = example.right[-1]
    log = torch.log_softmax(scores, 1)
    return torch.logsumexp(log.masked_fill(~right, -1e9), 1), (scores.argmax(1), right)


def train_ranker(name, learn, look):
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    highest = lambda lists: 1 + max((max(rows) for rows in lists if rows), default=0)
    everything = [example for _, example in learn + look]
    models = (
        Ranker(highest(rows for example in everything for rows in example.candidates)),
        Ranker(highest(example.none for example in everything)),
    )
    parameters = [p for model in models for p in model.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.02)
    examples = [example for _, example in learn]
    steps = EPOCHS * (len(examples) // 128 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for _ in range(EPOCHS):
        rng.shuffle(examples)
        for first in range(0, len(examples), 128):
            batch = examples[first : first + 128]
            log, _ = log_likelihoods(*models, batch)
            loss = -(log * torch.tensor([example.weight for example in batch])).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    for model in models:
        model.eval()
    for split, some in (("learned from", learn), ("development", look)):
        for corpus in sorted({corpus for corpus, _ in some}):
            batch = [example for c, example in some if c == corpus]
            with torch.no_grad():
                log, (best, right) = log_likelihoods(*models, batch)
            hits = right[torch.arange(len(batch)), best].float().mean()
            print(f"{name}: {split} {corpus}: {len(batch)} choices, {100 * hits:.1f} % right, {-log.mean():.3f} nats", flush=True)
    return models[0].tensors(name) | models[1].tensors(f"{name}.none")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "program", "out"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    learn, look = (gathered(options.program, some) for some in texts(options.corpora))
    learn["turn"], look["turn"] = novels(options.program, options.corpora)
    tensors = {}
    for ranker in RANKERS:
        if learn[ranker]:
            tensors |= train_ranker(ranker, learn[ranker], look[ranker])
        else:
            tensors |= {f"{name}.{part}": np.zeros(shape, np.float32) for name in (ranker, f"{ranker}.none") for part, shape in (("rows", (1, 1)), ("bias", 1), ("out", 1))}
    save_file(tensors, options.out)


if __name__ == "__main__":
    main()
