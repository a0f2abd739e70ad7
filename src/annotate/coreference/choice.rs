//! A choice among entities: what is asked, how likely each answer is, and what comes of it.

use std::cell::OnceCell;

use crate::annotate::located::LocatedMention;
use crate::annotate::mention::Neighbour;
use crate::model::{Choice, Seen};

use super::rankings::Rankings;
use super::{Referent, Rows};

/// How likely the best candidate must be.
const ENOUGH: f32 = 0.2;
/// How much less likely than nobody the best candidate may be: somebody else than those known is many people.
const WEIGHT_OF_NONE: f32 = 0.5;
/// The same of whose turn it is: somebody near it speaks, nearly always.
const WEIGHT_OF_NOBODY_S_TURN: f32 = 0.25;
/// How likely it must be among all candidates where it decides who speaks: there a wrong name costs more than none.
const ENOUGH_TO_SPEAK: f32 = 0.4;
/// How many times likelier than the next a speaker must be: who is hardly likelier than another is either of them.
const CLEARLY: f32 = 1.2;
/// The same if both are named in one breath: "Ann Weber and Eve Moreau".
const CLEARLY_OF_TWO: f32 = 4.0;
/// How likely a speaker must be even if nobody else fits.
const ENOUGH_FOR_ONLY: f32 = 0.1;
/// How likely others are that a reader is told of.
const POSSIBLE: f32 = 0.1;

/// A choice among entities, as it was made.
#[derive(Clone, Debug)]
pub(in crate::annotate) struct Decision {
    /// Which ranker made it.
    pub kind: &'static str,
    pub candidates: Vec<Ranked>,
    /// What is seen of there being none.
    pub none: Rows,
    /// The mention that is to be resolved, by its index; a quotation is none.
    pub mention: Option<usize>,
    chances: OnceCell<Chances>,
}

/// A candidate of a choice.
#[derive(Clone, Debug)]
pub(in crate::annotate) struct Ranked {
    pub entity: usize,
    /// What is seen of it.
    pub rows: Rows,
    /// Its last mention that counts, or the next if there is none, by its index.
    pub mention: Option<usize>,
}

/// How likely each of some entities is meant, the likeliest first, and none of them.
#[derive(Clone, Debug)]
pub(in crate::annotate) struct Chances {
    pub each: Vec<(usize, f32)>,
    pub none: f32,
}

/// What ranks the candidates of choices of a kind.
pub(in crate::annotate) struct Ranker<'a, const W: usize> {
    pub choice: &'a Choice<W>,
    pub mentions: &'a [LocatedMention<'a>],
    /// What was ranked before.
    pub rankings: &'a mut Rankings,
}

impl Decision {
    /// A choice that is still to be made.
    pub fn new(kind: &'static str, candidates: Vec<Ranked>, none: Rows, mention: Option<usize>) -> Self {
        Self { kind, candidates, none, mention, chances: OnceCell::new() }
    }

    /// How likely each candidate is, the likeliest first.
    pub fn chances<const W: usize>(&self, ranker: &mut Ranker<'_, W>) -> &Chances {
        let Ranker { choice, mentions, rankings } = ranker;
        self.chances.get_or_init(|| {
            let (each, none) = rankings.of(self, mentions, || {
                let seen = |rows, mention: Option<usize>| {
                    let mention = mention.and_then(|index| mentions.get(index));
                    Seen { features: Rows::rows(rows), view: mention.map(|it| it.raw.view.head()) }
                };
                let candidates = self.candidates.iter().map(|candidate| seen(&candidate.rows, candidate.mention));
                choice.likelihoods(candidates, seen(&self.none, self.mention))
            });
            let entities = self.candidates.iter().map(|candidate| candidate.entity);
            let mut each: Vec<(usize, f32)> = entities.zip(each.iter().copied()).collect();
            each.sort_by(|a, b| b.1.total_cmp(&a.1));
            Chances { each, none: *none }
        })
    }
}

