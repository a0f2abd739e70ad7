//! Speech that a dash begins, as novels set it: "— Good morning, he said."
//!
//! Whether a text is set so shows in all of it; what of a paragraph is said, in its words: a clause with a verb of speech
//! ("he said", "asked the porter") tells who speaks and is none of it.

use crate::lexicon::{CueClass, Function, cue, function};

use super::{BlockKind, Paragraph, TextRange, Token, TokenKind, tokenize};

/// So many paragraphs must begin with a dash and a capital, and in so many of them a clause must say who speaks.
const FEW: usize = 4;
const TOLD: usize = 2;
/// A subject has at most so many words.
const LONGEST_SUBJECT: usize = 4;

/// Bytes before a colon that are looked at for who is about to speak.
const LONGEST_CLAUSE: usize = 160;

/// Marks the paragraphs that begin with a dash as speech, if the text is set so.
pub(super) fn mark(paragraphs: &mut [Paragraph]) {
    let begins =
        |paragraph: &Paragraph| paragraph.kind == BlockKind::Paragraph && speech_start(paragraph.text()).is_some();
    let spoken: Vec<usize> = (0..paragraphs.len()).filter(|index| begins(&paragraphs[*index])).collect();
    let marked = paragraphs.iter().filter(|paragraph| paragraph.text().starts_with(['“', '"', '‘', '«'])).count();
    if spoken.len() < FEW.max(marked + 1) {
        return;
    }
    let tells = |index: &&usize| {
        let before = index.checked_sub(1).map_or("", |before| paragraphs[before].text());
        let text = paragraphs[**index].text();
        tells_who(text) || announces(before) || leading_dash(text).is_none()
    };
    if spoken.iter().filter(tells).take(TOLD).count() == TOLD {
        spoken.into_iter().for_each(|index| paragraphs[index].kind = BlockKind::Speech);
    }
}

/// Whether a clause of a text says who speaks.
fn tells_who(text: &str) -> bool {
    let words = Words { text, tokens: &tokenize(text) };
    (1..words.tokens.len()).any(|at| words.told_at(at).is_some())
}

/// Whether a text ends as what somebody is about to say is announced: "The porter said:"
fn announces(text: &str) -> bool {
    let Some(clause) = text.strip_suffix(':') else { return false };
    let words = Words { text: clause, tokens: &tokenize(clause) };
    let end = words.tokens.len();
    (end.saturating_sub(LONGEST_SUBJECT)..end).any(|at| words.is_verb_of_speech(at))
}

/// Whether a text begins with who says what stands before it, and tells no more than how: "Ada answered.", "I said, laughing".
pub(super) fn begins_with_teller(text: &str) -> bool {
    let tokens = tokenize(text);
    let words = Words { text, tokens: &tokens };
    let verb = (1..=LONGEST_SUBJECT).find_map(|length| {
        let verb = length + usize::from(words.is_adverb(length));
        // "Ada sighed." may well be who listens
        let only_beside = cue(words.get(verb)).is_some_and(|class| class.contains(CueClass::MANNER));
        (words.is_subject(0, length) && words.is_verb_of_speech(verb) && !only_beside).then_some(verb)
    });
    let Some(verb) = verb else { return false };
    let after = verb + 1 + usize::from(words.is_adverb(verb + 1));
    match words.get(after) {
        "." => true,
        "," => words.get(after + 1).ends_with("ing") || words.goes_on(after + 1),
        _ => false,
    }
}

/// The length of the dash that a text begins with, in bytes; a capital must follow it.
pub fn leading_dash(text: &str) -> Option<usize> {
    let dash = ["—", "―", "–", "--"].into_iter().find(|dash| text.starts_with(dash))?;
    let rest = text.get(dash.len()..)?.trim_start_matches([' ', '\u{a0}', '…', '.', '¡', '¿', '_']);
    rest.starts_with(char::is_uppercase).then_some(dash.len())
}

