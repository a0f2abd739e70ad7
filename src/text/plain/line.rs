//! The lines of a plain text, and what a line tells by itself.

use crate::text::TextRange;
use crate::text::comment::plain_comment;

/// A line of text that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// What it says: without indentation, marks of quoting, a list marker, and white space at its end.
    pub(super) text: &'a str,
    /// Where that stands in the source.
    pub(super) range: TextRange,
    /// Characters from its beginning to the end of its text.
    pub(super) width: usize,
    /// Characters of white space before its text, or before its list marker.
    pub(super) indent: usize,
    /// How many `>` it begins with: whose mail it is taken from.
    pub(super) quoting: usize,
    /// Whether a list marker stands before its text.
    pub(super) is_item: bool,
}

impl<'a> Line<'a> {
    /// Reads a line that stands in the source at byte `start`; `None` if it says nothing, or is a comment.
    pub(super) fn read(line: &'a str, start: usize) -> Option<Self> {
        if plain_comment(line, start).is_some() {
            return None;
        }
        let line = line.trim_end();
        let mut text = line.trim_start();
        let mut quoting = 0;
        while let Some(rest) = text.strip_prefix('>') {
            quoting += 1;
            text = rest.trim_start();
        }
        if text.chars().all(is_decoration) {
            return None;
        }
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let unmarked = without_list_marker(text);
        let is_item = unmarked.is_some();
        text = unmarked.unwrap_or(text);
        let start = start + line.len() - text.len();
        let range = TextRange::new(start, start + text.len());
        Some(Self { text, range, width: line.chars().count(), indent, quoting, is_item })
    }

    /// Whether its sentence goes on after it, as it ends with no mark that ends one.
    pub(super) fn runs_on(&self) -> bool {
        let text = self.text.trim_end_matches(['”', '"', '’', '\'', '»', ')', ']', '*', '_', '“', '」', '』']);
        !text.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।'])
    }

    /// The width of its first word.
    pub(super) fn first_word_width(&self) -> usize {
        self.text.chars().take_while(|c| !c.is_whitespace()).count()
    }

    /// Whether its first letter is a capital.
    pub(super) fn begins_with_capital(&self) -> bool {
        self.text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
    }

    /// Whether its first letter is a small one, with nothing but marks before it.
    pub(super) fn begins_with_small_letter(&self) -> bool {
        self.text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
    }
}

/// The lines of `source`, each with its first byte's offset, without what ends it.
pub(in crate::text) fn lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends_line = |c| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut rest = Some(if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 });
    std::iter::from_fn(move || {
        let start = rest?;
        let Some(length) = source[start..].find(ends_line) else {
            rest = None;
            return Some((start, &source[start..]));
        };
        let end = start + length;
        let mark =
            if source[end..].starts_with("\r\n") { 2 } else { source[end..].chars().next().map_or(1, char::len_utf8) };
        rest = Some(end + mark);
        Some((start, &source[start..end]))
    })
}

/// What rules between parts of a text are made of: `* * *`, `-----`.
fn is_decoration(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '-' | '_' | '=' | '~' | '#' | '+' | '•' | '·' | '–' | '—' | '\u{feff}')
}

/// The text after a list marker: `- `, `* `, `• `, `1. `, `2) `.
fn without_list_marker(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = match digits {
        0 => text.strip_prefix(['-', '*', '+', '•', '·', '‣', '▪'])?,
        1..=3 => text[digits..].strip_prefix(['.', ')'])?,
        _ => return None,
    };
    let rest = after.trim_start();
    (rest.len() < after.len()).then_some(rest)
}
