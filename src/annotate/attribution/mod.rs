//! Finds attributions in one paragraph: who (source) says (cue) what (content).
//!
//! By rules: a cue verb gets its verb group and its subject; where they stand to what is said decides the content's
//! edges, as PolNeAR's guidelines draw them. What comes out is in bytes of the paragraph; who the sources are is
//! decided later.

mod content;
mod frame;
mod signature;
mod subject;
mod verb_group;

use std::ops::Range;

use crate::lexicon::CueClass;
use crate::text::TextRange;

use super::words::Words;
use frame::{Finder, Frame};

/// An attribution in bytes of its paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawAttribution {
    pub source: Option<TextRange>,
    pub cue: Option<TextRange>,
    pub content: Vec<TextRange>,
    /// What the source is by its head noun, for one that no mention covers; `None` for a pronoun.
    pub source_noun: Option<SourceNoun>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// What a source is by its head noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceNoun {
    /// "One tourist"
    Person,
    /// "Tourists"
    People,
    /// "The plan"
    Thing,
}

/// The attributions of a paragraph, and the quotations in it that wait for a neighbour's.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Detected {
    /// In the order of their first part.
    pub attributions: Vec<RawAttribution>,
    /// Quotations at the paragraph's start, all else being quoted too, that no attribution of it covers.
    pub leading: Vec<TextRange>,
    /// Whether the paragraph is nothing but quotations without a source of their own.
    pub all_bare: bool,
    /// The attribution that a quotation in the next paragraph would carry on: an index.
    pub last_speech: Option<usize>,
    /// What the paragraph is if it only signs the quotation before it: "— Albert Einstein".
    pub signature: Option<RawAttribution>,
}

/// Finds the attributions of a paragraph; `heading` says whether it is a headline.
pub(super) fn detect(words: &Words<'_>, heading: bool) -> Detected {
    let mut frames: Vec<Frame> = Vec::new();
    let mut leading: Vec<Range<usize>> = Vec::new();
    let mut narrative = false;
    let mut previous_unit: Option<usize> = None;
    let signed = signature::signed_quotation(words);
    let signed_from = signed.as_ref().and_then(|frame| frame.content.first()).map_or(usize::MAX, |quote| quote.start);
    for unit in words.units.iter().filter(|unit| unit.start < signed_from) {
        let before = frames.len();
        let found = Finder::new(words, unit.clone(), heading).find();
        let bare = found.is_empty() && is_bare(words, unit.clone());
        if bare {
            let quotes = quotes_in(words, unit.clone());
            match previous_unit {
                Some(frame) => frames[frame].content.extend(quotes),
                None if !narrative => leading.extend(quotes),
                None => {}
            }
            continue;
        }
        narrative = true;
        frames.extend(found);
        previous_unit = carried_on_by_a_bare_quotation(words, &frames, before);
    }
    if let Some(frame) = signed {
        narrative = true;
        previous_unit = Some(frames.len());
        frames.push(frame);
    }
    let last_speech = previous_unit;
    let attributions = frames.iter().map(|frame| frame.to_raw(words)).collect();
    Detected {
        attributions,
        all_bare: !narrative && !leading.is_empty(),
        leading: leading.into_iter().map(|quote| words.range(quote)).collect(),
        last_speech,
        signature: signature::signature_line(words).map(|frame| frame.to_raw(words)),
    }
}

/// Whether a unit is nothing but speech in quotation marks.
fn is_bare(words: &Words<'_>, unit: Range<usize>) -> bool {
    let mut quoted = false;
    for word in &words.words[unit] {
        match word.quote {
            Some(quote) if words.quotes[quote].can_be_speech => quoted = true,
            _ if word.is_punctuation() => {}
            _ => return false,
        }
    }
    quoted
}

fn quotes_in(words: &Words<'_>, unit: Range<usize>) -> Vec<Range<usize>> {
    let begun = words.quotes_between(unit.start, unit.end).iter();
    begun.map(|quote| quote.words.clone()).filter(|quote| quote.end <= unit.end).collect()
}

/// Which attribution of the unit that began at frame `first` a bare quotation right after it goes on with: the last one
/// that quotes, or one in a single person's words.
fn carried_on_by_a_bare_quotation(words: &Words<'_>, frames: &[Frame], first: usize) -> Option<usize> {
    let quotes = |frame: &Frame| {
        frame.content.iter().any(|part| words.words[part.clone()].iter().any(|word| word.quote.is_some()))
    };
    let unit = frames.get(first..)?;
    let quoting = unit.iter().rposition(|frame| frame.source.is_some() && quotes(frame));
    let says = |frame: &Frame| {
        let mut cues = words.words[frame.cue.clone()].iter().filter_map(|word| word.cue);
        cues.any(|cue| cue.class.intersects(CueClass::SPEECH | CueClass::CLAUSE))
    };
    let one = |frame: &Frame| frame.source.clone().is_some_and(|source| is_one_person(words, source));
    let person = || unit.iter().rposition(|frame| one(frame) && says(frame));
    quoting.or_else(person).map(|index| first + index)
}

/// Whether a source is a single person as far as its words show: a name, "he", a noun in the singular.
fn is_one_person(words: &Words<'_>, source: Range<usize>) -> bool {
    let span = &words.words[source.clone()];
    let pronoun = span.len() == 1 && matches!(&*span[0].lower, "he" | "she" | "i");
    let several = span.len() == 1 && matches!(&*span[0].lower, "they" | "we");
    let plural = several || span.iter().any(|word| word.nominal().is_some_and(|n| n.plural) || word.is("and"));
    pronoun || (!plural && words.is_animate(source))
}
