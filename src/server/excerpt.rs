//! The words that stand at a range, for people to read: without markup, shortened to their first few.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Document, TextRange};

/// The first words of the prose in a range, at most `longest` characters, with an ellipsis if that isn't all.
pub fn opening_words(document: &Document, range: TextRange, longest: usize) -> String {
    let mut cut = None;
    let words = document.prose_until(range, |words| {
        cut = (words.len() > longest).then(|| nth_character(words, longest)).flatten();
        cut.is_some()
    });
    let Some(cut) = cut else { return words };
    // Languages without spaces are cut anywhere.
    let kept = match words[..cut].rfind(' ') {
        Some(space) if !words[cut..].starts_with(' ') => &words[..space],
        _ => &words[..cut],
    };
    format!("{}…", kept.trim_end_matches([',', ';', ':', '.', '–', '—', ' ']))
}

/// Where the character stands that has `number` others before it, as people count them.
fn nth_character(words: &str, number: usize) -> Option<usize> {
    // of what English is written with each code point is a character: that is quick to see
    let stands_alone = |char: char| matches!(char, ' '..'\u{300}' | '\u{2010}'..='\u{2027}');
    if words.chars().take(number + 1).all(stands_alone) {
        return words.char_indices().nth(number).map(|(at, _)| at);
    }
    words.grapheme_indices(true).nth(number).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{BlockKind, Paragraph, ParagraphBuilder};

    fn document(paragraphs: Vec<Paragraph>) -> Document {
        Document { paragraphs, ..Document::default() }
    }

    #[test]
    fn markup_and_line_breaks_are_left_out() {
        let source = "He *really*\nsaid\n\nso.";
        let mut builder = ParagraphBuilder::new(BlockKind::Paragraph);
        builder.push_verbatim("He ", 0);
        builder.push_verbatim("really", 4);
        builder.push_verbatim("\nsaid", 11);
        let document = document(vec![builder.finish(), Paragraph::verbatim(BlockKind::Paragraph, "so.", 18)]);
        assert_eq!(document.prose(TextRange::new(0, source.len())), "He really said so.");
        assert_eq!(document.prose(TextRange::new(4, 16)), "really said");
        assert_eq!(document.prose(TextRange::new(19, 20)), "o");
    }

    #[test]
    fn long_words_are_cut_between_words() {
        let text = "But I think, no matter what, that we should all go home now.";
        let document = document(vec![Paragraph::verbatim(BlockKind::Paragraph, text, 0)]);
        let opening = opening_words(&document, TextRange::new(0, text.len()), 48);
        assert_eq!(opening, "But I think, no matter what, that we should all…");
        assert_eq!(opening_words(&document, TextRange::new(0, 11), 48), "But I think");
    }

    #[test]
    fn text_without_spaces_is_cut_between_characters() {
        let text = "“我们赢了”".repeat(20);
        let document = document(vec![Paragraph::verbatim(BlockKind::Paragraph, &text, 0)]);
        let opening = opening_words(&document, TextRange::new(0, text.len()), 48);
        assert_eq!(opening.chars().count(), 48 + 1);
    }

    proptest! {
        #[test]
        fn characters_are_counted_as_people_do(words in "[a-zé “’–…\u{301}\u{ad}\u{200d}\u{fe0f}🦀👩\u{1f3fd}क्षि가\u{11a8}]{0,40}", number in 0..30usize) {
            let expected = words.grapheme_indices(true).nth(number).map(|(at, _)| at);
            prop_assert_eq!(nth_character(&words, number), expected);
        }
    }

    #[test]
    fn nothing_outside_of_prose_has_words() {
        let document = document(vec![Paragraph::verbatim(BlockKind::Paragraph, "One.", 10)]);
        assert_eq!(document.prose(TextRange::new(0, 10)), "");
        assert_eq!(document.prose(TextRange::new(14, 90)), "");
        assert_eq!(document.prose(TextRange::new(0, 90)), "One.");
    }
}
