//! Who tells the text, if others call them by name in it.

use foldhash::{HashMap, HashMapExt};

use crate::annotate::annotation::EntityKind;
use crate::annotate::mention::{Form, Neighbour, Person};

use super::Scene;
use super::cluster::NamedEntities;

/// How often a text must say "I" outside quotation marks to have somebody in it who tells it.
const TELLS: usize = 20;
/// How often others must call the one who tells it by name.
const CALLED: usize = 4;
/// How many times oftener than anybody else of whom only others speak.
const OFTENER: usize = 2;

/// The entity that tells the text: whom others call by name, again and again, and whom the text itself never names, for it
/// says "I".
pub(super) fn called_by_others(scene: &Scene<'_>, named: &NamedEntities) -> Option<usize> {
    let tells = scene.mentions.iter().filter(|mention| {
        let first =
            matches!(mention.raw.form, Form::Pronoun(pronoun) if pronoun.person == Person::First && !pronoun.plural);
        first && !mention.raw.quoted && !mention.in_heading
    });
    if tells.take(TELLS).count() < TELLS {
        return None;
    }
    let mut called: HashMap<usize, usize> = HashMap::new();
    let mut told: HashMap<usize, usize> = HashMap::new();
    for (index, mention) in scene.mentions.iter().enumerate() {
        let (Some(entity), Form::Name(_)) = (named.of(index), &mention.raw.form) else { continue };
        if !mention.raw.quoted {
            *told.entry(entity).or_default() += usize::from(!mention.in_heading);
        } else if is_address(mention.raw.around) {
            *called.entry(entity).or_default() += 1;
        }
    }
    let may = |entity: usize| {
        let known = &named.entities[entity];
        matches!(known.kind, None | Some(EntityKind::Person)) && !known.is_like_a_thing()
    };
    // once in a while somebody's letter or a heading names them
    let unnamed = |entity: usize, count: usize| told.get(&entity).copied().unwrap_or_default() * 10 <= count;
    let fitting = called.into_iter().filter(|(entity, count)| may(*entity) && unnamed(*entity, *count));
    let mut fitting: Vec<(usize, usize)> = fitting.map(|(entity, count)| (count, entity)).collect();
    fitting.sort_unstable_by_key(|(count, entity)| (std::cmp::Reverse(*count), *entity));
    let (most, entity) = *fitting.first()?;
    let next = fitting.get(1).map_or(0, |(count, _)| *count);
    (most >= CALLED && most >= OFTENER * next).then_some(entity)
}

/// Whether a name with these neighbours in a quotation is whom it speaks to: "You see, Ada, …".
pub(in crate::annotate) fn is_address([before, after]: [Neighbour; 2]) -> bool {
    use Neighbour::{Adjective, Comma, Dash, Edge, Mark, OtherPunctuation, Stop};
    matches!(before, Edge | Stop | Comma | Mark | Dash | OtherPunctuation | Adjective)
        && matches!(after, Stop | Comma | Mark | Dash | OtherPunctuation)
}
