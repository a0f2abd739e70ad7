"""The choices that the program makes when it looks for who is meant, with which candidates are right."""
import bisect
import collections
import json
import re
import subprocess

Example = collections.namedtuple("Example", "candidates none right weight asking asked", defaults=[None, ()])
"""`candidates` is a list of feature lists, `none` the features of there being none; `right` says of each candidate, and last
of none, whether it is right. `asking` is the span of the head of the mention to be resolved, `asked` that of a
mention of each candidate, or None."""


def steps(program, texts):
    """For each text the program's mentions: [span, span of the head, form, entity, choice]."""
    lines = "".join(json.dumps(text.text) + "\n" for text in texts)
    out = subprocess.run([program, "choices"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return map(json.loads, out.decode().splitlines())


class Gold:
    """Which chain a mention belongs to: that of the shortest annotated mention around it with its head in it."""

    def __init__(self, text):
        self.mentions = sorted((m.start, m.end, m.head, number) for number, chain in enumerate(text.chains) for m in chain)

    def chain(self, start, end):
        best = None
        for a, b, head, number in self.mentions:
            if a > end:
                break
            inside = a <= start and end <= b or (start <= a and b <= end)
            if inside and head[0] < end and head[1] > start and (best is None or b - a < best[0]):
                best = (b - a, number)
        return best and best[1]


def examples(text, steps, weight):
    """The choices of one text by ranker, those left out for which the annotation tells nothing."""
    gold = Gold(text)
    seen = collections.defaultdict(list)
    out = collections.defaultdict(list)
    steps = list(steps)
    heads = [head for _, head, _, _, _ in steps]
    quotations = Quotations(text)
    for span, head, form, entity, choice in steps:
        if form == "quotation":
            speaker = quotations.speaker(*span)
            if speaker is not None:
                right = [belongs(seen[entity], speaker) for entity, _, _ in choice[1]]
                out["turn"].append(turn(choice, right, weight))
            continue
        chain = gold.chain(*span)
        if choice:
            ranker, candidates, none = choice
            right = judged(text.corpus, form, chain, [seen[entity] for entity, _, _ in candidates])
            if right:
                asked = [None if mention is None else heads[mention] for _, _, mention in candidates]
                out[ranker].append(Example([rows for _, rows, _ in candidates], none, right, weight, head, asked))
        if entity is not None:
            seen[entity].append(chain)
    return out


class Quotations:
    """Finds the speaker of a quotation by its place."""

    def __init__(self, text):
        self.known = sorted((q.spans[0][0], q.spans[-1][1], q.speaker) for q in text.quotations if hasattr(q, "spans"))
        self.starts = [start for start, _, _ in self.known]

    def speaker(self, start, end):
        at = bisect.bisect_left(self.starts, end) - 1
        return self.known[at][2] if at >= 0 and self.known[at][1] > start else None


def turn(choice, right, weight):
    _, candidates, none = choice
    rows = [rows for _, rows, _ in candidates]
    return Example(rows, none, right + [not any(right)], weight, None, [None] * len(rows))


def turns(text, steps, weight):
    """The choices of a novel's speakers. An entity is the speaker whom most of its names mean, of those that mean anybody."""
    owners = {}
    for speaker, names in text.chains.items():
        for name in names:
            owners.setdefault(normalized(name), speaker)
    owners |= {normalized(speaker): speaker for speaker in text.chains}
    names, meant = collections.Counter(), collections.defaultdict(collections.Counter)
    for (start, end), _, form, entity, _ in steps:
        name = normalized(text.text[start:end])
        if form == "name" or name == "i":
            names[entity] += 1
            if name in owners:
                meant[entity][owners[name]] += 1
    speakers = {}
    for entity, found in meant.items():
        if SELDOM * sum(found.values()) >= names[entity]:
            speakers[entity] = found.most_common(1)[0][0]
    quotations = Quotations(text)
    out = []
    for span, _, form, _, choice in steps:
        speaker = quotations.speaker(*span) if form == "quotation" else None
        if speaker is not None:
            own = owners.get(normalized(speaker), speaker)
            out.append(turn(choice, [speakers.get(entity) == own for entity, _, _ in choice[1]], weight))
    return out


SELDOM = 30
"""One in so many of an entity's names must be listed to tell who it is."""


def normalized(name):
    return re.sub(r"[\s.]+", " ", name.lower()).strip().removeprefix("the ")


def judged(corpus, form, chain, candidates):
    """Which candidates (each its mentions' chains) are right, and whether none is; None if that can't be told."""
    if corpus == "gap":
        # the first chain is the pronoun's; whom other names are is not said
        if chain != 0:
            return None
        right = [0 in chains for chains in candidates]
        if any(right):
            return right + [False]
        wrong = [any(c for c in chains) for chains in candidates]
        return [not w for w in wrong] + [True] if any(wrong) else None
    if chain is None:
        # what people left out refers to nobody they asked for
        whole = corpus in ("litbank", "gum") and form == "pronoun"
        return [False] * len(candidates) + [True] if whole else None
    right = [belongs(chains, chain) for chains in candidates]
    return right + [not any(right)]


def belongs(chains, chain):
    known = [c for c in chains if c is not None]
    return bool(known) and (known.count(chain) * 2 > len(known) or known[-1] == chain)
