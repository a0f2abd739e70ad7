"""The reader: tells what each token is to a mention. It goes on from the tagger's first layer with recurrent layers of its own.

It learns two things at once: what a token heads or names, which the program asks for; and what it is in its sentence, which
only makes it look at what the rankers need.
"""
import pathlib
import random
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(pathlib.Path(__file__).parent.parent / "attribution"))
from batching import SharedDropout, batches  # noqa: E402
from export import quantized  # noqa: E402
from states import ONE, Places  # noqa: E402
from student import Layer  # noqa: E402

WIDTH, LAYERS, DROP = 128, 2, 0.15
RATE, SIZE, SLACK, WARM_UP = 3e-3, 4096, 8, 50
TREEBANKS_TWICE = 2
"""How often a text with mentions annotated by people counts, for one parsed by a program."""

CLASSES = ("none", "person name", "organization name", "person noun", "organization noun", "pronoun", "other name", "other noun")
"""In the program's order."""

CLAUSES = ("main", "complement", "adverbial", "relative", "other")
RELATIONS = (
    "other", *(f"subject, {clause}" for clause in CLAUSES), "object, main", "object", "oblique, main", "oblique",
    "of a noun", "possessor", "apposition", "conjunct", "part", "predicate", "loose",
)

PRONOUNS = set(
    "i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it its itself "
    "they them their theirs themselves who whom whose which that this these those".split()
)


def clause(words, index, depth=0):
    """The kind of clause whose verb a word is."""
    relation = words[index].relation.split(":")[0]
    if relation == "root" or depth > 6:
        return "main"
    if relation == "conj" and words[index].head >= 0:
        return clause(words, words[index].head, depth + 1)
    kinds = {"ccomp": "complement", "parataxis": "complement", "advcl": "adverbial", "acl": "relative"}
    return kinds.get(relation, "other")


def relation(words, index):
    """What a word is in its sentence, from either version of universal dependencies."""
    word = words[index]
    base = word.relation.split(":")[0]
    main = ", main" if word.head >= 0 and clause(words, word.head) == "main" else ""
    if base in ("nsubj", "nsubjpass", "csubj", "csubjpass"):
        return f"subject, {clause(words, word.head)}"
    if base in ("obj", "dobj", "iobj"):
        return f"object{main}"
    if word.relation == "nmod:poss":
        return "possessor"
    if base == "obl" or base == "nmod" and word.head >= 0 and words[word.head].tag[:2] in ("VB", "AD", "JJ", "RB"):
        return f"oblique{main}"
    if base in ("compound", "flat", "fixed", "mwe", "name"):
        return "part"
    if base in ("root", "ccomp", "advcl", "xcomp", "parataxis"):
        return "predicate"
    if base in ("dep", "list", "vocative", "dislocated"):
        return "loose"
    return {"nmod": "of a noun", "appos": "apposition", "conj": "conjunct"}.get(base, "other")


def labels(text, spans):
    """The class and the relation of each token, by number; -1 where nothing tells."""
    places = Places(spans)
    classes, relations = np.full(len(spans), -1), np.full(len(spans), -1)
    for index, word in enumerate(text.words):
        token = places.token(word.start, word.end)
        if token is not None:
            relations[token] = RELATIONS.index(relation(text.words, index))
            if word.kind is not None:
                classes[token] = named_class(word)
    if not any(word.kind is not None for word in text.words):
        mention_classes(text, spans, places, classes)
    return classes, relations


def named_class(word):
    """What a program's list of names tells: nothing of nouns and pronouns."""
    if word.kind in ("PERSON", "ORGANIZATION", "LOCATION", "MISC") and word.tag.startswith("NNP"):
        kinds = {"PERSON": "person name", "ORGANIZATION": "organization name"}
        return CLASSES.index(kinds.get(word.kind, "other name"))
    return -1 if word.tag.startswith(("NN", "PRP")) else CLASSES.index("none")


def mention_classes(text, spans, places, classes):
    """What annotated mentions tell, the shortest first."""
    classes[:] = CLASSES.index("none")
    proper = {word.start for word in text.words if word.tag == "PROPN"}
    done = set()

    def put(token, name):
        if token not in done:
            classes[token] = CLASSES.index(name)
            done.add(token)

    for mention in sorted((m for chain in text.chains for m in chain), key=lambda m: m.end - m.start):
        token = places.token(*mention.head)
        kind = mention.kind if mention.kind in ("person", "organization") else "other"
        if token is None:
            continue
        if text.text[slice(*mention.head)].lower() in PRONOUNS:
            put(token, "pronoun")
        elif mention.is_name:
            for other in range(max(0, token - 8), min(len(spans), token + 8)):
                start, end = spans[other]
                capital = start in proper if text.words else text.text[start].isupper()
                if mention.start <= start and end <= mention.end and capital:
                    put(other, f"{kind} name")
            put(token, f"{kind} name")
        else:
            put(token, f"{kind} noun")


