//! Who speaks in an article: each thing that is said, and whose it is.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::article::{Standing, Voice};
use super::initials::Initials;
use crate::annotate::{Annotation, Attribution, Entity, EntityId, EntityKind, Kind, MentionKind, Parts};
use crate::lexicon;
use crate::text::{TextRange, on_one_line};
use crate::workspace::Analysis;
use crate::workspace::quotes::words;

/// Something that is said.
#[derive(Clone, Debug)]
pub(super) struct Saying {
    /// The index of the voice.
    pub voice: usize,
    pub kind: Kind,
    /// Where its words stand, in bytes of the source.
    pub content: Parts,
}

/// Whose something is.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Owner {
    Speaker(EntityId),
    Unclear { words: String, could_be: Option<String> },
    Nobody,
}

/// All that is said in a text, in its order, and whose voices those are; how many words each has is not counted yet.
pub(super) fn voices(analysis: &Analysis) -> (Vec<Voice>, Vec<Saying>) {
    let annotation = &analysis.annotation;
    let mut said: Vec<(Owner, Kind, Parts)> = annotation
        .all_attributions()
        .filter(|attribution| !attribution.content.is_empty())
        .map(|attribution| (owner(analysis, attribution), attribution.kind, attribution.content.clone()))
        .collect();
    said.extend(alone(annotation).map(|parts| (Owner::Nobody, Kind::Direct, parts)));
    said.sort_by_key(|(_, _, content)| content.iter().map(|part| (part.start, Reverse(part.end))).min());

    let mut voices = Vec::new();
    let mut known: HashMap<Owner, usize> = HashMap::new();
    let mut initials = Initials::default();
    let mut colours = 0..;
    let sayings = said.into_iter().map(|(owner, kind, content)| {
        let index = *known.entry(owner).or_insert_with_key(|owner| {
            let mut voice = voice(annotation, owner);
            if voice.is_speaker() {
                voice.initials = initials.of(&voice.name);
                voice.colour = colours.next();
            }
            voices.push(voice);
            voices.len() - 1
        });
        if let Some(voice) = voices.get_mut(index) {
            match kind {
                Kind::Direct => voice.direct += 1,
                Kind::Mixed => voice.mixed += 1,
                Kind::Indirect => voice.indirect += 1,
            }
        }
        Saying { voice: index, kind, content }
    });
    let sayings = sayings.collect();
    (voices, sayings)
}

/// The parts of each quotation that is speech and that shares nothing with what any attribution says.
fn alone(annotation: &Annotation) -> impl Iterator<Item = Parts> {
    let contents = annotation.all_attributions().flat_map(|attribution| attribution.content.iter().copied());
    let mut taken: Vec<TextRange> = contents.collect();
    taken.sort_unstable();
    // how far those up to each reach
    let reach = taken.iter().scan(0, |furthest: &mut usize, range| {
        *furthest = range.end.max(*furthest);
        Some(*furthest)
    });
    let reach: Vec<usize> = reach.collect();
    let is_taken = move |span: &TextRange| {
        let begun = taken.partition_point(|other| other.start < span.end);
        begun.checked_sub(1).and_then(|last| reach.get(last)).is_some_and(|end| *end > span.start)
    };
    let quotations = annotation.quotations.iter();
    let alone = quotations.filter(|it| it.speech && it.depth == 0 && it.attribution.is_none());
    alone.filter(move |it| !it.parts.iter().any(&is_taken)).map(|it| it.parts.clone())
}

fn owner(analysis: &Analysis, attribution: &Attribution) -> Owner {
    let annotation = &analysis.annotation;
    let source = words(analysis, &attribution.source);
    let entity = attribution.speaker.and_then(|speaker| annotation.entities.get(speaker.0));
    match entity {
        Some(entity) if is_somebody(entity) => Owner::Speaker(entity.id),
        Some(entity) if source.is_empty() && !entity.name.is_empty() => {
            Owner::Unclear { words: entity.name.to_lowercase(), could_be: None }
        }
        _ if source.is_empty() => Owner::Nobody,
        _ => {
            let names = attribution.candidates.iter().filter_map(|id| annotation.entities.get(id.0));
            let names: Vec<&str> = names.map(|entity| entity.name.as_str()).filter(|name| !name.is_empty()).collect();
            let could_be = (!names.is_empty()).then(|| names.join(" or "));
            Owner::Unclear { words: as_pronoun(source), could_be }
        }
    }
}

/// Whether an entity is more than a pronoun.
fn is_somebody(entity: &Entity) -> bool {
    let only_pronouns = || entity.mentions.iter().all(|mention| mention.kind == MentionKind::Pronoun);
    !entity.name.is_empty() && (entity.known.is_some() || entity.mentions.is_empty() || !only_pronouns())
}

/// "She" at the beginning of a sentence is "she".
fn as_pronoun(source: String) -> String {
    if source.contains(' ') { source } else { source.to_lowercase() }
}

fn voice(annotation: &Annotation, owner: &Owner) -> Voice {
    let (name, initials, role, standing) = match owner {
        Owner::Speaker(id) => {
            let entity = annotation.entity(*id);
            let role = entity.role_words().next().map(on_one_line);
            let standing = if is_named(entity) { Standing::Named } else { Standing::Unnamed };
            // what the text says of somebody without a name often is the name already
            let role = role.filter(|role| !role.eq_ignore_ascii_case(&entity.name));
            (on_one_line(&entity.name), String::new(), role, standing)
        }
        Owner::Unclear { words, could_be } => {
            let could_be = could_be.as_ref().map(|names| format!("could be {names}"));
            (format!("“{words}”"), "?".to_owned(), could_be, Standing::Unclear)
        }
        Owner::Nobody => ("Nobody named".to_owned(), "–".to_owned(), None, Standing::Unsourced),
    };
    let colour = None;
    let (direct, mixed, indirect, quoted, reported, share) = (0, 0, 0, 0, 0, 0.0);
    Voice { name, initials, role, standing, colour, direct, mixed, indirect, quoted, reported, share }
}

/// Whether an entity has a name. "Officials" at the beginning of a sentence is none, though it is written like one; what is
/// neither a person nor a group needs none.
fn is_named(entity: &Entity) -> bool {
    let is_people = matches!(entity.kind, EntityKind::Person | EntityKind::Group);
    let is_noun = || {
        let lower = entity.name.to_lowercase();
        let singular = lexicon::nominal(&lower).map_or(lower.as_str(), |nominal| nominal.singular);
        !(lexicon::anonymous_noun(&lower) | lexicon::anonymous_noun(singular)).is_empty()
    };
    entity.known.is_some() || !is_people || (entity.has_name() && !is_noun())
}
