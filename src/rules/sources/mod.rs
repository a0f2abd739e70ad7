//! Rules about sources: whether a reader can tell who they are.

mod source_phrase;
mod vague_source;

use super::Rule;

pub(super) const RULES: &[Rule] = &[vague_source::RULE];
