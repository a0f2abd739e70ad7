//! Figures that somebody must have counted: "around 670 million users", "fell 40%", "two in five families".

use std::ops::Range;

use crate::annotate::annotation::ClaimKind;
use crate::annotate::words::{Word, Words};
use crate::lexicon::{self, FigureWord, Function, WordClass};
use crate::text::TokenKind;

use super::{SOFT, SURE, Trigger};

/// The least number after "about" that nobody has counted on the spot.
const MANY: f64 = 100.0;
/// A sentence of no more words asserts nothing without a verb.
const FRAGMENT: usize = 8;
/// How many words may stand between a number and the noun it counts.
const NOUN_DISTANCE: usize = 4;

/// The first of a paragraph's words that says where figures come from.
pub(super) fn origin(words: &Words<'_>) -> Option<usize> {
    let origin = FigureWord::ORIGIN | FigureWord::POLL | FigureWord::SETTLED;
    words.words.iter().position(|word| lexicon::figure_word(&word.lower).intersects(origin))
}

/// The first figure of a sentence that wants a source, if neither the sentence nor one before it says where its figures
/// come from; the paragraph's `origin` is the word that does.
pub(super) fn find(words: &Words<'_>, sentence: &Range<usize>, origin: Option<usize>) -> Option<Trigger> {
    let said = |range: Range<usize>, what: FigureWord| {
        words.words[range].iter().any(|word| lexicon::figure_word(&word.lower).intersects(what))
    };
    let is_verb = |word: &Word<'_>| word.class.contains(WordClass::VERB) || word.can_be_finite();
    // A fragment such as "Undecided: 9%" belongs to a table or a list.
    let is_assertion = sentence.len() > FRAGMENT || words.words[sentence.clone()].iter().any(is_verb);
    let has_origin = origin.is_some_and(|origin| origin < sentence.end) || said(sentence.clone(), FigureWord::TELLER);
    if has_origin || !is_assertion {
        return None;
    }
    let figures = Figures { words, end: sentence.end };
    sentence.clone().find_map(|at| {
        let (span, is_sure) = figures
            .percentage(at)
            .or_else(|| figures.ratio(at))
            .or_else(|| figures.count(at))
            .or_else(|| figures.share(at))?;
        let is_plan = said(sentence.start..at, FigureWord::PLAN);
        let confidence = if is_sure { SURE } else { SOFT };
        (!is_plan).then_some(Trigger { words: span, kind: ClaimKind::Statistic, confidence })
    })
}

/// The figures of a sentence. Each function gives the words of one and whether it surely is one that wants a source.
struct Figures<'a, 'b> {
    words: &'a Words<'b>,
    end: usize,
}

type Figure = (Range<usize>, bool);

impl<'a, 'b> Figures<'a, 'b> {
    fn word(&self, at: usize) -> Option<&'a Word<'b>> {
        self.words.get(at).filter(|word| at < self.end && word.quote.is_none())
    }

    fn is(&self, at: usize, list: &[&str]) -> bool {
        self.word(at).is_some_and(|word| list.contains(&&*word.lower))
    }

    fn figure_word(&self, at: usize) -> FigureWord {
        self.word(at).map_or(FigureWord::empty(), |word| lexicon::figure_word(&word.lower))
    }

    /// "40%", "85 percent support"
    fn percentage(&self, at: usize) -> Option<Figure> {
        let word = self.word(at)?;
        let value = number(word.text.trim_end_matches('%'))?;
        let end = match () {
            () if word.text.ends_with('%') => at + 1,
            () if self.is(at + 1, &["%", "percent", "pc"]) => at + 2,
            () if self.is(at + 1, &["per"]) && self.is(at + 2, &["cent"]) => at + 3,
            () if self.is(at + 1, &["percentage"]) && self.is(at + 2, &["point", "points"]) => at + 3,
            () => return None,
        };
        let is_rule = self.figure_word(end).contains(FigureWord::RATE)
            || self.figure_word(end + 1).contains(FigureWord::RATE)
            || self.is(end, &["-"]);
        let start = self.with_about(at);
        // "at least 50 percent" is a threshold.
        let is_rule = is_rule || self.is(start, &["at", "up"]);
        let is_rhetoric = value == 100.0 || value == 110.0;
        // "an unemployment rate of 4.9%" can be looked up.
        let is_rate = (at.saturating_sub(4)..at).any(|before| self.is(before, &["rate", "rates"]));
        (!is_rule && !is_rhetoric && !self.is_price(at)).then_some((start..end, !is_rate))
    }

