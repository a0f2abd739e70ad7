//! The words of HTML's text, its spaces, its character references, and what a template puts in.

use html5gum::{Token, Tokenizer};

use crate::text::TextRange;

/// Of a template's tag, in bytes.
const LONGEST_TAG: usize = 300;

/// A part of a text. Ranges are in bytes of the text as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words as they are written, with single spaces between them.
    Words(TextRange),
    /// Characters that are written otherwise, and how.
    Reference(String, TextRange),
    /// What a template puts in here: `{{ name }}`.
    Value(TextRange),
    /// What a template does here: `{% if late %}`, `{# why #}`.
    Instruction(TextRange),
    /// Spaces and line ends, which say no more than one space does.
    Space(TextRange),
}

/// The parts of a text, in order and without gaps.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let spaces = rest.len() - rest.trim_start_matches(is_space).len();
        let (piece, length) = if spaces > 0 {
            (Piece::Space(TextRange::new(at, at + spaces)), spaces)
        } else if let Some(length) = tag(rest, "{{", "}}") {
            (Piece::Value(TextRange::new(at, at + length)), length)
        } else if let Some(length) = tag(rest, "{%", "%}").or_else(|| tag(rest, "{#", "#}")) {
            (Piece::Instruction(TextRange::new(at, at + length)), length)
        } else if let Some((said, length)) = reference(rest) {
            (Piece::Reference(said, TextRange::new(at, at + length)), length)
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length = first + words(&rest[first..]);
            (Piece::Words(TextRange::new(at, at + length)), length)
        };
        at += length;
        pieces.push(piece);
    }
    pieces
}

/// How many bytes of words, with single spaces between them, a text begins with.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = |at: usize| match bytes[at] {
        b' ' => bytes.get(at + 1).is_none_or(|&next| is_space(next.into()) || matches!(next, b'&' | b'{')),
        byte => is_space(byte.into()) || matches!(byte, b'&' | b'{'),
    };
    (0..bytes.len()).find(|&at| ends(at)).unwrap_or(bytes.len())
}

/// How many bytes a template's tag at a text's beginning has; `None` if none is there, or it doesn't end soon, on its line.
fn tag(text: &str, open: &str, close: &str) -> Option<usize> {
    let inside = text.strip_prefix(open)?.as_bytes();
    let line = inside.iter().take(LONGEST_TAG).position(|&byte| byte == b'\n').unwrap_or(inside.len().min(LONGEST_TAG));
    let end = inside[..line].windows(close.len()).position(|end| end == close.as_bytes())?;
    Some(open.len() + end + close.len())
}

/// What HTML takes for a space.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// What the character reference at a text's beginning stands for, and its length; `None` if none is there.
pub(in crate::text) fn reference(text: &str) -> Option<(String, usize)> {
    let name = text.strip_prefix('&')?;
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let length = name.find(|c: char| !is_of_name(c)).unwrap_or(name.len());
    let closed = usize::from(name[length..].starts_with(';'));
    let written = &text[..1 + length + closed];
    let mut said = String::new();
    for token in Tokenizer::new(written) {
        if let Ok(Token::String(text)) = token {
            said.push_str(&String::from_utf8_lossy(&text));
        }
    }
    (said != written && !said.is_empty()).then_some((said, written.len()))
}
