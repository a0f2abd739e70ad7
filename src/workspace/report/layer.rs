//! Things that lie over a text: what lies over each place, asked from left to right.

use std::cmp::Reverse;

use crate::text::TextRange;

/// Things of one kind, each with where it lies.
#[derive(Debug)]
pub(super) struct Layer<T> {
    items: Vec<(TextRange, T)>,
    /// The first that has not begun.
    next: usize,
    /// Those that have begun and not ended, in the order in which they begin.
    open: Vec<(TextRange, T)>,
}

impl<T: Copy> Layer<T> {
    pub(super) fn new(mut items: Vec<(TextRange, T)>) -> Self {
        items.retain(|(range, _)| !range.is_empty());
        items.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        Self { items, next: 0, open: Vec::new() }
    }

    /// Where something begins or ends.
    pub(super) fn edges(&self) -> impl Iterator<Item = usize> {
        self.items.iter().flat_map(|(range, _)| [range.start, range.end])
    }

    /// What lies over a byte, the innermost last; never asked for one further left than before.
    pub(super) fn over(&mut self, byte: usize) -> impl DoubleEndedIterator<Item = T> {
        while let Some(item) = self.items.get(self.next).filter(|(range, _)| range.start <= byte) {
            self.open.push(*item);
            self.next += 1;
        }
        self.open.retain(|(range, _)| range.end > byte);
        self.open.iter().map(|(_, item)| *item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_lies_over_each_byte() {
        let items = [(2, 3, 'c'), (0, 4, 'a'), (0, 2, 'b'), (3, 3, 'd')];
        let mut layer = Layer::new(items.map(|(start, end, item)| (TextRange::new(start, end), item)).to_vec());
        let seen: Vec<String> = (0..6).map(|byte| layer.over(byte).collect()).collect();
        assert_eq!(seen, ["ab", "ab", "ac", "a", "", ""]);
    }
}
