//! Names of things as their words show them: "New Zealand", "the Harbour Prize", "Hurricane Ada"; and institutions that everybody
//! knows by one word.

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

use super::table;

/// What a word shows of a name of several words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NamedThing {
    /// With it as the first word it is a thing's: "Hurricane".
    Begins,
    /// With it as the last: "Prize".
    Ends,
    /// The same unless a first name stands before it: "Bridge".
    MayEnd,
}

static WORDS: LazyLock<HashMap<&'static str, NamedThing>> = LazyLock::new(|| {
    let of = |label: &str| match label {
        "begins" => NamedThing::Begins,
        "ends" => NamedThing::Ends,
        _ => NamedThing::MayEnd,
    };
    table::labelled_words(include_str!("../../data/thing_words.tsv")).map(|(label, word)| (word, of(label))).collect()
});

static PLACES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| table::rows(include_str!("../../data/place_names.txt")).map(|row| row[0]).collect());

static ORGANIZATIONS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    table::rows(include_str!("../../data/known_organizations.txt")).flat_map(|row| row[0].split(' ')).collect()
});

/// What a lower-case word at either end of a name shows of it.
pub fn named_thing(word: &str) -> Option<NamedThing> {
    WORDS.get(word).copied()
}

/// Whether a name of several words, as written, is a place's.
pub fn is_place_name(name: &str) -> bool {
    PLACES.contains(name)
}

/// Whether a single word, as written, is an institution's name that everybody knows.
pub fn is_known_organization(name: &str) -> bool {
    ORGANIZATIONS.contains(name)
}
