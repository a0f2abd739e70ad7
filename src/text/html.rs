//! HTML, as `html5gum` cuts it into tags and text.
//!
//! Prose: what a page says in its paragraphs, headings, lists, block quotes, cells and captions. Where it has a `main` or an
//! `article`, only what stands there. No prose: what is no part of the text (navigation, asides, forms, scripts), code, what
//! stands in for pictures, the text of references to notes.
//!
//! Elements need not be closed, as the standard has it for paragraphs, items and cells.

mod element;
#[cfg(test)]
mod tests;
mod words;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Span, StartTag, Token, Tokenizer};

use self::element::{Role, closes, role};
pub(super) use self::words::reference as character_reference;
use self::words::{Piece, pieces};
use super::comment::html_comments;
use super::markup::front_matter;
use super::writer::{Place, Writer};
use super::{BlockKind, Document, InlineKind, TextRange};

/// Elements nested deeper than this are taken for a part of the one around.
const DEEPEST: usize = 256;

/// Reads HTML.
pub(super) fn read(source: &str) -> Document {
    let front_matter = front_matter(source);
    let start = front_matter.map_or(0, |(_, end)| end);
    let html = source.get(start..).unwrap_or_default();
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    let Ok(tokens) = Tokenizer::new_with_emitter(html, emitter).collect::<Result<Vec<_>, _>>();
    let mut reader = Reader {
        source,
        start,
        text_element: text_element(&tokens),
        writer: Writer::new(source),
        is_line_break: false,
        open: Vec::new(),
        silent: 0,
        inside: 0,
    };
    for token in tokens {
        reader.read(token);
    }
    reader.finish_paragraph();
    let (paragraphs, comments) = reader.writer.finish();
    Document { paragraphs, comments, front_matter: front_matter.map(|(content, _)| content), ..Document::default() }
}

/// The element that holds a page's text, if the page has one that does.
fn text_element(tokens: &[Token<usize>]) -> Option<&'static str> {
    let has =
        |name: &&str| tokens.iter().any(|token| matches!(token, Token::StartTag(tag) if *tag.name == *name.as_bytes()));
    ["article", "main"].into_iter().find(has)
}

/// An element that is open.
struct Open {
    name: String,
    role: Role,
    /// Where its tag begins in the source.
    tag: usize,
    /// Where its text begins.
    prose: Place,
}

struct Reader<'a> {
    source: &'a str,
    /// Where the HTML begins in the source.
    start: usize,
    /// Only what stands in elements of this name is read.
    text_element: Option<&'static str>,
    writer: Writer<'a>,
    /// Whether the next word comes after a line break.
    is_line_break: bool,
    /// The elements around, the innermost last.
    open: Vec<Open>,
    /// How many of them hold no prose.
    silent: usize,
    /// How many of them have the name of those that are read.
    inside: usize,
}

