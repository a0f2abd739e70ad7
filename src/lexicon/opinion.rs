//! Words by which a quotation judges rather than informs.

use std::sync::LazyLock;

use super::phrase_pattern::PhrasePattern;
use super::table;

static OPINIONS: LazyLock<Vec<PhrasePattern>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/opinion_words.tsv")).filter(|row| row.len() == 2);
    rows.map(|row| PhrasePattern::parse(row[1])).collect()
});

/// Where the first words of an opinion stand in words in lower case, straight apostrophes in them: the index of its first
/// word, and of the word after its last.
pub fn find_opinion<S: AsRef<str>>(words: &[S]) -> Option<(usize, usize)> {
    OPINIONS.iter().filter_map(|opinion| opinion.find(words)).min_by_key(|(start, _)| *start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_opinion_from_information() {
        let is_opinion = |text: &str| find_opinion(&text.split(' ').collect::<Vec<_>>()).is_some();
        assert!(is_opinion("he is a coward"));
        assert!(is_opinion("it was a total disaster"));
        assert!(!is_opinion("the vote is on friday"));
        assert!(!is_opinion("the disaster fund is empty"));
    }
}
