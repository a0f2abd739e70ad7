//! Lines and columns, as people and their tools count them.

use super::offsets::{OffsetTable, OffsetUnit};

/// A place in a text as people count it: both numbers begin at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Where the lines of a text begin. A byte order mark is no column.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    source: &'a str,
    offsets: OffsetTable<'a>,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of a text, with columns in `unit`.
    pub(super) fn new(source: &'a str, unit: OffsetUnit) -> Self {
        let first = if source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let later = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index + 1);
        let starts = std::iter::once(first).chain(later).collect();
        Self { source, offsets: OffsetTable::new(source, unit), starts }
    }

    /// The line and column of a byte.
    pub(super) fn position(&self, byte: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        Position { line, column: 1 + self.offsets.offset(byte).saturating_sub(self.offsets.offset(start)) }
    }

    /// The text of a line (counted from 1), without its line break, and the byte where it begins.
    pub(super) fn line(&self, line: usize) -> (&'a str, usize) {
        let start = self.starts.get(line - 1).copied().unwrap_or(self.source.len());
        let end = self.starts.get(line).map_or(self.source.len(), |next| next - 1);
        (self.source.get(start..end).unwrap_or_default().trim_end_matches('\r'), start)
    }

    /// The offset of a byte in the whole text, in the unit of the columns.
    pub(super) fn offset(&self, byte: usize) -> usize {
        self.offsets.offset(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_columns_from_one() {
        let source = "\u{FEFF}“a”\r\n🦀b\n";
        let at = |needle: &str, unit| {
            let Position { line, column } = Lines::new(source, unit).position(source.find(needle).unwrap());
            (line, column)
        };
        assert_eq!(at("“", OffsetUnit::Codepoints), (1, 1));
        assert_eq!(at("a", OffsetUnit::Codepoints), (1, 2));
        assert_eq!(at("b", OffsetUnit::Codepoints), (2, 2));
        assert_eq!(at("b", OffsetUnit::Utf16), (2, 3));
        let lines = Lines::new(source, OffsetUnit::Codepoints);
        assert_eq!([1, 2, 3].map(|line| lines.line(line).0), ["“a”", "🦀b", ""]);
    }
}
