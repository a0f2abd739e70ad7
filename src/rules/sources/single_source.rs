//! `single-source`: a long story that rests on one voice.

use std::collections::HashSet;

use crate::annotate::{Attribution, AttributionId, Entity, EntityId, EntityKind, Kind};
use crate::lexicon::{self, CueClass};
use crate::rules::headline::is_headline;
use crate::rules::{Context, Defaults, Family, Finding, Profile, Rule, Severity};
use crate::text::{BlockKind, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "single-source",
    family: Family::Sources,
    defaults: Defaults::but_in_fiction(Severity::Hint).except(Profile::Essay, None).except(Profile::Academic, None),
    summary: "Everything in a long text is said by one source.",
    page: include_str!("single_source.md"),
    check,
};

/// Attributions of a text that is asked for a second voice.
const FEWEST_ATTRIBUTIONS: usize = 5;
/// Words of running text that it has.
const FEWEST_WORDS: usize = 300;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some((speaker, said)) = only_speaker(context) else { return };
    let entity = context.annotation.entity(speaker);
    let is_alone = said.len() >= FEWEST_ATTRIBUTIONS
        && count_words(context) >= FEWEST_WORDS
        && !refers_elsewhere(context)
        && !is_interview(context)
        && !is_profile(context, entity, &said);
    let first = said.iter().filter_map(|attribution| attribution.source.first()).min_by_key(|span| span.start);
    if let Some(first) = first.filter(|_| is_alone) {
        let message = format!("All that is said here is said by {}.", entity.name);
        let advice =
            "Ask somebody else, above all somebody who may see it differently, or say that nobody else would speak.";
        findings.push(context.finding(&RULE, *first, message, advice));
    }
}

/// The one entity that says all that is said in running text, and what it says; `None` if anybody else may say something.
fn only_speaker<'a>(context: &Context<'a>) -> Option<(EntityId, Vec<&'a Attribution>)> {
    let attributions = context.annotation.attributions.iter();
    let mut said = attributions.filter(|attribution| is_saying(context, attribution));
    let mut before = Vec::new();
    // most texts have a second voice soon: the rest needs no look then
    let first = loop {
        match said.next()? {
            named if is_named(context, named) => break named,
            other => before.push(other),
        }
    };
    let speaker = first.speaker?;
    let is_own = |attribution: &&Attribution| attribution.speaker == Some(speaker);
    if !before.iter().all(|other| is_own(other) || may_be(context, other, speaker)) {
        return None;
    }
    let mut own: Vec<&Attribution> = before.into_iter().filter(is_own).chain([first]).collect();
    for attribution in said {
        match is_own(&attribution) {
            true => own.push(attribution),
            false if may_be(context, attribution, speaker) => {}
            false => return None,
        }
    }
    let others_speak = context.annotation.unsourced.iter().any(|attribution| {
        attribution.kind != Kind::Indirect && attribution.speaker.is_some_and(|other| other != speaker)
    });
    (!others_speak).then_some((speaker, own))
}

/// Whether it is something said in the text itself, for all that is known: not thought, and no part of what another says.
fn is_saying(context: &Context<'_>, attribution: &Attribution) -> bool {
    const SURE: f32 = 0.5;
    let range = attribution.range();
    let mut cues = attribution.cue.iter().flat_map(|cue| context.text(*cue).split_whitespace());
    let is_thought = cues.any(|word| lexicon::cue(&lexicon::lower(word)) == Some(CueClass::MENTAL));
    context.is_running_text(range)
        && context.quotation_around(range).is_none()
        && attribution.confidence.0 >= SURE
        && !(is_thought && attribution.kind == Kind::Indirect)
        && !is_headline(context, range)
        && !is_within_another(context, attribution)
}

/// Whether its speaker is somebody whom the text names, or a body.
fn is_named(context: &Context<'_>, attribution: &Attribution) -> bool {
    attribution
        .speaker
        .map(|speaker| context.annotation.entity(speaker))
        .is_some_and(|entity| entity.kind == EntityKind::Organization || entity.has_name())
}

/// Whether an attribution of another speaker, or of none, may be the speaker's for all that the text tells: "the candidate".
fn may_be(context: &Context<'_>, attribution: &Attribution, speaker: EntityId) -> bool {
    let words = attribution.source.first().map(|source| context.text(*source).to_lowercase()).unwrap_or_default();
    let is_somebody_known = words.starts_with("the ") && !words.ends_with('s') && !is_named(context, attribution);
    let is_person = attribution.speaker.is_none_or(|other| context.annotation.entity(other).kind == EntityKind::Person);
    words.is_empty() || attribution.candidates.contains(&speaker) || (is_somebody_known && is_person)
}

