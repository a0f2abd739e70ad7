//! Phrases of the word lists, and whether a text has them.

/// Some words in a row, each given by the forms that it can have.
#[derive(Debug)]
pub struct PhrasePattern(Vec<Slot>);

/// One word of a phrase.
#[derive(Debug)]
enum Slot {
    /// Any of these.
    Word(Vec<&'static str>),
    /// Any one word, or none.
    Gap,
}

impl PhrasePattern {
    /// Reads a phrase as the data files have it: `a|b` either word, `*` any one word or none.
    pub(super) fn parse(text: &'static str) -> Self {
        let slot = |word: &'static str| match word {
            "*" => Slot::Gap,
            _ => Slot::Word(word.split('|').collect()),
        };
        Self(text.split(' ').filter(|word| !word.is_empty()).map(slot).collect())
    }

    /// The forms of its last word.
    pub(super) fn last_word(&self) -> &[&'static str] {
        let word = self.0.iter().rev().find_map(|slot| match slot {
            Slot::Word(forms) => Some(&forms[..]),
            Slot::Gap => None,
        });
        word.unwrap_or_default()
    }

    /// Where it stands first in some words in lower case: the index of its first word, and of the word after its last.
    pub fn find<S: AsRef<str>>(&self, words: &[S]) -> Option<(usize, usize)> {
        (0..words.len()).find_map(|start| Some((start, self.end_from(&self.0, words, start)?)))
    }

    /// The index of the word after the last, for some of its slots that have to fit from `at` on.
    fn end_from<S: AsRef<str>>(&self, slots: &[Slot], words: &[S], at: usize) -> Option<usize> {
        match slots.split_first() {
            None => Some(at),
            Some((Slot::Gap, rest)) => {
                self.end_from(rest, words, at).or_else(|| self.end_from(rest, words, words.get(at).map(|_| at + 1)?))
            }
            Some((Slot::Word(forms), rest)) => {
                let word = words.get(at)?.as_ref();
                forms.contains(&word).then(|| self.end_from(rest, words, at + 1))?
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrase: &'static str, text: &str) -> Option<(usize, usize)> {
        PhrasePattern::parse(phrase).find(&text.split(' ').collect::<Vec<_>>())
    }

    #[test]
    fn finds_words_in_a_row() {
        assert_eq!(found("asked not to", "who asked not to be named"), Some((1, 4)));
        assert_eq!(found("asked not to", "who asked to be named"), None);
        assert_eq!(found("named", "who asked to be named"), Some((4, 5)));
        assert_eq!(found("named", ""), None);
    }

    #[test]
    fn a_word_may_have_forms() {
        assert_eq!(found("is|was not named", "she was not named"), Some((1, 4)));
        assert_eq!(found("is|was not named", "she were not named"), None);
    }

    #[test]
    fn a_gap_is_one_word_or_none() {
        assert_eq!(found("be * named", "to be named"), Some((1, 3)));
        assert_eq!(found("be * named", "to be publicly named"), Some((1, 4)));
        assert_eq!(found("be * named", "to be very publicly named"), None);
    }
}
