//! `unsourced-statistic`: a figure that somebody must have counted, and nobody is named.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};

use super::open_claim::{finding, open_claims, unless_unsure};

pub(super) const RULE: Rule = Rule {
    name: "unsourced-statistic",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "A figure that somebody must have counted, and nobody is named.",
    page: include_str!("unsourced_statistic.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(open_claims(context, ClaimKind::Statistic).into_iter().map(|claim| {
        let named = |words: &str| format!("The figure “{words}” has no source.");
        let advice = "Say who counted, and when, or link to where the figure stands.";
        let finding = finding(context, &RULE, claim, named, "This comparison of figures has no source.", advice);
        unless_unsure(context, &RULE, claim, Severity::Information, finding)
    }));
}
