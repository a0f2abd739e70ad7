//! A property of findings: whatever the text, they and their fixes lie in it, and a fix can be made.

use std::sync::Arc;

use proptest::prelude::*;

use sayso::rules::Fix;
use sayso::text::{Format, TextRange};
use sayso::workspace::Analyzer;

const PIECES: [&str; 30] = [
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    ",",
    ".",
    "?",
    " …",
    " ",
    "\n\n",
    " said",
    " claimed",
    " that ",
    " she smiled",
    " to ",
    "Ann Lund ",
    "Mr Demir ",
    " he said.",
    " She said ",
    "*",
    "[a](b)",
    "&quot;",
    "according to ",
    " reform ",
    "It rained. ",
    "é",
    " admitted",
    "“We won,",
];

fn assert_lies_in(source: &str, range: TextRange) {
    assert!(source.get(range.start..range.end).is_some(), "{range:?} is no slice of the text");
}

fn assert_can_be_made(source: &str, fix: &Fix) {
    assert!(!fix.edits.is_empty(), "{} does nothing", fix.title);
    fix.edits.iter().for_each(|edit| assert_lies_in(source, edit.span));
    for pair in fix.edits.windows(2) {
        assert!(pair[0].span.end < pair[1].span.start, "{}: {pair:?} touch", fix.title);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn findings_and_fixes_lie_in_any_text(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..40)) {
        let source = pieces.concat();
        for format in Format::ALL {
            let analysis = Analyzer::default().analyze(Arc::from(source.as_str()), format);
            for finding in &analysis.findings {
                assert_lies_in(&source, finding.span);
                finding.related.iter().for_each(|related| assert_lies_in(&source, related.span));
                finding.fixes.iter().for_each(|fix| assert_can_be_made(&source, fix));
            }
        }
    }
}
