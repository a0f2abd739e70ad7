//! What a ranker sees of a mention and of an entity that it may refer to.

use crate::annotate::annotation::{EntityKind, MentionKind};
use crate::annotate::known::Pronouns;
use crate::annotate::mention::{Determiner, Form, Neighbour, NominalPhrase, Pronoun, Slot};
use crate::lexicon::{Gender, NominalKind};

use super::entity::Gathered;
use super::{Place, Scene};

/// Features of one candidate: for each question the row of its answer.
#[derive(Clone, Debug)]
pub(in crate::annotate) struct Rows {
    /// The rows of so many answers, and room for more.
    rows: [u16; QUESTIONS],
    answered: usize,
    next: u16,
}

impl Default for Rows {
    fn default() -> Self {
        Self { rows: [0; QUESTIONS], answered: 0, next: 0 }
    }
}

impl Rows {
    /// Adds a question with so many answers; a larger answer counts as the last.
    // where questions are asked in a row their rows are known when this is compiled
    #[inline(always)]
    pub fn add(&mut self, answers: usize, answer: usize) {
        debug_assert!(self.answered < QUESTIONS, "there are more questions than room for answers");
        if let Some(row) = self.rows.get_mut(self.answered) {
            *row = self.next + answer.min(answers - 1) as u16;
            self.answered += 1;
        }
        self.next += answers as u16;
    }

    pub fn rows(&self) -> &[u16] {
        &self.rows[..self.answered]
    }
}

/// As many questions as are asked about a candidate at most.
const QUESTIONS: usize = 48;

/// The bucket of a number: how many of the ascending bounds it reaches.
#[inline(always)]
pub(in crate::annotate) fn bucket(number: usize, bounds: &[usize]) -> usize {
    bounds.iter().filter(|bound| number >= **bound).count()
}

/// Pronouns that are used alike.
pub(super) fn class(pronoun: Pronoun) -> usize {
    match pronoun.gender {
        Some(Gender::Masculine) => 0,
        Some(Gender::Feminine) => 1,
        None if pronoun.plural => 2,
        None => 3,
    }
}

/// How many classes of pronouns there are.
pub(super) const CLASSES: usize = 4;

/// An entity that a mention may refer to.
pub(super) struct Candidate<'a> {
    pub id: usize,
    pub entity: &'a Gathered,
    /// How many candidates come before it.
    pub rank: usize,
}

