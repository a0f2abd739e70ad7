//! What the words before the cursor say of what comes next: a source, or anything.

use ropey::Rope;

use crate::lexicon::{self, CueClass};
use crate::text::TextRange;

/// How many bytes before the cursor are looked at.
const WINDOW: usize = 2000;
/// Marks that close a quotation.
const CLOSING: [char; 6] = ['”', '"', '»', '›', '’', '\''];
/// Marks that close a quotation and nothing else.
const SURELY_CLOSING: [char; 4] = ['”', '"', '»', '›'];
/// Words of a clause that somebody may be said to have said.
const CLAUSE: usize = 3;
/// What stands before a signature.
const DASHES: [&str; 5] = ["—", "―", "–", "--", "---"];

/// A place where a name may come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What stands before the cursor.
    before: String,
    /// Where in the text that begins.
    start: usize,
    /// Where in it the word begins that is being typed.
    word: usize,
    is_source: bool,
}

impl Place {
    /// The place at byte `offset` of a text, if a name may come there.
    pub fn at(text: &Rope, offset: usize) -> Option<Self> {
        let end = text.try_byte_to_char(offset).ok()?;
        let start = text.byte_to_char(offset.saturating_sub(WINDOW));
        Self::after(text.get_slice(start..end)?.to_string(), text.char_to_byte(start))
    }

    fn after(before: String, start: usize) -> Option<Self> {
        let word = before.trim_end_matches(is_of_name).len();
        let typed = before.get(word..)?;
        let word = word + (typed.len() - typed.trim_start_matches(|char: char| !char.is_alphabetic()).len());
        let (head, typed) = before.split_at_checked(word)?;
        let is_begun = typed.chars().next().is_some_and(char::is_uppercase) && is_start_of_word(head);
        let is_source = (typed.is_empty() || is_begun) && is_before_source(head);
        let is_name = is_begun && lexicon::function(&typed.to_lowercase()).is_empty();
        (is_source || is_name).then_some(Self { before, start, word, is_source })
    }

    /// Whether a source is being written there.
    pub fn is_source(&self) -> bool {
        self.is_source
    }

    /// What is typed of the word at the cursor.
    pub fn typed(&self) -> &str {
        self.before.get(self.word..).unwrap_or_default()
    }

    /// The last character before the cursor that is no space, in bytes of the text, if it stands on the cursor's line.
    pub fn last_on_line(&self) -> Option<TextRange> {
        let said = self.before.trim_end_matches([' ', '\u{a0}', '\t']);
        let last = said.chars().next_back().filter(|char| !char.is_whitespace())?;
        let end = self.start + said.len();
        Some(TextRange::new(end - last.len_utf8(), end))
    }

    /// The last word before the cursor, the last two, and so on, as long as they look like a name on one line.
    pub fn tails(&self) -> impl Iterator<Item = &str> {
        let mut start = Some(self.word);
        std::iter::from_fn(move || {
            let this = start?;
            start = self.word_before(this);
            self.before.get(this..)
        })
    }

    /// Where the word begins that stands before another, if it may be part of a name.
    fn word_before(&self, start: usize) -> Option<usize> {
        let head = self.before.get(..start)?.strip_suffix(' ')?;
        let begin = head.trim_end_matches(|char| is_of_name(char) || char == '.').len();
        let is_capital = head.get(begin..)?.chars().next().is_some_and(char::is_uppercase);
        (is_capital && is_start_of_word(head.get(..begin)?)).then_some(begin)
    }
}

/// Whether a character may be part of a name: letters with their marks, hyphens, apostrophes.
fn is_of_name(char: char) -> bool {
    char.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&char) || matches!(char, '-' | '’' | '\'')
}

/// Whether a word may begin after some text.
fn is_start_of_word(head: &str) -> bool {
    head.chars().next_back().is_none_or(|char| char.is_whitespace() || "“‘\"'«‹([—–―-*_".contains(char))
}

fn is_before_source(head: &str) -> bool {
    is_signature(head)
        || after_space(head).is_some_and(|said| {
            is_closed_with_comma(said)
                || said.to_lowercase().ends_with("according to")
                || is_after_quoted_cue(said)
                || is_after_reporting_cue(said)
        })
}

/// What stands before the space at the end of a text, which may be a line break but no empty line.
fn after_space(head: &str) -> Option<&str> {
    let said = head.trim_end();
    let space = head.get(said.len()..)?;
    (!space.is_empty() && space.matches('\n').count() < 2).then_some(said)
}

/// “We won,” or “We won”,
fn is_closed_with_comma(said: &str) -> bool {
    let is_outside = said.strip_suffix(',').is_some_and(|quoted| ends_quoted(quoted, &SURELY_CLOSING));
    is_outside || said.strip_suffix(CLOSING).is_some_and(|quoted| quoted.ends_with(','))
}

