//! Words for sources that could be anyone.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

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

/// What the data file says of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Head(Vagueness),
    Narrowing,
    Cue,
}

static WORDS: LazyLock<HashMap<&'static str, Vec<Entry>>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Vec<Entry>> = HashMap::new();
    for row in table::rows(include_str!("../../data/vague_sources.tsv")) {
        let entry = match row[0] {
            "open" => Entry::Head(Vagueness::Open),
            "bare" => Entry::Head(Vagueness::Bare),
            "alone" => Entry::Head(Vagueness::Alone),
            "pronoun" => Entry::Head(Vagueness::Pronoun),
            "cue" => Entry::Cue,
            _ => Entry::Narrowing,
        };
        for word in row.get(1).copied().unwrap_or_default().split(' ') {
            words.entry(word).or_default().push(entry);
        }
    }
    words
});

fn entries(word: &str) -> &'static [Entry] {
    WORDS.get(word).map_or(&[], Vec::as_slice)
}

/// How vague a source is whose head is a lower-case word; `None` if it is not.
pub fn vagueness(word: &str) -> Option<Vagueness> {
    entries(word).iter().find_map(|entry| match entry {
        Entry::Head(vagueness) => Some(*vagueness),
        _ => None,
    })
}

/// Whether a lower-case word before a noun tells nobody apart: "many", "senior".
pub fn narrows_nothing(word: &str) -> bool {
    entries(word).contains(&Entry::Narrowing)
}

/// Whether a lower-case verb makes a source of a pronoun before it: "some say".
pub fn makes_source(word: &str) -> bool {
    entries(word).contains(&Entry::Cue)
}
