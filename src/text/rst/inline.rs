//! The markup inside of a paragraph of reStructuredText.
//!
//! One pass from left to right. Markup begins before a word and ends behind one; none stands in another.

use foldhash::{HashMap, HashMapExt};

use crate::text::flow::{Mark, Meaning};
use crate::text::{InlineKind, TextRange};

/// Roles whose text is a part of the sentence.
const TEXT_ROLES: [&str; 12] = [
    "emphasis",
    "strong",
    "title",
    "title-reference",
    "t",
    "sub",
    "sup",
    "subscript",
    "superscript",
    "abbr",
    "dfn",
    "term",
];
/// Names of roles are no longer than this.
const LONGEST_NAME: usize = 64;

/// The marks in a paragraph's text.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut scanner = Scanner { text, at: 0, marks: Vec::new(), ends: HashMap::new() };
    scanner.scan();
    scanner.marks
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    marks: Vec<Mark>,
    /// Where a sign's next end is, by where that was looked for.
    ends: HashMap<&'static str, (usize, Option<usize>)>,
}

impl<'a> Scanner<'a> {
    fn scan(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let before = self.at;
            match c {
                '\\' => self.escape(),
                '*' => self.emphasis(),
                '`' if self.rest().starts_with("``") => self.literal(),
                '`' => self.interpreted(self.at, ""),
                '|' => self.substitution(),
                '[' => self.note(),
                '_' => self.reference(),
                ':' => self.role(),
                _ if c.is_alphanumeric() => self.word(),
                _ => {}
            }
            if self.at == before {
                self.at += c.len_utf8();
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn mark(&mut self, end: usize, meaning: Meaning) {
        self.marks.push(Mark { range: TextRange::new(self.at, end), meaning });
        self.at = end;
    }

    /// A backslash is not shown, nor is white space behind it; any other sign is shown as it is.
    fn escape(&mut self) {
        let Some(next) = self.char_at(self.at + 1) else { return };
        let end = self.at + 1 + next.len_utf8();
        if next.is_whitespace() {
            self.mark(end, Meaning::Nothing);
        } else {
            self.mark(self.at + 1, Meaning::Nothing);
            self.at = end;
        }
    }

    /// Whether markup whose sign stands from `at` to `end` can begin there.
    fn begins(&self, at: usize, end: usize) -> bool {
        let (before, after) = (self.char_before(at), self.char_at(end));
        let is_free = before.is_none_or(|c| c.is_whitespace() || is_mark(c, "-:/'\"<([{"));
        let is_quoted = matches!(
            (before, after),
            (Some('\''), Some('\''))
                | (Some('"'), Some('"'))
                | (Some('('), Some(')'))
                | (Some('['), Some(']'))
                | (Some('{'), Some('}'))
                | (Some('<'), Some('>'))
                | (Some('‘'), Some('’'))
                | (Some('“'), Some('”'))
        );
        is_free && !is_quoted && after.is_some_and(|c| !c.is_whitespace())
    }

    /// Whether what stands before `at` can be the end of markup.
    fn ends(&self, at: usize) -> bool {
        self.char_at(at).is_none_or(|c| c.is_whitespace() || is_mark(c, "'\")]}>-/\\:.,;!?"))
    }

    /// Where the next sign that ends something is, from `from` on.
    fn end(&mut self, sign: &'static str, from: usize) -> Option<usize> {
        match self.ends.get(sign).copied() {
            Some((looked, found)) if looked <= from && found.is_none_or(|found| found >= from) => found,
            _ => {
                let found = self.find(sign, from);
                self.ends.insert(sign, (from, found));
                found
            }
        }
    }

    fn find(&self, sign: &'static str, from: usize) -> Option<usize> {
        let from = (from..=self.text.len()).find(|at| self.text.is_char_boundary(*at))?;
        let signs = self.text[from..].match_indices(sign).map(|(at, _)| from + at);
        let is_end = |at: &usize| {
            let before = self.char_before(*at);
            let is_escaped = before == Some('\\') && sign != "``";
            let after = at + sign.len();
            let is_closed = match sign {
                "`" => self.suffix(after).is_some(),
                "|" => self.ends(after + self.underscores(after)),
                _ => self.ends(after),
            };
            !is_escaped && is_closed && before.is_some_and(|c| !c.is_whitespace())
        };
        // of three marks in a row the last two end
        let last = |at: usize| {
            let more = self.text.get(at + sign.len()..).is_some_and(|rest| sign == "``" && rest.starts_with('`'));
            if more { at + 1 } else { at }
        };
        signs.map(last).find(is_end)
    }

    fn underscores(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        ["__", "_"].into_iter().find(|sign| rest.starts_with(sign)).map_or(0, str::len)
    }

    /// The length of what belongs to interpreted text behind its end: `_`, or a role; `None`: its end is none.
    fn suffix(&self, at: usize) -> Option<usize> {
        let length = self.underscores(at);
        if self.ends(at + length) {
            let role = self.role_name(at).filter(|name| self.ends(at + name.len() + 2));
            return Some(role.map_or(length, |name| name.len() + 2));
        }
        None
    }

    /// The name of the role between the colon that stands at `at` and the next.
    fn role_name(&self, at: usize) -> Option<&'a str> {
        let rest = self.text.get(at..)?.strip_prefix(':')?;
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | ':');
        let length = rest.bytes().take(LONGEST_NAME).take_while(|byte| is_of_name((*byte).into())).count();
        let name = rest[..length].strip_suffix(':')?;
        name.starts_with(|c: char| c.is_ascii_alphanumeric()).then_some(name)
    }

