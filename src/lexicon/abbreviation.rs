//! Words that end in a full stop without ending a sentence.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::table;

/// How an abbreviation stands to what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Abbreviation {
    /// Stands before a name: "Mr.", "Sen."
    Title,
    /// Stands before a number, and is an abbreviation only there: "No. 5".
    BeforeNumber,
    /// What it introduces follows in the same sentence: "e.g.", "vs."
    Inner,
    /// May also be a sentence's last word: "Inc.", "p.m.", "Sept."
    Final,
}

static ABBREVIATIONS: LazyLock<HashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/abbreviations.tsv"));
    let pairs = rows.flat_map(|row| {
        let kind = match row[0] {
            "title" => Abbreviation::Title,
            "number" => Abbreviation::BeforeNumber,
            "inner" => Abbreviation::Inner,
            _ => Abbreviation::Final,
        };
        row.get(1).copied().unwrap_or_default().split(' ').map(move |word| (word, kind))
    });
    pairs.collect()
});

/// What is known of a word, as written and without its last full stop, as an abbreviation.
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    ABBREVIATIONS.get(word).copied()
}
