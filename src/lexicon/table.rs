//! The one reader of word lists: lines of tab-separated columns, `#` begins a comment line.

use foldhash::{HashMap, HashMapExt};
use std::hash::Hash;

/// The lines of a data file that hold data, split at tabs.
pub(super) fn rows(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// The words of a file whose lines are a label and words with spaces between: each word with its label.
pub(super) fn labelled_words(data: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(data).flat_map(|row| {
        let label = row[0];
        let words = row.get(1).copied().unwrap_or_default();
        words.split(' ').filter(|word| !word.is_empty()).map(move |word| (label, word))
    })
}

/// Merges values of the same key.
pub(super) fn collect_merged<K: Eq + Hash, V: Copy>(
    pairs: impl Iterator<Item = (K, V)>,
    merge: impl Fn(V, V) -> V,
) -> HashMap<K, V> {
    let mut map = HashMap::new();
    for (key, value) in pairs {
        map.entry(key).and_modify(|old| *old = merge(*old, value)).or_insert(value);
    }
    map
}
