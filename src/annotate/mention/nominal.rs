//! Nominals: noun phrases whose head can speak: "the president", "senior officials at the ministry".

use std::borrow::Cow;
use std::ops::Range;

use crate::annotate::words::{Word, Words};
use crate::lexicon::{self, Function, Nominal, NominalKind, WordClass, WordUse};
use crate::model::{MentionClass, Reading};
use crate::text::TokenKind;

use super::name::{FoundName, is_contraction};
use super::predicate::{self, Predicate};
use super::{Determiner, Form, NominalPhrase, RawMention, mention};

/// A nominal's modifiers before its head.
const MOST_MODIFIERS: usize = 6;
/// Words before it among which its verb stands.
const NEAR: usize = 4;

/// How likely a noun must be to head a mention of somebody, if the lexicon doesn't know it; how likely if it does.
const LEARNED: f32 = 0.5;
const DOUBTFUL: f32 = 0.05;

/// The nominals of a paragraph, and those noun phrases that say what somebody is; in a headline nouns do without their articles.
pub(super) fn find(
    words: &Words<'_>,
    reading: &Reading,
    names: &[FoundName],
    heading: bool,
) -> (Vec<RawMention>, Vec<Predicate>) {
    let mut found = Vec::new();
    let mut predicates = Vec::new();
    for index in 0..words.words.len() {
        let word = &words.words[index];
        let [person, organization] =
            [MentionClass::PersonNoun, MentionClass::OrganizationNoun].map(|class| reading.likelihood(index, class));
        let listed = word.nominal();
        let Some(nominal) = listed.or_else(|| learned(word, person, organization)) else { continue };
        let head = if listed.is_some() { Cow::Borrowed(nominal.singular) } else { Cow::Owned(word.lower.to_string()) };
        // "the Global Times newspaper": the noun only says what the name is
        let says_what_a_name_is = nominal.kind == NominalKind::Organization
            && !nominal.plural
            && index.checked_sub(1).is_some_and(|before| name_at(names, before).is_some());
        if says_what_a_name_is || name_at(names, index).is_some() || !is_head(words, names, index) {
            continue;
        }
        let start = start_of_phrase(words, index);
        let modifiers = &words.words[start..index];
        let determiner = determiner(modifiers);
        let bare_singular = !heading && modifiers.is_empty() && !nominal.plural && nominal.kind != NominalKind::Group;
        let says_what = is_predicate(words, start);
        // ", president of the club,"
        let apposed = bare_singular && opens_role(names, word.range.start);
        if bare_singular && !apposed && !(says_what || is_chosen(words, start)) {
            continue;
        }
        let phrase = NominalPhrase {
            head,
            kind: if nominal.plural && nominal.kind == NominalKind::Person { NominalKind::Group } else { nominal.kind },
            gender: nominal.gender,
            plural: nominal.plural,
            definite: determiner != Determiner::None || heading && !nominal.plural,
            determiner,
            modified: modifiers
                .iter()
                .any(|word| !word.function.intersects(Function::DETERMINER | Function::POSSESSIVE)),
            doubtful: nominal.kind != NominalKind::Document && person + organization < DOUBTFUL,
        };
        let bare_predicate = bare_singular && !apposed;
        if (says_what || bare_predicate || is_contracted(words, start)) && !apposed {
            let noun = listed.map(|noun| noun.singular);
            let predicate = predicate::of(words, start..index + 1, &phrase, noun);
            let plain = predicate.is_some();
            predicates.extend(predicate);
            if says_what || bare_predicate || plain {
                continue;
            }
        }
        let possessive = words.is_possessive_mark(index + 1);
        found.push(mention(words, start..index + 1, possessive, Form::Nominal(phrase)));
    }
    (found, predicates)
}

/// What a noun is that the lexicon doesn't know, if it heads the mention of somebody.
fn learned(word: &Word<'_>, person: f32, organization: f32) -> Option<Nominal> {
    let noun = word.kind == TokenKind::Word && !word.is_capitalized() && word.function.is_empty();
    if !noun || person + organization < LEARNED {
        return None;
    }
    let kind = if person >= organization { NominalKind::Person } else { NominalKind::Organization };
    Some(Nominal { kind, gender: None, plural: word.class.contains(WordClass::PLURAL), singular: "" })
}

fn determiner(modifiers: &[Word<'_>]) -> Determiner {
    let of = |word: &Word<'_>| match &*word.lower {
        "the" => Some(Determiner::The),
        "this" | "that" | "these" | "those" => Some(Determiner::Demonstrative),
        _ if word.function.contains(Function::POSSESSIVE) || word.is_possessive_clitic() => {
            Some(Determiner::Possessive)
        }
        _ => None,
    };
    modifiers.iter().find_map(of).unwrap_or_default()
}

