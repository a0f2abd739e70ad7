//! Mentions in one paragraph: names, nominals and pronouns that can refer to somebody who speaks.

mod name;
mod nominal;
mod pronoun;

use crate::lexicon::{Gender, NominalKind};
use crate::text::TextRange;

use super::words::Words;

/// A mention in bytes of its paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawMention {
    /// Title included ("President Xi"); for a nominal without what follows its head.
    pub range: TextRange,
    pub form: Form,
    /// Whether a verb follows it, so that it is probably a subject.
    pub subject: bool,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// Whether it is a possessive: "Xi's", "her".
    pub possessive: bool,
}

/// What a mention's words tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// A name.
    Name(Name),
    /// A noun phrase with a noun as its head.
    Nominal(NominalPhrase),
    /// A pronoun.
    Pronoun(Pronoun),
}

/// What a name's words tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Name {
    /// Its words without titles.
    pub parts: Vec<String>,
    /// Where those stand, in bytes of the paragraph.
    pub range: TextRange,
    /// The title's head in lower case: "president"; no honorifics.
    pub title: Option<String>,
    /// The words before the name that say a role: "President", "rights lawyer".
    pub title_range: Option<TextRange>,
    /// What an apposition or a relative clause after it says.
    pub role: Option<TextRange>,
    /// The nouns in its roles, in the singular.
    pub role_heads: Vec<&'static str>,
    pub gender: Option<Gender>,
    pub kind: NameKind,
    /// Whether it is a name only if another mention shows it to be one.
    pub tentative: bool,
}

/// What a name's words show it to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NameKind {
    /// A title, an honorific or a role says so.
    Person,
    /// A word in it or an article before it says so.
    Organization,
    Place,
    #[default]
    Unknown,
}

/// What a nominal's words tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NominalPhrase {
    /// Its head, in the singular.
    pub head: &'static str,
    pub kind: NominalKind,
    pub gender: Option<Gender>,
    pub plural: bool,
    /// Whether it refers to something known: "the", "this", "his".
    pub definite: bool,
    /// Whether words before its head, other than a determiner, narrow it: "foreign diplomats".
    pub modified: bool,
}

/// Person of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Person {
    First,
    Third,
}

/// What a pronoun tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pronoun {
    pub person: Person,
    pub plural: bool,
    pub gender: Option<Gender>,
    /// "who", "which": its antecedent stands right before it.
    pub relative: bool,
}

/// The mentions of a paragraph, by their start; of two that start together the longer first.
pub(super) fn find(words: &Words<'_>, heading: bool) -> Vec<RawMention> {
    let names = name::find(words, heading);
    let mut mentions = nominal::find(words, &names, heading);
    let roles: Vec<TextRange> = names.iter().filter_map(|name| name.role()).collect();
    mentions.retain(|mention| {
        let before = roles.partition_point(|role| role.start <= mention.range.start);
        !roles[..before].last().is_some_and(|role| role.covers(mention.range))
    });
    mentions.extend(pronoun::find(words));
    mentions.extend(names.into_iter().map(|found| found.mention));
    mentions.sort_by_key(|mention| (mention.range.start, usize::MAX - mention.range.end));
    mentions
}

/// Whether a verb comes after the word before `end`, so that what ends there is probably its subject.
fn is_subject(words: &Words<'_>, end: usize) -> bool {
    let mut next = end;
    while let Some(word) = words.get(next) {
        if !word.function.contains(crate::lexicon::Function::ADVERB) {
            return word.quote.is_none() && (word.is_finite_verb() || word.cue.is_some());
        }
        next += 1;
    }
    false
}
