//! From labelled tokens to attributions: runs of tokens become parts, parts find their cue.
//!
//! A label says on which side of a source or content its cue stands; it is the nearest one there. Where several cues
//! share a source ("Li said A and promised B"), only the first has it by its labels; the others get it here.

use std::ops::Range;

use crate::annotate::quotation::is_mark;
use crate::annotate::words::{Word, Words};
use crate::lexicon;
use crate::model::{Direction, Label, Role, Tagging};

/// A run of tokens with one role.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub role: Role,
    pub words: Range<usize>,
}

/// A cue with what belongs to it, in words of the paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Link {
    pub cue: Vec<Range<usize>>,
    pub source: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

impl Link {
    /// All of its parts.
    pub fn parts(&self) -> impl Iterator<Item = &Range<usize>> {
        self.cue.iter().chain(&self.source).chain(&self.content)
    }
}

/// Words between two cues that share their source.
const JOINING: [&str; 9] = [",", "and", "but", "or", "then", "also", "to", "has", "have"];

/// The runs of tokens with one role.
pub(super) fn parts(tagging: &Tagging) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (index, label) in tagging.labels.iter().enumerate() {
        match *label {
            Label::Outside => {}
            Label::Begin(role) => parts.push(Part { role, words: index..index + 1 }),
            Label::Inside(role) => match parts.last_mut() {
                Some(part) if part.role == role && part.words.end == index => part.words.end += 1,
                _ => parts.push(Part { role, words: index..index + 1 }),
            },
        }
    }
    parts
}

/// Gives a surname that the tagger takes for a modal back to its first name: "Theresa | May said".
pub(super) fn keep_names_whole(words: &Words<'_>, parts: &mut [Part]) {
    for index in 1..parts.len() {
        let [.., before, cue] = &mut parts[..=index] else { continue };
        let follows = before.words.end == cue.words.start && cue.words.len() > 1;
        let first_name = words
            .get(before.words.end - 1)
            .is_some_and(|word| word.is_capitalized() && lexicon::first_name(&word.lower).is_some());
        let surname = words.get(cue.words.start).is_some_and(Word::is_modal_month);
        let verb = words.get(cue.words.start + 1).is_some_and(|word| !word.is_capitalized());
        if matches!((before.role, cue.role), (Role::Source(_), Role::Cue)) && follows && first_name && surname && verb {
            before.words.end += 1;
            cue.words.start += 1;
        }
    }
}

/// Links parts into attributions, in the order of their cues, one for each cue, be there content for it or not.
pub(super) fn link(words: &Words<'_>, parts: &[Part]) -> Vec<Link> {
    let is_cue = |part: &&Part| part.role == Role::Cue;
    let mut links: Vec<Link> = Vec::new();
    links.extend(parts.iter().filter(is_cue).map(|cue| Link { cue: vec![cue.words.clone()], ..Link::default() }));
    let mut cues_before: usize = 0;
    for part in parts {
        let (is_source, direction) = match part.role {
            Role::Cue => {
                cues_before += 1;
                continue;
            }
            Role::Source(direction) => (true, direction),
            Role::Content(direction) => (false, direction),
        };
        let left = cues_before.checked_sub(1);
        let right = Some(cues_before).filter(|next| *next < links.len());
        let cue = match direction {
            Direction::Left => left.or(right),
            Direction::Right => right.or(left),
        };
        match cue.and_then(|index| links.get_mut(index)) {
            Some(link) if is_source => link.source.push(without_symbols(words, part.words.clone())),
            Some(link) => link.content.push(part.words.clone()),
            None => {}
        }
    }
    share_sources(words, parts, &mut links);
    take_colons(words, parts, &mut links);
    links
}

/// A source without the bullet or emoji before it.
fn without_symbols(words: &Words<'_>, source: Range<usize>) -> Range<usize> {
    let is_symbol = |word: &&Word<'_>| word.text.chars().all(|c| !c.is_alphanumeric() && !c.is_ascii() && !is_mark(c));
    let symbols = words.words.get(source.clone()).unwrap_or_default().iter().take_while(is_symbol).count();
    if symbols < source.len() { source.start + symbols..source.end } else { source }
}

/// Leaves out the attributions without content. Returned is the last one if it announces what the next paragraph says:
/// its cue stands in the last sentence, and nothing is attributed after it.
pub(super) fn take_announcement(words: &Words<'_>, links: &mut Vec<Link>) -> Option<Link> {
    let last_sentence = words.sentences.last().map_or(0, |sentence| sentence.start);
    let announces = |link: &&Link| link.content.is_empty() && link.cue.iter().all(|cue| cue.start >= last_sentence);
    let announcement = links.last().filter(announces).cloned();
    links.retain(|link| !link.content.is_empty());
    announcement
}

/// What is said in a paragraph in which nothing signals it.
pub(super) fn without_cue(parts: &[Part]) -> Vec<Link> {
    let content = parts.iter().filter(|part| matches!(part.role, Role::Content(_)));
    content.map(|part| Link { content: vec![part.words.clone()], ..Link::default() }).collect()
}

/// A colon right after a cue belongs to it, by PolNeAR's conventions.
fn take_colons(words: &Words<'_>, parts: &[Part], links: &mut [Link]) {
    for cue in links.iter_mut().flat_map(|link| &mut link.cue) {
        let free = || {
            let at = parts.partition_point(|part| part.words.end <= cue.end);
            parts.get(at).is_none_or(|part| part.words.start > cue.end)
        };
        if words.get(cue.end).is_some_and(|word| word.text == ":") && free() {
            cue.end += 1;
        }
    }
}

/// Gives a cue without a source the one before's, if only joining words stand between its attribution and this cue.
fn share_sources(words: &Words<'_>, parts: &[Part], links: &mut [Link]) {
    for index in 1..links.len() {
        let [.., before, link] = &mut links[..=index] else { continue };
        let Some(last) = link.cue.first().and_then(|cue| cue.start.checked_sub(1)) else { continue };
        if !link.source.is_empty() || before.source.is_empty() {
            continue;
        }
        let at = parts.partition_point(|part| part.words.end <= last);
        let role = parts.get(at).filter(|part| part.words.contains(&last)).map(|part| part.role);
        let joins = || words.get(last).is_some_and(|word| JOINING.contains(&&*word.lower));
        let shares = match role {
            None => joins(),
            Some(Role::Source(Direction::Left) | Role::Content(Direction::Left)) => true,
            Some(_) => false,
        };
        if shares {
            link.source = before.source.clone();
        }
    }
}
