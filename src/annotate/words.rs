//! A paragraph's words with what the lexicon knows of each, looked up once.

use std::borrow::Cow;
use std::ops::Range;

use crate::lexicon::{self, CueClass, Function, NameWord, Nominal, NominalKind, WordClass};
use crate::text::{Sentence, TextRange, Token, TokenKind};

use super::quotation::{MarkStyle, PairedQuotation};

/// A token with what the lexicon knows of it.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub lower: Cow<'a, str>,
    pub range: TextRange,
    pub kind: TokenKind,
    pub function: Function,
    pub class: WordClass,
    pub cue: Option<CueClass>,
    /// The outermost quotation it stands in, its marks included: an index into [`Words::quotes`].
    pub quote: Option<usize>,
    /// Whether it begins its sentence, quotation marks and brackets aside.
    pub begins_sentence: bool,
}

impl Word<'_> {
    pub fn is(&self, text: &str) -> bool {
        self.lower == text
    }

    pub fn is_capitalized(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub fn is_punctuation(&self) -> bool {
        self.kind == TokenKind::Punctuation
    }

    pub fn is_dash(&self) -> bool {
        matches!(self.text, "–" | "—" | "―" | "--" | "-")
    }

    /// Whether it is "May", a month, a surname and a modal, written with one capital.
    pub fn is_modal_month(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
            && self.text.contains(char::is_lowercase)
            && lexicon::function(&self.lower).contains(Function::AUXILIARY)
            && lexicon::name_word(self.text) == Some(NameWord::Time)
    }

    pub fn is_possessive_clitic(&self) -> bool {
        matches!(self.text, "’s" | "'s")
    }

    pub fn nominal(&self) -> Option<Nominal> {
        lexicon::nominal(&self.lower)
    }

    /// Whether it ends a sentence or a clause by itself.
    pub fn is_stop(&self) -> bool {
        matches!(self.text, "." | "!" | "?" | ";" | ":" | "…" | "...")
    }

    /// Whether it is a noun of any kind as far as the lexicon tells, or unknown to it.
    pub fn can_be_noun(&self) -> bool {
        self.class.intersects(WordClass::NOUN | WordClass::PLURAL | WordClass::PROPER)
            || (self.class.is_empty() && self.kind == TokenKind::Word && self.function.is_empty())
    }

    /// Whether it can be a finite verb, besides other things.
    pub fn can_be_finite(&self) -> bool {
        self.is_finite_verb() || (self.class.contains(WordClass::INFLECTED) && !self.is_capitalized())
    }

    /// Whether it is a finite verb and hardly anything else.
    pub fn is_finite_verb(&self) -> bool {
        (self.function.contains(Function::AUXILIARY) && !self.is_possessive_clitic())
            || (self.class.contains(WordClass::MOSTLY_VERB)
                && self.class.contains(WordClass::INFLECTED)
                && !self.is_capitalized())
    }
}

/// A top-level quotation of a paragraph in words.
#[derive(Clone, Debug)]
pub(super) struct QuoteUnit {
    /// Its words, marks included.
    pub words: Range<usize>,
    /// Its index among the paragraph's paired quotations.
    pub pair: usize,
    /// Whether its form lets it be what somebody said; false for titles and terms.
    pub can_be_speech: bool,
}

/// A paragraph's words, sentences and top-level quotations.
#[derive(Clone, Debug)]
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub words: Vec<Word<'a>>,
    pub quotes: Vec<QuoteUnit>,
    /// Runs of sentences that no quotation crosses the edge of, in words.
    pub units: Vec<Range<usize>>,
    /// Each sentence's words.
    pub sentences: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    pub fn new(text: &'a str, tokens: &[Token], sentences: &[Sentence], pairs: &[PairedQuotation]) -> Self {
        let mut words: Vec<Word<'a>> = tokens.iter().map(|token| word(text, token)).collect();
        let quotes = top_level_quotes(&words, pairs);
        for (index, quote) in quotes.iter().enumerate() {
            for word in &mut words[quote.words.clone()] {
                word.quote = Some(index);
            }
        }
        let sentences: Vec<Range<usize>> = sentences.iter().map(|sentence| sentence.tokens.clone()).collect();
        for sentence in &sentences {
            let first = words[sentence.clone()].iter().position(|word| !word.is_punctuation());
            if let Some(first) = first {
                words[sentence.start + first].begins_sentence = true;
            }
        }
        for word in &mut words {
            // "Will wrote", "May said": inside a sentence a capital makes a name of it
            let shouted = word.text.chars().all(|c| !c.is_lowercase());
            if word.is_capitalized() && !word.begins_sentence && !shouted && word.class.contains(WordClass::PROPER) {
                word.function.remove(Function::AUXILIARY | Function::SUBORDINATOR | Function::ADVERB);
            }
        }
        let units = join_sentences(&sentences, &quotes);
        Self { text, words, quotes, units, sentences }
    }

    /// The text range of some words.
    pub fn range(&self, words: Range<usize>) -> TextRange {
        match self.words.get(words.clone()) {
            Some([first, .., last]) => first.range.hull(last.range),
            Some([only]) => only.range,
            _ => TextRange::default(),
        }
    }

    /// The top-level quotations that begin between two words.
    pub fn quotes_between(&self, low: usize, high: usize) -> &[QuoteUnit] {
        let first = self.quotes.partition_point(|quote| quote.words.start < low);
        let end = self.quotes.partition_point(|quote| quote.words.start < high);
        self.quotes.get(first..end).unwrap_or_default()
    }

    /// The word at an index, if there is one.
    pub fn get(&self, index: usize) -> Option<&Word<'a>> {
        self.words.get(index)
    }

    /// Whether a word makes a possessive of what stands before it: "’s", or the "’" of "the dockers’ union".
    pub fn is_possessive_mark(&self, index: usize) -> bool {
        let Some(mark) = self.get(index) else { return false };
        let plural = || {
            let before = index.checked_sub(1).and_then(|before| self.get(before));
            before.is_some_and(|before| before.class.contains(WordClass::PLURAL) && before.lower.ends_with('s'))
        };
        let goes_on =
            || self.get(index + 1).is_some_and(|next| next.kind == TokenKind::Word && next.quote == mark.quote);
        mark.is_possessive_clitic() || matches!(mark.text, "’" | "'") && plural() && goes_on()
    }

    /// Whether some words could refer to somebody or something that speaks: a name, a pronoun, a fitting noun.
    pub fn is_animate(&self, span: Range<usize>) -> bool {
        // "Wang called it …": a noun in the singular has no article only if it is a name
        let bare_noun = match &self.words[span.clone()] {
            [only] => only.is_capitalized() && only.class.contains(WordClass::NOUN) && only.function.is_empty(),
            _ => false,
        };
        bare_noun
            || self.words[span].iter().any(|word| {
                word.nominal().is_some_and(|n| n.kind != NominalKind::Document)
                    || (word.is_capitalized() && !word.begins_sentence && lexicon::name_word(word.text).is_none())
                    || (word.is_capitalized() && word.class.contains(WordClass::PROPER))
                    || (word.is_capitalized() && word.class.is_empty() && word.function.is_empty())
                    || matches!(
                        &*word.lower,
                        "he" | "she" | "they" | "we" | "i" | "who" | "everyone" | "someone" | "nobody"
                    )
            })
    }
}