/// What is seen of any mention that may refer to an entity: where both stand, and what the entity is known for.
fn common(scene: &Scene<'_>, index: usize, candidate: &Candidate<'_>, place: &Place) -> Rows {
    let Candidate { id, entity, rank } = *candidate;
    let mut rows = Rows::default();
    let mention = &scene.mentions[index];
    let last = entity.trail_for(mention.raw.quoted);
    let back = mention.sentence.saturating_sub(last.sentence);
    let near = back.min(2);
    let form = match last.form {
        None | Some(MentionKind::Name) => 0,
        Some(MentionKind::Nominal) => 1,
        Some(MentionKind::Pronoun) => 2,
    };
    rows.add(8, bucket(back, &[1, 2, 3, 4, 6, 9, 14]));
    rows.add(9, form * 3 + near);
    rows.add(6, rank);
    rows.add(48, (last.slot as usize * 4 + mention.raw.slot as usize) * 3 + near);
    let [last_before, last_after] = last.around.map(|neighbour| neighbour as usize);
    let [before, after] = mention.raw.around.map(|neighbour| neighbour as usize);
    rows.add(3 * Neighbour::COUNT, last_before * 3 + near);
    rows.add(3 * Neighbour::COUNT, last_after * 3 + near);
    rows.add(3 * Neighbour::COUNT, before * 3 + near);
    rows.add(3 * Neighbour::COUNT, after * 3 + near);
    rows.add(Neighbour::COUNT * Neighbour::COUNT, last_before * Neighbour::COUNT + before);
    rows.add(Neighbour::COUNT * Neighbour::COUNT, last_after * Neighbour::COUNT + after);
    rows.add(6, bucket(entity.trail.seen, &[1, 2, 3, 5, 9]));
    let named = usize::from(!entity.parts.is_empty());
    rows.add(4, named * 2 + usize::from(entity.is_like_a_person()));
    let speaks = usize::from(scene.speaks[index].is_some());
    let spoke = last.spoke.map_or(5, |spoke| bucket(mention.sentence.saturating_sub(spoke), &[1, 2, 5, 9]));
    rows.add(12, speaks * 6 + spoke);
    let quoted = usize::from(mention.raw.quoted);
    let said = match scene.said_in[index] {
        None => 0,
        Some(attribution) => match place.source_of(attribution) {
            None => 1,
            Some(source) if source == id => 2,
            Some(_) => 3,
        },
    };
    rows.add(8, quoted * 4 + said);
    let together = scene.said_in[index].is_some() && scene.said_in[index] == last.said_in;
    rows.add(5, if quoted == 1 && last.quoted && together { 4 } else { quoted * 2 + usize::from(last.quoted) });
    let paragraphs = mention.paragraph.saturating_sub(last.paragraph);
    rows.add(8, paragraphs.min(3) * 2 + usize::from(mention.raw.opens));
    rows.add(2, usize::from(last.in_heading));
    rows.add(12, (usize::from(last.opens) * 2 + usize::from(mention.raw.opens)) * 3 + near);
    let is_last_speaker = usize::from(place.last_speaker == Some(id));
    rows.add(4, is_last_speaker * 2 + speaks);
    rows.add(6, bucket(index.saturating_sub(last.index), &[2, 3, 4, 6, 9]));
    let subjects = if back == 0 { place.subjects_since(last.index, index).min(2) } else { 3 };
    rows.add(16, subjects * 4 + mention.raw.slot as usize);
    rows.add(2, usize::from(place.most_seen == Some(id)));
    let turns = entity.spoke_in.map_or(7, |paragraph| scene.turns_between(paragraph, mention.paragraph).min(6));
    rows.add(2 * 8, speaks * 8 + turns);
    let called = entity.called_in.map_or(3, |paragraph| (mention.paragraph - paragraph).min(2));
    rows.add(2 * 4, speaks * 4 + called);
    let names = place.names_of(id);
    rows.add(6, bucket(names.len(), &[1, 2, 3, 5, 9]));
    let ahead = place.next_name(id, index).map(|next| &scene.mentions[next]);
    let ahead = match ahead.map(|next| next.sentence - mention.sentence) {
        Some(0) => 0,
        Some(1) => 1,
        Some(2..6) => 2,
        _ => 3,
    };
    rows.add(32, (ahead * 4 + mention.raw.slot as usize) * 2 + usize::from(entity.trail.seen == 0));
    rows.add(6, bucket(place.most_names.saturating_sub(names.len()), &[1, 2, 3, 5, 9]));
    rows
}

/// What is seen of a pronoun and an entity.
pub(super) fn pronoun(
    scene: &Scene<'_>,
    index: usize,
    pronoun: Pronoun,
    candidate: &Candidate<'_>,
    place: &Place,
) -> Rows {
    let Candidate { id, entity, .. } = *candidate;
    let mut rows = common(scene, index, candidate, place);
    let class = class(pronoun);
    rows.add(7 * CLASSES, agreement(entity, pronoun.gender) * CLASSES + class);
    rows.add(KINDS * CLASSES, kind(entity) * CLASSES + class);
    let sentence = scene.mentions[index].sentence;
    let again = entity.pronouns[class].map_or(4, |last| bucket(sentence.saturating_sub(last), &[1, 2, 4]));
    let went_on = usize::from(place.last_of_class[class] == Some(id));
    rows.add(10, again * 2 + went_on);
    rows
}

/// What is seen of a pronoun that may refer to nobody known.
pub(super) fn no_antecedent(scene: &Scene<'_>, index: usize, pronoun: Pronoun, candidates: usize) -> Rows {
    let mention = &scene.mentions[index];
    let mut rows = Rows::default();
    let class = class(pronoun);
    rows.add(2 * CLASSES, class * 2 + usize::from(mention.raw.quoted));
    rows.add(5 * CLASSES, candidates.min(4) * CLASSES + class);
    rows.add(4 * CLASSES, mention.raw.slot as usize * CLASSES + class);
    rows.add(2, usize::from(mention.raw.opens));
    rows.add(2, usize::from(scene.speaks[index].is_some()));
    rows.add(3, mention.sentence);
    rows
}

