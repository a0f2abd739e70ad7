//! A document as its prose: paragraphs, and where each of their bytes stands in the source.

use super::TextRange;

/// What a format reader made of a source text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks that hold prose, in source order; they don't overlap.
    pub paragraphs: Vec<Paragraph>,
}

/// The kind of block a paragraph of prose stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading or headline.
    Heading,
    /// An item of a list.
    ListItem,
    /// A paragraph in a block quote.
    BlockQuote,
    /// A cell of a table.
    TableCell,
}

/// Something inside a paragraph's prose that its markup says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InlineKind {
    /// A link's text.
    Link,
    /// A reference to a footnote; empty in the prose.
    FootnoteReference,
    /// Emphasised text.
    Emphasis,
    /// Code; in the prose one object replacement character stands for it.
    Code,
}

/// A marked range of a paragraph's prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where, in bytes of the paragraph's prose.
    pub range: TextRange,
}

/// One block of prose. Its text has no markup; ranges in it are mapped to the source by [`Paragraph::to_source`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What kind of block it is.
    pub kind: BlockKind,
    /// Links, footnotes, emphasis and code in it, in order.
    pub inlines: Vec<Inline>,
    text: String,
    segments: Vec<Segment>,
}

/// A run of prose that stands in the source byte for byte, or that stands for some source of another length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    prose: TextRange,
    source: TextRange,
}

impl Paragraph {
    /// A paragraph whose prose is a slice of the source as it is, beginning at byte `start`.
    pub fn verbatim(kind: BlockKind, text: &str, start: usize) -> Self {
        let mut builder = ParagraphBuilder::new(kind);
        builder.push_verbatim(text, start);
        builder.finish()
    }

    /// The prose.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the prose stands in the source, from its first byte to its last.
    pub fn source_range(&self) -> TextRange {
        self.to_source(TextRange::new(0, self.text.len()))
    }

    /// The range of the source that a range of the prose comes from. Markup inside is covered, markup at the edges not.
    pub fn to_source(&self, range: TextRange) -> TextRange {
        let start = self.source_offset(range.start, false);
        let end = if range.is_empty() { start } else { self.source_offset(range.end, true) };
        TextRange::new(start, end)
    }

    /// The offset in the prose that stands for `offset` in the source; the nearest one after it inside markup.
    /// `None` outside of the paragraph.
    pub fn to_prose(&self, offset: usize) -> Option<usize> {
        if !self.source_range().touches(offset) {
            return None;
        }
        let next = self.segments.partition_point(|segment| segment.source.end < offset);
        let segment = self.segments.get(next)?;
        if offset <= segment.source.start {
            return Some(segment.prose.start);
        }
        if segment.prose.len() == segment.source.len() {
            Some(segment.prose.start + (offset - segment.source.start))
        } else if offset == segment.source.end {
            Some(segment.prose.end)
        } else {
            Some(segment.prose.start)
        }
    }

    /// Where the prose's byte `offset` stands in the source; `ends` says whether it ends a range or begins one, which
    /// matters between two segments with markup between them.
    fn source_offset(&self, offset: usize, ends: bool) -> usize {
        let index = if ends {
            self.segments.partition_point(|segment| segment.prose.end < offset)
        } else {
            self.segments.partition_point(|segment| segment.prose.end <= offset)
        };
        match self.segments.get(index) {
            Some(segment) if segment.prose.len() == segment.source.len() => {
                segment.source.start + offset.saturating_sub(segment.prose.start)
            }
            Some(segment) if offset <= segment.prose.start => segment.source.start,
            Some(segment) if ends => segment.source.end,
            Some(segment) => segment.source.start,
            None => self.segments.last().map_or(0, |segment| segment.source.end),
        }
    }
}

/// Builds a paragraph piece by piece.
#[derive(Clone, Debug)]
pub struct ParagraphBuilder {
    paragraph: Paragraph,
}

impl ParagraphBuilder {
    /// An empty paragraph of a kind.
    pub fn new(kind: BlockKind) -> Self {
        Self { paragraph: Paragraph { kind, inlines: Vec::new(), text: String::new(), segments: Vec::new() } }
    }

    /// How many bytes of prose it holds so far.
    pub fn len(&self) -> usize {
        self.paragraph.text.len()
    }

    /// Whether it holds no prose yet.
    pub fn is_empty(&self) -> bool {
        self.paragraph.text.is_empty()
    }

    /// Adds text that stands in the source as it is, at byte `start`.
    pub fn push_verbatim(&mut self, text: &str, start: usize) {
        self.push_segment(text, TextRange::new(start, start + text.len()));
    }

    /// Adds text that stands for `source`, which is written otherwise there: an entity, an escape, a line break.
    pub fn push_replacement(&mut self, text: &str, source: TextRange) {
        self.push_segment(text, source);
    }

    /// Notes that the prose in `range` is of a kind.
    pub fn push_inline(&mut self, kind: InlineKind, range: TextRange) {
        self.paragraph.inlines.push(Inline { kind, range });
    }

    /// The paragraph.
    pub fn finish(mut self) -> Paragraph {
        self.paragraph.inlines.sort_by_key(|inline| (inline.range.start, inline.range.end));
        self.paragraph
    }

    fn push_segment(&mut self, text: &str, source: TextRange) {
        if text.is_empty() {
            return;
        }
        let prose = TextRange::new(self.len(), self.len() + text.len());
        self.paragraph.text.push_str(text);
        if let Some(last) = self.paragraph.segments.last_mut() {
            let both_verbatim = last.prose.len() == last.source.len() && prose.len() == source.len();
            if both_verbatim && last.source.end == source.start {
                last.prose.end = prose.end;
                last.source.end = source.end;
                return;
            }
        }
        self.paragraph.segments.push(Segment { prose, source });
    }
}
