//! What stands around an utterance: who spoke before and speaks after it, and who is mentioned near it.

use std::ops::Range;

use smallvec::SmallVec;

use crate::annotate::coreference::is_address;
use crate::annotate::mention::{Form, NominalPhrase, Person, Slot};
use crate::lexicon::Gender;
use crate::text::TextRange;

use super::{Cast, Source, Utterance};

/// How many turns before and after are looked at.
const TURNS: usize = 8;
/// How many of those after may name a speaker.
const TURNS_AHEAD: usize = 4;
/// How many paragraphs before an utterance may name its speaker; how many if each is a sentence.
const PARAGRAPHS_BACK: usize = 4;
const LINES_BACK: usize = 12;
/// Utterances, and mentions before and after, that are looked at, so that a paragraph may be as long as it likes.
const NEAR: usize = 64;
const MENTIONS_BACK: usize = 200;
/// Bytes between two paragraphs with nothing but white space between them, at most.
const BLANK: usize = 4;
/// As many as are mentioned near nearly all utterances.
const NEARLY_ALL: usize = 8;
/// Candidates that are ranked.
const MOST_CANDIDATES: usize = 14;
/// How many times likelier who says "sir" is to say it again.
const SAYS_SIR: f32 = 2.0;
/// How likely a pronoun must mean somebody to be a candidate, if there are a few.
const POSSIBLE: f32 = 0.02;
const FEW: usize = 3;

/// Another turn of the conversation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Neighbour {
    pub utterance: Utterance,
    pub speaker: Option<usize>,
}

/// Where and how an entity is mentioned near an utterance.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Presence {
    /// In the same paragraph outside quotations: 0 not, 1 before it, 2 after it, and 2 more as a subject.
    pub beside: usize,
    /// Whether it is the last subject before the utterance in its paragraph, the first one after it.
    pub acts_before: bool,
    pub acts_after: bool,
    /// Whether it is the first who is mentioned in the paragraph.
    pub first: bool,
    /// Paragraphs back to the nearest that mentions it outside quotations; 0: none.
    pub back: usize,
    /// Whether it is the last subject there.
    pub acts: bool,
    /// Whether it is the last subject between the turn before and this one.
    pub acts_between: bool,
    /// Whether the utterance names it, and addresses it.
    pub named: bool,
    pub called: bool,
    /// The same of the turn before.
    pub named_before: bool,
    pub called_before: bool,
    /// The same of the turn after.
    pub named_after: bool,
    pub called_after: bool,
}

/// Turns before an utterance, or after it.
type Turns = SmallVec<[Neighbour; TURNS]>;

/// An utterance with what stands around it.
pub(super) struct Turn<'a> {
    pub cast: &'a Cast<'a>,
    pub utterance: Utterance,
    /// Whether the text has a line for each sentence.
    pub lines: bool,
    /// The turns before it, the last first, and after it: one for each paragraph, but for its own.
    pub before: Turns,
    pub after: Turns,
    /// The utterances next to it in its own paragraph.
    pub same_before: Option<Neighbour>,
    pub same_after: Option<Neighbour>,
    /// Who is mentioned near it.
    pub present: SmallVec<[(usize, Presence); NEARLY_ALL]>,
    /// How many of them in the same paragraph.
    pub beside: usize,
    /// The gender of a pronoun that is the subject beside it.
    pub gender: Option<Gender>,
    pub candidates: SmallVec<[usize; MOST_CANDIDATES]>,
}

impl<'a> Turn<'a> {
    pub fn new(
        cast: &'a Cast<'a>,
        utterances: &[Utterance],
        speakers: &[Option<usize>],
        index: usize,
        lines: bool,
    ) -> Self {
        let utterance = utterances[index];
        let at = |other: usize| {
            let utterance = utterances.get(other).copied()?;
            Some(Neighbour { utterance, speaker: speakers.get(other).copied().flatten() })
        };
        let beside =
            |other: Option<usize>| other.and_then(at).filter(|other| other.utterance.paragraph == utterance.paragraph);
        let mut turn = Self {
            cast,
            utterance,
            lines,
            before: turns((0..index).rev().filter_map(at), utterance.paragraph),
            after: turns((index + 1..utterances.len()).filter_map(at), utterance.paragraph),
            same_before: beside(index.checked_sub(1)),
            same_after: beside(Some(index + 1)),
            present: SmallVec::new(),
            beside: 0,
            gender: None,
            candidates: SmallVec::new(),
        };
        let here = cast.mentions.partition_point(|mention| mention.span.start < utterance.span.start);
        let own = turn.own_paragraph(here);
        turn.look_beside(own.clone());
        turn.look_back(own.start, here.saturating_sub(MENTIONS_BACK));
        turn.look_ahead(own.end);
        turn.candidates = turn.find_candidates();
        turn
    }

