//! `mind-reading`: what somebody thinks or feels, told as if the writer could see it.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Profile, Rule, Severity};

use super::open_claim::{finding, message, open_claims};
use super::to_do::with_to_do;

pub(super) const RULE: Rule = Rule {
    name: "mind-reading",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Hint).except(Profile::Essay, None),
    summary: "What somebody thinks or feels, and not how the writer knows.",
    page: include_str!("mind_reading.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in open_claims(context, ClaimKind::Mind) {
        let named = |words: &str| format!("“{words}” looks into somebody’s mind: nothing says how the writer knows.");
        let message =
            message(context, claim, named, "This tells what somebody has in mind, and not how the writer knows.");
        let advice = "Say who told you so, or write what was said and done.";
        let finding = finding(context, &RULE, claim, Severity::Hint, message, advice);
        findings.push(with_to_do(context, finding, claim.sentence));
    }
}
