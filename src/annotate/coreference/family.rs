//! Whose parents somebody is, as the names of a text show: "her mother" is Mrs Lind for Ada Lind, whom the text calls Ada.

use foldhash::{HashMap, HashMapExt};

use crate::lexicon::{self, WordUse};

use super::entity::{Gathered, significant_last};
use super::relatives::courtesy;
use super::spelling::fold;

/// How often a text must call somebody by the first name alone to have them for a child of the house.
const CALLED: usize = 2;

/// The parents that each child may have: father and mother.
#[derive(Debug, Default)]
pub(super) struct Families {
    parents: HashMap<usize, [Option<usize>; 2]>,
    /// The only couple of the text.
    couple: Option<[Option<usize>; 2]>,
}

impl Families {
    /// Those whom a surname shows; those with a first name alone belong to the only couple of a text.
    pub fn new(entities: &[Gathered]) -> Self {
        let mut couples: HashMap<String, [Vec<usize>; 2]> = HashMap::new();
        for (index, entity) in entities.iter().enumerate() {
            let courtesy = entity.honorific.as_deref().and_then(courtesy);
            if let (Some(courtesy), false) = (courtesy, entity.parts.is_empty()) {
                let surname = fold(significant_last(&entity.parts));
                couples.entry(surname).or_default()[usize::from(courtesy == "mrs")].push(index);
            }
        }
        if couples.is_empty() {
            return Self::default();
        }
        let only = |of: &[usize]| match of {
            [one] => Some(*one),
            _ => None,
        };
        let both = |couple: &[Vec<usize>; 2]| couple.each_ref().map(|of| only(of));
        let mut married = couples.values().map(both).filter(|couple| couple.iter().all(Option::is_some));
        let alone = married.next().filter(|_| married.next().is_none());
        let mut parents = HashMap::new();
        for (index, entity) in entities.iter().enumerate() {
            if !entity.is_called_as_a_child() {
                continue;
            }
            let known = match &entity.parts[..] {
                [_] => alone,
                _ => couples.get(&fold(significant_last(&entity.parts))).map(both),
            };
            parents.extend(known.map(|known| (index, known)));
        }
        Self { parents, couple: alone }
    }

    /// Who "her mother" or "her father" is in a text with a single couple, if nobody's parents are known to be meant.
    pub fn only_parent(&self, noun: &str) -> Option<usize> {
        lexicon::is_used_as(noun, WordUse::PARENT).then(|| self.couple?[side(noun)]).flatten()
    }

    /// Who is meant by "mother" or "father" of somebody's.
    pub fn parent(&self, child: usize, noun: &str) -> Option<usize> {
        let side = side(noun);
        let parent = lexicon::is_used_as(noun, WordUse::PARENT).then(|| self.parents.get(&child)?[side]).flatten();
        parent.filter(|parent| *parent != child)
    }
}

/// Which of two parents a noun means.
fn side(noun: &str) -> usize {
    usize::from(matches!(noun, "mother" | "mamma" | "mama" | "mum" | "mom"))
}

impl Gathered {
    /// Whether the text calls somebody by the first name alone, and never by the surname with "Mr" or "Mrs", as it does the
    /// children of a house.
    pub fn is_called_as_a_child(&self) -> bool {
        let Some(first) = self.parts.first() else { return false };
        let grown = self.honorific.as_deref().and_then(courtesy).is_some();
        let known = || lexicon::first_name(&first.to_lowercase()).is_some();
        let times =
            |form: &str| self.forms.iter().filter(|(own, _)| **own == *form).map(|(_, count)| *count).sum::<usize>();
        let surname = || match &self.parts[..] {
            [_, .., last] => times(last),
            _ => 0,
        };
        !grown && times(first) >= CALLED && surname() == 0 && known()
    }
}
