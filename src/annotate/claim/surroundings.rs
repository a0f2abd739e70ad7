//! What stands around each sentence of a document: whose words its neighbours and its paragraph are, and whether it goes on with them.

use std::ops::Range;

use crate::lexicon::ClaimSign;

use super::facts::{JudgedSentence, mean};
use super::signs::Signs;

/// Sentences before and after that are looked at; of those right beside more is told.
const NEAR: [isize; 4] = [-2, -1, 1, 2];
const BESIDE: [isize; 2] = [-1, 1];

/// What is told of a sentence near, of one beside, and of the rest.
const OF_NEAR: usize = 2;
const OF_BESIDE: usize = 8;
const OF_REST: usize = 15;

/// How many numbers tell of a sentence's surroundings.
pub(in crate::annotate) const COUNT: usize = NEAR.len() * OF_NEAR + BESIDE.len() * OF_BESIDE + OF_REST;

/// How many sentences back, and ahead, the last source can be.
const BACK: usize = 9;
const AHEAD: usize = 6;

/// How many sentences a paragraph has that counts as long.
const LONG: usize = 6;

/// A text's sentences, and what is the same for many.
pub(super) struct Text<'a> {
    sentences: &'a [JudgedSentence],
    signs: &'a [&'a Signs],
    /// The sentences of each paragraph that has some.
    paragraphs: Vec<Paragraph>,
    /// Which of the paragraphs a sentence stands in.
    own: Vec<usize>,
    /// How far back the last source stands, and ahead the next.
    back: Vec<usize>,
    ahead: Vec<usize>,
    attributed: f32,
    quoted: f32,
}

#[derive(Clone, Debug, Default)]
struct Paragraph {
    sentences: Range<usize>,
    attributed: f32,
    /// The most of a sentence in it that is quoted, of which that is, and the most of another.
    quoted: f32,
    most_quoted: usize,
    next_quoted: f32,
}

impl Paragraph {
    fn take(&mut self, index: usize, sentence: &JudgedSentence) {
        self.sentences.end = index + 1;
        self.attributed += sentence.attributed();
        let quoted = sentence.quoted();
        if quoted > self.quoted {
            (self.next_quoted, self.quoted, self.most_quoted) = (self.quoted, quoted, index);
        } else {
            self.next_quoted = self.next_quoted.max(quoted);
        }
    }

    /// The most of a sentence but one that is quoted.
    fn quoted_beside(&self, index: usize) -> f32 {
        if index == self.most_quoted { self.next_quoted } else { self.quoted }
    }

    fn mean(&self) -> f32 {
        self.attributed / self.sentences.len().max(1) as f32
    }
}

impl<'a> Text<'a> {
    pub fn new(sentences: &'a [JudgedSentence], signs: &'a [&'a Signs]) -> Self {
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let (mut own, mut back, mut since) = (Vec::new(), Vec::new(), BACK);
        for (index, sentence) in sentences.iter().enumerate() {
            let begins = index.checked_sub(1).is_none_or(|before| sentences[before].paragraph != sentence.paragraph);
            if begins {
                paragraphs.push(Paragraph { sentences: index..index, ..Paragraph::default() });
            }
            if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.take(index, sentence);
            }
            own.push(paragraphs.len().saturating_sub(1));
            back.push(since);
            since = if sentence.has_source() { 0 } else { (since + 1).min(BACK) };
        }
        let (mut ahead, mut until) = (vec![AHEAD; sentences.len()], AHEAD);
        for (slot, sentence) in ahead.iter_mut().zip(sentences).rev() {
            *slot = until;
            until = if sentence.has_source() { 1 } else { (until + 1).min(AHEAD) };
        }
        let attributed = mean(sentences, JudgedSentence::attributed);
        let quoted = mean(sentences, JudgedSentence::quoted);
        Self { sentences, signs, paragraphs, own, back, ahead, attributed, quoted }
    }

    /// Writes the surroundings of a sentence, [`COUNT`] numbers.
    pub fn write_around(&self, index: usize, all: &mut [f32]) {
        let (near, others) = all.split_at_mut(NEAR.len() * OF_NEAR);
        let (beside, rest) = others.split_at_mut(BESIDE.len() * OF_BESIDE);
        let near = near.chunks_exact_mut(OF_NEAR).zip(NEAR);
        near.for_each(|(slots, step)| slots.copy_from_slice(&self.near(index, step)));
        let beside = beside.chunks_exact_mut(OF_BESIDE).zip(BESIDE);
        beside.for_each(|(slots, step)| slots.copy_from_slice(&self.beside(index, step)));
        rest.copy_from_slice(&self.rest(index));
    }

    fn at(&self, index: usize, step: isize) -> Option<&'a JudgedSentence> {
        self.sentences.get(index.checked_add_signed(step)?)
    }

    fn begins_with(&self, index: usize, sign: ClaimSign) -> f32 {
        f32::from(self.signs.get(index).is_some_and(|signs| signs.has(sign)))
    }

    /// Whether a sentence of the same paragraph is somebody's word, and has a source in it.
    fn near(&self, index: usize, step: isize) -> [f32; OF_NEAR] {
        let own = &self.sentences[index];
        match self.at(index, step).filter(|near| near.paragraph == own.paragraph) {
            Some(near) => [near.attributed(), f32::from(near.has_source())],
            None => [0.0; OF_NEAR],
        }
    }

    /// The same of one right beside, whatever the paragraph; and whether the sentence reads as if it went on with it.
    fn beside(&self, index: usize, step: isize) -> [f32; OF_BESIDE] {
        let Some(near) = self.at(index, step) else { return [0.0; OF_BESIDE] };
        let said = near.attributed();
        let points = self.begins_with(index, ClaimSign::IT).max(self.begins_with(index, ClaimSign::THIS));
        [
            said,
            f32::from(near.has_source()),
            f32::from(near.paragraph == self.sentences[index].paragraph),
            near.quoted(),
            said * self.begins_with(index, ClaimSign::THEY),
            said * points,
            said * self.begins_with(index, ClaimSign::WOULD),
            said * self.begins_with(index, ClaimSign::HAD),
        ]
    }

    fn rest(&self, index: usize) -> [f32; OF_REST] {
        let nothing = Paragraph::default();
        let number = self.own[index];
        let own = self.paragraphs.get(number).unwrap_or(&nothing);
        let before = number.checked_sub(1).and_then(|before| self.paragraphs.get(before)).unwrap_or(&nothing);
        let after = self.paragraphs.get(number + 1).unwrap_or(&nothing);
        let sentence = &self.sentences[index];
        let others = own.sentences.len().saturating_sub(1);
        let (first, last) = (own.sentences.start, own.sentences.end.saturating_sub(1));
        let is_source = |other: usize| {
            f32::from(other != index && self.sentences.get(other).is_some_and(JudgedSentence::has_source))
        };
        let announced = index.checked_sub(1).and_then(|before| self.signs.get(before));
        [
            own.sentences.len().min(LONG) as f32 / LONG as f32,
            f32::from(others == 0),
            (own.attributed - sentence.attributed()).max(0.0) / others.max(1) as f32,
            own.quoted_beside(index),
            is_source(first),
            is_source(last),
            before.mean(),
            before.quoted,
            after.mean(),
            after.quoted,
            f32::from(announced.is_some_and(|before| before.ends_in_colon())),
            self.back[index] as f32 / BACK as f32,
            self.ahead[index] as f32 / AHEAD as f32,
            self.attributed,
            self.quoted,
        ]
    }
}
