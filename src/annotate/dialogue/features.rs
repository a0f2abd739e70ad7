//! What the ranker of turns sees of somebody who may say an utterance.

use crate::annotate::annotation::EntityKind;
use crate::annotate::coreference::{Rows, agreement, bucket};

use super::Source;
use super::surroundings::{Neighbour, Turn};

/// How the text tells who speaks: not, by a cue or words that are nobody known, by a pronoun. A noun counts as such words.
const SOURCES: usize = 3;
/// Turns to somebody's last one, and whether all between them is utterances.
const BEFORE: usize = 6 * 2;
const AFTER: usize = 5 * 2;
/// Turns to the nearest whose speaker the text tells, utterances alone between, and whether it is the candidate's; or none.
const ANCHOR: usize = 1 + 6 * 2;
/// How likely a pronoun means somebody.
const CHANCES: usize = 11;

/// What is seen of a candidate, who has said so many utterances before; `rank` is how many candidates come before it.
pub(super) fn of_candidate(turn: &Turn<'_>, entity: usize, rank: usize, said: usize) -> Rows {
    let mut rows = Rows::default();
    let utterance = turn.utterance;
    let source = source(utterance.source);
    let lines = usize::from(turn.lines);
    let presence = turn.presence(entity);
    let known = &turn.cast.entities[entity];
    let is_it = |other: Option<usize>| match other {
        None => 0,
        Some(other) if other == entity => 1,
        Some(_) => 2,
    };
    let last = turn.before.iter().position(|other| other.speaker == Some(entity));
    let turns = last.map_or(5, |turn| turn.min(4));
    let unbroken = |turns: &[Neighbour], at: usize| {
        turns.get(at).is_some_and(|other| other.utterance.paragraph.abs_diff(utterance.paragraph) == at + 1)
    };
    let before = turns * 2 + usize::from(last.is_some_and(|at| unbroken(&turn.before, at)));
    let next = turn.after.iter().position(|other| other.speaker == Some(entity));
    let next = next.filter(|at| *at < 4);
    let after = next.unwrap_or(4) * 2 + usize::from(next.is_some_and(|at| unbroken(&turn.after, at)));
    let same = match turn.same_before.map(|other| other.speaker) {
        None => 0,
        Some(None) => 3,
        Some(speaker) => is_it(speaker),
    };
    rows.add(BEFORE * SOURCES, before * SOURCES + source);
    rows.add(4 * SOURCES, same * SOURCES + source);
    rows.add(5 * 3 * 2, (presence.beside * 3 + turn.beside.min(2)) * 2 + lines);
    rows.add(13 * 2 * 2, (presence.back.min(12) * 2 + usize::from(presence.acts)) * 2 + lines);
    let called = usize::from(presence.called) * 2 + usize::from(presence.called_before);
    let named = usize::from(presence.named) * 2 + usize::from(presence.named_before);
    rows.add(16, called * 4 + named);
    rows.add(BEFORE * 4, before * 4 + called);
    let last_turn = turn.before.first();
    let asked = usize::from(last_turn.is_some_and(|last| last.utterance.asks));
    rows.add(6 * 4, (turns * 2 + asked) * 2 + usize::from(utterance.asks));
    rows.add(6 * 2, turns * 2 + usize::from(last_turn.is_some_and(|last| last.speaker.is_none())));
    rows.add(5, bucket(said, &[1, 3, 10, 40]));
    rows.add(5, bucket(known.trail.seen, &[2, 5, 20, 80]));
    let person = usize::from(known.kind == Some(EntityKind::Person));
    rows.add(8, usize::from(known.parts.is_empty()) * 4 + person * 2 + usize::from(known.name == "I"));
    rows.add(6 * SOURCES, rank.min(5) * SOURCES + source);
    let gap = turn.gap();
    let words = bucket(utterance.words, &[2, 5, 10]);
    rows.add(5 * 6, gap * 6 + turns);
    rows.add(4 * 6, words * 6 + turns);
    rows.add(AFTER * SOURCES, after * SOURCES + source);
    rows.add(6 * AFTER, turns * AFTER + after);
    rows.add(3, is_it(turn.same_after.and_then(|other| other.speaker)));
    let pattern = (0..3).fold(0, |sum, at| sum * 3 + is_it(turn.before.get(at).and_then(|other| other.speaker)));
    rows.add(27 * 2, pattern * 2 + usize::from(gap == 1));
    rows.add(4 * 6, turn.parties().min(3) * 6 + turns);
    let acts = usize::from(presence.acts_before) * 2 + usize::from(presence.acts_after);
    rows.add(4 * 2 * 2, (acts * 2 + usize::from(presence.first)) * 2 + lines);
    rows.add(4 * 3, acts * 3 + usize::from(turn.same_before.is_some()));
    rows.add(4 * 2, usize::from(presence.acts_between) * 4 + lines * 2 + usize::from(gap > 1));
    let agrees = match (turn.gender, turn.cast.gender(entity)) {
        (Some(wanted), Some(own)) => 1 + usize::from(wanted != own),
        _ => 0,
    };
    rows.add(3 * 2, agrees * 2 + lines);
    rows.add(6 * 6, last_turn.map_or(5, |last| kind(last.utterance.source, last.speaker)) * 6 + turns);
    let chance = turn.chance(entity).map_or(0, |chance| 1 + chance_bucket(chance));
    rows.add(CHANCES, chance);
    rows.add(CHANCES * BEFORE, chance * BEFORE + before);
    rows.add(CHANCES * 2, chance * 2 + usize::from(gap == 1));
    let anchor = |turns: &[Neighbour]| {
        let told = |other: &Neighbour| !matches!(other.utterance.source, Source::None | Source::Cue);
        let known = |other: &Neighbour| told(other).then_some(other.speaker).flatten();
        let nearest = turns.iter().enumerate().take_while(|(at, _)| unbroken(turns, *at));
        let nearest = nearest.filter_map(|(at, other)| Some((at, known(other)?))).next();
        nearest.map_or(0, |(at, speaker)| 1 + at.min(5) * 2 + usize::from(speaker != entity))
    };
    let (behind, ahead) = (anchor(&turn.before), anchor(&turn.after));
    rows.add(ANCHOR * ANCHOR, behind * ANCHOR + ahead);
    rows.add(ANCHOR * SOURCES, behind * SOURCES + source);
    rows.add(ANCHOR * SOURCES, ahead * SOURCES + source);
    let [touches_last, touches_next] = turn.touches().map(usize::from);
    let next_turn = turn.after.first();
    let speaks_next = next_turn.map_or(0, |next| is_it(next.speaker));
    let told_next =
        usize::from(next_turn.is_some_and(|next| matches!(next.utterance.source, Source::Words | Source::Noun(_))));
    let spoke_last = last_turn.map_or(0, |last| is_it(last.speaker));
    rows.add(2 * 3 * SOURCES, (touches_last * 3 + spoke_last) * SOURCES + source);
    rows.add(2 * 3 * 2, (touches_next * 3 + speaks_next) * 2 + told_next);
    let called_next = usize::from(presence.called_after) * 2 + usize::from(presence.named_after);
    rows.add(4 * 3, called_next * 3 + spoke_last);
    let often = turn.before.iter().filter(|other| other.speaker == Some(entity)).count();
    rows.add(5 * 2, often * 2 + lines);
    let (lead, follow) = (utterance.lead as usize, utterance.follow as usize);
    let acts = usize::from(presence.acts_before) * 2 + usize::from(presence.acts_between);
    rows.add(5 * 4 * 2, (lead * 4 + acts) * 2 + lines);
    rows.add(5 * 3, lead * 3 + spoke_last);
    rows.add(4 * 2 * 2, (follow * 2 + usize::from(presence.acts_after)) * 2 + lines);
    // who tells the text says "I" all the time, not once in an aside
    let tells = usize::from(turn.cast.narrator == Some(entity));
    rows.add(2 * 5, tells * 5 + bucket(known.trail.seen, &[4, 10, 25, 60]));
    rows.add(7 * 2, agreement(known, turn.source_gender()) * 2 + usize::from(chance > 6));
    let two_back = turn.before.get(1).map_or(0, |other| is_it(other.speaker));
    rows.add(3 * 3 * 3, (spoke_last * 3 + two_back) * 3 + speaks_next);
    rows
}

