//! The characters of a text that could be quotation marks, and what stands around each.
//!
//! Decides nothing that needs to know which quotations are open: that is the pairing's job.

use crate::text::TextRange;

/// What a mark looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyph {
    /// “, ‘‘ and 〝
    LeftDouble,
    /// ”, ’’ and 〞
    RightDouble,
    /// "
    StraightDouble,
    /// „
    LowDouble,
    /// ``
    Backticks,
    /// ''
    TwoStraights,
    /// ‘
    LeftSingle,
    /// ’
    RightSingle,
    /// '
    StraightSingle,
    /// ‚
    LowSingle,
    /// `
    Backtick,
    /// «
    LeftGuillemet,
    /// »
    RightGuillemet,
    /// ‹
    LeftSingleGuillemet,
    /// ›
    RightSingleGuillemet,
    /// 「
    LeftCorner,
    /// 」
    RightCorner,
    /// 『
    LeftWhiteCorner,
    /// 』
    RightWhiteCorner,
}

impl Glyph {
    /// How many glyphs there are.
    pub(super) const COUNT: usize = Self::RightWhiteCorner as usize + 1;

    /// The glyph that a character is by itself.
    pub(super) fn of(c: char) -> Option<Self> {
        Some(match c {
            '“' | '‟' | '〝' => Self::LeftDouble,
            '”' | '〞' | '〟' => Self::RightDouble,
            '"' | '＂' => Self::StraightDouble,
            '„' => Self::LowDouble,
            '‘' | '‛' => Self::LeftSingle,
            '’' => Self::RightSingle,
            '\'' | '＇' => Self::StraightSingle,
            '‚' => Self::LowSingle,
            '`' => Self::Backtick,
            '«' => Self::LeftGuillemet,
            '»' => Self::RightGuillemet,
            '‹' => Self::LeftSingleGuillemet,
            '›' => Self::RightSingleGuillemet,
            '「' | '｢' | '﹁' => Self::LeftCorner,
            '」' | '｣' | '﹂' => Self::RightCorner,
            '『' | '﹃' => Self::LeftWhiteCorner,
            '』' | '﹄' => Self::RightWhiteCorner,
            _ => return None,
        })
    }

    fn doubled(self) -> Option<Self> {
        match self {
            Self::Backtick => Some(Self::Backticks),
            Self::StraightSingle => Some(Self::TwoStraights),
            Self::LeftSingle => Some(Self::LeftDouble),
            Self::RightSingle => Some(Self::RightDouble),
            _ => None,
        }
    }
}

/// A character, or two in a row, that could be a quotation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) range: TextRange,
    pub(super) glyph: Glyph,
    /// The character to its left that is no mark, seen through other marks; `None` at the text's start.
    pub(super) left: Option<char>,
    /// The same to its right.
    pub(super) right: Option<char>,
    /// The last character before the white space to its left.
    pub(super) before: Option<char>,
}

/// Which way a mark turns, judged by its neighbours alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Open,
    Close,
    Either,
}

/// What kind of character stands beside a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// White space, or the text's edge.
    Space,
    Word,
    /// ( and the like
    Opening,
    /// ) and what ends a clause
    Closing,
    Dash,
    /// Symbols, emoji, and letters of scripts that put no space between words.
    Other,
}

impl Side {
    pub(super) fn of(c: Option<char>) -> Self {
        match c {
            None => Self::Space,
            Some(c) if c.is_whitespace() => Self::Space,
            Some('(' | '[' | '{' | '<' | '¿' | '¡') => Self::Opening,
            Some('.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | ']' | '}' | '>' | '%' | '؟' | '،' | '؛') => {
                Self::Closing
            }
            Some('—' | '–' | '―' | '-' | '‐' | '‑' | '/' | '~') => Self::Dash,
            Some(c) if c.is_alphanumeric() && !is_unspaced_script(c) => Self::Word,
            Some(_) => Self::Other,
        }
    }
}

