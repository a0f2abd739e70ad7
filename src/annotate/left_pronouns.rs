//! Pronouns that are not looked up among those named before: "I", "we" and "you", which are the speaker's, and those that are
//! nobody for sure.

use foldhash::{HashMap, HashMapExt};

use crate::lexicon::Gender;

use super::annotation::{Attribution, EntityKind, Mention, MentionKind};
use super::content_index::ContentIndex;
use super::coreference::{Gathered, Referent};
use super::located::LocatedMention;
use super::mention::{Form, Person, Pronoun};

/// In whose mouth a pronoun is: a known speaker's, somebody's who says one thing, the writer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Voice {
    Speaker(usize),
    Unknown(usize),
    Writer,
}

/// Adds the mentions of such pronouns to the entities. "I" is who speaks; "we" and "you" are one group for each speaker;
/// "she" that is nobody for sure is somebody of her own.
pub(super) fn add_pronouns<'a>(
    mentions: &[LocatedMention<'_>],
    referents: &[Referent],
    attributions: impl Iterator<Item = &'a Attribution>,
    entities: &mut Vec<Gathered>,
) {
    let attributions: Vec<&Attribution> = attributions.collect();
    let index = ContentIndex::new(attributions.iter().copied());
    let mut known: HashMap<(Voice, Person, bool), usize> = HashMap::new();
    for (mention, referent) in mentions.iter().zip(referents) {
        let Form::Pronoun(pronoun) = mention.raw.form else { continue };
        let found = Mention { span: mention.span, kind: MentionKind::Pronoun };
        let entity = match (referent, pronoun.person) {
            (Referent::Entity(..), _) => continue,
            (_, Person::Third) => match unknown(mention, pronoun) {
                Some(somebody) => push(entities, somebody),
                None => continue,
            },
            _ => {
                let said = index.covering(mention.span).and_then(|said| Some((said, *attributions.get(said)?)));
                let voice = match said.filter(|(_, said)| mention.raw.quoted || said.is_turn_of_transcript()) {
                    Some((_, Attribution { speaker: Some(speaker), .. })) => Voice::Speaker(speaker.0),
                    Some((said, _)) => Voice::Unknown(said),
                    None => Voice::Writer,
                };
                match voice {
                    Voice::Speaker(speaker) if pronoun.person == Person::First && !pronoun.plural => speaker,
                    // in quotation marks that nobody is found for
                    Voice::Writer if mention.raw.quoted => push(entities, group(pronoun)),
                    _ => *known
                        .entry((voice, pronoun.person, pronoun.plural))
                        .or_insert_with(|| push(entities, group(pronoun))),
                }
            }
        };
        if let Some(entity) = entities.get_mut(entity) {
            entity.mentions.push(found);
            entity.mentions.extend(mention.says_what());
        }
    }
}

fn push(entities: &mut Vec<Gathered>, entity: Gathered) -> usize {
    entities.push(entity);
    entities.len() - 1
}

/// Who "I", "we" or "you" is, if that has no name.
fn group(pronoun: Pronoun) -> Gathered {
    let (name, kind) = match (pronoun.person, pronoun.plural) {
        (Person::Second, _) => ("you", EntityKind::Person),
        (_, true) => ("we", EntityKind::Group),
        (_, false) => ("I", EntityKind::Person),
    };
    Gathered { name: name.to_owned(), kind: Some(kind), ..Gathered::default() }
}

/// Who a pronoun of the third person is if nobody named; "it" and "who" are nobody by themselves.
fn unknown(mention: &LocatedMention<'_>, pronoun: Pronoun) -> Option<Gathered> {
    if pronoun.relative || mention.in_heading {
        return None;
    }
    let (name, kind) = match (pronoun.gender, pronoun.plural) {
        (Some(Gender::Masculine), _) => ("he", EntityKind::Person),
        (Some(Gender::Feminine), _) => ("she", EntityKind::Person),
        (None, true) => ("they", EntityKind::Group),
        (None, false) => return None,
    };
    Some(Gathered { name: name.to_owned(), kind: Some(kind), gender: pronoun.gender, ..Gathered::default() })
}
