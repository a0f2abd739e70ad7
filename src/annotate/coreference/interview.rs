//! An interview that is set as questions and answers, without marks or labels: its answers are theirs whom it is with.

use std::hash::{Hash, Hasher};

use smallvec::smallvec;

use crate::annotate::annotation::{EntityKind, Mention, MentionKind};
use crate::annotate::located::LocatedMention;
use crate::annotate::mention::{Form, Name, NameKind, Person};
use crate::text::{BlockKind, Paragraph};

use super::Scene;
use super::cluster::NamedEntities;
use super::entity::{Gathered, note_name};

/// How many paragraphs must ask something, unless it is said that it is an interview; how many must ask somebody; and what
/// share they must be of those from the first question on.
const QUESTIONS: usize = 3;
const ADDRESSED: usize = 2;
const SHARE: usize = 8;
/// Bytes of a sentence or two.
const SHORT: usize = 240;
/// What is said of whom an interview is with.
const TELLS_OF_IT: [&str; 12] = [
    "interviews ",
    "interviewed ",
    "interviewing ",
    "interview with ",
    "interview of ",
    "q&a with ",
    "spoke with ",
    "spoke to ",
    "sat down with ",
    "talked with ",
    "talked to ",
    "caught up with ",
];
/// What parts that from who is named only otherwise in the sentence.
const AWAY: [&str; 5] = [" on ", " about ", " one of ", " for ", " after "];
/// What stands before the name of whose picture something is.
const CREDITS: [&str; 6] = ["image", "photo", "photograph", "picture", "credit", "video"];
/// How many answers must say "I".
const ANSWERS: usize = 2;

/// Who answers in an interview.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Interview {
    asked: Asked,
    /// Whether each paragraph is a question; `None` before the first.
    questions: Vec<Option<bool>>,
}

/// The entity that is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Asked {
    /// One person, who says "I".
    One(usize),
    /// Two as one: who of them says "I" nothing tells, but "we" are both.
    Two(usize),
}

impl Interview {
    /// Hashes it; `who` tells an entity from all others.
    pub fn hash_by(&self, who: impl Fn(usize) -> u64, state: &mut impl Hasher) {
        let (Asked::One(entity) | Asked::Two(entity)) = self.asked;
        (matches!(self.asked, Asked::One(_)), who(entity), &self.questions).hash(state);
    }

