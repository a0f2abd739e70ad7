//! Words as phrases of the word lists are looked up in them.

use crate::rules::Context;
use crate::text::TextRange;

/// The words of a range in lower case, without marks around them and with straight apostrophes, and where they stand.
pub(super) fn plain_words(context: &Context<'_>, range: TextRange) -> Vec<(String, TextRange)> {
    let text = context.text(range);
    let mut words = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(offset) = part.find(word).filter(|_| !word.is_empty()) {
            let at = range.start + start + offset;
            words.push((word.to_lowercase().replace('’', "'"), TextRange::new(at, at + word.len())));
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
        let words = with_context(text, |context| plain_words(context, TextRange::new(0, text.len())));
        let expected = [("he's", "He’s"), ("late", "late"), ("said", "said"), ("li", "Li"), ("again", "again")];
        let found: Vec<(&str, &str)> =
            words.iter().map(|(word, span)| (word.as_str(), &text[span.start..span.end])).collect();
        assert_eq!(found, expected);
    }
}
