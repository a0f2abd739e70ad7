//! `mind-reading`: what somebody thinks or feels, told as if the writer could see it.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Profile, Rule, Severity};

use super::open_claim::{finding, open_claims};

pub(super) const RULE: Rule = Rule {
    name: "mind-reading",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Hint).except(Profile::Essay, None),
    summary: "What somebody thinks or feels, and not how the writer knows.",
    page: include_str!("mind_reading.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(open_claims(context, ClaimKind::Mind).into_iter().map(|claim| {
        let named = |words: &str| format!("“{words}” looks into somebody’s mind: nothing says how the writer knows.");
        let unnamed = "This tells what somebody has in mind, and not how the writer knows.";
        let advice = "Say who told you so, or write what was said and done.";
        finding(context, &RULE, claim, named, unnamed, advice)
    }));
}
