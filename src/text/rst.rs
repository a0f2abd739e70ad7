//! reStructuredText, as docutils has it.
//!
//! Prose: titles, paragraphs, items of lists, terms and what is said of them, notes, cells of simple tables, and the bodies of
//! directives that a list names. No prose: fields, options, all other directives, code and what is shown as it is
//! written, targets, substitutions, drawn tables, and rows of more than one line.

mod inline;
mod line;
mod table;
#[cfg(test)]
mod tests;

use self::inline::marks;
use self::line::{Explicit, Line};
use super::flow::Flow;
use super::markup::add_paragraph;
use super::{BlockKind, Comment, Document, Paragraph, TextRange};
use crate::lexicon::{RstArgument, rst_directive};

/// Blocks nested deeper than this are taken for a part of the one around.
const DEEPEST: usize = 64;

/// Reads reStructuredText.
pub(super) fn read(source: &str) -> Document {
    let mut reader = Reader { lines: line::read(source), around: vec![Block::default()], ..Reader::default() };
    while let Some(line) = reader.lines.get(reader.next).copied() {
        reader.next += 1;
        if !line.text.is_empty() {
            reader.indent(line.column);
            let count = reader.comments.len();
            reader.read(line);
            let added = reader.comments.len() - count;
            reader.comments_above = if added == 0 { 0 } else { reader.comments_above + added };
        }
    }
    Document { paragraphs: reader.paragraphs, comments: reader.comments, ..Document::default() }
}

/// A block that holds others: they stand in its column.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    column: usize,
    /// The column is not known but that it is no less: its first line tells.
    is_open: bool,
    /// What paragraphs in it are, if it says that.
    kind: Option<BlockKind>,
}

#[derive(Default)]
struct Reader<'a> {
    lines: Vec<Line<'a>>,
    /// The next line to be read.
    next: usize,
    paragraphs: Vec<Paragraph>,
    comments: Vec<Comment>,
    /// The blocks around, the innermost last; the first is the text.
    around: Vec<Block>,
    /// How many comments are the last that was read.
    comments_above: usize,
    /// No table that begins from here on has an end.
    has_no_table: bool,
}

