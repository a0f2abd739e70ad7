//! `plural-of-one`: "sources said … the source added".

use crate::annotate::Attribution;
use crate::rules::{Context, Defaults, Family, Finding, Related, Rule, Severity};
use crate::text::TextRange;

use super::anonymous::{AnonymousSource, is_named};
use super::plain_words::plain_words;

pub(super) const RULE: Rule = Rule {
    name: "plural-of-one",
    family: Family::Sources,
    defaults: Defaults::but_in_fiction(Severity::Information),
    summary: "“Sources” turn out to be one source.",
    page: include_str!("plural_of_one.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // those who spoke since anybody else did, latest last
    let mut groups: Vec<AnonymousSource> = Vec::new();
    for attribution in in_text_order(context) {
        let speaker = attribution.speaker.map(|speaker| context.annotation.entity(speaker));
        if !groups.is_empty() && speaker.is_some_and(|entity| is_named(context, entity)) {
            groups.clear();
        }
        let Some(source) = AnonymousSource::read(context, attribution) else { continue };
        if source.is_plural {
            groups.push(source);
            continue;
        }
        let group = groups.iter().rfind(|group| group.singular == source.singular && !group.is_counted);
        if let Some(group) = group.filter(|_| source.is_known && is_first_of_them(context, &source)) {
            let (one, many) = (context.words(source.span), context.words(group.span));
            let message = format!("“{one}” is one, and before it was “{many}”.");
            let advice = "Say how many they are, and which of them says this: “a source”, “one of them”.";
            let related = Related { span: group.span, message: "Here they are several.".to_owned() };
            findings.push(context.finding(&RULE, source.span, message, advice).with_related(vec![related]));
        }
    }
}

/// The attributions in the order of their sources.
fn in_text_order<'a>(context: &Context<'a>) -> Vec<&'a Attribution> {
    let mut attributions: Vec<_> = context.annotation.attributions.iter().collect();
    attributions.sort_by_key(|attribution| attribution.source.first().map_or(0, |source| source.start));
    attributions
}

/// Whether the text has not spoken of a single one before.
fn is_first_of_them(context: &Context<'_>, source: &AnonymousSource) -> bool {
    let before = plain_words(context, TextRange::new(0, source.span.start));
    before.iter().all(|(word, _)| *word != source.singular && word.trim_end_matches("'s") != source.singular)
}
