//! Whom a noun means: "the president", "his wife", "a senior official".

use crate::annotate::annotation::EntityKind;
use crate::annotate::mention::{Determiner, Form, NominalPhrase, Person};
use crate::lexicon::{self, NominalKind, WordUse};
use crate::text::TextRange;

use super::course::{self, How, Step};
use super::features::{self, Candidate, HeadMatch};
use super::relatives::courtesy;
use super::{
    Decision, FARTHEST, MOST_CANDIDATES, Ranked, Ranker, Referent, Resolver, apposition, choose, entity, relation,
};

/// How likely it must be that a noun is no new person.
const ENOUGH_FOR_NOUN: f32 = 0.5;
/// The same if the noun is the very one by which somebody without a name was known before.
const ENOUGH_FOR_SAME_NOUN: f32 = 0.25;
/// Sentences that the antecedent of a noun may lie back.
const FARTHEST_NOMINAL: usize = 60;

impl<'a> Resolver<'a> {
    /// "his wife": who was meant before by the same noun of the same person's.
    pub(super) fn nominal_of_somebody(&mut self, index: usize, phrase: &NominalPhrase) -> (Referent, Option<Decision>) {
        let before = self.way.as_before(index).cloned();
        let mut chances = Vec::new();
        let mut looked_at = None;
        let owner = relation::owner(self.scene, index, phrase).and_then(|owner| {
            let referent = match (&self.scene.mentions[owner].raw.form, &before) {
                (Form::Pronoun(pronoun), Some(step)) if pronoun.person == Person::Third => return step.owner,
                (Form::Pronoun(pronoun), None) if pronoun.person == Person::Third => {
                    let (referent, decision) = self.choose_for_pronoun(owner, *pronoun);
                    chances.extend(self.chances.get(&owner).map(|chances| (owner, chances.clone())));
                    looked_at = Some(course::looked_at(&decision));
                    referent
                }
                (Form::Pronoun(pronoun), _) => self.pronoun(owner, *pronoun).0,
                _ => return self.named.of(owner),
            };
            referent.entity()
        });
        if let Some(Step { how, chances, .. }) = before {
            self.chances.extend(chances);
            return (self.take(index, phrase, owner, &how), None);
        }
        let related = |owner| self.relations.find(owner, &relation::relation(self.scene, index, phrase));
        let known = owner.and_then(related);
        let known = known.or_else(|| self.only_parent(index, owner, phrase));
        let (how, decision) = match known {
            Some(known) => (How::Related(known), None),
            None => self.nominal(index, phrase),
        };
        let referent = self.take(index, phrase, owner, &how);
        let looked_at = looked_at.into_iter().chain(decision.as_ref().map(course::looked_at));
        let looked_at = looked_at.reduce(|one, two| one.start.min(two.start)..one.end.max(two.end));
        self.way.note(index, Step { owner, how, looked_at: looked_at.unwrap_or_default(), chances });
        (referent, decision)
    }

    /// "her mother" that speaks, of somebody who is not known for a child: the mother of the only couple, if she is near.
    fn only_parent(&self, index: usize, owner: Option<usize>, phrase: &NominalPhrase) -> Option<usize> {
        let possessive = phrase.determiner == Determiner::Possessive && !phrase.plural && !phrase.modified;
        if !possessive || self.scene.speaks[index].is_none() {
            return None;
        }
        let parent = self.relations.only_parent(&phrase.head)?;
        let grown = owner.is_none_or(|owner| self.entities[owner].honorific.as_deref().and_then(courtesy).is_some());
        let trail = &self.entities[parent].trail;
        let near = trail.seen > 0 && self.scene.mentions[index].sentence.saturating_sub(trail.sentence) <= FARTHEST;
        (grown && near).then_some(parent)
    }

    /// What a noun refers to, with all that follows from how that is found.
    fn take(&mut self, index: usize, phrase: &NominalPhrase, owner: Option<usize>, how: &How) -> Referent {
        let referent = match how {
            How::Related(known) => return Referent::Entity(*known, 1.0),
            How::Chosen(referent) => referent.clone(),
            How::Named { entity, role } => {
                self.take_role(*entity, phrase, *role, index);
                Referent::Entity(*entity, 1.0)
            }
            How::New => {
                let mention = &self.scene.mentions[index];
                let paragraph = &self.scene.document.paragraphs[mention.paragraph];
                let text = paragraph.text().get(mention.raw.range.start..mention.raw.range.end).unwrap_or_default();
                self.entities.push(entity::from_nominal(text, phrase));
                Referent::Entity(self.entities.len() - 1, 1.0)
            }
        };
        if let (Some(owner), Some(entity)) = (owner, referent.entity()) {
            self.relations.note(owner, &relation::relation(self.scene, index, phrase), entity);
        }
        referent
    }

