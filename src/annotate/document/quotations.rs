//! The quotations of a document: those of its paragraphs, joined; which of them are speech, and whose.

use std::sync::Arc;

use smallvec::smallvec;

use crate::annotate::annotation::{Attribution, Kind, Quotation};
use crate::annotate::content_index::ContentIndex;
use crate::annotate::dialogue::{Follow, Lead};
use crate::annotate::paragraph::{ParagraphAnnotation, RawQuotation};
use crate::lexicon::Gender;
use crate::text::{BlockKind, Document, Paragraph, TextRange};

/// Bare quotations of at least this many words are speech even if nobody says them.
const SPEECH_WORDS: usize = 5;

/// A quotation with what is needed to judge whether it is speech.
pub(super) struct JoinedQuotation {
    pub quotation: Quotation,
    /// The paragraph that it begins in.
    pub paragraph: usize,
    /// Whether it ends in a question mark.
    pub asks: bool,
    /// The gender of whom it calls "sir" or "madam".
    pub honours: Option<Gender>,
    pub can_be_speech: bool,
    pub words: usize,
    pub closes_sentence: bool,
    pub in_heading: bool,
    /// Whether its paragraph is nothing but quotations.
    pub alone: bool,
    /// What stands before and after it.
    pub lead: Lead,
    pub follow: Follow,
}

impl JoinedQuotation {
    /// Whether a paragraph and a sentence end with it, so that a single word is speech: “Never.”
    pub fn is_turn_of_its_own(&self) -> bool {
        self.alone && self.closes_sentence && self.words > 0
    }
}

/// The quotations of all paragraphs, those carried over several as one.
pub(super) fn join_quotations(
    document: &Document,
    paragraphs: &[Arc<ParagraphAnnotation>],
    turns: &[bool],
) -> Vec<JoinedQuotation> {
    let mut joined: Vec<JoinedQuotation> =
        Vec::with_capacity(paragraphs.iter().map(|found| found.quotations.len()).sum());
    // the quotation that the last paragraph left open at its end
    let mut open: Option<(usize, &RawQuotation)> = None;
    for (index, ((paragraph, found), turn)) in document.paragraphs.iter().zip(paragraphs).zip(turns).enumerate() {
        let mut left_open = None;
        for raw in &found.quotations {
            let span = paragraph.to_source(raw.pair.range);
            let carried = open.filter(|(_, before)| {
                raw.pair.range.start == 0 && raw.pair.open > 0 && before.pair.style == raw.pair.style
            });
            let ends_open = raw.pair.is_open() && raw.pair.depth == 0 && raw.pair.range.end == paragraph.text().len();
            if let Some((carried, _)) = carried.filter(|_| raw.pair.depth == 0) {
                let whole = &mut joined[carried];
                whole.quotation.span.end = span.end;
                whole.quotation.parts.push(span);
                whole.quotation.balanced = raw.pair.close > 0;
                whole.words += raw.words;
                whole.can_be_speech = true;
                whole.closes_sentence |= raw.closes_sentence;
                whole.asks = raw.asks;
                whole.honours = whole.honours.or(raw.honours);
                if ends_open {
                    left_open = Some((carried, raw));
                }
                continue;
            }
            if ends_open {
                left_open = Some((joined.len(), raw));
            }
            joined.push(JoinedQuotation {
                quotation: Quotation {
                    span,
                    parts: smallvec![span],
                    speech: false,
                    balanced: raw.pair.is_balanced(),
                    depth: raw.pair.depth,
                    turn: *turn,
                    attribution: None,
                },
                paragraph: index,
                asks: raw.asks,
                honours: raw.honours,
                can_be_speech: raw.can_be_speech,
                words: raw.words,
                closes_sentence: raw.closes_sentence,
                in_heading: paragraph.kind == BlockKind::Heading,
                alone: found.detected.all_bare,
                lead: lead(&document.paragraphs, index, raw),
                follow: follow(paragraph, raw),
            });
        }
        open = left_open;
    }
    joined
}

