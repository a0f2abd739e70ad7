//! AsciiDoc, line by line, as Asciidoctor has it.
//!
//! Prose: titles, paragraphs, items of lists, cells of tables, and what stands in blocks of those. No prose: the header but for its
//! title, attributes, code and what is shown as it is written, pictures, notes in a sentence, who a block quote is by where
//! its attributes say it. Texts that are included are not looked for.

mod closer;
mod inline;
mod line;
mod macros;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod value;

use self::inline::marks;
use self::line::{Fence, Level, Line};
use self::style::Style;
use super::flow::Flow;
use super::markup::{add_paragraph, front_matter};
use super::plain::lines;
use super::{BlockKind, Comment, Document, Paragraph, TextRange};

/// Blocks nested deeper than this are taken for a part of the one around.
const DEEPEST: usize = 64;

/// Reads AsciiDoc.
pub(super) fn read(source: &str) -> Document {
    let front_matter = front_matter(source);
    let start = front_matter.map_or(0, |(_, end)| end);
    let lines = lines(source).filter(|(at, _)| *at >= start).map(|(at, line)| (at, line.trim_end()));
    let mut reader = Reader::default();
    let mut lines = lines.peekable();
    while let Some((at, line)) = lines.next() {
        let below = lines.peek().map_or("", |(_, line)| line);
        if reader.has_title_below(line, below) {
            lines.next();
            reader.read_title(line, at, if below.starts_with('=') { Level::Document } else { Level::Section });
        } else {
            reader.read(line, at);
        }
    }
    reader.finish_paragraph(true);
    Document {
        paragraphs: reader.paragraphs,
        comments: reader.comments,
        front_matter: front_matter.map(|(content, _)| content),
        ..Document::default()
    }
}

/// Where in a document a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// Before its title.
    #[default]
    Start,
    /// Below its title: who wrote it, and when.
    Header,
    Body,
}

/// A block that is open and holds others.
struct Block<'a> {
    /// What ends it.
    delimiter: &'a str,
    /// What paragraphs in it are, if it says that.
    kind: Option<BlockKind>,
}

/// A block that is open and holds no others.
struct Closed<'a> {
    delimiter: &'a str,
    fence: Fence,
    start: usize,
    /// Where what is in it begins.
    inside: usize,
}

/// The paragraph being read.
struct Pending {
    flow: Flow,
    kind: BlockKind,
    /// It is no prose.
    is_silent: bool,
    /// Another item may follow it.
    is_item: bool,
    /// Each of its lines begins with `>`.
    is_marked: bool,
    /// How many comments came before it.
    comments_before: usize,
    /// How many comments came since its last line.
    comments: usize,
}

#[derive(Default)]
struct Reader<'a> {
    part: Part,
    paragraphs: Vec<Paragraph>,
    comments: Vec<Comment>,
    pending: Option<Pending>,
    /// The blocks around, the innermost last.
    blocks: Vec<Block<'a>>,
    /// The block around that holds no blocks.
    closed: Option<Closed<'a>>,
    /// What the attributes before say of the next block.
    style: Option<Style>,
    /// A list's item came, and nothing that ends the list.
    is_in_list: bool,
    /// The next block belongs to a list's item.
    is_attached: bool,
    /// How many comments are the last that was read, but for attributes.
    comments_above: usize,
    /// Attributes stand between those comments and the next block.
    is_tied: bool,
    /// The last line named a value that goes on in this one.
    continues: bool,
}

impl<'a> Reader<'a> {
    /// Whether a line is a title that the line below it underlines.
    fn has_title_below(&self, line: &str, below: &str) -> bool {
        self.closed.is_none()
            && self.pending.is_none()
            && self.part != Part::Header
            && Line::underlines(below, line)
            && matches!(Line::read(line), Line::Text)
    }

