//! Reads the next version of a text: of Markdown only the line that was edited, if it is a paragraph by itself.

use std::sync::Arc;

use super::{BlockKind, Document, Format, Paragraph, TextRange, Unchanged, dialogue, markdown, read_blocks};

/// The last version of a text, and what was read.
#[derive(Debug, Default)]
pub(crate) struct LastRead {
    source: Option<Arc<str>>,
    /// Its blocks. From the second version on, as most texts are read but once.
    document: Option<Document>,
    unchanged: Unchanged,
}

impl LastRead {
    /// Reads a version: the same as [`super::read`] gives.
    pub fn read(&mut self, source: &Arc<str>, format: Format) -> Document {
        let Some(before) = self.source.replace(Arc::clone(source)) else {
            self.unchanged = Unchanged::between("", source);
            return super::read(source, format);
        };
        self.unchanged = Unchanged::between(&before, source);
        let known = self.document.take().filter(|known| known.format == format);
        let edited = known.and_then(|known| Edited::between(&before, source, self.unchanged)?.in_document(known));
        let mut document = edited.unwrap_or_else(|| read_blocks(source, format));
        self.document = (format == Format::Markdown).then(|| document.clone());
        dialogue::mark(&mut document.paragraphs);
        document
    }

    /// How many bytes of the last version may be new.
    pub fn changed(&self) -> usize {
        self.unchanged.changed()
    }
}

/// A line between empty lines, and what an edit made of it. Nothing else has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edited<'a> {
    start: usize,
    before: &'a str,
    now: &'a str,
}

impl<'a> Edited<'a> {
    /// The line that differs between two versions; `None` if more does, or if more may hang on it.
    fn between(before: &'a str, now: &'a str, unchanged: Unchanged) -> Option<Self> {
        let (first, last) = unchanged.exactly(before, now);
        let start = memchr::memrchr(b'\n', &now.as_bytes()[..first]).map_or(0, |at| at + 1);
        let behind = now.len() - last;
        let end = memchr::memchr(b'\n', &now.as_bytes()[behind..]).map_or(now.len(), |at| behind + at);
        let (above, below) = (&now[..start], &now[end..]);
        let stands_alone = (start == 0 || above.ends_with("\n\n")) && (below.len() <= 1 || below.starts_with("\n\n"));
        let edited = Self { start, before: before.get(start..before.len() - below.len())?, now: &now[start..end] };
        (stands_alone && is_plain(edited.before) && is_plain(edited.now)).then_some(edited)
    }

    /// A document that had the line before it was edited, as it is now; `None` if the line was no paragraph by itself there, or is
    /// none any more.
    fn in_document(self, mut document: Document) -> Option<Document> {
        let index = document.paragraph_at(self.start);
        let paragraph = document.paragraphs.get_mut(index)?;
        if *paragraph != paragraph_of(self.before, self.start)? {
            return None;
        }
        *paragraph = paragraph_of(self.now, self.start)?;
        let end = self.start + self.before.len();
        let moved = |range: TextRange| TextRange {
            start: range.start + self.now.len() - self.before.len(),
            end: range.end + self.now.len() - self.before.len(),
        };
        for paragraph in &mut document.paragraphs[index + 1..] {
            paragraph.move_to(moved(paragraph.source_range()).start);
        }
        for comment in document.comments.iter_mut().filter(|comment| comment.span.start >= end) {
            (comment.span, comment.content) = (moved(comment.span), moved(comment.content));
        }
        Some(document)
    }
}

/// Whether a line can only be a paragraph, and says nothing that other lines explain or hang on.
fn is_plain(line: &str) -> bool {
    line.starts_with(|c: char| c.is_alphabetic() || "“‘\"'«".contains(c))
        && !line.contains(['[', ']', '<', '\n', '\r', '\t'])
}

