//! LaTeX: what of it is prose, and in which blocks.
//!
//! Prose: what stands between `\begin{document}` and `\end{document}`, or in a file that has neither, as chapters have it; the
//! title, wherever it stands. No prose: formulas, code, pictures, notes, what commands are told rather than show. Nothing in a file
//! that is a class, a package or a preamble.
//!
//! Commands and environments are known from `data/latex_commands.tsv` and `data/latex_environments.tsv`; of others what stands in
//! braces is read, as authors' own commands mostly show that. What they say in the preamble they do is heeded if it is simple.

mod accent;
mod argument;
mod command;
mod definition;
mod environment;
mod lexer;
mod open;
#[cfg(test)]
mod tests;
mod writer;

use self::definition::Macros;
use self::lexer::{Lexer, Token, without_comment};
use self::open::{Call, Closer, Open};
use self::writer::Writer;
use super::{Document, InlineKind, TextRange};
use crate::lexicon::LatexCommand;

/// What is opened deeper than this is taken for a part of what is around.
const DEEPEST: usize = 256;

/// What only files have that are no LaTeX, or hold none of a text.
const MACHINERY: [&str; 9] = [
    "\\documentclass",
    "\\documentstyle",
    "\\NeedsTeXFormat",
    "\\ProvidesPackage",
    "\\ProvidesClass",
    "\\ProvidesFile",
    "\\ProvidesExplPackage",
    // plain TeX and Texinfo
    "\\bye",
    "\\input texinfo",
];

/// Reads LaTeX.
pub(super) fn read(source: &str) -> Document {
    let has = |what: &str| source.lines().any(|line| line.contains(what) && without_comment(line).contains(what));
    let has_document = has("\\begin{document}");
    let is_prose = !has_document && !MACHINERY.iter().any(|command| has(command));
    let mut reader = Reader {
        source,
        lexer: Lexer::new(source),
        writer: Writer::new(source),
        macros: Macros::default(),
        is_before: has_document,
        open: vec![Open::source(is_prose)],
        not_opened: 0,
    };
    while reader.read() {}
    while reader.open.len() > 1 {
        reader.pop(None);
    }
    let (paragraphs, comments) = reader.writer.into_parts();
    Document { paragraphs, comments, ..Document::default() }
}

struct Reader<'a> {
    source: &'a str,
    lexer: Lexer<'a>,
    writer: Writer<'a>,
    macros: Macros<'a>,
    /// Whether the document is still to begin.
    is_before: bool,
    /// The source, and what is open in it, the innermost last.
    open: Vec<Open<'a>>,
    /// How many groups are open that lie too deep.
    not_opened: usize,
}

impl<'a> Reader<'a> {
    /// Reads what comes next, and tells whether there was anything.
    fn read(&mut self) -> bool {
        if let Closer::Bracket(end) = self.top().closer
            && self.lexer.at() >= end
        {
            self.lexer.skip_to(end + 1);
            self.pop(None);
        }
        let Some((token, range)) = self.lexer.next() else { return false };
        match token {
            Token::Command(name) => self.command(name, range),
            Token::Symbol(symbol) => self.symbol(symbol, range),
            Token::Open => {
                let call = Call { role: LatexCommand::Text, start: range.start, is_starred: false };
                self.push(self.top().group(call));
            }
            Token::Close => self.close(range),
            Token::Dollar(mark) => match self.lexer.formula(mark) {
                Some(inside) => self.formula(TextRange::new(range.start, self.lexer.at()), inside, mark == "$$"),
                None => self.words(range),
            },
            Token::Cell if self.top().is_table && self.top().is_prose => self.writer.finish(),
            Token::Cell | Token::Words => self.words(range),
            Token::Marks(set) => self.characters(set, range),
            Token::Space => self.space(range),
            Token::Comment => self.writer.comment(range),
            Token::Break => self.end_paragraph(),
        }
        true
    }

    /// What was opened last.
    fn top(&self) -> Open<'a> {
        self.open.last().copied().unwrap_or(Open::source(false))
    }

    fn push(&mut self, mut open: Open<'a>) {
        if self.open.len() >= DEEPEST {
            self.not_opened += usize::from(open.closer == Closer::Brace);
            return;
        }
        if open.is_prose {
            open.prose = self.writer.len();
        }
        self.open.push(open);
    }

    fn close(&mut self, brace: TextRange) {
        if self.not_opened > 0 {
            self.not_opened -= 1;
        } else if self.top().closer == Closer::Brace {
            self.pop(Some(brace));
        }
    }

    /// Ends what was opened last: by a mark, or without one.
    fn pop(&mut self, mark: Option<TextRange>) {
        if self.open.len() <= 1 {
            return;
        }
        let Some(open) = self.open.pop() else { return };
        match open.closer {
            Closer::End => {}
            Closer::Brace => self.finish_group(&open, mark),
            Closer::Bracket(_) | Closer::Environment(_) => self.finish_blocks(open.is_prose),
        }
    }

    fn finish_blocks(&mut self, are_prose: bool) {
        if are_prose {
            self.finish_paragraph();
        }
    }

    /// Ends the paragraph at a blank line, and arguments that nobody closed.
    fn end_paragraph(&mut self) {
        while self.top().is_short {
            self.pop(None);
        }
        self.finish_blocks(self.top().is_prose);
    }

    /// Ends the paragraph. What stands around several paragraphs is said of each.
    fn finish_paragraph(&mut self) {
        for index in 0..self.open.len() {
            let open = self.open[index];
            self.note(&open);
            self.open[index].prose = 0;
        }
        self.writer.finish();
    }

    /// Notes that the prose since something was opened is of a kind.
    fn note(&mut self, open: &Open<'a>) {
        let kind = match open.call.role {
            LatexCommand::Emphasis | LatexCommand::Switch => InlineKind::Emphasis,
            LatexCommand::Link => InlineKind::Link,
            _ => return,
        };
        if open.is_text && open.is_prose {
            self.writer.inline(kind, open.prose);
        }
    }

    fn words(&mut self, range: TextRange) {
        if self.top().is_prose {
            self.writer.words(range, self.top().block);
        }
    }

    fn characters(&mut self, set: &str, range: TextRange) {
        if self.top().is_prose {
            self.writer.characters(set, range, self.top().block);
        }
    }

    fn space(&mut self, range: TextRange) {
        if self.top().is_prose {
            self.writer.space(range);
        }
    }

    fn code(&mut self, range: TextRange) {
        if self.top().is_prose {
            self.writer.code(range, self.top().block);
        }
    }

    /// A formula is a part of its sentence; a full stop at the end of one that stands by itself ends that.
    fn formula(&mut self, range: TextRange, inside: TextRange, is_display: bool) {
        let written = self.source.get(inside.start..inside.end).unwrap_or_default().trim_end();
        let ends = written.ends_with(['.', ',', ';', '?']) && !written[..written.len() - 1].ends_with('\\');
        let mark = inside.start + written.len() - usize::from(ends);
        if is_display && ends {
            self.code(TextRange::new(range.start, mark));
            self.words(TextRange::new(mark, mark + 1));
        } else {
            self.code(range);
        }
    }
}
