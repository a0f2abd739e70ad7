"""Texts as the reader of mentions sees them: what the program's tagger makes of each token in its first layer."""
import collections
import json
import subprocess
import threading

import numpy as np

ONE = 32
"""What the program writes for a state of one."""

Tokens = collections.namedtuple("Tokens", "spans paragraphs states")
"""`spans` are in code points, `paragraphs` ranges of tokens, `states` an array of bytes, a row a token."""

WINDOW = 512
"""Longer paragraphs are read in parts of so many tokens, as the program does."""


def tokens(program, texts):
    """The tokens of each text, in order."""
    run = subprocess.Popen([program, "states"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for text in texts:
            run.stdin.write(json.dumps(text).encode() + b"\n")
        run.stdin.close()

    threading.Thread(target=feed, daemon=True).start()
    for line in run.stdout:
        record = json.loads(line)
        spans = [tuple(span) for span in record["spans"]]
        states = np.frombuffer(bytearray.fromhex(record["states"]), np.int8).reshape(len(spans), -1)
        starts = [*record["paragraphs"], len(spans)]
        parts = [(a, min(a + WINDOW, end)) for start, end in zip(starts, starts[1:]) for a in range(start, end, WINDOW)]
        yield Tokens(spans, parts, states)
    if run.wait():
        raise RuntimeError(f"{program} states: exit code {run.returncode}")


class Places:
    """Finds the token at a place in the text."""

    def __init__(self, spans):
        self.by_start, self.by_end = {}, {}
        for index, (start, end) in enumerate(spans):
            self.by_start.setdefault(start, index)
            self.by_end[end] = index

    def token(self, start, end):
        """The token that ends or begins there, or None."""
        return self.by_end.get(end, self.by_start.get(start))
