//! `bare-anonymous`: "a source said", and that is all a reader is told.

use std::collections::HashSet;

use crate::annotate::Attribution;
use crate::lexicon::AnonymousNoun;
use crate::rules::{Anonymity, Context, Defaults, Family, Finding, Rule, Severity};

use super::anonymous::{AnonymousSource, Detail};
use super::speaking::is_said;
use super::unexplained_anonymity;

pub(super) const RULE: Rule = Rule {
    name: "bare-anonymous",
    family: Family::Sources,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "“A source said”: nothing tells why it should be believed.",
    page: include_str!("bare_anonymous.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // where no source may be without a name, the other rule reports them all
    let is_forbidden = context.settings.anonymity == Anonymity::Forbidden;
    if is_forbidden && context.settings.severity(&unexplained_anonymity::RULE).is_some() {
        return;
    }
    let mut reported = HashSet::new();
    let mut described = HashSet::new();
    for attribution in &context.annotation.attributions {
        let Some(source) = AnonymousSource::read(context, attribution) else { continue };
        if source.detail != Detail::Nothing {
            described.insert(source.singular.clone());
        }
        let words = context.words(source.span);
        let is_told = described.contains(&source.singular);
        if is_bare(context, attribution, &source) && !is_told && reported.insert(words.to_lowercase()) {
            let who = if source.is_plural { "they are" } else { "it is" };
            let message = format!("“{words}” says nothing of who {who}.");
            findings.push(context.finding(&RULE, source.span, message, advice(&source)));
        }
    }
}

fn is_bare(context: &Context<'_>, attribution: &Attribution, source: &AnonymousSource) -> bool {
    let words = context.words(source.span).to_lowercase();
    let noun = words.split_whitespace().next_back().unwrap_or_default();
    let is_allowed = [words.as_str(), noun].into_iter().any(|group| context.settings.allowed_groups.contains(group));
    source.noun.contains(AnonymousNoun::SOURCE)
        && source.detail == Detail::Nothing
        && !source.is_known
        && !source.is_counted
        && !is_allowed
        && attribution.cue.first().is_some_and(|cue| is_said(context, source.span, *cue))
        && !context.sentence(source.span.start).is_some_and(|sentence| context.is_cited(sentence))
}

fn advice(source: &AnonymousSource) -> &'static str {
    match source.is_plural {
        true => "Say how many they are, how they know, and why they are not named.",
        false => "Say who it is as far as you may, how they know, and why they are not named.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Settings;
    use crate::rules::fixture::with_settings;

    fn count(settings: &Settings) -> usize {
        with_settings("A source said that the deal was dead. Insiders said that it was not.\n", settings, |context| {
            let mut findings = Vec::new();
            check(context, &mut findings);
            findings.len()
        })
    }

    #[test]
    fn words_that_the_house_allows_are_left_alone() {
        let allowed_groups = ["insiders".to_owned()].into();
        assert_eq!(count(&Settings { allowed_groups, ..Settings::default() }), count(&Settings::default()) - 1);
    }

    #[test]
    fn another_rule_reports_them_where_none_is_allowed() {
        let anonymity = Anonymity::Forbidden;
        assert_eq!(count(&Settings { anonymity, ..Settings::default() }), 0);
        let severities = [("unexplained-anonymity".to_owned(), None)].into();
        assert_eq!(count(&Settings { anonymity, severities, ..Settings::default() }), count(&Settings::default()));
    }
}
