//! `unknown-profile`: the document names a profile that there is not.

use crate::lexicon::nearest;
use crate::rules::{Context, Defaults, Family, Finding, Fix, Profile, Rule, Safety, Severity};

use super::profile;

pub(super) const RULE: Rule = Rule {
    name: "unknown-profile",
    family: Family::Comments,
    defaults: Defaults::everywhere(Severity::Warning),
    summary: "The document names a profile that there is not.",
    page: include_str!("unknown_profile.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(span) = profile::value(context) else { return };
    let written = context.text(span);
    if Profile::named(written).is_some() {
        return;
    }
    let names = Profile::ALL.map(Profile::name);
    let message = format!("There is no profile “{written}”.");
    let finding = match nearest(written, names.into_iter()) {
        Some(near) => {
            let fix = Fix::replace(format!("Replace “{written}” by “{near}”"), span, near, Safety::Offered);
            context.finding(&RULE, span, message, format!("Did you mean “{near}”?")).with_fix(fix)
        }
        None => context.finding(&RULE, span, message, format!("Choose one of {}.", names.join(", "))),
    };
    findings.push(finding);
}
