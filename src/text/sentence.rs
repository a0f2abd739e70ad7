//! Where sentences end.
//!
//! Rules over tokens: a mark that can end a sentence, what closes with it, and what follows decide together.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{TextRange, Token, TokenKind};
use crate::lexicon::{self, Abbreviation, CueClass, Function, WordClass};

/// A sentence of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token's first byte to its last token's last.
    pub range: TextRange,
    /// Which of the text's tokens it holds.
    pub tokens: Range<usize>,
}

/// Splits the tokens of `text` into sentences; each token is in exactly one.
pub fn split_sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let splitter = Splitter { text, tokens };
    let mut sentences = Vec::new();
    let mut first = 0;
    let mut index = 0;
    while index < tokens.len() {
        let Some(ending) = splitter.ending_at(index) else {
            index += 1;
            continue;
        };
        if splitter.ends_sentence(first, &ending) {
            sentences.push(splitter.sentence(first..ending.after));
            first = ending.after;
        }
        index = ending.after;
    }
    if first < tokens.len() {
        sentences.push(splitter.sentence(first..tokens.len()));
    }
    sentences
}

/// Tokens that may be the end of a sentence: a mark that can end one, and what closes with it.
struct Ending {
    mark: Mark,
    /// The first token.
    start: usize,
    /// The token after the last one.
    after: usize,
    /// Whether a closing quotation mark is among them.
    closes_quotation: bool,
}

/// A mark that can end a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    FullStop,
    /// ! or ?
    Exclamation,
    Ellipsis,
    /// 。and the like, after which no space is needed
    Unspaced,
    /// The full stop of an abbreviation.
    Abbreviation,
}

