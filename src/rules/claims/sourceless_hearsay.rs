//! `sourceless-hearsay`: "reportedly", and no report is named.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};

use super::open_claim::{finding, open_claims};

pub(super) const RULE: Rule = Rule {
    name: "sourceless-hearsay",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "“Reportedly”, “rumour has it”: passed on, but not on whose word.",
    page: include_str!("sourceless_hearsay.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(open_claims(context, ClaimKind::Hearsay).into_iter().map(|claim| {
        let named = |words: &str| format!("“{words}” does not say on whose word.");
        let advice = "Name the report or the person that it comes from.";
        finding(context, &RULE, claim, named, "This does not say on whose word.", advice)
    }));
}
