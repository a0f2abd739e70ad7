//! Verbs that signal an attribution.

use std::sync::LazyLock;

use bitflags::bitflags;
use foldhash::HashMap;

use super::table;

bitflags! {
    /// What a verb can report, and how; a form can have several.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct CueClass: u8 {
        /// Reports words.
        const SPEECH = 1;
        /// Reports words only beside a quotation.
        const MANNER = 1 << 1;
        /// Reports a thought or a wish.
        const MENTAL = 1 << 2;
        /// What a document does.
        const EVIDENCE = 1 << 3;
        /// Its object is what is said.
        const STANCE = 1 << 4;
        /// Reports words, if a clause or a quotation follows.
        const CLAUSE = 1 << 5;
    }
}

static CUES: LazyLock<HashMap<&'static str, CueClass>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/cues.tsv"));
    let pairs = rows.flat_map(|row| {
        let class = match row[0] {
            "speech" => CueClass::SPEECH,
            "clause" => CueClass::CLAUSE,
            "manner" => CueClass::MANNER,
            "mental" => CueClass::MENTAL,
            "evidence" => CueClass::EVIDENCE,
            _ => CueClass::STANCE,
        };
        let forms = row.get(1).copied().unwrap_or_default();
        forms.split(' ').map(move |word| (word, class))
    });
    table::collect_merged(pairs, |a, b| a | b)
});

/// What a lower-case word can report as a cue verb, if it is a form of one.
pub fn cue(word: &str) -> Option<CueClass> {
    CUES.get(word).copied()
}
