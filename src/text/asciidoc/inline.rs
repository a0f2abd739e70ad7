//! The markup inside of a paragraph of AsciiDoc.
//!
//! One pass from left to right. What opens and never closes stays as it is written, as the language has it. Signs that
//! hide what is between them (code, what passes through) are looked for to their end at once.

use foldhash::HashMap;

use super::closer::{Closer, Closers, brackets};
use super::macros;
use super::value::value;
use crate::text::flow::{Mark, Meaning};
use crate::text::html::character_reference;
use crate::text::{InlineKind, TextRange};

/// The signs before which a backslash says that they are none.
const ESCAPABLE: &str = "*_`#^~+[]<{&\"'|(\\-.";

/// The marks in a paragraph's text.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut scanner = Scanner {
        text,
        at: 0,
        marks: Vec::new(),
        open: Vec::new(),
        brackets: brackets(text),
        closers: Closers::new(text),
        is_quoted: false,
    };
    scanner.scan();
    scanner.marks.into_iter().flatten().collect()
}

/// Something that has begun and is to end.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// The sign that ends it, and how many of them.
    sign: (char, usize),
    /// The mark that began it.
    mark: usize,
    /// Where it ends, if that is known.
    end: Option<usize>,
}

pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// What was found; `None`: what turned out to be none.
    marks: Vec<Option<Mark>>,
    /// What has begun, the innermost last. No sign is in it twice.
    open: Vec<Open>,
    /// The closing bracket of each opening one.
    brackets: HashMap<usize, usize>,
    closers: Closers<'a>,
    /// Whether a single quotation is open.
    is_quoted: bool,
}

impl<'a> Scanner<'a> {
    fn scan(&mut self) {
        loop {
            self.close_ended();
            let Some(c) = self.rest().chars().next() else { break };
            let before = self.at;
            match c {
                '\\' => self.escape(),
                '*' | '_' | '#' => self.format(c, self.at),
                '`' => self.backtick(),
                '"' | '\'' => self.quote(c),
                '+' => self.pass(),
                '^' | '~' => self.raise(c),
                '[' => self.bracket(),
                '<' => self.reference(),
                '{' => self.value(),
                '&' => self.character(),
                '(' => self.index_term(),
                _ if c.is_alphanumeric() => self.word(),
                _ => {}
            }
            if self.at == before {
                self.at += c.len_utf8();
            }
        }
        self.drop_open(0);
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn text(&self, range: TextRange) -> &'a str {
        self.text.get(range.start..range.end).unwrap_or_default()
    }

