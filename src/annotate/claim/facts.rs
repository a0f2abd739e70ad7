//! What is known of each sentence of a document that helps to tell whether it wants a source.

use std::sync::Arc;

use crate::annotate::annotation::{Annotation, Attribution, ClaimKind, EntityKind};
use crate::annotate::paragraph::ParagraphAnnotation;
use crate::text::{BlockKind, Document, Paragraph, TextRange};

use super::kept::Kept;

/// Bytes of a sentence that count as one.
const LENGTH: f32 = 200.0;

/// Sentences that may be a headline and a lead.
const FIRST: usize = 2;

/// What is known of a sentence; the order is the claim model's. The first are told by who says what, the others by the sentence and
/// its place.
#[derive(Clone, Copy, Debug)]
enum Fact {
    /// How much of it is attributed content, weighted by confidence.
    Attributed,
    /// How much is speech that nothing gives to anybody.
    Unsourced,
    /// How much is quoted speech.
    Quoted,
    /// Whether a source stands in it whom the text names.
    NamedSource,
    /// Whether people do who are known as a group only.
    GroupSource,
    /// Whether another source does.
    OtherSource,
    /// Whether a cue does.
    Cue,
    /// How long it is.
    Length,
    /// Whether it begins a paragraph.
    BeginsParagraph,
    /// Whether it is one of the document's first.
    BeginsDocument,
    /// How much of the document stands before it.
    Place,
    Heading,
    ListItem,
    BlockQuote,
    Question,
    /// How sure its words make a claim, by kind.
    Agentless,
    Hearsay,
    Judgement,
    Accusation,
    Statistic,
}

/// How many are told by who says what.
const BY_ATTRIBUTIONS: usize = Fact::Cue as usize + 1;

/// How many facts there are.
pub(in crate::annotate) const COUNT: usize = Fact::Statistic as usize + 1;

/// A sentence of a document.
#[derive(Clone, Debug)]
pub(in crate::annotate) struct JudgedSentence {
    /// In bytes of the source.
    pub range: TextRange,
    /// Its paragraph, and which of that one's sentences it is.
    pub paragraph: usize,
    pub index: usize,
    pub facts: [f32; COUNT],
}

impl JudgedSentence {
    pub fn is_question(&self) -> bool {
        self.facts[Fact::Question as usize] > 0.0
    }

    /// How much of it is somebody's word.
    pub fn attributed(&self) -> f32 {
        self.facts[Fact::Attributed as usize]
    }

    /// How much of it is quoted speech.
    pub fn quoted(&self) -> f32 {
        self.facts[Fact::Quoted as usize]
    }

    /// Whether a source or a cue stands in it.
    pub fn has_source(&self) -> bool {
        [Fact::NamedSource, Fact::GroupSource, Fact::OtherSource, Fact::Cue]
            .iter()
            .any(|fact| self.facts[*fact as usize] > 0.0)
    }

    fn set(&mut self, fact: Fact, value: f32) {
        self.facts[fact as usize] = value;
    }

    fn add(&mut self, fact: Fact, value: f32) {
        self.facts[fact as usize] = (self.facts[fact as usize] + value).min(1.0);
    }
}

/// The mean of something over sentences; 0 if there are none.
pub(super) fn mean(sentences: &[JudgedSentence], of: fn(&JudgedSentence) -> f32) -> f32 {
    sentences.iter().map(of).sum::<f32>() / sentences.len().max(1) as f32
}

/// The document's sentences but for those of tables, with what is known of each; what their own words tell is taken from `kept`.
pub(in crate::annotate) fn sentences(
    document: &Document,
    paragraphs: &[Arc<ParagraphAnnotation>],
    annotation: &Annotation,
    kept: &Kept,
) -> Vec<JudgedSentence> {
    let mut sentences = Marked { sentences: own_facts(document, paragraphs, annotation, kept), last: 0 };
    for attribution in &annotation.attributions {
        for part in &attribution.content {
            sentences.add_share(*part, Fact::Attributed, attribution.confidence.0);
        }
        let source = source(annotation, attribution);
        attribution.source.iter().for_each(|part| sentences.mark(part.start, source));
        attribution.cue.iter().for_each(|part| sentences.mark(part.start, Fact::Cue));
    }
    for part in annotation.unsourced.iter().flat_map(|unsourced| &unsourced.content) {
        sentences.add_share(*part, Fact::Unsourced, 1.0);
    }
    let spoken = annotation.quotations.iter().filter(|quotation| quotation.speech && quotation.depth == 0);
    for part in spoken.flat_map(|quotation| &quotation.parts) {
        sentences.add_share(*part, Fact::Quoted, 1.0);
    }
    sentences.sentences
}

