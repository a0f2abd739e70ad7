//! The claim model: how likely a reader asks "says who?" of a sentence.
//!
//! It sees what the tagger's first layer makes of a sentence's tokens, its words, facts about the sentence that others found,
//! and all of that for its neighbours and for the whole text; then, once more, with its circumstances. What depends on a paragraph alone is computed once, as a [`SentenceView`].

use std::ops::Range;
use std::sync::LazyLock;

use fearless_simd::{Level, Simd, dispatch};

use super::activation::{sigmoid, tanh};
use super::layer::vectorized;
use super::linear::{Linear, QuantizedRows};
use super::weights::{ModelError, Table, Tensors, unexpected};

/// Where a sentence stands to the one that is judged: itself, the one before, the one after, any of the text.
const ROLES: usize = 4;

/// Judges sentences.
#[derive(Debug)]
pub struct ClaimModel {
    /// A row for each bucket of words.
    words: Table,
    view: Linear,
    around: Linear,
    width: usize,
    facts: usize,
    /// For each of the roles, for each fact, a row of `width` numbers.
    fact_rows: Vec<f32>,
    bias: Vec<f32>,
    out: Vec<f32>,
    out_bias: f32,
    closer: CloserLook,
}

/// The last word: judges a sentence from the first judgement, the hidden layer behind it, the facts and the circumstances.
#[derive(Debug)]
struct CloserLook {
    score: f32,
    hidden: Vec<f32>,
    facts: Vec<f32>,
    circumstances: Vec<f32>,
    bias: f32,
}

impl CloserLook {
    /// Reads it: the weights stand in the order of its fields.
    fn read(tensors: &Tensors, width: usize, facts: usize) -> Result<Self, ModelError> {
        let weights = tensors.floats("closer")?;
        let &[bias] = &tensors.floats("closer.bias")?[..] else {
            return Err(unexpected("closer.bias", "one number"));
        };
        let rest = weights.get(1 + width..).filter(|rest| rest.len() >= facts);
        let (Some(rest), Some(score)) = (rest, weights.first()) else {
            return Err(unexpected("closer", "as long as the hidden layer, the facts and the circumstances"));
        };
        let (own, circumstances) = rest.split_at(facts);
        let hidden = weights[1..=width].to_vec();
        Ok(Self { score: *score, hidden, facts: own.to_vec(), circumstances: circumstances.to_vec(), bias })
    }

    #[inline(always)]
    fn score(&self, score: f32, hidden: &[f32], sentence: SeenSentence<'_>) -> f32 {
        if sentence.circumstances.is_empty() {
            return score;
        }
        self.bias
            + self.score * score
            + dot(&self.hidden, hidden)
            + dot(&self.facts, sentence.facts)
            + dot(&self.circumstances, sentence.circumstances)
    }
}

/// What a sentence's own words contribute to its judgement and to that of others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SentenceView(Vec<f32>);

/// A sentence as the model sees it.
#[derive(Clone, Copy, Debug)]
pub struct SeenSentence<'a> {
    /// What it [tells](ClaimModel::tell) of itself and others.
    pub told: &'a [f32],
    /// What the sentence before it tells; empty if there is none.
    pub before: &'a [f32],
    /// The same of the one after it.
    pub after: &'a [f32],
    /// What is known of it, each about from 0 to 1.
    pub facts: &'a [f32],
    /// What its words tell a little of, and what stands around it, alike; empty for no closer look.
    pub circumstances: &'a [f32],
}

/// What all sentences of a text tell together, in whole numbers: it is the same in whatever order they come and go.
#[derive(Clone, Debug, Default)]
pub struct TextSum {
    sums: Vec<i64>,
    sentences: usize,
}

impl TextSum {
    /// What is one in the sums.
    const ONE: f32 = 65_536.0;

