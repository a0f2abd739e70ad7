//! What stands around each sentence of a document: whose words its neighbours and its paragraph are, and whether it goes on with them.

use std::ops::Range;
use std::sync::Arc;

use crate::annotate::paragraph::ParagraphAnnotation;
use crate::lexicon::ClaimSign;

use super::facts::{JudgedSentence, mean};
use super::signs::{self, Signs};

/// Sentences before and after that are looked at; of those right beside more is told.
const NEAR: [isize; 4] = [-2, -1, 1, 2];
const BESIDE: [isize; 2] = [-1, 1];

/// What is told of a sentence near, of one beside, and of the rest.
const OF_NEAR: usize = 2;
const OF_BESIDE: usize = 8;
const OF_REST: usize = 15;

/// How many numbers tell of a sentence's surroundings.
const COUNT: usize = NEAR.len() * OF_NEAR + BESIDE.len() * OF_BESIDE + OF_REST;

/// How many sentences back, and ahead, the last source can be.
const BACK: usize = 9;
const AHEAD: usize = 6;

/// How many sentences a paragraph has that counts as long.
const LONG: usize = 6;

/// What the words of a sentence tell a little of, and what stands around it.
pub(super) type Circumstances = [f32; signs::COUNT + COUNT];

/// How finely it is told what a whole text is like.
const STEPS: f32 = 256.0;

/// What a whole text is like, rounded: a sentence of a long one changes nothing about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Whole {
    /// How much of it is somebody's word.
    pub attributed: f32,
    /// How much of it is quoted speech.
    quoted: f32,
}

/// A text's sentences, and what is the same for many.
pub(in crate::annotate) struct Text<'a> {
    sentences: &'a [JudgedSentence],
    annotated: &'a [Arc<ParagraphAnnotation>],
    /// The sentences of each paragraph that has some.
    paragraphs: Vec<Paragraph>,
    /// Which of the paragraphs a sentence stands in.
    own: Vec<usize>,
    /// How far back the last source stands, and ahead the next.
    back: Vec<usize>,
    ahead: Vec<usize>,
    whole: Whole,
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
    pub fn new(sentences: &'a [JudgedSentence], annotated: &'a [Arc<ParagraphAnnotation>]) -> Self {
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
        let mean = |of: fn(&JudgedSentence) -> f32| (mean(sentences, of) * STEPS).round() / STEPS;
        let whole = Whole { attributed: mean(JudgedSentence::attributed), quoted: mean(JudgedSentence::quoted) };
        Self { sentences, annotated, paragraphs, own, back, ahead, whole }
    }

    /// What the text is like as a whole.
    pub(super) fn whole(&self) -> Whole {
        self.whole
    }

    /// The sentences whose circumstances or neighbours are others if what is known of some is, those included; in order.
    pub fn around(&self, changed: &[usize]) -> Vec<usize> {
        let mut near: Vec<usize> = Vec::new();
        for index in changed {
            let number = self.own.get(*index).copied().unwrap_or_default();
            let beside = [number.saturating_sub(1), (number + 1).min(self.paragraphs.len().saturating_sub(1))];
            let [first, last] =
                beside.map(|number| self.paragraphs.get(number).map_or(0..0, |it| it.sentences.clone()));
            let first = first.start.min(index.saturating_sub(AHEAD));
            let end = last.end.max(index + BACK + 1).min(self.sentences.len());
            let new = near.last().map_or(first, |last| first.max(last + 1));
            near.extend(new..end);
        }
        near
    }

    /// The circumstances of a sentence.
    pub fn circumstances(&self, index: usize) -> Circumstances {
        let mut all = [0.0; _];
        let (listed, around) = all.split_at_mut(signs::COUNT);
        if let Some(signs) = self.signs(index) {
            listed.copy_from_slice(signs.values());
        }
        self.write_around(index, around);
        all
    }

    fn signs(&self, index: usize) -> Option<&'a Signs> {
        let sentence = self.sentences.get(index)?;
        self.annotated.get(sentence.paragraph)?.signs.get(sentence.index)
    }

    /// Writes the surroundings of a sentence, [`COUNT`] numbers.
    fn write_around(&self, index: usize, all: &mut [f32]) {
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
        f32::from(self.signs(index).is_some_and(|signs| signs.has(sign)))
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
        let announced = index.checked_sub(1).and_then(|before| self.signs(before));
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
            self.whole.attributed,
            self.whole.quoted,
        ]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::text::TextRange;

    use super::super::facts;
    use super::*;

    /// Sentences of which as much is known as a number's bits say, in paragraphs of some lengths.
    fn sentences(known: &[u32], lengths: &[usize]) -> Vec<JudgedSentence> {
        let own =
            lengths.iter().cycle().enumerate().flat_map(|(number, length)| (0..*length).map(move |own| (number, own)));
        let sentence = |(place, (known, (paragraph, index))): (usize, (&u32, (usize, usize)))| JudgedSentence {
            range: TextRange::new(place * 10, place * 10 + 9),
            paragraph,
            index,
            facts: std::array::from_fn(|fact| f32::from(known >> fact & 1 == 1)),
        };
        known.iter().zip(own).enumerate().map(sentence).collect()
    }

    proptest! {
        #[test]
        fn what_is_known_of_a_sentence_tells_nothing_of_those_further_away(
            known in prop::collection::vec(0..1u32 << facts::COUNT, 1..80),
            lengths in prop::collection::vec(1..8usize, 1..6),
            changes in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 1..3),
        ) {
            let before = sentences(&known, &lengths);
            let mut now = before.clone();
            let mut changed: Vec<usize> = Vec::new();
            for (place, fact) in &changes {
                let (place, fact) = (place.index(now.len()), fact.index(facts::COUNT));
                now[place].facts[fact] = 1.0 - now[place].facts[fact];
                changed.push(place);
            }
            changed.sort_unstable();
            changed.dedup();
            let (before, now) = (Text::new(&before, &[]), Text::new(&now, &[]));
            // that of the whole text is another matter
            let now = Text { whole: before.whole, ..now };
            let around = now.around(&changed);
            prop_assert!(around.is_sorted_by(|one, next| one < next));
            for index in 0..known.len() {
                let is_same = before.circumstances(index) == now.circumstances(index);
                prop_assert!(is_same || around.contains(&index), "sentence {} after {:?}", index, changed);
            }
            for index in changed.into_iter().flat_map(|index| [index.saturating_sub(1), index, (index + 1).min(known.len() - 1)]) {
                prop_assert!(around.contains(&index));
            }
        }
    }
}
