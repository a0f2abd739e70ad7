//! Who speaks in a conversation where the text does not name them: whose turn a quotation is that nothing gives to anybody,
//! and whom "she said" means there. Speakers take turns, are addressed by name, and do something in the same paragraph.

mod features;
mod surroundings;

use foldhash::HashMap;

use crate::lexicon::Gender;
use crate::model::SpeakerModel;
use crate::text::TextRange;

use super::annotation::EntityKind;
use super::coreference::{Chances, Decision, Gathered, Ranked, Ranker, Rankings, Referent, choose_by};
use super::located::LocatedMention;
use surroundings::Turn;

/// Utterances before and after one within which others without a source make a conversation, and how many they must be.
const TALK: usize = 6;
const BARE: usize = 2;

/// How likely a noun must mean somebody known to be no new person.
const ENOUGH_FOR_NOUN: f32 = 0.45;
/// The same if the noun was somebody new a few turns before.
const ENOUGH_FOR_NOUN_AGAIN: f32 = 0.7;

/// How the text tells who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Not at all.
    None,
    /// By a cue alone.
    Cue,
    /// By a pronoun of the third person, a mention by its index.
    Pronoun(usize),
    /// By a noun for one person who has no name as far as the text told, a mention by its index: "the girl".
    Noun(usize),
    /// By a name, "I", or another noun.
    Words,
}

/// What stands before an utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// Words of its paragraph, and no comma or colon.
    Words,
    Comma,
    Colon,
    /// Another paragraph, which ends in a colon.
    ColonBefore,
    /// Another paragraph.
    Paragraph,
}

/// What stands after an utterance in its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follow {
    Nothing,
    Small,
    Capital,
    Other,
}

/// A quotation as part of a conversation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Utterance {
    /// In bytes of the source.
    pub span: TextRange,
    /// The paragraph that it begins in.
    pub paragraph: usize,
    /// Whether it ends in a question mark.
    pub asks: bool,
    /// The gender of whom it calls "sir" or "madam".
    pub honours: Option<Gender>,
    pub words: usize,
    pub lead: Lead,
    pub follow: Follow,
    pub source: Source,
    /// Who says it, as far as the text tells.
    pub speaker: Option<usize>,
}

impl Utterance {
    /// Whether who says it is to be found here.
    fn is_open(&self) -> bool {
        self.source != Source::Words
    }
}

/// What a document's mentions are, as far as conversations need it.
pub(super) struct Cast<'a> {
    pub mentions: &'a [LocatedMention<'a>],
    pub referents: &'a [Referent],
    pub entities: &'a [Gathered],
    /// Whom each pronoun that speaks may mean, by its index.
    pub chances: &'a HashMap<usize, Chances>,
    /// Who tells the text: no "she said" is theirs.
    pub narrator: Option<usize>,
}

impl Cast<'_> {
    fn entity(&self, mention: usize) -> Option<usize> {
        self.referents.get(mention)?.entity()
    }

    /// The entity that a mention is, if that may speak.
    fn speaker(&self, mention: usize) -> Option<usize> {
        self.entity(mention).filter(|entity| self.can_speak(*entity))
    }

    fn is_person(&self, entity: usize) -> bool {
        matches!(self.entities[entity].kind, None | Some(EntityKind::Person))
    }

    fn can_speak(&self, entity: usize) -> bool {
        self.is_person(entity) || self.entities[entity].trail.spoke.is_some()
    }

    /// What words, pronouns or a first name tell, in this order.
    fn gender(&self, entity: usize) -> Option<Gender> {
        let known = &self.entities[entity];
        known.gender.or(known.shown_gender).or_else(|| known.voted()).or(known.likely_gender)
    }

    /// Whether the text has a line for each sentence, so that a paragraph tells less than elsewhere.
    fn has_lines(&self) -> bool {
        let (mut paragraphs, mut longer) = (0, 0);
        let mut last: Option<(usize, usize, bool)> = None;
        for mention in self.mentions.iter().filter(|mention| !mention.raw.quoted) {
            match &mut last {
                Some((paragraph, sentence, counted)) if *paragraph == mention.paragraph => {
                    if *sentence != mention.sentence && !*counted {
                        *counted = true;
                        longer += 1;
                    }
                }
                _ => {
                    paragraphs += 1;
                    last = Some((mention.paragraph, mention.sentence, false));
                }
            }
        }
        paragraphs > 0 && 10 * longer < paragraphs
    }
}

/// Who says an utterance, and how likely that is.
pub(super) type Found = Option<(usize, f32)>;

/// Finds the speakers of utterances, which are in text order, where words do not tell them. `observe` is told of each choice.
pub(super) fn find_speakers(
    cast: &Cast<'_>,
    utterances: &[Utterance],
    rankings: &mut Rankings,
    observe: &mut dyn FnMut(TextRange, &Referent, &Decision),
) -> Vec<Found> {
    let mut ranker = Ranker { choice: &SpeakerModel::shipped().turn, mentions: cast.mentions, rankings };
    let lines = cast.has_lines();
    let mut said = vec![0; cast.entities.len()];
    let mut found = vec![None; utterances.len()];
    // who has spoken so far, and for what comes who the text alone says it is
    let mut speakers: Vec<Option<usize>> = utterances.iter().map(|utterance| utterance.speaker).collect();
    for (index, utterance) in utterances.iter().enumerate() {
        if utterance.is_open() {
            let turn = Turn::new(cast, utterances, &speakers, index, lines);
            let decision = decision(&turn, &said);
            let referent = choose_by(&mut ranker, &decision, |entity| turn.weight(entity));
            // a noun that means nobody else tells who speaks
            let is_noun = matches!(utterance.source, Source::Noun(_));
            speakers[index] = utterance.speaker.filter(|_| is_noun);
            if let Referent::Entity(entity, likelihood) = referent
                && (!is_noun || likelihood >= enough_for_noun(&turn))
            {
                speakers[index] = Some(entity);
                found[index] = Some((entity, likelihood));
            }
            observe(utterance.span, &referent, &decision);
        }
        if let Some(speaker) = speakers[index] {
            said[speaker] += 1;
        }
    }
    found
}

/// How likely somebody known must be meant by a noun that is the source.
fn enough_for_noun(turn: &Turn<'_>) -> f32 {
    if turn.is_said_again() { ENOUGH_FOR_NOUN_AGAIN } else { ENOUGH_FOR_NOUN }
}

/// Which utterances are part of a conversation: others near them have no source at all.
pub(super) fn in_talk(utterances: &[Utterance]) -> Vec<bool> {
    let mut bare = vec![0];
    for utterance in utterances {
        bare.push(bare[bare.len() - 1] + usize::from(utterance.source == Source::None));
    }
    let near = |index: usize| {
        let (from, to) = (index.saturating_sub(TALK), (index + TALK + 1).min(utterances.len()));
        bare[to] - bare[from] >= BARE
    };
    (0..utterances.len()).map(near).collect()
}

fn decision(turn: &Turn<'_>, said: &[usize]) -> Decision {
    let candidates = turn.candidates.iter().enumerate().map(|(rank, entity)| Ranked {
        entity: *entity,
        rows: features::of_candidate(turn, *entity, rank, said[*entity]),
        mention: None,
    });
    Decision::new("turn", candidates.collect(), features::of_none(turn), None)
}
