//! A document as its prose: paragraphs, and where each of their bytes stands in the source.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::{Comment, Format, TextRange};

/// Stands in the prose for code.
pub(crate) const CODE: char = '\u{fffc}';

/// What a format reader made of a source text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The format that it was read as.
    pub format: Format,
    /// The blocks that hold prose, in source order; they don't overlap.
    pub paragraphs: Vec<Paragraph>,
    /// What is said beside the prose, in source order.
    pub comments: Vec<Comment>,
    /// What stands between the marks of the front matter, if the source begins with one.
    pub front_matter: Option<TextRange>,
}

impl Document {
    /// The index of the paragraph at byte `offset` of the source, or of the next one if none is there; the number of
    /// paragraphs if there is no next.
    pub fn paragraph_at(&self, offset: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.source_range().end <= offset)
    }

    /// The prose in a range of the source, white space made single spaces, and an ellipsis for code.
    pub fn prose(&self, range: TextRange) -> String {
        self.prose_until(range, |_| false)
    }

    /// The same of the first words of a range, until `enough` has it that there are enough of them: it is asked after each.
    pub fn prose_until(&self, range: TextRange, mut enough: impl FnMut(&str) -> bool) -> String {
        let first = self.paragraph_at(range.start);
        let mut words = String::new();
        for paragraph in self.paragraphs.iter().skip(first) {
            let whole = paragraph.source_range();
            if whole.start >= range.end {
                break;
            }
            let start = paragraph.to_prose(range.start.max(whole.start));
            let end = paragraph.to_prose(range.end.min(whole.end));
            let text = start.zip(end).and_then(|(start, end)| paragraph.text().get(start..end));
            for word in shown(text.unwrap_or_default()).split_whitespace() {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
                if enough(&words) {
                    return words;
                }
            }
        }
        words
    }
}

/// The words of a text with one space between them.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Some prose as readers are shown it: an ellipsis stands for code.
pub(crate) fn shown(prose: impl AsRef<str> + Into<String>) -> String {
    if prose.as_ref().contains(CODE) { prose.as_ref().replace(CODE, "…") } else { prose.into() }
}

/// The kind of block a paragraph of prose stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// Running text that begins with a dash, where that begins what somebody says.
    Speech,
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

/// One block of prose. Its text has no markup; ranges in it are mapped to the source by [`Paragraph::to_source`]. Copies share what is
/// long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What kind of block it is.
    pub kind: BlockKind,
    /// Links, footnotes, emphasis and code in it, in order.
    pub inlines: Vec<Inline>,
    text: Arc<str>,
    /// Where it begins in the source.
    start: usize,
    /// Their places in the source are told from there.
    segments: Arc<[Segment]>,
}

/// A run of prose, and the source that it stands for. Segments follow one another without gaps in the prose, and in
/// order, with markup between them, in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    prose: TextRange,
    source: TextRange,
    /// Whether the source says the same, byte for byte.
    is_verbatim: bool,
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

    /// The same, to be kept.
    pub(crate) fn shared_text(&self) -> &Arc<str> {
        &self.text
    }

    /// Where the prose stands in the source, from its first byte to its last.
    pub fn source_range(&self) -> TextRange {
        TextRange::new(self.start, self.start + self.segments.last().map_or(0, |last| last.source.end))
    }

    /// Has it begin elsewhere in the source.
    pub(super) fn move_to(&mut self, start: usize) {
        self.start = start;
    }

    /// The range of the source that a range of the prose comes from. Markup inside is covered, markup at the edges not;
    /// what is written otherwise in the source, like an entity, is covered whole.
    pub fn to_source(&self, range: TextRange) -> TextRange {
        let start = self.source_start(range.start);
        let end = if range.is_empty() { start } else { self.source_end(range.end) };
        TextRange::new(start, end)
    }

    /// The runs of the source in `within` whose words are in the prose, in order: markup, line breaks that are written
    /// otherwise, and code are left out.
    pub fn source_runs(&self, within: TextRange) -> impl Iterator<Item = TextRange> + '_ {
        let [start, end] = [within.start, within.end].map(|place| place.saturating_sub(self.start));
        let first = self.segments.partition_point(|segment| segment.source.end <= start);
        let inside = self.segments.iter().skip(first).take_while(move |segment| segment.source.start < end);
        let has_words = |segment: &&Segment| {
            let stands_for = self.text.get(segment.prose.start..segment.prose.end).unwrap_or_default();
            segment.is_verbatim || stands_for.contains(|c: char| !c.is_whitespace() && c != CODE)
        };
        let runs = inside.filter(has_words);
        runs.filter_map(move |segment| segment.source.shifted(self.start).intersection(within))
    }

    /// The offset in the prose that stands for `offset` in the source: inside markup the next one after it, inside
    /// something written otherwise there its beginning. `None` outside of the paragraph.
    pub fn to_prose(&self, offset: usize) -> Option<usize> {
        let offset = offset.checked_sub(self.start)?;
        let next = self.segments.partition_point(|segment| segment.source.end < offset);
        let segment = self.segments.get(next)?;
        let inside = offset.saturating_sub(segment.source.start);
        match segment {
            Segment { is_verbatim: true, .. } => Some(segment.prose.start + inside),
            _ if offset == segment.source.end => Some(segment.prose.end),
            _ => Some(segment.prose.start),
        }
    }

    /// Where the prose that begins at byte `offset` begins in the source.
    fn source_start(&self, offset: usize) -> usize {
        let index = self.segments.partition_point(|segment| segment.prose.end <= offset);
        let place = match self.segments.get(index) {
            Some(segment) if segment.is_verbatim => segment.source.start + (offset - segment.prose.start),
            Some(segment) => segment.source.start,
            None => self.segments.last().map_or(0, |segment| segment.source.end),
        };
        self.start + place
    }

    /// Where the prose that ends at byte `offset`, after some, ends in the source.
    fn source_end(&self, offset: usize) -> usize {
        let index = self.segments.partition_point(|segment| segment.prose.end < offset);
        let place = match self.segments.get(index) {
            Some(segment) if segment.is_verbatim => segment.source.start + (offset - segment.prose.start),
            Some(segment) => segment.source.end,
            None => self.segments.last().map_or(0, |segment| segment.source.end),
        };
        self.start + place
    }
}

