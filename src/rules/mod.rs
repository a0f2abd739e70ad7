//! Findings: what a standards editor would mark in an annotated document.
//!
//! In comes a [`Context`]: a text, its annotation and the [`Settings`] by which to judge; out come [`Finding`]s. A rule is
//! a file with a [`Rule`] in it, and a Markdown page beside it whose examples are its tests.

mod claims;
mod comments;
mod context;
#[cfg(test)]
mod examples;
mod finding;
mod fixes;
#[cfg(test)]
mod fixture;
mod headline;
mod memo;
mod naming;
mod quotes;
mod settings;
mod severity;
mod sources;
mod speakers;
mod verbs;
mod word_facts;
mod wording;

use std::sync::LazyLock;

use crate::text::TextRange;

pub use comments::ignoring;
pub use context::Context;
use finding::MOST_WITH_FIXES;
pub use finding::{Edit, Finding, Fix, Related, Safety};
pub use fixes::{edited, safe_fixes};
pub use naming::name_at;
pub use settings::{Anonymity, Settings};
pub use severity::{Defaults, Profile, Severity};
pub use word_facts::WordMemory;

/// A rule: its name, its page and the function that finds.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, in kebab case.
    pub name: &'static str,
    /// What it is about.
    pub family: Family,
    /// How much its findings matter where nobody configures it.
    pub defaults: Defaults,
    /// What it reports, in one line.
    pub summary: &'static str,
    /// Its documentation page, in Markdown.
    pub page: &'static str,
    check: fn(&Context<'_>, &mut Vec<Finding>),
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Whose words are quoted, and their marks.
    Quotes,
    /// How the people who speak are introduced and named.
    Speakers,
    /// On whose authority something is said.
    Sources,
    /// Assertions that want a source.
    Claims,
    /// The verbs that signal who says something.
    Verbs,
    /// What a document says to sayso itself.
    Comments,
}

impl Family {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quotes => "quotes",
            Self::Speakers => "speakers",
            Self::Sources => "sources",
            Self::Claims => "claims",
            Self::Verbs => "verbs",
            Self::Comments => "comments",
        }
    }
}

/// All rules, by name.
pub fn all() -> &'static [Rule] {
    static ALL: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        let mut rules =
            [quotes::RULES, speakers::RULES, sources::RULES, claims::RULES, verbs::RULES, comments::RULES].concat();
        rules.sort_by_key(|rule| rule.name);
        rules
    });
    &ALL
}

/// Whether what a rule finds holds whatever the text says further on, but for the next few paragraphs.
pub fn stands_whatever_follows(rule: &str) -> bool {
    named(rule).is_some_and(|rule| matches!(rule.family, Family::Quotes | Family::Claims | Family::Verbs))
}

/// Whether what a rule reports does nothing where it stands, and can go.
pub fn is_about_what_can_go(rule: &str) -> bool {
    rule == comments::UNUSED_IGNORE
}

/// The rule with a name.
pub fn named(name: &str) -> Option<&'static Rule> {
    all().iter().find(|rule| rule.name == name)
}

/// The findings of all rules that the settings have on, in text order: of the profile that the document's front matter
/// names, and without those that its comments ignore.
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    check_with(context, |rules, check| rules.iter().map(check).collect())
}

/// Leaves out claims of sentences whose source could be anyone: that tells what they lack.
fn leave_out_doubled(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let vague = |finding: &&Finding| matches!(finding.rule, "vague-source" | "bare-anonymous");
    let sources: Vec<TextRange> = findings.iter().filter(vague).map(|finding| finding.span).collect();
    findings.retain(|finding| {
        let is_claim = named(finding.rule).is_some_and(|rule| rule.family == Family::Claims);
        let sentence = context.sentence(finding.span.start).filter(|_| is_claim && !sources.is_empty());
        sentence.is_none_or(|sentence| !sources.iter().any(|source| sentence.covers(*source)))
    });
}

/// The same; `each` gives what the function that it is given finds by each of some rules. It may have several threads do that.
pub fn check_with(
    context: &Context<'_>,
    each: impl FnOnce(&[&'static Rule], &(dyn Fn(&&'static Rule) -> Vec<Finding> + Sync)) -> Vec<Vec<Finding>>,
) -> Vec<Finding> {
    let settings = comments::settings(context);
    let context = &context.judged_by(&settings);
    let is_on = |rule: &&Rule| settings.severity(rule).is_some();
    // those about comments look at what the others found
    let (last, first): (Vec<&Rule>, Vec<&Rule>) =
        all().iter().filter(is_on).partition(|rule| rule.family == Family::Comments);
    let found = each(&first, &|rule| {
        let mut findings = Vec::new();
        (rule.check)(context, &mut findings);
        findings
    });
    let mut findings: Vec<Finding> = found.into_iter().flatten().collect();
    leave_out_doubled(context, &mut findings);
    for rule in last {
        (rule.check)(context, &mut findings);
    }
    comments::leave_out_ignored(context, &mut findings);
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end, finding.rule));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_with_a_vague_source_has_no_claim_besides() {
        let text = "Critics call it a disgrace. It is a disgrace.\n";
        fixture::with_context(text, |context| {
            let finding = |rule: &str, start, end| {
                context.finding(named(rule).expect("it is a rule"), TextRange::new(start, end), "", "")
            };
            let mut findings = vec![
                finding("vague-source", 0, 7),
                finding("unsourced-judgement", 0, 27),
                finding("loaded-verb", 8, 12),
                finding("unsourced-judgement", 28, 45),
            ];
            leave_out_doubled(context, &mut findings);
            let left: Vec<(&str, usize)> = findings.iter().map(|it| (it.rule, it.span.start)).collect();
            assert_eq!(left, [("vague-source", 0), ("loaded-verb", 8), ("unsourced-judgement", 28)]);
        });
    }
}
