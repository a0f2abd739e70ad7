"""What teacher and student share in training: batches of items of about one length, and a cheap dropout."""
import torch
import torch.nn.functional as F
from torch import nn


class SharedDropout(nn.Module):
    """Drops the same features at all positions along an axis: on a CPU a random number for each is what costs."""

    def __init__(self, p, axis):
        super().__init__()
        self.p, self.axis = p, axis

    def forward(self, x):
        if not self.training or not self.p:
            return x
        shape = list(x.shape)
        shape[self.axis] = 1
        return x * F.dropout(torch.ones(shape), self.p)


def batches(items, size, rng, slack):
    """Items of about the same length together, `size` positions a batch with the padding; `slack` mixes near lengths."""
    items = sorted(items, key=lambda item: len(item) + rng.random() * slack)
    batch, out, longest = [], [], 0
    for item in items:
        grown = max(longest, len(item))
        if batch and grown * (len(batch) + 1) > size:
            out.append(batch)
            batch, grown = [], len(item)
        batch.append(item)
        longest = grown
    return out + [batch] if batch else out
