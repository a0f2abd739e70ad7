//! Whom a noun means: "the president", "his wife", "a senior official".

use crate::annotate::annotation::EntityKind;
use crate::annotate::mention::{Determiner, Form, NominalPhrase};
use crate::lexicon::{self, NominalKind, WordUse};
use crate::text::TextRange;

use super::features::{self, Candidate, HeadMatch};
use super::{Decision, FARTHEST, MOST_CANDIDATES, Ranked, Referent, Resolver, apposition, choose, entity, relation};

/// How likely it must be that a noun is no new person.
const ENOUGH_FOR_NOUN: f32 = 0.5;
/// The same if the noun is the very one by which somebody without a name was known before.
const ENOUGH_FOR_SAME_NOUN: f32 = 0.25;
/// Sentences that the antecedent of a noun may lie back.
const FARTHEST_NOMINAL: usize = 60;

impl<'a> Resolver<'a> {
    /// "his wife": who was meant before by the same noun of the same person's.
    pub(super) fn nominal_of_somebody(&mut self, index: usize, phrase: &NominalPhrase) -> (Referent, Option<Decision>) {
        let owner = relation::owner(self.scene, index, phrase).and_then(|owner| {
            match (&self.scene.mentions[owner].raw.form, self.named.of(owner)) {
                (Form::Pronoun(pronoun), _) => match self.pronoun(owner, *pronoun).0 {
                    Referent::Entity(entity, _) => Some(entity),
                    Referent::Unresolved(_) | Referent::Nothing => None,
                },
                (_, known) => known,
            }
        });
        let Some(owner) = owner else { return self.nominal(index, phrase) };
        if let Some(known) = self.relations.find(owner, &phrase.head) {
            return (Referent::Entity(known, 1.0), None);
        }
        let resolved = self.nominal(index, phrase);
        if let Referent::Entity(entity, _) = resolved.0 {
            self.relations.note(owner, &phrase.head, entity);
        }
        resolved
    }

    /// "the president", "a senior official", "experts"
    fn nominal(&mut self, index: usize, phrase: &NominalPhrase) -> (Referent, Option<Decision>) {
        let mention = &self.scene.mentions[index];
        let mut decision = None;
        if let Some(entity) = self.named_after(index, phrase) {
            return (Referent::Entity(entity, 1.0), None);
        }
        if phrase.doubtful && self.scene.speaks[index].is_none() {
            return (Referent::Nothing, None);
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
            let chosen = match only {
                Some(only) => Referent::Entity(only, 1.0),
                None => match choose(&self.model.nominal, &made, self.scene.mentions) {
                    Referent::Entity(entity, p) if p < enough(entity) => Referent::Unresolved(vec![entity]),
                    chosen => chosen,
                },
            };
            decision = Some(made);
            match chosen {
                Referent::Entity(..) => return (chosen, decision),
                Referent::Unresolved(ref several) if several.len() > 1 => return (chosen, decision),
                _ => {}
            }
        }
        // reports are everywhere, and so are "many", "sites" and "companies": they count once they speak
        let vague_institution = phrase.kind == NominalKind::Organization && phrase.plural && !phrase.definite;
        let quantity = matches!(&*phrase.head, "many" | "some" | "others");
        let silent = self.scene.speaks[index].is_none();
        if silent && (phrase.kind == NominalKind::Document || vague_institution || quantity) {
            return (Referent::Nothing, decision);
        }
        let paragraph = &self.scene.document.paragraphs[mention.paragraph];
        let text = paragraph.text().get(mention.raw.range.start..mention.raw.range.end).unwrap_or_default();
        self.entities.push(entity::from_nominal(text, phrase));
        (Referent::Entity(self.entities.len() - 1, 1.0), decision)
    }

    /// Whom a noun introduces whose name follows it: "her deputy, Tom Reyes". The noun is a role of theirs.
    fn named_after(&mut self, index: usize, phrase: &NominalPhrase) -> Option<usize> {
        let name = apposition::name_after(self.scene, index, phrase)?;
        let entity = self.named.of(name)?;
        let (noun, name) = (&self.scene.mentions[index], &self.scene.mentions[name]);
        let gathered = self.entities.get_mut(entity)?;
        let gender = phrase.gender.is_none() || gathered.gender.is_none() || phrase.gender == gathered.gender;
        if !matches!(gathered.kind, None | Some(EntityKind::Person)) || !gender {
            return None;
        }
        gathered.kind = Some(EntityKind::Person);
        gathered.gender = gathered.gender.or(phrase.gender);
        if !phrase.head.is_empty() && !gathered.heads.contains(&phrase.head) {
            gathered.heads.push(phrase.head.clone());
        }
        let paragraph = &self.scene.document.paragraphs[noun.paragraph];
        let words = TextRange::new(noun.raw.range.start, name.raw.range.start);
        let role = paragraph.text().get(words.start..words.end).unwrap_or_default().trim_end_matches([',', ' ']);
        let end = noun.raw.range.start + role.len();
        gathered.add_role(role, paragraph.to_source(TextRange::new(noun.raw.range.start, end)));
        Some(entity)
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
        let fits = |entity: &usize| self.fits_nominal(*entity, sentence, phrase);
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
