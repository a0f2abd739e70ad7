//! The word beside a mention, as far as it tells what the mention is to its sentence.

use crate::annotate::words::Word;
use crate::lexicon::{Function, WordClass, title};

/// What stands beside a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::annotate) enum Neighbour {
    /// The paragraph's edge.
    #[default]
    Edge,
    Stop,
    Comma,
    Bracket,
    Mark,
    Dash,
    OtherPunctuation,
    PossessiveClitic,
    Of,
    By,
    With,
    To,
    For,
    In,
    From,
    OtherPreposition,
    And,
    OtherCoordinator,
    Who,
    That,
    Subordinator,
    Be,
    Have,
    OtherAuxiliary,
    Cue,
    Inflected,
    Verb,
    Gerund,
    Adverb,
    Title,
    Determiner,
    Adjective,
    Capital,
    Noun,
    Other,
}

impl Neighbour {
    /// How many there are.
    pub const COUNT: usize = Self::Other as usize + 1;

    pub fn of(word: Option<&Word<'_>>) -> Self {
        let Some(word) = word else { return Self::Edge };
        if word.is_possessive_clitic() {
            return Self::PossessiveClitic;
        }
        if word.is_punctuation() {
            return match word.text {
                "," => Self::Comma,
                "(" | ")" | "[" | "]" => Self::Bracket,
                "“" | "”" | "\"" | "``" | "''" | "‘" | "’" | "'" => Self::Mark,
                _ if word.is_dash() => Self::Dash,
                _ if word.is_stop() => Self::Stop,
                _ => Self::OtherPunctuation,
            };
        }
        match &*word.lower {
            "of" => return Self::Of,
            "by" => return Self::By,
            "with" => return Self::With,
            "to" => return Self::To,
            "for" => return Self::For,
            "in" | "on" | "at" => return Self::In,
            "from" => return Self::From,
            "and" => return Self::And,
            "who" | "whom" | "whose" | "which" => return Self::Who,
            "that" => return Self::That,
            "is" | "are" | "was" | "were" | "be" | "been" | "being" => return Self::Be,
            "has" | "have" | "had" | "having" => return Self::Have,
            _ => {}
        }
        let functions = [
            (Function::PREPOSITION, Self::OtherPreposition),
            (Function::COORDINATOR, Self::OtherCoordinator),
            (Function::SUBORDINATOR, Self::Subordinator),
            (Function::AUXILIARY, Self::OtherAuxiliary),
            (Function::ADVERB, Self::Adverb),
            (Function::DETERMINER.union(Function::POSSESSIVE), Self::Determiner),
        ];
        if let Some((_, neighbour)) = functions.iter().find(|(function, _)| word.function.intersects(*function)) {
            return *neighbour;
        }
        if title(&word.lower).is_some() {
            return Self::Title;
        }
        if word.is_capitalized() && !word.begins_sentence {
            return Self::Capital;
        }
        let classes = [
            (WordClass::INFLECTED, Self::Inflected),
            (WordClass::GERUND, Self::Gerund),
            (WordClass::ADVERB, Self::Adverb),
            (WordClass::ADJECTIVE, Self::Adjective),
            (WordClass::NOUN.union(WordClass::PLURAL), Self::Noun),
            (WordClass::VERB, Self::Verb),
        ];
        if word.cue.is_some() {
            return Self::Cue;
        }
        classes.iter().find(|(class, _)| word.class.intersects(*class)).map_or(Self::Other, |(_, neighbour)| *neighbour)
    }
}
