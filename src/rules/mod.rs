//! Findings: what a standards editor would mark in an annotated document.

mod claims;
mod context;
#[cfg(test)]
mod examples;
mod quotes;
mod sources;

pub use context::Context;

use crate::text::TextRange;

/// How much a finding matters, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A judgement call, shown faintly.
    Hint,
    /// Worth knowing.
    Information,
    /// Wants mending.
    Warning,
    /// Certainly wrong.
    Error,
}

/// Another place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where, in bytes of the source.
    pub span: TextRange,
    /// What is there.
    pub message: String,
}

/// What a rule reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, in kebab case.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where, in bytes of the source.
    pub span: TextRange,
    /// What is missing or wrong: one sentence.
    pub message: String,
    /// How to mend it: one sentence.
    pub advice: String,
    /// Other places it is about.
    pub related: Vec<Related>,
}

/// A rule: its name, its page and the function that finds.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, in kebab case.
    pub name: &'static str,
    /// How much its findings matter.
    pub severity: Severity,
    /// What it reports, in one line.
    pub summary: &'static str,
    /// Its documentation page, in Markdown.
    pub page: &'static str,
    check: fn(&Context<'_>, &mut Vec<Finding>),
}

/// All rules, by name.
pub fn all() -> &'static [Rule] {
    const ALL: [Rule; 5] = [
        claims::UNATTRIBUTED_CLAIM,
        quotes::UNATTRIBUTED_QUOTE,
        quotes::UNBALANCED_QUOTE,
        quotes::UNRESOLVED_SPEAKER,
        sources::VAGUE_SOURCE,
    ];
    &ALL
}

/// The findings of all rules, in text order.
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in all() {
        (rule.check)(context, &mut findings);
    }
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end, finding.rule));
    findings
}
