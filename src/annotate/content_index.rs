//! Which attribution's content covers a place.

use crate::text::TextRange;

use super::annotation::Attribution;

/// Parts of content that may begin between a place and the start of the part that it stands in.
const NEAR: usize = 16;

/// The parts of all attributions' content, to look places up in.
pub(super) struct ContentIndex {
    /// With the attribution's index, in text order.
    parts: Vec<(TextRange, usize)>,
}

impl ContentIndex {
    pub fn new<'a>(attributions: impl IntoIterator<Item = &'a Attribution>) -> Self {
        let parts = attributions.into_iter().enumerate();
        let parts = parts.flat_map(|(index, a)| a.content.iter().map(move |part| (*part, index)));
        let mut parts: Vec<(TextRange, usize)> = parts.collect();
        parts.sort();
        Self { parts }
    }

    /// The index of the first attribution that has a part of its content all over `range`.
    pub fn covering(&self, range: TextRange) -> Option<usize> {
        let begun = self.parts.partition_point(|(part, _)| part.start <= range.start);
        let near = self.parts[..begun].iter().rev().take(NEAR);
        near.filter(|(part, _)| part.covers(range)).map(|(_, index)| *index).min()
    }
}
