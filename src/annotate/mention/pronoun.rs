//! Pronouns that refer to somebody.

use crate::annotate::words::{Word, Words};
use crate::lexicon::{Function, Gender};
use crate::text::TextRange;

use super::{Form, Person, Pronoun, RawMention, Slot, is_subject, mention};

pub(super) fn find(words: &Words<'_>) -> Vec<RawMention> {
    let found = words.words.iter().enumerate().filter_map(|(index, word)| {
        let (pronoun, contracted) = match pronoun(&word.lower) {
            Some(pronoun) => (pronoun, None),
            None => contracted(&word.lower).map(|(pronoun, length)| (pronoun, Some(length)))?,
        };
        let no_pronoun = pronoun.relative && !follows_noun(words, index)
            || word.text == "I" && is_numeral(words, index)
            || is_acronym(words, index);
        if no_pronoun {
            return None;
        }
        let possessive = matches!(&*word.lower, "his" | "her" | "their" | "my" | "our" | "your" | "its")
            && !is_subject(words, index + 1);
        let mut found = mention(words, index..index + 1, possessive, Form::Pronoun(pronoun));
        if let Some(length) = contracted {
            found.range = TextRange::new(word.range.start, word.range.start + length);
            found.head = found.range;
            found.slot = Slot::Subject;
        }
        Some(found)
    });
    found.collect()
}

/// The pronoun in "I'm" or "they've", and its bytes.
fn contracted(word: &str) -> Option<(Pronoun, usize)> {
    let length = word.find(['’', '\''])?;
    let (subject, verb) = word.split_at(length);
    let is_verb = matches!(verb.trim_start_matches(['’', '\'']), "m" | "re" | "ve" | "d" | "ll");
    let is_subject = matches!(subject, "i" | "you" | "he" | "she" | "it" | "we" | "they");
    pronoun(subject).filter(|_| is_verb && is_subject).map(|pronoun| (pronoun, length))
}

fn pronoun(word: &str) -> Option<Pronoun> {
    let third = |gender, plural| Pronoun { person: Person::Third, plural, gender, relative: false };
    let first = |plural| Pronoun { person: Person::First, plural, gender: None, relative: false };
    Some(match word {
        "he" | "him" | "his" | "himself" => third(Some(Gender::Masculine), false),
        "she" | "her" | "hers" | "herself" => third(Some(Gender::Feminine), false),
        "it" | "its" | "itself" => third(None, false),
        "they" | "them" | "their" | "theirs" | "themselves" => third(None, true),
        "i" | "me" | "my" | "mine" | "myself" => first(false),
        "we" | "us" | "our" | "ours" | "ourselves" => first(true),
        "you" | "your" | "yours" | "yourself" | "yourselves" => {
            Pronoun { person: Person::Second, plural: false, gender: None, relative: false }
        }
        "who" => Pronoun { relative: true, ..third(None, false) },
        _ => return None,
    })
}

/// Whether "I" numbers a chapter: "Chapter I", or before what begins a sentence: "I The rain had stopped."
fn is_numeral(words: &Words<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| words.get(before));
    let numbered = before.is_some_and(|word| {
        matches!(&*word.lower, "chapter" | "part" | "book" | "volume" | "vol" | "act" | "scene" | "canto" | "section")
    });
    let begins = Function::DETERMINER | Function::PREPOSITION | Function::SUBJECT_PRONOUN | Function::SUBORDINATOR;
    let next = words.get(index + 1);
    numbered || next.is_some_and(|word| word.is_capitalized() && word.text != "I" && word.function.intersects(begins))
}

/// Whether a word is written as an acronym among words that are not: "the WHO", "the US".
fn is_acronym(words: &Words<'_>, index: usize) -> bool {
    let is_loud = |word: &Word<'_>| word.text.len() > 1 && word.text.chars().all(char::is_uppercase);
    let mut beside =
        [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|beside| words.get(beside));
    words.get(index).is_some_and(is_loud) && !beside.any(is_loud)
}

/// Whether a relative pronoun has something before it to stand for.
fn follows_noun(words: &Words<'_>, index: usize) -> bool {
    let before = |index: usize| index.checked_sub(1).and_then(|index| words.get(index));
    let last = match before(index) {
        Some(word) if word.text == "," => before(index - 1),
        other => other,
    };
    last.is_some_and(|word| !word.is_punctuation() && (word.can_be_noun() || word.is_capitalized()))
}
