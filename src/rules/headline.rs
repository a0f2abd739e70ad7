//! Headlines that nothing marks as such, as in plain text.

use memchr::memchr_iter;

use crate::text::TextRange;

use super::Context;

/// Words that a paragraph of the story has at least, if it is all there is at the beginning.
const SHORTEST_PARAGRAPH: usize = 20;
/// Paragraphs that stand at most above a story.
const LONGEST_HEAD: usize = 20;
/// Words that a line has at most with a colon in it which is a label: "Ortiz: No miracles."
const LABEL: usize = 5;

/// Whether a text is as short as no paragraph of the story.
fn is_short(text: &str) -> bool {
    // words that begin with a letter of English after a space are counted at a glance, and nearly always are enough
    let bytes = text.as_bytes();
    let begins_word = |space: &usize| bytes.get(space + 1).is_some_and(u8::is_ascii_graphic);
    let seen = memchr_iter(b' ', bytes).filter(begins_word).take(SHORTEST_PARAGRAPH).count();
    seen < SHORTEST_PARAGRAPH && words(text) < SHORTEST_PARAGRAPH
}

/// How many words a text has; one has as many as a paragraph of the story at most.
fn words(text: &str) -> usize {
    text.split_whitespace().take(SHORTEST_PARAGRAPH).count()
}

/// Whether a place stands in a line that is a headline, a subheading or a label though it is no heading: a short paragraph
/// without a mark at its end, or one before the story's first paragraph proper. Lines with quotation marks are none.
pub(super) fn is_headline(context: &Context<'_>, place: TextRange) -> bool {
    let paragraphs = &context.document.paragraphs;
    let Some(index) = context.paragraph_index(place.start) else { return false };
    let Some((before, [own, after @ ..])) = paragraphs.split_at_checked(index) else { return false };
    let text = own.text().trim_end();
    if !is_short(text) || text.contains(['“', '”', '"']) {
        return false;
    }
    let is_of_head = |text: &str| is_short(text) && !text.contains(['“', '”', '"']);
    let is_above_story = before.len() < LONGEST_HEAD
        && before.iter().all(|paragraph| is_of_head(paragraph.text()))
        && after.iter().any(|paragraph| !is_short(paragraph.text()));
    let is_label = words(text) <= LABEL && text.contains(':') && !after.is_empty();
    let ends = text.ends_with(['.', '!', '?', ':', ';', ',', '’', '\'', ')', '…']);
    !ends || is_above_story || is_label
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::with_context;

    const STORY: &str = "The berths of the harbour will be auctioned each spring from now on, the council decided on \
                         Tuesday after a debate that lasted for nine hours.";

    fn is_headline_at(source: &str, words: &str) -> bool {
        let start = source.find(words).unwrap();
        with_context(source, |context| is_headline(context, TextRange::new(start, start + words.len())))
    }

    #[test]
    fn short_lines_above_the_story_are_headlines() {
        let source = format!("Ortiz calls for reform.\n\nSome in Saltmere doubt her.\n\n{STORY}\n\nShe left early.\n");
        assert!(is_headline_at(&source, "Ortiz"));
        assert!(is_headline_at(&source, "Saltmere"));
        assert!(!is_headline_at(&source, "berths"));
        assert!(!is_headline_at(&source, "early"));
    }

    #[test]
    fn lines_without_an_end_and_labels_are_headlines() {
        let source = format!("{STORY}\n\nWhat the council wants now\n\n{STORY}\n\nOrtiz: A miracle.\n\n{STORY}\n");
        assert!(is_headline_at(&source, "wants"));
        assert!(is_headline_at(&source, "miracle"));
    }

    #[test]
    fn a_short_story_has_no_headline() {
        assert!(!is_headline_at("“No,” Ortiz said.\n", "Ortiz"));
        assert!(!is_headline_at("Ortiz left.\n\nShe was late.\n", "Ortiz left"));
        assert!(!is_headline_at(&format!("“No,” Ortiz said.\n\n{STORY}\n"), "Ortiz"));
    }
}