    fn last_char(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Where what is open ends: nothing inside may end behind that.
    fn limit(&self) -> usize {
        self.open.iter().filter_map(|open| open.end).min().unwrap_or(self.text.len())
    }

    /// The bracket that closes the one at `open`, if it does in what is open.
    pub(super) fn closing_bracket(&self, open: usize) -> Option<usize> {
        self.brackets.get(&open).copied().filter(|close| *close < self.limit())
    }

    /// Adds a mark for what stands from here to `end`, and goes there.
    pub(super) fn mark(&mut self, end: usize, meaning: Meaning) {
        self.marks.push(Some(Mark { range: TextRange::new(self.at, end), meaning }));
        self.at = end;
    }

    /// Begins a link whose text begins at `start` and ends at `end`.
    pub(super) fn begin_link(&mut self, start: usize, end: usize) {
        self.mark(start, Meaning::Begin(InlineKind::Link));
        self.open.push(Open { sign: (']', 1), mark: self.marks.len() - 1, end: Some(end) });
    }

    /// Whether a link's text is being read: no link stands in another.
    pub(super) fn is_in_link(&self) -> bool {
        self.open.iter().any(|open| open.end.is_some())
    }

    /// Ends the link whose text ends here, with what closes it.
    fn close_ended(&mut self) {
        if let Some(index) = self.open.iter().position(|open| open.end == Some(self.at)) {
            self.drop_open(index + 1);
            self.open.pop();
            let end = self.at + macros::closing_length(self.rest());
            self.mark(end, Meaning::End(InlineKind::Link));
        }
    }

    /// Takes what has begun and not ended, from `index` on, for text.
    fn drop_open(&mut self, index: usize) {
        for open in self.open.drain(index.min(self.open.len())..) {
            if let Some(mark) = self.marks.get_mut(open.mark) {
                *mark = None;
            }
        }
    }

    /// A backslash before markup is not shown, nor is that markup then.
    fn escape(&mut self) {
        let after = self.rest().get(1..).unwrap_or_default();
        let Some(next) = after.chars().next() else { return };
        let name = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
        let is_address = after[name..].starts_with(':') && macros::is_name(&after[..name]);
        if is_address || ESCAPABLE.contains(next) {
            self.mark(self.at + 1, Meaning::Nothing);
            let signs = after.len() - after.trim_start_matches(next).len();
            self.at += if is_address { name + 1 } else { signs };
            self.at = self.at.min(self.limit());
        }
    }

    /// Emphasis, or a mark of it: `*word*`, or `**wo**rd`; attributes may stand before it from `start` on.
    fn format(&mut self, sign: char, start: usize) {
        let signs = self.text.get(self.at..).unwrap_or_default();
        let count = if signs.chars().nth(1) == Some(sign) { 2 } else { 1 };
        for count in [count, 1] {
            if self.close(sign, count) || self.begin(sign, count, start) {
                return;
            }
        }
        self.at += count;
    }

    fn close(&mut self, sign: char, count: usize) -> bool {
        let after = self.char_at(self.at + count);
        let is_closed = count == 2 || self.ends_word() && !after.is_some_and(is_of_word);
        let index = self.open.iter().rposition(|open| open.sign == (sign, count) && open.end.is_none());
        // what a link began ends with it
        let first = self.open.iter().rposition(|open| open.end.is_some()).map_or(0, |index| index + 1);
        let Some(index) = index.filter(|index| is_closed && *index >= first) else { return false };
        self.drop_open(index + 1);
        self.open.pop();
        let meaning = if sign == '#' { Meaning::Nothing } else { Meaning::End(InlineKind::Emphasis) };
        self.mark(self.at + count, meaning);
        true
    }

    fn begin(&mut self, sign: char, count: usize, start: usize) -> bool {
        let is_known = self.open.iter().any(|open| open.sign == (sign, count));
        let after = self.char_at(self.at + count);
        let begins = count == 2 || self.begins_word(start) && after.is_some_and(|c| !c.is_whitespace());
        if is_known || !begins || after.is_none() || after == Some(sign) {
            return false;
        }
        let end = self.at + count;
        self.at = start;
        let meaning = if sign == '#' { Meaning::Nothing } else { Meaning::Begin(InlineKind::Emphasis) };
        self.mark(end, meaning);
        self.open.push(Open { sign: (sign, count), mark: self.marks.len() - 1, end: None });
        true
    }

    fn begins_word(&self, start: usize) -> bool {
        let before = self.text.get(..start).and_then(|before| before.chars().next_back());
        !before.is_some_and(|c| is_of_word(c) || matches!(c, ';' | ':' | '}'))
    }

    fn ends_word(&self) -> bool {
        self.last_char().is_some_and(|c| !c.is_whitespace())
    }

    /// Code, the end of a quotation, or an apostrophe.
    fn backtick(&mut self) {
        match self.char_at(self.at + 1) {
            Some('"') if self.ends_word() && !self.char_at(self.at + 2).is_some_and(is_of_word) => {
                return self.mark(self.at + 2, Meaning::Text("”".into()));
            }
            Some('\'') if self.is_quoted || self.ends_word() => {
                self.is_quoted &= self.char_at(self.at + 2).is_some_and(is_of_word);
                return self.mark(self.at + 2, Meaning::Text("’".into()));
            }
            _ => {}
        }
        if self.rest().starts_with("``") {
            match self.closer(Closer::Anywhere("``"), self.at + 2).filter(|end| *end > self.at + 2) {
                Some(end) => self.mark(end + 2, Meaning::Code),
                None => self.at += 2,
            }
        } else if self.begins_word(self.at)
            && self.char_at(self.at + 1).is_some_and(|c| !c.is_whitespace())
            && let Some(end) = self.closer(Closer::Single('`'), self.at + 2)
        {
            self.mark(end + 1, Meaning::Code);
        }
    }

    /// The beginning of a quotation: "`No,`" or '`No,`'.
    fn quote(&mut self, sign: char) {
        let after = self.char_at(self.at + 2);
        let opens = self.rest()[1..].starts_with('`') && self.begins_word(self.at);
        if !opens || after.is_none_or(char::is_whitespace) {
            return;
        }
        let is_closed = self.closer(Closer::Quote(sign), self.at + 2).is_some();
        if is_closed || self.closer(Closer::Single('`'), self.at + 2).is_none() {
            self.is_quoted |= sign == '\'' && is_closed;
            let shown = if sign == '"' { "“" } else { "‘" };
            self.mark(self.at + 2, Meaning::Text(shown.into()));
        }
    }

    /// `+text+` is text without markup, `+++text+++` whatever the page's own language makes of it.
    fn pass(&mut self) {
        let count = (self.rest().len() - self.rest().trim_start_matches('+').len()).min(3);
        let inside = self.at + count;
        let after = self.char_at(inside);
        if count == 1 && self.last_char().is_some_and(char::is_whitespace) && after.is_none_or(|c| c == '\n') {
            // a line break
            return self.mark(inside, Meaning::Nothing);
        }
        let end = match count {
            1 if !self.begins_word(self.at) || after.is_none_or(char::is_whitespace) => None,
            1 => self.closer(Closer::Single('+'), inside + 1),
            2 => self.closer(Closer::Anywhere("++"), inside + 1),
            _ => self.closer(Closer::Anywhere("+++"), inside + 1),
        };
        match end {
            Some(end) => self.pass_through(inside, end, end + count),
            None => self.at = inside,
        }
    }

    /// Takes what stands from `start` to `end` as it is; tags of a page's own language are no prose.
    pub(super) fn pass_through(&mut self, start: usize, end: usize, after: usize) {
        let is_text = !self.text(TextRange::new(start, end)).contains('<');
        if is_text {
            self.mark(start, Meaning::Nothing);
            self.at = end;
        }
        self.mark(after, Meaning::Nothing);
    }

    /// `^2^` and `~2~` stand higher and lower.
    fn raise(&mut self, sign: char) {
        let inside = &self.rest()[1..];
        let length = inside.find(|c: char| c == sign || c.is_whitespace()).filter(|length| *length > 0);
        let end = length.map(|length| self.at + 1 + length).filter(|end| *end < self.limit());
        if let Some(end) = end.filter(|end| self.char_at(*end) == Some(sign)) {
            self.mark(self.at + 1, Meaning::Nothing);
            self.at = end;
            self.mark(end + 1, Meaning::Nothing);
        }
    }

    /// An anchor, or attributes of what is formatted behind them: `[.big]#word#`.
    fn bracket(&mut self) {
        let start = self.at;
        let Some(close) = self.closing_bracket(start) else { return };
        let is_anchor = self.rest().starts_with("[[") && self.closing_bracket(start + 1) == Some(close.wrapping_sub(1));
        if is_anchor && !self.text(TextRange::new(start, close)).contains(char::is_whitespace) {
            return self.mark(close + 1, Meaning::Nothing);
        }
        match self.char_at(close + 1) {
            Some(sign @ ('*' | '_' | '#')) if !self.text(TextRange::new(start, close)).contains('\n') => {
                self.at = close + 1;
                let is_double = self.char_at(close + 2) == Some(sign);
                if !self.begin(sign, if is_double { 2 } else { 1 }, start) {
                    self.at = start;
                }
            }
            _ => {}
        }
    }

    /// `<<part,Part two>>`, or an address in angle brackets.
    fn reference(&mut self) {
        let Some(inside) = self.rest().strip_prefix("<<") else {
            return macros::address_in_brackets(self);
        };
        let Some(end) = self.closer(Closer::Anywhere(">>"), self.at + 2) else { return };
        let length = end - self.at - 2;
        match inside.get(..length).and_then(|inside| inside.find(',')) {
            Some(comma) if !self.is_in_link() && comma + 1 < length => self.begin_link(self.at + 3 + comma, end),
            _ => self.mark(end + 2, Meaning::Code),
        }
    }

    fn value(&mut self) {
        let inside = &self.rest()[1..];
        let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
        let length = inside.find(|c| !is_of_name(c)).unwrap_or(inside.len());
        let end = self.at + length + 2;
        if length > 0 && inside[length..].starts_with('}') && end <= self.limit() {
            self.mark(end, value(&inside[..length]));
        }
    }

    fn character(&mut self) {
        if let Some((shown, length)) = character_reference(self.rest())
            && self.rest()[..length].ends_with(';')
            && self.at + length <= self.limit()
        {
            self.mark(self.at + length, Meaning::Text(shown));
        }
    }

    /// `((word))` is in the index and in the text, `(((word)))` only in the index.
    fn index_term(&mut self) {
        if self.rest().starts_with("(((") {
            if let Some(end) = self.closer(Closer::Anywhere(")))"), self.at + 3) {
                self.mark(end + 3, Meaning::Nothing);
            }
        } else if self.rest().starts_with("((")
            && let Some(end) = self.closer(Closer::Anywhere("))"), self.at + 2)
        {
            self.mark(self.at + 2, Meaning::Nothing);
            self.at = end;
            self.mark(end + 2, Meaning::Nothing);
        }
    }

    /// A word, an address, or what a macro makes.
    fn word(&mut self) {
        if self.last_char().is_some_and(is_of_word) || !macros::read(self) {
            let rest = self.rest();
            let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            self.at = (self.at + length).min(self.limit());
        }
    }

    pub(super) fn skip_to(&mut self, end: usize) {
        self.at = end.min(self.limit());
    }

    /// Where a closing sign is at `from` or behind it, in what is open.
    fn closer(&mut self, closer: Closer, from: usize) -> Option<usize> {
        let limit = self.limit();
        self.closers.next(closer, from).filter(|found| found + closer.len() <= limit)
    }
}

/// Whether a letter or sign is a part of a word.
pub(super) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
