"""The student, which ships: judges sentences from their words, from what the tagger makes of those, and from facts."""
import pathlib
import random
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from corpora import CLASSES, ONE

sys.path.append(str(pathlib.Path(__file__).parent.parent / "attribution"))
from export import quantized  # noqa: E402

BUCKETS, GIST = 8192, 16
"""Words by hash, and how many numbers stand for one."""
VIEW, WIDTH, ROLES = 64, 48, 4
"""Roles: a sentence itself, the one before, the one after, all of the text."""
EPOCHS, RATE, DECAY, DROP, TEXTS = 20, 2e-3, 1e-3, 0.3, 8
PEOPLE = 0.5
"""The weight of people's labels beside the teacher's."""


class Student(nn.Module):
    def __init__(self, pooled, facts):
        super().__init__()
        self.word = nn.EmbeddingBag(BUCKETS, GIST, mode="sum")
        nn.init.normal_(self.word.weight, 0, 0.3)
        self.view = nn.Linear(pooled + GIST, VIEW)
        self.around = nn.Linear(VIEW, ROLES * WIDTH, bias=False)
        self.facts = nn.Parameter(torch.randn(ROLES, facts, WIDTH) * 0.1)
        self.bias = nn.Parameter(torch.zeros(WIDTH))
        self.out = nn.Linear(WIDTH, 1)

    def forward(self, texts):
        """The score of each of some texts' sentences."""
        pooled, facts = torch.cat([text.pooled for text in texts]), torch.cat([text.facts for text in texts])
        lengths = torch.cat([text.lengths for text in texts])
        words, starts = torch.cat([text.words for text in texts]), lengths.cumsum(0) - lengths
        kept = (torch.rand(len(words)) >= DROP) / (1 - DROP) if self.training else torch.ones(len(words))
        gist = self.word(words, starts, per_sample_weights=kept) / lengths.clamp(min=1).sqrt()[:, None]
        view = torch.tanh(self.view(torch.cat([F.dropout(pooled, DROP, self.training), gist], 1)))
        parts = self.around(F.dropout(view, DROP, self.training)).view(-1, ROLES, WIDTH)
        parts = parts + torch.einsum("nf,rfw->nrw", facts, self.facts)
        nothing = torch.zeros(1, WIDTH)
        sums = []
        for own in parts.split([len(text.lengths) for text in texts]):
            before, after = torch.cat([nothing, own[:-1, 1]]), torch.cat([own[1:, 2], nothing])
            sums.append(own[:, 0] + before + after + own[:, 3].mean(0) + self.bias)
        return self.out(F.dropout(torch.tanh(torch.cat(sums)), DROP / 2, self.training))[:, 0]

    def tensors(self):
        """As the program reads them."""
        state = {name: value.detach().numpy() for name, value in self.state_dict().items()}
        out = {}
        for name in ("word", "view", "around"):
            out[name], out[f"{name}.scale"] = quantized(state[f"{name}.weight"])
        out |= {"view.bias": state["view.bias"], "around.bias": np.zeros(ROLES * WIDTH, np.float32)}
        out |= {"facts": state["facts"].reshape(-1), "bias": state["bias"]}
        out |= {"out": state["out.weight"].reshape(-1), "out.bias": state["out.bias"]}
        return {name: np.ascontiguousarray(tensor) for name, tensor in out.items()}


def rounded(model):
    """The same with the numbers that the program reads."""
    state = {name: value.clone() for name, value in model.state_dict().items()}
    for name in ("word", "view", "around"):
        table, scale = quantized(state[f"{name}.weight"].numpy())
        state[f"{name}.weight"] = torch.tensor(table.astype(np.float32) * np.reshape(scale, (-1, 1)))
    out = Student(model.view.in_features - GIST, model.facts.shape[1])
    out.load_state_dict(state)
    return out.eval()


class Text:
    """An article as the student sees it."""

    def __init__(self, article):
        self.pooled = torch.tensor(article.pooled.astype(np.float32) / ONE)
        self.facts = torch.tensor(article.facts)
        buckets = [(words % np.uint64(BUCKETS)).astype(np.int64) for words in article.words]
        self.words, self.lengths = torch.tensor(np.concatenate(buckets)), torch.tensor([len(own) for own in buckets])


def target(article, taught):
    """How likely each sentence is a claim: what the teacher says, and people where they did."""
    claim, known = taught.copy(), article.is_labelled
    claim[known] = (1 - PEOPLE) * claim[known] + PEOPLE * article.classes[known, len(CLASSES) - 1]
    return torch.tensor(claim)


def train(articles, taught, report, seed):
    """The trained student; `taught` is how likely the teacher thinks each sentence of each article a claim."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    model = Student(articles[0].pooled.shape[1], articles[0].facts.shape[1])
    items = [(Text(article), target(article, said)) for article, said in zip(articles, taught) if len(article)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(items) // TEXTS)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for epoch in range(EPOCHS):
        model.train()
        rng.shuffle(items)
        total = 0.0
        for first in range(0, len(items), TEXTS):
            texts, claims = zip(*items[first : first + TEXTS])
            loss = F.binary_cross_entropy_with_logits(model(texts), torch.cat(claims))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        if epoch % 5 == 4:
            print(f"student: epoch {epoch} loss {total * TEXTS / len(items):.4f}", flush=True)
            report(model)
    return model


@torch.no_grad()
def predict(model, articles):
    """How likely each sentence of each article is a claim."""
    model.eval()
    return [torch.sigmoid(model([Text(article)])).numpy() for article in articles]