impl Reader<'_> {
    fn read(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => self.begin(&tag),
            Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name), self.place(tag.span)),
            Token::String(text) if self.is_prose() => self.push(self.place(text.span)),
            Token::Comment(comment) => self.read_comment(self.place(comment.span)),
            Token::String(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn place(&self, span: Span<usize>) -> TextRange {
        TextRange::new(self.start + span.start, self.start + span.end)
    }

    fn is_prose(&self) -> bool {
        self.silent == 0 && (self.text_element.is_none() || self.inside > 0)
    }

    fn begin(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let place = self.place(tag.span);
        while self.open.last().is_some_and(|last| closes(&name, &last.name)) {
            self.pop(place.start);
        }
        let role = match role(&name) {
            Role::Link if self.is_reference(tag) => Role::Reference,
            role => role,
        };
        match role {
            Role::Break => self.push_break(place),
            Role::Rule => self.finish_paragraph(),
            Role::Void => {}
            _ if self.open.len() >= DEEPEST || (tag.self_closing && role == Role::Other) => {}
            _ => self.push_element(Open { name, role, tag: place.start, prose: Place::default() }, place),
        }
    }

    fn push_element(&mut self, mut open: Open, place: TextRange) {
        match open.role {
            Role::Block(_) | Role::Aside => self.finish_paragraph(),
            Role::Emphasis | Role::Link | Role::Code if self.is_prose() => {
                self.is_line_break = false;
                open.prose = self.writer.place();
            }
            Role::Reference if self.is_prose() => self.writer.push_reference(),
            Role::Quote if self.is_prose() => self.push_mark(["“", "‘"], place),
            _ => {}
        }
        self.silent += usize::from(open.role.is_silent());
        self.inside += usize::from(Some(open.name.as_str()) == self.text_element);
        self.open.push(open);
        self.writer.kind = self.block_kind();
    }

    /// The kind of the block around.
    fn block_kind(&self) -> BlockKind {
        self.open.iter().rev().find_map(|open| open.role.block_kind()).unwrap_or(BlockKind::Paragraph)
    }

    /// Whether a link leads to a note: it stands raised, and leads to a place on the same page.
    fn is_reference(&self, link: &StartTag<usize>) -> bool {
        let leads_here = link.attributes.get(&b"href"[..]).is_some_and(|address| address.starts_with(b"#"));
        leads_here && self.open.iter().any(|open| open.name == "sup")
    }

    fn end(&mut self, name: &str, place: TextRange) {
        let Some(index) = self.open.iter().rposition(|open| open.name == name) else { return };
        if self.open[index].role.is_inline() {
            let open = self.open.remove(index);
            self.finish_element(&open, place.end, Some(place));
        } else {
            while self.open.len() > index {
                self.pop(place.end);
            }
        }
    }

    /// Ends the innermost element, which has no end tag of its own or is a block.
    fn pop(&mut self, end: usize) {
        if let Some(open) = self.open.pop() {
            self.finish_element(&open, end, None);
        }
    }

    fn finish_element(&mut self, open: &Open, end: usize, end_tag: Option<TextRange>) {
        self.silent -= usize::from(open.role.is_silent());
        match open.role {
            Role::Emphasis | Role::Link if self.is_prose() => self.note(open.role, open.prose),
            Role::Code if self.is_prose() => {
                self.is_line_break = false;
                self.writer.push_code(TextRange::new(open.tag, end));
            }
            Role::Quote if self.is_prose() => {
                if let Some(place) = end_tag {
                    self.push_mark(["”", "’"], place);
                }
            }
            Role::Block(_) | Role::Aside => self.finish_paragraph(),
            _ => {}
        }
        self.inside -= usize::from(Some(open.name.as_str()) == self.text_element);
        self.writer.kind = self.block_kind();
    }

    fn note(&mut self, role: Role, start: Place) {
        let kind = if role == Role::Link { InlineKind::Link } else { InlineKind::Emphasis };
        self.writer.note_from(kind, start);
    }

    /// Adds the mark that a browser shows for a quotation's tag: the first, or inside of another quotation the second.
    fn push_mark(&mut self, marks: [&str; 2], tag: TextRange) {
        let depth = self.open.iter().filter(|open| open.role == Role::Quote).count();
        self.is_line_break = false;
        self.writer.push_replacement(marks[depth % 2], tag);
    }

    /// A line break is a space, a second one ends the paragraph.
    fn push_break(&mut self, tag: TextRange) {
        if self.is_line_break {
            self.finish_paragraph();
        } else if self.is_prose() && self.writer.text().is_some() {
            self.writer.push_space(tag);
            self.is_line_break = true;
        }
    }

    fn push(&mut self, place: TextRange) {
        let source = self.source;
        let Some(text) = source.get(place.start..place.end) else { return };
        for piece in pieces(text) {
            match piece {
                Piece::Words(words) => self.writer.push_source(words.shifted(place.start)),
                Piece::Reference(said, range) => self.writer.push_replacement(&said, range.shifted(place.start)),
                Piece::Value(range) => self.writer.push_code(range.shifted(place.start)),
                Piece::Instruction(_) => continue,
                Piece::Space(range) => {
                    self.writer.push_space(range.shifted(place.start));
                    continue;
                }
            }
            self.is_line_break = false;
        }
    }

    fn read_comment(&mut self, place: TextRange) {
        let comment = self.source.get(place.start..place.end).unwrap_or_default();
        for comment in html_comments(comment, place.start, None) {
            self.writer.push_comment(comment.span, comment.content);
        }
    }

    fn finish_paragraph(&mut self) {
        self.is_line_break = false;
        // what stands around several paragraphs is said of each
        for index in 0..self.open.len() {
            let (role, prose) = (self.open[index].role, self.open[index].prose);
            if matches!(role, Role::Emphasis | Role::Link) {
                self.note(role, prose);
            }
        }
        self.writer.finish_paragraph();
    }
}
