//! Which found mention is which annotated one.

use std::cmp::Reverse;

use crate::text::TextRange;

/// An annotated mention, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GoldMention {
    /// All of it.
    pub(super) span: TextRange,
    /// Its head word.
    pub(super) head: TextRange,
    /// Whether its head is a proper noun.
    pub(super) named: bool,
}

/// When a found mention is an annotated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// It covers the same text.
    Exact,
    /// It lies inside and holds the head (Nedoluzhko and others, LREC 2022).
    Partial,
}

/// For each found span, the gold mention that it is. No mention is two: the same text goes first, then short gold mentions
/// choose before the longer ones around them, each the longest that fits.
pub(super) fn align(gold: &[GoldMention], found: &[TextRange], matches: Match) -> Vec<Option<usize>> {
    let mut gold_of: Vec<Option<usize>> = vec![None; found.len()];
    let mut order: Vec<usize> = (0..gold.len()).collect();
    order.sort_by_key(|index| (gold[*index].span.len(), gold[*index].span.start));
    let mut left = Vec::new();
    for index in order {
        let same = (0..found.len()).find(|other| gold_of[*other].is_none() && found[*other] == gold[index].span);
        match same {
            Some(other) => gold_of[other] = Some(index),
            None => left.push(index),
        }
    }
    if matches == Match::Exact {
        return gold_of;
    }
    for index in left {
        let GoldMention { span, head, .. } = gold[index];
        let fits =
            |other: &usize| gold_of[*other].is_none() && span.covers(found[*other]) && found[*other].covers(head);
        let best =
            (0..found.len()).filter(fits).min_by_key(|other| (Reverse(found[*other].len()), found[*other].start));
        if let Some(other) = best {
            gold_of[other] = Some(index);
        }
    }
    gold_of
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(span: (usize, usize), head: (usize, usize)) -> GoldMention {
        GoldMention { span: TextRange::new(span.0, span.1), head: TextRange::new(head.0, head.1), named: true }
    }

    fn spans(found: &[(usize, usize)]) -> Vec<TextRange> {
        found.iter().map(|(start, end)| TextRange::new(*start, *end)).collect()
    }

    #[test]
    fn a_part_with_the_head_will_do() {
        let gold = [gold((0, 20), (4, 9)), gold((30, 40), (30, 35))];
        let found = spans(&[(4, 9), (36, 40)]);
        assert_eq!(align(&gold, &found, Match::Partial), [Some(0), None]);
        assert_eq!(align(&gold, &found, Match::Exact), [None, None]);
    }

    #[test]
    fn what_reaches_outside_is_another() {
        assert_eq!(align(&[gold((0, 9), (4, 9))], &spans(&[(4, 12)]), Match::Partial), [None]);
    }

    #[test]
    fn the_same_text_goes_first_and_nothing_twice() {
        let gold = [gold((0, 20), (4, 9)), gold((0, 9), (4, 9))];
        let found = spans(&[(4, 9), (0, 9), (4, 9)]);
        assert_eq!(align(&gold, &found, Match::Partial), [Some(0), Some(1), None]);
    }
}