/// What stands before a quotation of a paragraph.
fn lead(paragraphs: &[Paragraph], index: usize, raw: &RawQuotation) -> Lead {
    let last = |paragraph: &Paragraph, end: usize| paragraph.text().get(..end)?.trim_end().chars().next_back();
    match paragraphs.get(index).and_then(|own| last(own, raw.pair.range.start)) {
        Some(':') => Lead::Colon,
        Some(',') => Lead::Comma,
        Some(_) => Lead::Words,
        None => {
            let before = index.checked_sub(1).and_then(|before| paragraphs.get(before));
            let announced = before.is_some_and(|before| last(before, before.text().len()) == Some(':'));
            if announced { Lead::ColonBefore } else { Lead::Paragraph }
        }
    }
}

/// What stands after a quotation in its paragraph.
fn follow(paragraph: &Paragraph, raw: &RawQuotation) -> Follow {
    let after = paragraph.text().get(raw.pair.range.end..).unwrap_or_default();
    match after.trim_start().chars().next() {
        None => Follow::Nothing,
        Some(first) if first.is_lowercase() => Follow::Small,
        Some(first) if first.is_uppercase() => Follow::Capital,
        Some(_) => Follow::Other,
    }
}

/// Gives each quotation its attribution, each attribution its kind, and judges what is speech.
pub(super) fn link_quotations(
    quotations: &mut [JoinedQuotation],
    attributions: &mut [Attribution],
    contents: &ContentIndex,
) {
    for joined in quotations.iter_mut() {
        let turn_of_its_own = joined.is_turn_of_its_own();
        let quotation = &mut joined.quotation;
        let first = quotation.parts.first().copied().unwrap_or(quotation.span);
        let covering = contents.covering(first).and_then(|index| attributions.get(index));
        let direct = covering.is_some_and(|attribution| attribution.content.contains(&first));
        let cued = covering.is_some_and(|attribution| !attribution.cue.is_empty());
        quotation.attribution = covering.filter(|_| joined.can_be_speech).map(|attribution| attribution.id);
        quotation.speech = joined.can_be_speech
            && quotation.balanced_or_long(joined.words)
            && match covering {
                Some(_) if direct && cued => true,
                Some(_) => joined.words >= 2 || joined.closes_sentence,
                None => {
                    let sentence = joined.closes_sentence && joined.words >= 2 || turn_of_its_own;
                    !joined.in_heading && (sentence || joined.words >= SPEECH_WORDS)
                }
            };
        if !quotation.speech {
            quotation.attribution = None;
        }
    }
    let top: Vec<TextRange> = quotations
        .iter()
        .filter(|joined| joined.quotation.depth == 0)
        .flat_map(|joined| joined.quotation.parts.iter().copied())
        .collect();
    for attribution in attributions.iter_mut() {
        attribution.kind = kind_of(&attribution.content, &top);
    }
}

impl Quotation {
    /// A quotation that lacks a mark is taken for speech only if it has some words.
    fn balanced_or_long(&self, words: usize) -> bool {
        self.balanced || words >= SPEECH_WORDS
    }
}

/// How content is quoted: all of its parts inside quotations, none (or nothing is said yet), or some. The quotations are in
/// text order and don't overlap.
pub(super) fn kind_of(content: &[TextRange], quotations: &[TextRange]) -> Kind {
    let next = |part: &TextRange| quotations.partition_point(|quotation| quotation.end <= part.start);
    let inside = |part: &TextRange| quotations.get(next(part)).is_some_and(|quotation| quotation.covers(*part));
    let touched = |part: &TextRange| quotations.get(next(part)).is_some_and(|quotation| quotation.overlaps(*part));
    if !content.is_empty() && content.iter().all(inside) {
        Kind::Direct
    } else if content.iter().any(touched) {
        Kind::Mixed
    } else {
        Kind::Indirect
    }
}
