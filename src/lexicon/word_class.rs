//! Which parts of speech a word form has in text.

use std::sync::LazyLock;

use bitflags::bitflags;
use foldhash::HashMap;

use super::table;

bitflags! {
    /// Parts of speech; the letters of the data file.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct WordClass: u32 {
        /// N: a noun in the singular
        const NOUN = 1;
        /// M: a noun in the plural
        const PLURAL = 1 << 1;
        /// P: a proper noun
        const PROPER = 1 << 2;
        /// V, Z, D: a finite verb (base and present, third person, past)
        const VERB = 1 << 3;
        /// E: a past participle
        const PARTICIPLE = 1 << 4;
        /// G: a gerund
        const GERUND = 1 << 5;
        /// J: an adjective
        const ADJECTIVE = 1 << 6;
        /// R: an adverb or particle
        const ADVERB = 1 << 7;
        /// any other: a closed class
        const CLOSED = 1 << 8;
        /// Z or D: a finite verb that is no bare form
        const INFLECTED = 1 << 9;
        /// The commonest use is as a verb
        const MOSTLY_VERB = 1 << 10;
    }
}

static CLASSES: LazyLock<HashMap<&'static str, WordClass>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/word_classes.tsv")).filter(|row| row.len() == 2);
    rows.map(|row| {
        let letters = row[1].chars().map(|letter| match letter {
            'N' => WordClass::NOUN,
            'M' => WordClass::PLURAL,
            'P' => WordClass::PROPER,
            'V' => WordClass::VERB,
            'Z' | 'D' => WordClass::VERB | WordClass::INFLECTED,
            'E' => WordClass::PARTICIPLE,
            'G' => WordClass::GERUND,
            'J' => WordClass::ADJECTIVE,
            'R' => WordClass::ADVERB,
            _ => WordClass::CLOSED,
        });
        let mut class = letters.fold(WordClass::empty(), |all, one| all | one);
        class.set(WordClass::MOSTLY_VERB, row[1].starts_with(['V', 'Z', 'D']));
        (row[0], class)
    })
    .collect()
});

/// The parts of speech of a word form: in lower case for common words, as written for names. Empty if unknown.
pub fn word_class(word: &str) -> WordClass {
    CLASSES.get(word).copied().unwrap_or(WordClass::empty())
}
