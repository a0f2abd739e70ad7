//! Lines and columns: all conversion between the protocol's positions and byte offsets, in every encoding.

use ropey::Rope;
use tower_lsp::ls_types::{Position, PositionEncodingKind, Range};

use crate::text::TextRange;

/// The unit in which a client counts columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what clients mean that don't say.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

impl Encoding {
    /// The best of what a client offers: the one that costs the least to convert.
    pub fn negotiate(offered: &[PositionEncodingKind]) -> Self {
        [Self::Utf8, Self::Utf32].into_iter().find(|encoding| offered.contains(&encoding.kind())).unwrap_or_default()
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many units the characters are whose UTF-8 is given.
    fn width(self, utf8: &[u8]) -> usize {
        let characters = || utf8.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        match self {
            Self::Utf8 => utf8.len(),
            // those of four bytes are a pair of surrogates
            Self::Utf16 => characters() + utf8.iter().filter(|byte| **byte >= 0xF0).count(),
            Self::Utf32 => characters(),
        }
    }
}

/// The lines of one version of a text, as a client counts them.
///
/// Lines end at `\n`, `\r\n` and `\r` and nowhere else, as the protocol has it.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    rope: &'a Rope,
    encoding: Encoding,
}

impl<'a> Lines<'a> {
    /// The lines of `rope` with columns in `encoding`.
    pub fn new(rope: &'a Rope, encoding: Encoding) -> Self {
        Self { rope, encoding }
    }

    /// Where byte `offset` stands. An offset inside a character means its start, one inside `\r\n` the line's end,
    /// one after the text the text's end.
    pub fn position(self, offset: usize) -> Position {
        let offset = offset.min(self.rope.len_bytes());
        self.position_near(offset).unwrap_or_else(|| self.position_anywhere(offset))
    }

    /// The same where the line begins in the piece of the rope in which the offset stands, as it mostly does: that costs one look
    /// into the rope.
    fn position_near(self, offset: usize) -> Option<Position> {
        let (chunk, start, _, lines_before) = self.rope.get_chunk_at_byte(offset)?;
        let before = chunk.get(..offset - start)?.as_bytes();
        let line = memchr::memrchr2(b'\n', b'\r', before)? + 1;
        // what is inside "\r\n" is left to others
        if before.ends_with(b"\r") {
            return None;
        }
        let (lines, before) = before.split_at(line);
        let lone_returns = memchr::memchr_iter(b'\r', lines).filter(|at| lines.get(at + 1) != Some(&b'\n')).count();
        let breaks = memchr::memchr_iter(b'\n', lines).count() + lone_returns;
        Some(Position::new(saturate(lines_before + breaks), saturate(self.encoding.width(before))))
    }

    /// The same wherever the line begins.
    fn position_anywhere(self, offset: usize) -> Position {
        let line = self.rope.byte_to_line(offset);
        let start = self.rope.line_to_byte(line);
        let before = self.rope.get_byte_slice(start..offset).unwrap_or_else(|| {
            let char = self.rope.byte_to_char(offset);
            self.rope.slice(self.rope.byte_to_char(start)..char)
        });
        let column = match self.encoding {
            Encoding::Utf8 => before.len_bytes(),
            Encoding::Utf16 => before.len_utf16_cu(),
            Encoding::Utf32 => before.len_chars(),
        };
        // of a line's break only the first half of "\r\n" can stand before a place in it
        let in_break = before.chars_at(before.len_chars()).prev() == Some('\r');
        Position::new(saturate(line), saturate(column - usize::from(in_break)))
    }

    /// Where a range of bytes stands.
    pub fn range(self, range: TextRange) -> Range {
        Range::new(self.position(range.start), self.position(range.end))
    }

    /// The byte offset that a position means. A column after the line's end means the line's end, a line after the
    /// last the text's end, a column inside a character the character's start.
    pub fn offset(self, position: Position) -> usize {
        self.rope.char_to_byte(self.char_at(position))
    }

    /// The bytes that a range means; a range given backwards is turned round.
    pub fn text_range(self, range: Range) -> TextRange {
        let (a, b) = (self.offset(range.start), self.offset(range.end));
        TextRange::new(a.min(b), a.max(b))
    }

    /// The number of the line of byte `offset`, as people count: the first is 1.
    pub fn number(self, offset: usize) -> usize {
        self.rope.byte_to_line(offset.min(self.rope.len_bytes())) + 1
    }

