"""The student, which ships: judges sentences from what the tagger makes of their words, and from facts about them."""
import pathlib
import random
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from corpora import CLASSES, ONE, REASONS

sys.path.append(str(pathlib.Path(__file__).parent.parent / "attribution"))
from export import quantized  # noqa: E402

VIEW, WIDTH, ROLES = 64, 48, 4
"""Roles: a sentence itself, the one before, the one after, all of the text."""
EPOCHS, RATE, DECAY, DROP, TEXTS = 30, 2e-3, 1e-3, 0.3, 8
PEOPLE = 0.5
"""The weight of people's labels beside the teacher's."""


class Student(nn.Module):
    def __init__(self, pooled, facts):
        super().__init__()
        self.view = nn.Linear(pooled, VIEW)
        self.around = nn.Linear(VIEW, ROLES * WIDTH, bias=False)
        self.facts = nn.Parameter(torch.randn(ROLES, facts, WIDTH) * 0.1)
        self.bias = nn.Parameter(torch.zeros(WIDTH))
        self.out = nn.Linear(WIDTH, 1 + len(REASONS))

    def forward(self, pooled, facts):
        """Scores of one text's sentences."""
        view = torch.tanh(self.view(F.dropout(pooled, DROP, self.training)))
        parts = self.around(F.dropout(view, DROP, self.training)).view(-1, ROLES, WIDTH)
        parts = parts + torch.einsum("nf,rfw->nrw", facts, self.facts)
        nothing = torch.zeros(1, WIDTH)
        before = torch.cat([nothing, parts[:-1, 1]])
        after = torch.cat([parts[1:, 2], nothing])
        hidden = torch.tanh(parts[:, 0] + before + after + parts[:, 3].mean(0) + self.bias)
        return self.out(F.dropout(hidden, DROP / 2, self.training))

    def tensors(self):
        """As the program reads them."""
        state = {name: value.detach().numpy() for name, value in self.state_dict().items()}
        out = {}
        for name in ("view", "around"):
            out[name], out[f"{name}.scale"] = quantized(state[f"{name}.weight"])
        out |= {"view.bias": state["view.bias"], "around.bias": np.zeros(ROLES * WIDTH, np.float32)}
        out |= {"facts": state["facts"].reshape(-1), "bias": state["bias"]}
        out |= {"out": state["out.weight"].reshape(-1), "out.bias": state["out.bias"]}
        return {name: np.ascontiguousarray(tensor) for name, tensor in out.items()}


def inputs(article):
    return torch.tensor(article.pooled.astype(np.float32) / ONE), torch.tensor(article.facts)


def targets(article, taught):
    """How likely each sentence is a claim, and each reason: what the teacher says, and people where they did."""
    claim, reasons = taught[:, len(CLASSES) - 1].copy(), taught[:, len(CLASSES) :].copy()
    known = article.is_labelled
    claim[known] = (1 - PEOPLE) * claim[known] + PEOPLE * article.classes[known, len(CLASSES) - 1]
    told = known & (article.reasons.sum(1) > 0)
    reasons[told] = (1 - PEOPLE) * reasons[told] + PEOPLE * article.reasons[told]
    return torch.tensor(claim), torch.tensor(reasons)


def train(articles, taught, report, seed):
    """The trained student; `taught` is what the teacher says of each article."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    model = Student(articles[0].pooled.shape[1], articles[0].facts.shape[1])
    items = [(*inputs(article), *targets(article, said)) for article, said in zip(articles, taught) if len(article)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(items) // TEXTS)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for epoch in range(EPOCHS):
        model.train()
        rng.shuffle(items)
        total = 0.0
        for first in range(0, len(items), TEXTS):
            batch = items[first : first + TEXTS]
            loss = sum(loss_of(model(pooled, facts), claim, reasons) for pooled, facts, claim, reasons in batch)
            optimizer.zero_grad()
            (loss / sum(len(claim) for _, _, claim, _ in batch)).backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        if epoch % 5 == 4:
            print(f"student: epoch {epoch} loss {total / sum(len(item[2]) for item in items):.4f}", flush=True)
            report(model)
    return model


def loss_of(scores, claim, reasons):
    of_claims = F.binary_cross_entropy_with_logits(scores[:, 0], claim, reduction="sum")
    of_reasons = F.binary_cross_entropy_with_logits(scores[:, 1:], reasons, reduction="none").mean(1)
    return of_claims + (of_reasons * claim).sum()


@torch.no_grad()
def predict(model, articles):
    model.eval()
    return [torch.sigmoid(model(*inputs(article))).numpy() for article in articles]