class Paragraph:
    def __init__(self, states, classes, relations):
        self.states, self.classes, self.relations = states, classes, relations

    def __len__(self):
        return len(self.states)


def paragraphs(text, tokens):
    classes, relations = labels(text, tokens.spans)
    return [Paragraph(tokens.states[a:b], classes[a:b], relations[a:b]) for a, b in tokens.paragraphs]


class Reader(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.input = nn.Linear(inputs, WIDTH)
        self.layers = nn.ModuleList(Layer(WIDTH) for _ in range(LAYERS))
        self.classes = nn.Linear(WIDTH, len(CLASSES))
        self.relations = nn.Linear(WIDTH, len(RELATIONS))
        self.drop = SharedDropout(DROP, axis=0)

    def hidden(self, x, mask):
        # x: time, batch, states
        h = torch.tanh(self.input(self.drop(x))) * mask
        for layer in self.layers:
            h = layer(h, mask, self.drop)
        return h

    def forward(self, x, mask):
        h = self.drop(self.hidden(x, mask))
        return self.classes(h), self.relations(h)

    def read(self, tokens):
        """What it makes of each of a text's tokens, a row each."""
        out = np.zeros((len(tokens.spans), WIDTH), np.float32)
        parts = [Part(tokens.states[a:b], a) for a, b in tokens.paragraphs]
        with torch.no_grad():
            for batch in batches(parts, 4 * SIZE, random.Random(0), 0):
                x, mask = padded(batch)
                h = self.hidden(x, mask).numpy()
                for column, part in enumerate(batch):
                    out[part.first : part.first + len(part)] = h[: len(part), column]
        return out

    def tensors(self):
        state = {name: value.detach().numpy() for name, value in self.state_dict().items()}
        out = linear("reader.input", state["input.weight"], state["input.bias"])
        out |= linear("reader.classes", state["classes.weight"], state["classes.bias"])
        for number in range(LAYERS):
            name, source = f"reader.layer.{number}", f"layers.{number}"
            conv = state[f"{source}.conv"]
            out |= {f"{name}.before": conv[0].copy(), f"{name}.after": conv[1].copy()}
            out |= linear(f"{name}.gates", state[f"{source}.gates.weight"], state[f"{source}.gates.bias"])
        return out


class Part:
    def __init__(self, states, first):
        self.states, self.first = states, first

    def __len__(self):
        return len(self.states)


def linear(name, weight, bias):
    """The tensors of a matrix as the program reads them."""
    rows, scale = quantized(weight)
    return {name: rows, f"{name}.scale": scale, f"{name}.bias": bias}


def padded(batch):
    longest = max(map(len, batch))
    x, mask = torch.zeros(longest, len(batch), batch[0].states.shape[1]), torch.zeros(longest, len(batch), 1)
    for column, item in enumerate(batch):
        x[: len(item), column] = torch.from_numpy(item.states).float() / ONE
        mask[: len(item), column] = 1
    return x, mask


def gold(batch, longest):
    out = torch.full((2, longest, len(batch)), -1)
    for column, item in enumerate(batch):
        out[0, : len(item), column] = torch.from_numpy(item.classes)
        out[1, : len(item), column] = torch.from_numpy(item.relations)
    return out


def train(learn, epochs, seed):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    reader = Reader(learn[0].states.shape[1])
    optimizer = torch.optim.AdamW(reader.parameters(), lr=RATE, weight_decay=0.01)
    steps = epochs * (len(batches(learn, SIZE, rng, SLACK)) + 2)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, min(1, step / WARM_UP) * (1 - step / steps)))
    for _ in range(epochs):
        shuffled = batches(learn, SIZE, rng, SLACK)
        rng.shuffle(shuffled)
        for batch in shuffled:
            x, mask = padded(batch)
            found = reader(x, mask)
            loss = torch.zeros(())
            for scores, right in zip(found, gold(batch, len(x))):
                if (right >= 0).any():
                    loss = loss + F.cross_entropy(scores.flatten(0, 1), right.flatten(), ignore_index=-1)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return reader.eval()


def measure(reader, name, look):
    """Prints F1 of each class, and how many relations are right."""
    found, right = [], []
    with torch.no_grad():
        for batch in batches(look, 4 * SIZE, random.Random(0), 0):
            x, mask = padded(batch)
            there = mask.squeeze(-1) > 0
            found.append([scores.argmax(-1)[there].numpy() for scores in reader(x, mask)])
            right.append([labels[there].numpy() for labels in gold(batch, len(x))])
    (classes, relations), (right_classes, right_relations) = ([np.concatenate(c) for c in zip(*some)] for some in (found, right))
    known = right_classes >= 0
    for number, label in enumerate(CLASSES):
        one, other = classes[known] == number, right_classes[known] == number
        if other.any():
            print(f"{name}: {label}: F1 {200 * (one & other).sum() / max(1, one.sum() + other.sum()):.1f}", flush=True)
    known = right_relations > 0
    if known.any():
        print(f"{name}: relations: {100 * (relations == right_relations)[known].mean():.1f} % right", flush=True)