/// How a noun may take up an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadMatch {
    /// Only by its kind.
    None,
    /// The noun is one of its roles.
    Role,
    /// It has no name, and the same noun as its head.
    SameNoun,
    /// The noun is part of its name: "the ministry" for the Ministry of Justice.
    InName,
}

/// What is seen of a nominal and an entity.
pub(super) fn nominal(
    scene: &Scene<'_>,
    index: usize,
    (phrase, matched): (&NominalPhrase, HeadMatch),
    candidate: &Candidate<'_>,
    place: &Place,
) -> Rows {
    let entity = candidate.entity;
    let mut rows = common(scene, index, candidate, place);
    let determiner = phrase.determiner as usize;
    rows.add(4 * Determiner::COUNT, matched as usize * Determiner::COUNT + determiner);
    rows.add(8, matched as usize * 2 + usize::from(phrase.modified));
    rows.add(KINDS * 4, kind(entity) * 4 + noun_kind(phrase.kind));
    rows.add(7, agreement(entity, phrase.gender));
    rows.add(8, matched as usize * 2 + usize::from(!entity.parts.is_empty()));
    rows
}

/// What is seen of a nominal that may be somebody new.
pub(super) fn new_nominal(scene: &Scene<'_>, index: usize, phrase: &NominalPhrase, matching: usize) -> Rows {
    let mut rows = Rows::default();
    let determiner = phrase.determiner as usize;
    rows.add(4 * Determiner::COUNT, noun_kind(phrase.kind) * Determiner::COUNT + determiner);
    rows.add(6, matching.min(2) * 2 + usize::from(phrase.modified));
    rows.add(4, usize::from(scene.speaks[index].is_some()) * 2 + usize::from(scene.mentions[index].raw.quoted));
    rows.add(4, scene.mentions[index].raw.slot as usize);
    rows.add(2, usize::from(phrase.plural));
    rows.add(2, usize::from(scene.mentions[index].raw.opens));
    rows
}

/// How an entity's gender goes with a pronoun's.
pub(in crate::annotate) fn agreement(entity: &Gathered, wanted: Option<Gender>) -> usize {
    let Some(wanted) = wanted else { return 6 };
    match (entity.gender, entity.voted(), entity.likely_gender) {
        (Some(known), ..) => usize::from(known != wanted),
        (None, Some(voted), _) => 2 + usize::from(voted != wanted),
        (None, None, Some(likely)) => 4 + usize::from(likely != wanted),
        (None, None, None) => 6,
    }
}

/// What an entity is known to be, or what its names seem to be.
fn kind(entity: &Gathered) -> usize {
    match entity.kind {
        // the ranker knows "they" of groups alone
        Some(EntityKind::Person) if entity.listed_pronouns() == Some(Pronouns::They) => 3,
        None => match entity.seems.shares() {
            None => 0,
            Some([person, organization, other]) if person >= organization.max(other) => 5,
            Some([_, organization, other]) if organization >= other => 6,
            Some(_) => 7,
        },
        Some(EntityKind::Person) => 1,
        Some(EntityKind::Organization) => 2,
        Some(EntityKind::Group) => 3,
        Some(EntityKind::Document) => 4,
    }
}

/// How many kinds there are.
const KINDS: usize = 8;

fn noun_kind(kind: NominalKind) -> usize {
    match kind {
        NominalKind::Person => 0,
        NominalKind::Group => 1,
        NominalKind::Organization => 2,
        NominalKind::Document => 3,
    }
}

/// Whether a mention is a subject.
pub(super) fn is_subject(scene: &Scene<'_>, index: usize) -> bool {
    scene.mentions[index].raw.slot == Slot::Subject
        && !matches!(&scene.mentions[index].raw.form, Form::Pronoun(p) if p.relative)
}
