//! `unexplained-anonymity`: a source that "asked not to be named", and the text does not say why.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::annotate::MentionKind;
use crate::lexicon::{AnonymityPhrase, AnonymousNoun, anonymity_phrases, anonymity_request_words};
use crate::rules::word_facts::SentenceFacts;
use crate::rules::{Anonymity, Context, Defaults, Family, Finding, Rule, Severity};
use crate::text::TextRange;

use super::anonymous::{AnonymousSource, Detail};
use super::plain_words::{plain_words, plain_words_of};

pub(super) const RULE: Rule = Rule {
    name: "unexplained-anonymity",
    family: Family::Sources,
    defaults: Defaults::but_in_fiction(Severity::Information),
    summary: "A source keeps its name back, and the text does not say why.",
    page: include_str!("unexplained_anonymity.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let is_forbidden = match context.settings.anonymity {
        Anonymity::Allowed => return,
        Anonymity::Explained => false,
        Anonymity::Forbidden => true,
    };
    for sentence in context.sentences_with(SentenceFacts::ANONYMITY) {
        let Some(request) = request(context, sentence) else { continue };
        if !is_forbidden && is_explained(context, sentence, request) {
            continue;
        }
        let words = context.words(request);
        let (message, advice) = match is_forbidden {
            true => (format!("“{words}”: sources have to be named here."), NAME),
            false => (format!("“{words}”, and the text does not say why."), EXPLAIN),
        };
        findings.push(context.finding(&RULE, request, message, advice));
    }
    if is_forbidden {
        let requests: Vec<TextRange> = findings.iter().filter(|it| it.rule == RULE.name).map(|it| it.span).collect();
        findings.extend(unnamed(context, &requests));
    }
}

const EXPLAIN: &str = "Say in the same sentence why the source is not named.";
const NAME: &str = "Name the source, or leave out what it says.";

/// Every source without a name, but for those in whose sentence one of `requests` stands, each reported already.
fn unnamed(context: &Context<'_>, requests: &[TextRange]) -> Vec<Finding> {
    let mut reported = HashSet::new();
    let attributions = context.annotation.attributions.iter();
    let sources = attributions.filter_map(|attribution| AnonymousSource::read(context, attribution));
    let sources = sources.filter(|source| {
        let sentence = context.sentence(source.span.start);
        let is_reported = requests.iter().any(|request| sentence.is_some_and(|sentence| sentence.overlaps(*request)));
        let is_source = source.noun.contains(AnonymousNoun::SOURCE) || source.detail == Detail::After;
        // "officials" speak for an office
        let is_somebody = !source.is_plural || source.is_counted || is_source;
        is_somebody && !source.is_known && !is_reported
    });
    let sources = sources.filter(|source| reported.insert(context.words(source.span).to_lowercase()));
    let finding = |source: AnonymousSource| {
        let message = format!("“{}” has no name: sources have to be named here.", context.words(source.span));
        context.finding(&RULE, source.span, message, NAME)
    };
    sources.map(finding).collect()
}

/// Whether a sentence has words by which somebody asks not to be named.
pub(in crate::rules) fn asks_for_anonymity(sentence: &str) -> bool {
    let may_ask = anonymity_request_words(sentence).next().is_some();
    may_ask && find_request(&lower_words(&plain_words_of(sentence, 0))).is_some()
}

/// The first words by which somebody asks not to be named: the index of the first, and of the one after the last.
fn find_request(words: &[&str]) -> Option<(usize, usize)> {
    let phrases = anonymity_phrases(AnonymityPhrase::Request).iter();
    phrases.filter_map(|phrase| phrase.find(words)).min_by_key(|(start, _)| *start)
}

