//! Pairs the quotation marks of one paragraph.
//!
//! In comes the paragraph's text, out come its quotations, properly nested. Which of them are speech, and whether one
//! without a closing mark goes on in the next paragraph, is for others to say.

mod mark;
mod outlook;
#[cfg(test)]
mod tests;

use self::mark::{Direction, Glyph, Mark, Side};
use self::outlook::{Outlook, Single, Strength};
use crate::lexicon::Elision;
use crate::text::{TextRange, Token, dash_at, spoken_parts};

/// Whether a character is used as a quotation mark, whatever else it is used for.
pub fn is_mark(c: char) -> bool {
    Glyph::of(c).is_some()
}

/// Which marks a quotation is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkStyle {
    /// “ ”
    DoubleCurly,
    /// " "
    DoubleStraight,
    /// ‘ ’
    SingleCurly,
    /// ' '
    SingleStraight,
    /// « » and » «
    Guillemet,
    /// ‹ › and › ‹
    SingleGuillemet,
    /// „ “ and „ ”
    LowHigh,
    /// ‚ ‘ and ‚ ’
    SingleLowHigh,
    /// 「 」
    CornerBracket,
    /// 『 』
    WhiteCornerBracket,
    /// `` '' and '' '', ` '
    Latex,
    /// — at a paragraph's start, and nothing at the end
    Dash,
}

/// A quotation in one paragraph, marks included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairedQuotation {
    /// From the opening mark's first byte to the closing mark's last.
    ///
    /// Where the closing mark is missing, it ends where the damage ends: before the closing mark of the quotation
    /// around it; or with the last whole sentence before the next opening mark of the same style; or else at the
    /// paragraph's end. Where the opening mark is missing, it is the closing mark alone.
    pub range: TextRange,
    /// The marks.
    pub style: MarkStyle,
    /// Bytes of the opening mark; 0 if it is missing, or if what a dash began goes on here.
    pub open: usize,
    /// Bytes of the closing mark; 0 if it is missing.
    pub close: usize,
    /// How many quotations of this paragraph it stands in.
    pub depth: usize,
}

/// The quotations of a paragraph's text, by their start, outer before inner.
pub fn pair_quotation_marks(text: &str) -> Vec<PairedQuotation> {
    let marks = mark::scan(text);
    let mut pairing = Pairing::new(text, &marks);
    for index in 0..marks.len() {
        pairing.take(index);
    }
    pairing.finish()
}

/// The quotations of a paragraph that begins with a dash: the parts of it that somebody says, and those marked in them.
pub(super) fn pair_dashes(text: &str, tokens: &[Token]) -> Vec<PairedQuotation> {
    let parts = spoken_parts(text, tokens);
    let marked = pair_quotation_marks(text).into_iter();
    let mut found: Vec<PairedQuotation> = marked
        .filter(|quotation| parts.iter().any(|part| part.covers(quotation.range)))
        .map(|quotation| PairedQuotation { depth: quotation.depth + 1, ..quotation })
        .collect();
    found.extend(parts.into_iter().map(|range| {
        let open = dash_at(text, range.start);
        PairedQuotation { range, style: MarkStyle::Dash, open, close: 0, depth: 0 }
    }));
    found.sort_by_key(|quotation| (quotation.range.start, quotation.depth));
    found
}

impl PairedQuotation {
    /// Whether a mark stands at each of its ends that wants one.
    pub(super) fn is_balanced(&self) -> bool {
        self.style == MarkStyle::Dash || self.open > 0 && self.close > 0
    }

    /// Whether it lacks a closing mark.
    pub(super) fn is_open(&self) -> bool {
        self.style != MarkStyle::Dash && self.close == 0
    }
}

/// What a mark does.
enum Role {
    Open,
    /// Closes the quotation at this height of the stack.
    Close(usize),
    /// Closes a quotation whose opening mark is missing.
    Stray,
    /// Shows that what the mark at this height of the stack opened was no quotation.
    Cancel(usize),
    /// It is an apostrophe, a prime or a mere decoration.
    Nothing,
}

