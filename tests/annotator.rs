//! What the annotator promises of every text: an edit gives what a fresh run gives, and all it says lies in the text.

use proptest::prelude::*;
use sayso::annotate::{self, Annotation, Annotator};
use sayso::text::{self, Document, Format, TextRange};
use sayso::workspace::Analyzer;

const ARTICLE: &str = include_str!("../examples/harbour-reform.md");

/// Pieces that edits type into an article: marks above all.
const TYPED: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "’",
    "‘",
    "\n\n",
    "\n",
    "\r\n",
    " ",
    ".",
    ",",
    ":",
    "—",
    "she said",
    "\n\nRain fell. Wind blew. Snow came. Ice melted. Rain fell. Wind blew. Snow came. Ice melted.\n\n",
    " said Ann Li",
    "Mr ",
    "🦀",
    "e\u{301}",
    "*",
    "[",
    "](x)",
    "> ",
    "- ",
    "# ",
    "`",
    "according to ",
    "«",
    "„",
    "``",
    "''",
    "\u{feff}",
    "\u{2028}",
    "مرحبا",
    "「",
];

/// What somebody types, letter by letter: in it others are named, meant, introduced and quoted.
const PASSAGES: &[&str] = &[
    " and so it was decided by them all",
    " She told her deputy, Tom Reyes, that the mayor was late. His wife laughed.",
    ", said the harbour master, who had seen it. “We knew,” he added.",
    "\n\n“Who was it?” she asked.\n\n“The old man,” he said. They nodded.\n\n",
    " On Friday Moss met Ruth Lindkvist and Paul Lindkvist. Lindkvist said she would ask Demir’s brother, Tom Demir; Moss would not.",
    " Ms Okafor’s lawyer, an expert at the Port Authority (PA), said they would appeal; the PA did not.",
];

/// An edit: where (as a share of the text), how many characters go, what comes.
fn edit() -> impl Strategy<Value = (f64, usize, &'static str)> {
    (0.0..1.0f64, 0usize..12, prop::sample::select(TYPED))
}

fn apply(text: &mut String, (place, remove, insert): (f64, usize, &str)) {
    let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let first = ((boundaries.len() - 1) as f64 * place) as usize;
    let last = (first + remove).min(boundaries.len() - 1);
    text.replace_range(boundaries[first]..boundaries[last], insert);
}

fn assert_lies_in(source: &str, range: TextRange) {
    assert!(source.get(range.start..range.end).is_some(), "{range:?} is no slice of the text");
}

