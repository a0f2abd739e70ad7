//! Whose turn a quotation is that nothing in the text gives to anybody: in a conversation speakers take turns, are
//! addressed by name, and do something in the same paragraph.

use std::ops::Range;

use crate::model::SpeakerModel;
use crate::text::TextRange;

use super::annotation::EntityKind;
use super::coreference::{Decision, Gathered, Ranked, Referent, Rows, bucket, choose};
use super::located::LocatedMention;
use super::mention::{Form, Person, Slot};

/// How many paragraphs before a quotation may name its speaker.
const PARAGRAPHS_BACK: usize = 4;
/// How many turns back a speaker may have spoken.
const TURNS_BACK: usize = 8;
/// Mentions and utterances around an utterance that are looked at, so that a paragraph may be as long as it likes.
const NEAR: usize = 64;
/// Candidates that are ranked.
const MOST_CANDIDATES: usize = 10;

/// A quotation as part of a conversation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Utterance {
    /// In bytes of the source.
    pub span: TextRange,
    /// The paragraph that it begins in.
    pub paragraph: usize,
    /// Whether it ends in a question mark.
    pub asks: bool,
    pub words: usize,
    /// Who says it, as far as the text tells.
    pub speaker: Option<usize>,
    /// Whether the text gives it to somebody, be it known who that is or not.
    pub attributed: bool,
}

/// What a document's mentions are, as far as conversations need it.
pub(super) struct Cast<'a> {
    pub mentions: &'a [LocatedMention<'a>],
    pub referents: &'a [Referent],
    pub entities: &'a [Gathered],
}

impl Cast<'_> {
    fn in_paragraph(&self, paragraph: usize) -> Range<usize> {
        let first = self.mentions.partition_point(|mention| mention.paragraph < paragraph);
        first..self.mentions.partition_point(|mention| mention.paragraph <= paragraph)
    }

    fn entity(&self, mention: usize) -> Option<usize> {
        match self.referents.get(mention)? {
            Referent::Entity(entity, _) => Some(*entity),
            Referent::Unresolved(_) | Referent::Nothing => None,
        }
    }

    fn can_speak(&self, entity: usize) -> bool {
        let known = &self.entities[entity];
        matches!(known.kind, None | Some(EntityKind::Person)) || known.trail.spoke.is_some()
    }
}

/// Finds the speakers of utterances, which are in text order: each with how likely it is. `observe` is told of each choice.
pub(super) fn find_speakers(
    cast: &Cast<'_>,
    utterances: &mut [Utterance],
    observe: &mut dyn FnMut(TextRange, &Referent, &Decision),
) -> Vec<Option<(usize, f32)>> {
    let model = SpeakerModel::shipped();
    let mut said = vec![0; cast.entities.len()];
    let mut found = vec![None; utterances.len()];
    for index in 0..utterances.len() {
        let utterance = utterances[index];
        if !utterance.attributed {
            let decision = Turn::new(cast, &utterances[..index], utterance).decision(&said);
            let referent = choose(&model.turn, &decision, cast.mentions);
            if let Referent::Entity(entity, likelihood) = referent {
                utterances[index].speaker = Some(entity);
                found[index] = Some((entity, likelihood));
            }
            observe(utterance.span, &referent, &decision);
        }
        if let Some(speaker) = utterances[index].speaker {
            said[speaker] += 1;
        }
    }
    found
}

/// An utterance with what stands around it.
struct Turn<'a> {
    cast: &'a Cast<'a>,
    utterance: Utterance,
    /// The utterances before it, the last first: one for each paragraph, but for its own.
    before: Vec<Utterance>,
    /// The last utterance before it in its own paragraph.
    same_paragraph: Option<Utterance>,
}

/// Where and how an entity is mentioned near an utterance.
#[derive(Clone, Copy, Debug, Default)]
struct Presence {
    /// In the same paragraph outside quotations: 0 not, 1 before it, 2 after it, and 2 more as a subject.
    beside: usize,
    /// Paragraphs back to the nearest that mentions it outside quotations; 0: none.
    back: usize,
    /// Whether it is the last subject there.
    acts: bool,
    /// Whether the utterance names it.
    named: bool,
    /// Whether the one before names it.
    addressed: bool,
}

impl<'a> Turn<'a> {
    fn new(cast: &'a Cast<'a>, earlier: &[Utterance], utterance: Utterance) -> Self {
        let mut before: Vec<Utterance> = Vec::new();
        let mut same_paragraph = None;
        for other in earlier.iter().rev().take(NEAR) {
            if other.paragraph == utterance.paragraph {
                same_paragraph = same_paragraph.or(Some(*other));
            } else if before.last().is_none_or(|last| last.paragraph != other.paragraph) {
                if before.len() >= TURNS_BACK {
                    break;
                }
                before.push(*other);
            }
        }
        Self { cast, utterance, before, same_paragraph }
    }

    fn decision(&self, said: &[usize]) -> Decision {
        let candidates = self.candidates();
        let beside = candidates.iter().filter(|(_, presence)| presence.beside > 0).count();
        let rows = candidates
            .iter()
            .enumerate()
            .map(|(rank, (entity, presence))| (*entity, self.rows(*entity, *presence, rank, beside, said)));
        let candidates: Vec<Ranked> = rows.map(|(entity, rows)| Ranked { entity, rows, mention: None }).collect();
        let mut none = Rows::default();
        none.add(5, candidates.len().min(4));
        none.add(5, self.paragraphs_since_last());
        none.add(4, bucket(self.utterance.words, &[2, 5, 10]));
        none.add(3, beside);
        none.add(2, usize::from(self.same_paragraph.is_some()));
        Decision { kind: "turn", candidates, none, mention: None }
    }

