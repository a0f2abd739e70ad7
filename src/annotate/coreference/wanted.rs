//! Nouns that hardly seem to be of anybody, but that a speaker must be: "The senator met the mayor. “We have a deal,” he said."

use crate::annotate::mention::{Determiner, Form, NominalPhrase, Person};
use crate::lexicon::NominalKind;

use super::cluster::NamedEntities;
use super::{Scene, votes};

/// Sentences back that they may stand.
const NEAR: usize = 2;

/// Which mentions are such nouns: "he" or "she" speaks soon after, and nobody else is there to be meant.
pub(super) fn find(scene: &Scene<'_>, named: &NamedEntities) -> Vec<bool> {
    let mut wanted = vec![false; scene.mentions.len()];
    for (index, own) in scene.mentions.iter().enumerate() {
        let Form::Pronoun(pronoun) = own.raw.form else { continue };
        let speaks = pronoun.person == Person::Third && scene.speaks[index].is_some() && !own.raw.quoted;
        let Some(gender) = pronoun.gender.filter(|_| speaks) else { continue };
        let near = scene.mentions[..index].iter().enumerate().rev();
        let near = near.take_while(|(_, before)| own.sentence.saturating_sub(before.sentence) <= NEAR);
        let mut found = Vec::new();
        let mut has_other = false;
        for (other, before) in near.filter(|(_, before)| !before.raw.quoted && !before.in_heading) {
            match &before.raw.form {
                Form::Name(_) => {
                    has_other |= named.of(other).is_some_and(|entity| votes::may_be(&named.entities[entity], gender));
                }
                Form::Nominal(noun) if noun.gender.is_none_or(|it| it == gender) && is_of_one(noun) => {
                    match noun.doubtful && noun.determiner == Determiner::The {
                        true => found.push(other),
                        false => has_other = true,
                    }
                }
                Form::Pronoun(pronoun) => has_other |= pronoun.gender == Some(gender),
                Form::Nominal(_) => {}
            }
        }
        if !has_other {
            found.into_iter().for_each(|noun| wanted[noun] = true);
        }
    }
    wanted
}

fn is_of_one(noun: &NominalPhrase) -> bool {
    noun.kind == NominalKind::Person && !noun.plural
}
