//! `unsourced-statistic`: a figure that somebody must have counted, and nobody is named.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};

use super::open_claim::{finding, message, open_claims};
use super::to_do::with_to_do;

pub(super) const RULE: Rule = Rule {
    name: "unsourced-statistic",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Information),
    summary: "A figure that somebody must have counted, and nobody is named.",
    page: include_str!("unsourced_statistic.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in open_claims(context, ClaimKind::Statistic) {
        let named = |words: &str| format!("The figure “{words}” has no source.");
        let message = message(context, claim, named, "This comparison of figures has no source.");
        let advice = "Say who counted, and when, or link to where the figure stands.";
        let finding = finding(context, &RULE, claim, Severity::Information, message, advice);
        findings.push(with_to_do(context, finding, claim.sentence));
    }
}