    /// How many paragraphs back the last utterance is; 0: there is none near.
    fn paragraphs_since_last(&self) -> usize {
        let back = self.before.first().map_or(0, |last| self.utterance.paragraph - last.paragraph);
        if back > 4 { 0 } else { back }
    }

    /// The mentions of a paragraph that are not far from the utterance.
    fn near(&self, paragraph: Range<usize>) -> Range<usize> {
        let here = self.cast.mentions.partition_point(|mention| mention.span.start < self.utterance.span.start);
        paragraph.start.max(here.saturating_sub(4 * NEAR)).min(paragraph.end)..paragraph.end.min(here + NEAR)
    }

    /// Who may speak, those near first.
    fn candidates(&self) -> Vec<(usize, Presence)> {
        let mut found: Vec<(usize, Presence)> = Vec::new();
        let paragraph = self.utterance.paragraph;
        for back in 0..=PARAGRAPHS_BACK.min(paragraph) {
            let mentions = self.near(self.cast.in_paragraph(paragraph - back));
            let subject = |index: &usize| {
                let raw = &self.cast.mentions[*index].raw;
                raw.slot == Slot::Subject && !raw.quoted
            };
            let last_subject = mentions.clone().rev().find(subject);
            for index in mentions {
                let mention = &self.cast.mentions[index];
                let first_person =
                    matches!(mention.raw.form, Form::Pronoun(pronoun) if pronoun.person == Person::First);
                let Some(entity) = self.cast.entity(index).filter(|entity| self.cast.can_speak(*entity)) else {
                    continue;
                };
                let here = self.utterance.span.covers(mention.span);
                let in_last = self.before.first().is_some_and(|last| last.span.covers(mention.span));
                if mention.raw.quoted && (first_person || !(here || in_last)) {
                    continue;
                }
                let at = found.iter().position(|(other, _)| *other == entity).unwrap_or_else(|| {
                    found.push((entity, Presence::default()));
                    found.len() - 1
                });
                let presence = &mut found[at].1;
                let name = matches!(mention.raw.form, Form::Name(_));
                if mention.raw.quoted {
                    presence.named |= here && name;
                    presence.addressed |= in_last && name;
                } else if back == 0 {
                    let side = if mention.span.start < self.utterance.span.start { 1 } else { 2 };
                    let subject = if subject(&index) { 2 } else { 0 };
                    presence.beside = presence.beside.max(side + subject);
                } else if presence.back == 0 || presence.back == back {
                    presence.back = back;
                    presence.acts |= last_subject == Some(index);
                }
            }
        }
        for speaker in self.same_paragraph.iter().chain(&self.before).filter_map(|other| other.speaker) {
            if !found.iter().any(|(other, _)| *other == speaker) {
                found.push((speaker, Presence::default()));
            }
        }
        found.truncate(MOST_CANDIDATES);
        found
    }

    fn rows(&self, entity: usize, presence: Presence, rank: usize, beside: usize, said: &[usize]) -> Rows {
        let mut rows = Rows::default();
        let last_turn = self.before.iter().position(|other| other.speaker == Some(entity));
        let turns = last_turn.map_or(5, |turn| turn.min(4));
        // whether the text before is nothing but utterances, one a paragraph
        let unbroken = |turn: usize| {
            self.before.get(turn).is_some_and(|other| self.utterance.paragraph - other.paragraph == turn + 1)
        };
        let unbroken = last_turn.is_some_and(unbroken);
        let same = match self.same_paragraph {
            None => 0,
            Some(other) if other.speaker == Some(entity) => 1,
            Some(_) => 2,
        };
        rows.add(6 * 2, turns * 2 + usize::from(unbroken));
        rows.add(3, same);
        rows.add(5 * 3, presence.beside * 3 + beside.min(2));
        rows.add(5 * 2, presence.back * 2 + usize::from(presence.acts));
        rows.add(4, usize::from(presence.named) * 2 + usize::from(presence.addressed));
        rows.add(6 * 2, turns * 2 + usize::from(presence.addressed));
        let asked = self.before.first().is_some_and(|last| last.asks);
        rows.add(6 * 4, (turns * 2 + usize::from(asked)) * 2 + usize::from(self.utterance.asks));
        let last_unknown = self.before.first().is_some_and(|last| last.speaker.is_none());
        rows.add(6 * 2, turns * 2 + usize::from(last_unknown));
        rows.add(5, bucket(said[entity], &[1, 3, 10, 40]));
        let known = &self.cast.entities[entity];
        rows.add(5, bucket(known.trail.seen, &[2, 5, 20, 80]));
        rows.add(4, usize::from(known.parts.is_empty()) * 2 + usize::from(known.kind == Some(EntityKind::Person)));
        rows.add(6, rank);
        rows.add(5 * 6, self.paragraphs_since_last() * 6 + turns);
        rows.add(4 * 6, bucket(self.utterance.words, &[2, 5, 10]) * 6 + turns);
        rows
    }
}