#[derive(Clone, Copy)]
struct Splitter<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Splitter<'a> {
    fn sentence(&self, tokens: Range<usize>) -> Sentence {
        let range = self.tokens[tokens.start].range.hull(self.tokens[tokens.end - 1].range);
        Sentence { range, tokens }
    }

    /// The possible end of a sentence that begins with the token at `start`.
    fn ending_at(&self, start: usize) -> Option<Ending> {
        let mut mark = mark(self.token(start)?, self.tokens[start].kind)?;
        let mut after = start + 1;
        let mut closes_quotation = false;
        while let Some(next) = self.token(after) {
            let adjacent = self.is_adjacent(after);
            match next {
                "." if mark == Mark::FullStop && !adjacent => mark = Mark::Ellipsis,
                "." | "!" | "?" | "…" | "..." | "！" | "？" | "。" | "؟" if adjacent || mark == Mark::Ellipsis => {
                }
                _ if self.closes_quotation(after) => closes_quotation = true,
                ")" | "]" | "}" | "_" | "*" | "）" if adjacent => {}
                "[" if self.is_footnote(after) => after += 2,
                _ => break,
            }
            after += 1;
        }
        Some(Ending { mark, start, after, closes_quotation })
    }

    /// Whether the token is a quotation mark that closes what stands before it.
    fn closes_quotation(&self, index: usize) -> bool {
        let Some(token) = self.token(index) else { return false };
        let before_space = !self.is_adjacent(index + 1) || index + 1 == self.tokens.len();
        match token {
            "”" | "’" | "»" | "›" | "」" | "』" => self.is_adjacent(index) || (before_space && token != "’"),
            "\"" | "'" | "''" | "“" | "‘" | "«" | "‹" => self.is_adjacent(index) && !self.word_follows(index),
            _ => false,
        }
    }

    /// Whether a word stands right after the token.
    fn word_follows(&self, index: usize) -> bool {
        self.is_adjacent(index + 1) && self.is_word(index + 1)
    }

    fn is_word(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.kind != TokenKind::Punctuation)
    }

    /// "[3]"
    fn is_footnote(&self, index: usize) -> bool {
        self.tokens.get(index + 1).is_some_and(|token| token.kind == TokenKind::Number)
            && self.is_adjacent(index + 1)
            && self.is_adjacent(index + 2)
            && self.token(index + 2) == Some("]")
    }

    fn ends_sentence(&self, first: usize, ending: &Ending) -> bool {
        let Some(next) = self.token(ending.after) else { return true };
        if ending.mark == Mark::Unspaced {
            // 「はい。」と言った。
            return !(ending.closes_quotation && self.is_adjacent(ending.after) && self.is_word(ending.after));
        }
        if self.is_enumerator(first, ending)
            || matches!(next, "," | ";" | ":" | ")" | "]" | "—" | "–" | "-" | "--" | "/" | "&")
        {
            return false;
        }
        let Some(word) = self.first_word(ending.after) else { return ending.mark != Mark::Abbreviation };
        let start = self.word_start(word);
        if start == Start::Small {
            return false;
        }
        if ending.closes_quotation && ending.mark != Mark::FullStop && word == ending.after {
            return start == Start::Digit || !self.speech_goes_on(word);
        }
        match ending.mark {
            Mark::FullStop | Mark::Exclamation | Mark::Unspaced => true,
            Mark::Ellipsis => start == Start::Capital && !matches!(self.token(word), Some("I")),
            Mark::Abbreviation => {
                start == Start::Capital && self.abbreviation_ends_sentence(ending.start, word, ending)
            }
        }
    }

    /// Whether the ending is the full stop of "1." or "a." at the sentence's beginning.
    fn is_enumerator(&self, first: usize, ending: &Ending) -> bool {
        let token = self.token(first).unwrap_or_default();
        // "12." and "4.1."
        let is_short_number = token.len() <= 3 && token.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let is_letter = self.is_word(first) && token.trim_end_matches('.').chars().count() == 1;
        let ends_at = if ending.mark == Mark::Abbreviation { first } else { first + 1 };
        (is_short_number || is_letter) && ending.start == ends_at && ending.after == ends_at + 1
    }

    /// The first word at or after a token, over opening marks.
    fn first_word(&self, index: usize) -> Option<usize> {
        (index..index + 6).find(|at| self.is_word(*at))
    }

    fn word_start(&self, word: usize) -> Start {
        match self.token(word).and_then(|text| text.chars().find(|c| c.is_alphanumeric())) {
            Some(c) if c.is_numeric() => Start::Digit,
            Some(c) if c.is_lowercase() && self.tokens[word].kind == TokenKind::Word => Start::Small,
            _ => Start::Capital,
        }
    }

    /// Whether a word that an abbreviation before `word` does not belong to begins there.
    fn abbreviation_ends_sentence(&self, abbreviation: usize, word: usize, ending: &Ending) -> bool {
        let name = self.token(abbreviation).unwrap_or_default().trim_end_matches('.');
        let last_part = name.rsplit(['-', '&']).next().unwrap_or(name);
        match lexicon::abbreviation(last_part) {
            Some(Abbreviation::Title | Abbreviation::Inner | Abbreviation::BeforeNumber) => false,
            _ => {
                let after_bracket = matches!(self.token(ending.after), Some("(" | "["));
                (word != ending.after && !after_bracket) || self.begins_sentence(word)
            }
        }
    }

    /// Whether a capitalised word has its capital only because a sentence begins with it.
    fn begins_sentence(&self, word: usize) -> bool {
        let text = self.token(word).unwrap_or_default();
        let lower = text.to_lowercase();
        let function = lexicon::function(&lower);
        let class = lexicon::word_class(&lower);
        let open = WordClass::NOUN | WordClass::PROPER | WordClass::ADJECTIVE | WordClass::VERB;
        let closed_class = class.intersects(WordClass::CLOSED | WordClass::ADVERB) && !class.intersects(open);
        let is_name = function.intersects(Function::TIME) || lexicon::word_class(text).contains(WordClass::PROPER);
        text != lower && !is_name && (closed_class || function.intersects(OPENERS))
    }

    /// Whether "Li asked." or the like goes on after the quotation “Why?”: a speaker and a cue, with no other content.
    fn speech_goes_on(&self, word: usize) -> bool {
        const LONGEST_SUBJECT: usize = 5;
        const LONGEST_CLAUSE: usize = 20;
        let ends_clause = |at: &usize| !self.is_word(*at) && self.token(*at) != Some("’");
        let end = (word..word + LONGEST_CLAUSE).find(ends_clause).unwrap_or(word + LONGEST_CLAUSE);
        let is_cue = |at: &usize| {
            let cue = lexicon::cue(&self.lower(*at));
            cue.is_some_and(|class| class.intersects(CueClass::SPEECH | CueClass::MANNER))
        };
        let Some(cue) = (word..end.min(word + LONGEST_SUBJECT + 1)).find(is_cue) else { return false };
        if self.begins_sentence(word) {
            // “Why?” She asked.
            return cue == word + 1 && end == cue + 1;
        }
        for at in cue + 1..end {
            let lower = self.lower(at);
            let function = lexicon::function(&lower);
            let class = lexicon::word_class(&lower);
            if function.contains(Function::SUBORDINATOR | Function::SPEAKER_STOP) {
                // “Why?” Li asked as she left.
                return true;
            }
            let verb = class.contains(WordClass::INFLECTED) && !class.contains(WordClass::PARTICIPLE);
            if verb || lower == "that" || function.intersects(Function::AUXILIARY | Function::SUBJECT_PRONOUN) {
                return false;
            }
        }
        true
    }

    fn lower(&self, index: usize) -> String {
        self.token(index).unwrap_or_default().to_lowercase()
    }

    fn token(&self, index: usize) -> Option<&'a str> {
        self.tokens.get(index).map(|token| &self.text[token.range])
    }

    /// Whether no white space stands between the token and the one before it.
    fn is_adjacent(&self, index: usize) -> bool {
        index > 0 && self.tokens.get(index).is_some_and(|token| token.range.start == self.tokens[index - 1].range.end)
    }
}

/// How a word begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Small,
    Digit,
    /// A capital, or a letter of a script that has none.
    Capital,
}

/// What words that begin sentences do, mostly.
const OPENERS: Function = Function::ADVERB
    .union(Function::SUBORDINATOR)
    .union(Function::COORDINATOR)
    .union(Function::DETERMINER)
    .union(Function::POSSESSIVE)
    .union(Function::SUBJECT_PRONOUN)
    .union(Function::PREPOSITION);

fn mark(token: &str, kind: TokenKind) -> Option<Mark> {
    match token {
        "." => Some(Mark::FullStop),
        "!" | "?" | "؟" | "‽" | "⁇" | "⁈" | "⁉" => Some(Mark::Exclamation),
        "…" => Some(Mark::Ellipsis),
        "。" | "！" | "？" | "｡" | "।" | "॥" | "۔" | "።" | "։" | "။" => Some(Mark::Unspaced),
        _ if kind == TokenKind::Word && token.len() > 1 && token.ends_with('.') => Some(Mark::Abbreviation),
        _ if token.starts_with("..") => Some(Mark::Ellipsis),
        _ => None,
    }
}
