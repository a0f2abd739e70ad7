//! From code points, which corpora count in, to bytes.

use crate::text::TextRange;

/// Where each code point of a text starts.
pub(super) struct CodePoints {
    /// In bytes; the last is the text's end.
    starts: Vec<usize>,
}

impl CodePoints {
    pub(super) fn new(text: &str) -> Self {
        Self { starts: text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect() }
    }

    /// The bytes from one code point up to another; `None` if the text ends before, or nothing lies between them.
    pub(super) fn range(&self, start: usize, end: usize) -> Option<TextRange> {
        let range = TextRange::new(*self.starts.get(start)?, *self.starts.get(end)?);
        (!range.is_empty()).then_some(range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_letters_of_any_length() {
        let points = CodePoints::new("“é🦀");
        assert_eq!(points.range(1, 3), Some(TextRange::new(3, 9)));
        assert_eq!(points.range(2, 4), None);
        assert_eq!(points.range(2, 2), None);
        assert_eq!(points.range(2, 1), None);
    }
}