/// The same as [`choose`] with what tells for or against each candidate besides: how many times likelier that makes it.
pub(in crate::annotate) fn choose_by<const W: usize>(
    ranker: &mut Ranker<'_, W>,
    decision: &Decision,
    weigh: impl Fn(usize) -> f32,
) -> Referent {
    let chances = decision.chances(ranker);
    let weighed = chances.each.iter().map(|(entity, p)| (*entity, p * weigh(*entity)));
    let mut chances = Chances::shared(weighed.collect(), chances.none);
    chances.each.sort_by(|a, b| b.1.total_cmp(&a.1));
    likeliest(&chances, decision)
}

impl Chances {
    /// The same without those whose first names tell against it, if there is one for whom something speaks: `opposed` and
    /// `agrees` tell.
    pub fn without(&self, opposed: impl Fn(usize) -> bool, agrees: impl Fn(usize) -> bool) -> Self {
        if !self.each.iter().any(|(entity, p)| *p >= POSSIBLE && agrees(*entity)) {
            return self.clone();
        }
        let mut each = self.each.clone();
        each.retain(|(entity, _)| !opposed(*entity));
        Self::shared(each, self.none)
    }

    /// Those that are left once some are weighed otherwise or gone, so that all together are certain again.
    fn shared(mut each: Vec<(usize, f32)>, none: f32) -> Self {
        let all = none + each.iter().map(|(_, p)| p).sum::<f32>();
        each.iter_mut().for_each(|(_, p)| *p /= all);
        Self { each, none: none / all }
    }
}

fn unresolved(chances: &Chances) -> Referent {
    let possible = chances.each.iter().filter(|(_, p)| *p >= POSSIBLE);
    Referent::Unresolved(possible.map(|(id, _)| *id).collect())
}

/// The likeliest candidate, if it is likely enough.
pub(in crate::annotate) fn choose<const W: usize>(ranker: &mut Ranker<'_, W>, decision: &Decision) -> Referent {
    likeliest(decision.chances(ranker), decision)
}

pub(super) fn likeliest(chances: &Chances, decision: &Decision) -> Referent {
    let weight = if decision.mention.is_some() { WEIGHT_OF_NONE } else { WEIGHT_OF_NOBODY_S_TURN };
    match chances.each.first() {
        Some((id, p)) if *p >= ENOUGH && *p > weight * chances.none => Referent::Entity(*id, *p),
        _ => unresolved(chances),
    }
}

/// The same for who speaks: somebody does, so that what counts is how likely each is among those who may be. `either` tells
/// of two whether a reader could take one as well as the other.
pub(super) fn choose_speaker(
    mentions: &[LocatedMention<'_>],
    decision: &Decision,
    chances: &Chances,
    either: impl Fn(usize, usize) -> bool,
) -> Referent {
    let mention = |entity: usize| {
        let known = decision.candidates.iter().find(|candidate| candidate.entity == entity);
        mentions.get(known?.mention?)
    };
    let clearly = |id: usize, p: f32| {
        chances.each.get(1).is_none_or(|(next, other)| {
            let joined = mention(id).zip(mention(*next)).is_some_and(|(one, two)| are_joined(one, two));
            let open = *other >= POSSIBLE && either(id, *next);
            !open && p >= other * if joined { CLEARLY_OF_TWO } else { CLEARLY }
        })
    };
    let some = 1.0 - chances.none;
    match chances.each.first() {
        Some((id, p)) if *p >= ENOUGH_FOR_ONLY && *p >= ENOUGH_TO_SPEAK * some && clearly(*id, *p) => {
            Referent::Entity(*id, *p / some)
        }
        _ => unresolved(chances),
    }
}

/// Whether nothing but "and" stands between two mentions.
fn are_joined(one: &LocatedMention<'_>, two: &LocatedMention<'_>) -> bool {
    let (first, second) = if one.span.start < two.span.start { (one, two) } else { (two, one) };
    // in the prose: markup is nothing that stands there
    let between = second.raw.range.start.saturating_sub(first.raw.range.end);
    let is_same_paragraph = one.paragraph == two.paragraph;
    is_same_paragraph
        && first.raw.around[1] == Neighbour::And
        && second.raw.around[0] == Neighbour::And
        && between <= " and ".len()
}
