//! Rules about sources: whether a reader can tell who they are.

mod anonymous;
mod anonymous_opinion;
mod bare_anonymous;
mod plain_words;
mod plural_of_one;
mod single_source;
mod source_phrase;
mod speaking;
mod unexplained_anonymity;
mod vague_source;

pub(super) use anonymous::{AnonymousSource, is_anonymous};
pub(super) use source_phrase::{is_open_group, is_vague};
pub(super) use speaking::is_telling;
pub(super) use unexplained_anonymity::asks_for_anonymity;
pub(super) use vague_source::vague_sentences;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    anonymous_opinion::RULE,
    bare_anonymous::RULE,
    plural_of_one::RULE,
    single_source::RULE,
    unexplained_anonymity::RULE,
    vague_source::RULE,
];
