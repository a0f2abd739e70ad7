//! Words that show what a claim is about, or that take it back.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::table;

/// What a word shows a claim to be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimWord {
    /// What will or would be.
    Prospect,
    /// What is set to happen, after such a word: "will hear".
    Proceedings,
    /// What somebody thinks, feels or wants.
    Mind,
    /// What somebody is accused of.
    Wrongdoing,
    /// That it is not certain, by an adverb or an adjective.
    Hedge,
}

static WORDS: LazyLock<HashMap<&'static str, ClaimWord>> = LazyLock::new(|| {
    let pairs = table::labelled_words(include_str!("../../data/claim_words.tsv"));
    let class = |label| match label {
        "proceedings" => ClaimWord::Proceedings,
        "mind" => ClaimWord::Mind,
        "wrongdoing" => ClaimWord::Wrongdoing,
        "hedge" => ClaimWord::Hedge,
        _ => ClaimWord::Prospect,
    };
    pairs.map(|(label, word)| (word, class(label))).collect()
});

/// What a lower-case word shows a claim to be about.
pub fn claim_word(word: &str) -> Option<ClaimWord> {
    WORDS.get(word).copied()
}
