use super::{BlockKind, InlineKind, Paragraph, ParagraphBuilder};
use crate::text::TextRange;

/// `> Li &amp; *Bo*\n> left` as Markdown reads it: "Li & Bo left".
fn example() -> (&'static str, Paragraph) {
    let source = "> Li &amp; *Bo*\n> left";
    let mut builder = ParagraphBuilder::new(BlockKind::BlockQuote);
    builder.push_verbatim("Li ", 2);
    builder.push_replacement("&", TextRange::new(5, 10));
    builder.push_verbatim(" ", 10);
    builder.push_verbatim("Bo", 12);
    builder.push_inline(InlineKind::Emphasis, TextRange::new(5, 7));
    builder.push_replacement(" ", TextRange::new(15, 18));
    builder.push_verbatim("left", 18);
    (source, builder.finish())
}

#[test]
fn prose_is_found_in_the_source() {
    let (source, paragraph) = example();
    let in_source = |prose: &str| {
        let start = paragraph.text().find(prose).unwrap();
        &source[paragraph.to_source(TextRange::new(start, start + prose.len()))]
    };
    assert_eq!(paragraph.text(), "Li & Bo left");
    assert_eq!(in_source("Li"), "Li");
    assert_eq!(in_source("&"), "&amp;");
    assert_eq!(in_source("Li &"), "Li &amp;");
    assert_eq!(in_source("Bo"), "Bo");
    assert_eq!(in_source("& Bo"), "&amp; *Bo");
    assert_eq!(in_source("Bo left"), "Bo*\n> left");
    assert_eq!(&source[paragraph.source_range()], "Li &amp; *Bo*\n> left");
}

#[test]
fn runs_of_the_source_are_the_words_alone() {
    let (source, paragraph) = example();
    let runs = |within: TextRange| paragraph.source_runs(within).map(|run| &source[run]).collect::<Vec<_>>();
    assert_eq!(runs(TextRange::new(0, source.len())), ["Li ", "&amp;", " ", "Bo", "left"]);
    assert_eq!(runs(TextRange::new(3, 8)), ["i ", "&am"]);
    assert_eq!(runs(TextRange::new(14, 18)), [""; 0]);
    assert_eq!(runs(TextRange::new(99, 100)), [""; 0]);
}

#[test]
fn an_empty_range_of_prose_is_empty_in_the_source() {
    let (source, paragraph) = example();
    for offset in 0..=paragraph.text().len() {
        assert!(paragraph.to_source(TextRange::new(offset, offset)).is_empty());
    }
    assert_eq!(paragraph.to_source(TextRange::new(5, 5)).start, 12);
    assert_eq!(paragraph.to_source(TextRange::new(12, 12)).start, source.len());
}

#[test]
fn the_source_is_found_in_the_prose() {
    let (source, paragraph) = example();
    let at = |place: &str| paragraph.to_prose(source.find(place).unwrap());
    assert_eq!(at("> Li"), None);
    assert_eq!(at("Li"), Some(0));
    assert_eq!(at("i &"), Some(1));
    assert_eq!(at("&amp;"), Some(3));
    assert_eq!(at("mp;"), Some(3));
    assert_eq!(at(" *Bo"), Some(4));
    assert_eq!(at("*Bo"), Some(5));
    assert_eq!(at("Bo"), Some(5));
    assert_eq!(at("o*"), Some(6));
    assert_eq!(at("\n"), Some(7));
    assert_eq!(at("left"), Some(8));
    assert_eq!(paragraph.to_prose(source.len()), Some(12));
    assert_eq!(paragraph.to_prose(source.len() + 1), None);
}

#[test]
fn a_replacement_as_long_as_its_source_is_not_split() {
    let mut builder = ParagraphBuilder::new(BlockKind::Paragraph);
    builder.push_verbatim("a ", 0);
    builder.push_replacement("\u{fffc}", TextRange::new(2, 5));
    builder.push_verbatim(" b", 5);
    let paragraph = builder.finish();
    assert_eq!(paragraph.to_prose(3), Some(2));
    assert_eq!(paragraph.to_prose(5), Some(5));
    assert_eq!(paragraph.to_source(TextRange::new(2, 5)), TextRange::new(2, 5));
}

#[test]
fn prose_of_a_verbatim_paragraph_is_only_shifted() {
    let paragraph = Paragraph::verbatim(BlockKind::Paragraph, "word", 10);
    for offset in 0..=4 {
        assert_eq!(paragraph.to_prose(10 + offset), Some(offset));
        assert_eq!(paragraph.to_source(TextRange::new(0, offset)).end, 10 + offset);
    }
    assert_eq!(paragraph.to_prose(9), None);
    assert_eq!(paragraph.to_prose(15), None);
}

#[test]
fn an_empty_paragraph_has_no_place() {
    let paragraph = ParagraphBuilder::new(BlockKind::Paragraph).finish();
    assert!(paragraph.source_range().is_empty());
    assert_eq!(paragraph.to_prose(0), None);
}
