//! Which sentences of a document want a source: what their words tell, judged with their neighbourhood known.

use std::sync::Arc;

use crate::annotate::annotation::{Annotation, Claim, ClaimKind, Confidence, Doubt};
use crate::annotate::paragraph::ParagraphAnnotation;
use crate::model::{ClaimModel, SeenSentence};
use crate::text::{Document, TextRange};

use super::facts::{self, JudgedSentence};
use super::signs;
use super::surroundings::{self, Text};
use super::told::Told;
use super::{RawClaim, SOFT, SURE};

/// How likely a sentence must be a claim in a text in which little is somebody's word.
const ENOUGH: f32 = 0.27;
/// How much likelier where all is: the more a text attributes, the more often the sentence's source is at hand.
const MORE_IF_ATTRIBUTED: f32 = 1.1;
/// So much may be somebody's word and it is still little.
const LITTLE: f32 = 0.15;
/// How much less likely where it has a figure, or words that often accuse; words that nearly always do need no more.
const LESS_WITH_WORDS: f32 = 0.15;
/// How likely it must be in a text too short to have surroundings.
const ENOUGH_IN_SHORT: Enough = Enough { judgement: 0.44, shown: 0.34, figure: 0.34, words: 0.25 };

/// Words that a judgement has at least.
const JUDGEMENT_WORDS: usize = 4;

/// The claims of a document, at most one a sentence, and how likely each of its sentences is one; in order.
pub(in crate::annotate) fn claims(
    document: &Document,
    paragraphs: &[Arc<ParagraphAnnotation>],
    annotation: &Annotation,
    told: &mut Told,
) -> (Vec<Claim>, Vec<Doubt>) {
    let sentences = facts::sentences(document, paragraphs, annotation);
    let is_short = sentences.len() < Annotation::FEW;
    // Of a short text they tell nothing.
    let circumstances = if is_short { Vec::new() } else { circumstances(paragraphs, &sentences) };
    let model = ClaimModel::shipped();
    let told = told.of(paragraphs, &sentences).chunks_exact(model.told());
    let seen = sentences.iter().zip(told).enumerate().map(|(index, (sentence, told))| SeenSentence {
        told,
        facts: &sentence.facts,
        circumstances: circumstances.get(index).map_or(&[], <[f32; _]>::as_slice),
    });
    let enough = Enough::of(&sentences, is_short);
    let likelihoods = model.judge(&seen.collect::<Vec<_>>());
    let claims = sentences.iter().zip(&likelihoods).filter_map(|(sentence, likelihood)| {
        if sentence.is_question() {
            return None;
        }
        let paragraph = document.paragraphs.get(sentence.paragraph)?;
        let found = &paragraphs[sentence.paragraph];
        let own = *found.sentences.get(sentence.index)?;
        let shown = || found.shown(paragraph.text(), sentence.index);
        let Decision { kind, confidence, trigger } =
            decide(*likelihood, enough, is_short, raw_claims(&found.claims, own), shown)?;
        let words = || paragraph.text().get(own.start..own.end).unwrap_or_default().split_whitespace();
        if kind == ClaimKind::Judgement && words().take(JUDGEMENT_WORDS).count() < JUDGEMENT_WORDS {
            return None;
        }
        Some(Claim {
            sentence: sentence.range,
            trigger: paragraph.to_source(trigger),
            kind,
            attribution: None,
            confidence: Confidence(confidence),
        })
    });
    let mut claims: Vec<Claim> = claims.collect();
    // What nobody says is nobody's.
    for attribution in annotation.attributions.iter().filter(|attribution| !attribution.source.is_empty()) {
        for part in &attribution.content {
            let first = claims.partition_point(|claim| claim.trigger.end <= part.start);
            for claim in claims[first..].iter_mut().take_while(|claim| claim.trigger.start < part.end) {
                let said = claim.trigger.intersection(*part).map_or(0, TextRange::len);
                // The trigger may be the whole sentence, with source and cue.
                if 2 * said >= claim.trigger.len() {
                    claim.attribution.get_or_insert(attribution.id);
                }
            }
        }
    }
    let doubts = sentences.iter().zip(likelihoods);
    let doubts =
        doubts.map(|(sentence, likelihood)| Doubt { sentence: sentence.range, likelihood: Confidence(likelihood) });
    (claims, doubts.collect())
}

/// What the words of a sentence tell a little of, and what stands around it.
type Circumstances = [f32; signs::COUNT + surroundings::COUNT];

