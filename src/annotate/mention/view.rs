//! How a mention looks to the rankers.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

/// The numbers that the reader gives for a mention's head, with a hash of them: whatever is alike has the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::annotate) struct View {
    numbers: Vec<f32>,
    fingerprint: u64,
}

impl View {
    /// A view of these numbers.
    pub fn new(numbers: &[f32]) -> Self {
        let mut hasher = FixedState::default().build_hasher();
        numbers.iter().for_each(|number| hasher.write_u32(number.to_bits()));
        Self { numbers: numbers.to_vec(), fingerprint: hasher.finish() }
    }

    pub fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}