    /// Adds what a sentence [tells](ClaimModel::tell).
    pub fn add(&mut self, told: &[f32]) {
        let told = Self::of_text(told);
        self.sums.resize(told.len(), 0);
        self.sentences += 1;
        self.sums.iter_mut().zip(told).for_each(|(sum, value)| *sum += (value * Self::ONE) as i64);
    }

    /// Takes away what one that was added told.
    pub fn take(&mut self, told: &[f32]) {
        self.sentences = self.sentences.saturating_sub(1);
        let told = Self::of_text(told);
        self.sums.iter_mut().zip(told).for_each(|(sum, value)| *sum -= (value * Self::ONE) as i64);
    }

    /// What a sentence tells as one of the text.
    fn of_text(told: &[f32]) -> &[f32] {
        told.chunks_exact((told.len() / ROLES).max(1)).nth(3).unwrap_or_default()
    }
}

impl ClaimModel {
    /// The model file that ships with the program; `models/README.md` says where it comes from.
    pub const SHIPPED: &'static [u8] = include_bytes!("../../models/claims.safetensors");

    /// The model that ships with the program.
    ///
    /// # Panics
    ///
    /// If the program was built with a model that does not fit it.
    pub fn shipped() -> &'static Self {
        static MODEL: LazyLock<ClaimModel> = LazyLock::new(|| match ClaimModel::from_bytes(ClaimModel::SHIPPED) {
            Ok(model) => model,
            Err(error) => panic!("the program was built with a model that does not fit it: {error}"),
        });
        &MODEL
    }

    /// A model of a model file's bytes.
    ///
    /// # Errors
    ///
    /// If they are no model, or one of another kind.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let tensors = Tensors::read(bytes)?;
        let words = tensors.table("word")?;
        let (view, around) = (tensors.linear("view")?, tensors.linear("around")?);
        let [fact_rows, bias, out, out_bias] = ["facts", "bias", "out", "out.bias"].map(|name| tensors.floats(name));
        let (fact_rows, bias, out, out_bias) = (fact_rows?, bias?, out?, out_bias?);
        let width = bias.len();
        let is_view = view.inputs().checked_sub(words.width()).is_some_and(|pooled| pooled % 3 == 0);
        if !is_view || around.inputs() != view.outputs() || around.outputs() != ROLES * width {
            return Err(unexpected("around", "from the view's width to four of the hidden layer's"));
        }
        let &[out_bias] = &out_bias[..] else { return Err(unexpected("out.bias", "one number")) };
        if out.len() != width {
            return Err(unexpected("out", "as wide as the hidden layer"));
        }
        if width == 0 || fact_rows.len() % (ROLES * width) != 0 {
            return Err(unexpected("facts", "as wide as the hidden layer"));
        }
        let facts = fact_rows.len() / (ROLES * width);
        let closer = CloserLook::read(&tensors, width, facts)?;
        Ok(Self { words, view, around, width, facts, fact_rows, bias, out, out_bias, closer })
    }

    /// How many facts it takes.
    pub fn facts(&self) -> usize {
        self.facts
    }

    /// The views of a paragraph's sentences, given as ranges of tokens, from what the tagger's first layer makes of them and
    /// from the hashes of their words.
    pub fn views(&self, states: &[f32], words: &[u64], sentences: &[Range<usize>]) -> Vec<SentenceView> {
        let level = Level::new();
        let mut pooled = pool(states, (self.view.inputs() - self.words.width()) / 3, sentences);
        let mut rows = QuantizedRows::default();
        let (mut views, mut around) = (Vec::new(), Vec::new());
        rows.clear(self.view.inputs());
        for (row, sentence) in pooled.iter_mut().zip(sentences) {
            row.extend(self.gist(words.get(sentence.clone()).unwrap_or_default()));
            rows.push(row);
        }
        self.view.apply(level, &rows, &mut views);
        vectorized!(level, views.iter_mut().for_each(|value| *value = tanh(*value)));
        rows.clear(self.around.inputs());
        views.chunks_exact(self.around.inputs().max(1)).for_each(|row| rows.push(row));
        self.around.apply(level, &rows, &mut around);
        around.chunks_exact(ROLES * self.width).map(|row| SentenceView(row.to_vec())).collect()
    }

    /// What a sentence's words tell, in whatever order they stand: the sum of their rows, by the root of their number.
    fn gist(&self, words: &[u64]) -> Vec<f32> {
        let width = self.words.width();
        let (mut sum, mut row) = (vec![0.0; width], vec![0.0; width]);
        for word in words {
            self.words.write((word % self.words.len() as u64) as usize, &mut row);
            add(&mut sum, &row);
        }
        let unit = (words.len().max(1) as f32).sqrt();
        sum.iter_mut().for_each(|value| *value /= unit);
        sum
    }

    /// How many numbers a sentence tells.
    pub fn told(&self) -> usize {
        ROLES * self.width
    }

    /// Writes what a sentence tells the hidden layer in each of its roles, by its view and its facts alone.
    pub fn tell(&self, view: &SentenceView, facts: &[f32], told: &mut [f32]) {
        vectorized!(Level::new(), self.tell_each(view, facts, told));
    }

    #[inline(always)]
    fn tell_each(&self, view: &SentenceView, facts: &[f32], told: &mut [f32]) {
        let rows = self.fact_rows.chunks_exact(self.facts * self.width);
        for (role, (told, rows)) in told.chunks_exact_mut(self.width).zip(rows).enumerate() {
            match view.0.get(role * self.width..(role + 1) * self.width) {
                Some(view) => told.copy_from_slice(view),
                None => told.fill(0.0),
            }
            for (fact, row) in facts.iter().zip(rows.chunks_exact(self.width)).filter(|(fact, _)| **fact != 0.0) {
                told.iter_mut().zip(row).for_each(|(sum, weight)| *sum += fact * weight);
            }
        }
    }

    /// What all sentences of a text tell each of them: their mean, rounded, so that one of many seldom changes it.
    pub fn common(&self, sum: &TextSum) -> Vec<f32> {
        /// How finely.
        const STEPS: f32 = 64.0;
        let count = sum.sentences.max(1) as f32;
        let mean = |index: usize| sum.sums.get(index).map_or(0.0, |sum| *sum as f32 / (TextSum::ONE * count));
        self.bias.iter().enumerate().map(|(index, bias)| bias + (mean(index) * STEPS).round() / STEPS).collect()
    }

    /// How likely a reader asks who says so of each of some sentences of a text, from 0 to 1; `common` is what
    /// [all of the text](Self::common) tell.
    pub fn judge(&self, common: &[f32], sentences: &[SeenSentence<'_>]) -> Vec<f32> {
        vectorized!(Level::new(), self.judged(common, sentences))
    }

    #[inline(always)]
    fn judged(&self, common: &[f32], sentences: &[SeenSentence<'_>]) -> Vec<f32> {
        let mut hidden = vec![0.0; common.len()];
        let judge = |sentence: &SeenSentence<'_>| {
            hidden.copy_from_slice(common);
            for (role, told) in [sentence.told, sentence.before, sentence.after].into_iter().enumerate() {
                add(&mut hidden, told.get(role * self.width..(role + 1) * self.width).unwrap_or_default());
            }
            hidden.iter_mut().for_each(|value| *value = tanh(*value));
            sigmoid(self.closer.score(dot(&self.out, &hidden) + self.out_bias, &hidden, *sentence))
        };
        sentences.iter().map(judge).collect()
    }
}

