//! Sentences that make a reader ask "says who?".
//!
//! [`find`] gives those of a paragraph whose words tell, for its stage; [`claims`] judges all sentences of a document, with
//! what the claim model makes of each.

mod facts;
mod judge;
mod phrase;
mod statistic;
mod trigger;

pub(super) use facts::sentences as judged_sentences;
pub(super) use judge::claims;

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

/// The claims of a paragraph, at most one a sentence; nothing inside quotation marks makes one.
pub(super) fn find(words: &Words<'_>) -> Vec<RawClaim> {
    let origin = statistic::origin(words);
    let claims = words.sentences.iter().filter_map(|sentence| {
        if ends_in_question_mark(words, sentence) {
            return None;
        }
        let of_figure = statistic::find(words, sentence, origin).into_iter();
        let triggers = phrase::find(words, sentence).into_iter().chain(of_figure);
        // The surest one; of several the plainest kind, and of that the first.
        let best = triggers
            .min_by(|a, b| b.confidence.0.total_cmp(&a.confidence.0).then_with(|| rank(a.kind).cmp(&rank(b.kind))))?;
        Some(RawClaim {
            sentence: words.range(sentence.clone()),
            trigger: words.range(best.words),
            kind: best.kind,
            confidence: best.confidence,
        })
    });
    claims.collect()
}

fn rank(kind: ClaimKind) -> usize {
    match kind {
        ClaimKind::Hearsay => 0,
        ClaimKind::Agentless => 1,
        ClaimKind::Statistic => 2,
        ClaimKind::Accusation => 3,
        ClaimKind::Judgement | ClaimKind::Prediction | ClaimKind::Mind => 4,
    }
}

fn ends_in_question_mark(words: &Words<'_>, sentence: &Range<usize>) -> bool {
    words.words[sentence.clone()].iter().rev().take_while(|word| word.is_punctuation()).any(|word| word.text == "?")
}
