//! What a document says to sayso itself: comments that ignore findings, and its profile. And the rules about both.

mod directive;
mod ignores;
mod insertion;
mod profile;
mod removal;
mod unknown_profile;
mod unused_ignore;

use std::borrow::Cow;

use super::{Context, Finding, Rule, Settings};
use ignores::Ignores;
pub use insertion::ignoring;
pub(super) use insertion::line_end;

/// The rule that reports comments that ignore nothing.
pub(super) const UNUSED_IGNORE: &str = unused_ignore::RULE.name;

pub(super) const RULES: &[Rule] = &[unknown_profile::RULE, unused_ignore::RULE];

/// The settings of a document: those of the context, with the profile that it names.
pub(super) fn settings<'a>(context: &Context<'a>) -> Cow<'a, Settings> {
    match profile::named(context) {
        Some(profile) if !context.settings.profile_is_final => {
            Cow::Owned(Settings { profile, ..context.settings.clone() })
        }
        _ => Cow::Borrowed(context.settings),
    }
}

/// Leaves out the findings that comments ignore.
pub(super) fn leave_out_ignored(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let ignores = Ignores::read(context);
    findings.retain(|finding| !ignores.ignore(finding));
}

#[cfg(test)]
mod tests;
