//! `unsourced-prediction`: what will be, on nobody's word.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Profile, Rule, Severity};

use super::open_claim::{finding, message, open_claims};
use super::to_do::with_to_do;

pub(super) const RULE: Rule = Rule {
    name: "unsourced-prediction",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Hint).except(Profile::Essay, None),
    summary: "What will or would be, on nobody’s word.",
    page: include_str!("unsourced_prediction.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in open_claims(context, ClaimKind::Prediction) {
        let named = |words: &str| format!("“{words}”: this forecast has no source.");
        let message = message(context, claim, named, "This forecast has no source.");
        let advice = "Say who expects it and from what, or keep to what has been decided.";
        let finding = finding(context, &RULE, claim, Severity::Hint, message, advice);
        findings.push(with_to_do(context, finding, claim.sentence));
    }
}
