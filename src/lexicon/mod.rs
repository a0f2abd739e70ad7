//! Word lists, read once from the data files that the binary holds. Every key is in lower case but for names.

mod abbreviation;
mod anonymity;
mod claim_phrase;
mod claim_sign;
mod claim_word;
mod cue;
mod elision;
mod figure_word;
mod first_name;
mod function_word;
mod hedge;
mod known_name;
mod latex;
mod loaded_verb;
mod name_word;
mod named_thing;
mod near;
mod nominal;
mod non_speech_verb;
mod opinion;
mod phrase_pattern;
mod publication;
mod rst_directive;
mod study_word;
mod table;
mod title;
mod vague_source;
mod word_class;
mod word_use;

use std::borrow::Cow;

pub use abbreviation::{Abbreviation, abbreviation};
pub use anonymity::{AnonymityPhrase, AnonymousNoun, anonymity_phrases, anonymity_request_words, anonymous_noun};
pub use claim_phrase::{ClaimPhrase, PhraseClass, PhraseWord, claim_phrases};
pub use claim_sign::{ClaimSign, claim_sign};
pub use claim_word::{ClaimWord, claim_word};
pub use cue::{CueClass, cue};
pub use elision::{Elision, elision};
pub use figure_word::{FigureWord, figure_word};
pub use first_name::first_name;
pub use function_word::{Function, function};
pub use hedge::is_hedge;
pub use known_name::is_known_name;
pub use latex::{
    LatexAccent, LatexCommand, LatexEnvironment, latex_accent, latex_character, latex_command, latex_environment,
};
pub use loaded_verb::{LoadedVerb, backs_loaded_verb, loaded_verb};
pub use name_word::{NameWord, is_organization_word, name_word};
pub use named_thing::{NamedThing, is_known_organization, is_place_name, named_thing};
pub use near::nearest;
pub use nominal::{Nominal, NominalKind, nominal};
pub use non_speech_verb::{NonSpeechVerb, non_speech_verb};
pub use opinion::find_opinion;
pub use phrase_pattern::PhrasePattern;
pub use publication::{begins_publication, is_foreign_article, is_press_noun, is_publication, is_publication_with_the};
pub use rst_directive::{RstArgument, RstDirective, rst_directive};
pub use study_word::{StudyWord, study_word};
pub use title::{Title, title};
pub use vague_source::{Vagueness, makes_source, narrows_nothing, vagueness};
pub use word_class::{WordClass, word_class};
pub use word_use::{WordUse, is_used_as};

/// A word in lower case, as it is looked up; most are so already.
pub fn lower(word: &str) -> Cow<'_, str> {
    match word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.to_lowercase()),
    }
}

/// The grammatical gender that a word itself tells: "spokeswoman", "Mr".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// "he" refers to it.
    Masculine,
    /// "she" refers to it.
    Feminine,
}

impl Gender {
    /// The gender a data column says; `-` is none.
    fn from_column(column: &str) -> Option<Self> {
        match column {
            "m" => Some(Self::Masculine),
            "f" => Some(Self::Feminine),
            _ => None,
        }
    }
}
