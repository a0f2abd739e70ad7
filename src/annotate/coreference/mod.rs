//! Who is meant: resolves names, nominals and pronouns to entities.
//!
//! Names are clustered first, over the whole document, and the pronouns near them counted. Then nouns and pronouns are taken
//! in the order of the text: a learned ranker says how well each entity seen before fits, and how likely it is that none does.

mod ahead;
mod apposition;
mod barred;
mod choice;
mod cluster;
mod course;
mod entity;
mod family;
mod features;
mod full_bearers;
mod full_name;
mod interview;
mod introduction;
mod known_bearers;
mod listed;
mod narrator;
mod nominal;
mod place;
mod rankings;
mod relation;
mod relatives;
mod short_form;
mod shown;
mod spelling;
mod votes;
mod wanted;
mod wide_hash;

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use crate::model::SpeakerModel;
use crate::text::{Document, TextRange};

use crate::lexicon::Gender;

use super::annotation::{EntityKind, Mention};
use super::known::{KnownSources, Pronouns};
use super::located::LocatedMention;
use super::mention::{Form, Neighbour, Person, Pronoun};
use super::paragraph::ParagraphAnnotation;
pub(super) use choice::{Chances, Decision, Ranked, Ranker, choose, choose_by};
use choice::{choose_speaker, likeliest};
use cluster::NamedEntities;
use course::{Courses, How, Start, Step, Way};
pub(super) use entity::Gathered;
use features::Candidate;
pub(super) use features::{Rows, agreement, bucket};
use interview::Interview;
use known_bearers::KnownBearers;
pub(super) use narrator::is_address;
use place::Place;
pub(super) use rankings::Rankings;
use relation::Relations;
pub(crate) use spelling::fold;

/// Sentences that an antecedent may lie back.
const FARTHEST: usize = 20;
/// Mentions after a pronoun that are looked at for whom it may mean.
const AHEAD: usize = 8;
/// How likely who is named after the clause that a sentence begins with is meant by its subject: "When she arrived, Wang said …"
const AFTER_CLAUSE: f32 = 0.9;
/// The same of the only institution near that spoke right before: "Kyiv said no. It said …"
const ONLY_INSTITUTION: f32 = 0.9;
/// Sentences that it may lie back, and among which no other may stand.
const FARTHEST_INSTITUTION: usize = 2;
/// Candidates that are ranked.
const MOST_CANDIDATES: usize = 12;

/// Versions of a text of which is kept what can be kept: a word that is typed before another makes the text now one and now the
/// other, "the council", "tthe council".
const KEPT_VERSIONS: usize = 2;

/// What a mention refers to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Referent {
    /// An entity, by its index, and how likely that is.
    Entity(usize, f32),
    /// Nobody for sure; those that fit, the likeliest first.
    Unresolved(Vec<usize>),
    /// Nothing that is an entity of the document.
    Nothing,
}

impl Referent {
    /// The entity, if it is one for sure.
    pub fn entity(&self) -> Option<usize> {
        match self {
            Self::Entity(entity, _) => Some(*entity),
            Self::Unresolved(_) | Self::Nothing => None,
        }
    }
}

/// What is known before anybody is resolved.
pub(super) struct Scene<'a> {
    pub document: &'a Document,
    pub sources: &'a KnownSources,
    pub paragraphs: &'a [Arc<ParagraphAnnotation>],
    pub mentions: &'a [LocatedMention<'a>],
    /// The attribution whose source each mention heads.
    pub speaks: Vec<Option<usize>>,
    /// The attribution in whose content each mention stands.
    pub said_in: Vec<Option<usize>>,
    /// The mention that heads each attribution's source.
    pub heads: Vec<Option<usize>>,
    /// Whether each attribution is a turn of a transcript.
    pub in_transcript: Vec<bool>,
    /// How many paragraphs with speech in quotation marks there are before each paragraph, and in all.
    pub turns_before: Vec<usize>,
}

impl Scene<'_> {
    /// The mention right before another in its paragraph's prose: whose a "who" is.
    fn right_before(&self, index: usize) -> Option<usize> {
        let own = &self.mentions[index];
        (0..index).rev().take(6).find(|&other| {
            let other = &self.mentions[other];
            other.paragraph == own.paragraph && own.raw.range.start.saturating_sub(other.raw.range.end) <= 2
        })
    }

    /// How many paragraphs with speech there are from one paragraph to a later one, that one included.
    fn turns_between(&self, from: usize, to: usize) -> usize {
        let before = |paragraph: usize| self.turns_before.get(paragraph + 1).copied().unwrap_or_default();
        before(to).saturating_sub(before(from))
    }
}

