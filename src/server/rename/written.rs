//! A name as it stands in the text: which words of a mention it is, and where each of them stands.

use super::forms::{Form, FullName};
use crate::lexicon;
use crate::text::{Document, TextRange};

/// A word of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word, without marks around it but for a full stop.
    pub text: &'a str,
    /// Where it stands, in bytes of the source.
    pub span: TextRange,
}

/// A name as it stands in the text; it has a word at least.
#[derive(Clone, Debug)]
pub(super) struct Written<'a> {
    /// Its words, without titles before them.
    pub words: Vec<Word<'a>>,
    form: Form,
}

impl Written<'_> {
    /// From the first word to the last.
    pub fn range(&self) -> TextRange {
        self.words.iter().map(|word| word.span).reduce(TextRange::hull).unwrap_or_default()
    }

    /// The words alone.
    pub fn texts(&self) -> Vec<&str> {
        self.words.iter().map(|word| word.text).collect()
    }

    /// Which words of which parts.
    pub fn form(&self) -> Form {
        self.form.clone()
    }
}

/// The name in a mention; `full` is a person's. What stands before it is left out: "President", "Ms.".
pub(super) fn name<'a>(document: &'a Document, mention: TextRange, full: Option<&FullName>) -> Option<Written<'a>> {
    let words = words(document, mention, full);
    let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
    let (start, form) = match full {
        None => (0, Form::of_words(&texts)),
        Some(full) => {
            let known = (0..texts.len()).find_map(|start| Some((start, full.form(texts.get(start..)?)?)));
            known.unwrap_or_else(|| {
                let titles = texts.iter().take_while(|word| lexicon::title(&word.to_lowercase()).is_some()).count();
                let start = if titles < texts.len() { titles } else { 0 };
                (start, full.other_form(texts.get(start..).unwrap_or_default()))
            })
        }
    };
    let words: Vec<Word<'a>> = words.into_iter().skip(start).collect();
    (!words.is_empty()).then_some(Written { words, form })
}

/// The words of the prose in a range of the source, with the particles of a person's name before them: the "van" of "van Loon"
/// may be no part of the mention.
fn words<'a>(document: &'a Document, range: TextRange, full: Option<&FullName>) -> Vec<Word<'a>> {
    let Some(paragraph) = document.paragraphs.get(document.paragraph_at(range.start)) else { return Vec::new() };
    let Some((mut start, end)) = paragraph.to_prose(range.start).zip(paragraph.to_prose(range.end)) else {
        return Vec::new();
    };
    let before = paragraph.text().get(..start).unwrap_or_default();
    let last_before = |start: usize| before.get(..start)?.split_whitespace().next_back();
    while let (Some(word), Some(full)) = (last_before(start), full)
        && full.has_particle(word)
    {
        let ends = before.get(..start).map_or(0, |before| before.trim_end().len());
        start = ends.saturating_sub(word.len());
    }
    let text = paragraph.text().get(start..end).unwrap_or_default();
    let mut words = Vec::new();
    let mut next = start;
    for piece in text.split_inclusive(char::is_whitespace) {
        let begins = next;
        next += piece.len();
        let raw = piece.trim_end();
        let is_mark = |c: char| !c.is_alphanumeric();
        let opened = raw.trim_start_matches(is_mark);
        let word = opened.trim_end_matches(|c: char| is_mark(c) && c != '.');
        // "&" is a word of a company's name
        let word = if word.is_empty() { raw } else { word };
        if !word.is_empty() {
            let at = begins + if opened.is_empty() { 0 } else { raw.len() - opened.len() };
            words.push(Word { text: word, span: paragraph.to_source(TextRange::new(at, at + word.len())) });
        }
    }
    words
}
