//! Words as phrases of the word lists are looked up in them.

use std::borrow::Cow;

use crate::lexicon;
use crate::rules::Context;
use crate::text::TextRange;

/// The words of a range in lower case, without marks around them and with straight apostrophes, and where they stand.
pub(super) fn plain_words<'a>(context: &Context<'a>, range: TextRange) -> Vec<(Cow<'a, str>, TextRange)> {
    plain_words_of(context.text(range), range.start)
}

/// The same of a text that begins at a place.
pub(super) fn plain_words_of(text: &str, place: usize) -> Vec<(Cow<'_, str>, TextRange)> {
    let mut words = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(offset) = part.find(word).filter(|_| !word.is_empty()) {
            let at = place + start + offset;
            let plain = match lexicon::lower(word) {
                lower if lower.contains('’') => Cow::Owned(lower.replace('’', "'")),
                lower => lower,
            };
            words.push((plain, TextRange::new(at, at + word.len())));
        }
        start += part.len();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::with_context;

    #[test]
    fn words_have_no_marks_around_them() {
        let text = "“He’s *late*,” said Li — again.";
        with_context(text, |context| {
            let words = plain_words(context, TextRange::new(0, text.len()));
            let expected = [("he's", "He’s"), ("late", "late"), ("said", "said"), ("li", "Li"), ("again", "again")];
            let found: Vec<(&str, &str)> =
                words.iter().map(|(word, span)| (&**word, &text[span.start..span.end])).collect();
            assert_eq!(found, expected);
        });
    }
}