/// Whether an attribution is part of what another says: "Li said that Bo had said no".
fn is_within_another(context: &Context<'_>, attribution: &Attribution) -> bool {
    let Some(cue) = attribution.cue.first() else { return false };
    // What it stands in begins near it.
    const NEAR: usize = 16;
    let AttributionId(own) = attribution.id;
    let near = context.annotation.attributions.iter().skip(own.saturating_sub(NEAR)).take(2 * NEAR + 1);
    near.filter(|other| other.id != attribution.id).flat_map(|other| &other.content).any(|content| content.covers(*cue))
}

fn count_words(context: &Context<'_>) -> usize {
    let paragraphs = context.document.paragraphs.iter().filter(|paragraph| is_running(paragraph.kind));
    paragraphs.map(|paragraph| paragraph.text().split_whitespace().count()).sum()
}

fn is_running(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Speech | BlockKind::ListItem | BlockKind::BlockQuote)
}

/// Whether any sentence has a link, a footnote or a citation: that is another source.
fn refers_elsewhere(context: &Context<'_>) -> bool {
    context.annotation.sentences.iter().any(|sentence| context.is_cited(*sentence))
}

/// Whether it is questions and answers: turns after a name and a colon, or paragraphs of questions.
fn is_interview(context: &Context<'_>) -> bool {
    const FEWEST_QUESTIONS: usize = 3;
    let mut cues = context.annotation.attributions.iter().flat_map(|attribution| &attribution.cue);
    let has_turns = cues.any(|cue| context.text(*cue).starts_with(':'));
    let paragraphs = context.document.paragraphs.iter();
    let questions = paragraphs.filter(|paragraph| {
        let text = paragraph.text().trim();
        text.ends_with('?') || text.starts_with("Q:") || text.starts_with("Q.")
    });
    has_turns || questions.count() >= FEWEST_QUESTIONS
}

/// Whether the text is about who speaks: named in its heading or first sentence, and doing more than saying in the rest.
fn is_profile(context: &Context<'_>, speaker: &Entity, said: &[&Attribution]) -> bool {
    let mentions = || speaker.mentions.iter().map(|mention| mention.span);
    let first_sentence = context.annotation.sentences.iter().find(|sentence| context.is_running_text(**sentence));
    let is_subject = mentions()
        .any(|span| !context.is_running_text(span) || first_sentence.is_some_and(|sentence| sentence.covers(span)));
    let sentences = context.annotation.sentences.iter();
    let about = sentences.filter(|sentence| speaker.mentions_in(**sentence).next().is_some());
    let said: HashSet<AttributionId> = said.iter().map(|attribution| attribution.id).collect();
    let is_said_in = |sentence: &TextRange| context.sayings_in(*sentence).any(|saying| said.contains(&saying.id));
    let (saying, doing): (Vec<&TextRange>, Vec<&TextRange>) = about.partition(|sentence| is_said_in(sentence));
    is_subject && doing.len() > saying.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::findings;

    const QUIET: &str = "The harbour has four berths, two cranes and a wall that the sea broke in the spring. ";

    fn story(sayings: &str) -> String {
        format!("{sayings}\n\n{}\n", QUIET.repeat(20))
    }

    const FOUR: &str = "“We have no money,” said Maria Ortiz, the mayor. She said that the berths were full. \
                        Ortiz added that the wall would cost a fortune. “We sail at six,” Ortiz said.";

    #[test]
    fn five_attributions_want_a_second_voice() {
        assert!(findings(&RULE, &story(FOUR)).is_empty());
        let five = findings(&RULE, &story(&format!("{FOUR} “Nobody came,” Ortiz said.")));
        assert_eq!(
            five.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(),
            ["All that is said here is said by Maria Ortiz."]
        );
    }

    #[test]
    fn a_second_voice_is_enough() {
        let two = format!("{FOUR} “Nobody came,” Ortiz said. “I did,” said Daniel Okoro, a nurse.");
        assert!(findings(&RULE, &story(&two)).is_empty());
    }

    #[test]
    fn a_brief_may_have_one() {
        assert!(findings(&RULE, &format!("{FOUR} “Nobody came,” Ortiz said.\n")).is_empty());
    }
}
