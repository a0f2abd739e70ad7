//! The courses that resolving took in the last versions of a text. Where nothing has changed that a step depends on it is taken
//! again without a look at the candidates, so that an edit costs what it changes.
//!
//! What a step depends on is known before any is taken: the mention and its paragraph, what the names of the text show, and
//! the mentions and steps before it. All of that is kept as hashes. Where a step that is taken anew comes out otherwise, so
//! may any after it.

use std::cmp::Reverse;
use std::hash::{BuildHasher, Hash, Hasher};
use std::iter::Peekable;
use std::ops::Range;
use std::vec;

use foldhash::fast::{FixedState, FoldHasher};
use foldhash::{HashMap, HashMapExt};

use crate::annotate::located::LocatedMention;
use crate::annotate::mention::Form;
use crate::lexicon::Gender;

use super::choice::{Chances, Decision};
use super::cluster::NamedEntities;
use super::entity::Gathered;
use super::interview::Interview;
use super::{KEPT_VERSIONS, Place, Referent, Scene};

/// Room is made for so many steps more than the last version had.
const NEW_STEPS: usize = 16;

/// Sentences ahead that a step looks for the next name of somebody.
const SENTENCES_AHEAD: usize = 7;

/// A step: what a nominal or a pronoun came to.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Whose somebody is: "her" of "her husband".
    pub owner: Option<usize>,
    pub how: How,
    /// The mentions that were looked at for it, as far as they are known to the rankers by how they look.
    pub looked_at: Range<usize>,
    /// How likely each candidate is for pronouns that speak, by their mentions.
    pub chances: Vec<(usize, Chances)>,
}

/// How a mention comes to what it refers to.
#[derive(Clone, Debug)]
pub(super) enum How {
    /// By a choice, or as nothing.
    Chosen(Referent),
    /// It is somebody new.
    New,
    /// The name after it says who it is; so many bytes from its beginning on are a role of theirs.
    Named { entity: usize, role: usize },
    /// It was meant by the same noun of the same person's before.
    Related(usize),
}

/// The mentions that a decision looks at by how they look.
pub(super) fn looked_at(decision: &Decision) -> Range<usize> {
    let seen = || decision.candidates.iter().filter_map(|candidate| candidate.mention).chain(decision.mention);
    seen().min().unwrap_or_default()..seen().max().map_or(0, |last| last + 1)
}

impl Step {
    /// The same with the entities by their new numbers, if all have one.
    fn renumbered(&self, numbers: &Renumbered) -> Option<Self> {
        let mut step = self.clone();
        let mut known = true;
        let mut renumber = |entity: &mut usize| match numbers.of(*entity) {
            Some(number) => *entity = number,
            None => known = false,
        };
        step.owner.iter_mut().for_each(&mut renumber);
        match &mut step.how {
            How::Chosen(Referent::Unresolved(several)) => several.iter_mut().for_each(&mut renumber),
            How::Chosen(Referent::Entity(entity, _)) | How::Named { entity, .. } | How::Related(entity) => {
                renumber(entity);
            }
            How::Chosen(Referent::Nothing) | How::New => {}
        }
        let chances = step.chances.iter_mut().flat_map(|(_, chances)| &mut chances.each);
        chances.for_each(|(entity, _)| renumber(entity));
        known.then_some(step)
    }

    /// Whether it leads to the same as another, likelihoods aside.
    fn leads_to_same(&self, other: &Self) -> bool {
        let same = match (&self.how, &other.how) {
            (How::Chosen(Referent::Entity(one, _)), How::Chosen(Referent::Entity(two, _)))
            | (How::Related(one), How::Related(two)) => one == two,
            (How::Chosen(Referent::Entity(..)), _) | (_, How::Chosen(Referent::Entity(..))) => false,
            (How::Chosen(_), How::Chosen(_)) | (How::New, How::New) => true,
            (How::Named { entity: one, role }, How::Named { entity: two, role: other }) => one == two && role == other,
            _ => false,
        };
        same && self.owner == other.owner
    }
}

/// The courses of the last versions, the newest first.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Courses(Vec<Course>);

/// The steps of a version, by their mentions, and what they depend on.
#[derive(Debug)]
struct Course {
    ground: Ground,
    steps: Vec<(usize, Step)>,
}

impl Courses {
    /// The way through another version.
    pub fn way(&mut self, scene: &Scene<'_>, place: &Place, start: &Start<'_>) -> Way {
        let ground = Ground::new(scene, place, start);
        let courses = self.0.iter().enumerate();
        let same = courses.filter_map(|(age, course)| Some((age, what_is_same(scene, &course.ground, &ground)?)));
        let best = same.max_by_key(|(age, same)| (same.until, Reverse(*age)));
        let room = best.as_ref().map_or(0, |(age, _)| self.0[*age].steps.len() + NEW_STEPS);
        let (before, same_until, changed) = match best {
            // it is of no more use but for this
            Some((age, Same { until, changed, .. })) if until == scene.mentions.len() => {
                (self.0.remove(age).steps, until, changed)
            }
            Some((age, Same { until, changed, numbers })) => {
                let steps = self.0[age].steps_until(until, &numbers);
                (steps, until, changed)
            }
            None => (Vec::new(), 0, 0..0),
        };
        let steps = Vec::with_capacity(room);
        Way { ground, before: before.into_iter().peekable(), same_until, changed, steps }
    }

