//! Plain text: one paragraph a line, or a block of hard-wrapped lines.

use super::{BlockKind, Document, Paragraph};

/// Reads plain text.
pub(super) fn read(source: &str) -> Document {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim();
        if !text.is_empty() {
            let lead = line.len() - line.trim_start().len();
            paragraphs.push(Paragraph::verbatim(BlockKind::Paragraph, text, start + lead));
        }
        start += line.len();
    }
    Document { paragraphs }
}