/// Whether a text ends with a closing mark, right after a word.
fn ends_quoted(said: &str, marks: &[char]) -> bool {
    said.strip_suffix(marks).is_some_and(|quoted| quoted.chars().next_back().is_some_and(|char| !char.is_whitespace()))
}

/// What stands before the cue of one of some classes that a text ends with.
fn before_cue(said: &str, classes: CueClass) -> Option<&str> {
    let before = said.trim_end_matches(char::is_alphabetic);
    let is_cue = lexicon::cue(said.get(before.len()..)?)?.intersects(classes);
    after_space(before).filter(|_| is_cue)
}

/// “We won,” said
fn is_after_quoted_cue(said: &str) -> bool {
    let Some(quoted) = before_cue(said, CueClass::SPEECH | CueClass::CLAUSE | CueClass::MANNER) else { return false };
    let is_stopped = |quoted: &str| quoted.ends_with([',', '?', '!', '.', '…', '—', '–', '-']);
    is_closed_with_comma(quoted) || quoted.strip_suffix(CLOSING).is_some_and(is_stopped)
}

/// The port will close, said
fn is_after_reporting_cue(said: &str) -> bool {
    let clause = before_cue(said, CueClass::SPEECH).and_then(|told| told.strip_suffix(','));
    clause.is_some_and(|clause| {
        // after a comma it would be said of whom the sentence began with: "Ann Li, who runs the port, said"
        let own = clause.rsplit(['.', '!', '?', '\n']).next().unwrap_or_default();
        !own.contains([',', ';', ':']) && own.split_whitespace().count() >= CLAUSE
    })
}

/// A dash that begins a line under a block quote or a quotation.
fn is_signature(head: &str) -> bool {
    let mut lines = head.rsplit(['\n', '\r']);
    let line = lines.next().unwrap_or_default().trim_start_matches([' ', '>', '\t']);
    let above = lines.map(str::trim).find(|line| !line.trim_matches(['>', ' ']).is_empty());
    let is_quoted = above.is_some_and(|above| above.starts_with('>') || ends_quoted(above, &SURELY_CLOSING));
    DASHES.contains(&line.trim_end()) && is_quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(before: &str) -> Option<Place> {
        Place::after(before.to_owned(), 0)
    }

    #[test]
    fn sources_come_after_quotations_cues_and_dashes() {
        for before in [
            "“We won,” said ",
            "“We won,” said\n",
            "\"We won,\" she-ra. \"No,\" added ",
            "“We won”, said ",
            "“Did we?” asked ",
            "“We won,” ",
            "\"We won,\" ",
            "‘We won,’ ",
            "“We won”, ",
            "It is over, according to ",
            "It rained. The port will close, said ",
            "According to ",
            "> We won.\n\n— ",
            "> We won.\r\n>\r\n> —",
            "“We won.”\n-- ",
        ] {
            let found = place(before).unwrap_or_else(|| panic!("{before:?}"));
            assert_eq!((found.is_source(), found.typed()), (true, ""), "{before:?}");
            assert!(place(&format!("{before}W")).is_some_and(|it| it.is_source() && it.typed() == "W"), "{before:?}");
            assert_eq!(place(&format!("{before}w")), None, "{before:?}");
        }
    }

    #[test]
    fn nothing_comes_in_the_middle_of_prose() {
        for before in [
            "",
            "We won. ",
            "She said ",
            "Ann Li, said ",
            "Ann Li, who runs the port, said ",
            "The port will close, closed ",
            "“We won,” said\n\n",
            "“We won,”",
            "“We won,” said",
            "The “reform” ",
            "the dogs’, ",
            "the “dogs” passed ",
            "It rained.\n\n— ",
            "It rained — ",
            "- ",
            "--",
            "a, \" ",
            "say wang",
            "iPhone",
            "a/Wang",
            "the ",
            "The",
            "🦀",
        ] {
            assert_eq!(place(before), None, "{before:?}");
        }
    }

    #[test]
    fn words_that_may_be_a_name_are_taken_together() {
        let tails = |before: &str| place(before).unwrap().tails().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(tails("then Maya Wa"), ["Wa", "Maya Wa"]);
        assert_eq!(tails("Ann J. Zoe\u{301}-M"), ["Zoe\u{301}-M", "J. Zoe\u{301}-M", "Ann J. Zoe\u{301}-M"]);
        assert_eq!(tails("Ann\nLi"), ["Li"]);
        assert_eq!(tails("“O’B"), ["O’B"]);
    }

    #[test]
    fn a_window_of_a_long_text_is_enough() {
        let text = format!("{}“Yes,” said ", "🦀 é ".repeat(1000));
        assert!(Place::at(&Rope::from_str(&text), text.len()).unwrap().is_source());
        assert_eq!(Place::at(&Rope::from_str("a"), 9), None);
    }
}
