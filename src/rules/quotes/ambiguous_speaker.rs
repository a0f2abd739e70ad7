//! `ambiguous-speaker`: "she said", and two whom a reader could take for her.

use crate::annotate::{Entity, EntityId, EntityKind, Kind};
use crate::lexicon::Gender;
use crate::rules::naming::gender_of;
use crate::rules::{Context, Defaults, Family, Finding, Related, Rule, Severity};
use crate::text::TextRange;

use super::pronoun_source::{PronounSource, pronoun_sources};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-speaker",
    family: Family::Quotes,
    defaults: Defaults::everywhere(Severity::Information),
    summary: "“He said” or “she said”, and it could be either of two.",
    page: include_str!("ambiguous_speaker.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let first_pronoun = |gender: Gender| first_pronoun(context.source, gender);
    let (first_he, first_she) = (first_pronoun(Gender::Masculine), first_pronoun(Gender::Feminine));
    // where somebody was "he", or "she", earlier in the text, a reader thinks of that one
    let is_first = |pronoun: &PronounSource<'_>| match pronoun.gender {
        Gender::Masculine => first_he == Some(pronoun.span.start),
        Gender::Feminine => first_she == Some(pronoun.span.start),
    };
    for pronoun in pronoun_sources(context).filter(is_first) {
        let candidates = match pronoun.attribution.speaker {
            None => pronoun.attribution.candidates.clone(),
            Some(speaker) => rivals(context, &pronoun, speaker),
        };
        let is_unclear =
            candidates.len() > 1 && !candidates.iter().any(|candidate| has_spoken(context, *candidate, pronoun.span));
        if is_unclear {
            findings.push(finding(context, &pronoun, &candidates));
        }
    }
}

/// Those whom the sentence before a quotation introduces side by side, the likeliest speaker among them: "Ann met Eve." Both
/// are of the pronoun's gender, and new.
fn rivals(context: &Context<'_>, pronoun: &PronounSource<'_>, speaker: EntityId) -> Vec<EntityId> {
    let start = pronoun.attribution.range().start;
    let sentences = &context.annotation.sentences;
    let before = sentences.partition_point(|sentence| sentence.end <= start);
    let Some(sentence) = before.checked_sub(1).and_then(|last| sentences.get(last)) else { return Vec::new() };
    let is_new = |person: &&Entity| {
        let mut mentions = person.mentions.iter().filter(|mention| mention.span.start < start);
        mentions.clone().count() == 1 && mentions.all(|mention| sentence.covers(mention.span))
    };
    let is_candidate =
        |person: &&Entity| person.kind == EntityKind::Person && gender_of(context, person) == Some(pronoun.gender);
    let people = context.annotation.entities.iter().filter(is_candidate).filter(is_new);
    let people: Vec<EntityId> = people.map(|person| person.id).collect();
    let is_clear =
        pronoun.attribution.kind != Kind::Direct || !context.is_running_text(*sentence) || !people.contains(&speaker);
    if is_clear { Vec::new() } else { people }
}

/// Whether somebody is quoted before a place. A reader thinks of that one.
fn has_spoken(context: &Context<'_>, speaker: EntityId, place: TextRange) -> bool {
    let mut sayings = context.annotation.attributions_of(speaker).map(|attribution| attribution.range());
    sayings.any(|range| range.end <= place.start && context.is_running_text(range))
}

/// Where the first pronoun of a gender stands in a text.
fn first_pronoun(text: &str, gender: Gender) -> Option<usize> {
    let forms = match gender {
        Gender::Masculine => ["he", "him", "his", "himself"],
        Gender::Feminine => ["she", "her", "hers", "herself"],
    };
    let mut start = 0;
    text.split_inclusive(|c: char| !c.is_alphabetic()).find_map(|piece| {
        let place = start;
        start += piece.len();
        let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        forms.iter().any(|form| word.eq_ignore_ascii_case(form)).then_some(place)
    })
}

fn finding(context: &Context<'_>, pronoun: &PronounSource<'_>, candidates: &[EntityId]) -> Finding {
    let word = context.text(pronoun.span);
    let candidates = || candidates.iter().map(|id| context.annotation.entity(*id));
    let related = candidates().filter_map(|person: &Entity| {
        let mention = person.mentions.iter().rfind(|mention| mention.span.end <= pronoun.span.start)?;
        Some(Related { span: mention.span, message: format!("“{word}” could be {}.", person.name) })
    });
    let message = format!("It is not clear who this “{word}” is.");
    let advice = "Write the speaker’s name.";
    let mut finding = context.finding(&RULE, pronoun.span, message, advice).with_related(related.collect());
    finding.fixes = pronoun.fixes(context, candidates());
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::assert_fixes;

    #[test]
    fn names_either() {
        let before = "On Monday officers held Ann Weber and Eve Moreau over seven letters.\n\n“This is an attack on all \
                      of us”, she said.\n";
        let after = |name: &str| before.replace("she said", &format!("{name} said"));
        assert_fixes(&RULE, &[(before, &[&after("Moreau"), &after("Weber")])]);
    }
}
