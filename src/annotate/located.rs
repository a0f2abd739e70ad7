//! What the paragraph stage found, set in the document: mentions and attributions with their places in the source.

use std::sync::Arc;

use crate::text::{BlockKind, Document, TextRange};

use super::annotation::{Mention, MentionKind};
use super::mention::RawMention;
use super::paragraph::ParagraphAnnotation;

/// A mention with its place in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct LocatedMention<'a> {
    pub raw: &'a RawMention,
    /// In bytes of the source.
    pub span: TextRange,
    /// What its clause says that it is.
    pub predicate: Option<TextRange>,
    /// Which of the document's sentences it stands in.
    pub sentence: usize,
    /// Which of the document's paragraphs it stands in.
    pub paragraph: usize,
    /// Whether that is a heading.
    pub in_heading: bool,
}

impl LocatedMention<'_> {
    /// The mention that says what it is.
    pub fn says_what(&self) -> Option<Mention> {
        self.predicate.map(|span| Mention { span, kind: MentionKind::Nominal })
    }
}

/// The mentions of all paragraphs, in order.
pub(super) fn mentions<'a>(document: &Document, paragraphs: &'a [Arc<ParagraphAnnotation>]) -> Vec<LocatedMention<'a>> {
    let mut located = Vec::with_capacity(paragraphs.iter().map(|found| found.mentions.len()).sum());
    let mut sentences_before = 0;
    for (index, (paragraph, found)) in document.paragraphs.iter().zip(paragraphs).enumerate() {
        located.extend(found.mentions.iter().map(|raw| {
            let in_paragraph = found.sentences.partition_point(|sentence| sentence.end <= raw.range.start);
            LocatedMention {
                raw,
                span: paragraph.to_source(raw.range),
                predicate: raw.predicate.map(|range| paragraph.to_source(range)),
                sentence: sentences_before + in_paragraph,
                paragraph: index,
                in_heading: paragraph.kind == BlockKind::Heading,
            }
        }));
        sentences_before += found.sentences.len();
    }
    located
}
