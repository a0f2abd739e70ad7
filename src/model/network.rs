//! The network: embeddings, then recurrent layers, then a score for each label.

use fearless_simd::{Level, Simd, dispatch};

use super::activation::tanh;
use super::features::{AFFIX_BUCKETS, Features, Place, QuotePlace, Shape};
use super::label::Label;
use super::layer::{Layer, Scratch, quantize, vectorized};
use super::linear::Linear;
use super::weights::{ModelError, Table, Tensors, unexpected};

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
        let layers = Layer::stack(tensors, "layer", width)?;
        let output = tensors.linear("output")?;
        if output.inputs() != width || output.outputs() != Label::COUNT {
            return Err(unexpected("output", "from the layers' width to the labels"));
        }
        Ok(Self { words, word_table, tables, input, layers, output })
    }

    /// How many numbers its first layer has for a token.
    pub fn width(&self) -> usize {
        self.input.outputs()
    }

    /// The scores of all labels for each token, a token's after another's; what the first layer makes of the tokens is added
    /// to `states`.
    pub fn scores(&self, level: Level, tokens: &[Features], states: &mut Vec<f32>) -> Vec<f32> {
        let scratch = &mut Scratch::default();
        let (mut x, mut scores) = (Vec::new(), Vec::new());
        vectorized!(level, self.embed(tokens, scratch));
        self.input.apply(level, &scratch.rows, &mut x);
        vectorized!(level, x.iter_mut().for_each(|value| *value = tanh(*value)));
        for (index, layer) in self.layers.iter().enumerate() {
            layer.run(level, &mut x, scratch);
            if index == 0 {
                states.extend_from_slice(&x);
            }
        }
        vectorized!(level, quantize(&x, self.output.inputs(), &mut scratch.rows));
        self.output.apply(level, &scratch.rows, &mut scores);
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