    /// Goes through `text`, which is all of the lines, from byte `start` on.
    pub fn walk(self, text: &'a str, start: usize) -> Walk<'a> {
        Walk { text, encoding: self.encoding, offset: start, position: self.position(start) }
    }

    fn char_at(self, position: Position) -> usize {
        let (line, column) = (position.line as usize, position.character as usize);
        if line >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let start = self.rope.line_to_char(line);
        let char = match self.encoding {
            Encoding::Utf8 => {
                let byte = self.rope.char_to_byte(start).saturating_add(column);
                self.rope.byte_to_char(byte.min(self.rope.len_bytes()))
            }
            Encoding::Utf16 => {
                let unit = self.rope.char_to_utf16_cu(start).saturating_add(column);
                self.rope.utf16_cu_to_char(unit.min(self.rope.len_utf16_cu()))
            }
            Encoding::Utf32 => start.saturating_add(column),
        };
        char.min(self.line_end(line))
    }

    /// The index of the character after the line's last, its line break not counted.
    fn line_end(self, line: usize) -> usize {
        let start = self.rope.line_to_char(line);
        let mut end = self.rope.line_to_char(line + 1);
        for line_break in ['\n', '\r'] {
            if end > start && self.rope.char(end - 1) == line_break {
                end -= 1;
            }
        }
        end
    }
}

/// Tells where many places of a text stand, from first to last: all together cost one pass over what lies between.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    text: &'a str,
    encoding: Encoding,
    offset: usize,
    position: Position,
}

impl Walk<'_> {
    /// Where byte `offset` stands, which is on a character's boundary and not before the last place asked for.
    pub fn to(&mut self, offset: usize) -> Position {
        let mut rest = self.text.get(self.offset..offset).unwrap_or_default().chars();
        while let Some(char) = rest.next() {
            let is_break = match char {
                '\n' => true,
                '\r' => !(rest.as_str().starts_with('\n') || self.is_newline_at(offset) && rest.as_str().is_empty()),
                _ => false,
            };
            if is_break {
                self.position = Position::new(self.position.line.saturating_add(1), 0);
            } else if char != '\r' {
                self.position.character += match self.encoding {
                    Encoding::Utf8 => char.len_utf8() as u32,
                    Encoding::Utf16 => char.len_utf16() as u32,
                    Encoding::Utf32 => 1,
                };
            }
        }
        self.offset = self.offset.max(offset);
        self.position
    }

    fn is_newline_at(&self, offset: usize) -> bool {
        self.text.as_bytes().get(offset) == Some(&b'\n')
    }
}

