//! What the readers of markup share.

use super::document::CODE;
use super::token::addresses;
use super::{Comment, InlineKind, Paragraph, ParagraphBuilder, TextRange, TokenKind};

/// Marks that a space before the reference to a note is not for.
pub(super) const CLOSING: [char; 9] = ['.', ',', ';', ':', '!', '?', ')', '”', '’'];

/// Adds the paragraph that has been read, if it has words. A comment in a paragraph that is none stands by itself.
pub(super) fn add_paragraph(
    builder: Option<ParagraphBuilder>,
    paragraphs: &mut Vec<Paragraph>,
    comments: &mut [Comment],
) {
    let paragraph = builder.map(finished).filter(has_words);
    if paragraph.is_none() {
        let index = Some(paragraphs.len());
        comments.iter_mut().rev().take_while(|it| it.paragraph == index).for_each(|it| it.paragraph = None);
    }
    paragraphs.extend(paragraph);
}

fn finished(mut builder: ParagraphBuilder) -> Paragraph {
    for link in bare_links(builder.text()) {
        builder.push_inline(InlineKind::Link, link);
    }
    builder.finish()
}

fn has_words(paragraph: &Paragraph) -> bool {
    paragraph.text().contains(|c: char| !c.is_whitespace() && c != CODE)
}

/// What stands between the first line of a front matter and its last.
pub(super) fn between_marks(block: &str) -> Option<TextRange> {
    let start = block.find('\n')? + 1;
    let end = block.trim_end().rfind('\n')? + 1;
    (start <= end).then_some(TextRange::new(start, end))
}

/// What the front matter of a text for a site generator says, and where the text begins behind it.
pub(super) fn front_matter(source: &str) -> Option<(TextRange, usize)> {
    const MARK: &str = "---";
    let start = source.len() - source.trim_start_matches('\u{feff}').len();
    let rest = source.get(start..)?;
    let mut end = start;
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        end += line.len();
        match (index, line.trim_end() == MARK) {
            (0, false) => return None,
            (0, true) | (_, false) => {}
            _ => return between_marks(&source[start..end]).map(|content| (content.shifted(start), end)),
        }
    }
    None
}

/// Addresses that stand in the prose as they are.
fn bare_links(text: &str) -> Vec<TextRange> {
    let is_link = |range: &TextRange| !text[*range].contains('@') || text[*range].contains("://");
    addresses(text)
        .into_iter()
        .filter(|(_, kind)| *kind == TokenKind::Url)
        .map(|(range, _)| range)
        .filter(is_link)
        .collect()
}
