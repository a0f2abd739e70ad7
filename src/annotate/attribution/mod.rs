//! Finds attributions in one paragraph: who (source) says (cue) what (content).
//!
//! The tagger labels the tokens, `link` makes attributions of the labels; rules do what rules do better: they read
//! signatures and the turns of transcripts, keep quotations whole, and tell which quotations go on with a speech begun
//! before. What comes out is in bytes of the paragraph; who the sources are is decided later.

mod link;
mod quoted;
mod signature;
mod source_noun;
mod turn;

use std::ops::Range;

use crate::model::{Role, Tagger, Tagging};
use crate::text::TextRange;

use super::annotation::Parts;
use super::words::Words;
use link::Link;
pub(super) use source_noun::SourceNoun;

/// An attribution in bytes of its paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawAttribution {
    pub source: Parts,
    pub cue: Parts,
    pub content: Parts,
    /// What the source is by its head noun, for one that no mention covers; `None` for a pronoun.
    pub source_noun: Option<SourceNoun>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// The attributions of a paragraph, and the quotations in it that wait for a neighbour's.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Detected {
    /// In the order of their cues.
    pub attributions: Vec<RawAttribution>,
    /// Quotations at the paragraph's start, all else being quoted too, that no attribution of it covers.
    pub leading: Vec<TextRange>,
    /// Whether the paragraph is nothing but quotations without a source of their own.
    pub all_bare: bool,
    /// The attribution that a quotation in the next paragraph would carry on: an index.
    pub last_speech: Option<usize>,
    /// What is said in a paragraph in which nothing signals it, a part each.
    pub unsourced: Vec<RawAttribution>,
    /// Who is about to say something at the paragraph's end ("She replied:"): an attribution without content.
    pub announced: Option<RawAttribution>,
    /// What the paragraph is if it only signs the quotation before it: "— Albert Einstein".
    pub signature: Option<RawAttribution>,
}

/// An attribution in words of its paragraph.
#[derive(Clone, Debug, PartialEq)]
struct Frame {
    link: Link,
    confidence: f32,
}

/// Finds the attributions of a paragraph in what the tagger says of its words.
pub(super) fn detect(words: &Words<'_>, tagger: &Tagger, tagging: &Tagging) -> Detected {
    let signed = signature::signed_quotation(words);
    let signed_from = signed.as_ref().and_then(|frame| frame.link.content.first()).map_or(usize::MAX, |q| q.start);
    let mut parts = link::parts(tagging);
    link::keep_names_whole(words, &mut parts);
    let mut links = link::link(words, &parts);
    let announced = link::take_announcement(words, &mut links);
    let mut unsourced = Vec::new();
    if !parts.iter().any(|part| part.role == Role::Cue) {
        match turn::turn(words, &parts) {
            Some(turn) => links.push(turn),
            None => unsourced = link::without_cue(&parts),
        }
    }
    links.retain(|link| link.parts().any(|part| part.start < signed_from));
    quoted::keep_quotations_whole(words, &mut links);
    quoted::detach_far_quotations(words, &mut links);
    let leading = quoted::attach_bare_quotations(words, &mut links, signed_from);
    let frame = |link: Link| Frame { confidence: tagger.calibrated(likelihood(&link, tagging)), link };
    let mut frames: Vec<Frame> = links.into_iter().map(frame).collect();
    frames.extend(signed);
    Detected {
        all_bare: frames.is_empty() && !leading.is_empty() && quoted::is_bare(words, 0..words.words.len()),
        leading: leading.into_iter().map(|quote| words.range(quote)).collect(),
        last_speech: last_speech(words, &frames),
        attributions: frames.iter().map(|frame| frame.to_raw(words)).collect(),
        announced: announced.map(|link| frame(link).to_raw(words)),
        unsourced: unsourced.into_iter().map(|link| frame(link).to_raw(words)).collect(),
        signature: signature::signature_line(words).map(|frame| frame.to_raw(words)),
    }
}

/// How likely an attribution is by its labels: the likelihoods of its three parts, each the mean of its words'.
fn likelihood(link: &Link, tagging: &Tagging) -> f32 {
    let mean = |parts: &[Range<usize>]| {
        let each = parts.iter().filter_map(|part| tagging.likelihoods.get(part.clone())).flatten();
        let (sum, count) = each.fold((0.0, 0.0_f32), |(sum, count), likelihood| (sum + likelihood, count + 1.0));
        if count > 0.0 { sum / count } else { 1.0 }
    };
    mean(&link.cue) * mean(&link.source) * mean(&link.content)
}

impl Frame {
    fn to_raw(&self, words: &Words<'_>) -> RawAttribution {
        let ranges = |parts: &[Range<usize>]| parts.iter().map(|part| words.range(part.clone())).collect();
        RawAttribution {
            source: ranges(&self.link.source),
            cue: ranges(&self.link.cue),
            content: ranges(&self.link.content),
            source_noun: self.link.source.first().and_then(|source| source_noun::source_noun(words, source.clone())),
            confidence: self.confidence,
        }
    }
}

/// Which attribution a bare quotation in the next paragraph goes on with.
fn last_speech(words: &Words<'_>, frames: &[Frame]) -> Option<usize> {
    let links = frames.iter().map(|frame| &frame.link);
    quoted::carried_on(words, links.enumerate())
}
