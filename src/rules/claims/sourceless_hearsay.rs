//! `sourceless-hearsay`: "reportedly", and no report is named.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};

use super::open_claim::{finding, message, open_claims};
use super::to_do::with_to_do;

pub(super) const RULE: Rule = Rule {
    name: "sourceless-hearsay",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "“Reportedly”, “rumour has it”: passed on, but not on whose word.",
    page: include_str!("sourceless_hearsay.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in open_claims(context, ClaimKind::Hearsay) {
        let named = |words: &str| format!("“{words}” does not say on whose word.");
        let message = message(context, claim, named, "This does not say on whose word.");
        let advice = "Name the report or the person that it comes from.";
        let finding = finding(context, &RULE, claim, Severity::Information, message, advice);
        findings.push(with_to_do(context, finding, claim.sentence));
    }
}
