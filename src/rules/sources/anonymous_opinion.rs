//! `anonymous-opinion`: "he's a coward," said somebody who is not named.

use std::collections::HashSet;

use crate::annotate::{Attribution, Kind};
use crate::lexicon::{self, AnonymousNoun};
use crate::rules::{Context, Defaults, Family, Finding, Profile, Related, Rule, Severity};
use crate::text::TextRange;

use super::anonymous::AnonymousSource;
use super::plain_words::plain_words;

pub(super) const RULE: Rule = Rule {
    name: "anonymous-opinion",
    family: Family::Sources,
    defaults: Defaults::but_in_fiction(Severity::Information).except(Profile::Wiki, Some(Severity::Warning)),
    summary: "Somebody judges in quotation marks, and is not named.",
    page: include_str!("anonymous_opinion.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut reported = HashSet::new();
    for attribution in &context.annotation.attributions {
        let Some(source) = AnonymousSource::read(context, attribution) else { continue };
        if source.is_plural || !source.noun.contains(AnonymousNoun::INSIDER) {
            continue;
        }
        // "the senator" may be one whom the text names
        if source.is_known && !is_introduced_without_name(context, attribution) {
            continue;
        }
        if let Some(opinion) = opinion(context, attribution).filter(|_| reported.insert(source.span)) {
            let message = format!("“{}” judges without a name.", context.words(source.span));
            let advice = "Find somebody who says it by name, or keep to what this source knows.";
            let related = Related { span: opinion, message: "This is an opinion.".to_owned() };
            findings.push(context.finding(&RULE, source.span, message, advice).with_related(vec![related]));
        }
    }
}

/// Whether the text first spoke of a speaker as one whom it does not name: "an aide".
fn is_introduced_without_name(context: &Context<'_>, attribution: &Attribution) -> bool {
    let first = attribution.speaker.and_then(|speaker| context.annotation.entity(speaker).mentions.first());
    first.is_some_and(|mention| {
        let words = context.text(mention.span).to_lowercase();
        matches!(words.split_whitespace().next(), Some("a" | "an" | "one" | "another"))
    })
}

/// The first words of an opinion in what is quoted of an attribution.
fn opinion(context: &Context<'_>, attribution: &Attribution) -> Option<TextRange> {
    if attribution.kind == Kind::Indirect {
        return None;
    }
    let quotations = context.annotation.quotations.iter();
    let quotations =
        quotations.filter(|quotation| quotation.attribution == Some(attribution.id) && quotation.depth == 0);
    let parts = quotations.flat_map(|quotation| &quotation.parts);
    let mut opinions = parts.filter_map(|part| {
        let words = plain_words(context, *part);
        let lower: Vec<&str> = words.iter().map(|(word, _)| &**word).collect();
        let (start, end) = lexicon::find_opinion(&lower)?;
        Some(words.get(start)?.1.hull(words.get(end.checked_sub(1)?)?.1))
    });
    opinions.next()
}
