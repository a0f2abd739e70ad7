//! What a line of AsciiDoc is by itself. Places are in bytes of the line.

use crate::text::TextRange;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Nothing stands in it.
    Blank,
    /// A comment, which begins there.
    Comment(usize),
    /// It begins or ends a block.
    Delimiter(Fence),
    /// It says something about the block below, with these words.
    Attributes(&'a str),
    /// The title of the block below begins there.
    Caption(usize),
    /// The title of a section, and whether it is the document's.
    Section(TextRange, Level),
    /// It names a value.
    Entry,
    /// It is for the program that reads the text first: what stands around it belongs together.
    Directive,
    /// It stands for a picture or the like, or it is a line across the page.
    Figure,
    /// An item of a list, whose text begins there.
    Item(usize),
    /// A term, and where what is said of it begins.
    Term(TextRange, usize),
    /// It ties the next block to a list's item.
    Continuation,
    /// Anything else.
    Text,
}

/// How high a section's title is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Document,
    Section,
}

/// What stands between two delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fence {
    /// Blocks.
    Blocks,
    /// Blocks that somebody else wrote.
    Quote,
    /// Code and the like.
    Verbatim,
    /// A comment.
    Comment,
    /// A table.
    Table,
}

impl<'a> Line<'a> {
    /// What a line, without white space at its end, is.
    pub(super) fn read(line: &'a str) -> Self {
        let Some(first) = line.chars().next() else { return Self::Blank };
        if let Some(fence) = fence(line) {
            return Self::Delimiter(fence);
        }
        let read = match first {
            '/' => (line.starts_with("//") && !line.starts_with("///")).then_some(Self::Comment(2)),
            '[' => attributes(line).map(Self::Attributes),
            '=' | '#' => section(line),
            ':' => is_entry(line).then_some(Self::Entry),
            '\'' | '<' if matches!(line, "'''" | "<<<") => Some(Self::Figure),
            '-' | '*' if matches!(line, "---" | "- - -" | "***" | "* * *") => Some(Self::Figure),
            '+' if line == "+" => Some(Self::Continuation),
            '.' => is_caption(line).then_some(Self::Caption(1)),
            _ => None,
        };
        read.or_else(|| item(line)).or_else(|| block_macro(line)).or_else(|| term(line)).unwrap_or(Self::Text)
    }

    /// Whether a line can be the second of a title that has two: as long as the one above, `-----`.
    pub(super) fn underlines(line: &str, title: &str) -> bool {
        let mut signs = line.chars();
        let Some(sign) = signs.next().filter(|sign| matches!(sign, '=' | '-' | '~' | '^' | '+')) else { return false };
        let (width, length) = (title.chars().count(), line.len());
        signs.all(|it| it == sign)
            && length > 1
            && length.abs_diff(width) < 2
            && title.starts_with(|c: char| c.is_alphanumeric())
    }
}

fn fence(line: &str) -> Option<Fence> {
    if line.starts_with("```") && !line[3..].contains(['`', ' ']) {
        return Some(Fence::Verbatim);
    }
    match line {
        "--" => return Some(Fence::Blocks),
        "\"\"" => return Some(Fence::Quote),
        "|===" | "!===" => return Some(Fence::Table),
        ",===" | ":===" => return Some(Fence::Verbatim),
        _ => {}
    }
    let sign = line.bytes().next()?;
    if line.len() < 4 || line.bytes().any(|byte| byte != sign) {
        return None;
    }
    match sign {
        b'=' | b'*' => Some(Fence::Blocks),
        b'_' => Some(Fence::Quote),
        b'-' | b'.' | b'+' => Some(Fence::Verbatim),
        b'/' => Some(Fence::Comment),
        _ => None,
    }
}

/// What stands in a line of attributes, `[quote, Ann Li]`, or of an anchor, `[[top]]`.
fn attributes(line: &str) -> Option<&str> {
    let inside = line.strip_prefix('[')?.strip_suffix(']')?;
    let anchor = inside.strip_prefix('[').and_then(|inside| inside.strip_suffix(']')).unwrap_or(inside);
    let is_one = !anchor.contains(['[', ']']) || inside.contains(['=', '"']);
    let begins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '#' | '%' | '{' | ',' | '"' | '\'' | '[');
    (is_one && (inside.is_empty() || inside.starts_with(begins))).then_some(inside)
}

