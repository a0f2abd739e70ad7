//! Sentences that make a reader ask "says who?".
//!
//! [`find`] gives those of a paragraph whose words tell, for its stage; [`claims`] judges all sentences of a document, with
//! what the claim model makes of each.

mod facts;
mod judge;
mod kept;
mod kind;
mod phrase;
mod signs;
mod statistic;
mod surroundings;

pub(super) use facts::sentences as judged_sentences;
pub(super) use judge::claims;
pub(super) use kept::Kept;
pub(super) use kind::shown;
pub(super) use signs::{Signs, signs};
pub(super) use surroundings::Text as SentencesOfText;

use std::ops::Range;

use crate::text::TextRange;

use super::annotation::{ClaimKind, Confidence};
use super::words::Words;

/// How sure a claim is whose words nearly always make one.
const SURE: Confidence = Confidence(0.8);
/// How sure one is whose words often do.
const SOFT: Confidence = Confidence(0.6);

/// A sentence that wants a source, in bytes of its paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RawClaim {
    pub sentence: TextRange,
    /// The words that make it one.
    pub trigger: TextRange,
    pub kind: ClaimKind,
    pub confidence: Confidence,
}

/// What makes a sentence a claim, in words of the paragraph.
#[derive(Clone, Debug, PartialEq)]
struct Trigger {
    words: Range<usize>,
    kind: ClaimKind,
    confidence: Confidence,
}

/// What makes claims of a paragraph's sentences, at most one of a kind for each; those of one sentence surest first.
/// Nothing inside quotation marks makes one.
pub(super) fn find(words: &Words<'_>) -> Vec<RawClaim> {
    let origin = statistic::origin(words);
    let mut claims: Vec<RawClaim> = Vec::new();
    for sentence in words.sentences.iter().filter(|sentence| !ends_in_question_mark(words, sentence)) {
        let mut triggers = phrase::find(words, sentence);
        triggers.extend(statistic::find(words, sentence, origin));
        // Of equally sure ones the plainest kind, and of that the first.
        triggers
            .sort_by(|a, b| b.confidence.0.total_cmp(&a.confidence.0).then_with(|| rank(a.kind).cmp(&rank(b.kind))));
        let own = claims.len();
        for trigger in triggers {
            if claims[own..].iter().all(|claim| claim.kind != trigger.kind) {
                claims.push(RawClaim {
                    sentence: words.range(sentence.clone()),
                    trigger: words.range(trigger.words),
                    kind: trigger.kind,
                    confidence: trigger.confidence,
                });
            }
        }
    }
    claims
}

fn rank(kind: ClaimKind) -> usize {
    match kind {
        ClaimKind::Hearsay => 0,
        ClaimKind::Agentless => 1,
        ClaimKind::Statistic => 2,
        ClaimKind::Accusation => 3,
        ClaimKind::Judgement | ClaimKind::Puffery | ClaimKind::Prediction | ClaimKind::Mind => 4,
        ClaimKind::DoubleHedge => 5,
    }
}

fn ends_in_question_mark(words: &Words<'_>, sentence: &Range<usize>) -> bool {
    words.words[sentence.clone()].iter().rev().take_while(|word| word.is_punctuation()).any(|word| word.text == "?")
}