    /// Takes note of the course that a way was.
    pub fn note(&mut self, way: Way) {
        self.0.insert(0, Course { ground: way.ground, steps: way.steps });
        self.0.truncate(KEPT_VERSIONS);
    }
}

impl Course {
    /// Its steps before a mention's, with the entities by their new numbers.
    fn steps_until(&self, mention: usize, numbers: &Renumbered) -> Vec<(usize, Step)> {
        let steps = &self.steps[..self.steps.partition_point(|(other, _)| *other < mention)];
        let mut kept = Vec::with_capacity(steps.len());
        // what a step means that has no number any more is told anew
        kept.extend(steps.iter().filter_map(|(mention, step)| Some((*mention, step.renumbered(numbers)?))));
        kept
    }
}

/// What steps depend on, hashed.
#[derive(Debug, Default)]
struct Ground {
    /// What holds for all of the text.
    whole: u64,
    /// The entities that are known beforehand.
    entities: Vec<Standing>,
    /// A paragraph's text, each.
    paragraphs: Vec<u64>,
    /// All that is known of a mention beforehand but how it looks to the rankers, each.
    mentions: Vec<u64>,
}

/// What all of a text shows before any step.
pub(super) struct Start<'a> {
    pub named: &'a NamedEntities,
    pub entities: &'a [Gathered],
    /// The gender that the text shows of whom a noun means, by the mention.
    pub shown: &'a [Option<Gender>],
    /// Which nouns are somebody's though they hardly seem so.
    pub wanted: &'a [bool],
    pub narrator: Option<usize>,
    pub interview: Option<&'a Interview>,
}

/// What is known of an entity beforehand.
#[derive(Debug)]
struct Standing {
    /// A hash of that, which no other of the version has.
    identity: u64,
    /// The mention that names it first, if one does.
    first: Option<usize>,
    /// Whether nothing is known of it but a name of one word, so that nobody is taken for it who isn't near.
    plain: bool,
}

impl Standing {
    /// Each entity's.
    fn of_all(place: &Place, entities: &[Gathered]) -> Vec<Self> {
        let mut alike: HashMap<u64, usize> = HashMap::with_capacity(entities.len());
        let standing = |(index, entity): (usize, &Gathered)| {
            let names = place.names_of(index);
            let known = hash(|hasher| {
                entity.hash_standing(hasher);
                hasher.write_usize(names.len());
            });
            let before = alike.entry(known).or_default();
            *before += 1;
            let identity = hash(|hasher| (known, *before).hash(hasher));
            Self { identity, first: names.first().copied(), plain: entity.is_plain() }
        };
        entities.iter().enumerate().map(standing).collect()
    }
}

/// The numbers that the entities of one version have in another.
#[derive(Debug)]
struct Renumbered {
    /// So many have the same.
    same: usize,
    /// From here on they have others.
    moved: Range<usize>,
    /// The first mention of any that only one of the versions has.
    first_other: usize,
}

impl Renumbered {
    /// Those of entities that are the same but for plain ones; `None` if others are not.
    fn between(before: &[Standing], now: &[Standing]) -> Option<Self> {
        let is_same = |(one, two): &(&Standing, &Standing)| one.identity == two.identity;
        let same = before.iter().zip(now).take_while(is_same).count();
        let (before, now) = (&before[same..], &now[same..]);
        let last = before.iter().rev().zip(now.iter().rev()).take_while(is_same).count();
        let (gone, new) = (before.len() - last, now.len() - last);
        let mut others = before[..gone].iter().chain(&now[..new]);
        if !others.clone().all(|standing| standing.plain) {
            return None;
        }
        let first_other = others.try_fold(usize::MAX, |first, standing| Some(first.min(standing.first?)))?;
        Some(Self { same, moved: same + gone..same + new, first_other })
    }

    /// The new number of an entity, unless it is one of those that are gone.
    fn of(&self, entity: usize) -> Option<usize> {
        match entity < self.same {
            true => Some(entity),
            false => Some(entity.checked_sub(self.moved.start)? + self.moved.end),
        }
    }
}

