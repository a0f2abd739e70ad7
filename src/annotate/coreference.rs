//! Who is meant: resolves names, nominals and pronouns to entities, in one pass over the document.

use std::collections::HashMap;

use crate::lexicon::{self, NominalKind, WordUse};
use crate::text::{Document, TextRange};

use super::annotation::EntityKind;
use super::entity::{self, Gathered};
use super::located::LocatedMention;
use super::mention::{Form, NominalPhrase, Person, Pronoun};

/// How salient an antecedent must be for a pronoun, and by how much more than any other.
const ENOUGH: f32 = 6.0;
const CLEARLY: f32 = 2.0;
/// Sentences that a pronoun's antecedent may lie back.
const FARTHEST: usize = 12;
/// Sentences that the antecedent of "the company" or "the president" without a name may lie back.
const FARTHEST_NOMINAL: usize = 40;

/// What a mention refers to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Referent {
    /// An entity, by its index.
    Entity(usize),
    /// Nobody for sure; those that fit, the likeliest first.
    Unresolved(Vec<usize>),
    /// Nothing that is an entity of the document.
    Nothing,
}

/// The entities of a document and what each mention refers to, by the mention's index.
pub(super) struct Resolved {
    pub entities: Vec<Gathered>,
    pub referents: Vec<Referent>,
}

