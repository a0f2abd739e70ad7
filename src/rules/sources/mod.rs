//! Rules about sources: whether a reader can tell who they are.

mod source_phrase;
mod vague_source;

pub(super) use vague_source::RULE as VAGUE_SOURCE;
