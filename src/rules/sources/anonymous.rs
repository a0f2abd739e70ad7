//! Reads sources that have no name: what kind of person the text says they are, and how much it tells of them.

use crate::annotate::{Attribution, Entity, EntityKind, MentionKind};
use crate::lexicon::{self, AnonymousNoun};
use crate::rules::Context;
use crate::rules::word_facts::SourceFacts;
use crate::text::TextRange;

use super::source_phrase::Phrase;
use super::speaking::is_owned;

/// A source without a name.
#[derive(Clone, Debug)]
pub(in crate::rules) struct AnonymousSource {
    /// Where its words stand.
    pub(super) span: TextRange,
    /// Its noun in the singular, in lower case.
    pub(super) singular: String,
    /// What the noun says.
    pub(super) noun: AnonymousNoun,
    pub(super) is_plural: bool,
    /// Whether it is one of whom the text has spoken: "the source".
    pub(super) is_known: bool,
    /// Whether a number says how many they are: "two sources".
    pub(super) is_counted: bool,
    /// What the words say beside the noun.
    pub(super) detail: Detail,
}

/// What the words say of a source beside its noun, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Nothing: "a source", "many senior sources"
    Nothing,
    /// Something before it: "a police source"
    Before,
    /// Something after it: "a source close to the talks"
    After,
}

impl AnonymousSource {
    /// Reads an attribution's source; `None` if it has a name, or is no noun for such people.
    pub(super) fn read(context: &Context<'_>, attribution: &Attribution) -> Option<Self> {
        let all = context.memo.anonymous_sources.get_or_init(|| {
            let read = |attribution: &Attribution| Some((attribution.id, Self::read_afresh(context, attribution)?));
            context.annotation.attributions.iter().filter_map(read).collect()
        });
        let known = all.binary_search_by_key(&attribution.id, |(id, _)| *id).ok()?;
        all.get(known).map(|(_, source)| source.clone())
    }

    fn read_afresh(context: &Context<'_>, attribution: &Attribution) -> Option<Self> {
        let span = *attribution.source.first()?;
        if !context.facts_of(attribution).source.contains(SourceFacts::ANONYMOUS) {
            return None;
        }
        let is_named = attribution
            .speaker
            .map(|speaker| context.annotation.entity(speaker))
            .is_some_and(|entity| entity.kind == EntityKind::Organization || is_named(context, entity));
        if is_named || !context.is_running_text(span) || context.quotation_around(span).is_some() {
            return None;
        }
        let mut source = Self::of_words(context.text(span), span)?;
        if source.detail != Detail::After && is_described_later(context, span, &source) {
            source.detail = Detail::After;
        }
        Some(source)
    }

    fn of_words(text: &str, span: TextRange) -> Option<Self> {
        if !text.split(|c: char| !c.is_alphanumeric()).any(|word| !noun(&lexicon::lower(word)).is_empty()) {
            return None;
        }
        let phrase = Phrase::new(text);
        let head = head(&phrase)?;
        let word = phrase.lower(head);
        let nominal = lexicon::nominal(&word);
        let singular = nominal.map_or(&*word, |nominal| nominal.singular).to_owned();
        let noun = noun(&word);
        let is_part = is_one_of_several(&phrase);
        let is_plural = !is_part && (word != singular || (nominal.is_none() && word.ends_with('s')));
        let first = phrase.lower(0);
        let is_one = matches!(&*first, "a" | "an" | "one" | "another");
        let is_known = matches!(&*first, "the" | "this" | "that" | "these" | "those");
        // "Adviser Ann Li", "his adviser"
        if noun.is_empty() || !(is_plural || is_one || is_known || narrows_nothing(&first)) {
            return None;
        }
        let is_after = head + 1 < phrase.len();
        let detail = match is_after {
            true => Detail::After,
            false if (0..head).any(|index| !narrows_nothing(&phrase.lower(index))) => Detail::Before,
            false => Detail::Nothing,
        };
        let is_counted = !is_one && phrase.is_counted();
        Some(Self { span, singular, noun, is_plural, is_known, is_counted, detail })
    }
}

/// Whether the words of a source are a noun for somebody without a name.
pub(in crate::rules) fn is_anonymous(source: &str) -> bool {
    AnonymousSource::of_words(source, TextRange::default()).is_some()
}

/// Whether an entity has a name. "Aides" at the beginning of a sentence is none, though it is written like one.
pub(super) fn is_named(context: &Context<'_>, entity: &Entity) -> bool {
    let mut names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
    names.any(|name| noun(&context.text(name.span).to_lowercase()).is_empty())
}

/// What a lower-case noun, in the singular or the plural, says of somebody who is quoted without a name.
fn noun(word: &str) -> AnonymousNoun {
    let singular = lexicon::nominal(word).map_or(word, |nominal| nominal.singular);
    lexicon::anonymous_noun(singular) | lexicon::anonymous_noun(word)
}

/// Whether a lower-case word before a noun says nothing of who is meant.
fn narrows_nothing(word: &str) -> bool {
    let is_article = matches!(word, "a" | "an" | "the" | "one" | "another" | "second" | "third" | "this" | "that");
    let is_mark = !word.contains(char::is_alphanumeric);
    is_article || is_mark || lexicon::narrows_nothing(word)
}

/// "one of his aides"
fn is_one_of_several(phrase: &Phrase<'_>) -> bool {
    matches!(&*phrase.lower(0), "one" | "another") && phrase.lower(1) == "of"
}

/// The noun that a source's words are about: "aides" of "one of his aides".
fn head(phrase: &Phrase<'_>) -> Option<usize> {
    if !is_one_of_several(phrase) {
        return phrase.head();
    }
    (2..phrase.len()).find(|index| !noun(&phrase.lower(*index)).is_empty())
}

/// Whether the words after the source, which the annotator left out of it, say more of it.
fn is_described_later(context: &Context<'_>, span: TextRange, source: &AnonymousSource) -> bool {
    let Some(sentence) = context.sentence(span.start) else { return false };
    let after = context.text(TextRange::new(span.end, sentence.end)).trim_start();
    let mut words = after.trim_start_matches(',').split_whitespace();
    let word = words.next().unwrap_or_default().to_lowercase();
    let describes =
        ["at", "in", "inside", "within", "from", "of", "near", "close", "familiar", "who", "whose", "briefed"];
    describes.contains(&word.as_str())
        || (word == "with" && words.next().is_some_and(|word| matches!(word, "knowledge" | "direct" | "access")))
        || (source.is_plural && is_owned(context, span.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, bool, Detail)> {
        let source = AnonymousSource::of_words(text, TextRange::default())?;
        Some((source.singular, source.is_plural, source.detail))
    }

    #[test]
    fn reads_what_the_words_tell() {
        let source = |plural, detail| Some(("source".to_owned(), plural, detail));
        assert_eq!(read("A source"), source(false, Detail::Nothing));
        assert_eq!(read("sources"), source(true, Detail::Nothing));
        assert_eq!(read("several senior sources"), source(true, Detail::Nothing));
        assert_eq!(read("a police source"), source(false, Detail::Before));
        assert_eq!(read("a source close to the talks"), source(false, Detail::After));
        assert_eq!(read("a person familiar with the talks"), Some(("person".to_owned(), false, Detail::After)));
        assert_eq!(read("one of the mayor’s aides"), Some(("aide".to_owned(), false, Detail::Before)));
        assert_eq!(read("an aide"), Some(("aide".to_owned(), false, Detail::Nothing)));
    }

    #[test]
    fn others_are_no_such_sources() {
        for text in ["Ann Li", "the river", "his adviser", "experts", "", "adviser Ann Li"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
