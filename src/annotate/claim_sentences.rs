//! A document's sentences as the claim model sees them: what it is trained on.

use crate::text::{Document, TextRange};

use super::{Annotator, KnownSources, claim, document, paragraph};

/// A sentence as the claim model sees it.
#[derive(Clone, Debug)]
pub struct ClaimSentence {
    /// In bytes of the source.
    pub span: TextRange,
    /// What is known of it.
    pub facts: Vec<f32>,
    /// What its words tell a little of, and what stands around it.
    pub circumstances: Vec<f32>,
    /// What the tagger's first layer makes of its tokens: means, largest and least values.
    pub pooled: Vec<f32>,
    /// The hashes of its words.
    pub words: Vec<u64>,
}

/// The sentences of a document but for those of tables, in order.
pub fn claim_sentences(document: &Document) -> Vec<ClaimSentence> {
    let paragraphs = Annotator::default().paragraphs(document);
    let known = &mut document::Known::default();
    let annotation = document::annotate(document, &paragraphs, &KnownSources::default(), known);
    let texts = document.paragraphs.iter();
    let pooled: Vec<_> = texts.map(|text| paragraph::pooled_sentences(text.text(), text.kind)).collect();
    let judged = claim::judged_sentences(document, &paragraphs, &annotation, &claim::Kept::default());
    let text = claim::SentencesOfText::new(&judged, &paragraphs);
    let sentences = judged.iter().enumerate().map(|(index, judged)| {
        let circumstances = text.circumstances(index).to_vec();
        let (pooled, words) = pooled[judged.paragraph].get(judged.index).cloned().unwrap_or_default();
        ClaimSentence { span: judged.range, facts: judged.facts.to_vec(), circumstances, pooled, words }
    });
    sentences.collect()
}
