//! What the sentences of a document tell the claim model, kept from one version to the next.

use std::sync::Arc;

use crate::annotate::paragraph::ParagraphAnnotation;
use crate::model::{ClaimModel, SentenceView};

use super::facts::{self, JudgedSentence};

/// What each sentence of the last version told. An edit leaves nearly all of them as they are.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Told {
    paragraphs: Vec<Arc<ParagraphAnnotation>>,
    sentences: Vec<Sentence>,
    /// What they told, one after the other.
    numbers: Vec<f32>,
}

/// What a sentence's numbers were made of.
#[derive(Clone, Copy, Debug)]
struct Sentence {
    paragraph: usize,
    /// None before it has told anything.
    facts: Option<[f32; facts::COUNT]>,
}

impl Told {
    /// What each sentence tells, as many [numbers](ClaimModel::told) each.
    pub(super) fn of(&mut self, paragraphs: &[Arc<ParagraphAnnotation>], sentences: &[JudgedSentence]) -> &[f32] {
        let model = ClaimModel::shipped();
        self.keep_unchanged(model.told(), paragraphs, sentences);
        let nothing = SentenceView::default();
        let kept = self.sentences.iter_mut().zip(self.numbers.chunks_exact_mut(model.told()));
        for ((kept, numbers), sentence) in kept.zip(sentences) {
            if kept.facts.is_none_or(|facts| facts != sentence.facts) {
                let view = paragraphs[sentence.paragraph].views.get(sentence.index).unwrap_or(&nothing);
                model.tell(view, &sentence.facts, numbers);
            }
            *kept = Sentence { paragraph: sentence.paragraph, facts: Some(sentence.facts) };
        }
        &self.numbers
    }

    /// Keeps what stands before and after what has changed, with room for the sentences that stand there now.
    fn keep_unchanged(&mut self, width: usize, paragraphs: &[Arc<ParagraphAnnotation>], sentences: &[JudgedSentence]) {
        let same = |(one, two): &(&Arc<ParagraphAnnotation>, &Arc<ParagraphAnnotation>)| Arc::ptr_eq(one, two);
        let first = self.paragraphs.iter().zip(paragraphs).take_while(same).count();
        let last = self.paragraphs[first..].iter().rev().zip(paragraphs[first..].iter().rev()).take_while(same).count();
        let (before, after) = (self.paragraphs.len() - last, paragraphs.len() - last);
        let replaced = self.sentences.partition_point(|sentence| sentence.paragraph < first)
            ..self.sentences.partition_point(|sentence| sentence.paragraph < before);
        let new = sentences.partition_point(|sentence| sentence.paragraph < first)
            ..sentences.partition_point(|sentence| sentence.paragraph < after);
        let numbers = replaced.start * width..replaced.end * width;
        let unknown = Sentence { paragraph: 0, facts: None };
        self.sentences.splice(replaced, std::iter::repeat_n(unknown, new.len()));
        self.numbers.splice(numbers, std::iter::repeat_n(0.0, new.len() * width));
        self.paragraphs.splice(first..before, paragraphs[first..after].iter().cloned());
    }
}
