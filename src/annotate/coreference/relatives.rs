//! Who bears a surname besides those with a full name: the Mr Emerson who is George Emerson's father.

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::annotate::mention::Name;
use crate::lexicon::Gender;

use super::cluster::NamedEntities;
use super::entity::significant_last;
use super::full_name::NameMention;
use super::spelling::fold;

/// "Mr" and "Mrs" in one spelling.
pub(super) fn courtesy(honorific: &str) -> Option<&'static str> {
    match honorific.trim_end_matches('.') {
        "Mr" => Some("mr"),
        "Mrs" => Some("mrs"),
        _ => None,
    }
}

/// By courtesy and surname, those with a full name whom it does not mean.
pub(super) type Others<'a> = HashMap<(&'static str, &'a str), Vec<usize>>;

/// For "Mr Emerson" and the like the bearers of a full name with that surname who are somebody else, a relative: if he is
/// mentioned before them, and they are called by their first name, or "Mr George Emerson"; or if sentences speak of both.
pub(super) fn find<'a>(names: &[NameMention<'a>], found: &NamedEntities) -> Others<'a> {
    let by_courtesy = |name: &Name| name.parts.len() == 1 && name.honorific.as_deref().and_then(courtesy).is_some();
    if !names.iter().any(|(_, _, name)| by_courtesy(name)) {
        return Others::new();
    }
    let mut first_full: HashMap<usize, usize> = HashMap::new();
    let mut with_courtesy: HashMap<(usize, &str), usize> = HashMap::new();
    let mut first_alone: HashMap<&str, usize> = HashMap::new();
    let mut surnames: HashMap<(&'static str, &'a str), (usize, usize)> = HashMap::new();
    let mut first_name_in: HashMap<&str, HashSet<usize>> = HashMap::new();
    let mut surname_in: HashMap<(&str, &str), HashSet<usize>> = HashMap::new();
    for (index, mention, name) in names {
        let name: &'a Name = name;
        let courtesy = name.honorific.as_deref().and_then(courtesy);
        match (found.of(*index), &name.folded[..], courtesy) {
            (Some(entity), [_, _, ..], _) => {
                first_full.entry(entity).or_insert(*index);
                if let Some(courtesy) = courtesy {
                    *with_courtesy.entry((entity, courtesy)).or_default() += 1;
                }
            }
            (None, [surname], Some(courtesy)) => {
                surnames.entry((courtesy, surname)).or_insert((*index, 0)).1 += 1;
                if !mention.raw.quoted {
                    surname_in.entry((courtesy, surname)).or_default().insert(mention.sentence);
                }
            }
            (None, [first], None) if !mention.raw.quoted => {
                *first_alone.entry(first).or_default() += 1;
                first_name_in.entry(first).or_default().insert(mention.sentence);
            }
            _ => {}
        }
    }
    let mut bearers: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for (entity, full) in first_full.into_iter().filter(|_| !surnames.is_empty()) {
        bearers.entry(fold(significant_last(&found.entities[entity].parts))).or_default().push((entity, full));
    }
    let mut others = Others::new();
    for ((courtesy, surname), (first, count)) in surnames {
        for (entity, full) in bearers.get(surname).into_iter().flatten() {
            let parts = &found.entities[*entity].parts;
            // a man called by his surname alone has a wife with "Mrs"
            let called = first_alone.get(surname).copied().unwrap_or_default();
            let man = found.entities[*entity].likely_gender != Some(Gender::Feminine);
            if courtesy == "mrs" && man && called.min(count) >= RELATIVE {
                others.entry((courtesy, surname)).or_default().push(*entity);
            }
            // nobody is called by two names in one breath
            let sentences = parts.first().and_then(|part| first_name_in.get(&*fold(part)));
            let sentences = sentences.zip(surname_in.get(&(courtesy, surname)));
            if sentences.is_some_and(|(one, other)| one.intersection(other).take(TOGETHER).count() >= TOGETHER) {
                others.entry((courtesy, surname)).or_default().push(*entity);
                continue;
            }
            if *full < first {
                continue;
            }
            let by_first_name = parts.first().and_then(|part| first_alone.get(&*fold(part))).copied();
            let both = with_courtesy.get(&(*entity, courtesy)).copied().unwrap_or_default();
            if (by_first_name.unwrap_or_default() >= RELATIVE && count >= RELATIVE) || (both > 0 && count > both) {
                others.entry((courtesy, surname)).or_default().push(*entity);
            }
        }
    }
    others
}

/// How many sentences must speak of both.
const TOGETHER: usize = 2;
/// How often both forms must be used to be two people's.
const RELATIVE: usize = 3;
