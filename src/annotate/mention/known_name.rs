//! Names of known sources: what becomes of one that stands in, over or beside a run of capitalised words.

use std::ops::Range;
use std::sync::Arc;

use crate::annotate::annotation::EntityKind;
use crate::annotate::known::KnownName;
use crate::annotate::words::Words;
use crate::lexicon;
use crate::model::Reading;

use super::name::{FoundName, describe};
use super::{Form, NameKind};

/// The name that a known one makes of what was found in a run; `None` if what was found is another name.
pub(super) fn settle(
    words: &Words<'_>,
    reading: &Reading,
    run: &Range<usize>,
    found: Option<&FoundName>,
    known: &KnownName,
) -> Option<FoundName> {
    let covers = |outer: &Range<usize>, inner: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
    let Some(found) = found else {
        // no name by itself, but all of the run, or its end
        return (known.sure && known.words.end >= run.end).then(|| name(words, reading, None, known));
    };
    if known.words == found.own {
        return mark(found.clone(), known);
    }
    let reaches_out = known.words.end > run.end;
    let widens = covers(&known.words, &found.own);
    // "Saltby | Ann Okoro", but neither "Eva Maria | Rossi" nor "Rossi Tower"
    let before = known.words.start.checked_sub(1).and_then(|before| words.get(before));
    let narrows = covers(&found.own, &known.words)
        && known.words.len() > 1
        && known.words.end == found.own.end
        && before.is_some_and(|before| lexicon::first_name(&before.lower).is_none());
    if !known.sure || !(reaches_out || widens || narrows) {
        return None;
    }
    let titles = (known.words.start == found.own.start).then_some(found.words.start..found.own.start);
    Some(name(words, reading, titles.filter(|titles| !titles.is_empty()), known))
}

/// The name that a known one is.
pub(super) fn name(words: &Words<'_>, reading: &Reading, titles: Option<Range<usize>>, known: &KnownName) -> FoundName {
    let found = describe(words, reading, titles, known.words.clone(), false);
    mark(found.clone(), known).unwrap_or(found)
}

/// Notes whose name it is; `None` for a single word whose title says that somebody else is meant: "Mr. Wang".
fn mark(mut found: FoundName, known: &KnownName) -> Option<FoundName> {
    let Form::Name(name) = &mut found.mention.form else { return None };
    let source = &known.source;
    let listed = source.pronouns().and_then(|pronouns| pronouns.gender());
    if name.parts.len() == 1 && name.gender.zip(listed).is_some_and(|(said, listed)| said != listed) {
        return None;
    }
    name.kind = match source.kind() {
        EntityKind::Person => NameKind::Person,
        _ => NameKind::Organization,
    };
    name.tentative = false;
    name.known = Some(Arc::clone(source));
    Some(found)
}
