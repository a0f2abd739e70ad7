//! News as others would write it: all in capitals, without full stops, with other marks, with slips. What is found of who
//! says what is counted and kept in a snapshot, so that a change for the worse shows.

mod marked;

use std::fmt::Write as _;
use std::ops::Range;

use marked::Parts;
use sayso::annotate::{self, Attribution};
use sayso::text::{self, Format};

const NEWS: &str = include_str!("robustness/news.txt");
const OTHER_LANGUAGES: &str = include_str!("robustness/other_languages.txt");

type Change = fn(&str) -> String;

const CHANGES: [(&str, Change); 7] = [
    ("as it is", str::to_owned),
    ("all capitals", str::to_uppercase),
    ("no capitals", str::to_lowercase),
    ("no full stops", |text| text.replace('.', "")),
    ("straight marks", |text| text.replace(['“', '”'], "\"").replace('’', "'")),
    ("British marks", |text| text.replace('“', "‘").replace('”', "’")),
    ("slips of the keyboard", |text| text.replace("that", "taht").replace("compan", "copman").replace("ing ", "ign ")),
];

fn overlaps(found: &[text::TextRange], marked: &[Range<usize>]) -> bool {
    found.iter().any(|a| marked.iter().any(|b| a.start < b.end && b.start < a.end))
}

/// Whether an attribution says what is marked, of whom it is marked.
fn is_right(found: &Attribution, marked: &Parts) -> bool {
    let no_source = found.source.is_empty() && marked.source.is_empty();
    overlaps(&found.content, &marked.content) && (overlaps(&found.source, &marked.source) || no_source)
}

/// How many attributions are marked, how many of them are found, and how many are found at all; `separator` stands before
/// each paragraph.
fn counts(change: Change, separator: &str) -> [usize; 3] {
    let marked_text = NEWS.split("\n\n").map(|paragraph| format!("{separator}{paragraph}"));
    let mut counts = [0; 3];
    for paragraph in marked_text {
        let (text, marked) = marked::parse(&paragraph, change);
        let found = annotate::annotate(&text::read(&text, Format::Markdown)).attributions;
        counts[0] += marked.len();
        counts[1] += marked.values().filter(|parts| found.iter().any(|found| is_right(found, parts))).count();
        counts[2] += found.len();
    }
    counts
}

#[test]
fn who_said_what_however_it_is_written() {
    let mut table = String::new();
    let as_a_list: (&str, Change, &str) = ("a list", str::to_owned, "- ");
    let in_paragraphs = CHANGES.into_iter().map(|(name, change)| (name, change, ""));
    for (name, change, separator) in in_paragraphs.chain([as_a_list]) {
        let [marked, right, found] = counts(change, separator);
        writeln!(table, "{name:24} {right:2} of {marked} right, {found} found").expect("a string takes all");
        assert!(4 * right >= 3 * marked, "{name}: {right} of {marked}");
    }
    insta::assert_snapshot!(table);
}

#[test]
fn other_languages_give_few_false_findings() {
    let annotation = annotate::annotate(&text::read(OTHER_LANGUAGES, Format::Plain));
    let quoting = annotation.attributions.iter().filter(|found| found.kind != annotate::Kind::Indirect).count();
    let others = annotation.attributions.len() - quoting;
    assert!(others <= 3, "{others} paraphrases: {:#?}", annotation.attributions);
}