/// The same of each sentence; of none if not all can be told of.
pub(in crate::annotate) fn circumstances(
    paragraphs: &[Arc<ParagraphAnnotation>],
    sentences: &[JudgedSentence],
) -> Vec<Circumstances> {
    let found = sentences.iter().map(|sentence| paragraphs.get(sentence.paragraph)?.signs.get(sentence.index));
    let Some(signs) = found.collect::<Option<Vec<_>>>() else { return Vec::new() };
    let text = Text::new(sentences, &signs);
    let mut all: Vec<Circumstances> = vec![[0.0; _]; sentences.len()];
    for (index, (of_sentence, signs)) in all.iter_mut().zip(&signs).enumerate() {
        let (listed, around) = of_sentence.split_at_mut(signs::COUNT);
        listed.copy_from_slice(signs.values());
        text.write_around(index, around);
    }
    all
}

/// How likely a sentence of a text must be a claim.
#[derive(Clone, Copy, Debug)]
struct Enough {
    /// Where nothing in its words gives it away.
    judgement: f32,
    /// Where single words show what it would be about.
    shown: f32,
    /// Where one is a figure.
    figure: f32,
    /// Where it has a figure that somebody must have counted, or words that often accuse.
    words: f32,
}

impl Enough {
    fn of(sentences: &[JudgedSentence], is_short: bool) -> Self {
        if is_short {
            return ENOUGH_IN_SHORT;
        }
        let attributed = facts::mean(sentences, JudgedSentence::attributed);
        let enough = ENOUGH + MORE_IF_ATTRIBUTED * (attributed - LITTLE).max(0.0);
        let with_words = enough - LESS_WITH_WORDS;
        Self { judgement: enough, shown: enough, figure: with_words, words: with_words }
    }
}

/// The claims that a sentence's words make.
fn raw_claims(claims: &[RawClaim], sentence: TextRange) -> &[RawClaim] {
    let first = claims.partition_point(|claim| claim.sentence.start < sentence.start);
    let end = claims.partition_point(|claim| claim.sentence.start <= sentence.start);
    claims.get(first..end).unwrap_or_default()
}

/// What kind of claim a sentence is.
struct Decision {
    kind: ClaimKind,
    confidence: f32,
    /// The words that show it, in bytes of the paragraph.
    trigger: TextRange,
}

/// What kind of claim a sentence is, the most specific that fits; `None`: it is none. `enough` is how likely it must be; of a
/// short text the words tell more than the likelihood. `shown` is what its words show where no phrase does.
fn decide(
    likelihood: f32,
    enough: Enough,
    is_short: bool,
    raw: &[RawClaim],
    shown: impl Fn() -> Option<(ClaimKind, TextRange)>,
) -> Option<Decision> {
    let by_words = raw.iter().filter_map(|raw| {
        let confidence = match raw.kind {
            ClaimKind::DoubleHedge | ClaimKind::Puffery | ClaimKind::Judgement => raw.confidence.0,
            // Such words say themselves that somebody says so, but not who; those that are not sure need more.
            ClaimKind::Agentless | ClaimKind::Hearsay => {
                match raw.confidence >= SURE || is_short || likelihood >= enough.shown {
                    true => likelihood.max(raw.confidence.0),
                    false => return None,
                }
            }
            _ => match (raw.confidence >= SURE, likelihood >= enough.words) {
                (true, true) => likelihood.max(raw.confidence.0),
                (true, false) if raw.kind == ClaimKind::Accusation || is_short => SOFT.0,
                (false, true) => likelihood,
                (_, false) => return None,
            },
        };
        Some(Decision { kind: raw.kind, confidence, trigger: raw.trigger })
    });
    let by_likelihood = (likelihood >= enough.figure).then(shown).flatten().and_then(|(kind, trigger)| {
        let is_enough = match kind {
            ClaimKind::Judgement => likelihood >= enough.judgement,
            ClaimKind::Statistic => likelihood >= enough.figure,
            _ => likelihood >= enough.shown,
        };
        // A single word does not tell who is accused.
        let confidence = if kind == ClaimKind::Accusation { likelihood.min(SOFT.0) } else { likelihood };
        is_enough.then_some(Decision { kind, confidence, trigger })
    });
    by_words.chain(by_likelihood).min_by_key(|decision| generality(decision.kind))
}

/// How little a kind says of what is wrong, beside another that fits the same sentence.
fn generality(kind: ClaimKind) -> usize {
    match kind {
        ClaimKind::DoubleHedge => 0,
        ClaimKind::Agentless | ClaimKind::Hearsay => 1,
        ClaimKind::Statistic | ClaimKind::Accusation => 2,
        ClaimKind::Mind | ClaimKind::Prediction => 3,
        ClaimKind::Puffery => 4,
        ClaimKind::Judgement => 5,
    }
}