/// Where the dash stands with which speech begins: at a text's start, or after a clause that announces it.
fn speech_start(text: &str) -> Option<usize> {
    if leading_dash(text).is_some() {
        return Some(0);
    }
    text.match_indices(':').find_map(|(colon, _)| {
        let rest = text.get(colon + 1..)?;
        let dash = text.len() - rest.trim_start_matches([' ', '\n']).len();
        leading_dash(text.get(dash..)?)?;
        announces(sentence_before(text.get(..=colon)?)).then_some(dash)
    })
}

/// The end of the last sentence of what ends in a colon.
fn sentence_before(text: &str) -> &str {
    let near = (text.len().saturating_sub(LONGEST_CLAUSE)..).find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let near = text.get(near..).unwrap_or_default();
    let start = near.rfind(['.', '!', '?']).map_or(0, |stop| stop + 1);
    near.get(start..).unwrap_or_default()
}

/// The length of the dash with which speech begins at a place of a text that is set so, in bytes; 0 where none stands.
pub fn dash_at(text: &str, at: usize) -> usize {
    text.get(at..).and_then(leading_dash).filter(|_| speech_start(text) == Some(at)).unwrap_or_default()
}

/// The parts of a text that somebody says, once a dash begins it; the first holds the dash.
pub fn spoken_parts(text: &str, tokens: &[Token]) -> Vec<TextRange> {
    let words = Words { text, tokens };
    let mut parts = Vec::new();
    let begin = speech_start(text).unwrap_or_default();
    let first = tokens.partition_point(|token| token.range.start < begin);
    let (mut start, mut at) = (first, first + 1);
    while at < tokens.len() {
        match words.told_at(at) {
            Some(end) => {
                words.push(start..at, &mut parts);
                at = words.skip_narrative(end);
                start = at;
            }
            None => at += 1,
        }
    }
    words.push(start..tokens.len(), &mut parts);
    parts
}

