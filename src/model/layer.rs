//! A recurrent layer of a network.
//!
//! It is a simple recurrent unit (Lei and others, EMNLP 2018) whose gates depend on a token and its two neighbours, so
//! that its one matrix product is over all tokens at once and what goes from token to token is a multiplication and an
//! addition. Half of a layer's width runs forward over the text, half backward.

use fearless_simd::{Level, Simd, dispatch};

use super::activation::sigmoid;
use super::linear::{Linear, QuantizedRows};
use super::weights::{ModelError, Tensors, unexpected};

/// Runs code that is inlined whole, compiled for a level's instructions.
macro_rules! vectorized {
    ($level:expr, $run:expr) => {
        dispatch!($level, simd => simd.vectorize(
            #[inline(always)]
            || $run,
        ))
    };
}
pub(super) use vectorized;

/// A layer's weights.
#[derive(Debug)]
pub(super) struct Layer {
    /// How much of the token before, and of the one after, is added to a token: a number a feature.
    before: Vec<f32>,
    after: Vec<f32>,
    /// Candidates, forget gates, output gates.
    gates: Linear,
}

/// What is computed on the way; kept to be used again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub row: Vec<f32>,
    pub rows: QuantizedRows,
    gates: Vec<f32>,
    state: Vec<f32>,
}

impl Layer {
    /// The layers `name.0`, `name.1` … of one width.
    pub fn stack(tensors: &Tensors, name: &str, width: usize) -> Result<Vec<Self>, ModelError> {
        let mut layers = Vec::new();
        while tensors.has(&format!("{name}.{}.gates", layers.len())) {
            let name = |part: &str| format!("{name}.{}.{part}", layers.len());
            let layer = Self {
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
        Ok(layers)
    }

    /// Replaces each token's row in `x`.
    pub fn run(&self, level: Level, x: &mut [f32], scratch: &mut Scratch) {
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

/// Puts rows of `width` numbers into quantised form.
#[inline(always)]
pub(super) fn quantize(x: &[f32], width: usize, rows: &mut QuantizedRows) {
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
