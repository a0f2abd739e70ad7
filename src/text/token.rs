//! Words, numbers and punctuation marks.
//!
//! Unicode's word boundaries, mended where prose needs other ones:
//!
//! - hyphenated words are one token (`al-Assad`, `2016-17`, `U.S.-led`), and so is `AT&T`; dashes stand alone;
//! - a contraction is one token (`don’t`), but the clitic `’s` is a token of its own (`China` `’s`);
//! - the apostrophe after a plural is a token of its own (`players` `’`), as it can't be told here from a closing mark;
//! - an abbreviation keeps its full stop (`Mr.`, `U.S.`, `p.m.`, the `J.` of `J. K. Rowling`);
//! - an ellipsis, a dash of several hyphens, and LaTeX's double marks are one token each;
//! - `$` and `%` are tokens of their own, beside their number.

mod address;
#[cfg(test)]
mod tests;

pub(super) use self::address::addresses;
use unicode_segmentation::UnicodeSegmentation;

use super::TextRange;
use crate::lexicon::{self, Abbreviation};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with what stands inside a word: `don’t`, `U.S.`, `al-Assad`, `24-hour`, `@name`. Also the object
    /// replacement character, as it stands for something that was a word.
    Word,
    /// Digits, with what stands inside a number: `4.13`, `3,000`, `5th`, `2016-17`.
    Number,
    /// A punctuation mark or another symbol.
    Punctuation,
    /// An address or a mail address.
    Url,
}

/// A token of a text, white space excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Where it stands, in bytes of the text.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of `text`, in order. Each of its characters that is no white space is in exactly one.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut done = 0;
    for (range, kind) in addresses(text) {
        Joiner::new(text, TextRange::new(done, range.start)).join_all(&mut tokens);
        tokens.push(Token { range, kind });
        done = range.end;
    }
    Joiner::new(text, TextRange::new(done, text.len())).join_all(&mut tokens);
    tokens
}

/// Joins the pieces between Unicode's word boundaries into tokens.
struct Joiner<'a> {
    text: &'a str,
    pieces: Vec<TextRange>,
    next: usize,
}

impl<'a> Joiner<'a> {
    fn new(text: &'a str, range: TextRange) -> Self {
        let mut pieces = Vec::new();
        for (start, piece) in text[range].split_word_bound_indices() {
            push_parts(piece, range.start + start, &mut pieces);
        }
        Self { text, pieces, next: 0 }
    }

    fn join_all(mut self, tokens: &mut Vec<Token>) {
        while let Some(&first) = self.pieces.get(self.next) {
            self.next += 1;
            if begins_word(&self.text[first]) {
                let range = self.join_word(first);
                push_word(self.text, range, tokens);
            } else {
                tokens.push(self.join_marks(first));
            }
        }
    }

    /// Joins what belongs to the word that begins with the piece before `next`.
    fn join_word(&mut self, first: TextRange) -> TextRange {
        let mut word = first;
        let mut part = first;
        loop {
            if self.adjacent(word.end, 0) == Some(".") && self.takes_full_stop(word, part) {
                word.end += 1;
                self.next += 1;
            }
            let (Some(link), Some(after)) = (self.adjacent(word.end, 0), self.adjacent(word.end, 1)) else {
                return word;
            };
            let ends_and_begins_with_digit = self.text[..word.end].ends_with(|c: char| c.is_ascii_digit())
                && after.starts_with(|c: char| c.is_ascii_digit());
            let joins = match link {
                "-" | "‐" | "‑" | "&" => begins_word(after),
                ":" => ends_and_begins_with_digit,
                _ => false,
            };
            if !joins {
                return word;
            }
            part = self.pieces[self.next + 1];
            word.end = part.end;
            self.next += 2;
        }
    }

    /// Joins marks that are one sign together.
    fn join_marks(&mut self, first: TextRange) -> Token {
        let sign = &self.text[first];
        let most = match sign {
            "." | "-" => usize::MAX,
            "`" | "'" => 2,
            _ => 1,
        };
        let mut range = first;
        let mut run = 1;
        while run < most && self.adjacent(range.end, 0) == Some(sign) {
            range.end += 1;
            run += 1;
            self.next += 1;
        }
        // .432
        let after_space = self.text[..first.start].ends_with(char::is_whitespace);
        if let (".", 1, true, Some(digits)) = (sign, run, after_space, self.adjacent(range.end, 0))
            && digits.starts_with(|c: char| c.is_ascii_digit())
        {
            self.next += 1;
            return Token { range: TextRange::new(range.start, range.end + digits.len()), kind: TokenKind::Number };
        }
        // After something that is no word to Unicode: U.S.’s, “Titanic”’s.
        if let ("'" | "’", 1, Some("s" | "S")) = (sign, run, self.adjacent(range.end, 0)) {
            self.next += 1;
            return Token { range: TextRange::new(range.start, range.end + 1), kind: TokenKind::Word };
        }
        let kind = if sign.starts_with('\u{fffc}') { TokenKind::Word } else { TokenKind::Punctuation };
        Token { range, kind }
    }

