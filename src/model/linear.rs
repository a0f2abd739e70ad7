//! A matrix with a bias, in eight-bit weights, applied to many rows at once.
//!
//! Rows are quantised to thirteen bits, so that all sums are exact integers: vector code and plain code give the same.

mod product;

use fearless_simd::{Level, Simd, dispatch};

use super::activation::ROUND;
use super::layer::vectorized;
use product::{OUTPUTS, Product, ROWS, Values, Weights};

/// The largest magnitude of a quantised input.
const INPUT_RANGE: f32 = 4095.0;

/// Weights, one row an output.
#[derive(Debug)]
pub(super) struct Linear {
    inputs: usize,
    outputs: usize,
    /// Blocks of `OUTPUTS` outputs; in a block, for each pair of inputs, the two weights of each output.
    weights: Vec<Weights>,
    /// What a weight of one stands for, an output each, padded as the weights are.
    scales: Vec<f32>,
    biases: Vec<f32>,
}

/// Rows of numbers, quantised.
#[derive(Debug, Default)]
pub(super) struct QuantizedRows {
    /// How many pairs of numbers a row has.
    pairs: usize,
    /// Two neighbouring numbers of a row, the first in the lower half.
    values: Vec<i32>,
    /// What a value of one stands for, a row each.
    scales: Vec<f32>,
    /// Some of the rows, as they are computed together.
    tile: Vec<Values>,
}

impl QuantizedRows {
    /// Forgets all rows; the next ones have `width` numbers.
    pub fn clear(&mut self, width: usize) {
        self.pairs = width.div_ceil(2);
        self.values.clear();
        self.scales.clear();
    }

    /// Adds a row.
    #[inline(always)]
    pub fn push(&mut self, row: &[f32]) {
        let largest = largest_magnitude(row);
        let (scale, inverse) = if largest > 0.0 { (largest / INPUT_RANGE, INPUT_RANGE / largest) } else { (0.0, 0.0) };
        let round = |value: f32| (value * inverse + ROUND).to_bits().wrapping_sub(ROUND.to_bits()).cast_signed();
        let pair = |first: f32, second: f32| (round(first) & 0xFFFF) | (round(second) << 16);
        let (pairs, rest) = row.as_chunks::<2>();
        self.values.extend(pairs.iter().map(|[first, second]| pair(*first, *second)));
        self.values.extend(rest.iter().map(|last| pair(*last, 0.0)));
        self.scales.push(scale);
    }
}

impl Linear {
    /// `weights` has an output's weights after another's; all three slices fit each other.
    pub fn new(inputs: usize, weights: &[i8], mut scales: Vec<f32>, mut biases: Vec<f32>) -> Self {
        let outputs = scales.len();
        let padded = outputs.next_multiple_of(OUTPUTS);
        scales.resize(padded, 0.0);
        biases.resize(padded, 0.0);
        let pairs = inputs.div_ceil(2);
        let mut packed = vec![[0; 2 * OUTPUTS]; pairs * padded / OUTPUTS];
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            let block = output / OUTPUTS * pairs;
            for (input, weight) in row.iter().enumerate() {
                packed[block + input / 2][output % OUTPUTS * 2 + input % 2] = i16::from(*weight);
            }
        }
        Self { inputs, outputs, weights: packed, scales, biases }
    }

    /// How many numbers go in.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many numbers come out.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Writes the outputs for all rows to `out`, a row's after another's.
    pub fn apply(&self, level: Level, rows: &mut QuantizedRows, out: &mut Vec<f32>) {
        vectorized!(level, self.apply_by(product::fastest(level), rows, out));
    }

    #[inline(always)]
    fn apply_by(&self, sums: Product, rows: &mut QuantizedRows, out: &mut Vec<f32>) {
        out.resize(rows.scales.len() * self.outputs, 0.0);
        if rows.pairs != self.inputs.div_ceil(2) || rows.pairs == 0 || self.outputs == 0 {
            return;
        }
        let tiles = rows.values.chunks(ROWS * rows.pairs).zip(rows.scales.chunks(ROWS));
        for ((values, scales), out) in tiles.zip(out.chunks_mut(ROWS * self.outputs)) {
            turn(values, rows.pairs, &mut rows.tile);
            let blocks = self.weights.chunks_exact(rows.pairs);
            let units = self.scales.as_chunks::<OUTPUTS>().0.iter().zip(self.biases.as_chunks::<OUTPUTS>().0);
            for (index, (weights, (units, biases))) in blocks.zip(units).enumerate() {
                let sums = sums.of(&rows.tile, weights);
                let begin = index * OUTPUTS;
                for ((sums, scale), out) in sums.iter().zip(scales).zip(out.chunks_exact_mut(self.outputs)) {
                    let results: [f32; OUTPUTS] =
                        std::array::from_fn(|output| sums[output] as f32 * (scale * units[output]) + biases[output]);
                    let out = &mut out[begin..];
                    match out.first_chunk_mut() {
                        Some(out) => *out = results,
                        None => out.iter_mut().zip(results).for_each(|(out, result)| *out = result),
                    }
                }
            }
        }
    }
}

