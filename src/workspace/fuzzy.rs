//! Names that fit what somebody types to find them: "mwang" finds Maya Wang.
//!
//! A query's letters stand in the name, in their order. Between two of them others may be left out, but only up to the
//! beginning of a word or inside one word: letters strewn over a sentence are no match.

use crate::annotate::fold_name_word as fold;

/// What each letter found is worth.
const LETTER: u32 = 16;
/// What it is worth besides right behind the one before.
const CONSECUTIVE: u32 = 12;
/// What it is worth besides at a word's beginning.
const WORD_START: u32 = 10;
/// What it is worth besides at the name's.
const NAME_START: u32 = 4;
/// Letters of a name that are looked at.
const LONGEST: usize = 160;

/// What somebody types, ready to be compared with many names. Capitals and accents don't count.
#[derive(Clone, Debug)]
pub struct Query {
    words: Vec<Vec<char>>,
}

impl Query {
    /// A query; of several words each has to be found.
    pub fn new(text: &str) -> Self {
        let words = text.split_whitespace().map(|word| fold(word).chars().collect::<Vec<_>>());
        Self { words: words.filter(|word| !word.is_empty()).collect() }
    }

    /// Whether it asks for nothing, so that all fits.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a name fits: the more, the better; `None` if it doesn't.
    pub fn score(&self, name: &str) -> Option<u32> {
        if self.is_empty() {
            return Some(0);
        }
        let name: Vec<char> = fold(name).chars().take(LONGEST).collect();
        self.words.iter().map(|word| score(word, &name)).sum()
    }
}

/// The best way to find the letters of a word in a name.
fn score(word: &[char], name: &[char]) -> Option<u32> {
    let is_start = |at: usize| name[at].is_alphanumeric() && (at == 0 || !name[at - 1].is_alphanumeric());
    // the best score of the letters so far, if the last of them stands here
    let mut before: Vec<Option<u32>> = Vec::new();
    for (index, letter) in word.iter().enumerate() {
        let mut now = vec![None; name.len()];
        // the best of all places before the last one, and of those in the same word
        let (mut anywhere, mut in_word) = (None, None);
        for (at, found) in name.iter().enumerate() {
            let starts = is_start(at);
            if starts || !found.is_alphanumeric() {
                in_word = None;
            }
            if found == letter {
                let last = at.checked_sub(1).and_then(|last| *before.get(last)?);
                let led_to = match (index, starts) {
                    (0, _) => Some(0),
                    (_, true) => last.map(|last| last + CONSECUTIVE).max(anywhere),
                    (_, false) => last.map(|last| last + CONSECUTIVE).max(in_word),
                };
                let place = if starts { WORD_START } else { 0 } + if at == 0 { NAME_START } else { 0 };
                now[at] = led_to.map(|score| score + LETTER + place);
            }
            let here = before.get(at).copied().flatten();
            anywhere = here.max(anywhere);
            in_word = here.max(in_word);
        }
        if now.iter().all(Option::is_none) {
            return None;
        }
        before = now;
    }
    before.into_iter().flatten().max()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Those of some names that fit, the best first.
    fn found<'n>(query: &str, names: &[&'n str]) -> Vec<&'n str> {
        let query = Query::new(query);
        let mut fitting: Vec<_> = names.iter().filter_map(|name| Some((query.score(name)?, *name))).collect();
        fitting.sort_by_key(|(score, name)| (std::cmp::Reverse(*score), name.len()));
        fitting.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn the_better_a_name_fits_the_sooner_it_comes() {
        let names =
            ["Amaya Swanson", "Open Rights", "Maya Wang", "Wang Group", "Ünal", "“Maya,” he said, “wanted ginger”"];
        assert_eq!(found("wang", &names)[..2], ["Wang Group", "Maya Wang"]);
        assert_eq!(found("maya", &names), ["Maya Wang", "“Maya,” he said, “wanted ginger”", "Amaya Swanson"]);
        assert_eq!(found("mw", &names)[0], "Maya Wang");
        assert_eq!(found("mywng", &names)[0], "Maya Wang");
        assert_eq!(found("UNAL", &names), ["Ünal"]);
        assert_eq!(found("rights open", &names), ["Open Rights"]);
        assert_eq!(found("xyz", &names), [""; 0]);
    }

    #[test]
    fn letters_strewn_over_a_sentence_are_no_match() {
        assert_eq!(found("wang", &["We had no plan going", "“How can it begin?”"]), [""; 0]);
        assert_eq!(found("wng", &["We Now Go", "Wang"]), ["We Now Go", "Wang"]);
    }

    #[test]
    fn nothing_fits_all_and_odd_queries_break_nothing() {
        for query in ["", "   ", "'"] {
            assert!(Query::new(query).is_empty());
            assert_eq!(found(query, &["a", ""]), ["", "a"]);
        }
        assert_eq!(found("🦀 “", &["“🦀”", "a", ""]), ["“🦀”"]);
        assert_eq!(found(&"a".repeat(5000), &["a"]), [""; 0]);
    }
}
