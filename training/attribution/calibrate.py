#!/usr/bin/env python3
"""Makes a model's confidence honest: fits how often attributions are right to what the program says of them.

usage: calibrate.py --corpora DIR --program PATH --model FILE

The program must have been built with the model. An attribution is right when its content overlaps that of one of PolNeAR's
development articles and its source does too, or both have none.
"""
import argparse
import pathlib
import tempfile

import numpy as np
from safetensors.numpy import load_file, save_file

import corpora
from program import annotated


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "program", "model"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args()
    tensors = load_file(options.model)
    scale, shift = tensors["confidence"]
    stated, right = outcomes(options)
    logits = (logit(stated) - shift) / scale
    fitted = logistic(logits, right)
    tensors["confidence"] = np.array(fitted, np.float32)
    save_file(tensors, options.model)
    print(f"{len(right)} attributions, {100 * right.mean():.1f} % right; scale and shift {fitted}")


def outcomes(options):
    """What the program says of each attribution, and whether it is right."""
    stated, right = [], []
    with tempfile.TemporaryDirectory() as folder:
        gold = {}
        for text in corpora.polnear(options.corpora, "dev"):
            path = pathlib.Path(folder) / f"{len(gold)}.txt"
            path.write_text(text.text, encoding="utf-8", newline="")
            gold[str(path)] = text.attributions
        for record in annotated(options.program, gold):
            for found in record["attributions"]:
                stated.append(found["confidence"])
                right.append(any(same(found, there) for there in gold[record["path"]]))
    return np.array(stated), np.array(right, float)


def same(found, there):
    points = lambda spans: {i for start, end in spans for i in range(start, end)}
    meets = lambda role: bool(points(found[role]) & points(there[role]))
    return meets("content") and (meets("source") or not (found["source"] or there["source"]))


def logit(p):
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return np.log(p / (1 - p))


def logistic(x, y, steps=100):
    """Scale and shift of a logistic curve (Newton's method)."""
    design, weights = np.stack([x, np.ones_like(x)], 1), np.array([1.0, 0.0])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-design @ weights))
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + 1e-6 * np.eye(2)
        weights += np.linalg.solve(hessian, design.T @ (y - p))
    return weights.tolist()


if __name__ == "__main__":
    main()