/// The mean, the largest and the least value of each of the `width` numbers over each range of tokens.
pub fn pool(states: &[f32], width: usize, sentences: &[Range<usize>]) -> Vec<Vec<f32>> {
    let pool = |sentence: &Range<usize>| {
        let mut pooled = vec![0.0; 3 * width];
        let tokens = states.get(sentence.start * width..sentence.end * width).unwrap_or_default();
        let (mean, extremes) = pooled.split_at_mut(width);
        let (largest, least) = extremes.split_at_mut(width);
        for (index, token) in tokens.chunks_exact(width.max(1)).enumerate() {
            for (column, value) in token.iter().enumerate() {
                mean[column] += value;
                largest[column] = if index == 0 { *value } else { largest[column].max(*value) };
                least[column] = if index == 0 { *value } else { least[column].min(*value) };
            }
        }
        mean.iter_mut().for_each(|sum| *sum /= sentence.len().max(1) as f32);
        pooled
    };
    sentences.iter().map(pool).collect()
}

/// The sum of products, added up in so many lanes on every machine, so that it is the same on all.
#[inline(always)]
fn dot(weights: &[f32], values: &[f32]) -> f32 {
    const LANES: usize = 16;
    let ((weights, last_weights), (values, last_values)) = (weights.as_chunks::<LANES>(), values.as_chunks::<LANES>());
    let mut sums = [0.0; LANES];
    for (weights, values) in weights.iter().zip(values) {
        sums.iter_mut().zip(weights.iter().zip(values)).for_each(|(sum, (weight, value))| *sum += weight * value);
    }
    sums.iter_mut().zip(last_weights.iter().zip(last_values)).for_each(|(sum, (weight, value))| *sum += weight * value);
    sums.iter().sum()
}

