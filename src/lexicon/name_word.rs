//! Words inside names: those that show an organization, and names of places, peoples and times.

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

use super::table;

/// What a capitalised word is when it names no person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameWord {
    /// A country, region or city.
    Place,
    /// "Chinese", "Democrats"
    Adjective,
    /// "Monday", "May"
    Time,
    /// "Internet"
    Thing,
}

static ORGANIZATION_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    table::rows(include_str!("../../data/organization_words.txt")).flat_map(|row| row[0].split(' ')).collect()
});

static NAME_WORDS: LazyLock<HashMap<&'static str, NameWord>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/places.tsv")).filter(|row| row.len() == 2);
    let pairs = rows.flat_map(|row| {
        let kind = match row[0] {
            "adjective" => NameWord::Adjective,
            "time" => NameWord::Time,
            "thing" => NameWord::Thing,
            _ => NameWord::Place,
        };
        row[1].split(' ').map(move |word| (word, kind))
    });
    table::collect_merged(pairs, |first, _| first)
});

/// Whether a lower-case word inside a name shows that it is an organization's.
pub fn is_organization_word(word: &str) -> bool {
    ORGANIZATION_WORDS.contains(word)
}

/// What a capitalised word is when it names no person.
pub fn name_word(word: &str) -> Option<NameWord> {
    NAME_WORDS.get(word).copied()
}
