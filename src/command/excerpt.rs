//! The part of a long line that people want to see: a paragraph is one line in many files.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Stands for what is left out at either side.
const CUT: &str = "…";

/// Some of a line, and what is marked in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// In bytes of `text`.
    pub(super) mark: Range<usize>,
}

/// As much of `line` around `mark` (in bytes of it) as fits in `width` columns, cut between words.
///
/// Shows the beginning of a mark that is too long itself.
pub(super) fn excerpt(line: &str, mark: Range<usize>, width: usize) -> Excerpt {
    let mark_start = mark.start.min(line.len());
    let mark_end = mark.end.clamp(mark_start, line.len());
    // A line of so many bytes can't fit, and measuring it is work.
    if line.len() <= width * 4 && line.width() <= width {
        return Excerpt { text: line.to_owned(), mark: mark_start..mark_end };
    }
    let mut room = width.saturating_sub(2 * (CUT.width() + 1)).max(1);
    let fits = take(line[mark_start..mark_end].split_word_bounds(), &mut room);
    let is_cut = mark_start + fits < mark_end;
    let shown = match &line[mark_start..mark_start + fits] {
        "" => mark_start + take_characters(&line[mark_start..mark_end], room),
        words if is_cut => mark_start + words.trim_end().len(),
        words => mark_start + words.len(),
    };

    let (mut start, mut end) = (mark_start, shown);
    if !is_cut {
        let mut room_before = room * 2 / 5;
        room -= room_before;
        start -= take(line[..start].split_word_bounds().rev(), &mut room_before);
        room += room_before;
        end += take(line[end..].split_word_bounds(), &mut room);
        start -= take(line[..start].split_word_bounds().rev(), &mut room);
    }

    let before = if start == 0 { &line[..mark_start] } else { without_stops(&line[start..mark_start]) };
    let after = line[shown..end].trim_end();
    let mut text = String::new();
    if !line[..mark_start - before.len()].trim().is_empty() {
        text.extend([CUT, " "]);
    }
    text.push_str(before);
    let mark = text.len()..text.len() + shown - mark_start;
    text.push_str(&line[mark_start..shown]);
    text.push_str(after);
    if !line[shown + after.len()..].trim().is_empty() {
        text.extend([" ", CUT]);
    }
    Excerpt { text, mark }
}

/// A text without the punctuation marks and white space that it begins with, but with an opening bracket or mark.
fn without_stops(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || ".,;:!?)]”’".contains(c))
}

/// How many bytes of the pieces fit in the room, which shrinks by them.
fn take<'a>(pieces: impl Iterator<Item = &'a str>, room: &mut usize) -> usize {
    let mut taken = 0;
    for piece in pieces {
        let width = piece.width();
        if width > *room {
            break;
        }
        *room -= width;
        taken += piece.len();
    }
    taken
}

/// How many bytes of a word fit in the room; at least one character.
fn take_characters(text: &str, mut room: usize) -> usize {
    take(text.graphemes(true), &mut room).max(text.graphemes(true).next().map_or(0, str::len))
}

/// Breaks a text into lines of at most `width` columns, between words.
pub(super) fn wrap(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        if column > 0 && column + 1 + word.width() > width {
            wrapped.push('\n');
            column = 0;
        } else if column > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += word.width();
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, marked: &str, width: usize) -> (String, String) {
        let start = line.find(marked).unwrap();
        let Excerpt { text, mark } = excerpt(line, start..start + marked.len(), width);
        assert!(text.width() <= width, "{text:?} is wider than {width}");
        let marked = text[mark].to_owned();
        (text, marked)
    }

    #[test]
    fn shows_a_short_line_whole() {
        assert_eq!(shown("Experts say so.", "Experts", 40), ("Experts say so.".into(), "Experts".into()));
    }

    #[test]
    fn cuts_a_long_line_between_words_around_the_mark() {
        let line = "One two three four five six seven. Experts say that eight nine ten eleven twelve thirteen.";
        assert_eq!(shown(line, "Experts", 40), ("… six seven. Experts say that eight …".into(), "Experts".into()));
        assert_eq!(shown(line, "One", 40).0, "One two three four five six seven. …");
        assert_eq!(shown(line, "thirteen", 40).0, "… nine ten eleven twelve thirteen.");
    }

    #[test]
    fn shows_the_beginning_of_a_long_mark() {
        let line = "He left. “One two three four five six seven eight nine ten eleven twelve.” Then it rained.";
        let quote = &line["He left. ".len()..line.find(" Then").unwrap()];
        let (text, marked) = shown(line, quote, 40);
        assert_eq!(text, "… “One two three four five six seven …");
        assert_eq!(marked, "“One two three four five six seven");
    }

    #[test]
    fn cuts_words_where_there_are_no_spaces() {
        let line = "界".repeat(500);
        let (text, marked) = shown(&line, &line, 40);
        assert!(text.ends_with('…') && marked.chars().all(|c| c == '界') && marked.chars().count() >= 10, "{text}");
        let line = format!("{} “{}”", "a".repeat(300), "b".repeat(300));
        assert!(shown(&line, &"b".repeat(300), 40).1.starts_with("bbb"));
    }

    #[test]
    fn wraps_between_words() {
        assert_eq!(wrap("one two three", 7), "one two\nthree");
        assert_eq!(wrap("", 7), "");
        assert_eq!(wrap("unbreakable", 3), "unbreakable");
    }
}