    fn emphasis(&mut self) {
        let sign = if self.rest().starts_with("**") { "**" } else { "*" };
        let inside = self.at + sign.len();
        let end = if self.begins(self.at, inside) { self.end(sign, inside + 1) } else { None };
        match end {
            Some(end) => self.text_of(InlineKind::Emphasis, inside, end, end + sign.len()),
            None => self.at = inside,
        }
    }

    fn literal(&mut self) {
        let inside = self.at + 2;
        let end = if self.begins(self.at, inside) { self.end("``", inside + 1) } else { None };
        match end {
            Some(end) => self.mark(end + 2, Meaning::Code),
            None => self.at = inside,
        }
    }

    /// A part of the text that is of a kind, from `start` to `end`, with what closes it up to `after`.
    fn text_of(&mut self, kind: InlineKind, start: usize, end: usize, after: usize) {
        self.mark(start, Meaning::Begin(kind));
        self.words(end);
        self.mark(after, Meaning::End(kind));
    }

    /// Text without markup but for backslashes.
    fn words(&mut self, end: usize) {
        while let Some(at) = self.text.get(self.at..end).and_then(|text| text.find('\\')) {
            self.at += at;
            let before = self.at;
            self.escape();
            if self.at == before || self.at > end {
                break;
            }
        }
        // a backslash before the end is none
        while self.marks.pop_if(|mark| mark.range.end > end).is_some() {}
        self.at = end;
    }

    /// What stands between two backticks, with a role before it from `start` on.
    fn interpreted(&mut self, start: usize, role: &str) {
        let quote = start + if role.is_empty() { 0 } else { role.len() + 2 };
        let inside = quote + 1;
        if !self.begins(start, inside) {
            return;
        }
        let Some(end) = self.end("`", inside + 1) else { return };
        let after = end + 1 + self.suffix(end + 1).unwrap_or_default();
        let role =
            if role.is_empty() { self.role_name(end + 1).filter(|_| after > end + 1).unwrap_or("") } else { role };
        let is_reference = role.is_empty() && after > end + 1;
        let text = self.text.get(inside..end).unwrap_or_default();
        let shown = shown(text).map(|length| inside + length);
        match shown {
            Some(text_end) if is_reference || !role.is_empty() => {
                self.text_of(InlineKind::Link, inside, text_end, after);
            }
            _ if is_reference => self.text_of(InlineKind::Link, inside, end, after),
            _ if role.is_empty() => self.text_of(InlineKind::Emphasis, inside, end, after),
            _ if TEXT_ROLES.contains(&role) => {
                self.mark(inside, Meaning::Nothing);
                self.words(end);
                self.mark(after, Meaning::Nothing);
            }
            _ => self.mark(after, Meaning::Code),
        }
    }

