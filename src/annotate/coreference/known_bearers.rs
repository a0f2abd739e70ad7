//! Whose the names of a text are, kept for its next versions: an edit that changes no name changes none of it, and one that
//! changes no full name nothing of whose those are.

use std::hash::Hasher;

use crate::annotate::located::LocatedMention;
use crate::text::Document;

use super::KEPT_VERSIONS;
use super::entity::Gathered;
use super::full_bearers::FullBearers;
use super::full_name::NameMention;
use super::wide_hash::{WideHash, wide_hash};

/// Whose the names of the last versions are.
#[derive(Debug, Default)]
pub(in crate::annotate) struct KnownBearers {
    pub(super) all: Kept<Bearers>,
    pub(super) full: Kept<FullBearers>,
}

/// What was found in the last versions, under their keys; the newest first.
#[derive(Debug)]
pub(super) struct Kept<T>(Vec<(WideHash, T)>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Kept<T> {
    /// What is under a key, if it `holds`; else what `find` finds.
    pub(super) fn of(&mut self, key: WideHash, holds: impl Fn(&T) -> bool, find: impl FnOnce() -> T) -> &T {
        let known = self.0.iter().position(|(other, known)| *other == key && holds(known));
        let found = known.map_or_else(|| (key, find()), |place| self.0.remove(place));
        self.0.truncate(KEPT_VERSIONS - 1);
        self.0.insert(0, found);
        &self.0[0].1
    }
}

/// Whose the names of a text are.
#[derive(Debug)]
pub(super) struct Bearers {
    /// The entities, of which nothing is gathered yet but what clustering begins with.
    pub entities: Vec<Gathered>,
    /// For each name that counts; `None`: it is none.
    pub of_names: Vec<Option<Bearer>>,
}

/// Whose a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bearer {
    pub entity: usize,
    /// Whether it is another spelling of what that is called.
    pub spelled_otherwise: bool,
}

/// The key of some names, which are those that count: what each says, which stand in one sentence, and which explain one
/// another.
pub(super) fn key(document: &Document, names: &[NameMention<'_>]) -> WideHash {
    wide_hash(|hasher| {
        let mut last: Option<&LocatedMention<'_>> = None;
        for (_, mention, _) in names {
            hasher.write_u64(mention.raw.says);
            let same_sentence = last.is_some_and(|last| last.sentence == mention.sentence);
            let explains = last.is_some_and(|last| is_in_brackets_after(document, last, mention));
            hasher.write_u8(u8::from(mention.raw.quoted) | u8::from(same_sentence) << 1 | u8::from(explains) << 2);
            last = Some(mention);
        }
    })
}

/// "Open Rights Watch (ORW)"
pub(super) fn is_in_brackets_after(
    document: &Document,
    first: &LocatedMention<'_>,
    second: &LocatedMention<'_>,
) -> bool {
    let text = document.paragraphs[first.paragraph].text();
    first.paragraph == second.paragraph
        && text.get(first.raw.range.end..second.raw.range.start) == Some(" (")
        && text.get(second.raw.range.end..).is_some_and(|after| after.starts_with(')'))
}
