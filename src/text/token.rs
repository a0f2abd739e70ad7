//! Words, numbers and punctuation marks.

use unicode_segmentation::UnicodeSegmentation;

use super::TextRange;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with what stands inside a word: `don’t`, `U.S`, `al-Assad`.
    Word,
    /// Digits, with what stands inside a number: `4.13`, `3,000`, `5th`.
    Number,
    /// A punctuation mark or another symbol.
    Punctuation,
    /// An address or a mail address.
    Url,
}

/// A token of a text, white space excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Where it stands, in bytes of the text.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of `text`, in order, without white space.
pub fn tokenize(text: &str) -> Vec<Token> {
    text.split_word_bound_indices()
        .filter(|(_, word)| !word.trim().is_empty())
        .map(|(start, word)| {
            let kind = match word.chars().next() {
                Some(c) if c.is_numeric() => TokenKind::Number,
                Some(c) if c.is_alphanumeric() => TokenKind::Word,
                _ => TokenKind::Punctuation,
            };
            Token { range: TextRange::new(start, start + word.len()), kind }
        })
        .collect()
}
