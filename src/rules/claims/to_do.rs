//! The mark that a writer can leave where a source is still to be found.

use std::borrow::Cow;

use crate::rules::comments::line_end;
use crate::rules::word_facts::SentenceFacts;
use crate::rules::{Context, Finding, Fix, Profile, Safety};
use crate::text::{BlockKind, Format, TextRange};

/// How Wikipedia marks it.
const CITATION_NEEDED: &str = "[citation needed]";
const TITLE: &str = "Mark as to do";
/// Marks of emphasis, behind which a mark goes: with a space before them they would be text.
const EMPHASIS: [char; 3] = ['*', '_', '~'];

/// How a format can, unseen by readers; `None`: it has no comments.
fn to_do(format: Format) -> Option<&'static str> {
    match format {
        Format::Markdown | Format::Html => Some("<!-- TODO: source? -->"),
        Format::Typst => Some("/* TODO: source? */"),
        Format::Latex => Some("% TODO: source?"),
        Format::AsciiDoc => Some("// TODO: source?"),
        Format::ReStructuredText => Some(".. TODO: source?"),
        Format::Plain => None,
    }
}

/// Whether a sentence is marked as one that wants a source: its writer knows.
pub(super) fn is_marked(context: &Context<'_>, sentence: TextRange) -> bool {
    let text = context.text(sentence).trim_end();
    let after = context.source.get(sentence.start + text.len()..).unwrap_or_default();
    let after = after.trim_start_matches(EMPHASIS).trim_start();
    let is_to_do = to_do(context.document.format).is_some_and(|mark| after.starts_with(mark));
    context.sentence_facts(sentence).contains(SentenceFacts::MARKED) || after.starts_with(CITATION_NEEDED) || is_to_do
}

/// Whether such a mark stands in a sentence.
pub(in crate::rules) fn has_mark(sentence: &str) -> bool {
    sentence.contains(CITATION_NEEDED)
}

/// The finding with a fix that marks its sentence as one that wants a source, in the way of the profile and the format, if
/// there is one.
pub(super) fn with_to_do(context: &Context<'_>, finding: Finding, sentence: TextRange) -> Finding {
    match fix(context, sentence) {
        Some(fix) => finding.with_fix(fix),
        None => finding,
    }
}

fn fix(context: &Context<'_>, sentence: TextRange) -> Option<Fix> {
    let text = context.text(sentence).trim_end();
    let end = sentence.start + text.len();
    let after = context.source.get(end..)?;
    if context.settings.profile == Profile::Wiki {
        let place = sentence.start + text.trim_end_matches(['.', '!', '…']).len();
        return Some(insert(format!("Insert “{CITATION_NEEDED}”"), place, CITATION_NEEDED));
    }
    let mark = to_do(context.document.format)?;
    let place = end + (after.len() - after.trim_start_matches(EMPHASIS).len());
    let paragraph = context.paragraph(sentence.start)?;
    match context.document.format {
        Format::AsciiDoc | Format::ReStructuredText
            if matches!(paragraph.kind, BlockKind::Heading | BlockKind::TableCell) =>
        {
            None
        }
        Format::AsciiDoc => on_its_own_line(context, place, mark),
        Format::ReStructuredText => in_its_own_block(context, paragraph.source_range(), place, mark),
        Format::Latex => Some(at_line_end(context, end, mark)),
        Format::Plain | Format::Markdown | Format::Html | Format::Typst => Some(insert(TITLE, place, mark)),
    }
}

/// A fix that writes a mark behind what ends at a place, and ends the line with it.
fn at_line_end(context: &Context<'_>, place: usize, mark: &str) -> Fix {
    let after = context.source.get(place..).unwrap_or_default();
    let line = after.split(['\n', '\r']).next().unwrap_or_default();
    // a line end is a space
    let space = if line.is_empty() || line.starts_with(char::is_whitespace) { " " } else { "" };
    let line_end = if line.trim().is_empty() { "" } else { line_end(context.source) };
    mark_as_to_do(place, place, format!("{space}{mark}{line_end}"))
}

/// A fix that writes a mark on a line of its own below what ends at a place; what comes behind it goes on below the mark.
fn on_its_own_line(context: &Context<'_>, place: usize, mark: &str) -> Option<Fix> {
    let line = context.source.get(place..)?.split(['\n', '\r']).next()?;
    let rest = line.trim_start();
    let spaces = line.len() - rest.len();
    // at the beginning of a line those would be markup
    let goes_on = spaces > 0 && !rest.starts_with(['[', '.', '-', '*', '/', '|', '+', ':', '=']);
    let line_end = line_end(context.source);
    match rest {
        "" => Some(mark_as_to_do(place, place, format!("{line_end}{mark}"))),
        _ if goes_on => Some(mark_as_to_do(place, place + spaces, format!("{line_end}{mark}{line_end}"))),
        _ => None,
    }
}

/// A fix that writes a mark below a paragraph that ends at a place.
fn in_its_own_block(context: &Context<'_>, paragraph: TextRange, place: usize, mark: &str) -> Option<Fix> {
    let after = context.source.get(paragraph.end..)?.trim_start_matches(EMPHASIS);
    let (rest, below) = after.split_once('\n').unwrap_or((after, ""));
    if paragraph.end > place || !rest.trim().is_empty() {
        return None;
    }
    let line = context.source.get(..paragraph.start)?.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let before = context.source.get(line..paragraph.start)?.trim_end_matches(EMPHASIS).trim_start_matches('\u{feff}');
    let indent = if before.trim().is_empty() { before.to_owned() } else { " ".repeat(before.chars().count()) };
    let line_end = line_end(context.source);
    let is_followed = below.lines().next().is_some_and(|line| !line.trim().is_empty());
    let blank = if is_followed { line_end } else { "" };
    Some(mark_as_to_do(place, place, format!("{line_end}{line_end}{indent}{mark}{blank}")))
}

fn mark_as_to_do(start: usize, end: usize, text: String) -> Fix {
    Fix::replace(TITLE, TextRange::new(start, end), text, Safety::Offered)
}

fn insert(title: impl Into<Cow<'static, str>>, place: usize, mark: &str) -> Fix {
    Fix::replace(title, TextRange::new(place, place), format!(" {mark}"), Safety::Offered)
}
