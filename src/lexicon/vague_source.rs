//! Words for sources that could be anyone.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table;

/// What has to stand beside a word before a reader can tell who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vagueness {
    /// A name: "experts" are vague with any common word before them.
    Open,
    /// A word that narrows: "officials" are, "court officials" are not.
    Bare,
    /// Anything at all: "many people" are, "people in the street" are not.
    Alone,
    /// It is a pronoun: "some".
    Pronoun,
}

static WORDS: LazyLock<HashMap<&'static str, Option<Vagueness>>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/vague_sources.tsv"));
    let pairs = rows.flat_map(|row| {
        let vagueness = match row[0] {
            "open" => Some(Vagueness::Open),
            "bare" => Some(Vagueness::Bare),
            "alone" => Some(Vagueness::Alone),
            "pronoun" => Some(Vagueness::Pronoun),
            _ => None,
        };
        row.get(1).copied().unwrap_or_default().split(' ').map(move |word| (word, vagueness))
    });
    table::collect_merged(pairs, |first, second| first.or(second))
});

/// How vague a source is whose head is a lower-case word; `None` if it is not.
pub fn vagueness(word: &str) -> Option<Vagueness> {
    WORDS.get(word).copied().flatten()
}

/// Whether a lower-case word before a noun tells nobody apart: "many", "senior".
pub fn narrows_nothing(word: &str) -> bool {
    WORDS.contains_key(word)
}
