//! The reader: what each token of a paragraph is to a mention, and how it looks to the rankers.
//!
//! It goes on from the tagger's first layer with layers of its own.

use std::ops::Range;

use fearless_simd::{Level, Simd, dispatch};

use super::activation::tanh;
use super::layer::{Layer, Scratch, quantize, vectorized};
use super::linear::Linear;
use super::weights::{ModelError, Tensors, unexpected};

/// Longer paragraphs are read in windows of so many tokens.
const WINDOW: usize = 512;

/// What a token is to a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionClass {
    /// Nothing: no name, and no head of a noun phrase that names something.
    None,
    /// Part of a person's name.
    PersonName,
    /// Part of an organization's name.
    OrganizationName,
    /// The head of a noun phrase for a person or people.
    PersonNoun,
    /// The head of one for an organization.
    OrganizationNoun,
    /// A pronoun.
    Pronoun,
    /// Part of the name of something else: a place, an event, a book.
    OtherName,
    /// The head of a noun phrase for anything else.
    OtherNoun,
}

impl MentionClass {
    /// How many there are.
    pub const COUNT: usize = Self::OtherNoun as usize + 1;
}

/// Reads paragraphs for mentions.
#[derive(Debug)]
pub struct Reader {
    input: Linear,
    layers: Vec<Layer>,
    classes: Linear,
    views: Linear,
}

/// How a token looks to the rankers: numbers from -1 to 1, in sixteen bits each, as there are many views of a novel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TokenView(Box<[i16]>);

impl TokenView {
    pub(super) fn new(numbers: &[f32]) -> Self {
        let round = |number: &f32| (number * f32::from(i16::MAX)).round() as i16;
        Self(numbers.iter().map(round).collect())
    }

    /// A part of the numbers; nothing if there are not as many.
    pub(super) fn part(&self, part: &Range<usize>) -> Vec<f32> {
        let part = self.0.get(part.clone()).unwrap_or_default();
        part.iter().map(|number| f32::from(*number) / f32::from(i16::MAX)).collect()
    }
}

/// What a reader says of a paragraph's tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// How likely each token is of each class, from 0 to 1, in the order of [`MentionClass`].
    pub classes: Vec<[f32; MentionClass::COUNT]>,
    views: Vec<f32>,
    view_width: usize,
}

impl Reading {
    /// How a token looks to the rankers; like nothing if there is no such token.
    pub fn view(&self, token: usize) -> TokenView {
        let numbers = self.views.get(token * self.view_width..(token + 1) * self.view_width);
        numbers.map(TokenView::new).unwrap_or_default()
    }

    /// How likely a token is of a class; 0 if there is no such token.
    pub fn likelihood(&self, token: usize, class: MentionClass) -> f32 {
        self.classes.get(token).map_or(0.0, |classes| classes[class as usize])
    }
}

impl Reader {
    /// The reader of the tensors whose names begin with `reader.`.
    pub(super) fn new(tensors: &Tensors) -> Result<Self, ModelError> {
        let input = tensors.linear("reader.input")?;
        let width = input.outputs();
        let layers = Layer::stack(tensors, "reader.layer", width)?;
        let classes = tensors.linear("reader.classes")?;
        let views = tensors.linear("reader.views")?;
        if classes.inputs() != width || classes.outputs() != MentionClass::COUNT {
            return Err(unexpected("reader.classes", "from the layers' width to the classes"));
        }
        if views.inputs() != width {
            return Err(unexpected("reader.views", "as wide as the layers"));
        }
        Ok(Self { input, layers, classes, views })
    }

    /// How many numbers a token's view has.
    pub(super) fn view_width(&self) -> usize {
        self.views.outputs()
    }

    /// Reads a paragraph's tokens from what the tagger's first layer makes of them.
    pub fn read(&self, states: &[f32]) -> Reading {
        self.read_at(Level::new(), states)
    }

    fn read_at(&self, level: Level, states: &[f32]) -> Reading {
        let mut reading = Reading { view_width: self.view_width(), ..Reading::default() };
        let scratch = &mut Scratch::default();
        let (mut x, mut scores, mut views) = (Vec::new(), Vec::new(), Vec::new());
        for window in states.chunks(WINDOW * self.input.inputs().max(1)) {
            vectorized!(level, quantize(window, self.input.inputs(), &mut scratch.rows));
            self.input.apply(level, &scratch.rows, &mut x);
            vectorized!(level, x.iter_mut().for_each(|value| *value = tanh(*value)));
            for layer in &self.layers {
                layer.run(level, &mut x, scratch);
            }
            vectorized!(level, quantize(&x, self.classes.inputs(), &mut scratch.rows));
            self.classes.apply(level, &scratch.rows, &mut scores);
            self.views.apply(level, &scratch.rows, &mut views);
            vectorized!(level, views.iter_mut().for_each(|value| *value = tanh(*value)));
            let (rows, _) = scores.as_chunks::<{ MentionClass::COUNT }>();
            reading.classes.extend(rows.iter().map(likelihoods));
            reading.views.extend_from_slice(&views);
        }
        reading
    }
}

/// Probabilities of scores (softmax).
fn likelihoods(scores: &[f32; MentionClass::COUNT]) -> [f32; MentionClass::COUNT] {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let each = scores.map(|score| (score - highest).exp());
    let total: f32 = each.iter().sum();
    each.map(|value| value / total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SpeakerModel;

    #[test]
    fn vector_code_and_plain_code_give_the_same() {
        let reader = &SpeakerModel::shipped().reader;
        let states: Vec<f32> = (0..700 * reader.input.inputs()).map(|i| (i as f32 * 0.37).sin()).collect();
        let reading = reader.read(&states);
        assert_eq!(reading, reader.read_at(Level::baseline(), &states));
        assert_eq!(reading.classes.len(), 700);
        assert_eq!(reading.view(699).part(&(0..reader.view_width())).len(), reader.view_width());
        assert_eq!(reading.view(700), TokenView::default());
        assert!(reading.classes.iter().all(|classes| (classes.iter().sum::<f32>() - 1.0).abs() < 1e-5));
    }

    #[test]
    fn nothing_reads_as_nothing() {
        assert!(SpeakerModel::shipped().reader.read(&[]).classes.is_empty());
    }

    #[test]
    fn views_are_as_the_numbers_were() {
        let view = TokenView::new(&[-1.0, 0.25, 1.0, -0.6]);
        let part = view.part(&(1..4));
        assert!(part.iter().zip([0.25, 1.0, -0.6]).all(|(number, was)| (number - was).abs() < 1e-4), "{part:?}");
        assert_eq!(view.part(&(3..5)), [0.0; 0]);
    }
}
