//! Quotations that are signed: “…” — Albert Einstein.

use std::ops::Range;

use crate::annotate::words::Words;

use super::Frame;
use super::link::Link;

/// A signature is no longer than this many words.
const LONGEST: usize = 10;
const CONFIDENCE: f32 = 0.85;

/// The paragraph's last quotation with the signature that all the rest of the paragraph is.
pub(super) fn signed_quotation(words: &Words<'_>) -> Option<Frame> {
    let quote = words.quotes.last().filter(|quote| quote.can_be_speech)?.words.clone();
    let source = signature(words, quote.end)?;
    let dash = quote.end..quote.end + 1;
    let link = Link { cue: vec![dash], source: vec![source], content: vec![quote] };
    Some(Frame { link, confidence: CONFIDENCE })
}

/// The paragraph, if it is only a signature; its content is in the paragraph before.
pub(super) fn signature_line(words: &Words<'_>) -> Option<Frame> {
    let source = signature(words, 0)?;
    let dash = 0..1;
    let link = Link { cue: vec![dash], source: vec![source], content: Vec::new() };
    Some(Frame { link, confidence: CONFIDENCE })
}

/// The name behind a dash at `dash`, if nothing else follows it in the paragraph.
fn signature(words: &Words<'_>, dash: usize) -> Option<Range<usize>> {
    let is_dash = words.get(dash)?.is_dash();
    let stop = words.words.last().is_some_and(|word| word.text == ".");
    let end = words.words.len() - usize::from(stop);
    let source = dash + 1..end;
    let named = words.get(source.start)?.is_capitalized();
    let span = words.words.get(source.clone())?;
    let plain = span.iter().all(|word| !word.is_finite_verb() && word.quote.is_none());
    (is_dash && named && plain && (1..=LONGEST).contains(&source.len())).then_some(source)
}
