//! An interview that is set as questions and answers, without marks or labels: its answers are theirs whom it is with.

use crate::annotate::annotation::{EntityKind, Mention, MentionKind};
use crate::annotate::located::LocatedMention;
use crate::annotate::mention::{Form, Name, NameKind, Person};
use crate::text::{BlockKind, Paragraph};

use super::Scene;
use super::cluster::NamedEntities;
use super::entity::{Gathered, note_name};

/// How many paragraphs must ask somebody something, and what share of those from the first question on.
const QUESTIONS: usize = 3;
const SHARE: usize = 8;
/// How many answers must say "I".
const ANSWERS: usize = 2;

/// Who answers in an interview.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(super) struct Interview {
    asked: Asked,
    /// Whether each paragraph is a question; `None` before the first.
    questions: Vec<Option<bool>>,
}

/// The entity that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
enum Asked {
    /// One person, who says "I".
    One(usize),
    /// Two as one: who of them says "I" nothing tells, but "we" are both.
    Two(usize),
}

impl Interview {
    /// The interview that a text is, if it is one of one person or of two. Somebody whom only a headline names gets an entity.
    pub fn find(scene: &Scene<'_>, named: &mut NamedEntities) -> Option<Self> {
        let paragraphs = &scene.document.paragraphs;
        let asks: Vec<bool> = paragraphs.iter().map(is_question).collect();
        if asks.iter().filter(|asks| **asks).count() < QUESTIONS {
            return None;
        }
        let [mut addresses, mut tells] = [Person::Second, Person::First].map(|person| {
            let mut found = vec![false; paragraphs.len()];
            for mention in scene.mentions.iter().filter(|mention| !mention.raw.quoted && !mention.in_heading) {
                let said = matches!(mention.raw.form, Form::Pronoun(p) if p.person == person);
                found[mention.paragraph] |= said;
            }
            found
        });
        let first = asks.iter().position(|asks| *asks)?;
        addresses.iter_mut().zip(&asks).for_each(|(addresses, asks)| *addresses &= asks);
        tells.iter_mut().zip(&asks).for_each(|(tells, asks)| *tells &= !asks);
        let count = |found: &[bool]| found.iter().skip(first).filter(|found| **found).count();
        let before = tells.iter().take(first).any(|tells| *tells);
        let enough = count(&addresses) >= QUESTIONS && count(&tells) >= ANSWERS;
        if before || !enough || SHARE * count(&asks) < paragraphs.len() - first {
            return None;
        }
        let asked = asked(scene, named, first)?;
        let questions = asks.into_iter().enumerate().map(|(index, asks)| (index >= first).then_some(asks)).collect();
        Some(Self { asked, questions })
    }

    /// Whom "I", or "we", means in a paragraph: who answers.
    pub fn answers(&self, paragraph: usize, plural: bool) -> Option<usize> {
        let own = match self.asked {
            Asked::One(entity) => (!plural).then_some(entity),
            Asked::Two(entities) => plural.then_some(entities),
        };
        own.filter(|_| self.questions.get(paragraph) == Some(&Some(false)))
    }

    /// Whom "you" means in a paragraph: who is asked.
    pub fn asks(&self, paragraph: usize) -> Option<usize> {
        let (Asked::One(entity) | Asked::Two(entity)) = self.asked;
        (self.questions.get(paragraph) == Some(&Some(true))).then_some(entity)
    }
}

/// Whether a paragraph ends as a question does and has no mark or dash before it.
fn is_question(paragraph: &Paragraph) -> bool {
    let text = paragraph.text();
    paragraph.kind != BlockKind::Heading && text.ends_with('?') && text.starts_with(char::is_alphanumeric)
}

/// Whom an interview is with, as the paragraphs before its first question tell: who is named after the word "interview", or
/// who alone is named.
fn asked(scene: &Scene<'_>, named: &mut NamedEntities, first: usize) -> Option<Asked> {
    let end = scene.mentions.partition_point(|mention| mention.paragraph < first);
    let names: Vec<(usize, &LocatedMention<'_>, &Name)> = scene.mentions[..end]
        .iter()
        .enumerate()
        .filter_map(|(index, mention)| match &mention.raw.form {
            Form::Name(name) => Some((index, mention, name)),
            _ => None,
        })
        .collect();
    for (at, (index, mention, name)) in names.iter().enumerate() {
        let text = scene.document.paragraphs[mention.paragraph].text();
        if !speaks_of_interview(text, mention.raw.range.start) {
            continue;
        }
        // the first person after the word is meant, not the one who asks: "Wikinews interviewed Ann Li"
        let new = name.parts.len() > 1 && !matches!(name.kind, NameKind::Organization | NameKind::Place);
        let entity = match named.of(*index) {
            Some(entity) if is_person(&named.entities[entity]) => entity,
            None if new && name.seems.person > name.seems.organization.max(name.seems.other) => {
                introduce(scene, named, *index, mention, name)
            }
            _ => continue,
        };
        let next = names.get(at + 1).filter(|(_, next, _)| next.paragraph == mention.paragraph);
        let between = next.and_then(|(_, next, _)| text.get(mention.raw.range.end..next.raw.range.start));
        return match (between.map(str::trim), next) {
            (Some("and" | "&"), Some((_, next, _))) => {
                let name = text.get(mention.raw.range.start..next.raw.range.end).unwrap_or_default().to_owned();
                let both = Mention { span: mention.span.hull(next.span), kind: MentionKind::Name };
                let kind = Some(EntityKind::Group);
                named.entities.push(Gathered { name, kind, mentions: vec![both], ..Gathered::default() });
                Some(Asked::Two(named.entities.len() - 1))
            }
            (Some(","), _) => None,
            _ => Some(Asked::One(entity)),
        };
    }
    let known = names.iter().filter_map(|(index, _, _)| named.of(*index));
    let mut people = known.filter(|entity| is_person(&named.entities[*entity]));
    let only = people.next()?;
    people.all(|other| other == only).then_some(Asked::One(only))
}

/// Whether a sentence speaks of an interview before a place in it.
fn speaks_of_interview(text: &str, end: usize) -> bool {
    let before = text.get(..end).unwrap_or_default();
    let sentence = before.rfind(". ").map_or(before, |stop| &before[stop..]).to_lowercase();
    let told = ["interviews ", "interviewed ", "interviewing ", "interview with ", "interview of ", "q&a with "];
    told.iter().any(|told| sentence.contains(told))
}

fn is_person(entity: &Gathered) -> bool {
    entity.kind == Some(EntityKind::Person) || entity.kind.is_none() && entity.is_like_a_person()
}

/// The entity of somebody whom only a headline names.
fn introduce(
    scene: &Scene<'_>,
    named: &mut NamedEntities,
    index: usize,
    mention: &LocatedMention<'_>,
    name: &Name,
) -> usize {
    let mut gathered = Gathered { parts: name.parts.clone(), kind: Some(EntityKind::Person), ..Gathered::default() };
    note_name(&mut gathered, scene.document, mention, name);
    named.entities.push(gathered);
    let entity = named.entities.len() - 1;
    named.set(index, entity);
    entity
}
