//! `agentless-passive`: "it is believed", and nobody is named who believes it.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};

use super::open_claim::{finding, open_claims};

pub(super) const RULE: Rule = Rule {
    name: "agentless-passive",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "“It is believed”, “is known to”: the passive hides who says so.",
    page: include_str!("agentless_passive.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(open_claims(context, ClaimKind::Agentless).into_iter().map(|claim| {
        let named = |words: &str| format!("“{words}” hides who says so.");
        let advice = "Name those who say it, or state it as a fact that you can stand behind.";
        finding(context, &RULE, claim, named, "This hides who says so.", advice)
    }));
}