impl Ground {
    fn new(scene: &Scene<'_>, place: &Place, start: &Start<'_>) -> Self {
        let entities = Standing::of_all(place, start.entities);
        let who = |entity: usize| entities.get(entity).map_or(0, |standing| standing.identity);
        let whole = hash(|hasher| {
            start.narrator.map(who).hash(hasher);
            if let Some(interview) = start.interview {
                interview.hash_by(who, hasher);
            }
            hasher.write_usize(place.most_names);
        });
        let mention = |(index, mention): (usize, &LocatedMention<'_>)| {
            let said_in = scene.said_in[index];
            hash(|hasher| {
                hasher.write_u64(mention.raw.fingerprint);
                (mention.sentence, mention.paragraph, mention.in_heading, scene.speaks[index]).hash(hasher);
                let source = said_in.and_then(|said| place.source_of(said));
                (said_in, source.map(who), start.named.of(index).map(who)).hash(hasher);
                (start.shown.get(index), start.wanted.get(index)).hash(hasher);
                let called = scene.speaks[index].and_then(|said| place.called.get(said));
                called.into_iter().flatten().for_each(|entity| hasher.write_u64(who(*entity)));
                scene.turns_before.get(mention.paragraph..mention.paragraph + 2).hash(hasher);
                if matches!(mention.raw.form, Form::Pronoun(pronoun) if pronoun.relative) {
                    scene.right_before(index).hash(hasher);
                }
            })
        };
        Self {
            whole,
            paragraphs: scene.paragraphs.iter().map(|paragraph| paragraph.text).collect(),
            mentions: scene.mentions.iter().enumerate().map(mention).collect(),
            entities,
        }
    }
}

/// The hash of what `feed` writes.
fn hash(feed: impl Fn(&mut FoldHasher<'_>)) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    feed(&mut hasher);
    hasher.finish()
}

/// The way through a version.
#[derive(Debug)]
pub(super) struct Way {
    ground: Ground,
    before: Peekable<vec::IntoIter<(usize, Step)>>,
    /// The mention up to which steps may be taken as before.
    same_until: usize,
    /// The mentions of the paragraphs that have changed.
    changed: Range<usize>,
    steps: Vec<(usize, Step)>,
}

impl Way {
    /// The step that a mention comes to as before.
    pub fn as_before(&mut self, mention: usize) -> Option<&Step> {
        let Self { same_until, changed, .. } = self;
        let may_be_same = mention < *same_until && !changed.contains(&mention);
        let (from, to) = (changed.start, changed.end);
        let step = self.before_at(mention).filter(|_| may_be_same)?;
        let looked_elsewhere = step.looked_at.end <= from || to <= step.looked_at.start;
        let step = self.before.next_if(|_| looked_elsewhere)?;
        self.steps.push(step);
        self.steps.last().map(|(_, step)| step)
    }

    /// Notes the step that a mention came to anew.
    pub fn note(&mut self, mention: usize, step: Step) {
        // a role of as many bytes may have other words
        let may_be_same = !(matches!(step.how, How::Named { .. }) && self.changed.contains(&mention));
        let is_same = may_be_same && self.before_at(mention).is_some_and(|before| before.leads_to_same(&step));
        if mention < self.same_until && !is_same {
            self.same_until = mention;
        }
        self.steps.push((mention, step));
    }

    fn before_at(&mut self, mention: usize) -> Option<&Step> {
        while self.before.next_if(|(other, _)| *other < mention).is_some() {}
        self.before.peek().filter(|(other, _)| *other == mention).map(|(_, step)| step)
    }
}

/// What steps of one version have in common with those of another.
#[derive(Debug)]
struct Same {
    /// The mention up to which they depend on the same.
    until: usize,
    /// The mentions of the paragraphs that have changed.
    changed: Range<usize>,
    numbers: Renumbered,
}

/// What steps have in common with those before; `None`: nothing.
fn what_is_same(scene: &Scene<'_>, before: &Ground, now: &Ground) -> Option<Same> {
    if before.whole != now.whole {
        return None;
    }
    let numbers = Renumbered::between(&before.entities, &now.entities)?;
    let differs = |(one, two): (&u64, &u64)| one != two;
    let first_paragraph = before.paragraphs.iter().zip(&now.paragraphs).position(differs);
    let first_mention = before.mentions.iter().zip(&now.mentions).position(differs);
    let first_of = |paragraph: usize| scene.mentions.partition_point(|mention| mention.paragraph < paragraph);
    let paragraphs = now.paragraphs.len();
    let is_alike = before.paragraphs.len() == paragraphs
        && before.mentions.len() == now.mentions.len()
        && first_mention.is_none()
        && numbers.first_other == usize::MAX;
    let first_paragraph = first_paragraph.unwrap_or(before.paragraphs.len().min(paragraphs));
    if is_alike {
        let last = before.paragraphs.iter().zip(&now.paragraphs).rposition(differs);
        let changed = first_of(first_paragraph)..last.map_or(0, |last| first_of(last + 1));
        return Some(Same { until: now.mentions.len(), changed, numbers });
    }
    let first_mention = first_mention.unwrap_or(before.mentions.len().min(now.mentions.len()));
    let first = first_of(first_paragraph).min(first_mention).min(numbers.first_other);
    // what was ahead of it may be farther off now, and the other way round
    let sentence = first.checked_sub(1).map_or(0, |last| scene.mentions[last].sentence);
    let near = |index: &usize| sentence.saturating_sub(scene.mentions[*index].sentence) <= SENTENCES_AHEAD;
    let until = first - (0..first).rev().take_while(near).count();
    Some(Same { until, changed: first..usize::MAX, numbers })
}