    /// "the president", "a senior official", "experts"
    fn nominal(&mut self, index: usize, phrase: &NominalPhrase) -> (How, Option<Decision>) {
        let mut decision = None;
        if let Some(named) = self.named_after(index, phrase) {
            return (named, None);
        }
        if let Some(listed) = self.listed(index, phrase) {
            return (How::Chosen(Referent::Entity(listed, 1.0)), None);
        }
        let is_wanted = self.scene.speaks[index].is_some() || self.wanted.get(index) == Some(&true);
        if phrase.doubtful && !is_wanted {
            return (How::Chosen(Referent::Nothing), None);
        }
        if phrase.definite || (phrase.plural && !phrase.modified) {
            let candidates = self.nominal_candidates(index, phrase);
            let matching = candidates.iter().filter(|(_, matched)| *matched != HeadMatch::None).count();
            let only = self.only_fitting(index, phrase, &candidates);
            let by_noun = candidates.iter().filter(|(_, matched)| *matched == HeadMatch::SameNoun).map(|(id, _)| *id);
            let by_noun: Vec<usize> = by_noun.collect();
            let ranked = |(rank, (id, matched)): (usize, &(usize, HeadMatch))| {
                let candidate = Candidate { id: *id, entity: &self.entities[*id], rank };
                let rows = features::nominal(self.scene, index, (phrase, *matched), &candidate, &self.place);
                self.ranked(index, *id, rows)
            };
            let candidates: Vec<Ranked> = candidates.iter().enumerate().map(ranked).collect();
            let none = features::new_nominal(self.scene, index, phrase, matching);
            let made = Decision::new("nominal", candidates, none, Some(index));
            let again = |entity: usize| phrase.determiner == Determiner::The && by_noun.contains(&entity);
            let enough = |entity: usize| if again(entity) { ENOUGH_FOR_SAME_NOUN } else { ENOUGH_FOR_NOUN };
            let mut ranker =
                Ranker { choice: &self.model.nominal, mentions: self.scene.mentions, rankings: &mut *self.rankings };
            let chosen = match only {
                Some(only) => Referent::Entity(only, 1.0),
                None => match choose(&mut ranker, &made) {
                    Referent::Entity(entity, p) if p < enough(entity) => Referent::Unresolved(vec![entity]),
                    chosen => chosen,
                },
            };
            decision = Some(made);
            match chosen {
                Referent::Entity(..) => return (How::Chosen(chosen), decision),
                Referent::Unresolved(ref several) if several.len() > 1 => return (How::Chosen(chosen), decision),
                _ => {}
            }
        }
        // reports are everywhere, and so are "many", "sites" and "companies": they count once they speak
        let vague_institution = phrase.kind == NominalKind::Organization && phrase.plural && !phrase.definite;
        let quantity = matches!(&*phrase.head, "many" | "some" | "others");
        let silent = self.scene.speaks[index].is_none();
        if silent && (phrase.kind == NominalKind::Document || vague_institution || quantity) {
            return (How::Chosen(Referent::Nothing), decision);
        }
        (How::New, decision)
    }

    /// Whom a noun introduces whose name follows it: "her deputy, Tom Reyes".
    fn named_after(&self, index: usize, phrase: &NominalPhrase) -> Option<How> {
        let name = apposition::name_after(self.scene, index, phrase)?;
        let entity = self.named.of(name)?;
        let gathered = self.entities.get(entity)?;
        let gender = phrase.gender.is_none() || gathered.gender.is_none() || phrase.gender == gathered.gender;
        if !matches!(gathered.kind, None | Some(EntityKind::Person)) || !gender {
            return None;
        }
        let (noun, name) = (&self.scene.mentions[index], &self.scene.mentions[name]);
        let text = self.scene.document.paragraphs[noun.paragraph].text();
        let role = text.get(noun.raw.range.start..name.raw.range.start).unwrap_or_default();
        let role = role.trim_end_matches([',', ' ']).len();
        Some(How::Named { entity, role })
    }

    /// Takes a noun for a role of somebody's, which has so many bytes.
    fn take_role(&mut self, entity: usize, phrase: &NominalPhrase, role: usize, index: usize) {
        let noun = &self.scene.mentions[index];
        let Some(gathered) = self.entities.get_mut(entity) else { return };
        gathered.kind = Some(EntityKind::Person);
        gathered.gender = gathered.gender.or(phrase.gender);
        if !phrase.head.is_empty() && !gathered.heads.contains(&phrase.head) {
            gathered.heads.push(phrase.head.clone());
        }
        let paragraph = &self.scene.document.paragraphs[noun.paragraph];
        let words = TextRange::new(noun.raw.range.start, noun.raw.range.start + role);
        let text = paragraph.text().get(words.start..words.end).unwrap_or_default();
        gathered.add_role(text, paragraph.to_source(words));
    }

