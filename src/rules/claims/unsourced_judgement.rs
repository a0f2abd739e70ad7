//! `unsourced-judgement`: a judgement that one could dispute, in the writer's own voice.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Profile, Rule, Severity};

use super::open_claim::{finding, open_claims};

pub(super) const RULE: Rule = Rule {
    name: "unsourced-judgement",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Hint).except(Profile::Essay, None),
    summary: "A judgement that one could dispute, in the writer’s own voice.",
    page: include_str!("unsourced_judgement.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(open_claims(context, ClaimKind::Judgement).into_iter().map(|claim| {
        let named = |words: &str| format!("“{words}” is a judgement in the writer’s own voice.");
        let advice = "Let a named source say it, or give the facts and leave the judgement to the reader.";
        finding(context, &RULE, claim, named, "This judgement has no source.", advice)
    }));
}