/// Of several numbers at a time, so that the compiler makes vector code of it.
#[inline(always)]
fn largest_magnitude(row: &[f32]) -> f32 {
    let mut largest = [0.0_f32; 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        for i in 0..16 {
            largest[i] = if chunk[i].abs() > largest[i] { chunk[i].abs() } else { largest[i] };
        }
    }
    let mut all = 0.0;
    for value in largest.iter().chain(rest) {
        all = if value.abs() > all { value.abs() } else { all };
    }
    all
}

/// Puts up to `ROWS` rows of `pairs` values beside each other; rows that are missing are of nothing.
fn turn(rows: &[i32], pairs: usize, tile: &mut Vec<Values>) {
    tile.clear();
    tile.resize(pairs, [0; ROWS]);
    for (index, row) in rows.chunks_exact(pairs).enumerate().take(ROWS) {
        tile.iter_mut().zip(row).for_each(|(values, value)| values[index] = *value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(sums: Product, linear: &Linear, rows: &[Vec<f32>]) -> Vec<f32> {
        let mut quantized = QuantizedRows::default();
        quantized.clear(linear.inputs());
        rows.iter().for_each(|row| quantized.push(row));
        let mut out = Vec::new();
        linear.apply_by(sums, &mut quantized, &mut out);
        out
    }

    fn example() -> (Linear, Vec<i8>, Vec<Vec<f32>>) {
        let (inputs, outputs) = (37_usize, 27_usize);
        let weights: Vec<i8> = (0..inputs * outputs).map(|i| ((i * 89 + 13) % 255) as u8 as i8).collect();
        let scales = (0..outputs).map(|o| 0.01 + o as f32 * 0.001).collect();
        let linear = Linear::new(inputs, &weights, scales, (0..outputs).map(|o| o as f32 - 5.0).collect());
        let rows = (0..13).map(|r| (0..inputs).map(|i| ((i * 7 + r * 3) as f32).sin()).collect()).collect();
        (linear, weights, rows)
    }

    #[test]
    fn it_is_the_matrix_product() {
        let (linear, weights, rows) = example();
        let out = apply(product::fastest(Level::new()), &linear, &rows);
        for (r, row) in rows.iter().enumerate() {
            for o in 0..linear.outputs() {
                let own = &weights[o * linear.inputs()..];
                let exact: f32 = row.iter().zip(own).map(|(x, weight)| x * f32::from(*weight)).sum();
                let exact = exact * (0.01 + o as f32 * 0.001) + (o as f32 - 5.0);
                assert!((out[r * linear.outputs() + o] - exact).abs() < 0.02, "row {r}, output {o}");
            }
        }
    }

    #[test]
    fn vector_code_and_plain_code_give_the_same() {
        let (linear, _, rows) = example();
        let plain = apply(Product::Plain, &linear, &rows);
        for sums in product::all(Level::new()) {
            assert_eq!(apply(sums, &linear, &rows), plain);
        }
    }

    #[test]
    fn rows_of_nothing_give_the_bias() {
        let (linear, _, _) = example();
        let out = apply(product::fastest(Level::new()), &linear, &[vec![0.0; linear.inputs()]]);
        assert_eq!(out[0], -5.0);
    }
}