    fn read(&mut self, line: &'a str, start: usize) {
        if self.closed.is_some() {
            return self.read_closed(line, start);
        }
        if std::mem::take(&mut self.continues) {
            self.continues = line.ends_with('\\');
            return;
        }
        let read = Line::read(line);
        if self.part == Part::Header && !matches!(read, Line::Comment(_) | Line::Entry | Line::Directive) {
            // who wrote it, and when
            self.part = if read == Line::Blank { Part::Body } else { Part::Header };
            return;
        }
        let is_begun = self.pending.is_some();
        let is_item = self.pending.as_ref().is_some_and(|pending| pending.is_item);
        match read {
            Line::Blank => self.finish_paragraph(true),
            Line::Comment(text) => self.read_comment(line, start, text),
            Line::Directive => {}
            Line::Delimiter(fence) => self.read_delimiter(line, start, fence),
            Line::Attributes(inside) => {
                self.finish_paragraph(false);
                self.style = Style::read(inside).or(self.style);
                self.is_tied = self.comments_above > 0;
            }
            Line::Continuation if self.is_in_list => {
                self.finish_paragraph(false);
                self.is_attached = true;
            }
            Line::Item(text) if !is_begun || is_item => self.read_item(&line[text..], start + text),
            Line::Term(term, text) if !is_begun || is_item => {
                self.read_item(&line[term], start + term.start);
                self.finish_paragraph(false);
                self.read_item(&line[text..], start + text);
            }
            Line::Entry if !is_begun => self.continues = line.ends_with('\\'),
            Line::Caption(text) if !is_begun => self.read_heading(&line[text..], start + text),
            Line::Section(title, level) if !is_begun => self.read_title(&line[title], start + title.start, level),
            Line::Figure => {
                self.finish_paragraph(false);
                self.comments_above = 0;
            }
            _ => self.read_text(line, start),
        }
    }

    fn read_title(&mut self, title: &str, start: usize, level: Level) {
        let is_document = level == Level::Document && self.part == Part::Start && self.paragraphs.is_empty();
        self.read_heading(title, start);
        (self.is_in_list, self.is_attached, self.style) = (false, false, None);
        self.part = if is_document { Part::Header } else { Part::Body };
    }

    fn read_heading(&mut self, title: &str, start: usize) {
        self.finish_paragraph(false);
        let mut flow = Flow::default();
        flow.push_line(title, start);
        self.push_paragraph(&flow, BlockKind::Heading);
        (self.comments_above, self.is_tied) = (0, false);
    }

    fn read_item(&mut self, text: &str, start: usize) {
        self.finish_paragraph(false);
        (self.is_in_list, self.is_attached, self.style) = (true, false, None);
        self.part = Part::Body;
        self.begin(BlockKind::ListItem, false);
        if let Some(pending) = self.pending.as_mut() {
            pending.is_item = true;
            if !text.is_empty() {
                pending.flow.push_line(text, start);
            }
        }
    }

    fn read_text(&mut self, line: &str, start: usize) {
        if self.pending.is_none() {
            self.begin_text(line);
        }
        let is_signature = line.starts_with("-- ");
        let is_quoted = |it: &Pending| it.flow.text().starts_with(['"', '“']) && !it.is_silent && !it.is_item;
        if is_signature && self.pending.as_ref().is_some_and(is_quoted) {
            self.set_kind(BlockKind::BlockQuote);
            self.finish_paragraph(false);
            self.begin(BlockKind::BlockQuote, false);
        }
        let Some(pending) = self.pending.as_mut() else { return };
        let mut text = line.trim_start();
        if pending.is_marked {
            text = text.strip_prefix('>').unwrap_or(text).trim_start();
        } else if pending.flow.lines() == 0 && !pending.is_item {
            text = style::without_label(text);
        }
        let place = start + line.len() - text.len();
        let until_now = std::mem::take(&mut pending.comments);
        pending.flow.push_line(text, place);
        self.take_in_comments(until_now);
    }

    /// Begins the paragraph whose first line is given.
    fn begin_text(&mut self, line: &str) {
        self.part = Part::Body;
        let style = self.style.take();
        let is_attached = std::mem::take(&mut self.is_attached);
        self.is_in_list &= is_attached;
        let is_marked = line.starts_with("> ");
        let around = self.blocks.iter().rev().find_map(|block| block.kind).unwrap_or(BlockKind::Paragraph);
        let kind = match style {
            Some(Style::Quote) => BlockKind::BlockQuote,
            _ if is_marked => BlockKind::BlockQuote,
            _ if is_attached => BlockKind::ListItem,
            _ => around,
        };
        // what is indented is shown as it is written
        let is_silent = style == Some(Style::Verbatim) || (style.is_none() && line.starts_with([' ', '\t']));
        self.begin(kind, is_silent);
        if let Some(pending) = self.pending.as_mut() {
            pending.is_marked = is_marked;
        }
    }

    fn begin(&mut self, kind: BlockKind, is_silent: bool) {
        // comments above a block's attributes are about the block
        let above = std::mem::take(&mut self.comments_above);
        let tied = if std::mem::take(&mut self.is_tied) { above } else { 0 };
        self.take_in_comments(tied);
        self.pending = Some(Pending {
            flow: Flow::default(),
            kind,
            is_silent,
            is_item: false,
            is_marked: false,
            comments_before: self.comments.len().saturating_sub(tied),
            comments: 0,
        });
    }

