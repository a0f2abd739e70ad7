//! `unnamed-study`: "studies show", and a reader can't tell which.

use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};

use super::study::unnamed_studies;
use super::to_do::with_to_do;

pub(super) const RULE: Rule = Rule {
    name: "unnamed-study",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "“Studies show”: nothing tells which studies, whose or from when.",
    page: include_str!("unnamed_study.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(unnamed_studies(context).map(|study| {
        let message = format!("“{}” could be any: nothing tells whose or from when.", context.words(study.source));
        let advice = "Name who made it and when, or link to it.";
        with_to_do(context, context.finding(&RULE, study.source, message, advice), study.sentence)
    }));
}
