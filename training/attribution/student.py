"""The student: the small network that ships. A stack of bidirectional gated linear recurrences over a paragraph's tokens.

Each layer is a simple recurrent unit (Lei and others, 2018) without the dependence of its gates on the last state, so that
all matrix products are over whole paragraphs; a depthwise convolution before it shows the gates a token's neighbours.
"""
import math
import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from batching import SharedDropout, batches
from tokens import LABELS, VALUES

PADDING, UNKNOWN = 0, 1
FORBIDDEN = -1e4
SLACK = 6


class Scan(torch.autograd.Function):
    """c[t] = f[t] * c[t - 1] + v[t] along the first axis."""

    @staticmethod
    def forward(ctx, f, v):
        c = torch.empty_like(v)
        state = torch.zeros_like(v[0])
        for t in range(len(v)):
            state = torch.addcmul(v[t], f[t], state, out=c[t])
        ctx.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(ctx, grad):
        f, c = ctx.saved_tensors
        g = torch.empty_like(grad)
        g[-1] = grad[-1]
        for t in range(len(grad) - 2, -1, -1):
            torch.addcmul(grad[t], f[t + 1], g[t + 1], out=g[t])
        df = torch.zeros_like(f)
        torch.mul(g[1:], c[:-1], out=df[1:])
        return df, g


class Layer(nn.Module):
    """Width in, the same width out; half of it runs forward over the text, half backward."""

    def __init__(self, width):
        super().__init__()
        self.conv = nn.Parameter(torch.zeros(2, width))  # weights of the token before and of the token after
        self.gates = nn.Linear(width, 3 * width)
        nn.init.uniform_(self.gates.weight, -math.sqrt(3 / width), math.sqrt(3 / width))
        with torch.no_grad():
            self.gates.bias.zero_()
            self.gates.bias[width : 2 * width] = 1.0
            self.gates.bias[2 * width :] = -0.5

    def forward(self, x, mask, drop):
        # x: time, batch, width
        before = F.pad(x[:-1], (0, 0, 0, 0, 1, 0))
        after = F.pad(x[1:], (0, 0, 0, 0, 0, 1))
        mixed = x + self.conv[0] * before + self.conv[1] * after
        candidate, forget, output = self.gates(drop(mixed)).chunk(3, -1)
        forget, output = torch.sigmoid(forget), torch.sigmoid(output)
        value = (1 - forget) * candidate * mask
        half = x.shape[-1] // 2
        forward = Scan.apply(forget[..., :half].contiguous(), value[..., :half].contiguous())
        backward = Scan.apply(forget[..., half:].flip(0), value[..., half:].flip(0)).flip(0)
        state = torch.cat([forward, backward], -1)
        return (output * state + (1 - output) * x) * mask


class Student(nn.Module):
    def __init__(self, words, width, layers, dims, drop, teacher_width):
        super().__init__()
        sizes = [words] + [values + 1 for values in VALUES]
        self.embeddings = nn.ModuleList(nn.Embedding(n, d, padding_idx=PADDING) for n, d in zip(sizes, dims))
        for embedding in list(self.embeddings)[1:]:
            nn.init.normal_(embedding.weight, std=0.3)
            embedding.weight.data[PADDING] = 0
        self.input = nn.Linear(sum(dims), width)
        self.layers = nn.ModuleList(Layer(width) for _ in range(layers))
        self.out = nn.Linear(width, len(LABELS))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.starts = nn.Parameter(torch.zeros(len(LABELS)))
        self.register_buffer("forbidden", forbidden())
        self.drop = SharedDropout(drop, axis=0)
        self.drop_input = SharedDropout(drop / 2, axis=0)
        # only for training: from the student's states to the teacher's
        self.imitate = nn.Linear(width, teacher_width)

    def states(self, x):
        # x: time, batch, features
        words = x[..., 0]
        if self.training:
            words = torch.where((torch.rand(words.shape) < 0.05) & (words > 0), UNKNOWN, words)
        mask = (x[..., 0] > 0).unsqueeze(-1).float()
        parts = [self.embeddings[0](words)] + [e(x[..., k]) for k, e in enumerate(self.embeddings) if k]
        h = torch.tanh(self.input(self.drop_input(torch.cat(parts, -1)))) * mask
        for layer in self.layers:
            h = layer(h, mask, self.drop)
        return h

    def forward(self, x):
        h = self.states(x)
        return self.out(self.drop(h)), h

    def all_transitions(self):
        return self.transitions + self.forbidden[1:], self.starts + self.forbidden[0]

    def likelihood(self, scores, labels, mask):
        """Log-likelihood of label sequences (linear-chain CRF), summed. All are time first."""
        transitions, starts = self.all_transitions()
        time, batch, _ = scores.shape
        rows = torch.arange(batch)
        gold = starts[labels[0]] + scores[0, rows, labels[0]]
        alpha = starts + scores[0]
        for t in range(1, time):
            on = mask[t]
            step = transitions[labels[t - 1], labels[t]] + scores[t, rows, labels[t]]
            gold = gold + step * on
            next_ = torch.logsumexp(alpha.unsqueeze(2) + transitions, 1) + scores[t]
            alpha = torch.where(on.unsqueeze(1) > 0, next_, alpha)
        return (gold - torch.logsumexp(alpha, 1)).sum()


