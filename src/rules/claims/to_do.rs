//! The mark that a writer can leave where a source is still to be found.

use crate::rules::{Context, Finding, Fix, Profile, Safety};
use crate::text::{Format, TextRange};

/// How Wikipedia marks it.
const CITATION_NEEDED: &str = "[citation needed]";
/// How any Markdown can, unseen by readers.
const TO_DO: &str = "<!-- TODO: source? -->";

/// The finding with a fix that marks its sentence as one that wants a source, in the way of the profile and the format, if
/// there is one and the mark is not there yet.
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
        let is_marked = text.contains(CITATION_NEEDED) || after.trim_start().starts_with(CITATION_NEEDED);
        return (!is_marked).then(|| insert(format!("Insert “{CITATION_NEEDED}”"), place, CITATION_NEEDED));
    }
    match context.document.format {
        Format::Markdown => {
            // Behind the marks of emphasis, which a space would turn into text.
            let rest = after.trim_start_matches(['*', '_', '~']);
            let is_marked = rest.trim_start().starts_with("<!-- TODO");
            (!is_marked).then(|| insert("Mark as to do", end + (after.len() - rest.len()), TO_DO))
        }
        Format::Plain => None,
    }
}

fn insert(title: impl Into<String>, place: usize, mark: &str) -> Fix {
    Fix::replace(title, TextRange::new(place, place), format!(" {mark}"), Safety::Offered)
}
