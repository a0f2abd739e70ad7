//! Plain text: one paragraph a line, or blocks of hard-wrapped lines.
//!
//! Articles often come with a line for each paragraph, with or without blank lines between; mail and e-books wrap
//! their lines. Which it is shows in the lines: where one was wrapped, the next one's first word had no room on it. Some
//! have a line for each sentence: there a quotation may run over several.
//!
//! A line `[sayso-…]` is a comment.

mod heading;
mod line;
mod speech;
#[cfg(test)]
mod tests;

use self::line::Line;
pub(super) use self::line::lines;
use self::speech::Marks;
use super::comment::plain_comment;
use super::{BlockKind, Document, Paragraph, ParagraphBuilder, TextRange};

/// No text is wrapped at more characters than this.
const WIDEST: usize = 120;
/// No text is wrapped at fewer characters than this.
const NARROWEST: usize = 30;

/// Reads plain text.
pub(super) fn read(source: &str) -> Document {
    let mut reader = Reader { source, usual_width: usual_width(source), paragraphs: Vec::new(), outlines: Vec::new() };
    let mut block = Vec::new();
    let mut comments = Vec::new();
    for (start, line) in lines(source) {
        comments.extend(plain_comment(line, start));
        let line = Line::read(line, start);
        let ends_block = line.is_none_or(|line| block.last().is_some_and(|last: &Line| last.quoting != line.quoting));
        if ends_block {
            reader.read_block(&block);
            block.clear();
        }
        block.extend(line);
    }
    reader.read_block(&block);
    heading::mark_headings(&mut reader.paragraphs, &reader.outlines);
    Document { paragraphs: reader.paragraphs, comments, ..Document::default() }
}

/// The width that the text's lines are wrapped at, if they are: nine in ten of those that run on are no wider.
fn usual_width(source: &str) -> Option<usize> {
    let mut counts = [0_usize; WIDEST + 1];
    let mut previous: Option<Line> = None;
    for (start, line) in lines(source) {
        let line = Line::read(line, start);
        if let (Some(previous), Some(line)) = (previous, line)
            && previous.runs_on()
            && !line.begins_with_capital()
            && let Some(count) = counts.get_mut(previous.width)
        {
            *count += 1;
        }
        previous = line;
    }
    let mut left = counts.iter().sum::<usize>() * 9 / 10;
    counts.iter().enumerate().filter(|(_, count)| **count > 0).find_map(|(width, count)| {
        let found = *count >= left;
        left = left.saturating_sub(*count);
        found.then_some(width)
    })
}

/// What is known of a paragraph beside its text.
struct Outline {
    /// Whether it is one line.
    is_line: bool,
    /// Whether blank lines, or the text's ends, stand on both sides of it.
    is_block: bool,
}

struct Reader<'a> {
    source: &'a str,
    usual_width: Option<usize>,
    paragraphs: Vec<Paragraph>,
    outlines: Vec<Outline>,
}

impl Reader<'_> {
    /// Reads lines that stand together.
    fn read_block(&mut self, lines: &[Line<'_>]) {
        let wrapping = Wrapping::of(lines, self.usual_width);
        let mut first = 0;
        let mut marks = Marks::default();
        for index in 0..lines.len() {
            let (line, after) = (&lines[index], &lines[index + 1..]);
            marks.read(line);
            let ends = after.first().is_none_or(|next| match &wrapping {
                Some(wrapping) => wrapping.ends_paragraph(first, line, next),
                None => !continues_item(&lines[first], line, next) && !marks.go_on(line, after),
            });
            if ends {
                marks = Marks::default();
                let is_block = index + 1 - first == lines.len();
                self.push_paragraph(&lines[first..=index], is_block);
                first = index + 1;
            }
        }
    }

    fn push_paragraph(&mut self, lines: &[Line<'_>], is_block: bool) {
        let [first, .., last] = lines else {
            if let [line] = lines {
                self.paragraphs.push(Paragraph::verbatim(kind(line), line.text, line.range.start));
                self.outlines.push(Outline { is_line: true, is_block });
            }
            return;
        };
        let mut builder = ParagraphBuilder::new(kind(first));
        if first.quoting == 0 {
            let range = first.range.hull(last.range);
            builder.push_verbatim(&self.source[range], range.start);
        } else {
            let mut done = first.range.start;
            for line in lines {
                builder.push_replacement(
                    if builder.is_empty() { "" } else { " " },
                    TextRange::new(done, line.range.start),
                );
                builder.push_verbatim(line.text, line.range.start);
                done = line.range.end;
            }
        }
        self.paragraphs.push(builder.finish());
        self.outlines.push(Outline { is_line: false, is_block });
    }
}

fn kind(line: &Line<'_>) -> BlockKind {
    match line {
        Line { quoting: 1.., .. } => BlockKind::BlockQuote,
        Line { is_item: true, .. } => BlockKind::ListItem,
        _ => BlockKind::Paragraph,
    }
}

/// Whether `next` goes on with the list item that begins with `first` and runs to `line`.
fn continues_item(first: &Line<'_>, line: &Line<'_>, next: &Line<'_>) -> bool {
    first.is_item && !next.is_item && next.indent > first.indent && line.runs_on()
}

/// How a block of lines is wrapped.
struct Wrapping {
    width: usize,
}

impl Wrapping {
    /// The wrapping of a block; `None` if each of its lines is a paragraph.
    fn of(lines: &[Line<'_>], usual_width: Option<usize>) -> Option<Self> {
        /// A block of fewer lines tells too little by itself.
        const TELLING_LINES: usize = 4;
        let longest = lines.iter().map(|line| line.width).max()?;
        let usual = usual_width.unwrap_or(0);
        let width = if lines.len() < TELLING_LINES { longest.max(usual) } else { longest };
        if !(NARROWEST..=WIDEST).contains(&width) {
            return None;
        }
        let wrapping = Self { width };
        let (mut breaks, mut running, mut running_full, mut capitals, mut full) = (0, 0, 0, 0, 0);
        for pair in lines.windows(2).filter(|pair| !pair[1].is_item) {
            let is_full = wrapping.is_full(&pair[0], &pair[1]);
            breaks += 1;
            full += usize::from(is_full);
            if pair[0].runs_on() {
                running += 1;
                running_full += usize::from(is_full);
                capitals += usize::from(pair[1].begins_with_capital());
            }
        }
        let is_verse = capitals * 10 > running * 7 && (running > 2 || usual_width.is_none());
        let is_wrapped = match running {
            0 => breaks > 0 && full == breaks && usual_width.is_some(),
            _ => running_full * 10 >= running * 8 && !is_verse,
        };
        is_wrapped.then_some(wrapping)
    }

    /// Whether the next line's first word had no room on a line, or hardly any.
    fn is_full(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let slack = self.width / 8;
        line.width + 1 + next.first_word_width() + slack > self.width
    }

    /// Whether a paragraph that begins with the block's line `first` ends with `line`.
    fn ends_paragraph(&self, first: usize, line: &Line<'_>, next: &Line<'_>) -> bool {
        let is_full = self.is_full(line, next);
        if line.runs_on() {
            // A headline with no blank line after it.
            let is_headline = first == 0 && !is_full && next.begins_with_capital() && heading::is_title(line.text);
            return is_headline || (next.is_item && line.is_item);
        }
        let is_indented = next.indent > line.indent + 1;
        next.is_item || is_indented || (!is_full && !next.begins_with_small_letter())
    }
}