    fn set_kind(&mut self, kind: BlockKind) {
        if let Some(pending) = self.pending.as_mut() {
            pending.kind = kind;
        }
    }

    fn read_comment(&mut self, line: &str, start: usize, text: usize) {
        let end = start + line.len();
        let (span, content) = (TextRange::new(start, end), TextRange::new(start + text, end));
        self.comments.push(Comment { span, content, paragraph: None });
        match self.pending.as_mut() {
            Some(pending) => pending.comments += 1,
            None => self.comments_above += 1,
        }
    }

    /// Says of the last comments that they stand inside of the paragraph being read.
    fn take_in_comments(&mut self, count: usize) {
        let index = self.paragraphs.len();
        self.comments.iter_mut().rev().take(count).for_each(|comment| comment.paragraph = Some(index));
    }

    fn read_delimiter(&mut self, line: &'a str, start: usize, fence: Fence) {
        self.finish_paragraph(false);
        self.part = Part::Body;
        if let Some(index) = self.blocks.iter().rposition(|block| block.delimiter == line) {
            self.blocks.truncate(index);
            (self.style, self.is_attached) = (None, false);
            return;
        }
        let style = self.style.take();
        let is_attached = std::mem::take(&mut self.is_attached);
        self.is_in_list &= is_attached;
        if matches!(fence, Fence::Blocks | Fence::Quote) && style != Some(Style::Verbatim) {
            let is_quote = fence == Fence::Quote || style == Some(Style::Quote);
            let kind = is_quote.then_some(BlockKind::BlockQuote).or(is_attached.then_some(BlockKind::ListItem));
            if self.blocks.len() < DEEPEST {
                self.blocks.push(Block { delimiter: line, kind });
            }
        } else {
            let is_data = fence == Fence::Table && style == Some(Style::Data);
            let fence = if is_data { Fence::Verbatim } else { fence };
            let delimiter = if line.starts_with("```") { "```" } else { line };
            self.closed = Some(Closed { delimiter, fence, start, inside: start + line.len() });
        }
    }

    /// Reads a line of a block that holds no others.
    fn read_closed(&mut self, line: &str, start: usize) {
        let Some(closed) = self.closed.take_if(|closed| closed.delimiter == line) else {
            if self.closed.as_ref().is_some_and(|closed| closed.fence == Fence::Table) {
                self.read_row(line, start);
            }
            return;
        };
        self.comments_above = 0;
        match closed.fence {
            Fence::Table => self.finish_paragraph(true),
            Fence::Comment => {
                let span = TextRange::new(closed.start, start + line.len());
                self.comments.push(Comment { span, content: TextRange::new(closed.inside, start), paragraph: None });
                self.comments_above = 1;
            }
            _ => {}
        }
    }

    fn read_row(&mut self, line: &str, start: usize) {
        match Line::read(line) {
            Line::Blank => {
                let kind = self.pending.as_ref().map(|pending| (pending.kind, pending.is_silent));
                self.finish_paragraph(true);
                if let Some((kind, is_silent)) = kind {
                    self.begin(kind, is_silent);
                }
            }
            Line::Comment(text) => self.read_comment(line, start, text),
            _ => {
                for part in table::parts(line) {
                    if let Some(is_silent) = part.begins {
                        self.finish_paragraph(false);
                        self.begin(BlockKind::TableCell, is_silent);
                    }
                    if let Some(pending) = self.pending.as_mut().filter(|_| !part.text.is_empty()) {
                        let until_now = std::mem::take(&mut pending.comments);
                        pending.flow.push_line(&line[part.text], start + part.text.start);
                        self.take_in_comments(until_now);
                    }
                }
            }
        }
    }

    /// Ends the paragraph being read; where nothing follows it at once, comments at its end belong to it.
    fn finish_paragraph(&mut self, by_blank_line: bool) {
        let Some(pending) = self.pending.take() else { return };
        if by_blank_line {
            self.take_in_comments(pending.comments);
        } else {
            self.comments_above = pending.comments;
        }
        let count = self.paragraphs.len();
        if !pending.is_silent {
            self.push_paragraph(&pending.flow, pending.kind);
        }
        if self.paragraphs.len() == count {
            self.comments.iter_mut().skip(pending.comments_before).for_each(|comment| comment.paragraph = None);
        }
    }

    fn push_paragraph(&mut self, flow: &Flow, kind: BlockKind) {
        let builder = flow.prose(kind, &marks(flow.text()));
        add_paragraph(Some(builder), &mut self.paragraphs, &mut self.comments);
    }
}
