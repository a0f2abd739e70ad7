//! What a source is by its head noun.

use std::ops::Range;

use crate::annotate::words::{Word, Words};
use crate::lexicon::{self, Function, NameWord, NominalKind, WordClass, is_known_organization, name_word};

/// What a source is by its head noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) enum SourceNoun {
    /// "One tourist"
    Person,
    /// "Tourists"
    People,
    /// "The rights group"
    Institution,
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
    if let Some(named) = by_name(head) {
        return Some(named);
    }
    let institution = || head.nominal().is_some_and(|noun| noun.kind == NominalKind::Organization && !noun.plural);
    let person = ["er", "or", "ist", "ian", "ant", "man", "woman"].iter().any(|ending| head.lower.ends_with(ending));
    Some(match () {
        () if institution() => SourceNoun::Institution,
        () if head.class.contains(WordClass::PLURAL) => SourceNoun::People,
        () if person => SourceNoun::Person,
        () => SourceNoun::Thing,
    })
}

/// What a word with a capital tells that names a place, an institution, somebody, or somebody's people: "Beijing", "the German".
fn by_name(head: &Word<'_>) -> Option<SourceNoun> {
    if !head.is_capitalized() {
        return None;
    }
    match name_word(head.text) {
        Some(NameWord::Place) => return Some(SourceNoun::Institution),
        Some(NameWord::Adjective) => {
            let people = ["s", "ese", "sh", "ch"].iter().any(|ending| head.lower.ends_with(ending));
            return Some(if people { SourceNoun::People } else { SourceNoun::Person });
        }
        _ => {}
    }
    if is_known_organization(head.text) {
        return Some(SourceNoun::Institution);
    }
    let first_name = lexicon::first_name(&head.lower).is_some() && head.class.contains(WordClass::PROPER);
    first_name.then_some(SourceNoun::Person)
}
