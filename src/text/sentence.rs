//! Where sentences end.

use std::ops::Range;

use super::{TextRange, Token};

/// A sentence of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token's first byte to its last token's last.
    pub range: TextRange,
    /// Which of the text's tokens it holds.
    pub tokens: Range<usize>,
}

/// Splits the tokens of `text` into sentences; each token is in exactly one.
pub fn split_sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first = 0;
    for (index, token) in tokens.iter().enumerate() {
        let ends = matches!(&text[token.range], "." | "!" | "?") || index + 1 == tokens.len();
        if ends {
            let range = tokens[first].range.hull(token.range);
            sentences.push(Sentence { range, tokens: first..index + 1 });
            first = index + 1;
        }
    }
    sentences
}
