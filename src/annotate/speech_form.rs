//! Whether what stands in quotation marks can be speech by its form, or is a title, a term or a scare quote.

use crate::lexicon::{self, CueClass, Function, WordUse};
use crate::text::TokenKind;

use super::words::Words;

/// Titles and names have at most this many words.
const LONGEST_TITLE: usize = 9;

/// Marks the quotations that can't be speech.
pub(super) fn mark_quotes_that_are_no_speech(words: &mut Words<'_>) {
    for index in 0..words.quotes.len() {
        let can_be_speech = !is_term(words, index) && !is_title(words, index);
        words.quotes[index].can_be_speech = can_be_speech;
    }
}

/// Whether the words before it say that it is a term: "the so-called", "known as", "the word".
fn is_term(words: &Words<'_>, quote: usize) -> bool {
    let span = words.quotes[quote].words.clone();
    let before = |back: usize| span.start.checked_sub(back).map(|at| &*words.words[at].lower).unwrap_or_default();
    let introduced = match before(1) {
        "as" => {
            matches!(before(2), "known" | "colloquially" | "popularly" | "commonly" | "widely") || before(3) == "known"
        }
        "called" => {
            let subject = span.start.checked_sub(2).and_then(|at| words.get(at));
            !subject.is_some_and(|word| word.function.contains(Function::SUBJECT_PRONOUN))
        }
        word if lexicon::is_used_as(word, WordUse::TERM_VERB) => true,
        word => lexicon::is_used_as(word, WordUse::TERM_NOUN) && !matches!(before(2), "his" | "her" | "their" | "own"),
    };
    introduced && count_words(words, quote) <= LONGEST_TITLE
}

/// Whether it is written as a title or a name is: its words capitalised, and no sentence of its own.
fn is_title(words: &Words<'_>, quote: usize) -> bool {
    let inside = &words.words[words.quotes[quote].words.clone()];
    let real: Vec<_> = inside.iter().filter(|word| word.kind != TokenKind::Punctuation).collect();
    if real.len() > LONGEST_TITLE || inside.iter().any(|word| matches!(word.text, "!" | "?" | "." | "…")) {
        return false;
    }
    if is_said(words, quote) {
        return false;
    }
    let small = |text: &str| {
        let function = lexicon::function(text);
        function.intersects(Function::PREPOSITION | Function::DETERMINER | Function::COORDINATOR) || text == "to"
    };
    let capitals = real.iter().filter(|word| word.is_capitalized() || word.kind == TokenKind::Number).count();
    let titled = real.iter().all(|word| word.is_capitalized() || word.kind == TokenKind::Number || small(&word.lower));
    let begins_big = real.first().is_some_and(|word| word.is_capitalized() || word.kind == TokenKind::Number);
    titled && begins_big && capitals >= 2
}

/// Whether a comma closes it and a verb of speech follows: “Good night, Ada,” said he.
fn is_said(words: &Words<'_>, quote: usize) -> bool {
    let end = words.quotes[quote].words.end;
    let inside = words.words.get(words.quotes[quote].words.start..end).unwrap_or_default();
    let comma = inside.iter().rev().take(2).any(|word| word.text == ",");
    let cue = words.get(end).and_then(|next| next.cue);
    comma && cue.is_some_and(|class| class.contains(CueClass::SPEECH))
}

/// How many words stand between a quotation's marks.
pub(super) fn count_words(words: &Words<'_>, quote: usize) -> usize {
    let span = words.quotes[quote].words.clone();
    words.words[span].iter().filter(|word| word.kind != TokenKind::Punctuation).count()
}
