//! The profile that a document's front matter names: `sayso-profile: essay`.

use crate::rules::{Context, Profile};
use crate::text::TextRange;

/// The key.
const KEY: &str = "sayso-profile";

/// The profile that the front matter names, if there is one of that name.
pub(super) fn named(context: &Context<'_>) -> Option<Profile> {
    Profile::named(context.text(value(context)?))
}

/// Where the front matter names a profile: what it says, or, if that is nothing, the key.
///
/// Reads what YAML (`key: value`) and TOML (`key = "value"`) have in common: a line for the key at the outermost level.
pub(super) fn value(context: &Context<'_>) -> Option<TextRange> {
    let front_matter = context.document.front_matter?;
    let mut start = front_matter.start;
    for line in context.text(front_matter).split_inclusive(['\n', '\r']) {
        let line_start = start;
        start += line.len();
        // a table of TOML: what follows is not at the outermost level
        if line.starts_with('[') {
            return None;
        }
        let Some(after) = line.strip_prefix(KEY) else { continue };
        let Some(said) = after.trim_start().strip_prefix([':', '=']) else { continue };
        let said_start = line_start + (line.len() - said.len());
        let said = said.split(" #").next().unwrap_or_default();
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
        let begins = said_start + (said.len() - said.trim_start_matches(is_mark).len());
        let value = TextRange::new(begins, begins + said.trim_matches(is_mark).len());
        return Some(if value.is_empty() { TextRange::new(line_start, line_start + KEY.len()) } else { value });
    }
    None
}
