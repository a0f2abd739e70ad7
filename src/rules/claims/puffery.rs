//! `puffery`: praise in the writer's own voice.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Profile, Rule, Severity};

use super::open_claim::{finding, message, open_claims};
use super::to_do::with_to_do;

pub(super) const RULE: Rule = Rule {
    name: "puffery",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Hint)
        .except(Profile::Essay, None)
        .except(Profile::Wiki, Some(Severity::Warning)),
    summary: "“Legendary”, “world-class”: praise in the writer’s own voice.",
    page: include_str!("puffery.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in open_claims(context, ClaimKind::Puffery) {
        let named = |words: &str| format!("“{words}” is praise in the writer’s own voice.");
        let message = message(context, claim, named, "This is praise in the writer’s own voice.");
        let advice = "Give the facts that earn it, or let a named source say it.";
        let finding = finding(context, &RULE, claim, Severity::Warning, message, advice);
        findings.push(with_to_do(context, finding, claim.sentence));
    }
}
