//! Verbs of saying that judge the speaker, and the neutral ones to put instead.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::table;

/// A form of a loaded verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadedVerb {
    /// The verb's base form.
    pub base: &'static str,
    /// The same form of a neutral verb.
    pub neutral: &'static str,
    /// Whether it is the form in "-ing".
    pub gerund: bool,
    /// Words that, right after it, make something else of it, with a space between.
    harmless_before: &'static str,
}

impl LoadedVerb {
    /// Whether a lower-case word right after it makes something else of it: "claimed responsibility".
    pub fn is_harmless_before(&self, next: &str) -> bool {
        self.harmless_before.split(' ').any(|word| word == next)
    }
}

static VERBS: LazyLock<HashMap<&'static str, LoadedVerb>> = LazyLock::new(|| {
    let rows = table::rows(DATA).filter(|row| row[0] == "verb" && row.len() == 4);
    let verbs = rows.flat_map(|row| {
        let base = row[1].split(' ').next().unwrap_or_default();
        let harmless_before = row[3];
        let forms = row[1].split(' ').zip(row[2].split(' '));
        forms.map(move |(form, neutral)| {
            (form, LoadedVerb { base, neutral, gerund: form.ends_with("ing"), harmless_before })
        })
    });
    verbs.collect()
});

/// Words that show a loaded verb to be deserved, each with whether it does so only after the verb.
static BACKING: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let words = table::labelled_words(DATA).filter(|(label, _)| matches!(*label, "backed" | "turned"));
    words.map(|(label, word)| (word, label == "turned")).collect()
});

const DATA: &str = include_str!("../../data/loaded_verbs.tsv");

/// What is known of a lower-case word as a form of a loaded verb.
pub fn loaded_verb(word: &str) -> Option<LoadedVerb> {
    VERBS.get(word).copied()
}

/// Whether a lower-case word shows that a loaded verb in its sentence is deserved, where it stands before or after the verb.
pub fn backs_loaded_verb(word: &str, is_after: bool) -> bool {
    BACKING.get(word).is_some_and(|only_after| is_after || !only_after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_has_its_neutral_one() {
        let neutral = |word| loaded_verb(word).map(|verb| verb.neutral);
        assert_eq!(neutral("claimed"), Some("said"));
        assert_eq!(neutral("admits"), Some("says"));
        assert_eq!(neutral("insisting"), Some("saying"));
        assert_eq!(neutral("said"), None);
        assert!(loaded_verb("claimed").is_some_and(|verb| verb.is_harmless_before("responsibility")));
        assert!(backs_loaded_verb("falsely", false) && !backs_loaded_verb("that", true));
        assert!(backs_loaded_verb("but", true) && !backs_loaded_verb("but", false));
    }
}
