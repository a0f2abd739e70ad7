//! Reads the words of a source: whether they tell who it is.

use std::borrow::Cow;

use crate::lexicon::{self, FigureWord, Function, NominalKind, Vagueness};
use crate::text::{Token, TokenKind, tokenize};

/// A source that names nobody.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct VagueSource {
    /// Its noun, or the pronoun that it is, in lower case.
    pub(super) head: String,
    pub(super) vagueness: Vagueness,
    /// Whether nothing stands beside the noun.
    pub(super) is_single_word: bool,
}

impl VagueSource {
    /// Reads a source's words; `None` if they tell who it is, or at least from where.
    pub(super) fn read(text: &str) -> Option<Self> {
        let is_vague = |word: &str| lexicon::vagueness(&lexicon::lower(word)).is_some();
        if !text.split(|c: char| !c.is_alphanumeric()).any(is_vague) {
            return None;
        }
        let phrase = Phrase::new(text);
        let head = phrase.head()?;
        let word = phrase.lower(head);
        let vagueness = lexicon::vagueness(&word)?;
        let before = (0..head).map(|index| phrase.lower(index));
        let fits = match vagueness {
            _ if phrase.has_name() || phrase.is_counted() || phrase.is_known(head) || phrase.is_described(head) => {
                false
            }
            Vagueness::Open => !phrase.is_placed(head),
            Vagueness::Bare => {
                before.into_iter().all(|word| lexicon::narrows_nothing(&word)) && !phrase.is_placed(head)
            }
            Vagueness::Alone => {
                head > 0
                    && head + 1 == phrase.tokens.len()
                    && before.into_iter().all(|word| lexicon::narrows_nothing(&word))
            }
            Vagueness::Pronoun => phrase.tokens.len() == 1,
        };
        fits.then_some(Self { head: word.into_owned(), vagueness, is_single_word: phrase.tokens.len() == 1 })
    }

    /// "those", of "there are those who …".
    pub(super) fn those(text: &str) -> Option<Self> {
        let is_those = text.eq_ignore_ascii_case("those");
        is_those.then(|| Self { head: text.to_lowercase(), vagueness: Vagueness::Pronoun, is_single_word: true })
    }

    /// Whether the words after the noun, in the text from the source on, say more of them than the source's own words.
    pub(super) fn is_described(text: &str, head: &str) -> bool {
        let phrase = Phrase::new(text);
        let head = (0..phrase.tokens.len()).find(|index| phrase.lower(*index) == head);
        head.is_some_and(|head| phrase.is_described(head))
    }

    /// How to mend it.
    pub(super) fn advice(&self) -> String {
        match (self.vagueness, self.head.as_str()) {
            (Vagueness::Pronoun | Vagueness::Alone, _) => {
                "Say who they are, or how many and from where, or leave it out.".to_owned()
            }
            _ => format!("Say who the {} are, or how many and from where.", self.head),
        }
    }
}

/// Whether the words of a source tell neither who it is nor from where.
pub(in crate::rules) fn is_vague(source: &str) -> bool {
    VagueSource::read(source).is_some()
}

/// Whether the words of a source are a group, and tell nothing but what they are: "mainstream Republicans", "some".
pub(in crate::rules) fn is_open_group(source: &str) -> bool {
    let phrase = Phrase::new(source);
    let first = phrase.lower(0);
    let noun = phrase.last_noun();
    let is_person = lexicon::nominal(&noun).is_some_and(|noun| noun.plural && noun.kind == NominalKind::Person);
    let is_group = is_person || (phrase.len() == 1 && matches!(&*noun, "some" | "many" | "others"));
    let is_known = lexicon::function(&first).contains(Function::POSSESSIVE)
        || matches!(&*first, "the" | "these" | "those" | "such" | "no");
    // "Li's aides" are few; "some of Li's allies" can be any.
    let is_owned = !lexicon::narrows_nothing(&first) && phrase.has_owner();
    is_group && !is_known && !is_owned && !phrase.is_counted()
}

