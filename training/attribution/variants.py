"""The same text as others would write it: other marks, capitals, slips. Each keeps every character's place."""
import re

from corpora import Text

STRAIGHT = str.maketrans("“”„‘’", "\"\"\"''")
SINGLE = str.maketrans("“”‘", "‘’“")
INNER_CLOSE = re.compile(r"(?<=[.,!?])’(?=\W)")
FINAL_STOP = re.compile(r"[.!?](?=[”\"’']?\s*(\n|$))")
WORD = re.compile(r"\b[a-z]{4,}\b")


def straight_marks(text, rng):
    return text.translate(STRAIGHT)


def single_marks(text, rng):
    return INNER_CLOSE.sub("”", text).translate(SINGLE)


def single_straight_marks(text, rng):
    return single_marks(text, rng).translate(STRAIGHT)


def upper_case(text, rng):
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def no_capitals(text, rng):
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def no_final_stops(text, rng):
    return FINAL_STOP.sub(" ", text)


def typing_errors(text, rng):
    def slip(match):
        word = match.group()
        if rng.random() > 0.06:
            return word
        at = rng.randrange(1, len(word) - 2) if len(word) > 4 else 1
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return WORD.sub(slip, text)


ALL = {
    straight_marks: 4,
    single_marks: 3,
    single_straight_marks: 1,
    upper_case: 1,
    no_capitals: 1,
    no_final_stops: 2,
    typing_errors: 2,
}
"""Each with how often it is drawn."""


def variant(text, rng):
    change = rng.choices(list(ALL), ALL.values())[0]
    return Text(text.corpus, change(text.text, rng), text.attributions)
