//! What was found of a document's sentences, kept from one version to the next.

use std::ops::Range;
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
    /// What they tell the model all together.
    sum: TextSum,
    /// By what of the whole text they were judged.
    outlook: Option<Outlook>,
}

/// What is known of a sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Sentence {
    paragraph: usize,
    /// Its number in the paragraph.
    index: usize,
    /// None before it has told anything.
    facts: Option<[f32; facts::COUNT]>,
    verdict: Verdict,
}

/// What some sentences in a row tell the model.
#[derive(Debug)]
pub(super) struct Told {
    first: usize,
    width: usize,
    rows: Vec<f32>,
}

impl Told {
    /// What one of them tells, by its number among all; nothing if it is none of them.
    pub(super) fn by(&self, index: usize) -> &[f32] {
        let start = index.checked_sub(self.first).map(|row| row * self.width);
        start.and_then(|start| self.rows.get(start..start + self.width)).unwrap_or_default()
    }
}

impl Sentence {
    /// Writes what it tells the model. That is more than all else that is kept of it, and soon found again.
    fn tell(&self, paragraphs: &[Arc<ParagraphAnnotation>], told: &mut [f32]) {
        let nothing = SentenceView::default();
        let view = paragraphs.get(self.paragraph).and_then(|found| found.views.get(self.index)).unwrap_or(&nothing);
        ClaimModel::shipped().tell(view, self.facts.as_ref().map_or(&[], <[f32; _]>::as_slice), told);
    }
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
        let mut told = vec![0.0; ClaimModel::shipped().told()];
        for sentence in self.sentences[gone.clone()].iter().filter(|sentence| sentence.facts.is_some()) {
            sentence.tell(&self.paragraphs, &mut told);
            self.sum.take(&told);
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
        self.paragraphs.splice(first..before, paragraphs[first..after].iter().cloned());
    }

    /// The facts that were known of a sentence, if it stood in the last version.
    pub(super) fn facts(&self, index: usize) -> Option<&[f32; facts::COUNT]> {
        self.sentences.get(index)?.facts.as_ref()
    }

    /// Takes what is known of the sentences now; the indices of those of which something else was known before.
    pub(super) fn take(&mut self, sentences: &[JudgedSentence]) -> Vec<usize> {
        let (mut told, mut changed) = (vec![0.0; ClaimModel::shipped().told()], Vec::new());
        for (index, (kept, sentence)) in self.sentences.iter_mut().zip(sentences).enumerate() {
            if kept.facts.is_some_and(|facts| facts == sentence.facts) {
                continue;
            }
            if kept.facts.is_some() {
                kept.tell(&self.paragraphs, &mut told);
                self.sum.take(&told);
            }
            (kept.paragraph, kept.index) = (sentence.paragraph, sentence.index);
            kept.facts = Some(sentence.facts);
            kept.tell(&self.paragraphs, &mut told);
            self.sum.add(&told);
            changed.push(index);
        }
        changed
    }

    /// What all sentences told together.
    pub(super) fn sum(&self) -> &TextSum {
        &self.sum
    }

    /// What some of the sentences tell.
    pub(super) fn told(&self, sentences: Range<usize>) -> Told {
        let width = ClaimModel::shipped().told();
        let mut rows = vec![0.0; sentences.len() * width];
        let told = self.sentences.iter().skip(sentences.start).zip(rows.chunks_exact_mut(width));
        told.for_each(|(sentence, told)| sentence.tell(&self.paragraphs, told));
        Told { first: sentences.start, width, rows }
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
