"""Reads the corpora: texts, and who says what in them. All positions are code points."""
import collections
import json
import lzma
import re

Text = collections.namedtuple("Text", "corpus text attributions")
"""A text. `attributions` is a list of {"source", "cue", "content"}, each a list of [start, end); None: not annotated."""

NEWS, FICTION = 0, 1


def polnear(corpora, split):
    """PolNeAR's articles; where several people annotated one, the first."""
    seen = set()
    for line in lzma.open(corpora / "polnear/corenlp" / f"{split}.jsonl.xz", "rt", encoding="utf-8"):
        article = json.loads(line)
        if article["doc"] not in seen:
            seen.add(article["doc"])
            yield Text(NEWS, article["text"], article["attr"])


def riqua(corpora, split, as_tokens=False):
    """RiQuA's passages. They come as tokens; `as_tokens` leaves spaces between all of them, with `` and '' for marks.

    Who goes with what isn't marked: a source or content goes with the nearest cue.
    """
    for line in open(corpora / "riqua" / f"{split}.txt", encoding="utf-8"):
        passage = json.loads(line)
        text, spans = (spaced if as_tokens else detokenized)(passage["tokens"])
        runs = labelled_runs(passage["labels"])
        fragments = [(role, spans[first][0], spans[last][1]) for role, first, last in runs]
        yield Text(FICTION, text, linked(fragments))


def labelled_runs(labels):
    """(role, first, last) of each run of B-role I-role …"""
    runs = []
    for index, label in enumerate(labels):
        mark, _, role = label.partition("-")
        if mark == "B" or (mark == "I" and (not runs or runs[-1][0] != role or runs[-1][2] != index - 1)):
            runs.append([role, index, index])
        elif mark == "I":
            runs[-1][2] = index
    return runs


def linked(fragments):
    """Attributions of fragments of which only the role is known."""
    cues = [f for f in fragments if f[0] == "cue"]
    attributions = [{"source": [], "cue": [[a, b]], "content": []} for _, a, b in cues]
    for role, a, b in fragments:
        if role == "cue":
            continue
        gap = lambda cue: max(cue[1] - b, a - cue[2])
        near = min(range(len(cues)), key=lambda i: gap(cues[i]), default=None)
        if near is None or gap(cues[near]) > 400:
            attributions.append({"source": [], "cue": [], "content": [], role: [[a, b]]})
        else:
            attributions[near][role].append([a, b])
    return attributions


NO_SPACE_BEFORE = re.compile(r"^([.,;:!?%)\]]|''|n't|'(s|S|m|d|ll|re|ve|em)|\.\.\.|--)$")
MARKS = {"``": "“", "''": "”"}


def detokenized(tokens):
    text, spans, glue = "", [], True
    for token in tokens:
        if not (glue or NO_SPACE_BEFORE.match(token)):
            text += " "
        token = MARKS.get(token, token)
        spans.append((len(text), len(text) + len(token)))
        text += token
        glue = token in ("“", "`", "(", "[", "$", "--")
    return text, spans


def spaced(tokens):
    text, spans = "", []
    for token in tokens:
        text += " " if text else ""
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def unlabelled(corpora):
    """Prose that nobody annotated for attribution, for the teacher to label: web, encyclopedia, speeches, novels."""
    for path in [*sorted((corpora / "gum/dep").glob("*.conllu")), corpora / "ewt/en_ewt-ud-train.conllu"]:
        yield from conllu(path)
    for path in sorted((corpora / "gap").glob("*.tsv")):
        for row in rows(path):
            yield Text(NEWS, row[1].replace("``", "“").replace("''", "”"), None)
    for path in sorted((corpora / "checkthat2019").glob("*.tsv")):
        sentences = [row[2] for row in rows(path, header=False) if len(row) > 2]
        for first in range(0, len(sentences), 6):
            yield Text(NEWS, " ".join(sentences[first : first + 6]), None)
    for path in sorted((corpora / "pdnc/data").glob("*/novel_text.txt")):
        yield from passages(path.read_text(encoding="utf-8"))
    for path in sorted((corpora / "litbank/coref/brat").glob("*.txt")):
        yield from passages(path.read_text(encoding="utf-8"))


def conllu(path):
    """A treebank's paragraphs, a document each."""
    paragraph, documents = [], []
    for line in open(path, encoding="utf-8"):
        if line.startswith(("# newdoc", "# newpar")) and paragraph:
            documents.append(" ".join(paragraph))
            paragraph = []
        elif line.startswith("# text = "):
            paragraph.append(line[9:].strip())
    documents.append(" ".join(paragraph))
    for text in documents:
        if len(text) > 60:
            yield Text(NEWS, text, None)


def passages(text, size=6000):
    """A novel in pieces of whole paragraphs."""
    piece = []
    for paragraph in re.split(r"\n\s*\n", text):
        paragraph = re.sub(r"\s+", " ", paragraph).strip()
        if not paragraph:
            continue
        piece.append(paragraph)
        if sum(map(len, piece)) > size:
            yield Text(FICTION, "\n\n".join(piece), None)
            piece = []
    if piece:
        yield Text(FICTION, "\n\n".join(piece), None)


def rows(path, header=True):
    lines = path.read_text(encoding="utf-8").split("\n")[header:]
    return [line.split("\t") for line in lines if line.strip()]
