//! Phrases that make a sentence one that wants a source, as patterns over words.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use super::table;

/// What a phrase does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhraseClass {
    /// "it is believed": somebody thinks it, nobody is named.
    Agentless,
    /// "reportedly"
    Hearsay,
    /// "notorious"
    Judgement,
    /// "stole", of a subject.
    Accusation,
    /// "accused of allegedly"
    DoubleHedge,
    /// "legendary"
    Puffery,
}

/// One place in a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhraseWord {
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// Any number of adverbs.
    Adverbs,
    /// A verb's bare form, which the match does not include.
    Infinitive,
}

/// A phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimPhrase {
    /// What it does.
    pub class: PhraseClass,
    /// Whether it nearly always does.
    pub sure: bool,
    /// Its words; the first is [`PhraseWord::OneOf`].
    pub words: Vec<PhraseWord>,
    /// Words right before it that make it harmless.
    pub not_after: Vec<&'static str>,
    /// Words right after it that make it harmless.
    pub not_before: Vec<&'static str>,
}

const BE: [&str; 9] = ["is", "are", "was", "were", "be", "been", "being", "’s", "'s"];

const FILES: [&str; 3] = [
    include_str!("../../data/claim_phrases.tsv"),
    include_str!("../../data/loaded_words.tsv"),
    include_str!("../../data/puffery.tsv"),
];

static PHRASES: LazyLock<HashMap<&'static str, Vec<ClaimPhrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&'static str, Vec<ClaimPhrase>> = HashMap::new();
    for phrase in FILES.into_iter().flat_map(table::rows).filter_map(|row| read(&row)) {
        if let Some(PhraseWord::OneOf(first)) = phrase.words.first() {
            for word in first {
                phrases.entry(word).or_default().push(phrase.clone());
            }
        }
    }
    phrases
});

/// The phrases that begin with a lower-case word, those of a file's earlier lines first.
pub fn claim_phrases(first: &str) -> &'static [ClaimPhrase] {
    PHRASES.get(first).map_or(&[], Vec::as_slice)
}

fn read(row: &[&'static str]) -> Option<ClaimPhrase> {
    let [class, sureness, pattern, not_after, not_before] = row else { return None };
    let class = match *class {
        "agentless" => PhraseClass::Agentless,
        "hearsay" => PhraseClass::Hearsay,
        "judgement" => PhraseClass::Judgement,
        "accusation" => PhraseClass::Accusation,
        "double-hedge" => PhraseClass::DoubleHedge,
        "puffery" => PhraseClass::Puffery,
        _ => return None,
    };
    let words = pattern.split(' ').map(|word| match word {
        "~" => PhraseWord::Adverbs,
        "INF" => PhraseWord::Infinitive,
        word => PhraseWord::OneOf(alternatives(word, '|')),
    });
    Some(ClaimPhrase {
        class,
        sure: *sureness == "sure",
        words: words.collect(),
        not_after: alternatives(not_after, ' '),
        not_before: alternatives(not_before, ' '),
    })
}

fn alternatives(list: &'static str, separator: char) -> Vec<&'static str> {
    let words = list.split(separator).filter(|word| *word != "-");
    words.flat_map(|word| if word == "BE" { BE.to_vec() } else { vec![word] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_files_is_a_phrase() {
        for row in FILES.into_iter().flat_map(table::rows) {
            let phrase = read(&row).unwrap_or_else(|| panic!("not a class and four more columns: {row:?}"));
            assert!(matches!(phrase.words.first(), Some(PhraseWord::OneOf(_))), "{row:?}");
            assert!(["sure", "soft"].contains(&row[1]), "{row:?}");
        }
    }
}
