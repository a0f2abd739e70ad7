//! From a source file to paragraphs of prose, sentences and tokens, each with exact byte offsets.
//!
//! In comes the source text and its [`Format`]; out comes a [`Document`]: the paragraphs, each with its prose (markup
//! removed) and a map from prose offsets back to source offsets; and what stands beside the prose: comments and front
//! matter. Knows nothing of quotations or speakers, but for dashes that begin speech, which is how a text is set.

mod asciidoc;
mod comment;
mod dialogue;
mod document;
#[cfg(test)]
mod fixture;
mod flow;
mod format;
mod html;
mod last_read;
mod latex;
mod markdown;
mod markup;
mod pattern;
mod plain;
mod range;
mod rst;
mod sentence;
mod token;
mod typst;
mod unchanged;
mod writer;

pub use comment::{Comment, comment_for_sayso};
pub use dialogue::{dash_at, spoken_parts};
pub use document::{BlockKind, Document, Inline, InlineKind, Paragraph, ParagraphBuilder};
pub(crate) use document::{CODE, on_one_line, shown};
pub use format::Format;
pub(crate) use last_read::LastRead;
pub(crate) use pattern::pattern;
pub use range::TextRange;
pub use sentence::{Sentence, split_sentences};
pub use token::{Token, TokenKind, tokenize};
pub(crate) use unchanged::Unchanged;

/// Reads `source` as `format`: what of it is prose, in which blocks.
///
/// Never fails: whatever the bytes, the prose in them is found as well as it can be.
pub fn read(source: &str, format: Format) -> Document {
    let mut document = read_blocks(source, format);
    dialogue::mark(&mut document.paragraphs);
    document
}

/// The same before paragraphs are found to be speech because of a dash.
fn read_blocks(source: &str, format: Format) -> Document {
    let document = match format {
        Format::Plain => plain::read(source),
        Format::Markdown => markdown::read(source),
        Format::Html => html::read(source),
        Format::Typst => typst::read(source),
        Format::Latex => latex::read(source),
        Format::AsciiDoc => asciidoc::read(source),
        Format::ReStructuredText => rst::read(source),
    };
    Document { format, ..document }
}
