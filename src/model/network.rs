//! The network: embeddings, then bidirectional gated linear recurrences, then a score for each label.
//!
//! A layer is a simple recurrent unit (Lei and others, EMNLP 2018) whose gates depend on a token and its two neighbours, so
//! that its one matrix product is over all tokens at once and what goes from token to token is a multiplication and an
//! addition. Half of a layer's width runs forward over the text, half backward.

use fearless_simd::{Level, Simd, dispatch};

use super::activation::{sigmoid, tanh};
use super::features::{AFFIX_BUCKETS, Features, Place, QuotePlace, Shape};
use super::label::Label;
use super::linear::{Linear, QuantizedRows};
use super::weights::{ModelError, Table, Tensors, unexpected};

/// Runs code that is inlined whole, compiled for a level's instructions.
macro_rules! vectorized {
    ($level:expr, $run:expr) => {
        dispatch!($level, simd => simd.vectorize(
            #[inline(always)]
            || $run,
        ))
    };
}

/// The network's weights.
#[derive(Debug)]
pub(super) struct Network {
    /// The hashes of the words it knows, ascending; a word's row in the table is its index, after one for all others.
    words: Vec<u64>,
    word_table: Table,
    /// For prefix, suffix, shape, quote and place.
    tables: [Table; 5],
    input: Linear,
    layers: Vec<Layer>,
    output: Linear,
}

#[derive(Debug)]
struct Layer {
    /// How much of the token before, and of the one after, is added to a token: a number a feature.
    before: Vec<f32>,
    after: Vec<f32>,
    /// Candidates, forget gates, output gates.
    gates: Linear,
}

/// What is computed on the way; kept to be used again.
#[derive(Debug, Default)]
struct Scratch {
    row: Vec<f32>,
    rows: QuantizedRows,
    gates: Vec<f32>,
    state: Vec<f32>,
}

impl Network {
    pub fn new(tensors: &Tensors) -> Result<Self, ModelError> {
        let words = tensors.hashes("words")?;
        let word_table = tensors.table("word")?;
        if word_table.len() != words.len() + 1 {
            return Err(unexpected("word", "a row for each word, and one more"));
        }
        let table = |name: &str, rows: usize| {
            let table = tensors.table(name)?;
            if table.len() == rows { Ok(table) } else { Err(unexpected(name, "a row for each value of the feature")) }
        };
        let tables = [
            table("prefix", AFFIX_BUCKETS)?,
            table("suffix", AFFIX_BUCKETS)?,
            table("shape", Shape::COUNT)?,
            table("quote", QuotePlace::COUNT)?,
            table("place", Place::COUNT)?,
        ];
        let input = tensors.linear("input")?;
        if input.inputs() != word_table.width() + tables.iter().map(Table::width).sum::<usize>() {
            return Err(unexpected("input", "as wide as the embeddings together"));
        }
        let width = input.outputs();
        let mut layers = Vec::new();
        while tensors.has(&format!("layer.{}.gates", layers.len())) {
            let name = |part: &str| format!("layer.{}.{part}", layers.len());
            let layer = Layer {
                before: tensors.floats(&name("before"))?,
                after: tensors.floats(&name("after"))?,
                gates: tensors.linear(&name("gates"))?,
            };
            let fits = layer.before.len() == width && layer.after.len() == width;
            if !fits || layer.gates.inputs() != width || layer.gates.outputs() != 3 * width {
                return Err(unexpected(&name("gates"), "as wide as the input"));
            }
            layers.push(layer);
        }
        let output = tensors.linear("output")?;
        if output.inputs() != width || output.outputs() != Label::COUNT {
            return Err(unexpected("output", "from the layers' width to the labels"));
        }
        Ok(Self { words, word_table, tables, input, layers, output })
    }

    /// The scores of all labels for each token, a token's after another's.
    pub fn scores(&self, level: Level, tokens: &[Features]) -> Vec<f32> {
        let scratch = &mut Scratch::default();
        let (mut x, mut scores) = (Vec::new(), Vec::new());
        vectorized!(level, self.embed(tokens, scratch));
        self.input.apply(level, &mut scratch.rows, &mut x);
        vectorized!(level, x.iter_mut().for_each(|value| *value = tanh(*value)));
        for layer in &self.layers {
            layer.run(level, &mut x, scratch);
        }
        vectorized!(level, quantize(&x, self.output.inputs(), &mut scratch.rows));
        self.output.apply(level, &mut scratch.rows, &mut scores);
        scores
    }

