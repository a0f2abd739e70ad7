//! Markdown, as `pulldown-cmark` reads it.

use super::Document;

/// Reads Markdown.
pub(super) fn read(source: &str) -> Document {
    super::plain::read(source)
}
