//! Closed-class words: what they do in a sentence.

use std::sync::LazyLock;

use bitflags::bitflags;
use foldhash::HashMap;

use super::table;

bitflags! {
    /// What a closed-class word can do.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Function: u16 {
        /// "has", "would", "didn't"
        const AUXILIARY = 1;
        /// An adverb that stands inside a verb group: "also", "never"
        const ADVERB = 1 << 1;
        /// Begins a subordinate clause: "that", "when", "who"
        const SUBORDINATOR = 1 << 2;
        /// "and", "but"
        const COORDINATOR = 1 << 3;
        /// "the", "some", "three"
        const DETERMINER = 1 << 4;
        /// "my", "their"
        const POSSESSIVE = 1 << 5;
        /// A pronoun that can be a subject by itself: "she", "many"
        const SUBJECT_PRONOUN = 1 << 6;
        /// "of", "according"
        const PREPOSITION = 1 << 7;
        /// Ends the name of a speaker that follows its verb: "said Li on Monday", "said Li as …"
        const SPEAKER_STOP = 1 << 8;
        /// "Monday", "last", "week"
        const TIME = 1 << 9;
    }
}

static FUNCTIONS: LazyLock<HashMap<&'static str, Function>> = LazyLock::new(|| {
    let pairs = table::labelled_words(include_str!("../../data/function_words.tsv")).map(|(label, word)| {
        let function = match label {
            "auxiliary" => Function::AUXILIARY,
            "adverb" => Function::ADVERB,
            "subordinator" => Function::SUBORDINATOR,
            "coordinator" => Function::COORDINATOR,
            "determiner" => Function::DETERMINER,
            "possessive" => Function::POSSESSIVE,
            "subject_pronoun" => Function::SUBJECT_PRONOUN,
            "preposition" => Function::PREPOSITION,
            "speaker_stop" => Function::SPEAKER_STOP,
            _ => Function::TIME,
        };
        (word, function)
    });
    table::collect_merged(pairs, |a, b| a | b)
});

/// What a lower-case word can do as a closed-class word; empty for an open-class word.
pub fn function(word: &str) -> Function {
    FUNCTIONS.get(word).copied().unwrap_or(Function::empty())
}
