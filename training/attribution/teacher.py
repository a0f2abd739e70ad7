"""The teacher: a pretrained six-layer encoder, fine-tuned to label tokens. It labels what the student learns from."""
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from batching import SharedDropout, batches
from tokens import LABELS, VALUES

LONGEST = 380
"""Word pieces of a sequence at most."""
PIECES_OF_A_WORD = 5
SLACK = 8


class Encoder(nn.Module):
    def __init__(self, folder):
        super().__init__()
        from transformers import BertModel

        self.bert = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
        )
        for module in list(self.bert.modules()):
            for name, child in module.named_children():
                if isinstance(child, nn.Dropout):
                    setattr(module, name, SharedDropout(child.p, axis=1))
        self.width = self.bert.config.hidden_size
        # shape, quote, place, corpus
        self.extra = nn.ModuleList(nn.Embedding(n, self.width) for n in (*VALUES[2:], 2))
        for embedding in self.extra:
            nn.init.normal_(embedding.weight, std=0.02)
        self.out = nn.Linear(self.width, len(LABELS))
        self.bert.embeddings.word_embeddings.weight.requires_grad = False

    def hidden(self, ids, extra, mask):
        embedded = self.bert.embeddings.word_embeddings(ids)
        for column, embedding in enumerate(self.extra):
            embedded = embedded + embedding(extra[..., column])
        return self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state


class Pieces:
    """Cuts words into word pieces."""

    def __init__(self, folder):
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.start, self.separator = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))
        self.known = {}

    def __call__(self, word):
        if word not in self.known:
            ids = self.tokenizer.encode(word.replace("—", "-"), add_special_tokens=False).ids[:PIECES_OF_A_WORD]
            self.known[word] = ids or [self.tokenizer.token_to_id("[UNK]")]
        return self.known[word]


class Sequence:
    """Some paragraphs of a text in word pieces; `first` says where each word begins and which token of the text it is."""

    def __init__(self, text, pieces):
        self.text, self.ids, self.extra, self.first = text, [pieces.start], [(0, 0, 0, text.corpus)], []

    def __len__(self):
        return len(self.ids)

    def add_word(self, index, ids):
        shape, quote, place = self.text.features[index][2:]
        self.first.append((len(self.ids), index))
        for piece in ids:
            self.ids.append(piece)
            self.extra.append((shape, quote, place, self.text.corpus))

    def add_separator(self, pieces):
        self.ids.append(pieces.separator)
        self.extra.append((0, 0, 0, self.text.corpus))


def sequences(texts, pieces, size):
    """Texts cut at paragraphs into sequences of about `size` word pieces."""
    out = []
    for text in texts:
        current = Sequence(text, pieces)
        for first, last in text.paragraphs:
            words = [pieces(text.word[index]) for index in range(first, last)]
            length = sum(map(len, words))
            if current.first and len(current.ids) + length > size:
                current.add_separator(pieces)
                out.append(current)
                current = Sequence(text, pieces)
            elif current.first:
                current.add_separator(pieces)
            for index, ids in zip(range(first, last), words):
                if len(current.ids) + len(ids) > LONGEST:
                    current.add_separator(pieces)
                    out.append(current)
                    current = Sequence(text, pieces)
                current.add_word(index, ids)
        if current.first:
            current.add_separator(pieces)
            out.append(current)
    return out


def tensors(batch):
    longest = max(len(item.ids) for item in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    extra = torch.zeros(len(batch), longest, 4, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.long)
    labels = torch.full((len(batch), longest), -100)
    for row, item in enumerate(batch):
        length = len(item.ids)
        ids[row, :length] = torch.tensor(item.ids)
        extra[row, :length] = torch.tensor(np.array(item.extra, np.int64))
        mask[row, :length] = 1
        if item.text.labels is not None:
            for position, index in item.first:
                labels[row, position] = int(item.text.labels[index])
    return ids, extra, mask, labels


def train(model, texts, pieces, epochs, rate, report, seed):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    examples = sequences(texts, pieces, 200)
    steps = len(batches(examples, 1600, rng, SLACK)) * epochs
    head = [p for n, p in model.named_parameters() if not n.startswith("bert.")]
    body = [p for n, p in model.named_parameters() if n.startswith("bert.") and p.requires_grad]
    groups = [{"params": body, "lr": rate}, {"params": head, "lr": rate * 10}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / 100, falling(step / steps)))
    began, step = time.time(), 0
    for epoch in range(epochs):
        model.train()
        order = batches(examples, 1600, rng, SLACK)
        rng.shuffle(order)
        total = 0.0
        for number, batch in enumerate(order):
            ids, extra, mask, labels = tensors(batch)
            first = labels >= 0
            hidden = F.dropout(model.hidden(ids, extra, mask)[first], 0.1)
            loss = F.cross_entropy(model.out(hidden), labels[first])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step, total = step + 1, total + loss.item()
            if number % 100 == 99:
                print(f"teacher: epoch {epoch} step {step}/{steps} loss {total / (number + 1):.4f} {time.time() - began:.0f} s", flush=True)
        report(epoch)


def falling(part):
    """The share of the learning rate: slowly down to three quarters over a third of the way, then straight to nothing."""
    return 1 - 0.75 * part if part < 1 / 3 else max(0.0, 0.75 * (1 - part) * 1.5)


@torch.no_grad()
def predict(model, texts, pieces, size=4000, hidden=False):
    """For each text an array of log-probabilities, tokens by labels; and of hidden states if asked for."""
    model.eval()
    rng = random.Random(0)
    out = {id(text): np.zeros((len(text), len(LABELS)), np.float32) for text in texts}
    states = {id(text): np.zeros((len(text), model.width), np.float16) for text in texts} if hidden else {}
    for batch in batches(sequences(texts, pieces, 200), size, rng, SLACK):
        ids, extra, mask, _ = tensors(batch)
        state = model.hidden(ids, extra, mask)
        scores = F.log_softmax(model.out(state), -1).numpy()
        for row, item in enumerate(batch):
            positions, indices = zip(*item.first)
            out[id(item.text)][list(indices)] = scores[row, list(positions)]
            if hidden:
                states[id(item.text)][list(indices)] = state[row, list(positions)].to(torch.float16).numpy()
    logits = [out[id(text)] for text in texts]
    return (logits, [states[id(text)] for text in texts]) if hidden else logits
