//! The cells in a line of a table in AsciiDoc: `|Ann Li 2+^|the quay`.

use crate::text::TextRange;

/// A part of a line: what is said in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it stands in the line.
    pub(super) text: TextRange,
    /// It begins its cell; whether that is no prose.
    pub(super) begins: Option<bool>,
}

/// The parts of a line, in order.
pub(super) fn parts(line: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut start, mut begins) = (0, None);
    let bars = line.match_indices('|').map(|(at, _)| at).filter(|at| !line[..*at].ends_with('\\'));
    for bar in bars {
        let text = &line[start..bar];
        let format = format(text);
        parts.push(Part { text: trimmed(line, start, bar - format.len()), begins });
        begins = Some(format.ends_with(['l', 'm']));
        start = bar + 1;
    }
    parts.push(Part { text: trimmed(line, start, line.len()), begins });
    parts
}

fn trimmed(line: &str, start: usize, end: usize) -> TextRange {
    let text = &line[start..end];
    let start = start + (text.len() - text.trim_start().len());
    TextRange::new(start, start + text.trim().len())
}

/// What stands right before a bar and says how the cell behind it is: `2+^.>s`.
fn format(text: &str) -> &str {
    let word = &text[text.trim_end_matches(|c: char| !c.is_whitespace()).len()..];
    let signs = word.strip_suffix(['a', 'd', 'e', 'h', 'l', 'm', 's', 'v']).unwrap_or(word);
    let is_number = !signs.is_empty() && !signs.contains(['+', '*', '<', '>', '^']);
    let is_format = signs.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '+' | '*' | '<' | '>' | '^'));
    if is_format && !is_number { word } else { "" }
}