/// What is seen of there being nobody among the candidates who says it.
pub(super) fn of_none(turn: &Turn<'_>) -> Rows {
    let mut rows = Rows::default();
    let utterance = turn.utterance;
    let source = source(utterance.source);
    rows.add(5 * SOURCES, turn.candidates.len().min(4) * SOURCES + source);
    rows.add(5, turn.gap());
    rows.add(4 * SOURCES, bucket(utterance.words, &[2, 5, 10]) * SOURCES + source);
    rows.add(3 * 2, turn.beside.min(2) * 2 + usize::from(turn.lines));
    rows.add(2, usize::from(turn.same_before.is_some()));
    rows.add(4, turn.parties());
    let nobody = |none: f32| 1 + [0.1, 0.3, 0.5, 0.7].iter().filter(|bound| none >= **bound).count();
    rows.add(6, turn.chance_of_none().map_or(0, nobody));
    rows.add(5 * 4, utterance.lead as usize * 4 + utterance.follow as usize);
    rows
}

fn source(source: Source) -> usize {
    match source {
        Source::None => 0,
        Source::Cue | Source::Noun(_) | Source::Words => 1,
        Source::Pronoun(_) => 2,
    }
}

/// How the text tells who has spoken: not, by a cue, by a pronoun, by words that are somebody, by words that are nobody.
fn kind(source: Source, speaker: Option<usize>) -> usize {
    match source {
        Source::None => 0,
        Source::Cue => 1,
        Source::Pronoun(_) => 2,
        Source::Words | Source::Noun(_) if speaker.is_some() => 3,
        Source::Words | Source::Noun(_) => 4,
    }
}

fn chance_bucket(chance: f32) -> usize {
    [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95].iter().filter(|bound| chance >= **bound).count()
}
