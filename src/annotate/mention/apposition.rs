//! The noun phrase that stands behind a name between commas, whatever its noun is: "Ada Lund, a practising farrier, said".

use crate::annotate::words::{Word, Words};
use crate::lexicon::Function;
use crate::text::TextRange;

use super::name::{FoundName, LONGEST_ROLE};
use super::predicate::phrase_end;
use super::{Form, NameKind};

/// How much a name must seem to be a person's where nothing else says so.
const PERSON: f32 = 0.5;

/// The phrase with an article behind a person's name, up to its noun; `None` if the name has one already.
pub(super) fn find(words: &Words<'_>, found: &FoundName) -> Option<TextRange> {
    let Form::Name(name) = &found.mention.form else { return None };
    let person = name.kind == NameKind::Person || name.kind == NameKind::Unknown && name.seems.person > PERSON;
    let start = found.words.end + 1;
    let is_article = |word: &Word<'_>| matches!(&*word.lower, "a" | "an" | "the");
    let comma = words.get(found.words.end).is_some_and(|word| word.text == ",");
    if !comma || !words.get(start).is_some_and(is_article) || !person || name.apposition.is_some() {
        return None;
    }
    let end = phrase_end(words, start)?;
    // "a silver and bronze medallist"
    if words.get(end).is_some_and(|word| word.function.contains(Function::COORDINATOR)) {
        return None;
    }
    // "With Lund, the old order is gone."
    let before = found.words.start.checked_sub(1).and_then(|before| words.get(before));
    if before.is_some_and(|word| word.begins_sentence && word.function.contains(Function::PREPOSITION)) {
        return None;
    }
    let is_mark = |word: &Word<'_>| word.is_punctuation() && !word.is_possessive_clitic() && word.text != "-";
    let close = end + words.words[end..].iter().take(LONGEST_ROLE).position(is_mark)?;
    let closes = words.get(close).is_some_and(|word| word.text == "," || word.is_stop());
    let clause = words.words[end..close].iter().any(Word::is_finite_verb);
    let goes_on = |word: &Word<'_>| is_article(word) || word.is("and") || word.is("or");
    let list = words.get(close + 1).is_some_and(goes_on);
    (closes && !clause && !list).then(|| words.range(start..end))
}
