//! Text with a line for each sentence: what somebody says goes on over several lines, and is one paragraph.

use crate::text::dialogue::{begins_with_teller, leading_dash};

use super::line::Line;

/// A quotation goes on over so many lines at most.
const LONGEST: usize = 30;

/// The quotation marks of the lines read so far of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    curly: i32,
    straight: u32,
    /// Of ‘ and ’, as far as the latter are no apostrophes.
    single: i32,
    /// Of ' between spaces, as far as they are no apostrophes.
    straight_single: usize,
}

impl Marks {
    /// Notes the marks of a line.
    pub(super) fn read(&mut self, line: &Line<'_>) {
        for mark in line.text.chars() {
            match mark {
                '“' => self.curly += 1,
                '”' => self.curly -= 1,
                '"' => self.straight += 1,
                _ => {}
            }
        }
        for (_, opens) in single_marks(line.text) {
            self.single = if opens { self.single + 1 } else { (self.single - 1).max(0) };
        }
        self.straight_single += spaced_singles(line.text).count();
    }

    /// Whether a quotation is open that one of the next lines closes; or the next line, in a small letter, says who speaks.
    pub(super) fn go_on(self, line: &Line<'_>, next: &[Line<'_>]) -> bool {
        let Some(first) = next.first().filter(|first| !first.is_item && first.quoting == line.quoting) else {
            return false;
        };
        let single = || {
            single_marks(line.text)
                .last()
                .is_some_and(|(at, opens)| !opens && line.text.ends_with('’') && at + '’'.len_utf8() == line.text.len())
        };
        let dash = || leading_dash(line.text).is_some() && line.text.ends_with(['!', '?']);
        let closed = dash() || line.text.ends_with(['”', '"']) || line.text.ends_with(" '") || single();
        let exclaims = || {
            let said = line.text.trim_end_matches(['”', '"', '’', '\'', ' ']);
            said.ends_with(['!', '?'])
        };
        let tells_who = closed
            && (first.text.chars().next().is_some_and(char::is_lowercase)
                || (dash() || exclaims()) && begins_with_teller(first.text));
        let mark = |marks: &'static [char]| {
            let found = next.iter().take(LONGEST).find_map(|line| Some((line, line.text.find(marks)?)));
            found.and_then(|(line, at)| Some((at, line.text[at..].chars().next()?)))
        };
        tells_who
            || self.curly > 0 && mark(&['“', '”']).is_some_and(|(_, mark)| mark == '”')
            || self.straight % 2 == 1 && mark(&['"']).is_some_and(|(at, _)| at > 0)
            || self.straight_single % 2 == 1
                && next.iter().take(LONGEST).find_map(|line| spaced_singles(line.text).next()).is_some_and(|at| at > 0)
            || self.single > 0
                && next
                    .iter()
                    .take(LONGEST)
                    .find_map(|line| single_marks(line.text).next())
                    .is_some_and(|(_, opens)| !opens)
    }
}

/// The single quotation marks of a line, with whether each opens. A ’ closes if it stands after a stop and nothing of a word
/// follows it.
fn single_marks(text: &str) -> impl Iterator<Item = (usize, bool)> + '_ {
    text.char_indices().filter_map(|(at, mark)| match mark {
        '‘' => Some((at, true)),
        '’' => {
            let before = text.get(..at)?.trim_end();
            let after = text.get(at + mark.len_utf8()..)?.chars().next();
            let closes =
                before.ends_with(['.', ',', '!', '?', '-', '—', '–', '…']) && !after.is_some_and(char::is_alphanumeric);
            closes.then_some((at, false))
        }
        _ => None,
    })
}

/// Where a line of a text that is cut into tokens has single straight quotation marks: between spaces, after a stop or at the
/// line's start.
fn spaced_singles(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices('\'').map(|(at, _)| at).filter(|at| {
        let (before, after) = (&text[..*at], &text[at + 1..]);
        let spaced = (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '));
        spaced && before.trim_end().chars().next_back().is_none_or(|c| ".,;:!?…—–-".contains(c))
    })
}
