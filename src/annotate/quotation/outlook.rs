//! What can be known of a mark before any is paired: whether it is an apostrophe or a prime, and whether a better
//! closing mark than this one follows.

use super::mark::{Direction, Glyph, Mark, Side};
use crate::lexicon::{self, Elision};

/// What is known of a mark from its neighbourhood and the marks after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outlook {
    /// Whether it stands after a number that inches are given in.
    pub(super) inches: bool,
    /// What it is, if it is a single mark.
    pub(super) single: Single,
    /// Whether it can be an apostrophe at the start of a word.
    pub(super) elision: Option<Elision>,
    /// The best closing mark of its family that follows before the next opening one.
    pub(super) better_closing: Option<Strength>,
    /// Whether two good closing marks of its family follow before the next opening one.
    pub(super) two_closings_follow: bool,
}

/// How surely a mark closes a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// dogs' home
    Possessive,
    /// dogs'.
    PossessiveAtPause,
    /// word' or word'.
    Word,
    /// word.'
    AfterPunctuation,
}

/// What a single mark is, as far as its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Single {
    Apostrophe,
    Opening,
    Closing(Strength),
    /// Closes what is open, or else opens.
    Either,
}

/// The outlook of each mark.
pub(super) fn outlooks(text: &str, marks: &[Mark]) -> Vec<Outlook> {
    let mut outlooks: Vec<_> = marks.iter().map(|mark| look_around(text, mark)).collect();
    look_ahead(marks, &mut outlooks);
    outlooks
}

fn look_around(text: &str, mark: &Mark) -> Outlook {
    let (before, after) = (&text[..mark.range.start], &text[mark.range.end..]);
    let is_single = matches!(mark.glyph, Glyph::LeftSingle | Glyph::RightSingle | Glyph::StraightSingle);
    Outlook {
        inches: ends_with_short_number(before),
        single: if is_single { single(before, after, mark) } else { Single::Opening },
        elision: if is_single { elision(after) } else { None },
        better_closing: None,
        two_closings_follow: false,
    }
}

fn single(before: &str, after: &str, mark: &Mark) -> Single {
    let (left, right) = (Side::of(mark.left), Side::of(after.chars().next()));
    let in_word = (left == Side::Word || ends_with_hyphenated_word(before)) && right == Side::Word;
    if in_word || is_of_and(before, after) || (left == Side::Closing && is_clitic(after)) {
        return Single::Apostrophe;
    }
    match (mark.direction(), mark.glyph) {
        (Direction::Open, Glyph::RightSingle) if !mark.begins_speech() => Single::Apostrophe,
        (Direction::Open, _) => Single::Opening,
        (Direction::Close, _) => Single::Closing(strength(before, mark)),
        (Direction::Either, Glyph::LeftSingle) if mark.is_spaced() => Single::Either,
        (Direction::Either, Glyph::LeftSingle) => Single::Opening,
        (Direction::Either, Glyph::RightSingle) => Single::Closing(Strength::Word),
        // text cut into tokens: ' Yes , ' she said
        (Direction::Either, _) if mark.is_spaced() => match mark.before.map(|c| Side::of(Some(c))) {
            None | Some(Side::Closing | Side::Dash) if elision(after.trim_start()).is_none() => Single::Either,
            _ => Single::Apostrophe,
        },
        (Direction::Either, _) => Single::Either,
    }
}

fn strength(before: &str, mark: &Mark) -> Strength {
    match mark.left {
        Some('.' | ',' | ';' | ':' | '!' | '?' | '…' | '—' | '–' | '؟') => Strength::AfterPunctuation,
        Some(c) if c.is_alphanumeric() && can_end_with_apostrophe(before) => match mark.right {
            Some(c) if c.is_whitespace() => Strength::Possessive,
            _ => Strength::PossessiveAtPause,
        },
        _ => Strength::Word,
    }
}