    /// How many paragraphs back the last turn is, 4 at most; 0: there is none near.
    pub fn gap(&self) -> usize {
        let back = self.before.first().map_or(0, |last| self.utterance.paragraph - last.utterance.paragraph);
        if back > 8 { 0 } else { back.min(4) }
    }

    /// How many have spoken in the last turns.
    pub fn parties(&self) -> usize {
        let speakers = || self.before.iter().take(6).filter_map(|turn| turn.speaker);
        speakers().enumerate().filter(|(at, speaker)| !speakers().take(*at).any(|other| other == *speaker)).count()
    }

    pub fn presence(&self, entity: usize) -> Presence {
        self.present.iter().find(|(other, _)| *other == entity).map(|(_, presence)| *presence).unwrap_or_default()
    }

    /// How likely its pronoun means somebody, if it has one.
    pub fn chance(&self, entity: usize) -> Option<f32> {
        let mention = self.source()?;
        let chances = self.cast.chances.get(&mention)?;
        let known = chances.each.iter().find(|(other, _)| *other == entity);
        Some(known.map_or(0.0, |(_, likelihood)| *likelihood))
    }

    /// How likely its pronoun means nobody known, if it has one.
    pub fn chance_of_none(&self) -> Option<f32> {
        self.cast.chances.get(&self.source()?).map(|chances| chances.none)
    }

    fn presence_mut(&mut self, entity: usize) -> &mut Presence {
        let known = self.present.iter().position(|(other, _)| *other == entity);
        let at = known.unwrap_or_else(|| {
            self.present.push((entity, Presence::default()));
            self.present.len() - 1
        });
        &mut self.present[at].1
    }

    /// The mention that is its source, a pronoun or a noun.
    fn source(&self) -> Option<usize> {
        match self.utterance.source {
            Source::Pronoun(mention) | Source::Noun(mention) => Some(mention),
            _ => None,
        }
    }

    /// The gender of the pronoun or noun that is its source.
    pub fn source_gender(&self) -> Option<Gender> {
        match &self.cast.mentions.get(self.source()?)?.raw.form {
            Form::Pronoun(pronoun) => pronoun.gender,
            Form::Nominal(noun) => noun.gender,
            Form::Name(_) => None,
        }
    }

