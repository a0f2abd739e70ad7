"""The rankers: each scores candidates by one hidden layer, over features that are there or not and over what the reader sees."""
import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import reader

WIDTH, WIDER = 32, {"turn": 40}
"""Of the hidden layer; of those rankers that have another."""
SIGHT = 32
"""Numbers that a ranker sees of a mention."""
EPOCHS, LONGER, BATCH = 5, {"turn": 8}, 256
RATE, DROP, DROP_MORE, DROP_SIGHT = 3e-3, 0.3, {"turn": 0.4}, 0.5
MOST = 24
"""Candidates; the program has fewer."""


class Examples:
    """Examples of one ranker as tensors: features padded with `padding`, and the rows of `hidden` that are seen."""

    def __init__(self, examples, padding):
        count, questions = len(examples), max((len(rows) for e in examples for rows in e.candidates), default=1)
        self.features = torch.full((count, MOST, questions), padding)
        self.there = torch.zeros(count, MOST, dtype=torch.bool)
        self.right = torch.zeros(count, MOST + 1, dtype=torch.bool)
        self.none = torch.tensor([example.none for example in examples])
        self.weight = torch.tensor([example.weight for example in examples])
        self.asking = torch.tensor([example.asking for example in examples])
        self.asked = torch.zeros(count, MOST, dtype=torch.long)
        for index, example in enumerate(examples):
            most = len(example.candidates)
            if most:
                self.features[index, :most] = torch.tensor(example.candidates)
                self.there[index, :most] = True
                self.right[index, :most] = torch.tensor(example.right[:-1], dtype=torch.bool)
                self.asked[index, :most] = torch.tensor(example.asked)
            self.right[index, -1] = bool(example.right[-1])

    def __len__(self):
        return len(self.none)


class Half(nn.Module):
    """Scores one thing: a candidate, or that there is none."""

    def __init__(self, features, sight, width, drop):
        super().__init__()
        self.drop = drop
        self.rows = nn.Embedding(features + 1, width, padding_idx=features)
        nn.init.normal_(self.rows.weight, std=0.1)
        self.rows.weight.data[features] = 0
        self.sight = nn.Linear(sight, width, bias=False) if sight else None
        self.bias = nn.Parameter(torch.full((width,), 0.1))
        self.out = nn.Parameter(torch.randn(width) * 0.3)

    def forward(self, features, seen):
        hidden = self.rows(features).sum(-2) + self.bias
        if self.sight is not None:
            hidden = hidden + self.sight(seen)
        return F.dropout(torch.relu(hidden), self.drop, self.training) @ self.out

    def tensors(self, name):
        sight = self.sight.weight.T if self.sight is not None else torch.zeros(0, len(self.bias))
        parts = {"rows": self.rows.weight[:-1], "sight": sight, "bias": self.bias, "out": self.out}
        return {f"{name}.{part}": np.ascontiguousarray(value.detach().numpy()) for part, value in parts.items()}


class Ranker(nn.Module):
    def __init__(self, features, none_features, sees, width, drop):
        super().__init__()
        self.candidate = Half(features, 3 * SIGHT if sees else 0, width, drop)
        self.none = Half(none_features, SIGHT if sees else 0, width, drop)
        self.asking = nn.Linear(reader.WIDTH, SIGHT) if sees else None
        self.asked = nn.Linear(reader.WIDTH, SIGHT) if sees else None

    def forward(self, examples, some, hidden):
        seen = asking = None
        if self.asking is not None:
            drop = lambda x: F.dropout(x, DROP_SIGHT, self.training)
            asking = torch.tanh(self.asking(drop(hidden[examples.asking[some]])))
            asked = torch.tanh(self.asked(drop(hidden[examples.asked[some]])))
            wide = asking.unsqueeze(1).expand_as(asked)
            seen = torch.cat([wide, asked, wide * asked], -1)
        scores = self.candidate(examples.features[some], seen).masked_fill(~examples.there[some], -1e9)
        return torch.cat([scores, self.none(examples.none[some], asking).unsqueeze(1)], 1)

    def tensors(self, name):
        return self.candidate.tensors(name) | self.none.tensors(f"{name}.none")


def views(rankers):
    """The tensors of what rankers see of a mention, one ranker after another: as what asks, as what is asked."""
    layers = [layer for ranker in rankers for layer in (ranker.asking, ranker.asked)]
    weight, bias = (torch.cat([getattr(layer, part) for layer in layers]).detach().numpy() for part in ("weight", "bias"))
    return reader.linear("reader.views", weight, bias)


def log_likelihoods(ranker, examples, some, hidden):
    """The logarithm of the probability of what is right, for some examples; and whether the likeliest is right."""
    log = torch.log_softmax(ranker(examples, some, hidden), 1)
    right = examples.right[some]
    return torch.logsumexp(log.masked_fill(~right, -1e9), 1), right.gather(1, log.argmax(1, keepdim=True)).squeeze(1)


def train(name, learn, look, hidden, sees, seed):
    """Trains a ranker of examples: `learn` and `look` are lists of a corpus and an example."""
    torch.manual_seed(seed)
    highest = lambda lists: 1 + max((max(rows) for rows in lists if rows), default=0)
    everything = [example for _, example in learn + look]
    features = highest(rows for example in everything for rows in example.candidates)
    width, drop, epochs = WIDER.get(name, WIDTH), DROP_MORE.get(name, DROP), LONGER.get(name, EPOCHS)
    ranker = Ranker(features, highest(example.none for example in everything), sees, width, drop)
    examples = Examples([example for _, example in learn], features)
    optimizer = torch.optim.AdamW(ranker.parameters(), lr=RATE, weight_decay=0.02)
    steps = epochs * (len(examples) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for _ in range(epochs):
        for some in torch.randperm(len(examples)).split(BATCH):
            log, _ = log_likelihoods(ranker, examples, some, hidden)
            loss = -(log * examples.weight[some]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    ranker.eval()
    for corpus in sorted({corpus for corpus, _ in look}):
        some = Examples([example for other, example in look if other == corpus], features)
        with torch.no_grad():
            log, hits = log_likelihoods(ranker, some, torch.arange(len(some)), hidden)
        print(f"{name}: {corpus}: {len(some)} choices, {100 * hits.float().mean():.1f} % right, {-log.mean():.3f} nats", flush=True)
    return ranker
