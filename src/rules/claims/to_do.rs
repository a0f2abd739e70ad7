//! The mark that a writer can leave where a source is still to be found.

use crate::rules::comments::line_end;
use crate::rules::{Context, Finding, Fix, Profile, Safety};
use crate::text::{Format, TextRange};

/// How Wikipedia marks it.
const CITATION_NEEDED: &str = "[citation needed]";
/// How any Markdown or HTML can, unseen by readers.
const TO_DO: &str = "<!-- TODO: source? -->";
/// How LaTeX can.
const LATEX_TO_DO: &str = "% TODO: source?";
/// How Typst can.
const TYPST_TO_DO: &str = "/* TODO: source? */";
/// Marks of emphasis, behind which a mark goes: with a space before them they would be text.
const EMPHASIS: [char; 3] = ['*', '_', '~'];

/// Whether a sentence is marked as one that wants a source: its writer knows.
pub(super) fn is_marked(context: &Context<'_>, sentence: TextRange) -> bool {
    let text = context.text(sentence).trim_end();
    let after = context.source.get(sentence.start + text.len()..).unwrap_or_default();
    let after = after.trim_start_matches(EMPHASIS).trim_start();
    text.contains(CITATION_NEEDED)
        || after.starts_with(CITATION_NEEDED)
        || after.starts_with(TO_DO)
        || context.document.format == Format::Latex && after.starts_with(LATEX_TO_DO)
        || context.document.format == Format::Typst && after.starts_with(TYPST_TO_DO)
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
    match context.document.format {
        Format::Markdown | Format::Html => {
            let place = end + (after.len() - after.trim_start_matches(EMPHASIS).len());
            Some(insert("Mark as to do", place, TO_DO))
        }
        Format::Typst => Some(insert("Mark as to do", end, TYPST_TO_DO)),
        Format::Latex => {
            let line = after.split(['\n', '\r']).next().unwrap_or_default();
            // the comment ends with its line, and a line end is a space
            let space = if line.is_empty() || line.starts_with(char::is_whitespace) { " " } else { "" };
            let line_end = if line.trim().is_empty() { "" } else { line_end(context.source) };
            let place = TextRange::new(end, end);
            Some(Fix::replace("Mark as to do", place, format!("{space}{LATEX_TO_DO}{line_end}"), Safety::Offered))
        }
        Format::Plain => None,
    }
}

fn insert(title: impl Into<String>, place: usize, mark: &str) -> Fix {
    Fix::replace(title, TextRange::new(place, place), format!(" {mark}"), Safety::Offered)
}