const DOUBLE: [Glyph; 6] = [
    Glyph::LeftDouble,
    Glyph::RightDouble,
    Glyph::StraightDouble,
    Glyph::LowDouble,
    Glyph::Backticks,
    Glyph::TwoStraights,
];
const SINGLE: [Glyph; 5] =
    [Glyph::LeftSingle, Glyph::RightSingle, Glyph::StraightSingle, Glyph::LowSingle, Glyph::Backtick];

/// The marks read so far, and which of them are open.
struct Pairing<'a> {
    text: &'a str,
    marks: &'a [Mark],
    outlook: Vec<Outlook>,
    /// Indices of the opening marks that wait for their closing ones, the outermost first.
    stack: Vec<usize>,
    /// For each glyph the heights of the stack where it stands.
    heights: [Vec<usize>; Glyph::COUNT],
    found: Vec<PairedQuotation>,
}

impl<'a> Pairing<'a> {
    fn new(text: &'a str, marks: &'a [Mark]) -> Self {
        let heights = [const { Vec::new() }; Glyph::COUNT];
        Self { text, marks, outlook: outlook::outlooks(text, marks), stack: Vec::new(), heights, found: Vec::new() }
    }

    /// Reads the next mark.
    fn take(&mut self, index: usize) {
        let mark = &self.marks[index];
        match self.role(index, mark) {
            Role::Open => {
                self.heights[mark.glyph as usize].push(self.stack.len());
                self.stack.push(index);
            }
            Role::Close(height) => {
                while self.stack.len() > height + 1 {
                    self.pop_unclosed(Some(mark.range.start));
                }
                if let Some(opening) = self.pop() {
                    self.push_found(
                        opening.range.hull(mark.range),
                        style(opening.glyph),
                        opening.range.len(),
                        mark.range.len(),
                    );
                }
            }
            Role::Stray => self.push_found(mark.range, style(mark.glyph), 0, mark.range.len()),
            Role::Cancel(height) => {
                while self.stack.len() > height + 1 {
                    self.pop_unclosed(None);
                }
                self.pop();
            }
            Role::Nothing => {}
        }
    }

    fn role(&self, index: usize, mark: &Mark) -> Role {
        match mark.glyph {
            Glyph::LeftDouble => self.left_double(mark),
            Glyph::RightDouble | Glyph::StraightDouble | Glyph::TwoStraights => self.right_double(index, mark),
            Glyph::LowDouble => Role::Open,
            Glyph::Backticks | Glyph::Backtick => self.backticks(mark),
            Glyph::LeftSingle | Glyph::RightSingle | Glyph::StraightSingle => self.single(index, mark),
            Glyph::LowSingle if mark.direction() == Direction::Open => Role::Open,
            Glyph::LowSingle => Role::Nothing,
            Glyph::LeftGuillemet | Glyph::LeftSingleGuillemet => self.left_guillemet(mark),
            Glyph::RightGuillemet | Glyph::RightSingleGuillemet => self.right_guillemet(mark),
            Glyph::LeftCorner | Glyph::LeftWhiteCorner => Role::Open,
            Glyph::RightCorner => self.close_or_stray(&[Glyph::LeftCorner]),
            Glyph::RightWhiteCorner => self.close_or_stray(&[Glyph::LeftWhiteCorner]),
        }
    }

    fn left_double(&self, mark: &Mark) -> Role {
        let direction = mark.direction();
        // “Ja“ and „Ja“ are typed too.
        match self.innermost(&DOUBLE) {
            Some(height) if direction == Direction::Close => Role::Close(height),
            Some(height) if self.glyph_at(height) == Glyph::LowDouble && direction == Direction::Either => {
                Role::Close(height)
            }
            Some(height) if mark.is_spaced() && !self.is_spaced_opening(height) => Role::Close(height),
            _ => Role::Open,
        }
    }

