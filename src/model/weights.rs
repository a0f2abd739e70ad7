//! Reads a model's tensors.

use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

use super::linear::Linear;

/// Why a model can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It is no safetensors file.
    #[error("the model cannot be read: {0}")]
    Unreadable(#[from] safetensors::SafeTensorError),
    /// A tensor has another shape or type than the network wants, or lacks one.
    #[error("the model's tensor “{name}” is not as expected: {expected}")]
    Unexpected {
        /// The tensor.
        name: String,
        /// What was expected.
        expected: &'static str,
    },
}

/// The tensors of a model file.
pub(super) struct Tensors {
    tensors: SafeTensors<'static>,
}

/// A table of eight-bit rows, each with its scale.
#[derive(Debug)]
pub(super) struct Table {
    width: usize,
    rows: &'static [u8],
    scales: Vec<f32>,
}

/// What the outputs of matrices are computed with: a row of weights and a bias each.
pub(super) struct Outputs {
    table: Table,
    biases: Vec<f32>,
}

impl Tensors {
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Ok(Self { tensors: SafeTensors::deserialize(bytes)? })
    }

    pub fn floats(&self, name: &str) -> Result<Vec<f32>, ModelError> {
        Ok(self.float_bytes(name)?.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    /// Floats in rows of `W`.
    pub fn rows<const W: usize>(&self, name: &str) -> Result<Vec<[f32; W]>, ModelError> {
        match self.float_bytes(name)?.as_chunks::<W>() {
            (rows, []) => Ok(rows.iter().map(|row| row.map(f32::from_le_bytes)).collect()),
            _ => Err(unexpected(name, "in whole rows")),
        }
    }

    fn float_bytes(&self, name: &str) -> Result<&'static [[u8; 4]], ModelError> {
        Ok(self.view(name, Dtype::F32, "32-bit floats")?.data().as_chunks().0)
    }

    pub fn hashes(&self, name: &str) -> Result<Vec<u64>, ModelError> {
        let (hashes, _) = self.view(name, Dtype::U64, "64-bit numbers")?.data().as_chunks::<8>();
        let hashes: Vec<u64> = hashes.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
        match hashes.is_sorted() {
            true => Ok(hashes),
            false => Err(unexpected(name, "in ascending order")),
        }
    }

    /// `name` and `name.scale`.
    pub fn table(&self, name: &str) -> Result<Table, ModelError> {
        let view = self.view(name, Dtype::I8, "8-bit numbers")?;
        let scales = self.floats(&format!("{name}.scale"))?;
        match *view.shape() {
            [rows, width] if rows == scales.len() && rows > 0 && width > 0 => {
                Ok(Table { width, rows: view.data(), scales })
            }
            _ => Err(unexpected(name, "a scale for each row")),
        }
    }

    /// `name`, `name.scale` and `name.bias`.
    pub fn linear(&self, name: &str) -> Result<Linear, ModelError> {
        let outputs = self.outputs(name)?;
        Ok(outputs.linear(0..outputs.len()))
    }

    /// The same, to be made several matrices of.
    pub fn outputs(&self, name: &str) -> Result<Outputs, ModelError> {
        let (table, biases) = (self.table(name)?, self.floats(&format!("{name}.bias"))?);
        if biases.len() != table.len() {
            return Err(unexpected(name, "a bias for each row"));
        }
        Ok(Outputs { table, biases })
    }

    /// Whether there is a tensor of that name.
    pub fn has(&self, name: &str) -> bool {
        self.tensors.tensor(name).is_ok()
    }

    fn view(&self, name: &str, dtype: Dtype, expected: &'static str) -> Result<TensorView<'static>, ModelError> {
        let view = self.tensors.tensor(name)?;
        if view.dtype() == dtype { Ok(view) } else { Err(unexpected(name, expected)) }
    }
}

impl Outputs {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// A matrix of some of them, of those that there are.
    pub fn linear(&self, outputs: impl Iterator<Item = usize> + Clone) -> Linear {
        let width = self.table.width;
        let rows = outputs.clone().filter_map(|output| self.table.rows.get(output * width..(output + 1) * width));
        let of = |numbers: &[f32]| outputs.clone().filter_map(|output| numbers.get(output).copied()).collect();
        Linear::new(width, rows, of(&self.table.scales), of(&self.biases))
    }
}

impl Table {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// How many numbers a row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Writes a row; one that isn't there counts as the first.
    #[inline(always)]
    pub fn write(&self, row: usize, into: &mut [f32]) {
        let row = if row < self.len() { row } else { 0 };
        let values = &self.rows[row * self.width..(row + 1) * self.width];
        let scale = self.scales[row];
        into.iter_mut().zip(values).for_each(|(into, value)| *into = f32::from(value.cast_signed()) * scale);
    }
}

pub(super) fn unexpected(name: &str, expected: &'static str) -> ModelError {
    ModelError::Unexpected { name: name.to_owned(), expected }
}
