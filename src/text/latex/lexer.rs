//! LaTeX's source cut into tokens, and looks at what comes next.
//!
//! Every look ahead ends with the paragraph, or is not taken a second time where it found nothing: time grows with the source only.

use foldhash::{HashSet, HashSetExt};

use crate::text::TextRange;

/// Optional arguments are at most so many bytes long.
const LONGEST_OPTION: usize = 2000;

/// A piece of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A command of letters, by its name.
    Command(&'a str),
    /// A command of one character that is no letter.
    Symbol(char),
    /// `{`
    Open,
    /// `}`
    Close,
    /// `$` or `$$`
    Dollar(&'static str),
    /// `&`
    Cell,
    /// A comment to the end of its line.
    Comment,
    /// Space, or a line end.
    Space,
    /// A blank line.
    Break,
    /// Marks that stand for another: two hyphens for a dash.
    Marks(&'static str),
    /// Characters as they are.
    Words,
}

/// Marks, and what is set for them; of two that begin alike the longer comes first.
const MARKS: [(&str, &str); 8] =
    [("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"), ("---", "—"), ("--", "–"), ("<<", "«"), (">>", "»")];

/// Where in a source the next token begins.
pub(super) struct Lexer<'a> {
    source: &'a str,
    at: usize,
    /// Whether only space stands before it in its line, and its line's end goes with a comment.
    is_line_start: bool,
    /// Where the paragraph ends that was looked at last.
    paragraph_end: usize,
    /// Marks that no paragraph has any more, before a place.
    missed: Vec<(&'static str, usize)>,
    /// What the source has no more of.
    gone: HashSet<String>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let at = source.len() - source.trim_start_matches('\u{feff}').len();
        Self { source, at, is_line_start: false, paragraph_end: 0, missed: Vec::new(), gone: HashSet::new() }
    }

    /// Where the next token begins.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What is left of the source.
    pub(super) fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Goes on at a place that is further on.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.at = self.at.max(at);
        self.is_line_start = false;
    }

    /// The next token, and where it stands.
    pub(super) fn next(&mut self) -> Option<(Token<'a>, TextRange)> {
        let (start, rest) = (self.at, self.rest());
        let was_line_start = std::mem::take(&mut self.is_line_start);
        let first = rest.chars().next()?;
        let (token, length) = match first {
            '\\' => command(rest),
            '{' => (Token::Open, 1),
            '}' => (Token::Close, 1),
            '&' => (Token::Cell, 1),
            '~' => (Token::Space, 1),
            '$' if rest.starts_with("$$") => (Token::Dollar("$$"), 2),
            '$' => (Token::Dollar("$"), 1),
            '%' => (Token::Comment, line_length(rest)),
            _ if is_space(first) => {
                let length = rest.len() - rest.trim_start_matches(is_space).len();
                let lines = line_ends(&rest[..length]);
                let is_break = lines > 1 || lines == 1 && was_line_start;
                (if is_break { Token::Break } else { Token::Space }, length)
            }
            '[' | ']' => (Token::Words, 1),
            '-' if rest.starts_with("----") => (Token::Words, rest.len() - rest.trim_start_matches('-').len()),
            _ => match MARKS.iter().find(|(written, _)| rest.starts_with(written)) {
                Some((written, set)) => (Token::Marks(set), written.len()),
                None => (Token::Words, first.len_utf8() + words(&rest[first.len_utf8()..])),
            },
        };
        self.at = start + length;
        if token == Token::Comment {
            self.skip_line_end();
        }
        Some((token, TextRange::new(start, start + length)))
    }

    /// Passes the line end behind a comment, and the space that the next line begins with: they are none of the text.
    fn skip_line_end(&mut self) {
        let rest = self.rest();
        let next = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
        if let Some(next) = next {
            let next = next.trim_start_matches(|c| is_space(c) && !is_line_end(c));
            self.at = self.source.len() - next.len();
            self.is_line_start = true;
        }
    }

    /// Passes a text that comes next, and tells whether it does.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let comes = self.rest().starts_with(text);
        if comes {
            self.skip_to(self.at + text.len());
        }
        comes
    }

    /// Passes spaces, at most one line end and comments, if `then` comes behind them, and that as well.
    pub(super) fn eat_after_space(&mut self, then: &str) -> bool {
        let mut rest = self.rest();
        loop {
            let next = rest.trim_start_matches(is_space);
            if line_ends(&rest[..rest.len() - next.len()]) > 1 {
                return false;
            }
            if !next.starts_with('%') {
                rest = next;
                break;
            }
            rest = &next[line_length(next)..];
        }
        let comes = rest.starts_with(then);
        if comes {
            self.skip_to(self.source.len() - rest.len() + then.len());
        }
        comes
    }

    /// Passes spaces in the line.
    pub(super) fn skip_spaces(&mut self) {
        self.skip_while(|c| matches!(c, ' ' | '\t'));
    }

    /// Passes characters of a kind.
    pub(super) fn skip_while(&mut self, is_of_kind: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.skip_to(self.at + (rest.len() - rest.trim_start_matches(is_of_kind).len()));
    }

    /// Passes a command's name that comes next.
    pub(super) fn command_name(&mut self) -> Option<&'a str> {
        match command(self.rest().starts_with('\\').then(|| self.rest())?) {
            (Token::Command(name), length) => {
                self.skip_to(self.at + length);
                Some(name)
            }
            _ => None,
        }
    }

    /// Passes round brackets that come next, and what stands in them.
    pub(super) fn round_brackets(&mut self) {
        const LONGEST: usize = 40;
        let inside = self.rest().strip_prefix('(').map(|it| it.bytes().take(LONGEST).position(|byte| byte == b')'));
        if let Some(Some(length)) = inside {
            self.skip_to(self.at + length + 2);
        }
    }

    /// Passes an optional argument that comes next; what stands in it.
    pub(super) fn option(&mut self) -> Option<TextRange> {
        let option = self.peek_option();
        if let Some(option) = option {
            self.skip_to(option.end + 1);
        }
        option
    }

    /// What stands in the optional argument that comes next.
    pub(super) fn peek_option(&mut self) -> Option<TextRange> {
        const MARK: &str = "]";
        if !self.rest().starts_with('[') || self.is_missed(MARK) {
            return None;
        }
        let start = self.at + 1;
        let end = self.paragraph_end().min(start + LONGEST_OPTION);
        let bytes = self.source.as_bytes();
        let (mut braces, mut brackets, mut at) = (0_usize, 0_usize, start);
        while at < end {
            match bytes[at] {
                b'\\' => at += 1,
                b'{' => braces += 1,
                b'}' if braces == 0 => break,
                b'}' => braces -= 1,
                b'[' if braces == 0 => brackets += 1,
                b']' if braces == 0 && brackets == 0 => return Some(TextRange::new(start, at)),
                b']' if braces == 0 => brackets -= 1,
                _ => {}
            }
            at += 1;
        }
        self.miss(MARK, at.min(end));
        None
    }

    /// Passes what stands in braces, whatever its characters; braces in it come in pairs.
    pub(super) fn raw_group(&mut self) -> Option<&'a str> {
        let inside = self.rest().strip_prefix('{').filter(|_| !self.is_missed("}"))?;
        let start = self.source.len() - inside.len();
        let end = self.paragraph_end();
        let mut depth = 0_usize;
        for (at, byte) in inside.bytes().take(end.saturating_sub(start)).enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' if depth == 0 => {
                    self.skip_to(start + at + 1);
                    return inside.get(..at);
                }
                b'}' => depth -= 1,
                _ => {}
            }
        }
        self.miss("}", end);
        None
    }

    /// Passes a formula up to the mark that ends it; where its last character stands.
    pub(super) fn formula(&mut self, mark: &'static str) -> Option<TextRange> {
        if self.is_missed(mark) {
            return None;
        }
        let (start, end) = (self.at, self.paragraph_end());
        let text = self.source.get(start..end).unwrap_or_default();
        let mut at = 0;
        while let Some(found) = text[at..].find(['\\', '$']).map(|found| at + found) {
            let rest = &text[found..];
            if rest.starts_with(mark) {
                self.skip_to(start + found + mark.len());
                return Some(TextRange::new(start, start + found));
            }
            let escaped = rest.strip_prefix('\\').and_then(|behind| behind.chars().next());
            at = found + 1 + escaped.map_or(0, char::len_utf8);
        }
        self.miss(mark, end);
        None
    }

    /// Passes everything up to the next `text`, and that; what stands before it.
    pub(super) fn eat_until(&mut self, text: &str) -> Option<TextRange> {
        if self.gone.contains(text) {
            return None;
        }
        let start = self.at;
        let Some(found) = self.rest().find(text) else {
            self.gone.insert(text.to_owned());
            return None;
        };
        self.skip_to(start + found + text.len());
        Some(TextRange::new(start, start + found))
    }

    /// Where the paragraph that the next token stands in ends: at a blank line.
    pub(super) fn paragraph_end(&mut self) -> usize {
        if self.at < self.paragraph_end {
            return self.paragraph_end;
        }
        let mut end = self.at;
        for line in self.rest().split_inclusive('\n') {
            if end > self.at && line.trim().is_empty() {
                break;
            }
            end += line.len();
        }
        self.paragraph_end = end;
        end
    }

    fn is_missed(&self, mark: &str) -> bool {
        self.missed.iter().any(|(missed, before)| *missed == mark && self.at < *before)
    }

    fn miss(&mut self, mark: &'static str, before: usize) {
        self.missed.retain(|(missed, _)| *missed != mark);
        self.missed.push((mark, before));
    }
}

