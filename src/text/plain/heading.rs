//! Which lines of a plain text are headings.
//!
//! Findings are silent in headings, so that a line is one only if it hardly can be anything else.

use super::Outline;
use crate::lexicon::{self, CueClass};
use crate::text::{BlockKind, Paragraph};

/// No headline has more words.
const MOST_WORDS: usize = 20;
/// No heading inside a text has more words.
const MOST_TITLE_WORDS: usize = 12;

/// Makes headings of the paragraphs that are headlines or titles.
pub(super) fn mark_headings(paragraphs: &mut [Paragraph], outlines: &[Outline]) {
    for index in 0..paragraphs.len() {
        let Some(next) = paragraphs.get(index + 1).map(|next| next.text().len()) else { return };
        let (paragraph, outline) = (&mut paragraphs[index], &outlines[index]);
        let text = paragraph.text();
        if !outline.is_line || paragraph.kind != BlockKind::Paragraph {
            continue;
        }
        let stands_out = outline.is_block || next > text.len() * 3 / 2;
        if (index == 0 && is_headline(text)) || (stands_out && is_title(text)) {
            paragraph.kind = BlockKind::Heading;
        }
    }
}

/// Whether a text's first line can be its headline: short, no full sentence, no speech.
fn is_headline(text: &str) -> bool {
    let words = text.split_whitespace().take(MOST_WORDS + 1).count();
    words <= MOST_WORDS && !ends_like_sentence(text) && !may_hold_speech(text)
}

/// Whether a line is in title case or in capitals.
pub(super) fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().take(MOST_TITLE_WORDS + 1).count();
    if words > MOST_TITLE_WORDS || !text.contains(char::is_alphabetic) || may_hold_speech(text) {
        return false;
    }
    let in_capitals = text.contains(char::is_uppercase) && !text.contains(char::is_lowercase);
    in_capitals || (!ends_like_sentence(text) && is_title_case(text))
}

/// Whether every word has a capital but small closed-class words: "The Fall of the House".
fn is_title_case(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    first.is_some_and(char::is_uppercase)
        && text.split_whitespace().all(|word| {
            let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
            !letters.starts_with(char::is_lowercase) || (letters.len() < 5 && !lexicon::function(letters).is_empty())
        })
}

fn ends_like_sentence(text: &str) -> bool {
    let text = text.trim_end_matches([')', ']']);
    text.ends_with(|c: char| !c.is_alphanumeric())
}

/// Whether the line has quotation marks, or a comma and a verb of speech.
fn may_hold_speech(text: &str) -> bool {
    let has_mark = text.contains(['“', '”', '"', '«', '»', '„', '「', '」', '‘']) || text.contains("``");
    let is_speech = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        lexicon::cue(&word).is_some_and(|class| class.contains(CueClass::SPEECH))
    };
    has_mark || (text.contains(',') && text.split_whitespace().any(is_speech))
}