/// Resolves all mentions; `speaks` says which are the head of an attribution's source.
pub(super) fn resolve(document: &Document, mentions: &[LocatedMention<'_>], speaks: &[bool]) -> Resolved {
    let named = entity::cluster_names(document, mentions, |index| speaks.get(index).copied().unwrap_or(false));
    let mut by_head: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (index, entity) in named.entities.iter().enumerate() {
        entity.heads.iter().for_each(|head| by_head.entry(head).or_default().push(index));
    }
    let mut resolver = Resolver { entities: named.entities, recent: Vec::new(), by_head };
    let mut referents: Vec<Referent> = Vec::with_capacity(mentions.len());
    for (index, mention) in mentions.iter().enumerate() {
        let speaking = speaks.get(index).copied().unwrap_or(false);
        let referent = match &mention.raw.form {
            Form::Name(_) => named.by_mention.get(&index).map_or(Referent::Nothing, |&entity| Referent::Entity(entity)),
            Form::Nominal(nominal) => resolver.nominal(document, mention, nominal, speaking),
            Form::Pronoun(pronoun) if pronoun.relative => antecedent_before(mentions, &referents, index),
            Form::Pronoun(pronoun) => resolver.pronoun(mention, *pronoun, speaking),
        };
        if let Referent::Entity(entity) = referent {
            resolver.see(entity, mention, speaking);
        }
        referents.push(referent);
    }
    Resolved { entities: resolver.entities, referents }
}

/// What the mention right before a relative pronoun refers to.
fn antecedent_before(mentions: &[LocatedMention<'_>], referents: &[Referent], index: usize) -> Referent {
    let pronoun = &mentions[index];
    let mut before = (0..index).rev().take(6).filter(|&other| {
        let other = &mentions[other];
        other.paragraph == pronoun.paragraph && pronoun.span.start.saturating_sub(other.span.end) <= 2
    });
    before.next().map_or(Referent::Nothing, |other| referents[other].clone())
}

struct Resolver {
    entities: Vec<Gathered>,
    /// Entities by when they were last seen, the latest last; each once.
    recent: Vec<usize>,
    /// Entities by the nouns of their roles.
    by_head: HashMap<&'static str, Vec<usize>>,
}

impl Resolver {
    fn see(&mut self, entity: usize, mention: &LocatedMention<'_>, speaks: bool) {
        self.entities[entity].see(mention, speaks);
        // a headline introduces nobody for a pronoun
        if mention.in_heading {
            return;
        }
        let from = self.recent.len().saturating_sub(64);
        if let Some(at) = self.recent[from..].iter().position(|other| *other == entity) {
            self.recent.remove(from + at);
        }
        self.recent.push(entity);
        for head in self.entities[entity].heads.clone() {
            let known = self.by_head.entry(head).or_default();
            if !known.contains(&entity) {
                known.push(entity);
            }
        }
    }

    /// Entities seen in the last `sentences`, the latest first.
    fn seen_within(&self, sentence: usize, sentences: usize) -> impl Iterator<Item = usize> + '_ {
        let near = move |entity: &usize| sentence.saturating_sub(self.entities[*entity].trail.sentence) <= sentences;
        self.recent.iter().rev().copied().take_while(near)
    }

    /// "the president", "a senior official", "experts"
    fn nominal(
        &mut self,
        document: &Document,
        mention: &LocatedMention<'_>,
        nominal: &NominalPhrase,
        speaks: bool,
    ) -> Referent {
        if nominal.definite || (nominal.plural && !nominal.modified) {
            let known = self.by_head.get(nominal.head).into_iter().flatten().copied();
            let fits = |entity: &usize| self.fits_nominal(*entity, mention, nominal);
            let mut known: Vec<usize> = known.filter(fits).collect();
            known.sort_by_key(|entity| std::cmp::Reverse(self.entities[*entity].trail.sentence));
            match known[..] {
                [] => {}
                [only] => return Referent::Entity(only),
                [first, second, ..] => {
                    let (first_trail, second_trail) = (self.entities[first].trail, self.entities[second].trail);
                    let clear =
                        second_trail.sentence + 3 <= first_trail.sentence || first_trail.seen >= 3 * second_trail.seen;
                    return if clear { Referent::Entity(first) } else { Referent::Unresolved(known) };
                }
            }
            if nominal.definite
                && let Some(entity) = self.institution_named_by(mention, nominal)
            {
                return Referent::Entity(entity);
            }
        }
        // reports are everywhere, and so are "many", "sites" and "companies": they count once they speak
        let vague_institution = nominal.kind == NominalKind::Organization && nominal.plural && !nominal.definite;
        let quantity = matches!(nominal.head, "many" | "some" | "others");
        if !speaks && (nominal.kind == NominalKind::Document || vague_institution || quantity) {
            return Referent::Nothing;
        }
        let paragraph = &document.paragraphs[mention.paragraph];
        let text = paragraph.text().get(mention.raw.range.start..mention.raw.range.end).unwrap_or_default();
        self.entities.push(entity::from_nominal(text, nominal));
        Referent::Entity(self.entities.len() - 1)
    }

    fn fits_nominal(&self, entity: usize, mention: &LocatedMention<'_>, nominal: &NominalPhrase) -> bool {
        let entity = &self.entities[entity];
        let plural = nominal.plural || nominal.kind == NominalKind::Group;
        let number = plural == (entity.kind == Some(EntityKind::Group));
        let gender = nominal.gender.is_none() || entity.gender.is_none() || nominal.gender == entity.gender;
        let near =
            !entity.parts.is_empty() || mention.sentence.saturating_sub(entity.trail.sentence) <= FARTHEST_NOMINAL;
        number && gender && near
    }

    /// "the ministry" after "the Ministry of Justice", "the company" after the only organization near.
    fn institution_named_by(&self, mention: &LocatedMention<'_>, nominal: &NominalPhrase) -> Option<usize> {
        if nominal.kind != NominalKind::Organization || nominal.plural {
            return None;
        }
        let organization = |entity: &usize| {
            let entity = &self.entities[*entity];
            entity.kind == Some(EntityKind::Organization) && !entity.parts.is_empty()
        };
        let near: Vec<usize> = self.seen_within(mention.sentence, FARTHEST).filter(organization).collect();
        let named = near
            .iter()
            .copied()
            .find(|&entity| self.entities[entity].parts.iter().any(|part| part.eq_ignore_ascii_case(nominal.head)));
        let only = match near[..] {
            [only] if lexicon::is_used_as(nominal.head, WordUse::LONE_INSTITUTION) => Some(only),
            _ => None,
        };
        named.or(only)
    }

    /// "she said"
    fn pronoun(&mut self, mention: &LocatedMention<'_>, pronoun: Pronoun, speaks: bool) -> Referent {
        if pronoun.person == Person::First {
            return Referent::Nothing;
        }
        let mut scored: Vec<(f32, usize)> = self
            .seen_within(mention.sentence, FARTHEST)
            .filter_map(|entity| Some((self.salience(entity, mention, pronoun, speaks)?, entity)))
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let candidates =
            || scored.iter().filter(|(score, _)| *score > 2.0).map(|(_, entity)| *entity).take(4).collect();
        match scored[..] {
            [] => Referent::Unresolved(Vec::new()),
            [(best, entity), ref rest @ ..] => {
                let clear = rest.first().is_none_or(|(second, _)| best - second > CLEARLY);
                if best < ENOUGH || !clear {
                    return Referent::Unresolved(candidates());
                }
                if !pronoun.plural {
                    let known = &mut self.entities[entity];
                    known.gender = known.gender.or(pronoun.gender);
                    known.kind = known.kind.or(Some(EntityKind::Person));
                }
                Referent::Entity(entity)
            }
        }
    }

    /// How likely an entity is meant by a pronoun; `None` if it can't be.
    fn salience(&self, entity: usize, mention: &LocatedMention<'_>, pronoun: Pronoun, speaks: bool) -> Option<f32> {
        let entity = &self.entities[entity];
        let trail = entity.trail;
        if pronoun.plural {
            if !matches!(entity.kind, Some(EntityKind::Group)) {
                return None;
            }
        } else {
            if !matches!(entity.kind, None | Some(EntityKind::Person)) {
                return None;
            }
            if let (Some(known), Some(wanted)) = (entity.gender, pronoun.gender)
                && known != wanted
            {
                return None;
            }
        }
        let back = mention.sentence.saturating_sub(trail.sentence);
        let mut score = match back {
            0 => 5.0,
            1 => 4.0,
            2 => 2.0,
            3 => 1.0,
            4 | 5 => 0.5,
            _ => 0.0,
        };
        if trail.subject {
            score += if back <= 1 { 2.0 } else { 1.0 };
        }
        if entity.gender.is_some() && entity.gender == pronoun.gender {
            score += 4.0;
        } else if entity.kind == Some(EntityKind::Person) || pronoun.plural {
            score += 1.0;
        }
        if speaks && let Some(spoke) = trail.spoke {
            score += match mention.sentence.saturating_sub(spoke) {
                0..=4 => 2.0,
                5..=8 => 1.0,
                _ => 0.0,
            };
        }
        Some(score + 0.25 * trail.seen.min(4) as f32)
    }
}

/// Mentions before a source that are looked at for holding it.
const NEAR: usize = 4;

/// The index of the mention that heads a source: of those that begin first the longest; not one that only owns it. A
/// source that is part of a name is who bears the name.
pub(super) fn head_mention(mentions: &[LocatedMention<'_>], source: TextRange) -> Option<usize> {
    let first = mentions.partition_point(|mention| mention.span.start < source.start);
    let inside = mentions.iter().enumerate().skip(first).take_while(|(_, mention)| mention.span.start < source.end);
    let whole = inside.filter(|(_, mention)| mention.span.end <= source.end);
    let whole: Vec<_> = whole.collect();
    let free = whole.iter().find(|(_, mention)| !mention.raw.possessive);
    let around = || (first.saturating_sub(NEAR)..first).rev().find(|index| mentions[*index].span.covers(source));
    free.or(whole.first()).map(|(index, _)| *index).or_else(around)
}
