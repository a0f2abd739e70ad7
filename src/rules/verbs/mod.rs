//! Rules about the verbs by which a text says that somebody speaks.

mod loaded_verb;
mod non_speech_cue;
mod redundant_attribution;
mod sentence_words;

pub(super) use loaded_verb::has_listed_verb;
pub(super) use redundant_attribution::ends_with_attribution;

use super::Rule;

pub(super) const RULES: &[Rule] = &[loaded_verb::RULE, non_speech_cue::RULE, redundant_attribution::RULE];
