//! From byte offsets to the units that results are given in.

use clap::ValueEnum;
use serde::Serialize;

use crate::text::TextRange;

/// What an offset in a result counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum OffsetUnit {
    /// Unicode code points
    Codepoints,
    /// Bytes of the UTF-8 file
    Bytes,
    /// UTF-16 code units
    Utf16,
}

/// How many bytes a block covers; within one, units are counted.
const BLOCK: usize = 64;

/// Converts byte offsets of one text, after one pass over it, in constant time. A byte order mark counts.
#[derive(Debug)]
pub(super) struct OffsetTable<'a> {
    bytes: &'a [u8],
    unit: OffsetUnit,
    /// How many units stand before each block.
    before_block: Vec<usize>,
}

impl<'a> OffsetTable<'a> {
    pub(super) fn new(source: &'a str, unit: OffsetUnit) -> Self {
        let bytes = source.as_bytes();
        let mut total = 0;
        let mut before_block = Vec::with_capacity(bytes.len() / BLOCK + 1);
        for block in bytes.chunks(BLOCK) {
            before_block.push(total);
            total += unit.count(block);
        }
        before_block.push(total);
        Self { bytes, unit, before_block }
    }

    /// How many units stand before a byte of the text.
    pub(super) fn offset(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes.len());
        let block = byte / BLOCK;
        let begun = self.bytes.get(block * BLOCK..byte).unwrap_or_default();
        self.before_block.get(block).copied().unwrap_or_default() + self.unit.count(begun)
    }

    /// The start and the end of a range of bytes.
    pub(super) fn span(&self, range: TextRange) -> [usize; 2] {
        [self.offset(range.start), self.offset(range.end)]
    }
}

impl OffsetUnit {
    /// How many units begin in some bytes of UTF-8.
    fn count(self, bytes: &[u8]) -> usize {
        let units = |byte: &u8| match self {
            Self::Bytes => 1,
            _ if byte & 0b1100_0000 == 0b1000_0000 => 0,
            Self::Utf16 if *byte >= 0xF0 => 2,
            _ => 1,
        };
        bytes.iter().map(units).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let source = "\u{FEFF}“Öl”, sagte e\u{301}r 🦀🦀 \r\n界 ".repeat(40);
        let (codepoints, utf16, bytes) = (
            OffsetTable::new(&source, OffsetUnit::Codepoints),
            OffsetTable::new(&source, OffsetUnit::Utf16),
            OffsetTable::new(&source, OffsetUnit::Bytes),
        );
        for byte in source.char_indices().map(|(byte, _)| byte).chain([source.len()]) {
            assert_eq!(codepoints.offset(byte), source[..byte].chars().count());
            assert_eq!(utf16.offset(byte), source[..byte].encode_utf16().count());
            assert_eq!(bytes.offset(byte), byte);
        }
    }

    #[test]
    fn an_empty_text_has_one_offset() {
        assert_eq!(OffsetTable::new("", OffsetUnit::Codepoints).span(TextRange::new(0, 0)), [0, 0]);
    }
}
