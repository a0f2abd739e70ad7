//! What the pronouns after names show of their bearers: "she" after "Ada Li said" is hers, more likely than not. Counted
//! before anybody is resolved, at a glance, so that whoever is called "she" all over a text is known for it from the start.

use crate::annotate::mention::{Form, Neighbour, Person, Pronoun};

use crate::lexicon::Gender;

use super::cluster::NamedEntities;
use super::entity::Gathered;
use super::{Scene, can_be_meant, features};

/// Mentions and sentences back that the name of whom a pronoun means may stand.
const MENTIONS_BACK: usize = 16;
const SENTENCES_BACK: usize = 3;
/// Sentences back that whom the same pronoun meant last is still meant if nobody fits better.
const GOES_ON: usize = 2;

/// Counts for each entity the pronouns that seem to mean it.
pub(super) fn count(scene: &Scene<'_>, named: &mut NamedEntities) {
    let mut last: [Option<(usize, usize)>; features::CLASSES] = [None; features::CLASSES];
    for (index, mention) in scene.mentions.iter().enumerate() {
        let Form::Pronoun(pronoun) = mention.raw.form else { continue };
        let counts = pronoun.person == Person::Third && !mention.in_heading;
        let Some(gender) = pronoun.gender.filter(|_| counts) else { continue };
        let class = features::class(pronoun);
        let meant = likeliest(scene, named, index, gender).or_else(|| {
            let (entity, sentence) = last[class]?;
            (mention.sentence.saturating_sub(sentence) <= GOES_ON).then_some(entity)
        });
        if let Some(entity) = meant {
            named.entities[entity].vote(gender);
            last[class] = Some((entity, mention.sentence));
        }
    }
}

/// Who is named a little before a pronoun and fits it: better if nearer, a subject, and no mere owner.
fn likeliest(scene: &Scene<'_>, named: &NamedEntities, index: usize, gender: Gender) -> Option<usize> {
    let mention = &scene.mentions[index];
    let mut best = None;
    for other in (index.saturating_sub(MENTIONS_BACK)..index).rev() {
        let before = &scene.mentions[other];
        let back = mention.sentence.saturating_sub(before.sentence);
        if back > SENTENCES_BACK {
            break;
        }
        // of two who are named in one breath it is either
        let alone = !before.raw.around.contains(&Neighbour::And);
        let entity = named.of(other).filter(|_| alone && before.raw.quoted == mention.raw.quoted);
        let Some(entity) = entity.filter(|entity| may_be(&named.entities[*entity], gender)) else { continue };
        let acts = features::is_subject(scene, other) || scene.speaks[other].is_some();
        let fit = 3 * i32::from(acts) - i32::from(before.raw.possessive()) - 2 * back as i32;
        if best.is_none_or(|(most, _)| fit > most) {
            best = Some((fit, entity));
        }
    }
    best.map(|(_, entity)| entity)
}

/// Whether a pronoun of a gender may mean an entity, for all that its names suggest.
pub(super) fn may_be(entity: &Gathered, gender: Gender) -> bool {
    let pronoun = Pronoun { person: Person::Third, plural: false, gender: Some(gender), relative: false };
    let suggested = entity.likely_gender.is_none_or(|likely| likely == gender);
    suggested && can_be_meant(entity, pronoun) && !entity.is_like_a_thing()
}
