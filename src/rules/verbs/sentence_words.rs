//! The words of a sentence in lower case, with where they stand.

use crate::rules::Context;
use crate::text::{TextRange, tokenize};

/// A word or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SentenceWord {
    /// In lower case.
    pub lower: String,
    /// In bytes of the source.
    pub span: TextRange,
}

/// The words and marks of a range.
pub(super) fn words_of(context: &Context<'_>, range: TextRange) -> Vec<SentenceWord> {
    let text = context.text(range);
    let word = |span: TextRange| SentenceWord { lower: text[span].to_lowercase(), span: span.shifted(range.start) };
    tokenize(text).into_iter().map(|token| word(token.range)).collect()
}
