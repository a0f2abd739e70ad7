//! Rules about the verbs by which a text says that somebody speaks.

mod loaded_verb;
mod non_speech_cue;
mod redundant_attribution;
mod sentence_words;

use super::Rule;

pub(super) const RULES: &[Rule] = &[loaded_verb::RULE, non_speech_cue::RULE, redundant_attribution::RULE];