    fn role(&mut self) {
        if let Some(name) = self.role_name(self.at)
            && self.char_at(self.at + name.len() + 2) == Some('`')
        {
            self.interpreted(self.at, name);
        }
    }

    fn substitution(&mut self) {
        let end = if self.begins(self.at, self.at + 1) { self.end("|", self.at + 2) } else { None };
        if let Some(end) = end {
            self.mark(end + 1 + self.underscores(end + 1), Meaning::Code);
        }
    }

    /// `[1]_`, `[#note]_`, `[Li2002]_`
    fn note(&mut self) {
        let inside = &self.rest()[1..];
        let length = inside.find(|c: char| !is_of_label(c)).unwrap_or_default();
        let end = self.at + 1 + length + 2;
        let is_closed = length > 0 && inside[length..].starts_with("]_") && self.ends(end);
        if is_closed && self.begins(self.at, self.at + 1) {
            self.mark(end, Meaning::Note);
        }
    }

    /// `name_` leads somewhere, ``_`name` `` can be led to.
    fn reference(&mut self) {
        if self.rest().starts_with("_`") && self.begins(self.at, self.at + 2) {
            if let Some(end) = self.end("`", self.at + 3) {
                self.mark(self.at + 2, Meaning::Nothing);
                self.words(end);
                self.mark(end + 1, Meaning::Nothing);
            }
            return;
        }
        let end = self.at + self.underscores(self.at);
        let done = self.marks.last().map_or(0, |mark| mark.range.end);
        let before = self.text.get(done..self.at).filter(|_| self.ends(end)).unwrap_or_default();
        let start = self.at - name_length(before);
        if start < self.at && self.begins(start, start) {
            self.marks.push(Mark { range: TextRange::new(start, start), meaning: Meaning::Begin(InlineKind::Link) });
            self.mark(end, Meaning::End(InlineKind::Link));
        } else {
            self.at = end;
        }
    }

    /// A word, or an address, in which nothing is markup.
    fn word(&mut self) {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        self.at += length;
        if rest[length..].starts_with("://") {
            let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`' | '\\');
            self.at += self.rest().find(ends).unwrap_or(self.rest().len());
        }
    }
}

/// Whether a sign is one of those, or one beyond ASCII that is no part of a word.
fn is_mark(c: char, marks: &str) -> bool {
    marks.contains(c) || !c.is_ascii() && !c.is_alphanumeric()
}

fn is_of_label(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | ':' | '#' | '*')
}

/// The length of the name that a text ends with: words with single signs between.
fn name_length(text: &str) -> usize {
    let mut was_sign = true;
    let mut length = 0;
    let mut name = 0;
    for c in text.chars().rev() {
        let is_sign = matches!(c, '-' | '_' | '.' | '+' | ':');
        if !(c.is_alphanumeric() || is_sign && !was_sign) {
            break;
        }
        length += c.len_utf8();
        if !is_sign {
            name = length;
        }
        was_sign = is_sign;
    }
    name
}

/// The length of the text in `text <target>`, if that has both.
fn shown(text: &str) -> Option<usize> {
    let target = text.strip_suffix('>')?.rfind('<')?;
    let before = &text[..target];
    let shown = before.trim_end();
    (!shown.is_empty() && shown.len() < before.len()).then_some(shown.len())
}
