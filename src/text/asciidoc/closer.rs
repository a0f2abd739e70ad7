//! Where in a paragraph of AsciiDoc the signs are that close something. Each is looked for once, however often it is asked for.

use foldhash::{HashMap, HashMapExt};

use super::inline::is_of_word;

/// A sign that closes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Closer {
    /// One sign, at the end of a word.
    Single(char),
    /// A sign wherever it is.
    Anywhere(&'static str),
    /// The end of a quotation.
    Quote(char),
}

impl Closer {
    /// The length of what closes, in bytes; of a quotation's end its first sign.
    pub(super) fn len(self) -> usize {
        if let Self::Anywhere(sign) = self { sign.len() } else { 1 }
    }
}

/// The closing signs of a text.
#[derive(Debug)]
pub(super) struct Closers<'a> {
    text: &'a str,
    /// Where the next of a sign is, by where that was looked for.
    known: HashMap<Closer, (usize, Option<usize>)>,
}

impl<'a> Closers<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, known: HashMap::new() }
    }

    /// Where a closing sign is, at `from` or behind it.
    pub(super) fn next(&mut self, closer: Closer, from: usize) -> Option<usize> {
        match self.known.get(&closer).copied() {
            Some((looked, found)) if looked <= from && found.is_none_or(|found| found >= from) => found,
            _ => {
                let found = self.find(closer, from);
                self.known.insert(closer, (from, found));
                found
            }
        }
    }

    fn find(&self, closer: Closer, from: usize) -> Option<usize> {
        let from = (from..=self.text.len()).find(|at| self.text.is_char_boundary(*at))?;
        let rest = &self.text[from..];
        let found = |sign: char| rest.match_indices(sign).map(|(at, _)| from + at);
        match closer {
            Closer::Anywhere(sign) => rest.find(sign).map(|at| from + at),
            Closer::Single(sign) => found(sign).find(|at| {
                // “`code`” and it`s: marks of quotations
                let is_other = sign == '`' && matches!(self.char_at(at + 1), Some('"' | '\''));
                !is_other && self.ends_word(*at, at + 1)
            }),
            Closer::Quote(mark) => {
                found('`').find(|at| self.char_at(at + 1) == Some(mark) && self.ends_word(*at, at + 2))
            }
        }
    }

    /// Whether a sign that stands from `start` to `end` stands at the end of a word.
    fn ends_word(&self, start: usize, end: usize) -> bool {
        let before = self.text.get(..start).and_then(|before| before.chars().next_back());
        before.is_some_and(|c| !c.is_whitespace()) && !self.char_at(end).is_some_and(is_of_word)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }
}

/// The closing bracket of each opening one that has one.
pub(super) fn brackets(text: &str) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let mut open = Vec::new();
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '[' if !is_escaped => open.push(at),
            ']' if !is_escaped => {
                if let Some(start) = open.pop() {
                    pairs.insert(start, at);
                }
            }
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    pairs
}