/// The words of a paragraph.
struct Words<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Words<'a> {
    fn get(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|token| self.text.get(token.range.start..token.range.end)).unwrap_or_default()
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    fn is_dash(&self, at: usize) -> bool {
        matches!(self.get(at), "—" | "―" | "–" | "--" | "-")
    }

    fn is_stop(&self, at: usize) -> bool {
        matches!(self.get(at), "." | "!" | "?" | "…" | "..." | ":")
    }

    fn push(&self, tokens: std::ops::Range<usize>, parts: &mut Vec<TextRange>) {
        let span = self.tokens.get(tokens).unwrap_or_default();
        if let (Some(first), Some(last)) = (span.first(), span.last())
            && span.iter().any(|token| token.kind != TokenKind::Punctuation)
        {
            parts.push(TextRange::new(first.range.start, last.range.end));
        }
    }

    /// The end of the clause that begins at a word and says who speaks, if one does: after a pause a subject and a verb of
    /// speech, in either order, and no object.
    fn told_at(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let pause = self.is_dash(before) && before > 0 || matches!(self.get(before), "," | "!" | "?" | "…" | "...");
        if !pause || !self.is_word(at) {
            return None;
        }
        let verb_last = (1..=LONGEST_SUBJECT).find(|length| {
            self.is_subject(at, *length) && {
                let adverb = usize::from(self.is_adverb(at + length));
                self.is_verb_of_speech(at + length + adverb)
            }
        });
        let after = match verb_last {
            Some(length) => at + length + usize::from(self.is_adverb(at + length)) + 1,
            None if self.is_verb_of_speech(at) => {
                let subject = (1..=LONGEST_SUBJECT).rev().find(|length| self.is_subject(at + 1, *length))?;
                at + 1 + subject
            }
            None => return None,
        };
        // "he said so himself" is said too
        let adverb = usize::from(self.is_adverb(after));
        let next = self.get(after + adverb).to_lowercase();
        let open = function(&next).intersects(Function::PREPOSITION | Function::COORDINATOR | Function::SUBORDINATOR);
        if self.is_word(after + adverb) && !open && adverb == 0 {
            return None;
        }
        if self.get(after + adverb) == ","
            && !self.get(after + adverb + 1).ends_with("ing")
            && !self.goes_on(after + adverb + 1)
        {
            return Some(after + adverb + 1);
        }
        let end = (after..self.tokens.len()).find(|index| self.is_stop(*index) || self.is_dash(*index));
        Some(end.map_or(self.tokens.len(), |end| if self.is_stop(end) { end + 1 } else { end }))
    }

    /// Whether what follows a comma rather belongs to the clause before it: "he said, with a smile".
    fn goes_on(&self, at: usize) -> bool {
        matches!(
            &*self.get(at).to_lowercase(),
            "with" | "as" | "his" | "her" | "and" | "in" | "still" | "but" | "then" | "while" | "who"
        )
    }

    fn is_subject(&self, at: usize, length: usize) -> bool {
        let capital = |index: usize| self.is_word(index) && self.get(index).starts_with(char::is_uppercase);
        let first = self.get(at).to_lowercase();
        if length == 1 && matches!(&*first, "he" | "she" | "they" | "we" | "i") {
            return true;
        }
        let article =
            matches!(&*first, "the" | "a" | "an" | "his" | "her" | "my" | "our" | "their" | "one" | "another");
        if article {
            let noun = |index: usize| self.is_word(index) && function(&self.get(index).to_lowercase()).is_empty();
            return length > 1 && (at + 1..at + length).all(noun);
        }
        (at..at + length).all(|index| capital(index) && function(&self.get(index).to_lowercase()).is_empty())
    }

    /// A verb in a past form, or "says".
    fn is_verb_of_speech(&self, at: usize) -> bool {
        let word = self.get(at);
        let class = cue(word).unwrap_or(CueClass::empty());
        let speech = class.intersects(CueClass::SPEECH | CueClass::MANNER | CueClass::CLAUSE);
        speech
            && (word.ends_with('d')
                || matches!(word, "says" | "asks" | "went" | "began" | "broke" | "spoke" | "sang" | "swore"))
    }

    fn is_adverb(&self, at: usize) -> bool {
        let word = self.get(at);
        self.is_word(at)
            && (word.ends_with("ly")
                || matches!(word, "then" | "again" | "also" | "once" | "aloud" | "too" | "now" | "only"))
    }

    /// The first word after a clause that is said again: sentences that begin with "he" or "she", and that speak to nobody,
    /// tell what they do.
    fn skip_narrative(&self, mut at: usize) -> usize {
        while self.is_dash(at) {
            at += 1;
        }
        while matches!(self.get(at), "He" | "She" | "They") {
            let end =
                (at..self.tokens.len()).find(|index| self.is_stop(*index)).map_or(self.tokens.len(), |end| end + 1);
            let speaks = (at..end).any(|index| {
                matches!(
                    &*self.get(index).to_lowercase(),
                    "i" | "me" | "my" | "we" | "us" | "our" | "you" | "your" | "?" | "!"
                )
            });
            if speaks {
                break;
            }
            at = end;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        spoken_parts(text, &tokenize(text)).into_iter().map(|part| &text[part.start..part.end]).collect()
    }

    #[test]
    fn clauses_that_tell_who_speaks_are_not_said() {
        assert_eq!(parts("— The ferry is gone, he said quietly."), ["— The ferry is gone,"]);
        assert_eq!(parts("— Gone! cried Agnes Holloway. Since when?"), ["— Gone!", "Since when?"]);
        assert_eq!(parts("— You have, said the porter, a wet coat."), ["— You have,", "a wet coat."]);
        assert_eq!(parts("— No, Agnes said. She shut the door. I will not wait."), ["— No,", "I will not wait."]);
    }

    #[test]
    fn a_dash_behind_who_is_about_to_speak_begins_speech() {
        assert_eq!(parts("He rose and said: — Come in. It is late."), ["— Come in. It is late."]);
        assert_eq!(dash_at("He said: -- Come in.", 9), 2);
        let text = "Two things were left: — Bread and salt.";
        assert_eq!((parts(text), dash_at(text, 24)), (vec![text], 0));
    }

    #[test]
    fn what_is_said_of_speech_is_said() {
        let text = "— He is a thief, he said so himself.";
        assert_eq!(parts(text), [text]);
        assert_eq!(parts("— Habit."), ["— Habit."]);
    }
}
