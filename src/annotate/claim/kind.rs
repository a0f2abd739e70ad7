//! What a claim is about, where no phrase that claims are known by told it: by the words of its sentence.

use crate::annotate::annotation::ClaimKind;
use crate::lexicon::{self, ClaimWord, FigureWord, Function};
use crate::text::{TextRange, Token, TokenKind, tokenize};

/// Words between "will" and the verb that tells what is foretold.
const ADVERBS: usize = 3;

/// The kind of a sentence of a paragraph's text, and the words that show it: all but its end if no word does. `None`: it only
/// tells what is set to happen.
pub(in crate::annotate) fn shown(text: &str, sentence: TextRange) -> Option<(ClaimKind, TextRange)> {
    let own = text.get(sentence.start..sentence.end).unwrap_or_default();
    let words = Sentence { text: own, tokens: tokenize(own) };
    let accusation =
        words.places(ClaimWord::Wrongdoing).next().map(|index| (ClaimKind::Accusation, words.tokens[index].range));
    let by_words = accusation.or_else(|| words.figure().map(|range| (ClaimKind::Statistic, range)));
    if by_words.is_none() && words.tells_proceedings() {
        return None;
    }
    let (kind, range) = by_words
        .or_else(|| words.prospect().map(|range| (ClaimKind::Prediction, range)))
        .or_else(|| words.mind().map(|range| (ClaimKind::Mind, range)))
        .unwrap_or_else(|| (ClaimKind::Judgement, TextRange::new(0, own.trim_end_matches(is_end).len())));
    Some((kind, range.shifted(sentence.start)))
}

fn is_end(c: char) -> bool {
    c.is_whitespace() || c == '.'
}