/// What is known from resolving the last version of a text. It changes nothing about the next one but how long that takes.
#[derive(Debug, Default)]
pub(super) struct Known {
    bearers: KnownBearers,
    courses: Courses,
    pub rankings: Rankings,
    /// How many entities there were at last: room is made for as many, as they are large.
    pub room: usize,
}

/// The entities of a document and what each mention refers to, by the mention's index.
pub(super) struct Resolved {
    pub entities: Vec<Gathered>,
    pub referents: Vec<Referent>,
    /// Whom each pronoun that heads a source may mean, by the mention's index.
    pub chances: HashMap<usize, Chances>,
    /// Who tells the text, if somebody does.
    pub narrator: Option<usize>,
}

impl Resolved {
    /// Resolves a mention to another entity than before.
    pub fn move_to(&mut self, index: usize, mention: &LocatedMention<'_>, entity: usize, likelihood: f32) {
        let Some(referent) = self.referents.get_mut(index) else { return };
        let before = std::mem::replace(referent, Referent::Entity(entity, likelihood));
        if let Referent::Entity(before, _) = before
            && let Some(before) = self.entities.get_mut(before)
        {
            before.mentions.retain(|known| known.span != mention.span);
        }
        if let Some(entity) = self.entities.get_mut(entity) {
            entity.mentions.push(Mention { span: mention.span, kind: mention.raw.kind() });
        }
    }
}

/// Resolves all mentions. `observe` is told of each mention, in order, what is decided and of what.
pub(super) fn resolve(
    scene: &Scene<'_>,
    known: &mut Known,
    observe: &mut dyn FnMut(usize, &Referent, Option<&Decision>),
) -> Resolved {
    let mut named = cluster::cluster_names(
        scene.document,
        scene.mentions,
        |index| scene.speaks[index].is_some(),
        &mut known.bearers,
        known.room,
    );
    let listed = listed::find(scene, &mut named);
    let interview = Interview::find(scene, &mut named);
    votes::count(scene, &mut named);
    let shown = shown::find(scene, &mut named);
    let wanted = wanted::find(scene, &named);
    let narrator = narrator::called_by_others(scene, &named).or_else(|| introduction::introduced(scene, &named));
    if let Some(entity) = narrator.and_then(|narrator| named.entities.get_mut(narrator)) {
        entity.kind = Some(EntityKind::Person);
    }
    let entities = std::mem::take(&mut named.entities);
    let start = Start {
        named: &named,
        entities: &entities,
        shown: &shown,
        wanted: &wanted,
        narrator,
        interview: interview.as_ref(),
    };
    let place = Place::new(scene, &start);
    let way = known.courses.way(scene, &place, &start);
    let mut resolver = Resolver {
        scene,
        named: &named,
        listed: &listed,
        shown: &shown,
        wanted: &wanted,
        model: SpeakerModel::shipped(),
        rankings: &mut known.rankings,
        way,
        referents: Vec::with_capacity(scene.mentions.len()),
        recent: Vec::new(),
        by_head: HashMap::new(),
        narrator,
        interview: interview.as_ref(),
        place,
        relations: Relations::new(&entities),
        chances: HashMap::new(),
        entities,
    };
    resolver.run(observe);
    let Resolver { entities, referents, chances, narrator, way, .. } = resolver;
    known.courses.note(way);
    Resolved { entities, referents, chances, narrator }
}

struct Resolver<'a> {
    scene: &'a Scene<'a>,
    named: &'a NamedEntities,
    /// The known people whom nouns mean by their roles, by the nouns' mentions.
    listed: &'a HashMap<usize, usize>,
    /// The gender that the text shows of whom a noun means, by the mention.
    shown: &'a [Option<Gender>],
    /// Which nouns are somebody's though they hardly seem so.
    wanted: &'a [bool],
    model: &'static SpeakerModel,
    rankings: &'a mut Rankings,
    way: Way,
    entities: Vec<Gathered>,
    referents: Vec<Referent>,
    /// Entities by when they were last seen, the latest last; each once.
    recent: Vec<usize>,
    /// Entities by the nouns of their roles.
    by_head: HashMap<Cow<'static, str>, Vec<usize>>,
    /// Who tells the text, if that is somebody in it.
    narrator: Option<usize>,
    interview: Option<&'a Interview>,
    place: Place,
    relations: Relations,
    chances: HashMap<usize, Chances>,
}

