//! `unsourced-accusation`: wrongdoing stated as a fact, on nobody's word.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};

use super::open_claim::{finding, message, open_claims};
use super::to_do::with_to_do;

pub(super) const RULE: Rule = Rule {
    name: "unsourced-accusation",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "Wrongdoing stated as a fact, on nobody’s word.",
    page: include_str!("unsourced_accusation.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in open_claims(context, ClaimKind::Accusation) {
        let named = |words: &str| format!("“{words}” states wrongdoing as a fact, on nobody’s word.");
        let message = message(context, claim, named, "This states wrongdoing as a fact, on nobody’s word.");
        let advice = "Say who found or alleges it: a court, an inquiry, a person you name.";
        let finding = finding(context, &RULE, claim, Severity::Information, message, advice);
        findings.push(with_to_do(context, finding, claim.sentence));
    }
}
