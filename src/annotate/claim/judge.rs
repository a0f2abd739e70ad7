//! Which sentences of a document want a source: what their words tell, judged with their neighbourhood known.

use std::sync::Arc;

use crate::annotate::annotation::{Annotation, Claim, ClaimKind, Confidence};
use crate::annotate::paragraph::ParagraphAnnotation;
use crate::model::{ClaimModel, ClaimReason, Judgement, SeenSentence, SentenceView};
use crate::text::{Document, TextRange};

use super::facts;
use super::{RawClaim, trigger};

/// How likely a sentence must be a claim where nothing in its words gives it away.
const ENOUGH: f32 = 0.5;
/// How likely where it has a figure, or words that often judge or accuse.
const ENOUGH_WITH_WORDS: f32 = 0.3;

/// The claims of a document, at most one a sentence, in order.
pub(in crate::annotate) fn claims(
    document: &Document,
    paragraphs: &[Arc<ParagraphAnnotation>],
    annotation: &Annotation,
) -> Vec<Claim> {
    let sentences = facts::sentences(document, paragraphs, annotation);
    let nothing = SentenceView::default();
    let seen = sentences.iter().map(|sentence| SeenSentence {
        view: paragraphs[sentence.paragraph].views.get(sentence.index).unwrap_or(&nothing),
        facts: &sentence.facts,
    });
    let judgements = ClaimModel::shipped().judge(&seen.collect::<Vec<_>>());
    let claims = sentences.iter().zip(judgements).filter_map(|(sentence, judgement)| {
        let paragraph = document.paragraphs.get(sentence.paragraph)?;
        let found = &paragraphs[sentence.paragraph];
        let own = *found.sentences.get(sentence.index)?;
        let raw = raw_claim(&found.claims, own);
        let (kind, confidence) = decide(&judgement, raw)?;
        let own_trigger = raw.map_or_else(|| trigger::find(paragraph.text(), own, kind), |raw| raw.trigger);
        Some(Claim {
            sentence: sentence.range,
            trigger: paragraph.to_source(own_trigger),
            kind,
            attribution: None,
            confidence: Confidence(confidence),
        })
    });
    let mut claims: Vec<Claim> = claims.collect();
    for attribution in &annotation.attributions {
        for part in &attribution.content {
            let first = claims.partition_point(|claim| claim.trigger.start < part.start);
            for claim in claims[first..].iter_mut().take_while(|claim| claim.trigger.start < part.end) {
                claim.attribution.get_or_insert(attribution.id);
            }
        }
    }
    claims
}

/// The claim that a sentence's words make.
fn raw_claim(claims: &[RawClaim], sentence: TextRange) -> Option<&RawClaim> {
    claims
        .get(claims.partition_point(|claim| claim.sentence.start < sentence.start))
        .filter(|claim| claim.sentence == sentence)
}

/// What kind of claim a sentence is, and how sure that is; `None`: it is none.
fn decide(judgement: &Judgement, raw: Option<&RawClaim>) -> Option<(ClaimKind, f32)> {
    let likelihood = judgement.likelihood;
    let Some(raw) = raw else {
        return (likelihood >= ENOUGH).then(|| (kind(judgement), likelihood));
    };
    match raw.kind {
        // Such words say themselves that somebody says so, but not who.
        ClaimKind::Agentless | ClaimKind::Hearsay => Some((raw.kind, likelihood.max(raw.confidence.0))),
        _ => (likelihood >= ENOUGH_WITH_WORDS).then_some((raw.kind, likelihood)),
    }
}

/// The kind that the likeliest reason makes.
fn kind(judgement: &Judgement) -> ClaimKind {
    let reasons = ClaimReason::ALL.into_iter().zip(judgement.reasons);
    let likeliest = reasons.max_by(|(_, a), (_, b)| a.total_cmp(b));
    match likeliest.map(|(reason, _)| reason) {
        Some(ClaimReason::Accusation) => ClaimKind::Accusation,
        Some(ClaimReason::Prediction) => ClaimKind::Prediction,
        Some(ClaimReason::Statistic) => ClaimKind::Statistic,
        Some(ClaimReason::Mind) => ClaimKind::Mind,
        _ => ClaimKind::Judgement,
    }
}
