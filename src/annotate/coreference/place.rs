//! How far resolving has got, and what the whole text shows beforehand.

use smallvec::SmallVec;

use super::course::Start;
use super::features::{self, CLASSES};
use super::{Scene, is_address};

/// How far resolving has got.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The entity that was the source of an attribution last.
    pub last_speaker: Option<usize>,
    /// What each class of pronouns referred to last.
    pub last_of_class: [Option<usize>; CLASSES],
    /// The entity with most mentions so far.
    pub most_seen: Option<usize>,
    /// The entity that is the source of each attribution, as far as it is known.
    pub sources: Vec<Option<usize>>,
    /// The most names that any entity has in the whole text.
    pub most_names: usize,
    /// Whom each attribution's content speaks to by name.
    pub called: Vec<SmallVec<[usize; 1]>>,
    /// The mentions by which the first entity is named, then those of the second, and so on; and where those of each begin.
    names: Vec<usize>,
    names_from: Vec<usize>,
    /// How many subjects there were before each mention.
    subjects_before: Vec<usize>,
}

impl Place {
    pub fn new(scene: &Scene<'_>, start: &Start<'_>) -> Self {
        let known = |head: &Option<usize>| start.named.of((*head)?);
        let mut subjects_before = Vec::with_capacity(scene.mentions.len() + 1);
        subjects_before.push(0);
        for index in 0..scene.mentions.len() {
            subjects_before.push(subjects_before[index] + usize::from(features::is_subject(scene, index)));
        }
        let named = || (0..scene.mentions.len()).filter_map(|index| Some((index, start.named.of(index)?)));
        let mut counts = vec![0; start.entities.len()];
        named().for_each(|(_, entity)| counts[entity] += 1);
        let mut names_from = Vec::with_capacity(counts.len() + 1);
        names_from.push(0);
        names_from.extend(counts.iter().scan(0, |before, count| {
            *before += count;
            Some(*before)
        }));
        let mut names = vec![0; names_from[counts.len()]];
        let mut next = names_from.clone();
        for (index, entity) in named() {
            names[next[entity]] = index;
            next[entity] += 1;
        }
        let mut called = vec![SmallVec::new(); scene.heads.len()];
        for (index, mention) in scene.mentions.iter().enumerate() {
            if let (true, Some(said), Some(entity)) = (mention.raw.quoted, scene.said_in[index], start.named.of(index))
                && is_address(mention.raw.around)
            {
                called[said].push(entity);
            }
        }
        Self {
            called,
            sources: scene.heads.iter().map(known).collect(),
            most_names: counts.into_iter().max().unwrap_or_default(),
            names,
            names_from,
            subjects_before,
            ..Self::default()
        }
    }

    /// The entity that an attribution's source is, if that is known.
    pub fn source_of(&self, attribution: usize) -> Option<usize> {
        self.sources.get(attribution).copied().flatten()
    }

    /// The mentions by which an entity is named in the whole text.
    pub fn names_of(&self, entity: usize) -> &[usize] {
        let range = self.names_from.get(entity).zip(self.names_from.get(entity + 1));
        range.and_then(|(from, to)| self.names.get(*from..*to)).unwrap_or_default()
    }

    /// The next mention after one by which an entity is named.
    pub fn next_name(&self, entity: usize, after: usize) -> Option<usize> {
        let names = self.names_of(entity);
        names.get(names.partition_point(|name| *name <= after)).copied()
    }

    /// How many subjects there are between two mentions.
    pub fn subjects_since(&self, from: usize, to: usize) -> usize {
        self.subjects_before[to].saturating_sub(self.subjects_before[(from + 1).min(to)])
    }
}