fn assert_sound(source: &str, document: &Document, annotation: &Annotation) {
    for (index, attribution) in annotation.attributions.iter().enumerate() {
        assert_eq!(attribution.id.0, index);
        // of the prose, as a mark may stand before what is none: "said, $x$"
        let end = document.paragraphs.last().map(|paragraph| paragraph.text().trim_end());
        let to_come = || end.is_some_and(|text| text.ends_with([':', ',', '–', '—', '-']));
        assert!(!attribution.content.is_empty() || to_come(), "an attribution without content in a whole text");
        assert!(attribution.content.is_sorted(), "content out of order");
        let parts = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
        parts.for_each(|part| {
            assert!(!part.is_empty());
            assert_lies_in(source, *part);
        });
        assert!((0.0..=1.0).contains(&attribution.confidence.0));
        for entity in attribution.speaker.iter().chain(&attribution.candidates) {
            assert!(entity.0 < annotation.entities.len());
        }
        assert!(attribution.speaker.is_none() || attribution.candidates.is_empty());
    }
    for quotation in &annotation.quotations {
        assert_lies_in(source, quotation.span);
        quotation.parts.iter().for_each(|part| assert_lies_in(source, *part));
        assert!(quotation.attribution.is_none_or(|id| id.0 < annotation.attributions.len()));
        assert!(quotation.speech || quotation.attribution.is_none(), "what is no speech has no speaker");
    }
    for (index, entity) in annotation.entities.iter().enumerate() {
        assert_eq!(entity.id.0, index);
        assert!(!entity.name.is_empty() && !entity.mentions.is_empty());
        entity.mentions.iter().for_each(|mention| assert_lies_in(source, mention.span));
        entity.roles.iter().for_each(|role| assert_lies_in(source, role.span));
    }
    annotation.sentences.iter().for_each(|sentence| assert_lies_in(source, *sentence));
    annotation.claims.iter().for_each(|claim| assert_lies_in(source, claim.trigger));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_edited_document_is_annotated_as_a_fresh_one(edits in prop::collection::vec(edit(), 1..12)) {
        for format in Format::ALL {
            let mut text = ARTICLE.to_owned();
            let mut annotator = Annotator::default();
            let mut before = text::read(&text, format);
            let mut fresh_before = annotator.annotate(&before);
            for edit in &edits {
                apply(&mut text, *edit);
                let document = text::read(&text, format);
                let fresh = annotate::annotate(&document);
                prop_assert_eq!(&annotator.annotate(&document), &fresh);
                // undone, and done again
                prop_assert_eq!(&annotator.annotate(&before), &fresh_before);
                prop_assert_eq!(&annotator.annotate(&document), &fresh);
                assert_sound(&text, &document, &fresh);
                (before, fresh_before) = (document, fresh);
            }
        }
    }

    #[test]
    fn any_text_is_annotated_soundly(text in "(\\PC|[“”\"'‘’«»\n\r\t .,:—]| said | Ann Li ){0,200}") {
        for format in Format::ALL {
            let document = text::read(&text, format);
            assert_sound(&text, &document, &annotate::annotate(&document));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn a_text_that_is_typed_is_annotated_as_a_fresh_one(place in 0.0..1.0f64, passage in prop::sample::select(PASSAGES)) {
        let mut text = ARTICLE.to_owned();
        let ends: Vec<usize> = text.match_indices([' ', '.']).map(|(at, _)| at).collect();
        let mut at = ends[(ends.len() as f64 * place) as usize];
        let mut annotator = Annotator::default();
        annotator.annotate(&text::read(&text, Format::Markdown));
        for (index, letter) in passage.chars().enumerate() {
            text.insert(at, letter);
            at += letter.len_utf8();
            let document = text::read(&text, Format::Markdown);
            let incremental = annotator.annotate(&document);
            if index % 3 == 0 || letter == '.' {
                prop_assert_eq!(&incremental, &annotate::annotate(&document));
            }
        }
    }
}

/// An article long enough that a sentence changes nothing about what the whole is like.
fn long_article() -> String {
    let copies = (0..12).map(|copy| ARTICLE.replace("\n\n", &format!(" Page {copy}.\n\n")));
    copies.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_long_text_that_is_typed_is_annotated_as_a_fresh_one() {
    let mut text = long_article();
    let mut at = text.find(" Page 6.").unwrap() + 1;
    let mut annotator = Annotator::default();
    annotator.annotate(&text::read(&text, Format::Markdown));
    for letter in "Critics say that it is a disgrace. Nobody ".chars() {
        text.insert(at, letter);
        at += 1;
        let document = text::read(&text, Format::Markdown);
        let annotation = annotator.annotate(&document);
        if matches!(letter, 't' | 'e' | '.' | 'b') {
            assert_eq!(annotation, annotate::annotate(&document), "{}", &text[at - 20..at]);
        }
    }
}

/// Who "who" is depends on the prose, whatever the source has between the words.
#[test]
fn markup_before_who_is_annotated_as_in_a_fresh_document() {
    for edited in ["Demir,\n who", "Demir,  who", "Demir*,* who", "*Demir*, who"] {
        let mut annotator = Annotator::default();
        annotator.annotate(&text::read(ARTICLE, Format::Markdown));
        let document = text::read(&ARTICLE.replace("Demir, who", edited), Format::Markdown);
        assert_eq!(annotator.annotate(&document), annotate::annotate(&document), "{edited:?}");
    }
}

/// A long text is read on several threads; what comes out is what one thread makes of it.
#[test]
fn a_long_text_is_analysed_as_it_is_annotated() {
    let text = long_article();
    let analysis = Analyzer::default().analyze(text.as_str().into(), Format::Markdown);
    assert_eq!(analysis.annotation, annotate::annotate(&analysis.document));
}
