//! Words that tell a little of whether a sentence rests on somebody's word.

use std::sync::LazyLock;

use bitflags::bitflags;
use foldhash::HashMap;

use super::table;

bitflags! {
    /// What a word is a sign of. The order is the claim model's.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct ClaimSign: u32 {
        /// "will"
        const WILL = 1;
        /// "can"
        const CAN = 1 << 1;
        /// "could"
        const COULD = 1 << 2;
        /// "may"
        const MAY = 1 << 3;
        /// "would"
        const WOULD = 1 << 4;
        /// "should"
        const SHOULD = 1 << 5;
        /// "had"
        const HAD = 1 << 6;
        /// "has"
        const HAS = 1 << 7;
        /// "was"
        const WAS = 1 << 8;
        /// "is"
        const IS = 1 << 9;
        /// "if"
        const CONDITION = 1 << 10;
        /// "never"
        const DENIAL = 1 << 11;
        /// "clearly", "seems": the writer weighs.
        const JUDGING = 1 << 12;
        /// "largest"
        const EXTREME = 1 << 13;
        /// "because"
        const CAUSE = 1 << 14;
        /// "signed": what others have seen happen.
        const EVENT = 1 << 15;
        /// "scheduled"
        const PLANNED = 1 << 16;
        /// "court", "amendment": what goes by rules.
        const PROCEDURE = 1 << 17;
        /// "percent"
        const SHARE = 1 << 18;
        /// "hopes"
        const THOUGHT = 1 << 19;
        /// "but", where a sentence begins with it.
        const CONTRAST = 1 << 20;
        /// "she", where a sentence begins with it.
        const THEY = 1 << 21;
        /// "it", where a sentence begins with it.
        const IT = 1 << 22;
        /// "such", where a sentence begins with it.
        const THIS = 1 << 23;
    }
}

static WORDS: LazyLock<HashMap<&'static str, ClaimSign>> = LazyLock::new(|| {
    let pairs = table::labelled_words(include_str!("../../data/claim_signs.tsv"));
    let sign = |label: &str| ClaimSign::from_name(&label.to_uppercase()).unwrap_or(ClaimSign::empty());
    table::collect_merged(pairs.map(|(label, word)| (word, sign(label))), |a, b| a | b)
});

/// What a lower-case word is a sign of.
pub fn claim_sign(word: &str) -> ClaimSign {
    WORDS.get(word).copied().unwrap_or(ClaimSign::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_known_label() {
        for (label, word) in table::labelled_words(include_str!("../../data/claim_signs.tsv")) {
            assert!(ClaimSign::from_name(&label.to_uppercase()).is_some(), "{label} {word}");
        }
        assert_eq!(claim_sign("due"), ClaimSign::CAUSE | ClaimSign::PLANNED);
        assert_eq!(claim_sign("harbour"), ClaimSign::empty());
    }
}