impl<'a> Reader<'a> {
    fn line(&self, index: usize) -> Option<Line<'a>> {
        self.lines.get(index).copied().filter(|line| !line.text.is_empty())
    }

    /// The next line, if it is not blank.
    fn below(&self) -> Option<Line<'a>> {
        self.line(self.next)
    }

    fn kind(&self) -> BlockKind {
        self.around.iter().rev().find_map(|block| block.kind).unwrap_or(BlockKind::Paragraph)
    }

    fn push(&mut self, column: usize, is_open: bool, kind: Option<BlockKind>) {
        if self.around.len() < DEEPEST {
            self.around.push(Block { column, is_open, kind });
        }
    }

    /// Goes to the block that what stands in a column is in.
    fn indent(&mut self, column: usize) {
        while self.around.len() > 1 && self.around.last().is_some_and(|block| column < block.column) {
            self.around.pop();
        }
        match self.around.last_mut() {
            Some(block) if block.is_open => (block.column, block.is_open) = (column, false),
            Some(block) if column > block.column => self.push(column, false, Some(BlockKind::BlockQuote)),
            _ => {}
        }
    }

    /// Reads the block that begins with a line, or with the rest of one behind what another block begins with.
    fn read(&mut self, mut line: Line<'a>) {
        let mut is_whole = true;
        loop {
            let rest = match Explicit::read(line.text) {
                Some(explicit) => self.read_explicit(line, explicit),
                None if is_whole && self.read_title(line) => None,
                None => match self.marker(line) {
                    Some(length) => {
                        let column = line.column + line.text[..length].chars().count();
                        self.push(column, false, Some(BlockKind::ListItem));
                        part(line, length)
                    }
                    None => {
                        self.read_body(line);
                        None
                    }
                },
            };
            match rest {
                Some(rest) => (line, is_whole) = (rest, false),
                None => return,
            }
        }
    }

    fn read_explicit(&mut self, line: Line<'a>, explicit: Explicit<'a>) -> Option<Line<'a>> {
        match explicit {
            Explicit::Note(text) => {
                self.push(line.column + 1, true, Some(BlockKind::Paragraph));
                part(line, text)
            }
            Explicit::Directive(name, text) => self.read_directive(line, name, text),
            Explicit::Hidden => {
                self.skip_deeper(line);
                None
            }
            Explicit::Comment(text) => {
                let is_empty = text == line.text.len() && self.below().is_none();
                let end = if is_empty { line.start + line.text.len() } else { self.skip_deeper(line) };
                let span = TextRange::new(line.start, end);
                let content = TextRange::new(line.start + text, end);
                self.comments.push(Comment { span, content, paragraph: None });
                None
            }
        }
    }

    fn read_directive(&mut self, line: Line<'a>, name: &str, text: usize) -> Option<Line<'a>> {
        let Some(directive) = rst_directive(&name.to_ascii_lowercase()) else {
            self.skip_deeper(line);
            return None;
        };
        let argument = part(line, text);
        if directive.argument == RstArgument::Heading
            && let Some(title) = argument
        {
            self.push_line(title, BlockKind::Heading);
        }
        self.push(line.column + 1, true, directive.is_quote.then_some(BlockKind::BlockQuote));
        argument.filter(|_| directive.argument == RstArgument::Text)
    }

    /// Reads a title with a line below it, or one above as well, or a line across the page.
    fn read_title(&mut self, line: Line<'a>) -> bool {
        let is_alike =
            |it: &Line<'_>| it.column == line.column && it.text.as_bytes().first() == line.text.as_bytes().first();
        if line::is_adornment(line.text) && line.text != "::" {
            let title = self.below().filter(|title| !line::is_adornment(title.text));
            let lower = self.line(self.next + 1).filter(|lower| line::is_adornment(lower.text) && is_alike(lower));
            if let (Some(title), Some(_)) = (title, lower) {
                self.next += 2;
                // they are about the title, though its upper line stands between
                let index = Some(self.paragraphs.len());
                self.comments.iter_mut().rev().take(self.comments_above).for_each(|it| it.paragraph = index);
                self.push_line(title, BlockKind::Heading);
                return true;
            }
            return line.text.len() >= 4;
        }
        let below = self.below().filter(|below| below.column == line.column);
        if below.is_some_and(|below| line::underlines(below.text, line.text)) {
            self.next += 1;
            self.push_line(line, BlockKind::Heading);
            return true;
        }
        false
    }

    /// The length of the marker of a list's item that a line begins with.
    fn marker(&self, line: Line<'_>) -> Option<usize> {
        // “A. Li came” that goes on below is no item
        let below = self.below();
        let is_item =
            || below.is_none_or(|below| below.column != line.column || line::enumerator(below.text).is_some());
        line::bullet(line.text).or_else(|| line::enumerator(line.text).filter(|_| is_item()))
    }

    fn read_body(&mut self, line: Line<'a>) {
        let text = line.text;
        if line::is_field(text) || line::is_option(text) || text.starts_with("__ ") {
            self.skip_deeper(line);
        } else if text.starts_with(">>> ") || line::begins_grid(text) {
            self.skip_to_blank();
        } else if line::is_border(text) {
            self.read_table(line);
        } else if text == "|" || text.starts_with("| ") {
            self.read_verse(line);
        } else {
            self.read_paragraph(line);
        }
    }

    fn read_paragraph(&mut self, first: Line<'a>) {
        let mut flow = Flow::default();
        flow.push_line(first.text, first.start);
        let mut last = first;
        let mut kind = self.kind();
        while let Some(line) = self.below() {
            let is_open = self.around.last().is_some_and(|block| block.is_open && line.column >= block.column);
            if is_open && !line::is_field(line.text) {
                self.indent(line.column);
            } else if is_open || line.column != last.column {
                // what follows a term deeper is said of it
                if !is_open && line.column > last.column && flow.lines() == 1 && !last.text.ends_with("::") {
                    kind = BlockKind::ListItem;
                    self.push(line.column, false, Some(kind));
                }
                break;
            }
            self.next += 1;
            flow.push_line(line.text, line.start);
            last = line;
        }
        let text = flow.text();
        if let Some(before) = text.strip_suffix("::").filter(|before| !before.ends_with('\\')) {
            let shown = before.trim_end();
            flow.truncate(if shown.len() < before.len() || shown.is_empty() { shown.len() } else { shown.len() + 1 });
            self.skip_literal(last.column.min(first.column));
        }
        self.push_paragraph(&flow, kind);
    }

    /// Lines that stay lines: `| They came`.
    fn read_verse(&mut self, first: Line<'a>) {
        let kind = self.kind();
        let mut flow = Flow::default();
        let mut next = Some(first);
        while let Some(line) = next {
            let text = line.text.strip_prefix('|').unwrap_or(line.text).trim_start();
            if text.is_empty() {
                self.push_paragraph(&std::mem::take(&mut flow), kind);
            } else {
                flow.push_line(text, line.start + line.text.len() - text.len());
            }
            let is_line = |it: &Line<'_>| it.column > first.column || it.text == "|" || it.text.starts_with("| ");
            next = self.below().filter(|below| below.column >= first.column && is_line(below));
            self.next += usize::from(next.is_some());
        }
        self.push_paragraph(&flow, kind);
    }

    fn read_table(&mut self, border: Line<'a>) {
        let columns = line::columns(border.text);
        let Some(end) = self.table_end() else {
            self.has_no_table = true;
            return self.skip_to_blank();
        };
        let begins = |row: &Line<'_>| row.column <= border.column;
        while self.next < end {
            let row = self.line(self.next);
            self.next += 1;
            let Some(row) = row.filter(|row| begins(row) && !is_rule(row.text)) else { continue };
            let goes_on = self.below().is_some_and(|below| !begins(&below) && self.next < end);
            if let Some(cells) = table::cells(&row, border.column, &columns).filter(|_| !goes_on) {
                for cell in cells.into_iter().filter(|cell| !cell.is_empty()) {
                    let cell = Line { text: &row.text[cell], start: row.start + cell.start, column: row.column };
                    self.push_line(cell, BlockKind::TableCell);
                }
            }
        }
        self.next = end + 1;
    }

    /// The index of the line that ends the table whose first border has been read.
    fn table_end(&self) -> Option<usize> {
        if self.has_no_table {
            return None;
        }
        let mut rest = self.lines.iter().enumerate().skip(self.next);
        let is_end = |(index, line): &(usize, &Line<'_>)| line::is_border(line.text) && self.line(index + 1).is_none();
        rest.find(is_end).map(|(index, _)| index)
    }

    /// Leaves out the lines that stand deeper than one, and tells where the last of them, or else the one, ends.
    fn skip_deeper(&mut self, line: Line<'_>) -> usize {
        let mut end = line.start + line.text.len();
        let mut next = self.next;
        let is_in = |below: &Line<'_>| below.text.is_empty() || below.column > line.column;
        while let Some(below) = self.lines.get(next).filter(|below| is_in(below)) {
            next += 1;
            if !below.text.is_empty() {
                end = below.start + below.text.len();
                self.next = next;
            }
        }
        end
    }

    fn skip_to_blank(&mut self) {
        while self.below().is_some() {
            self.next += 1;
        }
    }

    /// Leaves out what is shown as it is written, below a paragraph that ends with two colons in a column.
    fn skip_literal(&mut self, column: usize) {
        let blank = self.lines.iter().skip(self.next).take_while(|line| line.text.is_empty()).count();
        let Some(line) = self.line(self.next + blank) else { return };
        let sign = line.text.chars().next().filter(char::is_ascii_punctuation);
        if line.column > column {
            self.next += blank;
            self.skip_deeper(Line { column, ..line });
        } else if let Some(sign) = sign.filter(|_| line.column == column && blank > 0) {
            let quoted =
                self.lines.iter().skip(self.next + blank).take_while(|line| line.text.starts_with(sign)).count();
            let is_block = self.line(self.next + blank + quoted).is_none();
            self.next += if is_block && !line.text.starts_with("..") { blank + quoted } else { 0 };
        }
    }

    fn push_line(&mut self, line: Line<'_>, kind: BlockKind) {
        let mut flow = Flow::default();
        flow.push_line(line.text, line.start);
        self.push_paragraph(&flow, kind);
    }

    fn push_paragraph(&mut self, flow: &Flow, kind: BlockKind) {
        let builder = flow.prose(kind, &marks(flow.text()));
        add_paragraph(Some(builder), &mut self.paragraphs, &mut self.comments);
    }
}

/// The rest of a line from byte `start` on, if anything is there.
fn part(line: Line<'_>, start: usize) -> Option<Line<'_>> {
    let (before, text) = line.text.split_at_checked(start)?;
    let column = line.column + before.chars().count();
    (!text.is_empty()).then_some(Line { text, start: line.start + start, column })
}

/// Whether a line of a table parts rows or groups columns.
fn is_rule(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'=' | b'-' | b' '))
}