fn section(line: &str) -> Option<Line<'_>> {
    let sign = line.chars().next()?;
    let level = line.len() - line.trim_start_matches(sign).len();
    let after = line.get(level..)?;
    let title = after.trim_start();
    if level > 6 || title.is_empty() || title.len() == after.len() {
        return None;
    }
    let closing = &line[..level];
    let text = title.strip_suffix(closing).filter(|text| text.ends_with(' ')).unwrap_or(title).trim_end();
    let start = line.len() - title.len();
    let level = if level == 1 { Level::Document } else { Level::Section };
    Some(Line::Section(TextRange::new(start, start + text.len()), level))
}

/// Whether a line names a value: `:author: Ann Li`, `:!toc:`.
fn is_entry(line: &str) -> bool {
    let Some(name) = line.strip_prefix(':') else { return false };
    let Some((name, value)) = name.split_once(':') else { return false };
    let bare = name.trim_start_matches('!').trim_end_matches('!');
    let is_name = bare.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    is_name && (value.is_empty() || value.starts_with(' '))
}

fn is_caption(line: &str) -> bool {
    let title = line.strip_prefix('.').unwrap_or_default();
    !title.starts_with(['.', ' ', '\t']) && !title.is_empty()
}

/// `image::quay.png[]` stands for a picture, `include::notes.adoc[]` for another text.
fn block_macro(line: &str) -> Option<Line<'_>> {
    let (name, rest) = line.split_once("::")?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let target = rest.find('[').map(|at| &rest[..at])?;
    if !is_name || target.starts_with(' ') || !rest.ends_with(']') {
        return None;
    }
    let is_directive = matches!(name, "ifdef" | "ifndef" | "ifeval" | "endif" | "include");
    Some(if is_directive { Line::Directive } else { Line::Figure })
}

fn item(line: &str) -> Option<Line<'_>> {
    let text = line.trim_start();
    let marker = marker(text)?;
    let after = text.get(marker..)?;
    let mut words = after.trim_start();
    if words.is_empty() || words.len() == after.len() {
        return None;
    }
    for task in ["[ ] ", "[x] ", "[X] ", "[*] "] {
        words = words.strip_prefix(task).unwrap_or(words);
    }
    Some(Line::Item(line.len() - words.len()))
}

/// The length of the marker that an item begins with.
fn marker(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let same = text.len() - text.trim_start_matches(first).len();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let roman = text.bytes().take_while(|byte| b"ivxIVX".contains(byte)).count();
    match first {
        '-' => (same == 1).then_some(1),
        '•' => Some(first.len_utf8()),
        '*' | '.' => (same <= 5).then_some(same),
        '<' => {
            let number = text.find('>')?;
            let is_number = text[1..number].bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            (number > 1 && is_number).then_some(number + 1)
        }
        _ if digits > 0 => text[digits..].starts_with('.').then_some(digits + 1),
        _ if roman > 0 && text[roman..].starts_with(')') => Some(roman + 1),
        _ => (first.is_ascii_alphabetic() && text[1..].starts_with('.')).then_some(2),
    }
}

fn term(line: &str) -> Option<Line<'_>> {
    let start = line.len() - line.trim_start().len();
    let mut from = start;
    while let Some(at) = line.get(from..)?.find([':', ';']).map(|at| from + at) {
        let sign = line[at..].chars().next()?;
        let end = line.len() - line[at..].trim_start_matches(sign).len();
        let rest = &line[end..];
        if (2..=4).contains(&(end - at)) && at > start && (rest.is_empty() || rest.starts_with([' ', '\t'])) {
            let text = line.len() - rest.trim_start().len();
            return Some(Line::Term(TextRange::new(start, start + line[start..at].trim_end().len()), text));
        }
        from = end;
    }
    None
}