    /// The interview that a text is, if it is one of one person or of two. Somebody whom only a headline names gets an entity.
    pub fn find(scene: &Scene<'_>, named: &mut NamedEntities) -> Option<Self> {
        let paragraphs = &scene.document.paragraphs;
        let mut asks: Vec<bool> = paragraphs.iter().map(is_question).collect();
        if asks.iter().filter(|asks| **asks).count() < ADDRESSED {
            return None;
        }
        let [addresses, tells] = [Person::Second, Person::First].map(|person| {
            let mut found = vec![false; paragraphs.len()];
            for mention in scene.mentions.iter().filter(|mention| !mention.raw.quoted && !mention.in_heading) {
                let said = matches!(mention.raw.form, Form::Pronoun(p) if p.person == person);
                found[mention.paragraph] |= said;
            }
            found
        });
        let long = |index: &usize| tells[*index] && !is_short(&paragraphs[*index]);
        unanswered(paragraphs, &asks).into_iter().filter(long).for_each(|index| asks[index] = false);
        let mut first = asks.iter().position(|asks| *asks)?;
        let count = |found: &[bool], asks: bool, questions: &[bool]| {
            let both = found.iter().zip(questions).skip(first);
            both.filter(|(found, question)| **found && **question == asks).count()
        };
        let enough = count(&addresses, true, &asks) >= ADDRESSED && count(&tells, false, &asks) >= ANSWERS;
        let number = asks.iter().filter(|asks| **asks).count();
        if !enough || SHARE * number < paragraphs.len() - first {
            return None;
        }
        let (asked, told) = asked(scene, named, first)?;
        if number < QUESTIONS && told.is_none() {
            return None;
        }
        if let Some(before) = tells.iter().take(first).position(|tells| *tells) {
            // it begins with an answer, or with what is no question by its mark, once it is said whose interview it is
            let announced = told.filter(|told| *told < before)?;
            let opening = (announced + 1..before).find(|paragraph| addresses[*paragraph]);
            first = opening.unwrap_or(before);
        }
        if let Asked::One(entity) = asked {
            named.entities[entity].kind = Some(EntityKind::Person);
        }
        let mut questions: Vec<Option<bool>> = vec![None; first.min(asks.len())];
        for index in first..asks.len() {
            // whoever speaks to somebody after an answer, and not of themselves, asks: "You have written of the harbour."
            let turn = index == first || questions.get(index - 1) == Some(&Some(false));
            let answered = asks.get(index + 1) == Some(&false);
            let speaks_to = addresses[index] && !tells[index] && turn && answered;
            questions.push(Some(asks[index] || (speaks_to && is_short(&paragraphs[index]))));
        }
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

/// The questions after which another comes before anything else is said: answers that end in a question, if they are long.
fn unanswered(paragraphs: &[Paragraph], asks: &[bool]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut last = None;
    for (index, asks) in asks.iter().enumerate().filter(|(index, _)| paragraphs[*index].kind != BlockKind::Heading) {
        found.extend(last.filter(|_| *asks));
        last = asks.then_some(index);
    }
    found
}

/// Whether a paragraph is a sentence or two.
fn is_short(paragraph: &Paragraph) -> bool {
    paragraph.text().len() <= SHORT
}

/// Whom an interview is with, as the paragraphs before its first question tell, and the paragraph that tells it: who is named after
/// the word "interview", or who alone is named, or alone in the first paragraph.
fn asked(scene: &Scene<'_>, named: &mut NamedEntities, first: usize) -> Option<(Asked, Option<usize>)> {
    let end = scene.mentions.partition_point(|mention| mention.paragraph < first);
    let names: Vec<(usize, &LocatedMention<'_>, &Name)> = scene.mentions[..end]
        .iter()
        .enumerate()
        .filter_map(|(index, mention)| match &mention.raw.form {
            Form::Name(name) => Some((index, mention, &**name)),
            _ => None,
        })
        .collect();
    let names: Vec<_> = names.into_iter().filter(|(_, mention, _)| !is_credit(scene, mention)).collect();
    let mut told = false;
    for (at, (index, mention, name)) in names.iter().enumerate() {
        let text = scene.document.paragraphs[mention.paragraph].text();
        match interview_before(text, mention.raw.range.start) {
            None => continue,
            // "interviewed the owner of a bar about Ann Li"
            Some(between) if AWAY.iter().any(|away| between.contains(away)) => {
                told = true;
                continue;
            }
            Some(_) => {}
        }
        // the first person after the word is meant, not the one who asks: "Wikinews interviewed Ann Li"
        let new = name.parts.len() > 1 && !matches!(name.kind, NameKind::Organization | NameKind::Place);
        let entity = match named.of(*index) {
            Some(entity) if named.entities[entity].is_person() => entity,
            None if new && name.seems.person > name.seems.organization.max(name.seems.other) => {
                introduce(scene, named, *index, mention, name)
            }
            _ => continue,
        };
        let next = names.get(at + 1).filter(|(_, next, _)| next.paragraph == mention.paragraph);
        let between = next.and_then(|(_, next, _)| text.get(mention.raw.range.end..next.raw.range.start));
        let asked = match (between.map(str::trim), next) {
            (Some("and" | "&"), Some((_, next, _))) => {
                let name = text.get(mention.raw.range.start..next.raw.range.end).unwrap_or_default().to_owned();
                let both = Mention { span: mention.span.hull(next.span), kind: MentionKind::Name };
                let kind = Some(EntityKind::Group);
                named.entities.push(Gathered { name, kind, mentions: smallvec![both], ..Gathered::default() });
                Some(Asked::Two(named.entities.len() - 1))
            }
            (Some(","), _) => None,
            _ => Some(Asked::One(entity)),
        };
        return asked.map(|asked| (asked, Some(mention.paragraph)));
    }
    if told {
        return None;
    }
    let only = |names: &mut dyn Iterator<Item = usize>| {
        let mut people = names.filter(|entity| named.entities[*entity].is_person());
        let only = people.next()?;
        people.all(|other| other == only).then_some(Asked::One(only))
    };
    let known = |(index, _, _): &(usize, &LocatedMention<'_>, &Name)| named.of(*index);
    let title = names.iter().filter(|(_, mention, _)| mention.paragraph == 0);
    let of_title = only(&mut title.filter_map(known)).map(|asked| (asked, Some(0)));
    of_title.or_else(|| only(&mut names.iter().filter_map(known)).map(|asked| (asked, None)))
}

/// Whether a name says whose picture something is: "Image: Ada Lund".
fn is_credit(scene: &Scene<'_>, mention: &LocatedMention<'_>) -> bool {
    let text = scene.document.paragraphs[mention.paragraph].text();
    let before = text.get(..mention.raw.range.start).unwrap_or_default().trim_end();
    let last = before.strip_suffix(':').and_then(|before| before.split_whitespace().next_back());
    last.is_some_and(|last| CREDITS.iter().any(|credit| last.eq_ignore_ascii_case(credit)))
}

/// The words between what a sentence says of an interview and a place after it, in small letters.
fn interview_before(text: &str, end: usize) -> Option<String> {
    let before = text.get(..end).unwrap_or_default();
    let sentence = before.rfind(". ").map_or(before, |stop| &before[stop..]).to_lowercase();
    TELLS_OF_IT.iter().find_map(|told| sentence.split_once(told)).map(|(_, between)| format!(" {between}"))
}

/// The entity of somebody whom only a headline names.
fn introduce(
    scene: &Scene<'_>,
    named: &mut NamedEntities,
    index: usize,
    mention: &LocatedMention<'_>,
    name: &Name,
) -> usize {
    let mut gathered =
        Gathered { parts: name.parts.as_slice().into(), kind: Some(EntityKind::Person), ..Gathered::default() };
    note_name(&mut gathered, scene.document, mention, name);
    named.entities.push(gathered);
    let entity = named.entities.len() - 1;
    named.set(index, entity);
    entity
}
