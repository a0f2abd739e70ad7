//! Markdown, as `pulldown-cmark` reads it.
//!
//! Prose: paragraphs, headings, list items, block quotes, table cells, footnotes, definitions. No prose: front matter,
//! code, mathematics, HTML, addresses behind links, images with all they say.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::comment::{Comment, html_comments};
use super::markup::{add_paragraph, between_marks};
use super::{BlockKind, Document, InlineKind, Paragraph, ParagraphBuilder, TextRange};

/// Reads Markdown.
pub(super) fn read(source: &str) -> Document {
    let lines = with_line_feeds(source);
    let markdown = lines.trim_start_matches('\u{feff}');
    let mut reader = Reader { markdown, start: source.len() - markdown.len(), ..Reader::default() };
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        reader.read(&event, range);
    }
    reader.finish_paragraph();
    Document {
        paragraphs: reader.paragraphs,
        comments: reader.comments,
        front_matter: reader.front_matter,
        ..Document::default()
    }
}

/// The same text with a line feed for each carriage return that stands alone: the parser takes those for line breaks, but not
/// everywhere.
fn with_line_feeds(source: &str) -> Cow<'_, str> {
    if !source.contains('\r') {
        return Cow::Borrowed(source);
    }
    let followed = |(at, _): &(usize, &str)| source.as_bytes().get(at + 1) != Some(&b'\n');
    let alone: Vec<usize> = source.match_indices('\r').filter(followed).map(|(at, _)| at).collect();
    if alone.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut lines = String::with_capacity(source.len());
    let mut from = 0;
    for at in alone {
        lines.push_str(&source[from..at]);
        lines.push('\n');
        from = at + 1;
    }
    lines.push_str(&source[from..]);
    Cow::Owned(lines)
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
        | Options::ENABLE_WIKILINKS
}

#[derive(Default)]
struct Reader<'a> {
    /// The source without a byte order mark.
    markdown: &'a str,
    /// Where that begins in the source.
    start: usize,
    paragraphs: Vec<Paragraph>,
    comments: Vec<Comment>,
    front_matter: Option<TextRange>,
    /// The paragraph being read.
    builder: Option<ParagraphBuilder>,
    /// The kinds of the blocks around, the innermost last.
    blocks: Vec<BlockKind>,
    /// Where the links and emphases around begin in the prose.
    inlines: Vec<usize>,
    /// How many elements around hold no prose.
    silent: usize,
}

impl Reader<'_> {
    fn read(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.begin(tag);
                self.read_aside(tag, range);
            }
            Event::End(tag) => self.end(*tag),
            _ if self.silent > 0 => {}
            Event::Text(text) => self.push(text, range),
            Event::SoftBreak | Event::HardBreak => self.push_replacement(" ", range),
            Event::Code(_) => self.push_code(range),
            Event::InlineMath(formula) | Event::DisplayMath(formula) => {
                if looks_like_formula(formula) {
                    self.push_code(range);
                } else {
                    // $5 or US$6
                    let text = self.markdown.get(range.clone()).unwrap_or_default();
                    self.push(text, range);
                }
            }
            Event::FootnoteReference(_) => self.builder().push_reference(),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.push_replacement(" ", range),
            Event::InlineHtml(_) => self.read_comments(range, Some(self.paragraphs.len())),
            Event::Html(_) | Event::TaskListMarker(_) => {}
            Event::Rule => self.finish_paragraph(),
        }
    }

    /// Notes what a block says beside the prose.
    fn read_aside(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::HtmlBlock => self.read_comments(range, None),
            Tag::MetadataBlock(_) if range.start == 0 => {
                let content = self.markdown.get(range).and_then(between_marks);
                self.front_matter = content.map(|content| content.shifted(self.start));
            }
            _ => {}
        }
    }

    fn read_comments(&mut self, html: Range<usize>, paragraph: Option<usize>) {
        let start = self.start + html.start;
        let html = self.markdown.get(html).unwrap_or_default();
        self.comments.extend(html_comments(html, start, paragraph));
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } => {
                let at = self.builder().len();
                self.inlines.push(at);
            }
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Image { .. } => self.silent += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.finish_paragraph();
                self.silent += 1;
            }
            Tag::Paragraph => self.finish_paragraph(),
            Tag::Heading { .. } => self.begin_block(BlockKind::Heading),
            Tag::BlockQuote(_) => self.begin_block(BlockKind::BlockQuote),
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.begin_block(BlockKind::ListItem);
            }
            Tag::TableCell => self.begin_block(BlockKind::TableCell),
            Tag::FootnoteDefinition(_) => self.begin_block(BlockKind::Paragraph),
            Tag::List(_) | Tag::DefinitionList | Tag::Table(_) | Tag::TableHead | Tag::TableRow => {
                self.finish_paragraph();
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => self.end_inline(InlineKind::Emphasis),
            TagEnd::Link => self.end_inline(InlineKind::Link),
            TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.silent = self.silent.saturating_sub(1);
            }
            TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition => {
                self.finish_paragraph();
                self.blocks.pop();
            }
            TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::DefinitionList
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow => self.finish_paragraph(),
        }
    }

    fn begin_block(&mut self, kind: BlockKind) {
        self.finish_paragraph();
        self.blocks.push(kind);
    }

    fn end_inline(&mut self, kind: InlineKind) {
        let end = self.builder().len();
        match self.inlines.pop() {
            Some(start) if start < end => self.builder().push_inline(kind, TextRange::new(start, end)),
            _ => {}
        }
    }

    /// The paragraph being read; begun here if need be, as a list's short items have no paragraph of their own.
    fn builder(&mut self) -> &mut ParagraphBuilder {
        let kind = self.blocks.last().copied().unwrap_or(BlockKind::Paragraph);
        self.builder.get_or_insert_with(|| ParagraphBuilder::new(kind))
    }

    /// Adds text as the parser gives it for `range`.
    fn push(&mut self, text: &str, range: Range<usize>) {
        if self.markdown.get(range.clone()) == Some(text) {
            let start = self.start + range.start;
            self.builder().push_verbatim(text, start);
        } else {
            self.push_replacement(text, range);
        }
    }

    fn push_replacement(&mut self, text: &str, range: Range<usize>) {
        let source = TextRange::from(range).shifted(self.start);
        self.builder().push_replacement(text, source);
    }

    fn push_code(&mut self, range: Range<usize>) {
        let source = TextRange::from(range).shifted(self.start);
        self.builder().push_code(source);
    }

    fn finish_paragraph(&mut self) {
        self.inlines.clear();
        add_paragraph(self.builder.take(), &mut self.paragraphs, &mut self.comments);
    }
}

/// Whether what stands between dollar signs is a formula rather than prices and the words between them.
fn looks_like_formula(text: &str) -> bool {
    let is_one_word = !text.contains(char::is_whitespace);
    text.contains(['\\', '^', '_', '=', '{', '<', '>', '+'])
        || (is_one_word && !text.starts_with(|c: char| c.is_numeric()))
}