    /// The piece `ahead` pieces after the next, if all from `end` to it stand together.
    fn adjacent(&self, end: usize, ahead: usize) -> Option<&'a str> {
        let piece = self.pieces.get(self.next + ahead)?;
        let start = if ahead == 0 { end } else { self.pieces[self.next + ahead - 1].end };
        (piece.start == start).then(|| &self.text[*piece])
    }

    /// Whether the full stop after `word`, whose last part is `part`, belongs to it.
    fn takes_full_stop(&self, word: TextRange, part: TextRange) -> bool {
        let (name, rest) = (&self.text[part], &self.text[word.end + 1..]);
        if rest.starts_with('.') {
            return false;
        }
        let following = rest.trim_start().chars().next();
        match lexicon::abbreviation(name) {
            Some(Abbreviation::BeforeNumber) => following.is_some_and(|c| c.is_ascii_digit()),
            Some(_) => true,
            None if is_initial(name) => {
                // "So do I. Then …" and "… vitamin C."
                following.is_some_and(|c| c.is_alphanumeric() || c == ',') && (name != "I" || begins_with_initial(rest))
            }
            None => is_dotted(name) || self.is_title_in_capitals(name),
        }
    }

    /// "SEN. LI"
    fn is_title_in_capitals(&self, name: &str) -> bool {
        let capitalized =
            || name.chars().take(1).chain(name.chars().skip(1).flat_map(char::to_lowercase)).collect::<String>();
        (2..=6).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_uppercase())
            && lexicon::abbreviation(&capitalized()) == Some(Abbreviation::Title)
    }
}

/// Adds a piece between Unicode's boundaries, cut where prose has a boundary too.
fn push_parts(piece: &str, start: usize, parts: &mut Vec<TextRange>) {
    let mut begin = 0;
    let first_letter = piece.len() - piece.trim_start_matches('_').len();
    let last_letter = piece.trim_end_matches('_').len();
    for (at, c) in piece.char_indices() {
        let next = piece[at + c.len_utf8()..].chars().next();
        let alone = match c {
            '_' => at < first_letter || at >= last_letter,
            ':' | ';' => true,
            '.' => ends_sentence_within(&piece[begin..at], next),
            c => c.is_whitespace(),
        };
        if alone {
            push_part(start + begin, start + at, parts);
            if !c.is_whitespace() {
                push_part(start + at, start + at + c.len_utf8(), parts);
            }
            begin = at + c.len_utf8();
        }
    }
    push_part(start + begin, start + piece.len(), parts);
}

fn push_part(start: usize, end: usize, parts: &mut Vec<TextRange>) {
    if start < end {
        parts.push(TextRange::new(start, end));
    }
}

/// Whether the full stop between `before` and `next` ends a sentence, the space after it forgotten: "he said.Then".
fn ends_sentence_within(before: &str, next: Option<char>) -> bool {
    let mut last = before.chars().rev();
    let after_word = last.next().is_some_and(char::is_lowercase) && last.next().is_some_and(char::is_alphabetic);
    after_word && next.is_some_and(char::is_uppercase) && lexicon::abbreviation(before).is_none() && before != "Ph"
}

/// Adds a word, cut before its clitic.
fn push_word(text: &str, range: TextRange, tokens: &mut Vec<Token>) {
    let word = &text[range];
    let clitic =
        ["’s", "'s", "’S", "'S", "ʼs"].iter().find(|clitic| word.ends_with(**clitic) && word.len() > clitic.len());
    let end = range.end - clitic.map_or(0, |clitic| clitic.len());
    let base = TextRange::new(range.start, end);
    tokens.push(Token { range: base, kind: kind(&text[base]) });
    if clitic.is_some() {
        tokens.push(Token { range: TextRange::new(end, range.end), kind: TokenKind::Word });
    }
}

fn kind(word: &str) -> TokenKind {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_number = word.starts_with(char::is_numeric) && (letters <= 2 || !word.contains(['-', '‐', '‑']));
    if is_number { TokenKind::Number } else { TokenKind::Word }
}

fn begins_word(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_alphanumeric())
}

/// "J"
fn is_initial(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

fn begins_with_initial(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

/// "U.S", "p.m", "a.k.a"
fn is_dotted(name: &str) -> bool {
    name.contains('.') && name.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}
