//! Paragraphs, written piece by piece in the order of the source.

use crate::text::comment::Comment;
use crate::text::document::CODE;
use crate::text::markup::add_paragraph;
use crate::text::{BlockKind, InlineKind, Paragraph, ParagraphBuilder, TextRange};

use super::lexer::is_line_end;

/// Marks that a space before a citation is not for.
const CLOSING: [char; 9] = ['.', ',', ';', ':', '!', '?', ')', '”', '’'];

/// What has been read, and the paragraph being read.
pub(super) struct Writer<'a> {
    source: &'a str,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) comments: Vec<Comment>,
    builder: Option<ParagraphBuilder>,
    /// Where its last word ends in the source.
    end: usize,
    /// A space that the next word comes after.
    space: Option<TextRange>,
    /// Whether a reference to a note stands behind that.
    is_before_reference: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            paragraphs: Vec::new(),
            comments: Vec::new(),
            builder: None,
            end: 0,
            space: None,
            is_before_reference: false,
        }
    }

    /// The prose of the paragraph so far; `None`: none has begun.
    pub(super) fn text(&self) -> Option<&str> {
        self.builder.as_ref().map(ParagraphBuilder::text)
    }

    /// Whether a space comes before the next word.
    pub(super) fn has_space(&self) -> bool {
        self.space.is_some()
    }

    /// How many bytes of prose the paragraph has so far.
    pub(super) fn len(&self) -> usize {
        self.text().map_or(0, str::len)
    }

    /// Adds words as the source has them, in a block of a kind.
    pub(super) fn words(&mut self, range: TextRange, kind: BlockKind) {
        let words = self.source.get(range.start..range.end).unwrap_or_default();
        self.begin_word(words, kind).push_verbatim(words, range.start);
        self.end = range.end;
    }

    /// Adds characters that the source writes otherwise.
    pub(super) fn characters(&mut self, set: &str, range: TextRange, kind: BlockKind) {
        self.begin_word(set, kind).push_replacement(set, range);
        self.end = range.end;
    }

    /// Adds what stands for something that is no prose, but a part of the sentence. Of several that touch one is enough.
    pub(super) fn code(&mut self, range: TextRange, kind: BlockKind) {
        if self.space.is_none() && self.text().is_some_and(|text| text.ends_with(CODE)) {
            return;
        }
        self.characters(CODE.encode_utf8(&mut [0; 4]), range, kind);
        let end = self.len();
        self.inline(InlineKind::Code, end.saturating_sub(CODE.len_utf8()));
    }

    /// Notes a space; of several one counts.
    pub(super) fn space(&mut self, range: TextRange) {
        if self.text().is_some_and(|text| !text.is_empty() && !text.ends_with(' ')) {
            self.space.get_or_insert(range);
        }
    }

    /// Has the next word stand behind the space that was noted.
    pub(super) fn push_space(&mut self, kind: BlockKind) {
        self.begin_word("", kind);
    }

    /// Notes a reference to a note.
    pub(super) fn reference(&mut self, kind: BlockKind) {
        let builder = self.builder.get_or_insert_with(|| ParagraphBuilder::new(kind));
        let at = builder.len();
        builder.push_inline(InlineKind::FootnoteReference, TextRange::new(at, at));
        self.is_before_reference = self.space.is_some();
    }

    /// Notes that the prose from `start` on is of a kind.
    pub(super) fn inline(&mut self, kind: InlineKind, start: usize) {
        if let Some(builder) = self.builder.as_mut().filter(|builder| start < builder.len()) {
            builder.push_inline(kind, TextRange::new(start, builder.len()));
        }
    }

    /// Adds a comment.
    pub(super) fn comment(&mut self, span: TextRange) {
        let written = self.source.get(span.start..span.end).unwrap_or_default();
        let said = written.trim_start_matches('%');
        let content = TextRange::new(span.end - said.len(), span.end);
        let paragraph = self.builder.as_ref().map(|_| self.paragraphs.len());
        self.comments.push(Comment { span, content, paragraph });
    }

    /// Ends the paragraph. Comments on lines of their own behind its last word are none of it: they may be about the next.
    pub(super) fn finish(&mut self) {
        (self.space, self.is_before_reference) = (None, false);
        let Some(builder) = self.builder.take() else { return };
        let (source, end, index) = (self.source, self.end, Some(self.paragraphs.len()));
        let is_behind = |comment: &Comment| {
            let before = source.get(end..comment.span.start).unwrap_or_default();
            before.rfind(is_line_end).is_some_and(|at| before[at..].trim().is_empty())
        };
        let own = self.comments.iter_mut().rev().take_while(|it| it.paragraph == index);
        own.filter(|it| it.span.start >= end && is_behind(it)).for_each(|it| it.paragraph = None);
        add_paragraph(Some(builder), &mut self.paragraphs, &mut self.comments);
    }

    /// The paragraph, where a word comes next: begun here if need be, and with the space that comes before the word.
    fn begin_word(&mut self, word: &str, kind: BlockKind) -> &mut ParagraphBuilder {
        let is_for_reference = std::mem::take(&mut self.is_before_reference) && word.starts_with(CLOSING);
        let builder = self.builder.get_or_insert_with(|| ParagraphBuilder::new(kind));
        if let Some(space) = self.space.take().filter(|_| !is_for_reference) {
            if self.source.get(space.start..space.end) == Some(" ") {
                builder.push_verbatim(" ", space.start);
            } else {
                builder.push_replacement(" ", space);
            }
        }
        builder
    }
}
