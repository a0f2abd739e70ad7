//! What was found of a document's sentences, kept from one version to the next.

use std::sync::Arc;

use crate::annotate::paragraph::ParagraphAnnotation;
use crate::model::{ClaimModel, SentenceView, TextSum};
use crate::text::{BlockKind, Document};

use super::facts::{self, JudgedSentence};
use super::judge::{Outlook, Verdict};

/// What is known of each sentence of the last version. An edit leaves nearly all of them as they are.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Kept {
    paragraphs: Vec<Arc<ParagraphAnnotation>>,
    sentences: Vec<Sentence>,
    /// What they told the model, one after the other, and all together.
    told: Vec<f32>,
    sum: TextSum,
    /// By what of the whole text they were judged.
    outlook: Option<Outlook>,
}

/// What is known of a sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Sentence {
    paragraph: usize,
    /// None before it has told anything.
    facts: Option<[f32; facts::COUNT]>,
    verdict: Verdict,
}

impl Kept {
    /// Keeps what stands before and after what has changed, with room for the sentences that stand there now.
    pub(in crate::annotate) fn align(&mut self, document: &Document, paragraphs: &[Arc<ParagraphAnnotation>]) {
        let same = |(one, two): &(&Arc<ParagraphAnnotation>, &Arc<ParagraphAnnotation>)| Arc::ptr_eq(one, two);
        let first = self.paragraphs.iter().zip(paragraphs).take_while(same).count();
        let last = self.paragraphs[first..].iter().rev().zip(paragraphs[first..].iter().rev()).take_while(same).count();
        let (before, after) = (self.paragraphs.len() - last, paragraphs.len() - last);
        let gone = self.sentences.partition_point(|sentence| sentence.paragraph < first)
            ..self.sentences.partition_point(|sentence| sentence.paragraph < before);
        let new = document.paragraphs.iter().zip(paragraphs).take(after).skip(first);
        let new = new.filter(|(paragraph, _)| paragraph.kind != BlockKind::TableCell);
        let new: usize = new.map(|(_, found)| found.sentences.len()).sum();
        let width = ClaimModel::shipped().told();
        let told = gone.start * width..gone.end * width;
        for (sentence, told) in self.sentences[gone.clone()].iter().zip(self.told[told.clone()].chunks_exact(width)) {
            if sentence.facts.is_some() {
                self.sum.take(told);
            }
        }
        if gone.len() != new {
            // the first sentence knows by nothing else that the next one is gone
            self.outlook = None;
        }
        let moved = gone.start + new;
        self.sentences.splice(gone, std::iter::repeat_n(Sentence::default(), new));
        for sentence in &mut self.sentences[moved..] {
            sentence.paragraph = (sentence.paragraph + after).saturating_sub(before);
        }
        self.told.splice(told, std::iter::repeat_n(0.0, new * width));
        self.paragraphs.splice(first..before, paragraphs[first..after].iter().cloned());
    }

    /// The facts that were known of a sentence, if it stood in the last version.
    pub(super) fn facts(&self, index: usize) -> Option<&[f32; facts::COUNT]> {
        self.sentences.get(index)?.facts.as_ref()
    }

    /// Takes what is known of the sentences now; the indices of those of which something else was known before.
    pub(super) fn take(&mut self, sentences: &[JudgedSentence]) -> Vec<usize> {
        let model = ClaimModel::shipped();
        let (nothing, mut changed) = (SentenceView::default(), Vec::new());
        let slots = self.sentences.iter_mut().zip(self.told.chunks_exact_mut(model.told()));
        for (index, ((kept, told), sentence)) in slots.zip(sentences).enumerate() {
            if kept.facts.is_some_and(|facts| facts == sentence.facts) {
                continue;
            }
            if kept.facts.is_some() {
                self.sum.take(told);
            }
            let view = self.paragraphs[sentence.paragraph].views.get(sentence.index).unwrap_or(&nothing);
            model.tell(view, &sentence.facts, told);
            self.sum.add(told);
            kept.paragraph = sentence.paragraph;
            kept.facts = Some(sentence.facts);
            changed.push(index);
        }
        changed
    }

    /// What all sentences told together.
    pub(super) fn sum(&self) -> &TextSum {
        &self.sum
    }

    /// What a sentence told; nothing if there is none.
    pub(super) fn told(&self, index: usize) -> &[f32] {
        let width = ClaimModel::shipped().told();
        self.told.get(index * width..(index + 1) * width).unwrap_or_default()
    }

    /// Takes what the sentences are judged by from now on; whether that is what they were judged by before.
    pub(super) fn is_judged_by(&mut self, outlook: &Outlook) -> bool {
        let same = self.outlook.as_ref() == Some(outlook);
        if !same {
            self.outlook = Some(outlook.clone());
        }
        same
    }

    /// Takes what a sentence was judged to be.
    pub(super) fn judge(&mut self, index: usize, verdict: Verdict) {
        if let Some(sentence) = self.sentences.get_mut(index) {
            sentence.verdict = verdict;
        }
    }

    /// What the sentences were judged to be, in order.
    pub(super) fn verdicts(&self) -> impl Iterator<Item = Verdict> {
        self.sentences.iter().map(|sentence| sentence.verdict)
    }
}
