//! What the words of a sentence tell a little of, each by itself: modals, conditions, procedure, figures, cues.

use std::ops::Range;

use crate::annotate::words::{Word, Words};
use crate::lexicon::{self, ClaimSign, Function};
use crate::text::TokenKind;

/// Signs that count at a sentence's beginning alone.
const FIRST_WORD: ClaimSign = ClaimSign::CONTRAST.union(ClaimSign::THEY).union(ClaimSign::IT).union(ClaimSign::THIS);

/// How many signs the lexicon knows.
const LISTED: usize = ClaimSign::all().bits().count_ones() as usize;

/// How many of a kind of word count as all there can be.
const MANY: f32 = 3.0;

/// The same for names.
const MANY_NAMES: f32 = 4.0;

/// The shortest word whose ending tells anything.
const ENDED: usize = 5;

/// Which of the signs that are no listed words is a colon at the end.
const COLON_AT_END: usize = LISTED + 9;

/// How many signs there are.
pub(in crate::annotate) const COUNT: usize = LISTED + 11;

/// The signs of a sentence: what is in it as 1, what is counted by how much.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::annotate) struct Signs {
    listed: ClaimSign,
    /// All as the model sees them: those listed, then time, cues, words in -ed, -ing and -ly, names, numbers, quotation marks, a
    /// colon inside and at the end, a dash.
    values: [f32; COUNT],
}

impl Signs {
    pub fn has(&self, sign: ClaimSign) -> bool {
        self.listed.contains(sign)
    }

    pub fn ends_in_colon(&self) -> bool {
        self.values[COLON_AT_END] > 0.0
    }

    /// As the model sees them.
    pub fn values(&self) -> &[f32; COUNT] {
        &self.values
    }
}

/// The signs of each sentence of a paragraph.
pub(in crate::annotate) fn signs(words: &Words<'_>) -> Vec<Signs> {
    words.sentences.iter().map(|sentence| of_sentence(words, sentence)).collect()
}

fn of_sentence(words: &Words<'_>, sentence: &Range<usize>) -> Signs {
    let words = words.words.get(sentence.clone()).unwrap_or_default();
    let mut listed = ClaimSign::empty();
    for word in words {
        let signs = lexicon::claim_sign(&word.lower);
        listed |= if word.begins_sentence { signs } else { signs.difference(FIRST_WORD) };
    }
    let any = |is: fn(&Word<'_>) -> bool| f32::from(words.iter().any(is));
    let count =
        |is: fn(&Word<'_>) -> bool, many: f32| (words.iter().filter(|word| is(word)).count() as f32).min(many) / many;
    let last = words.iter().rev().find(|word| !word.is_dash());
    let others = [
        any(|word| word.function.contains(Function::TIME) || is_year(word.text)),
        count(|word| word.cue.is_some(), MANY),
        count(|word| ends(word, "ed"), MANY),
        count(|word| ends(word, "ing"), MANY),
        count(|word| ends(word, "ly"), MANY),
        count(|word| word.is_capitalized() && !word.begins_sentence && word.text.len() > 1, MANY_NAMES),
        any(|word| word.kind == TokenKind::Number),
        any(|word| word.quote.is_some()),
        any(|word| word.text == ":"),
        f32::from(last.is_some_and(|word| word.text == ":")),
        any(|word| word.is_dash()),
    ];
    let mut values = [0.0; COUNT];
    let (of_list, of_words) = values.split_at_mut(LISTED);
    of_list.iter_mut().enumerate().for_each(|(bit, value)| *value = f32::from(listed.bits() & (1 << bit) != 0));
    of_words.copy_from_slice(&others);
    Signs { listed, values }
}

fn ends(word: &Word<'_>, ending: &str) -> bool {
    word.lower.len() >= ENDED && word.lower.ends_with(ending)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: u16| (1800..2100).contains(&year))
}
