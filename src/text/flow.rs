//! A paragraph of markup that is written in lines: its lines as one text, and what signs in that text are made of it.

use super::markup::CLOSING;
use super::{BlockKind, InlineKind, ParagraphBuilder, TextRange};

/// The lines of a paragraph, a line feed between any two of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    text: String,
    lines: Vec<Line>,
}

/// Where a line begins.
#[derive(Clone, Copy, Debug)]
struct Line {
    flow: usize,
    source: usize,
}

/// A part of a flow that is not to be read as it is written. Ranges are in bytes of the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands.
    pub(super) range: TextRange,
    /// What it means.
    pub(super) meaning: Meaning,
}

/// What a mark means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It shows nothing.
    Nothing,
    /// It shows a text.
    Text(String),
    /// It shows something that is no prose, and stands in its sentence as a word.
    Code,
    /// It refers to a note.
    Note,
    /// What follows is of a kind.
    Begin(InlineKind),
    /// What came since the last beginning of that kind is of it.
    End(InlineKind),
}

impl Flow {
    /// Adds a line, without white space around it, that stands at byte `start` of the source.
    pub(super) fn push_line(&mut self, line: &str, start: usize) {
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        self.lines.push(Line { flow: self.text.len(), source: start });
        self.text.push_str(line);
    }

    /// The lines as one text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How many lines it has.
    pub(super) fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Shortens the text to `length` bytes; no line ends before that.
    pub(super) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
    }

    /// Its prose, by marks that stand in it in order and don't overlap.
    pub(super) fn prose(&self, kind: BlockKind, marks: &[Mark]) -> ParagraphBuilder {
        let mut pen = Pen { flow: self, builder: ParagraphBuilder::new(kind), space: None, is_after_note: false };
        let mut open: Vec<(InlineKind, usize)> = Vec::new();
        let mut done = 0;
        for mark in marks {
            pen.write(TextRange::new(done, mark.range.start));
            done = mark.range.end;
            match &mark.meaning {
                Meaning::Nothing => {}
                Meaning::Text(text) => pen.replace(text, mark.range),
                Meaning::Code => pen.code(mark.range),
                Meaning::Note => pen.note(),
                Meaning::Begin(kind) => {
                    pen.write_space();
                    open.push((*kind, pen.builder.len()));
                }
                Meaning::End(kind) => {
                    let begun = open.iter().rposition(|(it, _)| it == kind).map(|index| open.remove(index));
                    if let Some((_, start)) = begun.filter(|(_, start)| *start < pen.builder.len()) {
                        pen.builder.push_inline(*kind, TextRange::new(start, pen.builder.len()));
                    }
                }
            }
        }
        pen.write(TextRange::new(done, self.text.len()));
        pen.builder
    }

    /// Where in the source a part of the text stands; a line feed stands for all from line to line.
    fn place(&self, range: TextRange) -> TextRange {
        TextRange::new(self.source_offset(range.start), self.source_offset(range.end))
    }

    fn source_offset(&self, offset: usize) -> usize {
        let next = self.lines.partition_point(|line| line.flow <= offset);
        let line = next.checked_sub(1).and_then(|index| self.lines.get(index));
        line.map_or(0, |line| line.source + (offset - line.flow))
    }
}

/// Writes a flow's prose. White space between two words is one space.
struct Pen<'a> {
    flow: &'a Flow,
    builder: ParagraphBuilder,
    /// White space that the next word comes after, in the flow.
    space: Option<TextRange>,
    /// Whether a reference to a note was the last that was written.
    is_after_note: bool,
}

impl Pen<'_> {
    /// Writes a part of the flow as it is.
    fn write(&mut self, range: TextRange) {
        let mut start = range.start;
        let text = self.flow.text.get(start..range.end).unwrap_or_default();
        for line in text.split_inclusive('\n') {
            let words = line.trim();
            let begin = start + (line.len() - line.trim_start().len());
            let end = begin + words.len();
            self.note_space(TextRange::new(start, begin));
            if !words.is_empty() {
                // “so footnote:[…].” has no space before its full stop
                if self.is_after_note && words.starts_with(CLOSING) {
                    self.space = None;
                }
                self.write_space();
                let place = self.flow.place(TextRange::new(begin, end));
                self.builder.push_verbatim(words, place.start);
            }
            start += line.len();
            self.note_space(TextRange::new(end.min(start), start));
        }
    }

    fn note_space(&mut self, range: TextRange) {
        if !range.is_empty() && !self.builder.is_empty() {
            let start = self.space.map_or(range.start, |space| space.start);
            self.space = Some(TextRange::new(start, range.end));
        }
    }

    fn write_space(&mut self) {
        self.is_after_note = false;
        let Some(space) = self.space.take() else { return };
        let place = self.flow.place(space);
        if self.flow.text.get(space.start..space.end) == Some(" ") {
            self.builder.push_verbatim(" ", place.start);
        } else {
            self.builder.push_replacement(" ", place);
        }
    }

    fn replace(&mut self, text: &str, range: TextRange) {
        self.write_space();
        self.builder.push_replacement(text, self.flow.place(range));
    }

    fn code(&mut self, range: TextRange) {
        self.write_space();
        self.builder.push_code(self.flow.place(range));
    }

    fn note(&mut self) {
        self.builder.push_reference();
        self.is_after_note = true;
    }
}
