//! `agentless-passive`: "it is believed", and nobody is named who believes it.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};

use super::open_claim::{finding, message, open_claims};
use super::to_do::with_to_do;

pub(super) const RULE: Rule = Rule {
    name: "agentless-passive",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "“It is believed”, “is known to”: the passive hides who says so.",
    page: include_str!("agentless_passive.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in open_claims(context, ClaimKind::Agentless) {
        let named = |words: &str| format!("“{words}” hides who says so.");
        let message = message(context, claim, named, "This hides who says so.");
        let advice = "Name those who say it, or state it as a fact that you can stand behind.";
        let finding = finding(context, &RULE, claim, Severity::Information, message, advice);
        findings.push(with_to_do(context, finding, claim.sentence));
    }
}