impl<'a> Resolver<'a> {
    fn run(&mut self, observe: &mut dyn FnMut(usize, &Referent, Option<&Decision>)) {
        for (index, entity) in self.entities.iter_mut().enumerate() {
            entity.heads.iter().for_each(|head| self.by_head.entry(head.clone()).or_default().push(index));
            entity.heads_known = entity.heads.len();
            entity.mentions.reserve(self.place.names_of(index).len());
        }
        for (index, mention) in self.scene.mentions.iter().enumerate() {
            let (referent, decision) = match &mention.raw.form {
                Form::Name(_) => {
                    let known = self.named.of(index);
                    self.note_relative(index, known);
                    (known.map_or(Referent::Nothing, |entity| Referent::Entity(entity, 1.0)), None)
                }
                Form::Nominal(nominal) => self.nominal_of_somebody(index, nominal),
                Form::Pronoun(pronoun) if pronoun.relative => (self.antecedent_before(index), None),
                Form::Pronoun(pronoun) => self.pronoun(index, *pronoun),
            };
            if let Referent::Entity(entity, _) = referent {
                self.see(entity, index);
            }
            observe(index, &referent, decision.as_ref());
            self.referents.push(referent);
        }
    }

    /// Notes whose relative somebody is by name: "my brother Robert".
    fn note_relative(&mut self, index: usize, known: Option<usize>) {
        let Some((owner, noun)) = relation::named_relative(self.scene, index) else { return };
        if let Some((owner, known)) = self.referents.get(owner).and_then(Referent::entity).zip(known) {
            self.relations.note(owner, &noun, known);
        }
    }

    /// Notes that an entity is mentioned.
    fn see(&mut self, entity: usize, index: usize) {
        let mention = &self.scene.mentions[index];
        let speaks = self.scene.speaks[index];
        self.entities[entity].see(mention, index, speaks.is_some(), self.scene.said_in[index]);
        let gathered = &mut self.entities[entity];
        gathered.shown_gender = gathered.shown_gender.or(self.shown.get(index).copied().flatten());
        if let Some(attribution) = speaks {
            self.place.last_speaker = Some(entity);
            self.place.sources[attribution] = Some(entity);
        }
        let most = self.place.most_seen.map_or(0, |most| self.entities[most].trail.seen);
        if self.entities[entity].trail.seen > most {
            self.place.most_seen = Some(entity);
        }
        // a headline introduces nobody for a pronoun
        if mention.in_heading {
            return;
        }
        if let Form::Pronoun(pronoun) = mention.raw.form
            && pronoun.person == Person::Third
            && !pronoun.relative
        {
            let class = features::class(pronoun);
            self.place.last_of_class[class] = Some(entity);
            self.entities[entity].see_pronoun(class, mention.sentence, pronoun.gender);
        }
        let from = self.recent.len().saturating_sub(64);
        if let Some(at) = self.recent[from..].iter().position(|other| *other == entity) {
            self.recent.remove(from + at);
        }
        self.recent.push(entity);
        let gathered = &mut self.entities[entity];
        for head in &gathered.heads[gathered.heads_known..] {
            let known = self.by_head.entry(head.clone()).or_default();
            if !known.contains(&entity) {
                known.push(entity);
            }
        }
        gathered.heads_known = gathered.heads.len();
    }

