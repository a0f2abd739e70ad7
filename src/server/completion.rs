//! Completion: the names of those who may be about to speak, where the text is about to say who speaks.
//!
//! Where that is, the line being written tells (`place`), as it stands in the editor; who it may be, an analysis tells,
//! which may be of a text some keystrokes older. Anywhere else a name has to be begun before it is offered.

mod place;

use std::cmp::Reverse;

use ropey::Rope;

use crate::annotate::{Entity, EntityKind, Mention, MentionKind};
use crate::rules::{self, Context, Settings};
use crate::text::{self, Format, TextRange, on_one_line};
use crate::workspace::Analysis;

pub use place::Place;

/// How many names are offered at most.
const MOST: usize = 12;
/// How many letters a name must be begun with where no source is being written.
const BEGUN: usize = 2;

/// Names that may come here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposals {
    /// The likeliest first.
    pub names: Vec<Proposal>,
    /// Whether more typing may bring others.
    pub is_incomplete: bool,
}

/// A name that may come here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The name, as the text would have it here: in full, or short for one who was named before.
    pub text: String,
    /// What is typed of it already, in bytes of the text.
    pub replaces: TextRange,
    /// The name that what is typed begins.
    pub begun: String,
    /// Who it is.
    pub role: Option<String>,
}

/// The names that may come at `offset` of a text that is being written; `None` if no name belongs there.
pub fn proposals(analysis: &Analysis, text: &Rope, offset: usize, place: &Place) -> Option<Proposals> {
    if !goes_on_prose(analysis, text, place) && !is_prose(text, analysis.format, offset) {
        return None;
    }
    let settings = Settings::default();
    let Analysis { source, document, annotation, .. } = analysis;
    let context = Context::new(source, document, annotation, &settings);
    let mut names: Vec<Proposal> = Vec::new();
    for entity in likeliest_first(analysis, offset) {
        let proposal = propose(&context, entity, offset, place);
        names.extend(proposal.filter(|it| !names.iter().any(|known| known.text == it.text)));
        if names.len() > MOST {
            break;
        }
    }
    // with nothing typed it is open still whether the first name or the surname will be
    let is_incomplete = place.typed().is_empty() || names.len() > MOST;
    names.truncate(MOST);
    (!names.is_empty()).then_some(Proposals { names, is_incomplete })
}

/// Those who may speak at a place: who spoke last before it first, then who speaks most, then who was named last.
fn likeliest_first(analysis: &Analysis, place: usize) -> Vec<&Entity> {
    let said = Said::of(analysis, place);
    let rank = |entity: &Entity| {
        let (count, last) = said.by(entity);
        let may_speak = entity.kind == EntityKind::Person || entity.kind == EntityKind::Organization && count > 0;
        // a name that is just being typed is none yet
        let is_name = |it: &&Mention| it.kind == MentionKind::Name && !it.span.touches(place);
        let is_named = entity.mentions.iter().any(|mention| is_name(&mention));
        let last_named = entity.mentions.iter().rev().filter(is_name).map(|it| it.span.start).find(|it| *it < place);
        (may_speak && is_named).then_some(Reverse((last, count, last_named)))
    };
    let ranked = analysis.annotation.entities.iter().filter_map(|entity| Some((rank(entity)?, entity)));
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, entity)| entity).collect()
}

/// Somebody's name for a place, if what is typed there begins it.
fn propose(context: &Context<'_>, entity: &Entity, offset: usize, place: &Place) -> Option<Proposal> {
    let (typed, begun) = match place.typed() {
        "" => ("", entity.name.as_str()),
        _ => begun(&entity.name, place)?,
    };
    let letters = typed.chars().filter(|char| char.is_alphabetic()).count();
    if !place.is_source() && letters < BEGUN {
        return None;
    }
    let replaces = TextRange::new(offset - typed.len(), offset);
    // who types a first name and goes on wants it
    let is_full = typed.contains(' ') || entity.kind != EntityKind::Person;
    let text = if is_full { entity.name.clone() } else { rules::name_at(context, entity, replaces.start) };
    let begun = if typed.is_empty() { text.clone() } else { begun.to_owned() };
    let role = entity.role_words().next().map(on_one_line);
    (text != typed).then_some(Proposal { text, replaces, begun, role })
}

/// How much of the words before the cursor begins somebody's name, or the rest of it from one of its words on; and that
/// name or rest. As much as possible counts.
fn begun<'a>(name: &'a str, place: &'a Place) -> Option<(&'a str, &'a str)> {
    let starts = std::iter::once(0).chain(name.match_indices(' ').map(|(space, _)| space + 1));
    let rests = starts.filter_map(|start| name.get(start..));
    let most = rests.filter_map(|rest| {
        let typed = place.tails().filter(|tail| rest.to_lowercase().starts_with(&tail.to_lowercase()));
        Some((typed.max_by_key(|tail| tail.len())?, rest))
    });
    most.max_by_key(|(typed, rest)| (typed.len(), rest.len()))
}

/// Whether a place goes on with prose, as an analysis of this very text tells. If it doesn't, it may be prose all the same.
fn goes_on_prose(analysis: &Analysis, text: &Rope, place: &Place) -> bool {
    let Some(last) = place.last_on_line() else { return false };
    let document = &analysis.document;
    let paragraph = document.paragraphs.get(document.paragraph_at(last.start));
    let is_in_prose = paragraph.is_some_and(|paragraph| paragraph.source_runs(last).next().is_some());
    is_in_prose && *text == *analysis.source
}

/// Whether what is written at a place of a text is prose: not code, not markup, not beside the text. Found out by writing
/// something there.
fn is_prose(text: &Rope, format: Format, offset: usize) -> bool {
    const PROBE: &str = "x";
    let mut probed = text.to_string();
    if !probed.is_char_boundary(offset) {
        return false;
    }
    probed.insert_str(offset, PROBE);
    let document = text::read(&probed, format);
    let Some(paragraph) = document.paragraphs.get(document.paragraph_at(offset)) else { return false };
    paragraph.source_runs(TextRange::new(offset, offset + PROBE.len())).next().is_some()
}

/// Who said something before a place: how often, and where last.
struct Said(Vec<(usize, Option<usize>)>);

impl Said {
    fn of(analysis: &Analysis, place: usize) -> Self {
        let mut said = vec![(0, None); analysis.annotation.entities.len()];
        for attribution in analysis.annotation.all_attributions() {
            let Some((count, last)) = attribution.speaker.and_then(|speaker| said.get_mut(speaker.0)) else { continue };
            *count += 1;
            let before = attribution.content.iter().map(|content| content.start).filter(|start| *start < place);
            *last = before.max().max(*last);
        }
        Self(said)
    }

    fn by(&self, entity: &Entity) -> (usize, Option<usize>) {
        self.0.get(entity.id.0).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
