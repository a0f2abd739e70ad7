//! Writes down the paragraphs of a text as a reader of markup comes upon them.

use super::markup::{CLOSING, add_paragraph};
use super::{BlockKind, Comment, InlineKind, Paragraph, ParagraphBuilder, TextRange};

/// The paragraphs so far, and the one that is being read. White space is written down before the next word only, as one
/// space: none begins or ends a paragraph.
pub(super) struct Writer<'a> {
    source: &'a str,
    /// The kind of a paragraph that begins now.
    pub(super) kind: BlockKind,
    paragraphs: Vec<Paragraph>,
    comments: Vec<Comment>,
    /// The paragraph being read.
    builder: Option<ParagraphBuilder>,
    /// White space that the next word comes after.
    space: Option<TextRange>,
    /// Whether a reference to a note stands behind that.
    is_before_reference: bool,
}

/// A place in the prose.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// The index of its paragraph.
    paragraph: usize,
    /// In bytes of that paragraph's prose.
    offset: usize,
}

impl<'a> Writer<'a> {
    /// Nothing written yet of a source text.
    pub(super) fn new(source: &'a str) -> Self {
        let (paragraphs, comments) = (Vec::new(), Vec::new());
        Self {
            source,
            kind: BlockKind::Paragraph,
            paragraphs,
            comments,
            builder: None,
            space: None,
            is_before_reference: false,
        }
    }

    /// What was written down.
    pub(super) fn finish(mut self) -> (Vec<Paragraph>, Vec<Comment>) {
        self.finish_paragraph();
        (self.paragraphs, self.comments)
    }

    fn builder(&mut self) -> &mut ParagraphBuilder {
        self.builder.get_or_insert_with(|| ParagraphBuilder::new(self.kind))
    }

    /// The prose of the paragraph so far; `None`: none has begun.
    pub(super) fn text(&self) -> Option<&str> {
        self.builder.as_ref().map(ParagraphBuilder::text)
    }

    /// Whether a space comes before the next word.
    pub(super) fn has_space(&self) -> bool {
        self.space.is_some()
    }

    /// Where the next word will stand.
    pub(super) fn place(&mut self) -> Place {
        self.write_space("");
        Place { paragraph: self.paragraphs.len(), offset: self.text().map_or(0, str::len) }
    }

    /// Writes the source in `range` as it is.
    pub(super) fn push_source(&mut self, range: TextRange) {
        let words = self.source.get(range.start..range.end).unwrap_or_default();
        self.write_space(words);
        self.builder().push_verbatim(words, range.start);
    }

    /// Writes what the source in `range` stands for.
    pub(super) fn push_replacement(&mut self, words: &str, range: TextRange) {
        self.write_space(words);
        self.builder().push_replacement(words, range);
    }

    /// Writes the sign for code.
    pub(super) fn push_code(&mut self, range: TextRange) {
        self.write_space("");
        self.builder().push_code(range);
    }

    /// Notes that a reference to a note stands here.
    pub(super) fn push_reference(&mut self) {
        self.builder().push_reference();
        self.is_before_reference = self.space.is_some();
    }

    /// White space, of which the first counts where some follows some.
    pub(super) fn push_space(&mut self, range: TextRange) {
        if self.text().is_some_and(|text| !text.is_empty() && !text.ends_with(' ')) {
            self.space.get_or_insert(range);
        }
    }

    /// Forgets white space before what comes next.
    pub(super) fn drop_space(&mut self) {
        self.space = None;
    }

    /// Writes the space before some words, unless they close what stands before a reference.
    fn write_space(&mut self, words: &str) {
        let is_for_reference = std::mem::take(&mut self.is_before_reference) && words.starts_with(CLOSING);
        let space = self.space.take().filter(|_| !is_for_reference);
        let (Some(space), Some(builder)) = (space, &mut self.builder) else { return };
        if self.source.get(space.start..space.end) == Some(" ") {
            builder.push_verbatim(" ", space.start);
        } else {
            builder.push_replacement(" ", space);
        }
    }

    /// Notes that the prose from a place on, as far as it is in this paragraph, is of a kind.
    pub(super) fn note_from(&mut self, kind: InlineKind, place: Place) {
        self.note_from_offset(kind, if place.paragraph == self.paragraphs.len() { place.offset } else { 0 });
    }

    /// Notes that the paragraph's prose from byte `start` on is of a kind.
    pub(super) fn note_from_offset(&mut self, kind: InlineKind, start: usize) {
        if let Some(builder) = self.builder.as_mut().filter(|builder| start < builder.len()) {
            builder.push_inline(kind, TextRange::new(start, builder.len()));
        }
    }

    /// Notes a comment; it stands in the paragraph that has begun, if one has.
    pub(super) fn push_comment(&mut self, span: TextRange, content: TextRange) {
        let paragraph = self.builder.as_ref().map(|_| self.paragraphs.len());
        self.comments.push(Comment { span, content, paragraph });
    }

    /// Says of some of the last comments in the paragraph that was ended last that they are none of it.
    pub(super) fn let_go(&mut self, is_free: impl Fn(&Comment) -> bool) {
        let index = self.paragraphs.len().checked_sub(1);
        let own = self.comments.iter_mut().rev().take_while(|comment| index.is_some() && comment.paragraph == index);
        own.filter(|comment| is_free(comment)).for_each(|comment| comment.paragraph = None);
    }

    /// Ends the paragraph.
    pub(super) fn finish_paragraph(&mut self) {
        (self.space, self.is_before_reference) = (None, false);
        add_paragraph(self.builder.take(), &mut self.paragraphs, &mut self.comments);
    }
}