/// The paragraph that a line at byte `start` is; `None` if it is anything else.
fn paragraph_of(line: &str, start: usize) -> Option<Paragraph> {
    let mut alone = markdown::read(line);
    let is_whole = alone.paragraphs.len() == 1 && alone.comments.is_empty() && alone.front_matter.is_none();
    let mut paragraph = alone.paragraphs.pop().filter(|it| is_whole && it.kind == BlockKind::Paragraph)?;
    paragraph.move_to(start + paragraph.source_range().start);
    Some(paragraph)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "---\ntitle: Gate\n---\n\n# The gate\n\nAda Lund *closed* it. “It was late,” she said.\n\n- one\n\n  more\n\n\
        “Why?” asked Bo Vik, see https://example.org/a.\n\n> He left.\n\n<!-- so -->\n\nNobody knew.[^1] AT&amp;T did.\n\n\
        ```\ncode\n\nmore code\n```\n\nTerm\n\n: what it is\n\n[^1]: A note.\n\nThe end.\n";

    fn pieces() -> impl Strategy<Value = String> {
        let marks = [
            "\n",
            "\n\n",
            " ",
            "# ",
            "- ",
            "> ",
            "    ",
            "```",
            "<!--",
            "-->",
            "<br>",
            ": ",
            "[a]",
            "[a]: b",
            "[^1]",
            "---",
            "|",
            "*",
            "_",
            "$",
            "&amp;",
            "\\",
            "\r\n",
            "\r",
            "\t",
            "“",
            "é",
            "1. ",
            "~~~",
            "www.example.org",
            "===",
        ];
        prop_oneof![prop::sample::select(marks.to_vec()).prop_map(str::to_owned), "[a-zA-Z .]{0,9}"]
    }

    proptest! {
        #[test]
        fn the_next_version_is_read_as_any_text_is(
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4usize, pieces()), 1..24),
        ) {
            let mut text = TEXT.to_owned();
            let mut last = LastRead::default();
            last.read(&Arc::from(text.as_str()), Format::Markdown);
            for (place, gone, new) in edits {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                let first = place.index(places.len() + 1);
                let at = |index: usize| places.get(index).copied().unwrap_or(text.len());
                text.replace_range(at(first)..at(first + gone), &new);
                let document = last.read(&Arc::from(text.as_str()), Format::Markdown);
                prop_assert_eq!(document, super::super::read(&text, Format::Markdown), "{:?}", text);
            }
        }
    }

    /// What becomes of the text's blocks by an edit, if no more than a line is read.
    fn edited(old: &str, new: &str) -> Option<Document> {
        let now = TEXT.replacen(old, new, 1);
        let document = Edited::between(TEXT, &now, Unchanged::between(TEXT, &now))?
            .in_document(read_blocks(TEXT, Format::Markdown))?;
        assert_eq!(document, read_blocks(&now, Format::Markdown));
        Some(document)
    }

    #[test]
    fn of_a_paragraph_by_itself_one_line_is_read() {
        for (old, new) in [
            ("it. ", "it, x"),
            ("Ada ", ""),
            ("org/a", "org/a?b"),
            ("Bo", "**Bo**"),
            ("end.", "end. "),
            ("The e", "“The e"),
        ] {
            assert!(edited(old, new).is_some(), "{old} -> {new}");
        }
    }

    #[test]
    fn whatever_may_be_more_is_read_whole() {
        for (old, new) in [
            ("Ada", "# Ada"),
            ("Ada", "1. Ada"),
            ("it. ", "it.\n"),
            ("it. ", "[it]. "),
            ("it. ", "<b>it"),
            ("one", "two"),
            ("more", "some"),
            ("He left", "She left"),
            ("Nobody", "Somebody"),
            ("more code", "no code"),
            ("Term", "Word"),
            ("Gate", "Gates"),
            ("The end.\n", ""),
        ] {
            assert_eq!(edited(old, new), None, "{old} -> {new}");
        }
    }
}
