//! Words that show what a claim is about.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table;

/// What a word shows a claim to be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimWord {
    /// What will or would be.
    Prospect,
    /// What somebody thinks, feels or wants.
    Mind,
}

static WORDS: LazyLock<HashMap<&'static str, ClaimWord>> = LazyLock::new(|| {
    let pairs = table::labelled_words(include_str!("../../data/claim_words.tsv"));
    pairs.map(|(label, word)| (word, if label == "mind" { ClaimWord::Mind } else { ClaimWord::Prospect })).collect()
});

/// What a lower-case word shows a claim to be about.
pub fn claim_word(word: &str) -> Option<ClaimWord> {
    WORDS.get(word).copied()
}