/// A source's words.
pub(super) struct Phrase<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Phrase<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, tokens: tokenize(text) }
    }

    pub(super) fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| &self.text[token.range])
    }

    /// How many words and marks it has.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn lower(&self, index: usize) -> Cow<'a, str> {
        lexicon::lower(self.word(index))
    }

    /// The noun that the phrase is about: the last word before anything that describes it from behind.
    pub(super) fn head(&self) -> Option<usize> {
        let end = (0..self.tokens.len()).find(|index| self.ends_core(*index)).unwrap_or(self.tokens.len());
        let head = end.checked_sub(1)?;
        // "some of the experts": what is meant comes after "of".
        let is_quantity = lexicon::narrows_nothing(&self.lower(head)) && head == 0;
        if is_quantity && self.lower(end) == "of" {
            let rest = end + 1..self.tokens.len();
            return rest.clone().find(|index| self.ends_core(*index)).unwrap_or(rest.end).checked_sub(1);
        }
        Some(head)
    }

    /// The noun that the phrase is about, in lower case; empty if there is none.
    pub(super) fn last_noun(&self) -> Cow<'a, str> {
        self.head().map_or(Cow::Borrowed(""), |head| self.lower(head))
    }

    /// Whether a word begins what describes the head from behind: "at the firm", "who …", ", among them …".
    fn ends_core(&self, index: usize) -> bool {
        let word = self.lower(index);
        let is_mark = self.tokens[index].kind == TokenKind::Punctuation && !matches!(&*word, "-" | "’s" | "'s");
        let function = lexicon::function(&word);
        let opens = lexicon::Function::PREPOSITION | lexicon::Function::SUBORDINATOR | lexicon::Function::COORDINATOR;
        // Of "those familiar with it" and "people opposed to it" the head comes before the adjective.
        is_mark
            || (function.intersects(opens) && !function.contains(lexicon::Function::DETERMINER))
            || matches!(&*word, "familiar" | "close" | "such" | "opposed" | "briefed" | "loyal")
    }

    /// Whether a name stands in it. A capital at the beginning shows one only if the word is otherwise unknown or a name.
    pub(super) fn has_name(&self) -> bool {
        self.tokens.iter().enumerate().any(|(index, token)| {
            let word = &self.text[token.range];
            let capital = token.kind == TokenKind::Word && word.chars().next().is_some_and(char::is_uppercase);
            let lower = word.to_lowercase();
            let tells_nothing = lexicon::narrows_nothing(&lower) || lower == "the";
            let common = !lexicon::word_class(&lower).is_empty() || !lexicon::function(&lower).is_empty();
            let proper = lexicon::word_class(word).contains(lexicon::WordClass::PROPER);
            capital && !tells_nothing && (index > 0 || proper || !common)
        })
    }

    /// Whether it says whose they are, "Li's aides", or where a name has them: "aides to Ms Li".
    pub(super) fn has_owner(&self) -> bool {
        let is_name = |index: usize| {
            let is_group = lexicon::nominal(&self.lower(index)).is_some();
            self.word(index).starts_with(char::is_uppercase) && !is_group
        };
        let is_owner = |index: usize| {
            let word = self.word(index);
            matches!(word, "'s" | "’s" | "'" | "’") || ["'s", "’s", "s'", "s’"].iter().any(|end| word.ends_with(end))
        };
        let behind = self.head().map_or(self.len(), |head| head + 1);
        (0..self.len()).any(is_owner) || (behind..self.len()).any(is_name)
    }

    /// Whether it says how many they are: "three diplomats", "40 experts".
    pub(super) fn is_counted(&self) -> bool {
        let in_words = lexicon::figure_word(&self.lower(0)).contains(FigureWord::NUMBER);
        in_words || self.tokens.iter().any(|token| token.kind == TokenKind::Number)
    }

    /// Whether a word before the head says that the reader knows them: "the officials", "these critics".
    fn is_known(&self, head: usize) -> bool {
        (0..head).any(|index| matches!(&*self.lower(index), "the" | "these" | "those" | "such"))
    }

    /// Whether what follows says that they belong to one known body: "executives at the company".
    fn is_placed(&self, head: usize) -> bool {
        let after = head + 1..self.tokens.len();
        let article = after.clone().find(|index| matches!(&*self.lower(*index), "the" | "this" | "that"));
        let Some(article) = article else { return false };
        let end = (article + 1..after.end).find(|index| self.ends_core(*index)).unwrap_or(after.end);
        let noun = self.lower(end.saturating_sub(1));
        let is_plural = noun.ends_with('s') && !noun.ends_with("ss");
        end > article + 1 && !is_plural
    }

    /// Whether what follows says how they know or what they do: "sources close to the talks", "critics who …".
    fn is_described(&self, head: usize) -> bool {
        let after = self.lower(head + 1);
        let comma = if after == "," { self.lower(head + 2) } else { after };
        matches!(&*comma, "who" | "whose" | "that" | "close" | "familiar" | "briefed" | "knowledgeable")
            || (comma == "with" && self.lower(head + 2) == "knowledge")
    }
}