    /// A mark that closes, unless nothing is open or its neighbours say otherwise.
    fn right_double(&self, index: usize, mark: &Mark) -> Role {
        let direction = mark.direction();
        let same: &[Glyph] = match mark.glyph {
            Glyph::RightDouble => &[Glyph::LeftDouble, Glyph::LowDouble, Glyph::RightDouble],
            Glyph::StraightDouble => &[Glyph::StraightDouble],
            _ => &[Glyph::Backticks, Glyph::TwoStraights],
        };
        let open_same = self.innermost(same);
        if self.outlook[index].inches && (open_same.is_none() || self.outlook[index].better_closing.is_some()) {
            return Role::Nothing;
        }
        let Some(height) = open_same.or_else(|| self.innermost(&DOUBLE)) else {
            return match direction {
                Direction::Close if mark.glyph == Glyph::TwoStraights && Side::of(mark.left) != Side::Closing => {
                    Role::Nothing
                }
                Direction::Close => Role::Stray,
                Direction::Open => Role::Open,
                Direction::Either if mark.glyph == Glyph::RightDouble => Role::Stray,
                Direction::Either => Role::Open,
            };
        };
        let may_open = match mark.glyph {
            Glyph::RightDouble => self.glyph_at(height) == Glyph::RightDouble,
            Glyph::TwoStraights => self.glyph_at(height) != Glyph::Backticks,
            _ => true,
        };
        // “The non-"Western" world”
        let inner = open_same.is_none() && matches!(Side::of(mark.left), Side::Dash | Side::Other);
        match direction {
            Direction::Open if may_open => Role::Open,
            Direction::Either if may_open && inner => Role::Open,
            _ => Role::Close(height),
        }
    }

    /// In prose they open; around code they close as well.
    fn backticks(&self, mark: &Mark) -> Role {
        match (self.innermost(&[mark.glyph]), mark.direction()) {
            (_, Direction::Open) => Role::Open,
            (Some(height), _) => Role::Cancel(height),
            // text cut into tokens: `` Yes , '' she said
            (None, Direction::Either) if mark.glyph == Glyph::Backticks && mark.is_spaced() => Role::Open,
            _ => Role::Nothing,
        }
    }

    fn left_guillemet(&self, mark: &Mark) -> Role {
        let (left, right) = guillemets(mark.glyph);
        match (self.innermost(&[left, right]), mark.direction()) {
            (Some(height), _) if self.glyph_at(height) == right => Role::Close(height),
            (Some(height), Direction::Close) => Role::Close(height),
            (None, Direction::Close) => Role::Stray,
            _ => Role::Open,
        }
    }

    fn right_guillemet(&self, mark: &Mark) -> Role {
        let (left, right) = guillemets(mark.glyph);
        match (self.innermost(&[left, right]), mark.direction()) {
            (Some(height), _) if self.glyph_at(height) == left => Role::Close(height),
            (_, Direction::Open) => Role::Open,
            (Some(height), _) => Role::Close(height),
            // Home » News
            (None, _) if mark.is_spaced() && !matches!(mark.left, Some('\u{a0}' | '\u{202f}')) => Role::Nothing,
            (None, _) => Role::Stray,
        }
    }

    fn single(&self, index: usize, mark: &Mark) -> Role {
        let outlook = &self.outlook[index];
        match (outlook.single, self.innermost(&SINGLE)) {
            (Single::Apostrophe, _) => Role::Nothing,
            (Single::Opening, open) => self.single_opening(outlook, mark, open),
            (Single::Either, None) => Role::Open,
            (Single::Either, Some(height)) => self.single_closing(outlook, height, Strength::Word),
            (Single::Closing(strength), Some(height)) => self.single_closing(outlook, height, strength),
            (Single::Closing(Strength::AfterPunctuation), None)
                if Side::of(mark.right) == Side::Space && !self.ends_initials(mark) =>
            {
                Role::Stray
            }
            (Single::Closing(_), None) => Role::Nothing,
        }
    }