/// What a backslash begins, and its length.
fn command(rest: &str) -> (Token<'_>, usize) {
    let name = rest.get(1..).unwrap_or_default();
    let letters = name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    match name.chars().next() {
        Some(_) if letters > 0 => (Token::Command(&name[..letters]), 1 + letters),
        // the blank line behind it counts all the same
        Some(c) if is_line_end(c) => (Token::Symbol(' '), 1),
        Some(c) => (Token::Symbol(c), 1 + c.len_utf8()),
        None => (Token::Symbol(' '), 1),
    }
}

/// How many bytes of words as they are a text begins with.
fn words(text: &str) -> usize {
    let ends = |byte: &u8| is_space((*byte).into()) || b"\\{}$%&~`'-[]<>".contains(byte);
    text.as_bytes().iter().position(ends).unwrap_or(text.len())
}

/// The text of a line without its comment.
pub(super) fn without_comment(line: &str) -> &str {
    let mut is_escaped = false;
    let comment = line.bytes().position(|byte| {
        let is_comment = byte == b'%' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_comment
    });
    &line[..comment.unwrap_or(line.len())]
}

fn line_length(text: &str) -> usize {
    text.find(is_line_end).unwrap_or(text.len())
}

fn line_ends(space: &str) -> usize {
    let lone = |at: usize, c: char| c == '\n' || c == '\r' && !space[at + 1..].starts_with('\n');
    space.char_indices().filter(|(at, c)| lone(*at, *c)).count()
}

pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}
