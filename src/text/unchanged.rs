//! What two versions of a text have in common.

use super::TextRange;

/// How much of what a text begins and ends with another version of it has too: nearly all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unchanged {
    /// Bytes at the beginning.
    first: usize,
    /// Bytes at the end.
    last: usize,
    /// Bytes of the version before.
    before: usize,
    /// Bytes of the version now.
    now: usize,
}

impl Unchanged {
    /// What the version now has of the one before.
    pub fn between(before: &str, now: &str) -> Self {
        /// Bytes that are compared at once: a long text wants few looks, and then the edges are found more exactly.
        const STEPS: [usize; 2] = [4096, 64];
        let (old, new) = (before.as_bytes(), now.as_bytes());
        let same = |(one, other): &(&[u8], &[u8])| one == other;
        let (mut first, mut last) = (0, 0);
        for step in STEPS {
            let pieces = old[first..].chunks_exact(step).zip(new[first..].chunks_exact(step));
            first += pieces.take_while(same).count() * step;
            let pieces = old[..old.len() - last].rchunks_exact(step).zip(new[..new.len() - last].rchunks_exact(step));
            last += pieces.take_while(same).count() * step;
        }
        Self { first, last, before: old.len(), now: new.len() }
    }

    /// How many bytes at the beginning and at the end the two versions have in common, to the byte.
    pub fn exactly(self, before: &str, now: &str) -> (usize, usize) {
        let (old, new) = (before.as_bytes(), now.as_bytes());
        let most = old.len().min(new.len());
        let pairs = old[self.first..].iter().zip(&new[self.first..]);
        let first = self.first + pairs.take_while(|(one, other)| one == other).count();
        let last = self.last.min(most - first);
        let pairs = old[first..old.len() - last].iter().rev().zip(new[first..new.len() - last].iter().rev());
        (first, last + pairs.take_while(|(one, other)| one == other).count())
    }

    /// How many bytes of the version now may be new.
    pub fn changed(self) -> usize {
        self.now.saturating_sub(self.first + self.last)
    }

    /// Where what stands in a range of the version now stood in the one before; `None` if some of it may be new.
    pub fn place_before(self, range: TextRange) -> Option<TextRange> {
        if range.end <= self.first {
            return Some(range);
        }
        let from_end = |place: usize| self.now.checked_sub(place).and_then(|left| self.before.checked_sub(left));
        (range.start >= self.now - self.last)
            .then_some(TextRange { start: from_end(range.start)?, end: from_end(range.end)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_lies_between_what_is_the_same() {
        let text = "Ada Lund closed the gate. ".repeat(1000);
        let changed = |before: &str, now: &str| Unchanged::between(before, now).changed();
        assert_eq!(changed(&text, &text), 0);
        for place in [0, 10_000, text.len()] {
            let mut edited = text.clone();
            edited.insert_str(place, "It was late. ");
            assert!((13..13 + 128).contains(&changed(&text, &edited)), "at {place}");
        }
        assert_eq!(changed("", &text), text.len());
        assert_eq!(changed(&text, &text.to_uppercase()), text.len());
    }

    #[test]
    fn what_is_the_same_is_found_where_it_stood() {
        let before: String = (0..2000).map(|number| format!("Gate {number} was closed. ")).collect();
        for (gone, new) in
            [(0, "It was late. "), (500, ""), (500, "It was late. "), (500, "Gate 7 was closed. "), (0, "")]
        {
            let now = [&before[..20_000], new, &before[20_000 + gone..]].concat();
            let unchanged = Unchanged::between(&before, &now);
            let places = (0..now.len() - 30).step_by(7).map(|start| TextRange::new(start, start + 30));
            let kept: Vec<_> = places.filter_map(|range| Some((range, unchanged.place_before(range)?))).collect();
            assert!(kept.len() * 7 > now.len() - 1000, "{} pieces are kept", kept.len());
            for (range, place) in kept {
                assert_eq!(before[place.start..place.end], now[range.start..range.end]);
            }
        }
    }
}
