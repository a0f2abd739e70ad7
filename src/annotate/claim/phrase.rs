//! Claims that a phrase makes: "it is believed", "reportedly", "notorious", "stole".

use std::ops::Range;

use crate::annotate::annotation::ClaimKind;
use crate::annotate::words::{Word, Words};
use crate::lexicon::{self, ClaimPhrase, Function, PhraseClass, PhraseWord, WordClass};

use super::{SOFT, SURE, Trigger};

/// How far from its passive verb "by …" tells who is meant.
const AGENT_DISTANCE: usize = 10;

/// The phrases of a sentence that make it a claim.
pub(super) fn find(words: &Words<'_>, sentence: &Range<usize>) -> Vec<Trigger> {
    let mut triggers = Vec::new();
    for start in sentence.clone() {
        for phrase in lexicon::claim_phrases(&words.words[start].lower) {
            let Some(end) = match_phrase(words, sentence, phrase, start) else { continue };
            let found = Found { words, sentence, span: start..end };
            if found.is_harmless(phrase) {
                continue;
            }
            let kind = match phrase.class {
                PhraseClass::Agentless if found.has_agent() => continue,
                PhraseClass::Accusation if !found.accuses_somebody() => continue,
                PhraseClass::Puffery | PhraseClass::DoubleHedge if found.is_name() => continue,
                PhraseClass::Agentless => ClaimKind::Agentless,
                PhraseClass::Hearsay => ClaimKind::Hearsay,
                PhraseClass::Judgement => ClaimKind::Judgement,
                PhraseClass::Accusation => ClaimKind::Accusation,
                PhraseClass::DoubleHedge => ClaimKind::DoubleHedge,
                PhraseClass::Puffery => ClaimKind::Puffery,
            };
            let confidence = if phrase.sure { SURE } else { SOFT };
            triggers.push(Trigger { words: start..end, kind, confidence });
            break;
        }
    }
    triggers
}

/// Where a phrase that begins at a word ends; `None` if it does not stand there.
fn match_phrase(words: &Words<'_>, sentence: &Range<usize>, phrase: &ClaimPhrase, start: usize) -> Option<usize> {
    let word = |at: usize| words.get(at).filter(|word| at < sentence.end && word.quote.is_none());
    let mut at = start;
    for expected in &phrase.words {
        match expected {
            PhraseWord::OneOf(list) => {
                word(at).filter(|word| list.contains(&&*word.lower))?;
                at += 1;
            }
            PhraseWord::Adverbs => {
                while word(at).is_some_and(is_adverb) {
                    at += 1;
                }
            }
            PhraseWord::Infinitive => {
                word(at).filter(|word| is_infinitive(word))?;
            }
        }
    }
    Some(at)
}

/// Whether a word may stand inside a phrase; "once thought to be" tells what is thought no more.
fn is_adverb(word: &Word<'_>) -> bool {
    if matches!(&*word.lower, "not" | "n't" | "n’t" | "never" | "once") {
        return false;
    }
    word.function.contains(Function::ADVERB) || word.class == WordClass::ADVERB
}

fn is_infinitive(word: &Word<'_>) -> bool {
    let verb = word.class.contains(WordClass::VERB) && !word.class.contains(WordClass::INFLECTED);
    word.function.contains(Function::AUXILIARY) || (verb && !word.is_capitalized())
}

/// A phrase where it was found.
struct Found<'a, 'b> {
    words: &'a Words<'b>,
    sentence: &'a Range<usize>,
    span: Range<usize>,
}

impl<'a, 'b> Found<'a, 'b> {
    fn word(&self, at: usize) -> Option<&'a Word<'b>> {
        self.words.get(at).filter(|_| self.sentence.contains(&at))
    }

    fn before(&self, back: usize) -> Option<&'a Word<'b>> {
        self.word(self.span.start.checked_sub(back)?)
    }

    fn is_harmless(&self, phrase: &ClaimPhrase) -> bool {
        self.before(1).is_some_and(|word| phrase.not_after.contains(&&*word.lower))
            || self.word(self.span.end).is_some_and(|word| phrase.not_before.contains(&&*word.lower))
    }

    /// Whether its first word belongs to a name or a title: "Legendary Pictures", "in May".
    fn is_name(&self) -> bool {
        let capital = |at: usize| self.word(at).is_some_and(Word::is_capitalized);
        let begins_sentence = self.word(self.span.start).is_some_and(|word| word.begins_sentence);
        capital(self.span.start) && (!begins_sentence || capital(self.span.end))
    }

    /// Whether "by …" after a passive tells who is meant.
    fn has_agent(&self) -> bool {
        let after = self.span.end..self.sentence.end.min(self.span.end + AGENT_DISTANCE);
        let in_clause = after.take_while(|at| self.word(*at).is_some_and(|word| !word.is_stop()));
        in_clause.into_iter().any(|at| {
            let is_by = self.word(at).is_some_and(|word| matches!(&*word.lower, "by" | "among"));
            let is_means = self.word(at + 1).is_some_and(|word| word.class.contains(WordClass::GERUND));
            is_by && !is_means
        })
    }

    /// Whether a verb that accuses is a plain statement about somebody whom its subject names.
    fn accuses_somebody(&self) -> bool {
        if self.words.words[self.sentence.clone()].iter().any(|word| lexicon::is_hedge(&word.lower)) {
            return false;
        }
        let mut at = self.span.start;
        while let Some(word) = at.checked_sub(1).and_then(|before| self.word(before)) {
            if matches!(&*word.lower, "never" | "not" | "n't" | "n’t") {
                return false;
            }
            let is_perfect = matches!(&*word.lower, "has" | "have" | "had" | "’ve" | "'ve");
            if !is_perfect && !is_adverb(word) {
                break;
            }
            at -= 1;
        }
        self.subject_end(at).is_some_and(|last| self.can_be_accused(last))
    }

    /// The last word of the subject of a verb that begins at a word, without an aside between commas.
    fn subject_end(&self, verb: usize) -> Option<usize> {
        let last = verb.checked_sub(1)?;
        if self.word(last)?.text != "," {
            return Some(last);
        }
        let aside = last.saturating_sub(5)..last;
        let comma = aside.rev().find(|at| self.word(*at).is_some_and(|word| word.text == ","))?;
        comma.checked_sub(1)
    }

    /// Whether a word ends a name, or a noun phrase for people or an institution.
    fn can_be_accused(&self, last: usize) -> bool {
        let Some(word) = self.word(last) else { return false };
        // "fugitives who laundered money" tells which fugitives are meant.
        let is_relative = matches!(&*word.lower, "who" | "which" | "that");
        if word.is_punctuation() || word.quote.is_some() || is_relative {
            return false;
        }
        let by_name = word.is_capitalized()
            && (!word.begins_sentence || word.class.contains(WordClass::PROPER) || word.class.is_empty())
            && word.function.is_empty()
            && lexicon::name_word(word.text).is_none_or(|kind| kind == lexicon::NameWord::Place);
        by_name || word.nominal().is_some() || lexicon::is_organization_word(&word.lower)
    }
}
