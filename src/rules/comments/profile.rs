//! The profile that a document names, in its front matter or in a comment: `sayso-profile: essay`.

use crate::rules::{Context, Profile};
use crate::text::TextRange;

/// The key.
pub(super) const KEY: &str = "sayso-profile";

/// The profile that the document names, if there is one of that name.
pub(super) fn named(context: &Context<'_>) -> Option<Profile> {
    Profile::named(context.text(value(context)?))
}

/// Where the document names a profile: what it says, or, if that is nothing, the key. The front matter counts first.
pub(super) fn value(context: &Context<'_>) -> Option<TextRange> {
    in_front_matter(context).or_else(|| {
        context.document.comments.iter().find_map(|comment| {
            let said = context.text(comment.content).trim_start();
            in_line(said.lines().next()?, comment.content.end - said.len())
        })
    })
}

/// Reads what YAML (`key: value`) and TOML (`key = "value"`) have in common: a line for the key at the outermost level.
fn in_front_matter(context: &Context<'_>) -> Option<TextRange> {
    let front_matter = context.document.front_matter?;
    let mut start = front_matter.start;
    for line in context.text(front_matter).split_inclusive(['\n', '\r']) {
        // a table of TOML: what follows is not at the outermost level
        if line.starts_with('[') {
            return None;
        }
        if let Some(value) = in_line(line, start) {
            return Some(value);
        }
        start += line.len();
    }
    None
}

/// The value in a line that begins with the key, at byte `start` of the source.
fn in_line(line: &str, start: usize) -> Option<TextRange> {
    let said = line.strip_prefix(KEY)?.trim_start().strip_prefix([':', '='])?;
    let said_start = start + (line.len() - said.len());
    let said = said.split(" #").next().unwrap_or_default();
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let begins = said_start + (said.len() - said.trim_start_matches(is_mark).len());
    let value = TextRange::new(begins, begins + said.trim_matches(is_mark).len());
    Some(if value.is_empty() { TextRange::new(start, start + KEY.len()) } else { value })
}
