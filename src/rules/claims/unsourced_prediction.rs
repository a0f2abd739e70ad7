//! `unsourced-prediction`: what will be, on nobody's word.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Profile, Rule, Severity};

use super::open_claim::{finding, open_claims};

pub(super) const RULE: Rule = Rule {
    name: "unsourced-prediction",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Hint).except(Profile::Essay, None),
    summary: "What will or would be, on nobody’s word.",
    page: include_str!("unsourced_prediction.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(open_claims(context, ClaimKind::Prediction).into_iter().map(|claim| {
        let named = |words: &str| format!("“{words}”: this forecast has no source.");
        let advice = "Say who expects it and from what, or keep to what has been decided.";
        finding(context, &RULE, claim, named, "This forecast has no source.", advice)
    }));
}
