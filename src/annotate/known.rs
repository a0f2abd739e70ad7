//! Known sources: the people and organizations that a project lists by itself, and where a paragraph names them.
//!
//! What is listed wins over what the annotator would infer. Knows nothing of files.

mod roles;

use std::ops::Range;
use std::sync::Arc;

use foldhash::HashMap;

use crate::lexicon::{self, Function, Gender};
use crate::text::tokenize;

use super::annotation::EntityKind;
use super::coreference::fold;
use super::words::{Word, Words};
use roles::Roles;

/// A person or an organization as a project lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownSource {
    /// What it is called, wherever it is told of.
    pub name: String,
    /// What it is.
    pub listed_as: ListedAs,
    /// What else texts call it.
    pub aliases: Vec<String>,
    /// Its roles, the most important first: "China director at Human Rights Watch".
    pub roles: Vec<String>,
}

/// What a known source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedAs {
    /// A person, with the pronouns that texts use, if they are listed.
    Person(Option<Pronouns>),
    /// An organization.
    Organization,
}

/// Which pronouns texts use for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronouns {
    /// "she", "her"
    She,
    /// "he", "him", "his"
    He,
    /// "they", "them", "their"
    They,
}

impl Pronouns {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::She, Self::He, Self::They];

    /// The pronoun itself: "she".
    pub fn word(self) -> &'static str {
        match self {
            Self::She => "she",
            Self::He => "he",
            Self::They => "they",
        }
    }

    pub(super) fn gender(self) -> Option<Gender> {
        match self {
            Self::She => Some(Gender::Feminine),
            Self::He => Some(Gender::Masculine),
            Self::They => None,
        }
    }
}

impl KnownSource {
    /// What entity it is.
    pub fn kind(&self) -> EntityKind {
        match self.listed_as {
            ListedAs::Person(_) => EntityKind::Person,
            ListedAs::Organization => EntityKind::Organization,
        }
    }

    /// The pronouns that are listed for it.
    pub fn pronouns(&self) -> Option<Pronouns> {
        match self.listed_as {
            ListedAs::Person(pronouns) => pronouns,
            ListedAs::Organization => None,
        }
    }

    /// The nouns that its roles say it is, in the singular: "director".
    pub(super) fn role_heads(&self) -> Vec<&'static str> {
        let head = |role: &String| {
            let words = role.split_whitespace().map(str::to_lowercase);
            let before = words.take_while(|word| !lexicon::function(word).contains(Function::PREPOSITION));
            before.filter_map(|word| lexicon::nominal(word.trim_matches(','))).last()
        };
        self.roles.iter().filter_map(head).map(|nominal| nominal.singular).collect()
    }
}

/// A list of known sources. No name is two sources'.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownSources {
    sources: Vec<Arc<KnownSource>>,
    /// The names, by their first word as it is compared.
    names: HashMap<String, Vec<ListedName>>,
    roles: Roles,
}

/// A name in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ListedName {
    /// Its words as they are written, without "the" before them.
    words: Vec<String>,
    /// Whose it is, by its index.
    source: usize,
}

/// Where a paragraph names a known source.
#[derive(Clone, Debug)]
pub(super) struct KnownName {
    pub words: Range<usize>,
    pub source: Arc<KnownSource>,
    /// Whether it is a name wherever it stands: not if it is one common word whose capital has another reason.
    pub sure: bool,
}

impl KnownSources {
    /// A list of some sources, as [`Self::add`] makes it.
    pub fn new(sources: impl IntoIterator<Item = KnownSource>) -> Self {
        let mut list = Self::default();
        sources.into_iter().for_each(|source| list.add(source));
        list
    }

    /// Adds a source. If its name is another's already it is left out, and so are such aliases.
    pub fn add(&mut self, source: KnownSource) {
        if self.owner(&source.name).is_some() {
            return;
        }
        let source = Arc::new(source);
        let index = self.sources.len();
        self.sources.push(Arc::clone(&source));
        self.roles.add(&source);
        for name in std::iter::once(&source.name).chain(&source.aliases) {
            let words = words_of(name);
            let free = self.find(&words).is_none_or(|owner| owner == index);
            if let Some(first) = words.first().filter(|_| free) {
                self.names.entry(fold(first)).or_default().push(ListedName { words, source: index });
            }
        }
    }

    /// Whose name or alias some words are, but for capitals and accents.
    pub fn owner(&self, name: &str) -> Option<&KnownSource> {
        let source = self.find(&words_of(name))?;
        self.sources.get(source).map(|source| &**source)
    }

    /// Whether nobody is listed.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Whether anybody's role is listed.
    pub(super) fn has_roles(&self) -> bool {
        !self.roles.is_empty()
    }

    /// The only listed person who is what some words in small letters say, without an article, before `after`: "harbour master".
    pub(super) fn bearer(&self, role: &str, after: &str) -> Option<&Arc<KnownSource>> {
        self.roles.bearer(role, after)
    }

