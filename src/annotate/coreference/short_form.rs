//! What the bearer of a full name is called by later: a surname, a first name, an acronym, a company's first word.

use foldhash::HashSet;

use crate::annotate::mention::{Name, NameKind};
use crate::lexicon::{self, NameWord, WordClass, WordUse};

use super::entity::is_noun;
use super::full_name::FullName;

/// How a short form comes from a full name: better if greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Short {
    First,
    Surname,
}

/// What the bearer of a full name is called by later, in folded words: a person by the first or the last part, suffixes
/// aside; a company by what stands before its kind ("Weber" for the Weber Group), other institutions by their acronyms only.
pub(super) fn short_forms(name: &FullName<'_>, surnames: &HashSet<&str>) -> Vec<(String, Short)> {
    if let Some(company) = company_called(name) {
        return vec![(company.to_owned(), Short::First)];
    }
    let first = name.words.first().map(String::as_str).unwrap_or_default();
    let last = name.last();
    if name.is_organization() || is_thing(name, surnames) {
        return Vec::new();
    }
    let mut forms = vec![(last.to_owned(), Short::Surname)];
    forms.extend(last.strip_prefix("al-").map(|rest| (rest.to_owned(), Short::Surname)));
    if first != last {
        forms.push((first.to_owned(), Short::First));
    }
    forms
}

/// Whether a name ends in a people ("Virginia Democrats"), or in a common noun and begins with no first name, or with
/// somebody's surname: "Marsh Tower"; or with a place: "Mexico City".
fn is_thing(name: &FullName<'_>, surnames: &HashSet<&str>) -> bool {
    let person = name
        .words
        .first()
        .is_some_and(|first| lexicon::first_name(first).is_some() && !surnames.contains(first.as_str()));
    let spelling = name.spelling();
    let last = spelling.last().map(String::as_str).unwrap_or_default();
    let people = lexicon::name_word(last) == Some(NameWord::Adjective);
    let place = spelling.first().is_some_and(|first| lexicon::name_word(first) == Some(NameWord::Place))
        && lexicon::word_class(&last.to_lowercase()).contains(WordClass::NOUN);
    name.kind == NameKind::Unknown && (people || !person && (is_noun(last) || place))
}

/// What may be short for a name: its capitals, with or without the small words between them.
pub(super) fn acronyms(parts: &[String]) -> Vec<String> {
    let initials = || parts.iter().filter_map(|part| part.chars().next()).filter(|first| first.is_alphabetic());
    let capitals: String = initials().filter(|first| first.is_uppercase()).collect();
    let all: String = initials().flat_map(char::to_uppercase).collect();
    let mut acronyms = vec![capitals, all];
    acronyms.dedup();
    acronyms.retain(|acronym| acronym.chars().count() >= 2);
    acronyms
}

/// The letters of a name that is nothing but a few capitals.
pub(super) fn capitals(name: &Name) -> Option<String> {
    let [part] = &name.parts[..] else { return None };
    let letters: String = part.chars().filter(|letter| *letter != '.').collect();
    let fits = (2..=8).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase);
    fits.then_some(letters)
}

/// What a company is called by the word before its kind: "weber" for the Weber Group.
pub(super) fn company_called<'n>(name: &'n FullName<'_>) -> Option<&'n str> {
    let company = name.words.last().is_some_and(|last| lexicon::is_used_as(last, WordUse::COMPANY_KIND));
    name.words.first().map(String::as_str).filter(|_| company)
}