/// Whether the noun is the head of its phrase: no noun or name goes on with it, and no verb is meant.
fn is_head(words: &Words<'_>, names: &[FoundName], index: usize) -> bool {
    let word = &words.words[index];
    if word.is_capitalized() && !word.begins_sentence && word.class.contains(WordClass::PROPER) {
        return false;
    }
    let before = index.checked_sub(1).and_then(|before| words.get(before));
    if before.is_some_and(|word| {
        word.is("to") || word.function.contains(Function::AUXILIARY) && !word.is_possessive_clitic()
    }) {
        return false;
    }
    let verb_use = word.cue.is_some_and(|_| {
        before.is_some_and(|before| {
            before.function.contains(Function::SUBJECT_PRONOUN) && !before.function.contains(Function::DETERMINER)
        })
    });
    if verb_use {
        return false;
    }
    match words.get(index + 1) {
        // "spokesman Franz Weber": a role of the name
        Some(next) if next.kind == TokenKind::Word => {
            let is_name = name_at(names, index + 1).is_some();
            let compound = next.nominal().is_some() && next.cue.is_none();
            !is_name && !compound
        }
        _ => true,
    }
}

/// "has been a supporter": what somebody is, not somebody else.
fn is_predicate(words: &Words<'_>, start: usize) -> bool {
    let before = words.words[..start]
        .iter()
        .rev()
        .find(|word| !word.function.contains(Function::ADVERB) || word.function.contains(Function::AUXILIARY));
    before.is_some_and(|word| {
        matches!(&*word.lower, "is" | "are" | "was" | "were" | "be" | "been" | "being" | "as" | "become" | "became")
    })
}

/// "was elected president"
fn is_chosen(words: &Words<'_>, start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|before| words.get(before));
    before.is_some_and(|word| lexicon::is_used_as(&word.lower, WordUse::CHOICE))
}

/// "he's a lawyer", "I'm just a lawyer"
fn is_contracted(words: &Words<'_>, start: usize) -> bool {
    let near = &words.words[start.saturating_sub(NEAR)..start];
    let before = near.iter().rev().find(|word| !word.function.contains(Function::ADVERB));
    before.is_some_and(|word| {
        word.is_possessive_clitic() && words.words[start].function.contains(Function::DETERMINER)
            || predicate::ends_in_be(&word.lower)
    })
}

/// Whether the role of a name begins there.
fn opens_role(names: &[FoundName], start: usize) -> bool {
    let next = names.partition_point(|name| name.mention.range.start < start);
    next.checked_sub(1).and_then(|last| names[last].role()).is_some_and(|role| role.start == start)
}

/// Where the phrase begins: at its determiner, or at the first of its modifiers.
fn start_of_phrase(words: &Words<'_>, head: usize) -> usize {
    let quote = words.words[head].quote;
    let mut start = head;
    while start > 0 && head - start < MOST_MODIFIERS {
        let word = &words.words[start - 1];
        let mark = words.is_possessive_mark(start - 1);
        if word.quote != quote || (word.is_punctuation() && !mark) {
            break;
        }
        if word.function.intersects(Function::DETERMINER | Function::POSSESSIVE) {
            return start - 1;
        }
        let modifier = mark
            || word.class.contains(WordClass::PLURAL) && words.is_possessive_mark(start)
            || word.is_capitalized() && !word.begins_sentence
            || (word.function.is_empty()
                && word
                    .class
                    .intersects(WordClass::ADJECTIVE | WordClass::NOUN | WordClass::PROPER | WordClass::PARTICIPLE)
                && !word.is_finite_verb()
                && (word.cue.is_none() || word.class.contains(WordClass::NOUN)))
            || is_plural_in_compound(words, start - 1, head)
            || (word.class.is_empty() && word.function.is_empty() && !(is_contraction(&word.lower)))
            || (word.class.contains(WordClass::ADVERB) && words.words[start].class.contains(WordClass::PARTICIPLE));
        // "was elected president"
        let chosen = lexicon::is_used_as(&word.lower, WordUse::CHOICE)
            && start.checked_sub(2).is_some_and(|verb| words.words[verb].function.contains(Function::AUXILIARY));
        if !modifier || chosen {
            break;
        }
        start -= 1;
    }
    start
}

/// "the rights group", "the sports minister": a plural right before a noun in the singular, after what belongs to that too.
fn is_plural_in_compound(words: &Words<'_>, index: usize, head: usize) -> bool {
    let word = &words.words[index];
    let plural = word.class.contains(WordClass::PLURAL) && word.function.is_empty() && !word.is_finite_verb();
    if index + 1 != head || !plural || word.nominal().is_some() {
        return false;
    }
    // "the things mother said"
    let fits = |noun: Nominal| {
        let kind = matches!(noun.kind, NominalKind::Organization | NominalKind::Person);
        kind && !noun.plural && noun.gender.is_none()
    };
    let belongs = |before: &Word<'_>| {
        before.function.intersects(Function::DETERMINER | Function::POSSESSIVE)
            || before.is_possessive_clitic()
            || before.class.intersects(WordClass::ADJECTIVE | WordClass::NOUN) && before.function.is_empty()
    };
    let before = index.checked_sub(1).and_then(|before| words.get(before));
    words.words[head].nominal().is_some_and(fits) && before.is_some_and(belongs)
}

/// The words of the name that a word stands in; names are in text order and don't overlap.
fn name_at(names: &[FoundName], word: usize) -> Option<&Range<usize>> {
    let next = names.partition_point(|name| name.words.end <= word);
    names.get(next).map(|name| &name.words).filter(|words| words.contains(&word))
}
