//! What the program promises of any bytes whatever; each function panics if a promise is broken. The fuzz targets try them
//! on bytes that a fuzzer makes, the tests on the seeds that it began with.

use sayso::annotate::{self, Annotation};
use sayso::rules::{self, Settings};
use sayso::text::{self, Document, Format, TextRange};
use sayso::workspace::Analyzer;
use tokio::io::sink;

/// A format, by a byte, and a text.
fn text_of(bytes: &[u8]) -> (Format, String) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let format = Format::ALL[usize::from(*first) % Format::ALL.len()];
    (format, String::from_utf8_lossy(rest).into_owned())
}

fn assert_lies_in(source: &str, range: TextRange) {
    assert!(source.get(range.start..range.end).is_some(), "{range:?} is no slice of the text");
}

/// Reading: paragraphs come in order, lie in the source, and each of their bytes stands somewhere in it.
pub fn reads(bytes: &[u8]) {
    let (format, source) = text_of(bytes);
    let document = text::read(&source, format);
    let mut end = 0;
    for paragraph in &document.paragraphs {
        let range = paragraph.source_range();
        assert_lies_in(&source, range);
        assert!(range.start >= end, "paragraphs overlap: {range:?} after {end}");
        end = range.end;
        for token in text::tokenize(paragraph.text()) {
            assert_lies_in(paragraph.text(), token.range);
            assert_lies_in(&source, paragraph.to_source(token.range));
        }
    }
}

fn assert_sound(source: &str, document: &Document, annotation: &Annotation) {
    for attribution in annotation.all_attributions() {
        let parts = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
        parts.for_each(|part| assert_lies_in(source, *part));
        assert!((0.0..=1.0).contains(&attribution.confidence.0));
        let speakers = attribution.speaker.iter().chain(&attribution.candidates);
        speakers.for_each(|entity| assert!(entity.0 < annotation.entities.len()));
    }
    annotation.quotations.iter().for_each(|quotation| assert_lies_in(source, quotation.span));
    annotation.entities.iter().flat_map(|entity| &entity.mentions).for_each(|it| assert_lies_in(source, it.span));
    annotation.claims.iter().for_each(|claim| assert_lies_in(source, claim.trigger));
    let settings = Settings::default();
    for finding in rules::check(&rules::Context::new(source, document, annotation, &settings)) {
        assert_lies_in(source, finding.span);
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
        edits.for_each(|edit| assert_lies_in(source, edit.span));
    }
}

/// Annotating: all that is found lies in the source.
pub fn annotates(bytes: &[u8]) {
    let (format, source) = text_of(bytes);
    let document = text::read(&source, format);
    assert_sound(&source, &document, &annotate::annotate(&document));
}

/// Editing: after any edits what is known equals what a fresh look gives. An edit is two bytes for where, one for how much goes, one
/// for how much comes, and what comes; the first of them makes the text.
pub fn edits(bytes: &[u8]) {
    let (format, script) = text_of(bytes);
    let mut letters = script.chars();
    let mut source = String::new();
    let mut analyzer = Analyzer::default();
    let number = |letters: &mut std::str::Chars<'_>| letters.next().map(|letter| letter as usize);
    let mut step = 0;
    while let Some(place) = number(&mut letters) {
        let (gone, new) = (number(&mut letters).unwrap_or(0), number(&mut letters).unwrap_or(0));
        let boundaries: Vec<usize> = source.char_indices().map(|(at, _)| at).chain([source.len()]).collect();
        let first = place * 7 % boundaries.len();
        let last = (first + gone % 16).min(boundaries.len() - 1);
        let inserted: String = letters.by_ref().take(if step == 0 { 400 } else { new % 48 }).collect();
        source.replace_range(boundaries[first]..boundaries[last], &inserted);
        let edited = analyzer.analyze(source.as_str().into(), format);
        let fresh = Analyzer::default().analyze(source.as_str().into(), format);
        assert_eq!(edited.annotation, fresh.annotation, "{source:?}");
        assert_eq!(edited.findings, fresh.findings, "{source:?}");
        step += 1;
    }
}

/// Serving: a client that sends these bytes is served to its end.
pub fn serves(bytes: &[u8]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
    let served = runtime.expect("the system gives a runtime").block_on(sayso::server::serve(bytes, sink()));
    served.expect("the system gives threads");
}
