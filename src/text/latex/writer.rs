//! Paragraphs of LaTeX, written piece by piece in the order of the source.

use crate::text::document::CODE;
use crate::text::writer;
use crate::text::{BlockKind, Comment, InlineKind, Paragraph, TextRange};

use super::lexer::is_line_end;

/// What has been read, and the paragraph being read.
pub(super) struct Writer<'a> {
    source: &'a str,
    written: writer::Writer<'a>,
    /// Where its last word ends in the source.
    end: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, written: writer::Writer::new(source), end: 0 }
    }

    /// All that was written.
    pub(super) fn into_parts(mut self) -> (Vec<Paragraph>, Vec<Comment>) {
        self.finish();
        self.written.finish()
    }

    /// The prose of the paragraph so far; `None`: none has begun.
    pub(super) fn text(&self) -> Option<&str> {
        self.written.text()
    }

    /// Whether a space comes before the next word.
    pub(super) fn has_space(&self) -> bool {
        self.written.has_space()
    }

    /// How many bytes of prose the paragraph has so far.
    pub(super) fn len(&self) -> usize {
        self.text().map_or(0, str::len)
    }

    /// Adds words as the source has them, in a block of a kind.
    pub(super) fn words(&mut self, range: TextRange, kind: BlockKind) {
        self.written.kind = kind;
        self.written.push_source(range);
        self.end = range.end;
    }

    /// Adds characters that the source writes otherwise.
    pub(super) fn characters(&mut self, set: &str, range: TextRange, kind: BlockKind) {
        self.written.kind = kind;
        self.written.push_replacement(set, range);
        self.end = range.end;
    }

    /// Adds what stands for something that is no prose, but a part of the sentence. Of several that touch one is enough.
    pub(super) fn code(&mut self, range: TextRange, kind: BlockKind) {
        if self.has_space() || self.text().is_none_or(|text| !text.ends_with(CODE)) {
            self.written.kind = kind;
            self.written.push_code(range);
            self.end = range.end;
        }
    }

    /// Notes a space; of several one counts.
    pub(super) fn space(&mut self, range: TextRange) {
        self.written.push_space(range);
    }

    /// Has the next word stand behind the space that was noted.
    pub(super) fn push_space(&mut self) {
        self.written.place();
    }

    /// Notes a reference to a note.
    pub(super) fn reference(&mut self, kind: BlockKind) {
        self.written.kind = kind;
        self.written.push_reference();
    }

    /// Notes that the prose from `start` on is of a kind.
    pub(super) fn inline(&mut self, kind: InlineKind, start: usize) {
        self.written.note_from_offset(kind, start);
    }

    /// Adds a comment.
    pub(super) fn comment(&mut self, span: TextRange) {
        let written = self.source.get(span.start..span.end).unwrap_or_default();
        let said = written.trim_start_matches('%');
        self.written.push_comment(span, TextRange::new(span.end - said.len(), span.end));
    }

    /// Ends the paragraph. Comments on lines of their own behind its last word are none of it: they may be about the next.
    pub(super) fn finish(&mut self) {
        self.written.finish_paragraph();
        let (source, end) = (self.source, self.end);
        self.written.let_go(|comment| {
            let before = source.get(end..comment.span.start).unwrap_or_default();
            comment.span.start >= end && before.rfind(is_line_end).is_some_and(|at| before[at..].trim().is_empty())
        });
    }
}