/// Builds a paragraph piece by piece.
#[derive(Clone, Debug)]
pub struct ParagraphBuilder {
    kind: BlockKind,
    inlines: Vec<Inline>,
    text: String,
    segments: Vec<Segment>,
}

impl ParagraphBuilder {
    /// An empty paragraph of a kind.
    pub fn new(kind: BlockKind) -> Self {
        Self { kind, inlines: Vec::new(), text: String::new(), segments: Vec::new() }
    }

    /// How many bytes of prose it holds so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it holds no prose yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The prose it holds so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds text that stands in the source as it is, at byte `start`.
    pub fn push_verbatim(&mut self, text: &str, start: usize) {
        self.push_segment(text, TextRange::new(start, start + text.len()), true);
    }

    /// Adds text that stands for `source`, which is written otherwise there: an entity, an escape, a line break.
    pub fn push_replacement(&mut self, text: &str, source: TextRange) {
        self.push_segment(text, source, false);
    }

    /// Adds the sign that stands for code in `source`, and notes what it is.
    pub(crate) fn push_code(&mut self, source: TextRange) {
        let at = self.len();
        self.push_replacement(CODE.encode_utf8(&mut [0; 4]), source);
        self.push_inline(InlineKind::Code, TextRange::new(at, self.len()));
    }

    /// Notes that a reference to a note stands here.
    pub(crate) fn push_reference(&mut self) {
        let at = self.len();
        self.push_inline(InlineKind::FootnoteReference, TextRange::new(at, at));
    }

    /// Notes that the prose in `range` is of a kind.
    pub fn push_inline(&mut self, kind: InlineKind, range: TextRange) {
        self.inlines.push(Inline { kind, range });
    }

    /// The paragraph. What was noted twice of the same range is there once.
    pub fn finish(mut self) -> Paragraph {
        self.inlines.sort_by_key(|inline| (inline.range.start, inline.range.end));
        self.inlines.dedup();
        let Self { kind, inlines, text, segments } = self;
        let start = segments.iter().map(|segment| segment.source.start).min().unwrap_or_default();
        let from_start = |segment: Segment| {
            let source = TextRange::new(segment.source.start - start, segment.source.end - start);
            Segment { source, ..segment }
        };
        Paragraph { kind, inlines, text: text.into(), start, segments: segments.into_iter().map(from_start).collect() }
    }

    fn push_segment(&mut self, text: &str, source: TextRange, is_verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let prose = TextRange::new(self.len(), self.len() + text.len());
        self.text.push_str(text);
        match self.segments.last_mut() {
            Some(last) if last.is_verbatim && is_verbatim && last.source.end == source.start => {
                last.prose.end = prose.end;
                last.source.end = source.end;
            }
            _ => self.segments.push(Segment { prose, source, is_verbatim }),
        }
    }
}
