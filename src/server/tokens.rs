//! Semantic tokens: which words are a source, which a cue, which are what is said.
//!
//! Out come tokens that never overlap and never leave their line, so that every client can show them: of what stands in
//! each other the innermost counts, and only words of the prose are covered, no markup.

use std::cmp::Reverse;

use bitflags::bitflags;

use crate::annotate::{Annotation, Attribution, EntityKind, Kind};
use crate::text::{Document, TextRange};
use crate::workspace::Analysis;

/// Words of one meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where they stand, in bytes of the source; on one line.
    pub span: TextRange,
    /// What they are.
    pub class: Class,
    /// What is known of them.
    pub modifiers: Modifiers,
}

/// What words are in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// What is said.
    Content,
    /// Who says it.
    Source,
    /// What signals it.
    Cue,
}

impl Class {
    /// All classes, in the order of the legend.
    pub const ALL: [Self; 3] = [Self::Source, Self::Cue, Self::Content];

    /// Its name in the legend.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Content => "content",
        }
    }
}

bitflags! {
    /// What is known of words; each bit is a modifier's place in the legend.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Modifiers: u32 {
        /// All of the content is quoted.
        const DIRECT = 1;
        /// None of it is.
        const INDIRECT = 1 << 1;
        /// Some of it is.
        const MIXED = 1 << 2;
        /// It is not known who says it.
        const UNRESOLVED = 1 << 3;
        /// It is somebody without a name.
        const ANONYMOUS = 1 << 4;
    }
}

impl Modifiers {
    /// The names of the bits, from the lowest on, in the order of the legend.
    pub const NAMES: [&str; 5] = ["direct", "indirect", "mixed", "unresolved", "anonymous"];
}

/// All tokens of a text, in its order.
pub fn tokens(analysis: &Analysis) -> Vec<Token> {
    let annotation = &analysis.annotation;
    let parts = annotation.all_attributions().flat_map(|attribution| parts(annotation, attribution));
    let mut tokens = Vec::new();
    for token in innermost(parts.collect()) {
        for span in lines_of_prose(&analysis.document, &analysis.source, token.span) {
            tokens.push(Token { span, ..token });
        }
    }
    tokens
}

/// Those of a text's tokens that share a byte with a range.
pub fn within(tokens: &[Token], range: TextRange) -> &[Token] {
    let first = tokens.partition_point(|token| token.span.end <= range.start);
    let last = tokens.partition_point(|token| token.span.start < range.end);
    tokens.get(first..last).unwrap_or_default()
}

/// The parts of an attribution, as tokens that may overlap others and leave their lines.
fn parts(annotation: &Annotation, attribution: &Attribution) -> impl Iterator<Item = Token> {
    let speaker = known_of_speaker(annotation, attribution);
    let kind = match attribution.kind {
        Kind::Direct => Modifiers::DIRECT,
        Kind::Indirect => Modifiers::INDIRECT,
        Kind::Mixed => Modifiers::MIXED,
    };
    let all = |spans: &[TextRange], class, modifiers| {
        spans.iter().map(|span| Token { span: *span, class, modifiers }).collect::<Vec<_>>()
    };
    let content = all(&attribution.content, Class::Content, kind | speaker);
    let source = all(&attribution.source, Class::Source, speaker);
    let cue = all(&attribution.cue, Class::Cue, speaker);
    content.into_iter().chain(source).chain(cue)
}

/// What is known of who says something.
fn known_of_speaker(annotation: &Annotation, attribution: &Attribution) -> Modifiers {
    let speaker = attribution.speaker.and_then(|speaker| annotation.entities.get(speaker.0));
    let Some(speaker) = speaker.filter(|speaker| !speaker.name.is_empty()) else { return Modifiers::UNRESOLVED };
    let is_named = speaker.known.is_some() || speaker.has_name();
    match speaker.kind {
        EntityKind::Person | EntityKind::Group if !is_named => Modifiers::ANONYMOUS,
        _ => Modifiers::empty(),
    }
}

/// Cuts tokens up so that none overlap: where several lie over each other, the one that begins last counts.
fn innermost(mut tokens: Vec<Token>) -> Vec<Token> {
    tokens.sort_by_key(|token| (token.span.start, Reverse(token.span.end), token.class));
    let mut cutter = Cutter::default();
    for token in tokens {
        cutter.go_on_to(token.span.start);
        cutter.open.push(token);
    }
    cutter.go_on_to(usize::MAX);
    cutter.cut
}

/// Goes through tokens from left to right.
#[derive(Default)]
struct Cutter {
    /// All before is done.
    at: usize,
    /// The tokens that have begun, the one that counts last.
    open: Vec<Token>,
    cut: Vec<Token>,
}

impl Cutter {
    fn go_on_to(&mut self, place: usize) {
        while let Some(top) = self.open.last().copied() {
            let end = top.span.end.min(place);
            if self.at < end {
                self.cut.push(Token { span: TextRange::new(self.at, end), ..top });
                self.at = end;
            }
            if top.span.end > place {
                return;
            }
            self.open.pop();
        }
        self.at = place;
    }
}

/// The prose in a range, line by line, without the white space at both ends of a line.
fn lines_of_prose(document: &Document, source: &str, range: TextRange) -> Vec<TextRange> {
    let mut lines: Vec<TextRange> = Vec::new();
    let from = document.paragraph_at(range.start);
    for paragraph in document.paragraphs.iter().skip(from) {
        if paragraph.source_range().start >= range.end {
            break;
        }
        for run in paragraph.source_runs(range) {
            let mut start = run.start;
            for line in source.get(run.start..run.end).unwrap_or_default().split_inclusive(['\n', '\r']) {
                let words = line.trim();
                let words_start = start + (line.len() - line.trim_start().len());
                start += line.len();
                let words = TextRange::new(words_start, words_start + words.len());
                match lines.last_mut() {
                    // an escape or an entity parts no words
                    Some(last) if last.end == words.start => last.end = words.end,
                    _ if words.is_empty() => {}
                    _ => lines.push(words),
                }
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests;
