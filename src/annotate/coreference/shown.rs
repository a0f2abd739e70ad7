//! What gender the text itself shows somebody to have: "Okoro said he was late", where nobody else near can be "he". Found
//! before anybody is resolved, so that no pronoun of the other gender means them, be it before or after.

use crate::annotate::mention::{Form, Neighbour, Person};
use crate::lexicon::{Gender, NominalKind};

use super::cluster::NamedEntities;
use super::{Scene, features, votes};

/// Sentences back among which nobody else may stand whom a pronoun could mean.
const NEAR: usize = 12;

/// Who a mention before a pronoun is of: a name's bearer, or whom one noun means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Somebody {
    Named(usize),
    Noun(usize),
}

/// Notes which gender the text shows of those whom it names; gives what it shows of those whom a noun means, by the
/// noun's mention.
pub(super) fn find(scene: &Scene<'_>, named: &mut NamedEntities) -> Vec<Option<Gender>> {
    let mut of_names = vec![[false; 2]; named.entities.len()];
    let mut of_nouns = vec![None; scene.mentions.len()];
    for (index, mention) in scene.mentions.iter().enumerate() {
        let Form::Pronoun(pronoun) = mention.raw.form else { continue };
        let counts = pronoun.person == Person::Third && !mention.in_heading && !mention.raw.quoted;
        let Some(gender) = pronoun.gender.filter(|_| counts) else { continue };
        match only_one(scene, named, index, gender) {
            Some(Somebody::Named(entity)) => of_names[entity][gender as usize] = true,
            Some(Somebody::Noun(noun)) => of_nouns[noun] = of_nouns[noun].or(Some(gender)),
            None => {}
        }
    }
    for (entity, shown) in named.entities.iter_mut().zip(of_names) {
        let shown = match shown {
            [true, false] => Some(Gender::Masculine),
            [false, true] => Some(Gender::Feminine),
            _ => None,
        };
        entity.shown_gender = shown.filter(|shown| entity.voted().is_none_or(|voted| voted == *shown));
    }
    of_nouns
}

/// The only one near whom a pronoun can mean: the subject of what stands before it in its sentence.
fn only_one(scene: &Scene<'_>, named: &NamedEntities, index: usize, gender: Gender) -> Option<Somebody> {
    let own = &scene.mentions[index];
    let mut only = None;
    // a pronoun whose own name is still to be found before it
    let mut open = false;
    if is_object(scene, index) {
        return None;
    }
    for (other, before) in scene.mentions[..index].iter().enumerate().rev() {
        if own.sentence.saturating_sub(before.sentence) > NEAR {
            break;
        }
        if before.in_heading || before.span.covers(own.span) {
            continue;
        }
        let somebody = match &before.raw.form {
            Form::Pronoun(pronoun) => {
                // in "Okoro said he knew that she was late" he is not she
                if only.is_none() && before.sentence == own.sentence && pronoun.gender.is_some_and(|it| it != gender) {
                    return None;
                }
                open |= pronoun.person == Person::Third && pronoun.gender == Some(gender);
                continue;
            }
            Form::Name(_) => match named.of(other) {
                Some(entity) if votes::may_be(&named.entities[entity], gender) => Somebody::Named(entity),
                _ => continue,
            },
            Form::Nominal(noun) => {
                let fits =
                    noun.kind == NominalKind::Person && !noun.plural && noun.gender.is_none_or(|it| it == gender);
                if !fits {
                    continue;
                }
                Somebody::Noun(other)
            }
        };
        match only {
            None => {
                let acts = features::is_subject(scene, other) || scene.speaks[other].is_some();
                if before.sentence != own.sentence || !acts {
                    return None;
                }
                only = Some(somebody);
            }
            Some(only) if only != somebody => return None,
            Some(_) => {}
        }
        open = false;
    }
    only.filter(|_| !open)
}

/// Whether a pronoun is an object, which the subject of its clause is not: "Okoro met him".
fn is_object(scene: &Scene<'_>, index: usize) -> bool {
    let own = &scene.mentions[index];
    let text = scene.document.paragraphs[own.paragraph].text();
    match text.get(own.raw.range.start..own.raw.range.end) {
        Some("him") => true,
        Some("her") => {
            let [_, after] = own.raw.around;
            !matches!(after, Neighbour::Noun | Neighbour::Adjective | Neighbour::Capital | Neighbour::Other)
        }
        _ => false,
    }
}