    fn single_opening(&self, outlook: &Outlook, mark: &Mark, open: Option<usize>) -> Role {
        let begins_speech = mark.begins_speech();
        let opens = match outlook.elision {
            None => mark.glyph != Glyph::RightSingle || open.is_none(),
            Some(_) if mark.glyph == Glyph::RightSingle => false,
            // ‘’Tis true,’ she said.
            Some(Elision::Certain) => {
                open.is_none() && begins_speech && outlook.better_closing == Some(Strength::AfterPunctuation)
            }
            // ‘Cause and effect,’ she said.
            Some(Elision::Possible) => {
                (open.is_none() || begins_speech) && outlook.better_closing >= Some(Strength::Word)
            }
        };
        // Straight inside single marks a further opening one is more likely an apostrophe, unless speech begins there.
        let same_level = open.is_some_and(|height| height + 1 == self.stack.len());
        let may_nest = !same_level || begins_speech || outlook.two_closings_follow;
        if opens && may_nest { Role::Open } else { Role::Nothing }
    }

    fn single_closing(&self, outlook: &Outlook, height: usize, strength: Strength) -> Role {
        // ‘The dogs’ home is open,’ she said.
        let possessive = strength < Strength::Word && outlook.better_closing > Some(strength);
        // ‘He said “the dogs’ home”,’ she said.
        let crosses = self.innermost(&DOUBLE).is_some_and(|double| double > height);
        if possessive || (crosses && strength < Strength::AfterPunctuation) {
            Role::Nothing
        } else {
            Role::Close(height)
        }
    }

    /// Whether the mark stands after "U.S." or the like: a possessive.
    fn ends_initials(&self, mark: &Mark) -> bool {
        let mut before = self.text[..mark.range.start].chars().rev();
        before.next() == Some('.') && before.next().is_some_and(char::is_uppercase) && before.next() == Some('.')
    }

    fn close_or_stray(&self, opening: &[Glyph]) -> Role {
        self.innermost(opening).map_or(Role::Stray, Role::Close)
    }

    /// The height of the innermost open mark that looks like one of `glyphs`.
    fn innermost(&self, glyphs: &[Glyph]) -> Option<usize> {
        glyphs.iter().filter_map(|glyph| self.heights[*glyph as usize].last().copied()).max()
    }

    fn glyph_at(&self, height: usize) -> Glyph {
        self.marks[self.stack[height]].glyph
    }

    fn is_spaced_opening(&self, height: usize) -> bool {
        Side::of(self.marks[self.stack[height]].right) == Side::Space
    }

    fn pop(&mut self) -> Option<&'a Mark> {
        let mark = &self.marks[self.stack.pop()?];
        self.heights[mark.glyph as usize].pop();
        Some(mark)
    }

    /// Takes the innermost open mark for one whose closing mark is missing, which it wants before `end`.
    fn pop_unclosed(&mut self, end: Option<usize>) {
        let Some(&index) = self.stack.last() else { return };
        let Some(mark) = self.pop() else { return };
        let quotes = match mark.glyph {
            Glyph::LeftSingle | Glyph::RightSingle | Glyph::StraightSingle | Glyph::LowSingle => {
                mark.begins_speech() && self.outlook[index].elision.is_none()
            }
            Glyph::Backtick | Glyph::LeftSingleGuillemet | Glyph::RightSingleGuillemet => false,
            _ => true,
        };
        if quotes {
            let end = end.unwrap_or(self.text.len());
            let range = TextRange::new(mark.range.start, end.max(mark.range.end));
            self.push_found(range, style(mark.glyph), mark.range.len(), 0);
        }
    }

    fn push_found(&mut self, range: TextRange, style: MarkStyle, open: usize, close: usize) {
        if !(open == 0 && style == MarkStyle::SingleGuillemet) {
            self.found.push(PairedQuotation { range, style, open, close, depth: 0 });
        }
    }

    fn finish(mut self) -> Vec<PairedQuotation> {
        while !self.stack.is_empty() {
            self.pop_unclosed(None);
        }
        self.found.sort_by_key(|quotation| quotation.range.start);
        limit_damage(self.text, &mut self.found);
        nest(self.text, &mut self.found);
        self.found
    }
}

