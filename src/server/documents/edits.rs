//! The edits since a text was analysed, so that what was known of a place then can still be told of it now.

use std::collections::VecDeque;

use crate::text::TextRange;

/// More edits than these are not kept: what was known is too old by then.
const MOST: usize = 64;

/// One edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The bytes taken out, in the text before the edit.
    pub old: TextRange,
    /// How many bytes were put in their place.
    pub inserted: usize,
    /// Whether lines came or went.
    pub breaks_lines: bool,
}

/// The edits since a version of a text, each with the revision that it led to.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    splices: VecDeque<(u64, Splice)>,
    /// The newest revision whose edit is not kept.
    forgotten: u64,
}

impl Edits {
    /// Adds an edit that led to a revision; `None`: the whole text is another.
    pub fn push(&mut self, revision: u64, splice: Option<Splice>) {
        match splice {
            Some(splice) => self.splices.push_back((revision, splice)),
            None => {
                self.splices.clear();
                self.forgotten = revision;
            }
        }
        while self.splices.len() > MOST {
            self.forgotten = self.splices.pop_front().map_or(self.forgotten, |(revision, _)| revision);
        }
    }

    /// Forgets the edits up to a revision, which is analysed.
    pub fn forget(&mut self, revision: u64) {
        while self.splices.front().is_some_and(|(first, _)| *first <= revision) {
            self.splices.pop_front();
        }
    }

    /// The edits after a revision, if all of them are known and none of them moved lines.
    pub fn since(&self, revision: u64) -> Option<Vec<Splice>> {
        let after = || self.splices.iter().filter(|(led_to, _)| *led_to > revision).map(|(_, splice)| *splice);
        (self.forgotten <= revision && !after().any(|splice| splice.breaks_lines)).then(|| after().collect())
    }
}

/// Where a byte offset of the text after some edits stood before them; `None` if it is in what they put in.
pub fn before(splices: &[Splice], offset: usize) -> Option<usize> {
    splices.iter().rev().try_fold(offset, |offset, splice| {
        if offset <= splice.old.start {
            Some(offset)
        } else {
            let end = splice.old.start + splice.inserted;
            (offset >= end).then(|| offset - end + splice.old.end)
        }
    })
}

/// Where a range of the text before some edits stands after them; `None` if its first or its last byte was taken out.
pub fn after(splices: &[Splice], range: TextRange) -> Option<TextRange> {
    splices.iter().try_fold(range, |range, splice| {
        let old = splice.old;
        let shifted = |offset: usize| (offset >= old.end).then(|| offset - old.end + old.start + splice.inserted);
        let start = if range.start < old.start { Some(range.start) } else { shifted(range.start) }?;
        let end = if range.end <= old.start { Some(range.end) } else { shifted(range.end) }?;
        (start <= end).then(|| TextRange::new(start, end))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn splice(start: usize, end: usize, inserted: usize) -> Splice {
        Splice { old: TextRange::new(start, end), inserted, breaks_lines: false }
    }

    #[test]
    fn places_outside_of_edits_are_told_apart() {
        let edits = [splice(10, 12, 5), splice(0, 0, 3)];
        assert_eq!(before(&edits, 2), None);
        assert_eq!(before(&edits, 7), Some(4));
        assert_eq!(before(&edits, 15), None);
        assert_eq!(before(&edits, 18), Some(12));
        assert_eq!(after(&edits, TextRange::new(4, 10)), Some(TextRange::new(7, 13)));
        assert_eq!(after(&edits, TextRange::new(4, 11)), None);
        assert_eq!(after(&edits, TextRange::new(4, 20)), Some(TextRange::new(7, 26)));
    }

    #[test]
    fn what_moved_lines_or_is_forgotten_is_not_told() {
        let mut edits = Edits::default();
        edits.push(3, Some(splice(1, 1, 1)));
        edits.push(4, Some(Splice { breaks_lines: true, ..splice(1, 1, 1) }));
        assert_eq!(edits.since(2), None);
        assert_eq!(edits.since(4), Some(vec![]));
        edits.forget(4);
        edits.push(5, Some(splice(2, 3, 0)));
        assert_eq!(edits.since(4), Some(vec![splice(2, 3, 0)]));
        edits.push(6, None);
        assert_eq!(edits.since(4), None);
        assert_eq!(edits.since(6), Some(vec![]));
        (0..MOST as u64 + 1).for_each(|number| edits.push(7 + number, Some(splice(0, 0, 1))));
        assert_eq!(edits.since(6), None);
        assert!(edits.since(7).is_some());
    }

    proptest! {
        /// A range that is told after edits holds what it held before, but for what was put in or taken out inside.
        #[test]
        fn what_is_told_is_still_there(
            cuts in prop::collection::vec((0usize..40, 0usize..6, 0usize..6), 1..6),
            place in 0usize..39,
        ) {
            let mut text: Vec<usize> = (0..40).collect();
            let mut splices = Vec::new();
            for (number, (start, length, inserted)) in cuts.into_iter().enumerate() {
                let start = start.min(text.len());
                let end = (start + length).min(text.len());
                text.splice(start..end, vec![1000 + number; inserted]);
                splices.push(splice(start, end, inserted));
            }
            let letter = after(&splices, TextRange::new(place, place + 1));
            if let Some(range) = letter.filter(|range| range.len() == 1) {
                prop_assert_eq!(text[range.start], place);
            }
            let whole = after(&splices, TextRange::new(0, 40));
            if let Some(whole) = whole {
                prop_assert!(whole.end <= text.len());
            }
        }
    }
}
