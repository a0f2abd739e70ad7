"""The teacher: a pretrained six-layer encoder, fine-tuned to tell which sentences want a source, and why."""
import pathlib
import random
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from corpora import CLASSES, REASONS

sys.path.append(str(pathlib.Path(__file__).parent.parent / "attribution"))
from batching import batches  # noqa: E402

LONGEST_SENTENCE, WINDOW, SHORTEST_WINDOW = 120, 350, 80
"""In word pieces."""
SIZE, WARM_UP, BODY_RATE, HEAD_RATE, DROP = 2200, 30, 8e-5, 1e-3, 0.2


class Window:
    """Some sentences of an article in word pieces; `places` says where each stands, and which of the article's it is."""

    def __init__(self, article, start):
        self.article, self.ids, self.places = article, [start], []

    def __len__(self):
        return len(self.ids)


class Pieces:
    def __init__(self, folder):
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.start, self.separator, self.unknown = map(self.tokenizer.token_to_id, ("[CLS]", "[SEP]", "[UNK]"))

    def windows(self, article, first):
        """An article cut into windows, the first of about `first` pieces. A paragraph's end is one more separator."""
        out, window, room = [], Window(article, self.start), first
        for index, (start, end) in enumerate(article.spans):
            text = article.text[start:end]
            ids = self.tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST_SENTENCE] or [self.unknown]
            if window.places and len(window) + len(ids) + 2 > room:
                out.append(window)
                window, room = Window(article, self.start), WINDOW
            if window.places and article.begins_paragraph(index):
                window.ids.append(self.separator)
            window.places.append((len(window), len(window) + len(ids), index))
            window.ids += [*ids, self.separator]
        return out + [window] if window.places else out


class Encoder(nn.Module):
    def __init__(self, folder):
        super().__init__()
        from transformers import BertModel

        self.bert = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
        )
        self.bert.embeddings.word_embeddings.weight.requires_grad = False
        self.out = nn.Linear(2 * self.bert.config.hidden_size, len(CLASSES) + len(REASONS))

    def forward(self, batch):
        longest = max(map(len, batch))
        ids, mask = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(2))
        for row, window in enumerate(batch):
            ids[row, : len(window)] = torch.tensor(window.ids)
            mask[row, : len(window)] = 1
        with torch.autocast("cpu", torch.bfloat16):
            states = self.bert(ids, attention_mask=mask).last_hidden_state.float()
        parts = [states[row, a:b] for row, window in enumerate(batch) for a, b, _ in window.places]
        pooled = torch.stack([torch.cat([part.mean(0), part.max(0).values]) for part in parts])
        return self.out(F.dropout(pooled, DROP, self.training))


def train(model, articles, pieces, epochs, report, seed):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    cut = lambda first: [w for article in articles for w in pieces.windows(article, first())]
    steps = epochs * len(batches(cut(lambda: WINDOW), SIZE, rng, 0))
    head = list(model.out.parameters())
    body = [p for p in model.bert.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": BODY_RATE}, {"params": head, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rate = lambda step: min((step + 1) / WARM_UP, max(0.02, 1 - step / steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    began = time.time()
    for epoch in range(epochs):
        model.train()
        order, total = batches(cut(lambda: rng.randint(SHORTEST_WINDOW, WINDOW)), SIZE, rng, 8), 0.0
        rng.shuffle(order)
        for batch in order:
            loss = loss_of(model(batch), batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"teacher: epoch {epoch} loss {total / len(order):.3f} {time.time() - began:.0f} s", flush=True)
        report(model)


def loss_of(scores, batch):
    rows = [(window.article, index) for window in batch for _, _, index in window.places]
    classes = torch.tensor(np.array([article.classes[index] for article, index in rows]))
    reasons = torch.tensor(np.array([article.reasons[index] for article, index in rows]))
    known = ~classes[:, 0].isnan()
    claims = known & (classes[:, 2] > 0)
    loss = -(classes[known] * F.log_softmax(scores[known, : len(CLASSES)], -1)).sum(1).mean()
    if claims.any():
        loss = loss + 0.5 * F.binary_cross_entropy_with_logits(scores[claims, len(CLASSES) :], reasons[claims])
    return loss


@torch.no_grad()
def predict(model, articles, pieces):
    """For each article, for each sentence: how likely each class is, then each reason. The mean over two ways to cut it."""
    model.eval()
    out = [np.zeros((len(article), len(CLASSES) + len(REASONS)), np.float32) for article in articles]
    number = {id(article): index for index, article in enumerate(articles)}
    for first in (WINDOW, WINDOW // 2):
        windows = [w for article in articles for w in pieces.windows(article, first)]
        for batch in batches(windows, 2 * SIZE, random.Random(0), 0):
            scores = model(batch)
            classes = F.softmax(scores[:, : len(CLASSES)], -1)
            rows = iter(torch.cat([classes, torch.sigmoid(scores[:, len(CLASSES) :])], 1).numpy())
            for window in batch:
                for _, _, index in window.places:
                    out[number[id(window.article)]][index] += next(rows) / 2
    return out
