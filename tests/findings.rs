//! Properties of findings: whatever the text, they and their fixes lie in it, and a fix can be made; after any edits they are those
//! of a text that is seen for the first time.

use std::sync::Arc;

use proptest::prelude::*;

use sayso::rules::{self, Anonymity, Context, Fix, Settings};
use sayso::text::{Format, TextRange};
use sayso::workspace::{Analysis, Analyzer};

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

const ARTICLE: &str = include_str!("../examples/harbour-reform.md");

/// Two wordings of a sentence, of which a rule reports one alone.
const WORDINGS: [(&str, &str, &str); 12] = [
    (
        "The deal is dead, said an aide who asked not to be seen.",
        "The deal is dead, said an aide who asked not to be named.",
        "unexplained-anonymity",
    ),
    (
        "The deal is dead, said an aide who asked not to be named.",
        "The deal is dead, said an aide who asked not to be named because the talks are private.",
        "unexplained-anonymity",
    ),
    (
        "It is believed that the wharf will close.",
        "It is believed that the wharf will close (Li 2020).",
        "agentless-passive",
    ),
    (
        "It is believed that the wharf will close.",
        "In her view it is believed that the wharf will close.",
        "agentless-passive",
    ),
    (
        "It is believed that the wharf will close.",
        "It is believed that the wharf will close [citation needed].",
        "agentless-passive",
    ),
    ("Experts say that the wharf is sinking.", "Experts say that the wharf is sinking [12].", "vague-source"),
    ("Diggers say that the wharf is sinking.", "Experts say that the wharf is sinking.", "vague-source"),
    ("A study shows that wharves sink.", "The Li study shows that wharves sink.", "unnamed-study"),
    ("A source said that the wharf was sold.", "A police source said that the wharf was sold.", "bare-anonymous"),
    ("Ann Lund said that rents fell.", "Ann Lund claimed that rents fell.", "loaded-verb"),
    ("Ann Lund said that rents fell.", "Ann Lund said that rents fell, she said.", "redundant-attribution"),
    (
        "The “sinking” wharf was dry in May.",
        "The “sinking” wharf was dry in May. “It is sinking fast,” said Ann Lund.",
        "scare-quote",
    ),
];

/// Text around a sentence, so long that most of it stays as it is.
fn around(sentence: &str) -> String {
    let quiet = "The harbour has four berths, two cranes and a wall that the sea broke in the spring.\n\n";
    [&quiet.repeat(60), "Rain fell on the nets. ", sentence, " Nobody came.\n\n", &quiet.repeat(60)].concat()
}

/// The texts on the way from one to another, as somebody types: what differs goes, and what is new comes, letter by letter.
fn typed(from: &str, to: &str) -> Vec<String> {
    let first: usize =
        from.chars().zip(to.chars()).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum();
    let (old, new) = (from[first..].chars().rev(), to[first..].chars().rev());
    let last: usize = old.zip(new).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum();
    let (goes, comes) = (&from[first..from.len() - last], &to[first..to.len() - last]);
    let letters = |text: &str| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect::<Vec<_>>();
    let gone = letters(goes).into_iter().rev().map(|end| &goes[..end]);
    let come = letters(comes).into_iter().map(|end| &comes[..end]);
    gone.chain(come).map(|middle| [&from[..first], middle, &from[from.len() - last..]].concat()).collect()
}

/// Checks that a version's findings are those of somebody who knows no version before.
#[track_caller]
fn assert_judged_afresh(analysis: &Analysis, settings: &Settings) {
    let Analysis { source, document, annotation, findings, .. } = analysis;
    assert_eq!(*findings, rules::check(&Context::new(source, document, annotation, settings)), "{source}");
}

fn reports(analysis: &Analysis, rule: &str) -> bool {
    analysis.findings.iter().any(|finding| finding.rule == rule)
}

#[test]
fn a_finding_comes_and_goes_with_the_words_that_make_it() {
    let settings = Settings::default();
    for (one, other, rule) in WORDINGS {
        let (one, other) = (around(one), around(other));
        let mut analyzer = Analyzer::default();
        let mut analyze = |source: &str| {
            let analysis = analyzer.analyze(source.into(), Format::Markdown);
            assert_judged_afresh(&analysis, &settings);
            reports(&analysis, rule)
        };
        let before = analyze(&one);
        let after = typed(&one, &other).iter().map(|text| analyze(text)).next_back();
        assert_eq!(after, Some(!before), "{rule}: {other}");
        let back = typed(&other, &one).iter().map(|text| analyze(text)).next_back();
        assert_eq!(back, Some(before), "{rule}: {one}");
        // at once, as it is pasted
        assert_eq!(analyze(&other), !before, "{rule}: {other}");
    }
}

fn settings() -> impl Strategy<Value = Settings> {
    let anonymity = prop::sample::select(&[Anonymity::Explained, Anonymity::Forbidden, Anonymity::Allowed][..]);
    (anonymity, any::<bool>()).prop_map(|(anonymity, adds_verbs)| {
        let loaded_verbs = adds_verbs.then(|| "close".to_owned()).into_iter().collect();
        Settings { anonymity, loaded_verbs, ..Settings::default() }
    })
}

/// An edit: where (as a share of the text), how many characters go, and which wording comes, if any.
fn edit() -> impl Strategy<Value = (f64, usize, Option<(usize, bool)>)> {
    let wording = prop::option::weighted(0.8, (0..WORDINGS.len(), any::<bool>()));
    (0.0..1.0f64, prop_oneof![Just(0), 0..8usize, 0..3000usize], wording)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn an_edited_text_is_judged_as_a_fresh_one(edits in prop::collection::vec(edit(), 1..12), settings in settings()) {
        let mut text = ARTICLE.to_owned();
        let mut analyzer = Analyzer::default();
        let settings = Arc::new(settings);
        analyzer.set_settings(Arc::clone(&settings));
        for (place, gone, wording) in edits {
            let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let first = ((boundaries.len() - 1) as f64 * place) as usize;
            let last = (first + gone).min(boundaries.len() - 1);
            let comes = wording.map_or(String::new(), |(index, is_one)| {
                let (one, other, _) = WORDINGS[index];
                format!(" {} ", if is_one { one } else { other })
            });
            text.replace_range(boundaries[first]..boundaries[last], &comes);
            let format = if place < 0.5 { Format::Markdown } else { Format::Plain };
            assert_judged_afresh(&analyzer.analyze(text.as_str().into(), format), &settings);
        }
    }
}
