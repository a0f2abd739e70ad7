//! A recurrent layer of a network.
//!
//! It is a simple recurrent unit (Lei and others, EMNLP 2018) whose gates depend on a token and its two neighbours, so
//! that its matrix products are over many tokens at once and what goes from token to token is a multiplication and an
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
    /// What runs forward, and what runs backward: candidates, forget gates and output gates of its half of the width.
    gates: [Linear; 2],
}

/// What is computed on the way; kept to be used again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub row: Vec<f32>,
    pub rows: QuantizedRows,
    /// Of few tokens, so that they stay near the processor.
    gates: Vec<f32>,
    state: Vec<f32>,
}

impl Layer {
    /// The layers `name.0`, `name.1` … of one width.
    pub fn stack(tensors: &Tensors, name: &str, width: usize) -> Result<Vec<Self>, ModelError> {
        let half = width / 2;
        let mut layers = Vec::new();
        while tensors.has(&format!("{name}.{}.gates", layers.len())) {
            let name = |part: &str| format!("{name}.{}.{part}", layers.len());
            let (before, after) = (tensors.floats(&name("before"))?, tensors.floats(&name("after"))?);
            let gates = tensors.outputs(&name("gates"))?;
            let halves = [0, half]
                .map(|begin| gates.linear((0..3 * half).map(move |gate| gate / half * width + begin + gate % half)));
            let fits = before.len() == width && after.len() == width && width.is_multiple_of(2);
            if !fits || halves[0].inputs() != width || gates.len() != 3 * width {
                return Err(unexpected(&name("gates"), "as wide as the input"));
            }
            layers.push(Self { before, after, gates: halves });
        }
        Ok(layers)
    }

    /// Replaces each token's row in `x`.
    pub fn run(&self, level: Level, x: &mut [f32], scratch: &mut Scratch) {
        let (width, [forward, backward]) = (self.before.len(), &self.gates);
        let half = width / 2;
        vectorized!(level, {
            self.mix(x, scratch);
            let Scratch { rows, gates, state, .. } = scratch;
            state.clear();
            state.resize(half, 0.0);
            let mut tokens = x.chunks_exact_mut(width);
            for tile in rows.tiles() {
                forward.apply_to_tile(level, tile, gates);
                for (gates, token) in gates.chunks_exact(3 * half).zip(&mut tokens) {
                    step(&mut token[..half], gates, state);
                }
            }
            state.fill(0.0);
            let mut tokens = x.chunks_exact_mut(width).rev();
            for tile in rows.tiles().rev() {
                backward.apply_to_tile(level, tile, gates);
                for (gates, token) in gates.chunks_exact(3 * half).rev().zip(&mut tokens) {
                    step(&mut token[half..], gates, state);
                }
            }
        });
    }

    /// Each token with some of its neighbours.
    #[inline(always)]
    fn mix(&self, x: &[f32], scratch: &mut Scratch) {
        let width = self.before.len();
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

/// From one token to the next: `state` and the token's numbers in `x` are half a layer wide.
#[inline(always)]
fn step(x: &mut [f32], gates: &[f32], state: &mut [f32]) {
    let half = state.len();
    let candidates = &gates[..half];
    let forgets = &gates[half..2 * half];
    let outputs = &gates[2 * half..3 * half];
    let x = &mut x[..half];
    for i in 0..half {
        let forget = sigmoid(forgets[i]);
        let output = sigmoid(outputs[i]);
        state[i] = forget * state[i] + (1.0 - forget) * candidates[i];
        x[i] = output * state[i] + (1.0 - output) * x[i];
    }
}
