"""Rough figures while training; `sayso eval` gives the real ones."""
import numpy as np

from tokens import LABELS


def best_sequence(scores, transitions, starts):
    back, state = [], scores[0] + starts
    for row in scores[1:]:
        table = state[:, None] + transitions
        back.append(table.argmax(0))
        state = table.max(0) + row
    label = int(state.argmax())
    labels = [label]
    for row in reversed(back):
        label = int(row[label])
        labels.append(label)
    return np.array(labels[::-1])


def fragments(labels):
    """(role, first, last) of each run; the side of the cue is left out."""
    out, current = [], None
    for index, label in enumerate(labels):
        name = LABELS[label]
        if name[0] == "B":
            current = [name[2:].split("-")[0], index, index]
            out.append(current)
        elif name[0] == "I" and current:
            current[2] = index
        else:
            current = None
    return {tuple(f) for f in out}


def span_scores(gold, predicted):
    """F1 of fragments by role."""
    out = {}
    for role in ("source", "cue", "content"):
        right = found = there = 0
        for g, p in zip(gold, predicted):
            g, p = ({f for f in fragments(x) if f[0] == role} for x in (g, p))
            right, found, there = right + len(g & p), found + len(p), there + len(g)
        out[role] = round(200 * right / max(1, found + there), 1)
    return out