    /// "two in five families", "1 in 10 children"
    fn ratio(&self, at: usize) -> Option<Figure> {
        let is_number = |at: usize| {
            self.figure_word(at).contains(FigureWord::NUMBER)
                || self.word(at).and_then(|word| number(word.text)).is_some()
        };
        let is_ratio = is_number(at) && self.is(at + 1, &["in", "out"]);
        let of = if self.is(at + 1, &["out"]) { 1 } else { 0 };
        let total = at + 2 + of;
        let noun = total + 1;
        let is_noun = self.is_counted_noun(noun) || (self.is_counted_noun(noun + 1) && self.is_modifier(noun));
        let end = if self.is_counted_noun(noun) { noun + 1 } else { noun + 2 };
        (is_ratio && is_number(total) && is_noun).then(|| (self.with_about(at)..end, true))
    }

    /// "around 670 million users", "12,000 visas"
    fn count(&self, at: usize) -> Option<Figure> {
        let value = number(self.word(at)?.text)?;
        let is_year = (1500.0..2100.0).contains(&value) && !self.word(at)?.text.contains(',');
        if is_year || self.is_price(at) || self.is_label(at) {
            return None;
        }
        let start = self.with_about(at);
        let is_estimate = start < at;
        let has_magnitude = self.figure_word(at + 1).contains(FigureWord::MAGNITUDE);
        let first = if has_magnitude { at + 2 } else { at + 1 };
        let noun = (first..first + NOUN_DISTANCE).take_while(|at| self.is_modifier(*at) || self.is_counted_noun(*at));
        let noun = noun.into_iter().find(|at| self.is_counted_noun(*at))?;
        let wants_source = has_magnitude || (is_estimate && value >= MANY) || value >= 10_000.0;
        let is_sure = has_magnitude || value >= 10_000.0 || (is_estimate && value >= 1_000.0);
        wants_source.then_some((start..noun + 1, is_sure))
    }

    /// "two-thirds of Americans", "half of all families"
    fn share(&self, at: usize) -> Option<Figure> {
        let of = at + 1;
        let noun = if self.is(of + 1, &["all"]) { of + 2 } else { of + 1 };
        let is_share =
            self.figure_word(at).contains(FigureWord::SHARE) && self.is(of, &["of"]) && self.is_counted_noun(noun);
        is_share.then(|| (self.with_about(at)..noun + 1, false))
    }

    /// Where a figure begins: with the words right before it that make it an estimate: "around", "more than".
    fn with_about(&self, at: usize) -> usize {
        let begins_estimate = |start: &usize| {
            let before: Vec<&str> = (*start..at).filter_map(|at| self.word(at)).map(|word| &*word.lower).collect();
            lexicon::figure_word(&before.join("_")).contains(FigureWord::ABOUT)
        };
        (at.saturating_sub(3)..at).find(begins_estimate).unwrap_or(at)
    }

    fn is_price(&self, at: usize) -> bool {
        let text = self.word(at).map_or("", |word| word.text);
        let currency = |text: &str| text.chars().next().is_some_and(|c| "$£€¥₹".contains(c));
        currency(text)
            || at.checked_sub(1).is_some_and(|before| self.word(before).is_some_and(|word| currency(word.text)))
    }

    /// "Article 5", "No. 12", "May 12": a number that names something.
    fn is_label(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.word(before)) else { return false };
        let is_name = before.is_capitalized() && !before.begins_sentence && before.kind == TokenKind::Word;
        is_name || matches!(before.text, "#" | "-" | "–" | "/" | ":" | "." | "No" | "no")
    }

    fn is_modifier(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| {
            word.kind == TokenKind::Word
                && !word.function.intersects(Function::PREPOSITION | Function::AUXILIARY | Function::COORDINATOR)
                && word
                    .class
                    .intersects(WordClass::ADJECTIVE | WordClass::NOUN | WordClass::PROPER | WordClass::PARTICIPLE)
        })
    }

    fn is_counted_noun(&self, at: usize) -> bool {
        let is_plural = |word: &Word<'_>| {
            let plural = word.class.contains(WordClass::PLURAL) || word.nominal().is_some_and(|nominal| nominal.plural);
            plural
                || (word.class.is_empty() && word.lower.ends_with('s'))
                || matches!(&*word.lower, "people" | "children")
        };
        let is_counted = |word: &Word<'_>| word.kind == TokenKind::Word && is_plural(word);
        self.word(at).is_some_and(is_counted) && !self.figure_word(at).contains(FigureWord::MEASURE)
    }
}

/// The value of a number in digits.
fn number(text: &str) -> Option<f64> {
    let begins = text.starts_with(|c: char| c.is_ascii_digit());
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    if begins && plain { text.replace(',', "").parse().ok() } else { None }
}