    /// Entities seen in the last `sentences`, the latest first.
    fn seen_within(&self, sentence: usize, sentences: usize) -> impl Iterator<Item = usize> + '_ {
        let near = move |entity: &usize| sentence.saturating_sub(self.entities[*entity].trail.sentence) <= sentences;
        self.recent.iter().rev().copied().take_while(near)
    }

    /// What the mention right before a relative pronoun refers to.
    fn antecedent_before(&self, index: usize) -> Referent {
        self.scene.right_before(index).map_or(Referent::Nothing, |other| self.referents[other].clone())
    }

    /// "she said"
    fn pronoun(&mut self, index: usize, pronoun: Pronoun) -> (Referent, Option<Decision>) {
        match pronoun.person {
            Person::First => return (self.narrator(index, pronoun), None),
            Person::Second => return (self.asked(index), None),
            Person::Third => {}
        }
        if let Some(Step { how: How::Chosen(referent), chances, .. }) = self.way.as_before(index) {
            self.chances.extend(chances.iter().cloned());
            return (referent.clone(), None);
        }
        let (referent, decision) = self.choose_for_pronoun(index, pronoun);
        let chances = self.chances.get(&index).map(|chances| (index, chances.clone()));
        let looked_at = course::looked_at(&decision);
        let how = How::Chosen(referent.clone());
        self.way.note(index, Step { owner: None, how, looked_at, chances: chances.into_iter().collect() });
        (referent, Some(decision))
    }

    /// Whom a pronoun of the third person means.
    fn choose_for_pronoun(&mut self, index: usize, pronoun: Pronoun) -> (Referent, Decision) {
        let sentence = self.scene.mentions[index].sentence;
        // "her" of "her boyfriend" is not the boyfriend
        let around = |entity: &usize| {
            let trail = &self.entities[*entity].trail;
            trail.seen > 0 && self.scene.mentions[trail.index].span.covers(self.scene.mentions[index].span)
        };
        // who tells a text says "I"
        let mention = &self.scene.mentions[index];
        let answers = self.interview.and_then(|interview| interview.answers(mention.paragraph, false));
        let teller = answers.or(self.narrator).filter(|_| !mention.raw.quoted);
        let barred = self.barred(index);
        let fits = |entity: &usize| {
            can_be_meant(&self.entities[*entity], pronoun)
                && !around(entity)
                && teller != Some(*entity)
                && !barred.contains(entity)
        };
        let mut near: Vec<usize> = self.seen_within(sentence, FARTHEST).filter(fits).take(MOST_CANDIDATES).collect();
        let new = self.named_ahead(index).into_iter().filter(|entity| fits(entity) && !near.contains(entity));
        near.extend(new.collect::<Vec<_>>());
        let ranked = |(rank, id): (usize, &usize)| {
            let candidate = Candidate { id: *id, entity: &self.entities[*id], rank };
            self.ranked(index, *id, features::pronoun(self.scene, index, pronoun, &candidate, &self.place))
        };
        let candidates: Vec<Ranked> = near.iter().enumerate().map(ranked).collect();
        let none = features::no_antecedent(self.scene, index, pronoun, candidates.len());
        let decision = Decision::new("pronoun", candidates, none, Some(index));
        let mut ranker =
            Ranker { choice: &self.model.pronoun, mentions: self.scene.mentions, rankings: &mut *self.rankings };
        let chances = decision.chances(&mut ranker);
        if self.scene.speaks[index].is_some() {
            self.chances.insert(index, chances.clone());
        }
        if let Some(entity) = self.named_after_clause(index, pronoun, &near) {
            return (Referent::Entity(entity, AFTER_CLAUSE), decision);
        }
        if let Some(entity) = self.only_institution(index, pronoun, &near) {
            return (Referent::Entity(entity, ONLY_INSTITUTION), decision);
        }
        let referent = if self.scene.speaks[index].is_some() {
            let agrees = |entity: usize| agreement(&self.entities[entity], pronoun.gender);
            let chances = chances.without(|entity| agrees(entity) == 5, |entity| matches!(agrees(entity), 0 | 2 | 4));
            let either = |one: usize, two: usize| self.are_introduced_together(index, pronoun, one, two);
            choose_speaker(self.scene.mentions, &decision, &chances, either)
        } else {
            likeliest(chances, &decision)
        };
        (referent, decision)
    }

    /// Whether two that "she" of "“I quit,” she said" may be are known from nothing but one sentence that names both, "Ann Weber
    /// met Eve Moreau", or from nouns that hardly seem to be of anybody.
    fn are_introduced_together(&self, index: usize, pronoun: Pronoun, one: usize, two: usize) -> bool {
        let mention = &self.scene.mentions[index];
        let [one, two] = [&self.entities[one], &self.entities[two]];
        let is_new = |entity: &Gathered| {
            let fits = !matches!(agreement(entity, pronoun.gender), 1 | 3 | 5);
            let known = !entity.parts.is_empty() || self.wanted.get(entity.trail.index) == Some(&true);
            fits && known && entity.trail.seen == 1 && !entity.trail.quoted
        };
        let together = one.trail.sentence == two.trail.sentence && one.trail.sentence < mention.sentence;
        let after_speech = matches!(mention.raw.around[0], Neighbour::Mark | Neighbour::Comma);
        after_speech && together && is_new(one) && is_new(two)
    }

    /// Who "it" is that says something: the only one near that may be "it", if that has spoken.
    fn only_institution(&self, index: usize, pronoun: Pronoun, near: &[usize]) -> Option<usize> {
        if pronoun.gender.is_some() || pronoun.plural || self.scene.speaks[index].is_none() {
            return None;
        }
        let sentence = self.scene.mentions[index].sentence;
        let is_near = |at: usize| sentence.saturating_sub(at) <= FARTHEST_INSTITUTION;
        let mut seen = near.iter().copied().filter(|entity| is_near(self.entities[*entity].trail.sentence));
        let only = seen.next().filter(|_| seen.next().is_none())?;
        self.entities[only].trail.spoke.filter(|at| is_near(*at)).map(|_| only)
    }

    /// A candidate for what a mention refers to.
    fn ranked(&self, mention: usize, entity: usize, rows: Rows) -> Ranked {
        let trail = self.entities[entity].trail_for(self.scene.mentions[mention].raw.quoted);
        let last = (trail.seen > 0).then_some(trail.index);
        Ranked { entity, rows, mention: last.or_else(|| self.place.next_name(entity, mention)) }
    }

    /// "I" outside quotation marks is who tells the text.
    fn narrator(&mut self, index: usize, pronoun: Pronoun) -> Referent {
        let mention = &self.scene.mentions[index];
        let in_transcript =
            self.scene.said_in[index].is_some_and(|said| self.scene.in_transcript.get(said) == Some(&true));
        if mention.raw.quoted || mention.in_heading || in_transcript {
            return Referent::Nothing;
        }
        if let Some(interview) = self.interview {
            let answers = interview.answers(mention.paragraph, pronoun.plural);
            return answers.map_or(Referent::Nothing, |entity| Referent::Entity(entity, 1.0));
        }
        if pronoun.plural {
            return Referent::Nothing;
        }
        let narrator = *self.narrator.get_or_insert_with(|| {
            self.entities.push(Gathered {
                name: "I".to_owned(),
                kind: Some(EntityKind::Person),
                ..Gathered::default()
            });
            self.entities.len() - 1
        });
        Referent::Entity(narrator, 1.0)
    }

    /// "you" in a question is who is asked, in an interview.
    fn asked(&self, index: usize) -> Referent {
        let mention = &self.scene.mentions[index];
        let asked = self.interview.filter(|_| !mention.raw.quoted).and_then(|it| it.asks(mention.paragraph));
        asked.map_or(Referent::Nothing, |entity| Referent::Entity(entity, 1.0))
    }
}