/// The protocol's numbers have 32 bits; a text that needs more is past mending.
fn saturate(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    /// Text made of what goes wrong: all kinds of line break and near line break, one to four bytes a character,
    /// combining marks, joined emoji, right-to-left text.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("\n".to_owned()),
            Just("\r\n".to_owned()),
            Just("\r".to_owned()),
            Just("\u{2028}\u{2029}\u{85}\u{b}\u{c}".to_owned()),
            Just("👩‍👩‍👧 𝒳".to_owned()),
            Just("e\u{301}שלום".to_owned()),
            "[a-z “”é𐍈]{0,9}",
            any::<String>(),
        ];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    /// Each line's byte range, its break not counted: read off the text in the simplest way.
    fn naive_lines(text: &str) -> Vec<TextRange> {
        let bytes = text.as_bytes();
        let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
        while at < bytes.len() {
            let width = match (bytes[at], bytes.get(at + 1)) {
                (b'\r', Some(b'\n')) => 2,
                (b'\r' | b'\n', _) => 1,
                _ => 0,
            };
            if width > 0 {
                lines.push(TextRange::new(start, at));
                start = at + width;
            }
            at += width.max(1);
        }
        lines.push(TextRange::new(start, text.len()));
        lines
    }

    fn naive_width(text: &str, encoding: Encoding) -> usize {
        match encoding {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.encode_utf16().count(),
            Encoding::Utf32 => text.chars().count(),
        }
    }

    fn naive_position(text: &str, offset: usize, encoding: Encoding) -> Position {
        let lines = naive_lines(text);
        let line = lines.iter().rposition(|line| line.start <= offset).unwrap();
        let column = naive_width(&text[lines[line].start..offset.min(lines[line].end)], encoding);
        Position::new(line as u32, column as u32)
    }

    fn naive_offset(text: &str, position: Position, encoding: Encoding) -> usize {
        let lines = naive_lines(text);
        let Some(line) = lines.get(position.line as usize) else { return text.len() };
        let mut left = position.character as usize;
        for (at, char) in text[*line].char_indices() {
            let width = naive_width(char.encode_utf8(&mut [0; 4]), encoding);
            if left < width {
                return line.start + at;
            }
            left -= width;
        }
        line.end
    }

    proptest! {
        #[test]
        fn a_walk_tells_the_same(text in texts(), step in 1_usize..9) {
            let rope = Rope::from_str(&text);
            for encoding in ENCODINGS {
                let lines = Lines::new(&rope, encoding);
                let places: Vec<usize> = text.char_indices().map(|(offset, _)| offset).step_by(step).collect();
                let mut walk = lines.walk(&text, places.get(step).copied().unwrap_or_default());
                for offset in places.into_iter().skip(step).chain([text.len()]) {
                    prop_assert_eq!(walk.to(offset), lines.position(offset));
                }
            }
        }

        #[test]
        fn offsets_survive_the_way_there_and_back(text in texts()) {
            let rope = Rope::from_str(&text);
            for encoding in ENCODINGS {
                let lines = Lines::new(&rope, encoding);
                for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    let inside_break = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
                    let expected = if inside_break { offset - 1 } else { offset };
                    prop_assert_eq!(lines.offset(lines.position(offset)), expected);
                }
            }
        }

        #[test]
        fn positions_agree_with_counting_by_hand(text in texts()) {
            let rope = Rope::from_str(&text);
            prop_assert_eq!(rope.len_lines(), naive_lines(&text).len());
            for encoding in ENCODINGS {
                let lines = Lines::new(&rope, encoding);
                for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    prop_assert_eq!(lines.position(offset), naive_position(&text, offset, encoding));
                }
            }
        }

        #[test]
        fn any_position_means_what_counting_by_hand_says(
            text in texts(),
            line in 0_u32..40,
            column in prop_oneof![0_u32..60, Just(u32::MAX)],
        ) {
            let rope = Rope::from_str(&text);
            for encoding in ENCODINGS {
                let position = Position::new(line, column);
                let expected = naive_offset(&text, position, encoding);
                prop_assert_eq!(Lines::new(&rope, encoding).offset(position), expected);
            }
        }

        #[test]
        fn no_offset_is_too_odd(text in texts(), offset in any::<usize>()) {
            let rope = Rope::from_str(&text);
            for encoding in ENCODINGS {
                let lines = Lines::new(&rope, encoding);
                let position = lines.position(offset % (text.len() + 9));
                prop_assert_eq!(lines.position(lines.offset(position)), position);
            }
        }
    }

    #[test]
    fn a_column_inside_a_surrogate_pair_means_the_pair() {
        let rope = Rope::from_str("a🦀b");
        let lines = Lines::new(&rope, Encoding::Utf16);
        assert_eq!(lines.offset(Position::new(0, 1)), 1);
        assert_eq!(lines.offset(Position::new(0, 2)), 1);
        assert_eq!(lines.offset(Position::new(0, 3)), 5);
    }

    #[test]
    fn a_look_at_one_piece_of_a_long_text_tells_the_same_as_at_all() {
        let text = "“Ja”, sagte sie. 𝒳\r\nA\u{2028}line\rand another\n\n👩‍👩‍👧 and a line that is longer than most\r\n"
            .repeat(200);
        let rope = Rope::from_str(&text);
        for encoding in ENCODINGS {
            let lines = Lines::new(&rope, encoding);
            let offsets = (0..=text.len()).filter(|offset| text.is_char_boundary(*offset));
            let near = offsets.filter_map(|offset| Some((offset, lines.position_near(offset)?)));
            let mut looks = 0;
            for (offset, position) in near {
                assert_eq!(position, lines.position_anywhere(offset), "at {offset}");
                looks += 1;
            }
            assert!(looks > text.chars().count() / 2, "{looks} of {}", text.chars().count());
        }
    }

    #[test]
    fn only_the_protocols_line_breaks_end_lines() {
        let rope = Rope::from_str("a\u{2028}b\u{b}c\u{c}d\u{85}e\rf\r\ng\nh");
        assert_eq!(rope.len_lines(), 4);
        assert_eq!(Lines::new(&rope, Encoding::Utf32).position(rope.len_bytes()), Position::new(3, 1));
    }

    #[test]
    fn a_range_given_backwards_is_turned_round() {
        let rope = Rope::from_str("one\ntwo");
        let backwards = Range::new(Position::new(1, 2), Position::new(0, 1));
        assert_eq!(Lines::new(&rope, Encoding::Utf16).text_range(backwards), TextRange::new(1, 6));
    }

    #[test]
    fn bytes_are_preferred_to_code_points_to_utf16() {
        let [utf8, utf16, utf32] = ENCODINGS.map(Encoding::kind);
        let unknown = PositionEncodingKind::new("utf-7");
        assert_eq!(Encoding::negotiate(&[utf32.clone(), utf16.clone(), utf8]), Encoding::Utf8);
        assert_eq!(Encoding::negotiate(&[utf16.clone(), utf32]), Encoding::Utf32);
        assert_eq!(Encoding::negotiate(&[unknown]), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(&[]), Encoding::Utf16);
    }
}
