//! Selection ranges: from the word under the cursor over what is said, by whom, to the sentence and the whole text.

use crate::annotate::{MentionKind, is_quotation_mark};
use crate::text::{TextRange, TokenKind, tokenize};
use crate::workspace::Analysis;

use super::place;

/// Characters on each side of the cursor in which its word is looked for.
const LONGEST_WORD: usize = 200;

/// The ranges around byte `offset` that a selection may grow through, in bytes of the source: each inside the next and
/// shorter than it, the whole text last. The word; a name, a source, a cue; what is said; the inside of quotation marks, and
/// with them; all of an attribution; the sentence; the paragraph.
pub fn selection(analysis: &Analysis, offset: usize) -> Vec<TextRange> {
    let whole = TextRange::new(0, analysis.source.len());
    let offset = offset.min(whole.end);
    let mut around = candidates(analysis, offset);
    around.retain(|range| range.touches(offset) && !range.is_empty());
    around.sort_by_key(|range| range.len());
    let mut chain: Vec<TextRange> = word_at(&analysis.source, offset).into_iter().collect();
    for range in around.into_iter().chain([whole]) {
        if chain.last().is_none_or(|last| range.covers(*last) && range != *last) {
            chain.push(range);
        }
    }
    chain
}

/// All that may hold the cursor, and a little more.
fn candidates(analysis: &Analysis, offset: usize) -> Vec<TextRange> {
    let Analysis { annotation, document, source, .. } = analysis;
    let mut around = Vec::new();
    let mentions = annotation.entities.iter().flat_map(|entity| &entity.mentions);
    let phrases = mentions.filter(|mention| mention.kind != MentionKind::Pronoun && mention.span.touches(offset));
    around.extend(phrases.map(|mention| mention.span));
    for attribution in annotation.all_attributions() {
        let range = attribution.range();
        if range.touches(offset) {
            around.push(range);
            around.extend(place::parts(attribution).map(|part| part.range));
        }
    }
    for quotation in annotation.quotations.iter().filter(|quotation| quotation.span.touches(offset)) {
        let part = quotation.parts.iter().filter(|part| part.touches(offset));
        around.extend(part.flat_map(|part| [inside_marks(source, *part), *part]));
        around.push(quotation.span);
    }
    let sentences = &annotation.sentences;
    let sentence = sentences.partition_point(|sentence| sentence.end < offset);
    around.extend(sentences.iter().skip(sentence).take(2));
    let paragraph = document.paragraph_at(offset.saturating_sub(1));
    around.extend(document.paragraphs.iter().skip(paragraph).take(2).map(|paragraph| paragraph.source_range()));
    around
}

/// A part of a quotation without the marks that it begins and ends with.
fn inside_marks(source: &str, part: TextRange) -> TextRange {
    let text = source.get(part.start..part.end).unwrap_or_default();
    let begun = text.trim_start_matches(is_quotation_mark);
    let start = part.end - begun.len();
    TextRange::new(start, start + begun.trim_end_matches(is_quotation_mark).len())
}

/// The word that the cursor stands in or at the end of.
fn word_at(source: &str, offset: usize) -> Option<TextRange> {
    let (before, after) = source.get(..offset).zip(source.get(offset..))?;
    let is_inside = |c: &char| !c.is_whitespace();
    let before = before.chars().rev().take(LONGEST_WORD).take_while(is_inside).map(char::len_utf8).sum::<usize>();
    let after = after.chars().take(LONGEST_WORD).take_while(is_inside).map(char::len_utf8).sum::<usize>();
    let start = offset - before;
    let tokens = tokenize(source.get(start..offset + after)?);
    let words = tokens.iter().filter(|token| token.kind != TokenKind::Punctuation);
    let here = words.map(|token| token.range.shifted(start)).filter(|range| range.touches(offset));
    here.max_by_key(|range| range.contains(offset))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Story, story};
    use super::*;
    use crate::annotate::Kind;

    /// The words of each range at some words, but for the whole text.
    fn chain(story: &Story, words: &str) -> Vec<String> {
        let ranges = selection(&story.analysis, story.at(words).start);
        let (last, inner) = ranges.split_last().unwrap();
        assert_eq!(*last, TextRange::new(0, story.analysis.source.len()));
        inner.iter().map(|range| story.analysis.source[*range].to_owned()).collect()
    }

    fn with_sentences(sentences: &[&str]) -> Story {
        let mut story = story();
        story.analysis.annotation.sentences = sentences.iter().map(|words| story.at(words)).collect();
        story
    }

    #[test]
    fn a_selection_grows_from_the_word_to_the_text() {
        let story = with_sentences(&["“We were lied to,” she said.", "“Weekly.”"]);
        let whole = "“We were lied to,” she said. “Weekly.”";
        let expected = ["lied", "We were lied to,", "“We were lied to,”", "“We were lied to,” she said.", whole];
        assert_eq!(chain(&story, "lied"), expected);
        assert_eq!(chain(&story, "[she] said"), ["she", "“We were lied to,” she said.", whole]);
        assert_eq!(chain(&story, "Weekly"), ["Weekly", "Weekly.", "“Weekly.”", whole]);
    }

    #[test]
    fn names_and_what_is_said_in_other_words_are_steps() {
        let last = "Ms. Wang said that taxes fell. Officials said little. They called it “good”.";
        let story = with_sentences(&["Ms. Wang said that taxes fell."]);
        let said = "Ms. Wang said that taxes fell";
        assert_eq!(chain(&story, "taxes"), ["taxes", "that taxes fell", said, "Ms. Wang said that taxes fell.", last]);
        assert_eq!(chain(&story, "Ms. [Wang]")[..3], ["Wang", "Ms. Wang", said]);
        assert_eq!(chain(&story, "good")[..4], ["good", "“good”", "it “good”", "They called it “good”"]);
    }

    #[test]
    fn quotations_in_quotations_and_over_paragraphs_are_steps() {
        let story = story();
        let first = "And nobody asked ‘Why?’ or ‘How?’ at all.";
        let carried = "“And nobody asked ‘Why?’ or ‘How?’ at all.\n\n“Nobody.”";
        let expected = ["Why", "Why?", "‘Why?’", first, "“And nobody asked ‘Why?’ or ‘How?’ at all.", carried];
        assert_eq!(chain(&story, "Why"), expected);
        assert_eq!(chain(&story, "Nobody"), ["Nobody", "Nobody.", "“Nobody.”", carried]);
    }

    #[test]
    fn every_place_has_a_nested_chain() {
        let story = with_sentences(&["“We were lied to,” she said.", "“Weekly.”", "Officials said little."]);
        for (offset, _) in story.analysis.source.char_indices().chain([(usize::MAX, ' ')]) {
            let ranges = selection(&story.analysis, offset);
            let offset = offset.min(story.analysis.source.len());
            assert!(ranges.iter().all(|range| range.touches(offset)), "{offset}");
            assert!(ranges.windows(2).all(|pair| pair[1].covers(pair[0]) && pair[0].len() < pair[1].len()), "{offset}");
        }
        assert_eq!(selection(&Story::new("").analysis, 3), [TextRange::default()]);
    }

    #[test]
    fn a_name_is_no_more_than_a_word_before_a_colon() {
        let mut story = Story::new("WALLACE: Let’s start.\n");
        story.says(None, Kind::Direct, [&["WALLACE"], &[":"], &["Let’s start."]]);
        assert_eq!(chain(&story, "WALLACE[]")[..1], ["WALLACE"]);
    }
}
