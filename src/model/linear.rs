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
    /// `ROWS` rows beside each other, for each of their pairs of numbers; then the next ones. Rows that are missing from the
    /// last ones are of nothing.
    tiles: Vec<Values>,
    /// What a value of one stands for, a row each.
    scales: Vec<f32>,
    /// The pairs of the row that is added.
    row: Vec<i32>,
}

/// Some rows that are computed together.
#[derive(Clone, Copy)]
pub(super) struct Tile<'a> {
    values: &'a [Values],
    scales: &'a [f32],
}

impl QuantizedRows {
    /// Forgets all rows; the next ones have `width` numbers.
    pub fn clear(&mut self, width: usize) {
        self.pairs = width.div_ceil(2);
        self.tiles.clear();
        self.scales.clear();
    }

    /// Adds a row.
    #[inline(always)]
    pub fn push(&mut self, row: &[f32]) {
        let largest = largest_magnitude(row);
        let (scale, inverse) = if largest > 0.0 { (largest / INPUT_RANGE, INPUT_RANGE / largest) } else { (0.0, 0.0) };
        let round = |value: f32| (value * inverse + ROUND).to_bits().wrapping_sub(ROUND.to_bits()).cast_signed();
        let pair = |first: f32, second: f32| (round(first) & 0xFFFF) | (round(second) << 16);
        let (begin, place) = (self.scales.len() / ROWS * self.pairs, self.scales.len() % ROWS);
        if place == 0 {
            self.tiles.resize(begin + self.pairs, [0; ROWS]);
        }
        let (pairs, rest) = row.as_chunks::<2>();
        // on their own first, so that the compiler makes vector code of it
        self.row.clear();
        self.row.extend(pairs.iter().map(|[first, second]| pair(*first, *second)));
        self.row.extend(rest.iter().map(|last| pair(*last, 0.0)));
        self.tiles[begin..].iter_mut().zip(&self.row).for_each(|(values, pair)| values[place] = *pair);
        self.scales.push(scale);
    }

    /// All rows, as they are computed together: `ROWS` of them, the last time fewer.
    pub fn tiles(&self) -> impl DoubleEndedIterator<Item = Tile<'_>> {
        let values = self.tiles.chunks_exact(self.pairs.max(1));
        values.zip(self.scales.chunks(ROWS)).map(|(values, scales)| Tile { values, scales })
    }
}

impl Tile<'_> {
    /// How many rows these are.
    pub fn rows(&self) -> usize {
        self.scales.len()
    }
}

impl Linear {
    /// `rows` are the outputs' weights, signed numbers; there are as many of them as scales and biases, and each is of
    /// `inputs` numbers.
    pub fn new<'a>(
        inputs: usize,
        rows: impl Iterator<Item = &'a [u8]>,
        mut scales: Vec<f32>,
        mut biases: Vec<f32>,
    ) -> Self {
        let outputs = scales.len();
        let padded = outputs.next_multiple_of(OUTPUTS);
        scales.resize(padded, 0.0);
        biases.resize(padded, 0.0);
        let pairs = inputs.div_ceil(2);
        let mut packed = vec![[0; 2 * OUTPUTS]; pairs * padded / OUTPUTS];
        for (output, row) in rows.enumerate() {
            let block = output / OUTPUTS * pairs;
            for (input, weight) in row.iter().enumerate() {
                packed[block + input / 2][output % OUTPUTS * 2 + input % 2] = i16::from(weight.cast_signed());
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
    pub fn apply(&self, level: Level, rows: &QuantizedRows, out: &mut Vec<f32>) {
        vectorized!(level, self.apply_by(product::fastest(level), rows, out));
    }

    #[inline(always)]
    fn apply_by(&self, sums: Product, rows: &QuantizedRows, out: &mut Vec<f32>) {
        out.resize(rows.scales.len() * self.outputs, 0.0);
        for (tile, out) in rows.tiles().zip(out.chunks_mut(ROWS * self.outputs.max(1))) {
            self.apply_to(sums, tile, out);
        }
    }

    /// Writes the outputs for a tile's rows to `out`, a row's after another's.
    #[inline(always)]
    pub fn apply_to_tile(&self, level: Level, tile: Tile, out: &mut Vec<f32>) {
        out.resize(tile.rows() * self.outputs, 0.0);
        self.apply_to(product::fastest(level), tile, out);
    }

    #[inline(always)]
    fn apply_to(&self, sums: Product, tile: Tile, out: &mut [f32]) {
        let pairs = tile.values.len();
        if pairs != self.inputs.div_ceil(2) || pairs == 0 || self.outputs == 0 {
            return;
        }
        let units = self.scales.as_chunks::<OUTPUTS>().0.iter().zip(self.biases.as_chunks::<OUTPUTS>().0);
        for (index, (weights, (units, biases))) in self.weights.chunks_exact(pairs).zip(units).enumerate() {
            let sums = sums.of(tile.values, weights);
            let begin = index * OUTPUTS;
            for ((sums, scale), out) in sums.iter().zip(tile.scales).zip(out.chunks_exact_mut(self.outputs)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(sums: Product, linear: &Linear, rows: &[Vec<f32>]) -> Vec<f32> {
        let mut quantized = QuantizedRows::default();
        quantized.clear(linear.inputs());
        rows.iter().for_each(|row| quantized.push(row));
        let mut out = Vec::new();
        linear.apply_by(sums, &quantized, &mut out);
        out
    }

    fn example() -> (Linear, Vec<u8>, Vec<Vec<f32>>) {
        let (inputs, outputs) = (37_usize, 27_usize);
        let weights: Vec<u8> = (0..inputs * outputs).map(|i| ((i * 89 + 13) % 255) as u8).collect();
        let scales = (0..outputs).map(|o| 0.01 + o as f32 * 0.001).collect();
        let linear =
            Linear::new(inputs, weights.chunks(inputs), scales, (0..outputs).map(|o| o as f32 - 5.0).collect());
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
                let exact: f32 = row.iter().zip(own).map(|(x, weight)| x * f32::from(weight.cast_signed())).sum();
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
