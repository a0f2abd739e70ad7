//! The words that stand at a range, for people to read: without markup, shortened to their first few.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Document, TextRange};

/// The first words of the prose in a range, at most `longest` characters, with an ellipsis if that isn't all.
pub fn opening_words(document: &Document, range: TextRange, longest: usize) -> String {
    let cut_at = |words: &str| words.grapheme_indices(true).nth(longest).map(|(cut, _)| cut);
    let mut cut = None;
    let words = document.prose_until(range, |words| {
        cut = (words.len() > longest).then(|| cut_at(words)).flatten();
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

#[cfg(test)]
mod tests {
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

    #[test]
    fn nothing_outside_of_prose_has_words() {
        let document = document(vec![Paragraph::verbatim(BlockKind::Paragraph, "One.", 10)]);
        assert_eq!(document.prose(TextRange::new(0, 10)), "");
        assert_eq!(document.prose(TextRange::new(14, 90)), "");
        assert_eq!(document.prose(TextRange::new(0, 90)), "One.");
    }
}
