//! `unresolved-speaker`: "she said", and nobody for her to be.

use crate::annotate::{Attribution, EntityKind, Kind, MentionKind};
use crate::lexicon::{self, CueClass};
use crate::rules::{Context, Finding, Related, Rule, Severity};
use crate::text::TextRange;

pub(in crate::rules) const RULE: Rule = Rule {
    name: "unresolved-speaker",
    severity: Severity::Warning,
    summary: "“He said” or “she said”, and the text does not tell who is meant.",
    page: include_str!("unresolved_speaker.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for attribution in &context.annotation.attributions {
        let Some(pronoun) = pronoun(context, attribution) else { continue };
        let wants_speaker = attribution.speaker.is_none()
            && is_speech(context, attribution)
            && is_doubtful(context, attribution)
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
    attribution.kind != Kind::Indirect || cues.any(|cue| cue.class.contains(CueClass::SPEECH))
}

/// Whether nobody can be meant, or it is between two people whom the text names. Among more a reader knows by what the
/// sentence is about.
fn is_doubtful(context: &Context<'_>, attribution: &Attribution) -> bool {
    let candidates = attribution.candidates.iter().map(|id| context.annotation.entity(*id));
    let named = candidates.filter(|entity| {
        entity.kind == EntityKind::Person && entity.mentions.iter().any(|mention| mention.kind == MentionKind::Name)
    });
    match attribution.candidates.len() {
        0 => true,
        2 => named.count() == 2,
        _ => false,
    }
}

fn finding(context: &Context<'_>, attribution: &Attribution, pronoun: TextRange) -> Finding {
    let word = context.text(pronoun);
    let candidates: Vec<_> = attribution.candidates.iter().map(|id| context.annotation.entity(*id)).collect();
    let related = candidates.iter().filter_map(|entity| {
        let mention = entity.mentions.iter().rfind(|mention| mention.span.end <= pronoun.start)?;
        Some(Related { span: mention.span, message: format!("This could be {}.", word.to_lowercase()) })
    });
    let (severity, message, advice) = match candidates.as_slice() {
        // A reader who knows the two may well know which.
        [one, other] => (
            Severity::Hint,
            format!("This “{word}” could be {} or {}.", one.name, other.name),
            format!("Write the speaker’s name in place of “{word}”."),
        ),
        _ => (
            RULE.severity,
            format!("Nobody introduced so far can be this “{word}”."),
            "Write the speaker’s name, and the role at the first mention.".to_owned(),
        ),
    };
    Finding { rule: RULE.name, severity, span: pronoun, message, advice, related: related.collect() }
}
