//! Typst, as `typst-syntax` parses it.
//!
//! Prose: paragraphs, headings, items of lists, quotations, captions, cells of tables, and what else stands in brackets of
//! functions that show it. No prose: code, formulas, addresses, notes, what sets, defines or imports something.

mod function;
#[cfg(test)]
mod tests;

use typst_syntax::{SyntaxKind, SyntaxNode, ast};

use self::function::{Role, has_text, is_shown, role};
use super::writer::Writer;
use super::{BlockKind, Document, InlineKind, TextRange};

/// Reads Typst.
pub(super) fn read(source: &str) -> Document {
    let typst = source.trim_start_matches('\u{feff}');
    let mut reader = Reader { source, writer: Writer::new(source), quotations: 0 };
    reader.read_markup(&typst_syntax::parse(typst), source.len() - typst.len());
    let (paragraphs, comments) = reader.writer.finish();
    Document { paragraphs, comments, ..Document::default() }
}

struct Reader<'a> {
    source: &'a str,
    writer: Writer<'a>,
    /// How many quotations with marks of their own are around.
    quotations: usize,
}

/// Nodes come with the byte of the source that they begin at. The parser nests them no deeper than some hundreds.
impl Reader<'_> {
    /// Reads what stands in a part of the text.
    fn read_markup(&mut self, node: &SyntaxNode, start: usize) {
        for (child, start) in children(node, start) {
            self.read(child, start);
        }
    }

    fn read(&mut self, node: &SyntaxNode, start: usize) {
        let range = TextRange::new(start, start + node.len());
        match node.kind() {
            SyntaxKind::Text | SyntaxKind::SmartQuote | SyntaxKind::Link | SyntaxKind::Colon => {
                self.writer.push_source(range);
            }
            SyntaxKind::Space | SyntaxKind::Linebreak => self.writer.push_space(range),
            SyntaxKind::Parbreak => self.writer.finish_paragraph(),
            SyntaxKind::Escape => self.writer.push_replacement(&escaped(node.leaf_text()), range),
            SyntaxKind::Shorthand => self.writer.push_replacement(shorthand(node.leaf_text()), range),
            SyntaxKind::Strong | SyntaxKind::Emph => {
                self.note(InlineKind::Emphasis, |reader| reader.read_markup(node, start));
            }
            SyntaxKind::Heading => self.apart(Some(BlockKind::Heading), |reader| reader.read_markup(node, start)),
            SyntaxKind::ListItem | SyntaxKind::EnumItem | SyntaxKind::TermItem => {
                self.apart(Some(BlockKind::ListItem), |reader| reader.read_markup(node, start));
            }
            SyntaxKind::Raw if node.cast().is_some_and(ast::Raw::block) => self.writer.finish_paragraph(),
            SyntaxKind::Equation if node.cast().is_some_and(ast::Equation::block) => self.writer.finish_paragraph(),
            SyntaxKind::Raw | SyntaxKind::Equation | SyntaxKind::Ident | SyntaxKind::FieldAccess => {
                self.writer.push_code(range);
            }
            // a source's number, or a word for a part of the text
            SyntaxKind::Ref => {
                self.writer.push_code(range);
                self.writer.push_reference();
            }
            SyntaxKind::Markup => self.read_markup(node, start),
            _ => self.read_code(node, start),
        }
    }

    /// Reads what some code shows.
    fn read_code(&mut self, node: &SyntaxNode, start: usize) {
        let range = TextRange::new(start, start + node.len());
        match node.kind() {
            SyntaxKind::ContentBlock => self.apart(None, |reader| reader.read_markup(node, start)),
            SyntaxKind::FuncCall => self.read_call(node, start),
            SyntaxKind::Args => self.read_arguments(node, start),
            SyntaxKind::LineComment | SyntaxKind::BlockComment => self.push_comment(range),
            SyntaxKind::Named if !is_shown(node) => {}
            SyntaxKind::LetBinding | SyntaxKind::SetRule | SyntaxKind::ShowRule | SyntaxKind::Closure => {}
            // what is shown now and then only is read, too
            _ => children(node, start).for_each(|(child, start)| self.read_code(child, start)),
        }
    }

    /// Reads what a function is called with: each text between the parentheses for itself, those behind in their sentence.
    fn read_arguments(&mut self, node: &SyntaxNode, start: usize) {
        let mut is_inside = false;
        for (child, start) in children(node, start) {
            match child.kind() {
                SyntaxKind::LeftParen => is_inside = true,
                SyntaxKind::RightParen => is_inside = false,
                SyntaxKind::ContentBlock if !is_inside => self.read_markup(child, start),
                _ if is_inside && has_text(child) => self.apart(None, |reader| reader.read_code(child, start)),
                _ => self.read_code(child, start),
            }
        }
    }

    fn read_call(&mut self, node: &SyntaxNode, start: usize) {
        let range = TextRange::new(start, start + node.len());
        let parts = |reader: &mut Self| children(node, start).for_each(|(child, start)| reader.read_code(child, start));
        match role(node) {
            Role::Hidden => {}
            Role::Word => self.writer.push_code(range),
            Role::Break => self.writer.finish_paragraph(),
            Role::Note => self.writer.push_reference(),
            Role::Link => self.note(InlineKind::Link, parts),
            Role::Emphasis => self.note(InlineKind::Emphasis, parts),
            Role::Block(kind) => self.apart(kind, parts),
            Role::Quote => self.quote(node, start),
            Role::Other => parts(self),
        }
    }

    /// Reads a part that stands by itself, as the kind of block that it is if it is one.
    fn apart(&mut self, kind: Option<BlockKind>, part: impl FnOnce(&mut Self)) {
        self.writer.finish_paragraph();
        let around = self.writer.kind;
        self.writer.kind = kind.unwrap_or(around);
        part(self);
        self.writer.finish_paragraph();
        self.writer.kind = around;
    }

    /// Reads a part of a sentence, and notes what it is.
    fn note(&mut self, kind: InlineKind, part: impl FnOnce(&mut Self)) {
        let start = self.writer.place();
        part(self);
        self.writer.note_from(kind, start);
    }

    /// Reads what is quoted in a sentence, with the marks that are shown around it in place of the brackets.
    fn quote(&mut self, node: &SyntaxNode, start: usize) {
        let arguments = children(node, start).find(|(child, _)| child.kind() == SyntaxKind::Args);
        let Some((quoted, start)) = arguments.and_then(|(arguments, start)| children(arguments, start).last()) else {
            return;
        };
        if quoted.kind() != SyntaxKind::ContentBlock {
            return;
        }
        let end = start + quoted.len();
        let (open, close) = if self.quotations.is_multiple_of(2) { ("“", "”") } else { ("‘", "’") };
        self.quotations += 1;
        self.writer.push_replacement(open, TextRange::new(start, start + 1));
        self.read_markup(quoted, start);
        if quoted.children().last().is_some_and(|last| last.kind() == SyntaxKind::RightBracket) {
            self.writer.drop_space();
            self.writer.push_replacement(close, TextRange::new(end - 1, end));
        }
        self.quotations -= 1;
    }

    fn push_comment(&mut self, span: TextRange) {
        let written = self.source.get(span.start..span.end).unwrap_or_default();
        let inside = written.get("//".len()..).unwrap_or_default();
        let inside = if written.starts_with("/*") { inside.strip_suffix("*/").unwrap_or(inside) } else { inside };
        let start = span.end.min(span.start + "//".len());
        self.writer.push_comment(span, TextRange::new(start, start + inside.len()));
    }
}

/// A node's children, and where each begins in the source.
fn children(node: &SyntaxNode, mut start: usize) -> impl Iterator<Item = (&SyntaxNode, usize)> {
    node.children().map(move |child| {
        let begins = start;
        start += child.len();
        (child, begins)
    })
}

/// What a character that is written with a backslash is: `\#`, `\u{2019}`.
fn escaped(written: &str) -> String {
    let escaped = written.trim_start_matches('\\');
    let hex = escaped.strip_prefix("u{").and_then(|rest| rest.strip_suffix('}'));
    let character = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
    character.map_or_else(|| written[1..].to_owned(), String::from)
}

/// What some signs are shown as.
fn shorthand(written: &str) -> &str {
    match written {
        "---" => "—",
        "--" => "–",
        "..." => "…",
        "~" => "\u{a0}",
        "-?" => "\u{ad}",
        _ => written,
    }
}