    fn find(&self, words: &[String]) -> Option<usize> {
        let known = self.names.get(&fold(words.first()?))?;
        let same = |name: &&ListedName| {
            name.words.len() == words.len() && name.words.iter().zip(words).all(|(a, b)| fold(a) == fold(b))
        };
        known.iter().find(same).map(|name| name.source)
    }

    /// The names of known sources in a paragraph, in order; of several at one place the longest.
    pub(super) fn names_in(&self, words: &Words<'_>, heading: bool) -> Vec<KnownName> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let mut index = 0;
        while let Some(word) = words.get(index) {
            let known = self.names.get(&fold(word.text)).into_iter().flatten();
            let here = known.filter(|name| name.stands_at(words, index, heading));
            match here.max_by_key(|name| name.words.len()) {
                Some(name) => {
                    let end = index + name.words.len();
                    let sure = name.words.len() > 1 || !explains_capital(word, heading) || !is_common(word);
                    let source = self.sources.get(name.source).cloned();
                    found.extend(source.map(|source| KnownName { words: index..end, source, sure }));
                    index = end;
                }
                None => index += 1,
            }
        }
        found
    }
}

impl ListedName {
    fn stands_at(&self, words: &Words<'_>, start: usize, heading: bool) -> bool {
        let Some(written) = words.words.get(start..start + self.words.len()) else { return false };
        let first = &words.words[start];
        let several = self.words.len() > 1;
        written.iter().zip(&self.words).enumerate().all(|(index, (word, listed))| {
            let free = if index == 0 { explains_capital(word, heading) } else { true };
            word.quote == first.quote
                && fold(word.text) == fold(listed)
                && is_cased_as(word.text, listed, free, several)
        })
    }
}

/// Whether capitals and small letters of a word are those of the listed one; a small first letter may be a capital where
/// that is `free`, and a word of several may be all in capitals.
fn is_cased_as(written: &str, listed: &str, free: bool, several: bool) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let inner = |word: &str| word.chars().skip(1).map(char::is_uppercase).collect::<Vec<_>>();
    let shouted = several && written.chars().count() > 1 && !written.chars().any(char::is_lowercase);
    let first = capital(written) == capital(listed) || (capital(written) && free);
    first && (shouted || inner(written) == inner(listed))
}

/// Whether a capital that a word begins with may be there for another reason than its being a name.
fn explains_capital(word: &Word<'_>, heading: bool) -> bool {
    word.begins_sentence || heading
}

/// Whether a word in small letters is one that any text has.
fn is_common(word: &Word<'_>) -> bool {
    word.is_capitalized() && (!word.function.is_empty() || !lexicon::word_class(&word.lower).is_empty())
}

/// The words of a name, without "the" before them; none if nothing in it can be a name.
fn words_of(name: &str) -> Vec<String> {
    if !name.chars().any(char::is_alphanumeric) {
        return Vec::new();
    }
    let tokens = tokenize(name);
    let mut words: Vec<String> =
        tokens.iter().filter_map(|token| name.get(token.range.start..token.range.end)).map(str::to_owned).collect();
    if words.len() > 1 && words[0].eq_ignore_ascii_case("the") {
        words.remove(0);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, aliases: &[&str]) -> KnownSource {
        let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        KnownSource { name: name.to_owned(), listed_as: ListedAs::Person(None), aliases, roles: Vec::new() }
    }

    #[test]
    fn no_name_is_two_sources() {
        let list = KnownSources::new([
            person("Ana Peña", &["Ana", "..."]),
            person("ana pena", &["Peña"]),
            person("Bo Li", &["ANA", "The Li Group"]),
        ]);
        let owner = |name: &str| list.owner(name).map(|source| source.name.as_str());
        assert_eq!(owner("Ana Pena"), Some("Ana Peña"));
        assert_eq!(owner("Peña"), None);
        assert_eq!(owner("ana"), Some("Ana Peña"));
        assert_eq!(owner("Li Group"), Some("Bo Li"));
        assert_eq!(owner("..."), None);
    }

    #[test]
    fn a_role_is_known_by_its_noun() {
        let mut source = person("Maya Wang", &[]);
        source.roles = vec!["China director at Human Rights Watch".to_owned(), "Rights lawyer".to_owned()];
        assert_eq!(source.role_heads(), ["director", "lawyer"]);
    }

    #[test]
    fn a_name_is_written_as_it_is_listed() {
        let cases = [
            ("eBay", "eBay", false, true),
            ("EBay", "eBay", true, true),
            ("EBay", "eBay", false, false),
            ("apple", "Apple", true, false),
            ("APPLE", "Apple", true, false),
        ];
        for (written, listed, free, expected) in cases {
            assert_eq!(is_cased_as(written, listed, free, false), expected, "{written} {listed}");
        }
        assert!(is_cased_as("WANG", "Wang", false, true));
    }
}