def forbidden():
    """FORBIDDEN where I of a role would follow anything but B or I of it; the first row is for a paragraph's start."""
    table = torch.zeros(1 + len(LABELS), len(LABELS))
    for row, before in enumerate(["O", *LABELS]):
        for column, label in enumerate(LABELS):
            if label.startswith("I-") and before[2:] != label[2:]:
                table[row, column] = FORBIDDEN
    return table


def vocabulary(texts, min_count=3):
    counts = {}
    for text in texts:
        for word in text.word:
            counts[word] = counts.get(word, 0) + 1
    common = sorted((word for word, count in counts.items() if count >= min_count), key=lambda w: (-counts[w], w))
    return {word: index + 2 for index, word in enumerate(common)}


def encoder_vectors(vocabulary, folder, dims, extra_words):
    """Word vectors from the encoder's table, reduced by principal components; adds its whole words to the vocabulary."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    table = next(v for k, v in load_file(f"{folder}/model.safetensors").items() if "word_embeddings" in k).astype(np.float32)
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    tokenizer.no_padding()
    for word in sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().get):
        if word.isalpha() and word not in vocabulary and len(vocabulary) < extra_words:
            vocabulary[word] = len(vocabulary) + 2
    vectors = np.zeros((len(vocabulary) + 2, table.shape[1]), np.float32)
    for word, index in vocabulary.items():
        ids = tokenizer.encode(word, add_special_tokens=False).ids
        if ids:
            vectors[index] = table[ids].mean(0)
    vectors[2:] -= vectors[2:].mean(0)
    _, _, axes = np.linalg.svd(vectors[2:9000], full_matrices=False)
    reduced = vectors @ axes[:dims].T
    reduced *= 0.5 / reduced[2:].std()
    reduced[:2] = 0
    return reduced


def inputs(text, vocabulary):
    """The student's view of a text's tokens; 0 is padding."""
    words = np.array([vocabulary.get(word, UNKNOWN) for word in text.word], np.int64)
    return np.concatenate([words[:, None], text.features.astype(np.int64) + 1], 1)


class Example:
    """A paragraph to learn from. Any of the targets may be None."""

    def __init__(self, x, labels=None, teacher=None, states=None):
        self.x, self.labels, self.teacher, self.states = x, labels, teacher, states

    def __len__(self):
        return len(self.x)


def tensors(batch):
    longest = max(map(len, batch))
    x = torch.zeros(longest, len(batch), batch[0].x.shape[1], dtype=torch.long)
    for column, example in enumerate(batch):
        x[: len(example), column] = torch.from_numpy(example.x)
    return x


def loss_of(model, batch, weights):
    """Weighted sum of: likelihood of people's labels, the teacher's label distribution, the teacher's states."""
    x = tensors(batch)
    scores, states = model(x)
    mask = (x[..., 0] > 0).float()
    total = 0.0
    rows = [i for i, e in enumerate(batch) if e.labels is not None]
    if rows:
        labels = torch.zeros(x.shape[:2], dtype=torch.long)
        for i in rows:
            labels[: len(batch[i]), i] = torch.from_numpy(batch[i].labels)
        own = mask[:, rows]
        total = total - weights["gold"] * model.likelihood(scores[:, rows], labels[:, rows], own) / mask.sum()
    rows = [i for i, e in enumerate(batch) if e.teacher is not None]
    if rows and weights["teacher"]:
        target = torch.cat([torch.from_numpy(batch[i].teacher.astype(np.float32)) for i in rows])
        mine = torch.cat([scores[: len(batch[i]), i] for i in rows])
        divergence = F.kl_div(F.log_softmax(mine, -1), F.softmax(target, -1), reduction="sum")
        total = total + weights["teacher"] * divergence / mask.sum()
    rows = [i for i, e in enumerate(batch) if e.states is not None]
    if rows and weights["states"]:
        target = F.normalize(torch.cat([torch.from_numpy(batch[i].states).float() for i in rows]), dim=-1)
        mine = F.normalize(model.imitate(torch.cat([states[: len(batch[i]), i] for i in rows])), dim=-1)
        total = total + weights["states"] * (1 - (mine * target).sum(-1)).sum() / mask.sum()
    return total


def train(model, sample, epochs, rate, weights, seed, report, size=2400):
    """`sample(epoch, rng)` gives the examples of an epoch."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    done = 0
    for epoch in range(epochs):
        model.train()
        order = batches(sample(epoch, rng), size, rng, SLACK)
        rng.shuffle(order)
        total = 0.0
        for number, batch in enumerate(order):
            part = (epoch + number / len(order)) / epochs
            for group in optimizer.param_groups:
                group["lr"] = rate * min((done + 1) / 100, max(0.005, 1 - part))
            loss = loss_of(model, batch, weights)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            done, total = done + 1, total + loss.item()
        report(epoch, total / len(order))


@torch.no_grad()
def predict(model, encoded, size=4000):
    """Label scores for each of a list of paragraphs' inputs."""
    model.eval()
    examples = [Example(x) for x in encoded]
    for number, example in enumerate(examples):
        example.number = number
    out = [None] * len(examples)
    for batch in batches(examples, size, random.Random(0), SLACK):
        scores, _ = model(tensors(batch))
        for column, example in enumerate(batch):
            out[example.number] = scores[: len(example), column].numpy()
    return out
