//! What a source is by its head noun.

use std::ops::Range;

use crate::annotate::words::Words;
use crate::lexicon::{Function, WordClass};

/// What a source is by its head noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) enum SourceNoun {
    /// "One tourist"
    Person,
    /// "Tourists"
    People,
    /// "The plan"
    Thing,
}

/// What the head noun of a source tells; the head is the last word before a preposition or a comma. `None` for a pronoun.
pub(super) fn source_noun(words: &Words<'_>, source: Range<usize>) -> Option<SourceNoun> {
    let span = words.words.get(source)?;
    let head_end = span.iter().position(|word| {
        word.is_punctuation()
            || word.function.contains(Function::PREPOSITION)
            || word.function.contains(Function::SUBORDINATOR)
    });
    let head = span[..head_end.unwrap_or(span.len())].last()?;
    if head.function.contains(Function::SUBJECT_PRONOUN) || !head.can_be_noun() {
        return None;
    }
    let person = ["er", "or", "ist", "ian", "ant", "man", "woman"].iter().any(|ending| head.lower.ends_with(ending));
    Some(match () {
        () if head.class.contains(WordClass::PLURAL) => SourceNoun::People,
        () if person => SourceNoun::Person,
        () => SourceNoun::Thing,
    })
}