    #[inline(always)]
    fn embed(&self, tokens: &[Features], scratch: &mut Scratch) {
        scratch.rows.clear(self.input.inputs());
        scratch.row.clear();
        scratch.row.resize(self.input.inputs(), 0.0);
        for token in tokens {
            let word = self.words.binary_search(&token.word).map_or(0, |index| index + 1);
            let numbers = [
                usize::from(token.prefix),
                usize::from(token.suffix),
                token.shape as usize,
                token.quote as usize,
                token.place as usize,
            ];
            let (into, mut rest) = scratch.row.split_at_mut(self.word_table.width());
            self.word_table.write(word, into);
            for (table, number) in self.tables.iter().zip(numbers) {
                let (into, after) = rest.split_at_mut(table.width());
                table.write(number, into);
                rest = after;
            }
            scratch.rows.push(&scratch.row);
        }
    }
}

impl Layer {
    /// Replaces each token's row in `x`.
    fn run(&self, level: Level, x: &mut [f32], scratch: &mut Scratch) {
        let width = self.gates.inputs();
        vectorized!(level, self.mix(x, scratch));
        self.gates.apply(level, &mut scratch.rows, &mut scratch.gates);
        scratch.state.clear();
        scratch.state.resize(width, 0.0);
        vectorized!(level, recur(x, &scratch.gates, &mut scratch.state, width));
    }

    /// Each token with some of its neighbours.
    #[inline(always)]
    fn mix(&self, x: &[f32], scratch: &mut Scratch) {
        let width = self.gates.inputs();
        let count = x.len() / width;
        scratch.rows.clear(width);
        scratch.row.resize(width, 0.0);
        for index in 0..count {
            let row = |index: usize| &x[index * width..(index + 1) * width];
            scratch.row[..width].copy_from_slice(row(index));
            if index > 0 {
                add_scaled(&mut scratch.row[..width], row(index - 1), &self.before);
            }
            if index + 1 < count {
                add_scaled(&mut scratch.row[..width], row(index + 1), &self.after);
            }
            scratch.rows.push(&scratch.row[..width]);
        }
    }
}

#[inline(always)]
fn quantize(x: &[f32], width: usize, rows: &mut QuantizedRows) {
    rows.clear(width);
    x.chunks_exact(width).for_each(|row| rows.push(row));
}

#[inline(always)]
fn add_scaled(into: &mut [f32], row: &[f32], factors: &[f32]) {
    into.iter_mut().zip(row).zip(factors).for_each(|((into, value), factor)| *into += value * factor);
}

/// Runs over the tokens in both directions. `state` has a layer's width.
#[inline(always)]
fn recur(x: &mut [f32], gates: &[f32], state: &mut [f32], width: usize) {
    let count = x.len() / width;
    let (forward, backward) = state.split_at_mut(width / 2);
    for step in 0..count {
        let there = &mut x[step * width..step * width + width / 2];
        step_once(there, &gates[step * 3 * width..(step + 1) * 3 * width], forward, 0, width);
        let back = count - 1 - step;
        let there = &mut x[back * width + width / 2..(back + 1) * width];
        step_once(there, &gates[back * 3 * width..(back + 1) * 3 * width], backward, width / 2, width);
    }
}

#[inline(always)]
fn step_once(x: &mut [f32], gates: &[f32], state: &mut [f32], begin: usize, width: usize) {
    let half = state.len();
    let candidates = &gates[begin..begin + half];
    let forgets = &gates[width + begin..width + begin + half];
    let outputs = &gates[2 * width + begin..2 * width + begin + half];
    let x = &mut x[..half];
    for i in 0..half {
        let forget = sigmoid(forgets[i]);
        let output = sigmoid(outputs[i]);
        state[i] = forget * state[i] + (1.0 - forget) * candidates[i];
        x[i] = output * state[i] + (1.0 - output) * x[i];
    }
}
