//! `unsourced-accusation`: wrongdoing stated as a fact, on nobody's word.

use crate::annotate::ClaimKind;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};

use super::open_claim::{finding, open_claims, unless_unsure};

pub(super) const RULE: Rule = Rule {
    name: "unsourced-accusation",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "Wrongdoing stated as a fact, on nobody’s word.",
    page: include_str!("unsourced_accusation.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(open_claims(context, ClaimKind::Accusation).into_iter().map(|claim| {
        let named = |words: &str| format!("“{words}” states wrongdoing as a fact, on nobody’s word.");
        let unnamed = "This states wrongdoing as a fact, on nobody’s word.";
        let advice = "Say who found or alleges it: a court, an inquiry, a person you name.";
        let finding = finding(context, &RULE, claim, named, unnamed, advice);
        unless_unsure(context, &RULE, claim, Severity::Information, finding)
    }));
}
