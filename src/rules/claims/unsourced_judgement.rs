//! `unsourced-judgement`: a judgement that one could dispute, in the writer's own voice.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Profile, Rule, Severity};

use super::open_claim::{finding, message, open_claims};
use super::to_do::with_to_do;

pub(super) const RULE: Rule = Rule {
    name: "unsourced-judgement",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Hint).except(Profile::Essay, None),
    summary: "A judgement that one could dispute, in the writer’s own voice.",
    page: include_str!("unsourced_judgement.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in open_claims(context, ClaimKind::Judgement) {
        let named = |words: &str| format!("“{words}” is a judgement in the writer’s own voice.");
        let message = message(context, claim, named, "This judgement has no source.");
        let advice = "Let a named source say it, or give the facts and leave the judgement to the reader.";
        let finding = finding(context, &RULE, claim, Severity::Hint, message, advice);
        findings.push(with_to_do(context, finding, claim.sentence));
    }
}