/// Ends each quotation without a closing mark before the next opening mark of its style.
fn limit_damage(text: &str, found: &mut [PairedQuotation]) {
    let mut next_opening = Vec::<(MarkStyle, usize)>::new();
    for quotation in found.iter_mut().rev().filter(|quotation| quotation.open > 0) {
        let start = quotation.range.start;
        match next_opening.iter_mut().find(|(style, _)| *style == quotation.style) {
            Some((_, next)) => {
                if quotation.close == 0 && *next < quotation.range.end {
                    quotation.range.end = start + last_sentence(&text[start..*next], quotation.open);
                }
                *next = start;
            }
            None => next_opening.push((quotation.style, start)),
        }
    }
}

/// The length of `text` up to the end of its last whole sentence, or without its trailing white space; `least` at least.
fn last_sentence(text: &str, least: usize) -> usize {
    let text = text.trim_end();
    let mut after = None;
    for (start, c) in text.char_indices().rev() {
        if matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？') && !after.is_some_and(char::is_alphanumeric) {
            return (start + c.len_utf8()).max(least);
        }
        after = Some(c);
    }
    text.len().max(least)
}

/// Sees to it that no quotation overlaps another in part, and counts what each stands in. `found` is in order.
fn nest(text: &str, found: &mut [PairedQuotation]) {
    let mut around = Vec::<usize>::new();
    for index in 0..found.len() {
        let (before, rest) = found.split_at_mut(index);
        let quotation = &mut rest[0];
        while around.last().is_some_and(|outer| before[*outer].range.end <= quotation.range.start) {
            around.pop();
        }
        while let Some(outer) = around.last().map(|outer| &mut before[*outer]) {
            let inside = outer.range.end - outer.close;
            if quotation.range.end <= inside {
                break;
            }
            if quotation.close == 0 {
                quotation.range.end = inside;
                break;
            }
            // Only a quotation without a closing mark can be crossed: it ended before.
            outer.range.end = outer.range.start + text[outer.range.start..quotation.range.start].trim_end().len();
            around.pop();
        }
        if quotation.close == 0 {
            let kept = text[quotation.range].trim_end().len().max(quotation.open);
            quotation.range.end = quotation.range.start + kept;
        }
        quotation.depth = around.len();
        around.push(index);
    }
}

fn guillemets(glyph: Glyph) -> (Glyph, Glyph) {
    match glyph {
        Glyph::LeftGuillemet | Glyph::RightGuillemet => (Glyph::LeftGuillemet, Glyph::RightGuillemet),
        _ => (Glyph::LeftSingleGuillemet, Glyph::RightSingleGuillemet),
    }
}

fn style(glyph: Glyph) -> MarkStyle {
    match glyph {
        Glyph::LeftDouble | Glyph::RightDouble => MarkStyle::DoubleCurly,
        Glyph::StraightDouble => MarkStyle::DoubleStraight,
        Glyph::LowDouble => MarkStyle::LowHigh,
        Glyph::Backticks | Glyph::TwoStraights | Glyph::Backtick => MarkStyle::Latex,
        Glyph::LeftSingle | Glyph::RightSingle => MarkStyle::SingleCurly,
        Glyph::StraightSingle => MarkStyle::SingleStraight,
        Glyph::LowSingle => MarkStyle::SingleLowHigh,
        Glyph::LeftGuillemet | Glyph::RightGuillemet => MarkStyle::Guillemet,
        Glyph::LeftSingleGuillemet | Glyph::RightSingleGuillemet => MarkStyle::SingleGuillemet,
        Glyph::LeftCorner | Glyph::RightCorner => MarkStyle::CornerBracket,
        Glyph::LeftWhiteCorner | Glyph::RightWhiteCorner => MarkStyle::WhiteCornerBracket,
    }
}