#[inline(always)]
fn add(sums: &mut [f32], values: &[f32]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pools_each_range_of_tokens() {
        let states = [1.0, -1.0, 3.0, 0.0, 9.0, 9.0];
        assert_eq!(
            pool(&states, 2, &[0..2, 2..3, 3..3])[..2],
            [vec![2.0, -0.5, 3.0, 0.0, 1.0, -1.0], vec![9.0, 9.0, 9.0, 9.0, 9.0, 9.0]]
        );
    }

    #[test]
    fn a_sentence_is_judged_by_its_neighbours_too() {
        let model = ClaimModel::shipped();
        let width = (model.view.inputs() - model.words.width()) / 3;
        let states: Vec<f32> = (0..40 * width).map(|i| (i as f32 * 0.37).sin()).collect();
        let words: Vec<u64> = (0..40).map(|i| i * 977).collect();
        let views = model.views(&states, &words, &[0..10, 10..20, 20..40]);
        let facts = vec![0.5; model.facts()];
        let told = |view: &SentenceView| {
            let mut told = vec![1.0; model.told()];
            model.tell(view, &facts, &mut told);
            told
        };
        let told: Vec<_> = views.iter().map(told).collect();
        let mut sum = TextSum::default();
        told.iter().for_each(|told| sum.add(told));
        let common = model.common(&sum);
        let seen = |index: usize| SeenSentence {
            told: &told[index],
            before: index.checked_sub(1).map_or(&[], |before| &told[before]),
            after: told.get(index + 1).map_or(&[], Vec::as_slice),
            facts: &facts,
            circumstances: &[0.5; 3],
        };
        let all = model.judge(&common, &[seen(0), seen(1), seen(2)]);
        assert_eq!(all.len(), 3);
        assert!(all.iter().all(|likelihood| (0.0..=1.0).contains(likelihood)));
        assert_eq!(model.judge(&common, &[seen(1)])[0], all[1]);
        assert_ne!(model.judge(&common, &[SeenSentence { after: &[], ..seen(0) }])[0], all[0]);
        assert_ne!(model.judge(&model.common(&TextSum::default()), &[seen(0)])[0], all[0]);
        assert!(model.judge(&common, &[]).is_empty());
        sum.add(&told[0]);
        assert_ne!(model.common(&sum), common);
        sum.take(&told[0]);
        assert_eq!(model.common(&sum), common);
        let others = model.views(&states, &[7; 40], &[0..10, 10..20, 20..40]);
        assert_ne!(others[0], views[0]);
    }
}