    /// The one entity that a noun with "the" takes up by what it is called: by its role, its name, or as the only
    /// institution near.
    fn only_fitting(&self, index: usize, phrase: &NominalPhrase, candidates: &[(usize, HeadMatch)]) -> Option<usize> {
        if phrase.determiner != Determiner::The && !self.scene.mentions[index].in_heading {
            return None;
        }
        let single = |matched: HeadMatch| {
            let mut fitting = candidates.iter().filter(|(_, other)| *other == matched).map(|(id, _)| *id);
            fitting.next().filter(|_| fitting.next().is_none())
        };
        let institution = phrase.kind == NominalKind::Organization && !phrase.plural;
        let named = |(id, _): &&(usize, HeadMatch)| {
            self.entities[*id].kind == Some(EntityKind::Organization) && !self.entities[*id].parts.is_empty()
        };
        let lone = || {
            let mut named = candidates.iter().filter(named).map(|(id, _)| *id);
            let known = institution && lexicon::is_used_as(&phrase.head, WordUse::LONE_INSTITUTION);
            named.next().filter(|_| known && named.next().is_none())
        };
        single(HeadMatch::Role).or_else(|| single(HeadMatch::InName)).or_else(lone)
    }

    /// The words between a noun's determiner and the noun itself, which tell it from others: "appeals" of "the appeals court".
    fn narrowing_words(&self, index: usize, phrase: &NominalPhrase) -> Vec<&'a str> {
        let mention = &self.scene.mentions[index];
        let text = self.scene.document.paragraphs[mention.paragraph].text();
        let before = text.get(mention.raw.range.start..mention.raw.head.start).filter(|_| phrase.modified);
        before.unwrap_or_default().split_whitespace().skip(usize::from(phrase.determiner != Determiner::None)).collect()
    }

    /// Entities that a noun may take up: those that it names, then those near of its kind.
    fn nominal_candidates(&self, index: usize, phrase: &NominalPhrase) -> Vec<(usize, HeadMatch)> {
        let sentence = self.scene.mentions[index].sentence;
        let in_heading = self.scene.mentions[index].in_heading;
        let called = self.called_by(index);
        let fits = |entity: &usize| self.fits_nominal(*entity, sentence, phrase) && !called.contains(entity);
        let narrowing = self.narrowing_words(index, phrase);
        // "the appeals court" is not the Supreme Court
        let unless_narrowed = |entity: usize, matched: HeadMatch| {
            if self.entities[entity].may_be_called(&narrowing, &phrase.head) { matched } else { HeadMatch::None }
        };
        let mut found: Vec<(usize, HeadMatch)> = Vec::new();
        let known = self.by_head.get(&*phrase.head).into_iter().flatten().copied().filter(fits);
        let mut known: Vec<usize> =
            known.filter(|entity| in_heading || self.entities[*entity].trail.seen > 0).collect();
        known.sort_by_key(|entity| std::cmp::Reverse(self.entities[*entity].trail.index));
        for entity in known.into_iter().take(MOST_CANDIDATES / 2) {
            let named = !self.entities[entity].parts.is_empty();
            let matched = if named { unless_narrowed(entity, HeadMatch::Role) } else { HeadMatch::SameNoun };
            found.push((entity, matched));
        }
        // "my grandmother" is somebody else than who was named before
        let owned = phrase.determiner == Determiner::Possessive;
        for entity in self.seen_within(sentence, FARTHEST).filter(fits).filter(|_| !owned) {
            if found.len() >= MOST_CANDIDATES {
                break;
            }
            if found.iter().any(|(other, _)| *other == entity) {
                continue;
            }
            let in_name = self.entities[entity].parts.iter().any(|part| part.eq_ignore_ascii_case(&phrase.head));
            found.push((entity, if in_name { unless_narrowed(entity, HeadMatch::InName) } else { HeadMatch::None }));
        }
        found
    }

    fn fits_nominal(&self, entity: usize, sentence: usize, phrase: &NominalPhrase) -> bool {
        let entity = &self.entities[entity];
        let plural = phrase.plural || phrase.kind == NominalKind::Group;
        let kind = match entity.kind {
            Some(EntityKind::Group) => plural,
            Some(EntityKind::Person) => !plural && phrase.kind == NominalKind::Person,
            Some(EntityKind::Organization) => {
                phrase.kind == NominalKind::Organization || phrase.kind == NominalKind::Group
            }
            Some(EntityKind::Document) => phrase.kind == NominalKind::Document,
            None => !plural,
        };
        let gender = phrase.gender.is_none() || entity.gender.is_none() || phrase.gender == entity.gender;
        let near = !entity.parts.is_empty() || sentence.saturating_sub(entity.trail.sentence) <= FARTHEST_NOMINAL;
        kind && gender && near
    }
}
