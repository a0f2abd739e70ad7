"""Reads the corpora: texts, and who is meant where in them. All positions are code points."""
import ast
import collections
import csv
import json
import lzma
import re

Text = collections.namedtuple("Text", "corpus name text chains quotations words", defaults=[(), (), ()])
"""`chains` is a list of lists of Mention: each list one person or thing; of a novel, each speaker's aliases instead, "I" for
who tells it. `quotations` is a list of Quotation (of PolNeAR's articles of their sources' spans), `words` one of Word, if the text is
parsed."""

Word = collections.namedtuple("Word", "start end tag relation head kind")
"""`tag` is its part of speech, `relation` how it depends on the word with the index `head` (-1: on none), both in the corpus's
words; `kind` is what a name that it belongs to names, "O" if none; `None` where that isn't said."""

Mention = collections.namedtuple("Mention", "start end head is_name kind")
"""`head` is the span of its head word; `kind` is "person", "organization" or another of the corpus's words."""

Quotation = collections.namedtuple("Quotation", "spans speaker form")
"""`speaker` is a name or number of its own in the text; `form` is PDNC's type of attribution."""


def litbank_chains(corpora):
    """LitBank's coreference: people and the places and things that are told of like people. The speakers of its quotations are
    numbers of chains."""
    spoken = {text.name: text for text in litbank_quotations(corpora)}
    for path in sorted((corpora / "litbank/coref/brat").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        kinds, chains = {}, collections.defaultdict(list)
        for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if not line.startswith("T"):
                continue
            label, start, end = columns[1].split()
            span = int(start), int(end)
            if re.fullmatch(r"(PROP|NOM|PRON)_[A-Z]+", label):
                kinds[span] = label
            else:
                chains[label].append(span)
        number = {label: index for index, label in enumerate(chains)}
        own = spoken.get(path.stem)
        said = own.quotations if own and own.text == text else []
        quotations = [q._replace(speaker=number[q.speaker]) for q in said if q.speaker in number]
        chained = {span for chain in chains.values() for span in chain}
        chains = [*chains.values(), *([span] for span in kinds if span not in chained)]
        mention = lambda span: litbank_mention(text, kinds.get(span, "NOM_PER"), *span)
        yield Text("litbank", path.stem, text, [[mention(span) for span in chain] for chain in chains], quotations)


def litbank_mention(text, kind, start, end):
    form, _, what = kind.partition("_")
    return Mention(start, end, head_word(text, start, end), form == "PROP", {"PER": "person", "ORG": "organization"}.get(what, what))


def head_word(text, start, end):
    """The last word before a preposition, a clause or a comma: good enough without a parse."""
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    head = words[0]
    for a, b in words:
        if text[a:b].lower() in {"of", "who", "in", "with", "that", "which", "from", "at", "on", ",", "for", "to", "whose", "--"}:
            if (a, b) != words[0]:
                break
        elif text[a:b] not in ("'s", "’s"):
            head = (a, b)
    return head


def litbank_quotations(corpora):
    """LitBank's quotations with their speakers."""
    for path in sorted((corpora / "litbank/quotations/tsv").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        lines, at = [], 0
        for line in text.split("\n"):
            lines.append([(at + m.start(), at + m.end()) for m in re.finditer(r"\S+", line)])
            at += len(line) + 1
        rows = [line.split("\t") for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines()]
        speakers = {row[1]: row[2] for row in rows if row[0] == "ATTRIB"}
        quotations = []
        for row in rows:
            if row[0] == "QUOTE" and row[1] in speakers:
                a, b, c, d = map(int, row[2:6])
                quotations.append(Quotation([(lines[a][b][0], lines[c][d][1])], speakers[row[1]], None))
        yield Text("litbank quotations", path.stem, text, (), quotations)


def gap(corpora, split):
    """GAP's snippets: a chain of the pronoun and the names that it refers to, and a chain for each other name."""
    for row in csv.DictReader(open(corpora / f"gap/gap-{split}.tsv", encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        def mention(words, start, is_name):
            start = int(start)
            end = start + len(words)
            return Mention(start, end, (max(start, end - len(words.split()[-1])), end), is_name, "person")

        pronoun = mention(row["Pronoun"], row["Pronoun-offset"], False)
        names = [mention(row[n], row[f"{n}-offset"], True) for n in "AB"]
        right = [row[f"{n}-coref"] == "TRUE" for n in "AB"]
        same = [name for name, yes in zip(names, right) if yes]
        yield Text("gap", row["ID"], row["Text"], [[pronoun, *same]] + [[name] for name, yes in zip(names, right) if not yes])


def gum(paths):
    """GUM's documents with entities and coreference."""
    for path in paths:
        text, tokens, open_at, found = "", [], [], []
        gap, multi = "", None
        for line in open(path, encoding="utf-8"):
            line = line.rstrip("\n")
            if line.startswith("# newpar") and not line.startswith("# newpar_block") and text:
                gap = "\n\n"
            elif line.startswith("# sent_id") and text and gap != "\n\n":
                gap = " "
            columns = line.split("\t")
            if len(columns) != 10:
                continue
            if "-" in columns[0]:
                multi = int(columns[0].split("-")[1]), columns[9]
                continue
            if "." in columns[0]:
                continue
            number, form, pos, head, misc = int(columns[0]), columns[1], columns[3], int(columns[6]), columns[9]
            if number == 1:
                base = len(tokens)
            text += gap
            start = len(text)
            text += form
            tokens.append(Word(start, len(text), pos, columns[7], base + head - 1 if head else -1, None))
            fields = dict(field.split("=", 1) for field in misc.split("|") if "=" in field)
            gap = "" if fields.get("SpaceAfter") == "No" else " "
            # a word of several tokens has its space after the last
            if multi and number < multi[0]:
                gap = ""
            elif multi and number == multi[0]:
                gap = "" if "SpaceAfter=No" in multi[1] else " "
                multi = None
            index = len(tokens) - 1
            for event in re.finditer(r"\((\d+)-([a-z]+)[^()]*|(\d+)?\)", fields.get("Entity", "")):
                if event.group(1):
                    open_at.append((event.group(1), event.group(2), index))
                    continue
                group = event.group(3)
                at = max((i for i, o in enumerate(open_at) if group is None or o[0] == group), default=None)
                if at is not None:
                    g, kind, first = open_at.pop(at)
                    found.append((g, kind, first, index))
        chains = collections.defaultdict(list)
        for group, kind, first, last in found:
            head = tokens[next((i for i in range(first, last + 1) if not first <= tokens[i].head <= last), last)]
            span = tokens[first].start, tokens[last].end
            chains[group].append(Mention(*span, (head.start, head.end), head.tag == "PROPN", kind))
        yield Text("gum", path.stem, text, list(chains.values()), (), tokens)


def polnear(corpora, split):
    """PolNeAR's articles with CoreNLP's chains."""
    seen = set()
    for line in lzma.open(corpora / f"polnear/corenlp/{split}.jsonl.xz", "rt", encoding="utf-8"):
        article = json.loads(line)
        if article["doc"] in seen:
            continue
        seen.add(article["doc"])
        starts, ends = article["ts"], article["te"]
        pos = article["pos"].split(" ")
        kinds = article["ner"].split(" ")
        chains = []
        for chain in article["coref"]:
            chains.append([])
            for first, end, head in chain:
                kind = {"PERSON": "person", "ORGANIZATION": "organization"}.get(kinds[head], kinds[head])
                chains[-1].append(Mention(starts[first], ends[end - 1], (starts[head], ends[head]), pos[head].startswith("NNP"), kind))
        words = list(map(Word, starts, ends, pos, article["dep"].split(" "), article["head"], kinds))
        yield Text("polnear", article["doc"], article["text"], chains, [a["source"] for a in article["attr"]], words)


def pdnc(corpora):
    """PDNC's novels: quotations with their speakers, and the speakers' aliases."""
    for folder in sorted((corpora / "pdnc/data").iterdir()):
        text = (folder / "novel_text.txt").read_text(encoding="utf-8")
        aliases = {}
        for row in csv.DictReader(open(folder / "character_info.csv", encoding="utf-8")):
            names = row["Aliases"]
            names = set(ast.literal_eval(names)) if names.startswith("{") and names != "{}" else set()
            aliases[row["Main Name"]] = names | {row["Main Name"]}
        csv.field_size_limit(1 << 24)
        quotations, narrators = [], collections.Counter()
        for row in csv.DictReader(open(folder / "quotation_info.csv", encoding="utf-8")):
            spans = [tuple(span) for span in ast.literal_eval(row["quoteByteSpans"])]
            quotations.append(Quotation(spans, row["speaker"], row["quoteType"]))
            if re.search(r"\bI\b", row["referringExpression"]):
                narrators[row["speaker"]] += 1
        if narrators and narrators.most_common(1)[0][1] >= 10:
            aliases[narrators.most_common(1)[0][0]].add("I")
        yield Text("pdnc", folder.name, text, aliases, quotations)


PASSAGE, PASSAGES = 12_000, 8
"""Characters of a passage, and how many of a novel are taken."""


def passages_in_lines(novel):
    """Passages of a novel with a line for each sentence, and nothing between paragraphs, as some texts are stored."""
    for part in range(PASSAGES):
        start = novel.text.find("\n\n", part * PASSAGE)
        end = novel.text.find("\n\n", start + PASSAGE)
        if start < 0 or end < 0:
            return
        text, places = in_lines(novel.text[start:end])
        inside = [q for q in novel.quotations if start <= q.spans[0][0] and q.spans[-1][1] <= end]
        moved = [q._replace(spans=[(places[a - start], places[b - start]) for a, b in q.spans]) for q in inside]
        yield novel._replace(text=text, quotations=moved)


def in_lines(text):
    """A text with a line for each sentence, and where each character of the old one stands in it."""
    out, places, last = "", [], ""
    for match in re.finditer(r"\S+|\s+", text):
        word = match.group()
        if word.isspace():
            ends = re.search(r"[.!?][\"”’')_]*$", last) and not re.search(r"\b(Mr|Mrs|Ms|Dr|St|M|Messrs|[A-Z])\.$", last)
            begins = re.match(r"[\"“‘'(_]*[A-Z]", text[match.end() : match.end() + 3])
            places += [len(out)] * len(word)
            out += "\n" if "\n\n" in word or (ends and begins) else " "
        else:
            places += range(len(out), len(out) + len(word))
            out += word
            last = word
    return out, [*places, len(out)]
