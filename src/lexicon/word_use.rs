//! Words by a use that some part of the annotator looks for.

use std::sync::LazyLock;

use bitflags::bitflags;
use foldhash::HashMap;

use super::table;

bitflags! {
    /// What a word is used for; the data file says more of each.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct WordUse: u16 {
        /// Leads to a term: "so-called"
        const TERM_VERB = 1;
        /// Leads to a term, unless somebody owns it: "the word"
        const TERM_NOUN = 1 << 1;
        /// Stands in lower case inside a name: "van"
        const NAME_PARTICLE = 1 << 2;
        /// Ends a name and is nobody's surname: "Jr."
        const NAME_SUFFIX = 1 << 3;
        /// Ends a company's name: "Group"
        const COMPANY_KIND = 1 << 4;
        /// With "the" means the only institution named near: "company"
        const LONE_INSTITUTION = 1 << 5;
        /// What somebody said or wrote: the "reform" remark
        const WORDS_NOUN = 1 << 6;
        /// Its object is words: "vote", "chant"
        const WORDS_VERB = 1 << 7;
        /// Whom somebody is married to: "wife"
        const SPOUSE = 1 << 8;
        /// Whose relative somebody is: "daughter"
        const RELATIVE = 1 << 9;
        /// Is cried, and no name where a sentence begins with it: "Behold"
        const INTERJECTION = 1 << 10;
        /// Has "as" and what somebody is after it: "served"
        const SERVICE = 1 << 11;
        /// Has what somebody becomes after it: "elected"
        const CHOICE = 1 << 12;
        /// Whose child somebody is: "mother"
        const PARENT = 1 << 13;
        /// Says how much or when: "bit"
        const MEASURE = 1 << 14;
        /// What somebody does whose name may follow: "Lawyer"
        const OCCUPATION = 1 << 15;
    }
}

static USES: LazyLock<HashMap<&'static str, WordUse>> = LazyLock::new(|| {
    let pairs = table::labelled_words(include_str!("../../data/word_uses.tsv")).map(|(label, word)| {
        let used = match label {
            "term_verb" => WordUse::TERM_VERB,
            "term_noun" => WordUse::TERM_NOUN,
            "name_particle" => WordUse::NAME_PARTICLE,
            "name_suffix" => WordUse::NAME_SUFFIX,
            "company_kind" => WordUse::COMPANY_KIND,
            "words_noun" => WordUse::WORDS_NOUN,
            "words_verb" => WordUse::WORDS_VERB,
            "spouse" => WordUse::SPOUSE,
            "relative" => WordUse::RELATIVE,
            "interjection" => WordUse::INTERJECTION,
            "service" => WordUse::SERVICE,
            "choice" => WordUse::CHOICE,
            "parent" => WordUse::PARENT,
            "measure" => WordUse::MEASURE,
            "occupation" => WordUse::OCCUPATION,
            _ => WordUse::LONE_INSTITUTION,
        };
        (word, used)
    });
    table::collect_merged(pairs, |a, b| a | b)
});

/// Whether a lower-case word, without its abbreviation's full stop, has a use.
pub fn is_used_as(word: &str, used: WordUse) -> bool {
    USES.get(word.trim_end_matches('.')).is_some_and(|uses| uses.contains(used))
}
