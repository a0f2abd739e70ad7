//! What the tests of formats share: how a text that was read is shown, and what is promised of any.

use proptest::prelude::*;

use super::{BlockKind, Document, Format, InlineKind, Paragraph, TextRange, read};

/// A text's paragraphs, a line each, its kind before it unless it is running text; ◊ stands for code.
pub(super) fn render(source: &str, format: Format) -> Vec<String> {
    let document = read(source, format);
    check_places(source, &document).unwrap();
    let show = |paragraph: &Paragraph| {
        let text = paragraph.text().replace('\u{fffc}', "◊");
        match paragraph.kind {
            BlockKind::Paragraph => text,
            kind => format!("{kind:?}: {text}"),
        }
    };
    document.paragraphs.iter().map(show).collect()
}

/// The inlines of a text's first paragraph: kind, prose, source.
pub(super) fn inlines(source: &str, format: Format) -> Vec<(InlineKind, String, String)> {
    let document = read(source, format);
    let paragraph = &document.paragraphs[0];
    let show = |kind, range: TextRange| {
        let prose = paragraph.text()[range].replace('\u{fffc}', "◊");
        (kind, prose, source[paragraph.to_source(range)].to_owned())
    };
    paragraph.inlines.iter().map(|inline| show(inline.kind, inline.range)).collect()
}

/// Fails unless each character of the prose, each inline and each comment has its place in the source, in order.
pub(super) fn check_places(source: &str, document: &Document) -> Result<(), TestCaseError> {
    let mut paragraph_end = 0;
    for paragraph in &document.paragraphs {
        let whole = paragraph.source_range();
        prop_assert!(whole.start >= paragraph_end, "paragraphs overlap at {whole:?} in {source:?}");
        prop_assert!(source.get(whole.start..whole.end).is_some(), "{whole:?} in {source:?}");
        paragraph_end = whole.end;
        let mut done = whole.start;
        for (at, c) in paragraph.text().char_indices() {
            let place = paragraph.to_source(TextRange::new(at, at + c.len_utf8()));
            prop_assert!(source.get(place.start..place.end).is_some(), "{c:?} at {place:?} in {source:?}");
            prop_assert!(whole.covers(place) && place.end >= done, "{c:?} at {place:?} in {source:?}");
            if source[place].chars().eq([c]) {
                prop_assert_eq!(paragraph.to_prose(place.start), Some(at), "{:?} in {:?}", c, source);
            }
            done = place.end;
        }
        for inline in &paragraph.inlines {
            prop_assert!(paragraph.text().get(inline.range.start..inline.range.end).is_some());
        }
    }
    for comment in &document.comments {
        prop_assert!(source.get(comment.span.start..comment.span.end).is_some(), "{comment:?} in {source:?}");
        prop_assert!(source.get(comment.content.start..comment.content.end).is_some(), "{comment:?} in {source:?}");
        prop_assert!(comment.span.covers(comment.content), "{comment:?} in {source:?}");
        prop_assert!(comment.paragraph.is_none_or(|index| index < document.paragraphs.len()));
    }
    Ok(())
}