/// What a sentence's place and its own words tell.
fn own_facts(
    document: &Document,
    paragraphs: &[Arc<ParagraphAnnotation>],
    annotation: &Annotation,
    kept: &Kept,
) -> Vec<JudgedSentence> {
    let mut sentences = Vec::with_capacity(annotation.sentences.len());
    let mut ranges = annotation.sentences.iter();
    for (number, (paragraph, found)) in document.paragraphs.iter().zip(paragraphs).enumerate() {
        let ranges = ranges.by_ref().take(found.sentences.len());
        if paragraph.kind == BlockKind::TableCell {
            ranges.for_each(drop);
            continue;
        }
        for (index, range) in ranges.enumerate() {
            let facts = match kept.facts(sentences.len()) {
                Some(facts) => {
                    let mut facts = *facts;
                    facts[..BY_ATTRIBUTIONS].fill(0.0);
                    facts
                }
                None => told_by_words(paragraph, found, index),
            };
            sentences.push(JudgedSentence { range: *range, paragraph: number, index, facts });
        }
    }
    let count = sentences.len().max(1) as f32;
    for (index, sentence) in sentences.iter_mut().enumerate() {
        sentence.set(Fact::Place, index as f32 / count);
        sentence.set(Fact::BeginsDocument, f32::from(index < FIRST));
    }
    sentences
}

/// What the words of one of a paragraph's sentences tell.
fn told_by_words(paragraph: &Paragraph, found: &ParagraphAnnotation, index: usize) -> [f32; COUNT] {
    let mut facts = [0.0; COUNT];
    let mut set = |fact: Fact, value: f32| facts[fact as usize] = value;
    let Some(own) = found.sentences.get(index) else { return facts };
    set(Fact::Length, own.len() as f32 / LENGTH);
    set(Fact::BeginsParagraph, f32::from(index == 0));
    match paragraph.kind {
        BlockKind::Heading => set(Fact::Heading, 1.0),
        BlockKind::ListItem => set(Fact::ListItem, 1.0),
        BlockKind::BlockQuote => set(Fact::BlockQuote, 1.0),
        BlockKind::Paragraph | BlockKind::Speech | BlockKind::TableCell => {}
    }
    let text = paragraph.text().get(own.start..own.end).unwrap_or_default();
    let asks = text.trim_end_matches(|c: char| !matches!(c, '.' | '!' | '?') && !c.is_alphanumeric());
    set(Fact::Question, f32::from(asks.ends_with('?')));
    let surest = found.claims.iter().find(|claim| claim.sentence.start == own.start);
    if let Some((claim, fact)) = surest.and_then(|claim| Some((claim, fact(claim.kind)?))) {
        set(fact, claim.confidence.0);
    }
    facts
}

/// The fact that words make a claim of a kind.
fn fact(kind: ClaimKind) -> Option<Fact> {
    match kind {
        ClaimKind::Agentless => Some(Fact::Agentless),
        ClaimKind::Hearsay => Some(Fact::Hearsay),
        ClaimKind::Accusation => Some(Fact::Accusation),
        ClaimKind::Statistic => Some(Fact::Statistic),
        ClaimKind::Judgement | ClaimKind::Puffery | ClaimKind::Prediction | ClaimKind::Mind => Some(Fact::Judgement),
        // It says nothing of whether anybody answers for the sentence.
        ClaimKind::DoubleHedge => None,
    }
}

/// What is known of an attribution's source.
fn source(annotation: &Annotation, attribution: &Attribution) -> Fact {
    let Some(speaker) = attribution.speaker.map(|speaker| annotation.entity(speaker)) else { return Fact::OtherSource };
    match speaker.has_name() {
        true => Fact::NamedSource,
        false if speaker.kind == EntityKind::Group => Fact::GroupSource,
        false => Fact::OtherSource,
    }
}

/// Sentences of which more is being found.
struct Marked {
    sentences: Vec<JudgedSentence>,
    /// The one that was found last: the next is seldom far from it.
    last: usize,
}

impl Marked {
    /// The first sentence that ends after a place.
    fn first_after(&mut self, place: usize) -> usize {
        const NEAR: usize = 8;
        let ends_before = |sentence: &JudgedSentence| sentence.range.end <= place;
        let from = self.last.saturating_sub(NEAR);
        let near = self.sentences.get(from..self.sentences.len().min(self.last + NEAR)).unwrap_or_default();
        let within = near.partition_point(ends_before);
        let is_near = (within > 0 || from == 0) && within < near.len();
        self.last = if is_near { from + within } else { self.sentences.partition_point(ends_before) };
        self.last
    }

    /// Adds to a fact of each sentence how much of it a range covers.
    fn add_share(&mut self, part: TextRange, fact: Fact, weight: f32) {
        let first = self.first_after(part.start);
        for sentence in self.sentences[first..].iter_mut().take_while(|sentence| sentence.range.start < part.end) {
            let covered = part.end.min(sentence.range.end).saturating_sub(part.start.max(sentence.range.start));
            sentence.add(fact, weight * covered as f32 / sentence.range.len().max(1) as f32);
        }
    }

    /// Notes a fact of the sentence that a place stands in.
    fn mark(&mut self, place: usize, fact: Fact) {
        let first = self.first_after(place);
        if let Some(sentence) = self.sentences.get_mut(first).filter(|sentence| sentence.range.start <= place) {
            sentence.set(fact, 1.0);
        }
    }
}
