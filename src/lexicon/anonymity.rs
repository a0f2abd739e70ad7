//! Sources without a name: the nouns for them, and how texts say that they keep it back.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use bitflags::bitflags;
use foldhash::{HashMap, HashMapExt};

use super::phrase_pattern::PhrasePattern;
use super::table;

bitflags! {
    /// What a noun says of somebody who is quoted without a name; the data file says more of each.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct AnonymousNoun: u8 {
        /// Nothing but that somebody is a source: "sources", "insider"
        const SOURCE = 1;
        /// One who speaks for what they know from inside: "aide"
        const INSIDER = 1 << 1;
    }
}

static NOUNS: LazyLock<HashMap<&'static str, AnonymousNoun>> = LazyLock::new(|| {
    let pairs = table::labelled_words(include_str!("../../data/anonymous_sources.tsv")).map(|(label, word)| {
        let noun = if label == "source" { AnonymousNoun::SOURCE } else { AnonymousNoun::INSIDER };
        (word, noun)
    });
    table::collect_merged(pairs, |a, b| a | b)
});

/// What a lower-case noun says of somebody who is quoted without a name; empty if it is none of those.
pub fn anonymous_noun(word: &str) -> AnonymousNoun {
    NOUNS.get(word).copied().unwrap_or(AnonymousNoun::empty())
}

/// What a phrase says of a name that is kept back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnonymityPhrase {
    /// That the source wants it so: "on condition of anonymity"
    Request,
    /// Why, in the sentence that says so: "because"
    Reason,
    /// Why, in a sentence near it too: "not authorized"
    SensitiveReason,
}

static PHRASES: LazyLock<HashMap<AnonymityPhrase, Vec<PhrasePattern>>> = LazyLock::new(|| {
    let mut phrases: HashMap<AnonymityPhrase, Vec<PhrasePattern>> = HashMap::new();
    for row in table::rows(include_str!("../../data/anonymity_phrases.tsv")).filter(|row| row.len() == 2) {
        let says = match row[0] {
            "request" => AnonymityPhrase::Request,
            "reason" => AnonymityPhrase::Reason,
            _ => AnonymityPhrase::SensitiveReason,
        };
        phrases.entry(says).or_default().push(PhrasePattern::parse(row[1]));
    }
    phrases
});

/// The places in a text, in order, where a word stands, or seems to, that ends a request not to be named. Much faster
/// than looking for the phrases, none of which is anywhere else.
pub fn anonymity_request_words(text: &str) -> impl Iterator<Item = usize> {
    static LAST_WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let words = anonymity_phrases(AnonymityPhrase::Request).iter().flat_map(PhrasePattern::last_word);
        // a few words, looked for in all of a text
        let kind = Some(AhoCorasickKind::DFA);
        AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(words).ok()
    });
    LAST_WORDS.iter().flat_map(move |words| words.find_iter(text)).map(|found| found.start())
}

/// The phrases that say something of a name that is kept back.
pub fn anonymity_phrases(says: AnonymityPhrase) -> &'static [PhrasePattern] {
    PHRASES.get(&says).map_or(&[], Vec::as_slice)
}