    /// The noun that is its source.
    fn noun(&self) -> Option<&'a NominalPhrase> {
        match &self.cast.mentions.get(self.source()?)?.raw.form {
            Form::Nominal(noun) => Some(noun),
            _ => None,
        }
    }

    /// Whom that noun means if it is nobody else.
    fn own(&self) -> Option<usize> {
        self.utterance.speaker.filter(|_| matches!(self.utterance.source, Source::Noun(_)))
    }

    /// Whether its noun is somebody's without a name who spoke a few turns before, by the same noun: "the gentleman" again.
    pub fn is_said_again(&self) -> bool {
        let Some((own, noun)) = self.own().zip(self.noun()) else { return false };
        let same = |mention: usize| match self.cast.mentions.get(mention).map(|mention| &mention.raw.form) {
            Some(Form::Nominal(other)) => other.head == noun.head,
            _ => false,
        };
        self.before.iter().filter(|other| other.speaker == Some(own)).any(|other| match other.utterance.source {
            Source::Noun(mention) => same(mention),
            // "a gentleman"
            Source::Words => true,
            Source::None | Source::Cue | Source::Pronoun(_) => false,
        })
    }

    /// How many times likelier somebody is to speak than the ranker knows: who says "sir" near it says it again, and whoever
    /// is called so does not.
    pub fn weight(&self, entity: usize) -> f32 {
        let honours = self.utterance.honours;
        let alike = |other: &&Neighbour| other.speaker.is_some() && other.utterance.honours == honours;
        let said = self.before.iter().chain(&self.after).find(alike).filter(|_| honours.is_some());
        match said {
            Some(other) if other.speaker == Some(entity) => SAYS_SIR,
            Some(_) => 1.0 / SAYS_SIR,
            None => 1.0,
        }
    }

    /// Whether a noun that is its source may mean somebody: not whose it is ("her mother" is not she), nor another gender's, nor
    /// who tells the text.
    fn may_be_called(&self, entity: usize) -> bool {
        let Some((mention, noun)) = self.source().zip(self.noun()) else { return true };
        if self.own() == Some(entity) {
            return true;
        }
        let span = self.cast.mentions[mention].span;
        let inner = self.cast.mentions.iter().enumerate().skip(mention + 1);
        let inner = inner.take_while(|(_, inner)| inner.span.start < span.end);
        let owns = inner.map(|(index, _)| index).any(|index| self.cast.entity(index) == Some(entity));
        let tells = self.cast.narrator == Some(entity) || self.cast.entities[entity].name == "I";
        let agrees = noun.gender.zip(self.cast.gender(entity)).is_none_or(|(wanted, own)| wanted == own);
        agrees && !owns && !tells
    }

    /// The mentions of its paragraph that are not far from it.
    fn own_paragraph(&self, here: usize) -> Range<usize> {
        let mentions = self.cast.mentions;
        let same = |index: &usize| mentions[*index].paragraph == self.utterance.paragraph;
        let before = (here.saturating_sub(MENTIONS_BACK)..here).rev().take_while(same).count();
        let after = (here..mentions.len().min(here + NEAR)).take_while(same).count();
        here - before..here + after
    }

    /// Who is mentioned in its own paragraph, and who acts there.
    fn look_beside(&mut self, mentions: Range<usize>) {
        let (cast, span, own) = (self.cast, self.utterance.span, self.source());
        let (mut last_before, mut first_after, mut first) = (None, None, None);
        for index in mentions {
            let mention = &cast.mentions[index];
            let speaker = cast.speaker(index);
            if mention.raw.quoted {
                if let (true, Form::Name(_), Some(entity)) = (span.covers(mention.span), &mention.raw.form, speaker) {
                    let presence = self.presence_mut(entity);
                    presence.named = true;
                    presence.called |= is_address(mention.raw.around);
                }
                continue;
            }
            if Some(index) == own {
                continue;
            }
            let is_before = mention.span.start < span.start;
            let addressed = matches!(mention.raw.form, Form::Pronoun(pronoun) if pronoun.person == Person::Second);
            let subject = mention.raw.slot == Slot::Subject;
            if subject && !addressed {
                if is_before {
                    last_before = Some(index);
                } else if mention.span.start >= span.end && first_after.is_none() {
                    first_after = Some(index);
                }
            }
            if let Some(entity) = speaker {
                first = first.or(Some(entity));
                let presence = self.presence_mut(entity);
                let side = if is_before { 1 } else { 2 };
                presence.beside = presence.beside.max(side + if subject { 2 } else { 0 });
            }
        }
        for (index, before) in [(last_before, true), (first_after, false)] {
            let Some(index) = index else { continue };
            if let Some(entity) = cast.speaker(index) {
                let presence = self.presence_mut(entity);
                presence.acts_before |= before;
                presence.acts_after |= !before;
            }
            if let Form::Pronoun(pronoun) = cast.mentions[index].raw.form
                && pronoun.person == Person::Third
            {
                self.gender = self.gender.or(pronoun.gender);
            }
        }
        if let Some(entity) = first {
            self.presence_mut(entity).first = true;
        }
        self.beside = self.present.iter().filter(|(_, presence)| presence.beside > 0).count();
    }

    /// Who is mentioned in the paragraphs before, up to the mention before `end`, back to the mention `from`.
    fn look_back(&mut self, end: usize, from: usize) {
        let cast = self.cast;
        let last_turn = self.before.first().map(|turn| turn.utterance);
        let farthest = if self.lines { LINES_BACK } else { PARAGRAPHS_BACK };
        // paragraphs back to the last that has a subject
        let mut subject_back = None;
        for index in (from.min(end)..end).rev() {
            let mention = &cast.mentions[index];
            let back = self.utterance.paragraph - mention.paragraph;
            if back > farthest {
                break;
            }
            let speaker = cast.speaker(index);
            if mention.raw.quoted {
                let in_last = last_turn.is_some_and(|last| last.span.covers(mention.span));
                if let (true, Form::Name(_), Some(entity)) = (in_last, &mention.raw.form, speaker) {
                    let presence = self.presence_mut(entity);
                    presence.named_before = true;
                    presence.called_before |= is_address(mention.raw.around);
                }
                continue;
            }
            let subject = mention.raw.slot == Slot::Subject;
            if let Some(entity) = speaker {
                let between = last_turn.is_some_and(|last| mention.paragraph > last.paragraph);
                let presence = self.presence_mut(entity);
                if presence.back == 0 {
                    presence.back = back;
                }
                presence.acts |= subject && subject_back != Some(back) && presence.back == back;
                presence.acts_between |= subject && subject_back.is_none() && between;
            }
            if subject {
                subject_back = Some(back);
            }
        }
    }

    /// Whom the turn after names, from the mention `from` on.
    fn look_ahead(&mut self, from: usize) {
        let cast = self.cast;
        let Some(next) = self.after.first().map(|turn| turn.utterance.span) else { return };
        let mentions = cast.mentions.iter().enumerate().skip(from).take(NEAR);
        for (index, mention) in mentions.take_while(|(_, mention)| mention.span.start < next.end) {
            if mention.raw.quoted
                && next.covers(mention.span)
                && matches!(mention.raw.form, Form::Name(_))
                && let Some(entity) = cast.speaker(index)
            {
                let presence = self.presence_mut(entity);
                presence.named_after = true;
                presence.called_after |= is_address(mention.raw.around);
            }
        }
    }

    /// Whether nothing parts it from the last turn, and from the next: hardly anybody has two turns in a row.
    pub fn touches(&self) -> [bool; 2] {
        let own = self.utterance.span;
        let touches = |one: TextRange, other: TextRange| other.start.saturating_sub(one.end) <= BLANK;
        [
            self.before.first().is_some_and(|last| touches(last.utterance.span, own)),
            self.after.first().is_some_and(|next| touches(own, next.utterance.span)),
        ]
    }

    /// Who may speak.
    fn find_candidates(&self) -> SmallVec<[usize; MOST_CANDIDATES]> {
        let mut found = SmallVec::new();
        let mut add = |entity: usize| {
            if !found.contains(&entity) {
                found.push(entity);
            }
            found.len()
        };
        if let Source::Pronoun(mention) = self.utterance.source {
            let mut chances = self.cast.chances.get(&mention).map(|chances| chances.each.clone()).unwrap_or_default();
            chances.sort_by(|one, other| other.1.total_cmp(&one.1));
            let mut count = 0;
            for (entity, likelihood) in chances {
                if likelihood >= POSSIBLE || count < FEW {
                    count = add(entity);
                }
            }
            let gender = self.source_gender();
            for entity in speakers(&self.before) {
                let own = self.cast.gender(entity);
                let agrees = own.is_none() || own == gender;
                if self.cast.is_person(entity) && agrees && self.cast.narrator != Some(entity) {
                    add(entity);
                }
            }
        } else {
            self.own().map(&mut add);
            let (near, far) = self.before.split_at(self.before.len().min(4));
            let after = self.after.get(..TURNS_AHEAD).unwrap_or(&self.after);
            let (next, later) = after.split_at(after.len().min(2));
            self.same_before.and_then(|other| other.speaker).map(&mut add);
            speakers(near).for_each(|entity| _ = add(entity));
            self.same_after.and_then(|other| other.speaker).map(&mut add);
            speakers(next).for_each(|entity| _ = add(entity));
            for (entity, presence) in &self.present {
                // whom only the utterance itself names hardly says it
                if !presence.named || presence.beside > 0 || presence.back > 0 || presence.named_before {
                    add(*entity);
                }
            }
            speakers(far).for_each(|entity| _ = add(entity));
            speakers(later).for_each(|entity| _ = add(entity));
        }
        let has_source = self.source().is_some();
        found.retain(|entity| self.may_be_called(*entity) && !(has_source && self.presence(*entity).called));
        found.truncate(MOST_CANDIDATES);
        found
    }
}

/// Who speaks in some turns.
fn speakers(turns: &[Neighbour]) -> impl Iterator<Item = usize> {
    turns.iter().filter_map(|turn| turn.speaker)
}

/// The turns among some utterances, which begin next to a paragraph: one for each other paragraph.
fn turns(utterances: impl Iterator<Item = Neighbour>, paragraph: usize) -> Turns {
    let mut found = Turns::new();
    for other in utterances.take(NEAR) {
        let known = found.last().is_some_and(|last| last.utterance.paragraph == other.utterance.paragraph);
        if other.utterance.paragraph == paragraph || known {
            continue;
        }
        if found.len() >= TURNS {
            break;
        }
        found.push(other);
    }
    found
}
