//! `unresolved-speaker`: "she said", and nobody for her to be.

use crate::annotate::{Attribution, EntityId, Kind};
use crate::lexicon::{self, CueClass};
use crate::rules::{Context, Defaults, Family, Finding, Related, Rule, Severity};
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    name: "unresolved-speaker",
    family: Family::Quotes,
    defaults: Defaults::everywhere(Severity::Warning),
    summary: "“He said” or “she said”, and the text does not tell who is meant.",
    page: include_str!("unresolved_speaker.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for attribution in &context.annotation.attributions {
        let Some(pronoun) = pronoun(context, attribution) else { continue };
        let wants_speaker = attribution.speaker.is_none()
            && is_speech(context, attribution)
            && is_doubtful(context, attribution, pronoun)
            && context.is_running_text(pronoun)
            && context.quotation_around(pronoun).is_none();
        if wants_speaker {
            findings.push(finding(context, attribution, pronoun));
        }
    }
}

/// The source, if it is "he" or "she".
fn pronoun(context: &Context<'_>, attribution: &Attribution) -> Option<TextRange> {
    let [source] = attribution.source.as_slice() else { return None };
    let word = context.text(*source).to_lowercase();
    matches!(word.as_str(), "he" | "she").then_some(*source)
}

/// Whether words are reported: who "thinks" or "wants" something is clear more often than it seems.
fn is_speech(context: &Context<'_>, attribution: &Attribution) -> bool {
    let words = attribution.cue.iter().flat_map(|cue| context.text(*cue).split_whitespace());
    let mut cues = words.filter_map(|word| lexicon::cue(&word.to_lowercase()));
    attribution.kind != Kind::Indirect || cues.any(|class| class.contains(CueClass::SPEECH))
}

/// Whether nobody can be meant, or only some of whom none has spoken yet, while nobody was "he" or "she" before. Otherwise
/// a reader thinks of whoever was.
fn is_doubtful(context: &Context<'_>, attribution: &Attribution, pronoun: TextRange) -> bool {
    let has_spoken = |speaker: &EntityId| {
        context.annotation.attributions_of(*speaker).any(|earlier| {
            let range = earlier.range();
            range.end <= pronoun.start && context.is_running_text(range)
        })
    };
    match attribution.candidates.as_slice() {
        [] => true,
        candidates => !candidates.iter().any(has_spoken) && is_first_of_gender(context, pronoun),
    }
}

/// Whether no pronoun of the same gender stands earlier in the text.
fn is_first_of_gender(context: &Context<'_>, pronoun: TextRange) -> bool {
    let forms = match context.text(pronoun).to_lowercase().as_str() {
        "he" => ["he", "him", "his", "himself"],
        _ => ["she", "her", "hers", "herself"],
    };
    let before = context.source.get(..pronoun.start).unwrap_or_default();
    let mut words = before.split(|c: char| !c.is_alphabetic());
    !words.any(|word| forms.iter().any(|form| word.eq_ignore_ascii_case(form)))
}

fn finding(context: &Context<'_>, attribution: &Attribution, pronoun: TextRange) -> Finding {
    let word = context.text(pronoun);
    let candidates = attribution.candidates.iter().map(|id| context.annotation.entity(*id));
    let related = candidates.filter_map(|entity| {
        let mention = entity.mentions.iter().rfind(|mention| mention.span.end <= pronoun.start)?;
        Some(Related { span: mention.span, message: format!("“{word}” could be {}.", entity.name) })
    });
    let related: Vec<Related> = related.collect();
    const ADVICE: &str = "Write the speaker’s name, and the role at the first mention.";
    match related.as_slice() {
        [] => context.finding(&RULE, pronoun, format!("Nobody introduced so far can be this “{word}”."), ADVICE),
        _ => {
            let message = format!("It is not clear who this “{word}” is.");
            context.doubtful_finding(&RULE, Severity::Information, pronoun, message, ADVICE).with_related(related)
        }
    }
}
