//! The edits that make other words of a name where it stands, and leave what is around and between them.

use super::written::Word;
use crate::rules::Edit;
use crate::text::TextRange;

/// The edits that make `new` of some words, in text order; none if they are the same. Line breaks and markup between words
/// stay, unless their number changes.
pub(super) fn edits(source: &str, old: &[Word<'_>], new: &[String]) -> Vec<Edit> {
    let mut head = old.iter().zip(new).take_while(|(old, new)| old.text == **new).count();
    let most = old.len().min(new.len()) - head;
    let mut tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old.text == **new).count();
    if head == old.len() && head == new.len() {
        return Vec::new();
    }
    // words that come in or go away take a neighbour along, and with it the space
    if head + tail == old.len() || head + tail == new.len() {
        if tail > 0 { tail -= 1 } else { head = head.saturating_sub(1) }
    }
    let old = old.get(head..old.len() - tail).unwrap_or_default();
    let new = new.get(head..new.len() - tail).unwrap_or_default();
    let change = |word: &Word<'_>, text: String| Edit { span: word.span, text };
    if old.len() == new.len() {
        let pairs = old.iter().zip(new).filter(|(old, new)| old.text != **new);
        return pairs.map(|(old, new)| change(old, new.clone())).collect();
    }
    let hull = old.iter().map(|word| word.span).reduce(TextRange::hull).unwrap_or_default();
    let written = source.get(hull.start..hull.end).unwrap_or_default();
    if written.split_whitespace().eq(old.iter().map(|word| word.text)) {
        return vec![Edit { span: hull, text: new.join(" ") }];
    }
    // markup stands between them: the last word takes what is left over
    let last = old.len().saturating_sub(1);
    let text = |index: usize| match index == last {
        true => new.get(index..).unwrap_or_default().join(" "),
        false => new.get(index).cloned().unwrap_or_default(),
    };
    let edit = |(index, word): (usize, &Word<'_>)| {
        let text = text(index);
        // with a word goes the space before it
        let before = source.get(..word.span.start).unwrap_or_default();
        let start = if text.is_empty() { before.trim_end().len() } else { word.span.start };
        Edit { span: TextRange::new(start, word.span.end), text }
    };
    old.iter().enumerate().map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::edited;

    /// A text after some words in it, all of it but for markup, became others.
    fn renamed(source: &str, new: &str) -> (String, usize) {
        let is_markup = |c: char| c.is_whitespace() || c == '*';
        let words = source.split(is_markup).filter(|word| !word.is_empty()).map(|word| {
            let start = word.as_ptr() as usize - source.as_ptr() as usize;
            Word { text: word, span: TextRange::new(start, start + word.len()) }
        });
        let words: Vec<Word<'_>> = words.collect();
        let new: Vec<String> = new.split_whitespace().map(str::to_owned).collect();
        let edits = edits(source, &words, &new);
        (edited(source, &edits), edits.len())
    }

    #[test]
    fn words_are_changed_where_they_stand() {
        for (source, new, expected, count) in [
            ("Maya Wang", "Maya Wang", "Maya Wang", 0),
            ("Maya\r\nWang", "Maya Lee", "Maya\r\nLee", 1),
            ("Maya\nWang", "Lena Ortiz", "Lena\nOrtiz", 2),
            ("Maya Wang", "Maya Q. Wang", "Maya Q. Wang", 1),
            ("Maya Q. Wang", "Maya Wang", "Maya Wang", 1),
            ("Maya", "Maya Wang", "Maya Wang", 1),
            ("Maya Wang", "Zora", "Zora", 1),
            ("Wang", "van der Lee", "van der Lee", 1),
            ("*Maya* Wang", "Lena Ortiz", "*Lena* Ortiz", 2),
            ("*Maya* Wang", "Zora", "*Zora*", 2),
            ("*Maya* Wang", "Lena Q. Ortiz", "*Lena* Q. Ortiz", 2),
        ] {
            assert_eq!(renamed(source, new), (expected.to_owned(), count), "{source:?}");
        }
    }
}