fn word<'a>(text: &'a str, token: &Token) -> Word<'a> {
    let slice = &text[token.range];
    let lower = match slice.chars().any(char::is_uppercase) {
        true => Cow::Owned(slice.to_lowercase()),
        false => Cow::Borrowed(slice),
    };
    let is_word = token.kind == TokenKind::Word || matches!(slice, "’s" | "'s");
    let own_class = lexicon::word_class(slice);
    let lower_class = match &lower {
        Cow::Borrowed(_) if own_class.is_empty() => class_by_ending(slice),
        Cow::Borrowed(_) => WordClass::empty(),
        Cow::Owned(lower) => lexicon::word_class(lower),
    };
    Word {
        text: slice,
        function: if is_word { lexicon::function(&lower) } else { Function::empty() },
        class: if is_word { own_class | lower_class } else { WordClass::empty() },
        cue: if is_word { lexicon::cue(&lower) } else { None },
        lower,
        range: token.range,
        kind: token.kind,
        quote: None,
        begins_sentence: false,
    }
}

/// What the ending of a word tells that the lexicon doesn't know.
pub(super) fn class_by_ending(word: &str) -> WordClass {
    let lower_case = word.len() > 5 && word.chars().all(|c| c.is_lowercase() || c == '-');
    if !lower_case || !lexicon::word_class(word).is_empty() {
        return WordClass::empty();
    }
    match word {
        _ if word.ends_with("ed") => WordClass::VERB | WordClass::INFLECTED | WordClass::PARTICIPLE,
        _ if word.ends_with("ing") => WordClass::GERUND,
        _ if word.ends_with("ly") => WordClass::ADVERB,
        _ if ["ings", "ions", "ments", "isms", "ers"].iter().any(|ending| word.ends_with(ending)) => WordClass::PLURAL,
        _ if ["ness", "ship", "hood", "ment", "tion"].iter().any(|ending| word.ends_with(ending)) => WordClass::NOUN,
        _ => WordClass::empty(),
    }
}

/// The outermost quotations in words; one without a single word between its marks is left out.
fn top_level_quotes(words: &[Word<'_>], pairs: &[PairedQuotation]) -> Vec<QuoteUnit> {
    let top = pairs
        .iter()
        .enumerate()
        .filter(|(_, pair)| pair.depth == 0 && (pair.open > 0 || pair.style == MarkStyle::Dash));
    top.filter_map(|(index, pair)| {
        let first = words.partition_point(|word| word.range.end <= pair.range.start);
        let last = words.partition_point(|word| word.range.start < pair.range.end);
        let inside = first + usize::from(pair.open > 0)..if pair.close > 0 { last.saturating_sub(1) } else { last };
        let has_words = words.get(inside)?.iter().any(|word| word.kind != TokenKind::Punctuation);
        has_words.then_some(QuoteUnit { words: first..last, pair: index, can_be_speech: true })
    })
    .collect()
}

/// Joins sentences that a quotation runs over.
fn join_sentences(sentences: &[Range<usize>], quotes: &[QuoteUnit]) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::new();
    let mut quotes = quotes.iter().peekable();
    for sentence in sentences {
        let start = sentence.start;
        while quotes.next_if(|quote| quote.words.end <= start).is_some() {}
        let crossed = quotes.peek().is_some_and(|quote| quote.words.start < start);
        match units.last_mut() {
            Some(unit) if crossed => unit.end = sentence.end,
            _ => units.push(sentence.clone()),
        }
    }
    units
}