/// Whether nothing speaks against a pronoun's meaning an entity.
pub(super) fn can_be_meant(entity: &Gathered, pronoun: Pronoun) -> bool {
    if let Some(listed) = entity.listed_pronouns() {
        return match listed {
            Pronouns::They => pronoun.plural && pronoun.gender.is_none(),
            Pronouns::She | Pronouns::He => pronoun.gender.is_some() && pronoun.gender == listed.gender(),
        };
    }
    let kind = match (pronoun.gender, pronoun.plural) {
        (Some(_), _) => matches!(entity.kind, None | Some(EntityKind::Person)),
        (None, true) => matches!(entity.kind, Some(EntityKind::Group | EntityKind::Organization)),
        (None, false) => match entity.kind {
            Some(kind) => matches!(kind, EntityKind::Organization | EntityKind::Document),
            None => !entity.is_like_a_person(),
        },
    };
    let known = entity.gender.or(entity.shown_gender);
    let gender = known.is_none() || pronoun.gender.is_none() || known == pronoun.gender;
    kind && gender
}

/// Mentions before a source that are looked at for holding it.
const NEAR: usize = 4;

/// The index of the mention that heads a source: of those that begin first the longest; not one that only owns it, or says
/// for whom somebody named after it works. A source that is part of a name is who bears the name.
pub(super) fn head_mention(mentions: &[LocatedMention<'_>], source: TextRange) -> Option<usize> {
    let first = mentions.partition_point(|mention| mention.span.start < source.start);
    let inside = mentions.iter().enumerate().skip(first).take_while(|(_, mention)| mention.span.start < source.end);
    let mut whole = inside.filter(|(_, mention)| mention.span.end <= source.end);
    let free = whole.clone().find(|(_, mention)| !mention.raw.possessive() && !mention.raw.introduces);
    let around = || (first.saturating_sub(NEAR)..first).rev().find(|index| mentions[*index].span.covers(source));
    free.or_else(|| whole.next()).map(|(index, _)| index).or_else(around)
}
