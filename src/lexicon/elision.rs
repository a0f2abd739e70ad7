//! Words that begin with an apostrophe.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::table;

/// How sure it is that a mark before a word is an apostrophe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elision {
    /// The rest is no word by itself: "tis", "em".
    Certain,
    /// The rest is also a word, which a quotation can begin with: "cause", "round".
    Possible,
}

static ELISIONS: LazyLock<HashMap<&'static str, Elision>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/elisions.txt"));
    rows.map(|row| match row[0].split_once(' ') {
        Some((word, _)) => (word, Elision::Possible),
        None => (row[0], Elision::Certain),
    })
    .collect()
});

/// What is known of a lower-case word as the rest of one that begins with an apostrophe.
pub fn elision(word: &str) -> Option<Elision> {
    ELISIONS.get(word).copied()
}
