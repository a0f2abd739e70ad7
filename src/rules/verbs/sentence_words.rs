//! The words of a sentence in lower case, with where they stand.

use std::borrow::Cow;

use crate::rules::Context;
use crate::text::{TextRange, tokenize};

/// A word or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SentenceWord<'a> {
    /// In lower case.
    pub lower: Cow<'a, str>,
    /// In bytes of the source.
    pub span: TextRange,
}

/// The words and marks of a range.
pub(super) fn words_of<'a>(context: &Context<'a>, range: TextRange) -> Vec<SentenceWord<'a>> {
    words_in(context.text(range), range.start)
}

/// The words and marks of a text that begins at a place.
pub(super) fn words_in<'a>(text: &'a str, place: usize) -> Vec<SentenceWord<'a>> {
    let lower = |word: &'a str| match word.chars().any(char::is_uppercase) {
        true => Cow::Owned(word.to_lowercase()),
        false => Cow::Borrowed(word),
    };
    let word = |span: TextRange| SentenceWord { lower: lower(&text[span]), span: span.shifted(place) };
    tokenize(text).into_iter().map(|token| word(token.range)).collect()
}