impl Mark {
    pub(super) fn direction(&self) -> Direction {
        use Side::{Closing, Dash, Opening, Space, Word};
        match (Side::of(self.left), Side::of(self.right)) {
            // text cut into tokens: `` Yes , '' she said
            (Space, Space) if self.glyph == Glyph::TwoStraights => Direction::Close,
            (Space, Space | Closing) | (Opening, Closing) => Direction::Either,
            (Space | Opening, _) => Direction::Open,
            (_, Space | Closing) | (Word | Closing, Dash) => Direction::Close,
            _ => Direction::Either,
        }
    }

    /// Whether white space stands on both sides, as in “ this ”.
    pub(super) fn is_spaced(&self) -> bool {
        Side::of(self.left) == Side::Space && Side::of(self.right) == Side::Space
    }

    /// Whether speech could begin here: at the text's start or after punctuation, with no small letter.
    pub(super) fn begins_speech(&self) -> bool {
        let after_clause = self.before.is_none_or(|c| matches!(Side::of(Some(c)), Side::Closing | Side::Dash));
        after_clause && self.right.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    }
}

/// The marks of a text, in order. An apostrophe with a letter on each side is none.
pub(super) fn scan(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    // Old wire copy writes ‘‘double’’ marks with two single ones.
    let doubles_curly = text.contains("‘‘");
    let (mut left, mut before) = (None, None);
    let mut rest = text.char_indices().peekable();
    let mut previous = None;
    while let Some((start, c)) = rest.next() {
        let Some(mut glyph) = Glyph::of(c) else {
            if !is_transparent(c) {
                left = Some(c);
                before = if c.is_whitespace() { before } else { left };
                previous = Some(c);
            }
            continue;
        };
        let mut end = start + c.len_utf8();
        if let Some(doubled) = glyph.doubled() {
            let run = text[start..].chars().take(3).take_while(|next| *next == c).count();
            if c == '`' && run == 3 {
                // A fence of code.
                while rest.next_if(|(_, next)| *next == c).is_some() {}
                (left, previous) = (Some(c), Some(c));
                continue;
            }
            let may_double = doubles_curly || c == '\'' || c == '`';
            // Of three in a row the outer two are one mark: ''Yes,' or 'yes'''.
            let inner_first = run == 3 && !matches!(Side::of(left), Side::Space | Side::Opening);
            if run >= 2 && may_double && !inner_first {
                glyph = doubled;
                rest.next();
                end += c.len_utf8();
            }
        }
        let next = text[end..].chars().next();
        let apostrophe = match glyph {
            Glyph::LeftSingle | Glyph::RightSingle | Glyph::StraightSingle | Glyph::Backtick => {
                Side::of(previous) == Side::Word && Side::of(next) == Side::Word
            }
            // The gershayim of a Hebrew abbreviation.
            Glyph::StraightDouble => [previous, next].iter().all(|c| matches!(c, Some('\u{5d0}'..='\u{5ea}'))),
            _ => false,
        };
        if !apostrophe {
            marks.push(Mark { range: TextRange::new(start, end), glyph, left, right: None, before });
        }
        previous = Some(c);
    }
    look_right(text, &mut marks);
    marks
}

/// Fills in what stands to the right of each mark.
fn look_right(text: &str, marks: &mut [Mark]) {
    let mut right = None;
    let mut seen = text.len();
    for mark in marks.iter_mut().rev() {
        let between = &text[mark.range.end..seen];
        let mut solid = between.chars().filter(|c| !is_transparent(*c));
        if let Some(c) = solid.next() {
            // An ellipsis can begin what is quoted, a full stop can't.
            right = Some(if c == '…' || (c == '.' && solid.next() == Some('.')) { '⋯' } else { c });
        }
        mark.right = right;
        seen = mark.range.start;
    }
}

/// Characters that a reader doesn't see between a mark and its neighbour: joiners, marks of direction, accents.
fn is_transparent(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Letters of scripts that put no space between words, so that a mark beside one need not be an apostrophe.
fn is_unspaced_script(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
