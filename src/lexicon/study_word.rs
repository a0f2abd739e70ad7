//! Words by which a text refers to studies, and by which it tells whose they are.

use std::sync::LazyLock;

use bitflags::bitflags;
use foldhash::HashMap;

use super::table;

bitflags! {
    /// What a word does for a study that a text refers to.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct StudyWord: u8 {
        /// It is one: "studies".
        const STUDY = 1;
        /// Before one, it tells no reader which: "recent".
        const NARROWING = 1 << 1;
        /// Its sentence tells who made it: "researchers".
        const MAKER = 1 << 2;
        /// Beside a cue, nobody says it yet: "will", "not".
        const UNSAID = 1 << 3;
    }
}

static WORDS: LazyLock<HashMap<&'static str, StudyWord>> = LazyLock::new(|| {
    let pairs = table::labelled_words(include_str!("../../data/study_words.tsv")).map(|(label, word)| {
        let class = match label {
            "study" => StudyWord::STUDY,
            "narrowing" => StudyWord::NARROWING,
            "maker" => StudyWord::MAKER,
            _ => StudyWord::UNSAID,
        };
        (word, class)
    });
    table::collect_merged(pairs, |a, b| a | b)
});

/// What a lower-case word does for a study; empty for most words.
pub fn study_word(word: &str) -> StudyWord {
    WORDS.get(word).copied().unwrap_or(StudyWord::empty())
}