fn lower_words<'w>(words: &'w [(Cow<'_, str>, TextRange)]) -> Vec<&'w str> {
    words.iter().map(|(word, _)| &**word).collect()
}

/// Where a sentence says that who speaks in it is not named at their own wish.
fn request(context: &Context<'_>, sentence: TextRange) -> Option<TextRange> {
    let words = plain_words(context, sentence);
    let lower = lower_words(&words);
    let (start, end) = find_request(&lower)?;
    let span = words.get(start)?.1.hull(words.get(end.checked_sub(1)?)?.1);
    // "asked not to be identified by her married name"
    let narrows = lower.get(end).is_some_and(|word| matches!(*word, "by" | "as"));
    let is_request = !narrows
        && context.is_running_text(span)
        && context.quotation_around(span).is_none()
        && speaks(context, sentence);
    is_request.then_some(span)
}

/// Whether somebody without a name says something in a sentence.
fn speaks(context: &Context<'_>, sentence: TextRange) -> bool {
    context.sayings_in(sentence).any(|attribution| {
        let mention = context.annotation.source_mention(attribution);
        !attribution.source.is_empty() && mention.is_none_or(|mention| mention.kind != MentionKind::Name)
    })
}

/// Whether the sentence of a request, or one beside it in its paragraph, gives a reason.
fn is_explained(context: &Context<'_>, own: TextRange, request: TextRange) -> bool {
    let sentences = &context.annotation.sentences;
    let index = sentences.partition_point(|sentence| sentence.start < own.start);
    let gives = |sentence: TextRange, says: AnonymityPhrase| {
        let words = plain_words(context, sentence);
        let outside: Vec<&str> =
            words.iter().filter(|(_, span)| !request.covers(*span)).map(|(word, _)| &**word).collect();
        anonymity_phrases(says).iter().any(|phrase| phrase.find(&outside).is_some())
    };
    let paragraph = context.paragraph_index(own.start);
    let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|index| sentences.get(index));
    let mut beside = beside.filter(|sentence| context.paragraph_index(sentence.start) == paragraph);
    // "on condition of anonymity to discuss private talks"
    let is_for_something = plain_words(context, own).iter().any(|(word, span)| {
        let gap = TextRange::new(request.end, span.start);
        word == "to" && span.start >= request.end && context.text(gap).trim().is_empty()
    });
    is_for_something
        || gives(own, AnonymityPhrase::Reason)
        || gives(own, AnonymityPhrase::SensitiveReason)
        || beside.any(|sentence| gives(*sentence, AnonymityPhrase::SensitiveReason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Settings;
    use crate::rules::fixture::with_settings;

    fn reported(text: &str, anonymity: Anonymity) -> Vec<String> {
        with_settings(text, &Settings { anonymity, ..Settings::default() }, |context| {
            let mut findings = Vec::new();
            check(context, &mut findings);
            findings.iter().map(|finding| context.words(finding.span)).collect()
        })
    }

    const UNEXPLAINED: &str = "The deal is dead, said an aide who asked not to be named.\n";
    const EXPLAINED: &str = "The deal is dead, said an aide who asked not to be named because the talks are private.\n";
    const BARE: &str = "A source said that the deal was dead. The source gave no date.\n";

    #[test]
    fn a_house_may_allow_sources_without_a_name() {
        assert_eq!(reported(UNEXPLAINED, Anonymity::Explained), ["asked not to be named"]);
        assert!(reported(UNEXPLAINED, Anonymity::Allowed).is_empty());
        assert!(reported(EXPLAINED, Anonymity::Explained).is_empty());
        assert!(reported(BARE, Anonymity::Explained).is_empty());
    }

    #[test]
    fn a_house_may_forbid_them_all() {
        assert_eq!(reported(UNEXPLAINED, Anonymity::Forbidden), ["asked not to be named"]);
        assert_eq!(reported(EXPLAINED, Anonymity::Forbidden), ["asked not to be named"]);
        assert_eq!(reported(BARE, Anonymity::Forbidden), ["A source"]);
        assert!(reported("Ann Li, an aide, said that the deal was dead.\n", Anonymity::Forbidden).is_empty());
    }
}
