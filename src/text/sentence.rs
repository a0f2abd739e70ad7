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
        let next = tokens.get(index + 1).map(|t| &text[t.range]).unwrap_or("");
        let prev = if index > 0 { &text[tokens[index - 1].range] } else { "" };
        let abbr = matches!(
            prev,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "Sen"
                | "Gov"
                | "Rep"
                | "U.S"
                | "Sept"
                | "Oct"
                | "Nov"
                | "Jan"
                | "Aug"
                | "Jr"
                | "St"
                | "D.C"
        ) || prev.chars().count() == 1;
        let this = &text[token.range];
        let quote_next = matches!(next, "”" | "\"");
        let closing = matches!(this, "”" | "\"") && matches!(prev, "." | "!" | "?");
        let after = if closing { next } else { next };
        let cap = after.chars().next().is_none_or(|c| !c.is_lowercase());
        let ends = (matches!(this, "." | "!" | "?") && !abbr && !quote_next && cap)
            || (closing && cap)
            || index + 1 == tokens.len();
        if ends {
            let range = tokens[first].range.hull(token.range);
            sentences.push(Sentence { range, tokens: first..index + 1 });
            first = index + 1;
        }
    }
    sentences
}