struct Sentence<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl Sentence<'_> {
    fn word(&self, index: usize) -> Option<&str> {
        self.text.get(self.tokens.get(index)?.range.start..self.tokens.get(index)?.range.end)
    }

    fn shows(&self, index: usize) -> Option<ClaimWord> {
        let word = self.word(index)?;
        // "in May", "the Fraud Office"
        let is_in_name = index > 0 && word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
        (!is_in_name).then(|| lexicon::claim_word(&word.to_lowercase()))?
    }

    /// Where words show that.
    fn places(&self, what: ClaimWord) -> impl Iterator<Item = usize> {
        (0..self.tokens.len()).filter(move |index| self.shows(*index) == Some(what))
    }

    fn is(&self, index: usize, word: &str) -> bool {
        self.word(index).is_some_and(|own| own.eq_ignore_ascii_case(word))
    }

    /// "85 percent", "$14.5 billion", "40%"
    fn figure(&self) -> Option<TextRange> {
        let index = (0..self.tokens.len()).find(|index| {
            let counts = self.word(index + 1).is_some_and(|next| {
                let next = next.to_lowercase();
                matches!(&*next, "%" | "percent" | "per") || lexicon::figure_word(&next).contains(FigureWord::MAGNITUDE)
            });
            self.tokens[*index].kind == TokenKind::Number && counts
        })?;
        Some(self.tokens[index].range.hull(self.tokens[index + 1].range))
    }

    /// "will not cost"; what somebody should do is no prediction.
    fn prospect(&self) -> Option<TextRange> {
        let should = (0..self.tokens.len()).any(|index| self.is(index, "should"));
        let is_open = |index: &usize| !self.is_condition(*index) && !self.is_of_now(*index) && !self.is_set(*index);
        let first = self.places(ClaimWord::Prospect).find(|index| !should && is_open(index))?;
        let is_verb = |index: &usize| {
            let skipped = Function::ADVERB | Function::AUXILIARY;
            self.word(*index).is_some_and(|word| !lexicon::function(word).intersects(skipped) && !word.ends_with("ly"))
        };
        let verb = (first + 1..self.tokens.len()).take(ADVERBS + 1).find(is_verb).unwrap_or(first);
        // "will be a": the verb itself is an auxiliary
        let is_closed_class = self.word(verb).is_some_and(|word| !lexicon::function(word).is_empty());
        let verb = if is_closed_class && verb > first { verb - 1 } else { verb };
        Some(self.tokens[first].range.hull(self.tokens[verb].range))
    }

    /// Whether it tells what is set to happen, and nothing else of what will be: "The case will be heard by ten judges".
    fn tells_proceedings(&self) -> bool {
        let mut prospects = self.places(ClaimWord::Prospect).peekable();
        prospects.peek().is_some() && prospects.all(|index| self.is_set(index))
    }

    /// Whether what a word says will be is set to: "will hear".
    fn is_set(&self, index: usize) -> bool {
        let verb = if self.is(index + 1, "be") { index + 2 } else { index + 1 };
        self.is(index, "will") && self.shows(verb) == Some(ClaimWord::Proceedings)
    }

    /// Whether a word stands in a clause that tells what else depends on: "if he would stay".
    fn is_condition(&self, index: usize) -> bool {
        let in_clause = (0..index).rev().take_while(|before| self.tokens[*before].kind != TokenKind::Punctuation);
        let opens = |word: &str| matches!(&*word.to_lowercase(), "if" | "unless" | "whether");
        let is_open = |before: usize| {
            let denies = |at: usize| self.word(at).is_some_and(|word| matches!(&*word.to_lowercase(), "nor" | "not"));
            self.is(before, "clear") && (before.saturating_sub(3)..before).any(denies)
        };
        in_clause.into_iter().any(|before| self.word(before).is_some_and(opens) || is_open(before))
    }

    /// Whether the verb group after a word reads what is or was the case: "may be fuelling", "might have lost".
    fn is_of_now(&self, index: usize) -> bool {
        let may = self.word(index).is_some_and(|word| matches!(&*word.to_lowercase(), "may" | "might" | "could"));
        let is_adverb = |at: &usize| {
            self.word(*at)
                .is_some_and(|word| lexicon::function(word).contains(Function::ADVERB) || word.ends_with("ly"))
        };
        let mut after = (index + 1..self.tokens.len()).filter(|at| !is_adverb(at));
        let (Some(first), Some(second)) = (after.next(), after.next()) else { return false };
        let (Some(first), Some(second)) = (self.word(first), self.word(second)) else { return false };
        may && (first == "have" || (first == "be" && second.len() > "being".len() && second.ends_with("ing")))
    }

    /// "she feels", "Lopez secretly hopes": of somebody else than the writer.
    fn mind(&self) -> Option<TextRange> {
        (1..self.tokens.len()).find_map(|index| {
            let is_adverb = |word: &str| lexicon::function(word).contains(Function::ADVERB) || word.ends_with("ly");
            let subject = (0..index).rev().find(|before| self.word(*before).is_some_and(|word| !is_adverb(word)))?;
            let word = self.word(subject)?;
            let lower = word.to_lowercase();
            // At the beginning any word has a capital.
            let is_common = !lexicon::word_class(&lower).is_empty() || !lexicon::function(&lower).is_empty();
            let is_name = word.starts_with(char::is_uppercase) && word != "I" && (subject > 0 || !is_common);
            let is_somebody = is_name || matches!(&*lower, "he" | "she" | "they" | "who");
            (self.shows(index) == Some(ClaimWord::Mind) && is_somebody).then(|| self.tokens[index].range)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: ClaimKind, words: &str) {
        let (found, range) = shown(text, TextRange::new(0, text.len())).unwrap();
        assert_eq!((found, &text[range.start..range.end]), (kind, words), "{text}");
    }

    #[test]
    fn the_words_show_what_a_claim_is_about() {
        check("The fund is marred by fraud.", ClaimKind::Accusation, "fraud");
        check("He now sits at 85 percent support.", ClaimKind::Statistic, "85 percent");
        check("The law will not cost a penny.", ClaimKind::Prediction, "will not cost");
        check("The law would surely ruin them.", ClaimKind::Prediction, "would surely ruin");
        check("The harbour will be a car park.", ClaimKind::Prediction, "will be");
        check("By then she secretly hopes to win.", ClaimKind::Mind, "hopes");
        check("Lopez secretly hopes to win.", ClaimKind::Mind, "hopes");
        check("Nobody hopes to win.", ClaimKind::Judgement, "Nobody hopes to win");
        check("The plan is reckless.", ClaimKind::Judgement, "The plan is reckless");
        check("They should pay what they will owe.", ClaimKind::Judgement, "They should pay what they will owe");
        check("If it would rain, the fair will close.", ClaimKind::Prediction, "will close");
        check("Nor is it clear that it will help.", ClaimKind::Judgement, "Nor is it clear that it will help");
        check("Nobody knows whether it will rain.", ClaimKind::Judgement, "Nobody knows whether it will rain");
        check("The delay may be costing them.", ClaimKind::Judgement, "The delay may be costing them");
        check("It might have cost them.", ClaimKind::Judgement, "It might have cost them");
        check("It might be a trap.", ClaimKind::Prediction, "might be");
        check("I hope so.", ClaimKind::Judgement, "I hope so");
        check("The judges will hear her, and she would win.", ClaimKind::Prediction, "would win");
        check("", ClaimKind::Judgement, "");
    }

    #[test]
    fn what_is_set_to_happen_is_no_claim() {
        for text in ["The case will be heard by ten judges.", "The council will vote on Monday, behind closed doors."] {
            assert_eq!(shown(text, TextRange::new(0, text.len())), None, "{text}");
        }
    }
}