/// Whether the text's last word could take an apostrophe at its end: dogs', Marx', walkin', ol', the 1990s'.
fn can_end_with_apostrophe(before: &str) -> bool {
    let short_start = before.char_indices().rev().take(4).find(|(_, c)| !c.is_alphanumeric());
    let is_clipped = short_start.is_some_and(|(start, c)| {
        matches!(&before[start + c.len_utf8()..], "an" | "o" | "O" | "ol" | "Ol" | "th" | "wi" | "lil" | "mo" | "po")
    });
    is_clipped
        || before.ends_with(['s', 'S', 'x', 'z'])
        || before.ends_with(char::is_numeric)
        || (before.ends_with("in") && short_start.is_none())
}

/// Whether the mark stands in "rock 'n' roll".
fn is_of_and(before: &str, after: &str) -> bool {
    let is_mark = |c: Option<char>| matches!(c, Some('\'' | '’' | '‘'));
    let is_n = |c: Option<char>| matches!(c, Some('n' | 'N'));
    let (mut before, mut after) = (before.chars().rev(), after.chars());
    (is_n(after.next()) && is_mark(after.next())) || (is_n(before.next()) && is_mark(before.next()))
}

/// Whether what follows an apostrophe is the 's of "U.S.'s" or the like.
fn is_clitic(after: &str) -> bool {
    let word = leading_word(after);
    matches!(word, "s" | "d" | "ll" | "ve" | "re" | "m" | "S")
}

/// What is left out before `after`, if an apostrophe before it can stand for that.
fn elision(after: &str) -> Option<Elision> {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 2 {
        // '90s, '16; not '90.5 and '90%.
        let mut rest = after[digits..].chars();
        return match (rest.next(), rest.next()) {
            (Some('s'), next) if !next.is_some_and(char::is_alphabetic) => Some(Elision::Certain),
            (Some('.' | ','), Some(c)) if c.is_ascii_digit() => None,
            (Some('%'), _) => None,
            (Some(c), _) if c.is_alphabetic() => None,
            _ => Some(Elision::Possible),
        };
    }
    lexicon::elision(&leading_word(after).to_lowercase())
}

/// The letters that `text` begins with, if they are few.
fn leading_word(text: &str) -> &str {
    const LONGEST: usize = 12;
    let end = text.char_indices().take(LONGEST).find(|(_, c)| !c.is_alphabetic()).map(|(start, _)| start);
    match end {
        Some(end) => &text[..end],
        None if text.len() < LONGEST => text,
        None => "",
    }
}

fn ends_with_hyphenated_word(before: &str) -> bool {
    let mut chars = before.chars().rev();
    matches!(chars.next(), Some('-' | '‐' | '‑')) && chars.next().is_some_and(char::is_alphabetic)
}

fn ends_with_short_number(before: &str) -> bool {
    let mut chars = before.chars().rev();
    let digits = chars.by_ref().take(4).take_while(|c| c.is_numeric()).count();
    (1..=3).contains(&digits)
}

/// Tells each mark what follows it.
fn look_ahead(marks: &[Mark], outlooks: &mut [Outlook]) {
    let (mut best_single, mut good_singles, mut double_closes) = (None, 0, false);
    for (mark, outlook) in marks.iter().zip(outlooks).rev() {
        match mark.glyph {
            Glyph::LeftDouble | Glyph::LowDouble | Glyph::Backticks => double_closes = false,
            Glyph::StraightDouble | Glyph::RightDouble | Glyph::TwoStraights => {
                outlook.better_closing = double_closes.then_some(Strength::AfterPunctuation);
                if !outlook.inches {
                    double_closes = mark.direction() == Direction::Close;
                }
            }
            Glyph::LeftSingle | Glyph::RightSingle | Glyph::StraightSingle | Glyph::LowSingle => {
                outlook.better_closing = best_single;
                outlook.two_closings_follow = good_singles > 1;
                match outlook.single {
                    Single::Opening if outlook.elision.is_none() => (best_single, good_singles) = (None, 0),
                    Single::Closing(strength) => {
                        best_single = best_single.max(Some(strength));
                        good_singles += usize::from(strength >= Strength::Word);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}
