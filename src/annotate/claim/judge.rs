//! Which sentences of a document want a source: what their words tell, judged with their neighbourhood known.

use std::sync::Arc;

use crate::annotate::annotation::{Annotation, Claim, ClaimKind, Confidence, Doubt};
use crate::annotate::paragraph::ParagraphAnnotation;
use crate::model::{ClaimModel, SeenSentence};
use crate::text::{Document, Paragraph, TextRange};

use super::facts::{self, JudgedSentence};
use super::kept::Kept;
use super::surroundings::{Circumstances, Text, Whole};
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

/// How many sentences are judged at once: what they tell takes room.
const AT_ONCE: usize = 64;

/// Words that a judgement has at least.
const JUDGEMENT_WORDS: usize = 4;

/// The claims of a document, at most one a sentence, and how likely each of its sentences is one; in order.
pub(in crate::annotate) fn claims(
    document: &Document,
    paragraphs: &[Arc<ParagraphAnnotation>],
    annotation: &Annotation,
    kept: &mut Kept,
) -> (Vec<Claim>, Vec<Doubt>) {
    kept.align(document, paragraphs);
    let sentences = facts::sentences(document, paragraphs, annotation, kept);
    judge(document, paragraphs, &sentences, kept);
    let judged = || sentences.iter().zip(kept.verdicts());
    let claim = |(sentence, verdict): (&JudgedSentence, Verdict)| {
        let Decision { kind, confidence, trigger } = verdict.decision?;
        let trigger = document.paragraphs.get(sentence.paragraph)?.to_source(trigger);
        let confidence = Confidence(confidence);
        Some(Claim { sentence: sentence.range, trigger, kind, attribution: None, confidence })
    };
    let mut claims: Vec<Claim> = judged().filter_map(claim).collect();
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
    let doubt = |(sentence, verdict): (&JudgedSentence, Verdict)| Doubt {
        sentence: sentence.range,
        likelihood: Confidence(verdict.likelihood),
    };
    let doubts = judged().map(doubt).collect();
    (claims, doubts)
}

/// Judges the sentences of which something else is known now than before, and those near them; all if the text as a whole is
/// another.
fn judge(document: &Document, paragraphs: &[Arc<ParagraphAnnotation>], sentences: &[JudgedSentence], kept: &mut Kept) {
    let model = ClaimModel::shipped();
    let changed = kept.take(sentences);
    let text = Text::new(sentences, paragraphs);
    let is_short = sentences.len() < Annotation::FEW;
    let outlook = Outlook { common: model.common(kept.sum()), whole: text.whole(), is_short };
    let indices = match kept.is_judged_by(&outlook) {
        true => text.around(&changed),
        false => (0..sentences.len()).collect(),
    };
    for run in indices.chunk_by(|one, next| *next == one + 1).flat_map(|run| run.chunks(AT_ONCE)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let told = kept.told(first.saturating_sub(1)..(last + 2).min(sentences.len()));
        // Of a short text they tell nothing.
        let circumstances = |index: &usize| (!is_short).then(|| text.circumstances(*index));
        let circumstances: Vec<Option<Circumstances>> = run.iter().map(circumstances).collect();
        let seen = run.iter().zip(&circumstances).map(|(index, circumstances)| SeenSentence {
            told: told.by(*index),
            before: index.checked_sub(1).map_or(&[], |before| told.by(before)),
            after: told.by(index + 1),
            facts: &sentences[*index].facts,
            circumstances: circumstances.as_ref().map_or(&[], <[f32; _]>::as_slice),
        });
        let likelihoods = model.judge(&outlook.common, &seen.collect::<Vec<_>>());
        for (index, likelihood) in run.iter().zip(likelihoods) {
            let sentence = &sentences[*index];
            let paragraph = document.paragraphs.get(sentence.paragraph).map_or("", Paragraph::text);
            let decision = decide(paragraph, &paragraphs[sentence.paragraph], sentence, likelihood, &outlook);
            kept.judge(*index, Verdict { likelihood, decision });
        }
    }
}

/// What a sentence was judged to be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Verdict {
    /// How likely it is a claim.
    pub likelihood: f32,
    /// What claim, if it is one.
    pub decision: Option<Decision>,
}

/// What of a whole text a sentence is judged by. It is rounded, so that what is written in one place of a long text is seldom
/// reason to judge all others again.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outlook {
    /// What all sentences tell each one.
    common: Vec<f32>,
    whole: Whole,
    is_short: bool,
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
    fn of(outlook: &Outlook) -> Self {
        if outlook.is_short {
            return ENOUGH_IN_SHORT;
        }
        let enough = ENOUGH + MORE_IF_ATTRIBUTED * (outlook.whole.attributed - LITTLE).max(0.0);
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
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision {
    kind: ClaimKind,
    confidence: f32,
    /// The words that show it, in bytes of the paragraph.
    trigger: TextRange,
}

/// What kind of claim a sentence of a paragraph is; `None`: it is none.
fn decide(
    paragraph: &str,
    found: &ParagraphAnnotation,
    sentence: &JudgedSentence,
    likelihood: f32,
    outlook: &Outlook,
) -> Option<Decision> {
    if sentence.is_question() {
        return None;
    }
    let own = *found.sentences.get(sentence.index)?;
    let shown = || found.shown(paragraph, sentence.index);
    let raw = raw_claims(&found.claims, own);
    let decision = most_specific(likelihood, Enough::of(outlook), outlook.is_short, raw, shown)?;
    let words = || paragraph.get(own.start..own.end).unwrap_or_default().split_whitespace();
    let is_too_short = || words().take(JUDGEMENT_WORDS).count() < JUDGEMENT_WORDS;
    (decision.kind != ClaimKind::Judgement || !is_too_short()).then_some(decision)
}

/// The most specific kind of claim that fits a sentence. `enough` is how likely it must be; of a short text the words tell more
/// than the likelihood. `shown` is what its words show where no phrase does.
fn most_specific(
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
