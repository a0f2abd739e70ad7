//! What a line of reStructuredText is by itself. Places are in bytes of the line's text.

use crate::text::TextRange;
use crate::text::plain::lines;

/// Tabs lead to columns of which this is a divisor.
const TAB: usize = 8;

/// A line of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// What it says, without white space around it; empty: it is blank.
    pub(super) text: &'a str,
    /// Where that begins in the source.
    pub(super) start: usize,
    /// In which column that begins.
    pub(super) column: usize,
}

/// The lines of a text.
pub(super) fn read(source: &str) -> Vec<Line<'_>> {
    let read = |(start, line): (usize, &'_ str)| -> Line<'_> {
        let text = line.trim();
        let indent = &line[..line.len() - line.trim_start().len()];
        let column = indent.chars().fold(0, |at, c| if c == '\t' { (at / TAB + 1) * TAB } else { at + 1 });
        let range = start + indent.len();
        Line { text: source.get(range..range + text.len()).unwrap_or_default(), start: range, column }
    };
    lines(source).map(read).collect()
}

/// Whether a line is made of one sign, as below a title: `=====`.
pub(super) fn is_adornment(text: &str) -> bool {
    let mut signs = text.bytes();
    let first = signs.next().filter(u8::is_ascii_punctuation);
    first.is_some_and(|first| signs.all(|sign| sign == first))
}

/// Whether a line can stand below a title, as long as that or nearly so.
pub(super) fn underlines(line: &str, title: &str) -> bool {
    is_adornment(line) && line != "::" && (line.len() >= title.chars().count() || line.len() >= 4)
}

/// The length of the marker of a list's item, with the white space behind it.
pub(super) fn bullet(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| matches!(c, '*' | '+' | '-' | '•' | '‣' | '⁃'))?;
    with_space(text, sign.len_utf8())
}

/// The length of the number of a list's item, with the white space behind it: `1. `, `(a) `, `#. `.
pub(super) fn enumerator(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('(').unwrap_or(text);
    let is_closed = inside.len() < text.len();
    let length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (number, after) = inside.split_at(if inside.starts_with('#') { 1 } else { length });
    let is_number = number == "#"
        || !number.is_empty() && number.len() < 6 && number.bytes().all(|byte| byte.is_ascii_digit())
        || number.len() == 1
        || !number.is_empty() && number.len() < 8 && number.bytes().all(|byte| b"ivxlIVXL".contains(&byte));
    let is_ended = after.starts_with(')') || (after.starts_with('.') && !is_closed);
    if is_number && is_ended { with_space(text, text.len() - after.len() + 1) } else { None }
}

fn with_space(text: &str, marker: usize) -> Option<usize> {
    let after = text.get(marker..)?;
    let words = after.trim_start();
    (after.is_empty() || words.len() < after.len()).then_some(text.len() - words.len())
}

/// Whether a line begins a field: `:Author: Ann Li`.
pub(super) fn is_field(text: &str) -> bool {
    let Some(name) = text.strip_prefix(':').filter(|name| !name.starts_with([':', ' '])) else { return false };
    let ends = |(at, _): &(usize, char)| {
        let after = &name[at + 1..];
        (after.is_empty() || after.starts_with(' ')) && !name[..*at].ends_with([' ', '\\'])
    };
    let role = name.find('`').unwrap_or(name.len());
    name[..role].char_indices().filter(|(_, c)| *c == ':').any(|it| ends(&it))
}

/// Whether a line says what an option of a command does: `-v, --verbose  says more`.
pub(super) fn is_option(text: &str) -> bool {
    let Some((options, _)) = text.split_once("  ") else { return false };
    let is_value = |word: &str| word.starts_with('<') || word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_option = |word: &str| word.trim_start_matches('-').starts_with(|c: char| c.is_ascii_alphanumeric());
    let mut words = options.split(' ');
    options.starts_with('-') && words.all(|word| word.starts_with('-') && is_option(word) || is_value(word))
}

/// Whether a line is the upper or lower end of a table with drawn cells.
pub(super) fn begins_grid(text: &str) -> bool {
    text.starts_with("+-") && text.ends_with('+') && text.bytes().all(|byte| matches!(byte, b'+' | b'-'))
}

/// Whether a line is the upper end, or another border, of a table without drawn cells.
pub(super) fn is_border(text: &str) -> bool {
    text.starts_with("==") && text.contains("= ") && text.bytes().all(|byte| matches!(byte, b'=' | b' '))
}

/// Something that begins with two full stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Explicit<'a> {
    /// A note, whose text begins there.
    Note(usize),
    /// A directive of a name, whose first line's text begins there.
    Directive(&'a str, usize),
    /// Something that is not shown.
    Hidden,
    /// A comment, whose text begins there.
    Comment(usize),
}

impl<'a> Explicit<'a> {
    /// What a line begins, if it begins with two full stops.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let after = text.strip_prefix("..")?;
        let rest = after.trim_start();
        if !after.is_empty() && rest.len() == after.len() {
            return None;
        }
        let start = text.len() - rest.len();
        Some(match rest.chars().next() {
            Some('[') => note(rest).map_or(Self::Comment(start), |text| Self::Note(start + text)),
            Some('_') if rest.contains(':') || rest == "__" => Self::Hidden,
            Some('|') if rest[1..].contains('|') => Self::Hidden,
            _ => match directive(rest) {
                Some((name, text)) => Self::Directive(name, start + text),
                None => Self::Comment(start),
            },
        })
    }
}

/// Where the text begins behind a note's label: `[1] See there.`
fn note(text: &str) -> Option<usize> {
    let label = text.strip_prefix('[')?;
    let length = label.find(']')?;
    let is_of_label = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | ':' | '#' | '*');
    let after = &label[length + 1..];
    let is_label = length > 0 && label[..length].chars().all(is_of_label);
    (is_label && (after.is_empty() || after.starts_with(' '))).then_some(text.len() - after.trim_start().len())
}

fn directive(text: &str) -> Option<(&str, usize)> {
    let length = text.find("::")?;
    let name = text[..length].trim_end();
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | ':');
    let after = &text[length + 2..];
    let is_directive = !name.is_empty() && name.chars().all(is_of_name) && (after.is_empty() || after.starts_with(' '));
    is_directive.then_some((name, text.len() - after.trim_start().len()))
}

/// The columns of a table, by its border: where each begins and ends, in characters.
pub(super) fn columns(border: &str) -> Vec<TextRange> {
    let mut columns: Vec<TextRange> = Vec::new();
    for (at, _) in border.bytes().enumerate().filter(|(_, byte)| *byte == b'=') {
        match columns.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => columns.push(TextRange::new(at, at + 1)),
        }
    }
    columns
}
