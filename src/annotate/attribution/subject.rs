//! The noun phrase that a cue verb has as its subject: before it, or after it in inverted order.

use std::ops::Range;

use crate::annotate::words::{Word, Words};
use crate::lexicon::{self, Function, NameWord, WordClass};

/// A source is no longer than this many words.
const LONGEST_SOURCE: usize = 40;

/// The subject that ends right before `end`, no further left than `low`.
pub(super) fn subject_before(words: &Words<'_>, low: usize, end: usize) -> Option<Range<usize>> {
    let last = words.get(end.checked_sub(1)?).filter(|_| end > low)?;
    if last.text == "," {
        return subject_with_apposition(words, low, end);
    }
    let end = without_time(words, low, end);
    let start = phrase_start(words, low, end)?;
    Some(start..end)
}

/// "The Global Times on Wednesday | dismissed": a time between subject and verb is no part of the subject.
fn without_time(words: &Words<'_>, low: usize, end: usize) -> usize {
    let time = |index: usize| {
        words.words[index].function.contains(Function::TIME) && lexicon::name_word(words.words[index].text).is_some()
    };
    match end.checked_sub(2) {
        Some(preposition) if preposition > low && time(end - 1) && words.words[preposition].is("on") => preposition,
        Some(noun) if noun >= low && time(end - 1) && noun + 1 > low => end - 1,
        _ => end,
    }
}

/// "Maya Wang, an expert with Human Rights Watch, said": the comma before `end` closes an apposition.
fn subject_with_apposition(words: &Words<'_>, low: usize, end: usize) -> Option<Range<usize>> {
    let closing = end - 1;
    let opening = (low..closing).rev().take(LONGEST_SOURCE).find(|&index| {
        let word = &words.words[index];
        word.text == "," && begins_apposition(words, index + 1, closing)
    })?;
    if words.words[opening..closing].iter().any(|word| word.is_stop() || word.quote.is_some()) {
        return None;
    }
    let start = phrase_start(words, low, opening)?;
    is_noun_phrase_head(&words.words[opening - 1]).then_some(start..closing)
}

/// Whether the words from `start` could be an apposition or a relative clause that says who somebody is.
fn begins_apposition(words: &Words<'_>, start: usize, end: usize) -> bool {
    let Some(first) = words.get(start).filter(|_| start < end) else { return false };
    let relative = matches!(&*first.lower, "who" | "which" | "whose");
    let article = matches!(&*first.lower, "a" | "an" | "the" | "one" | "his" | "her" | "their" | "its" | "another");
    let noun = words.words[start..end].iter().take(8).any(|word| word.nominal().is_some());
    let age = first.text.chars().all(|c| c.is_ascii_digit()) && end - start == 1;
    let party = first.is_capitalized() && end - start <= 4;
    let participle = first.class.contains(WordClass::PARTICIPLE) && first.lower.ends_with("ed");
    relative || article || age || party || participle || (noun && !first.function.intersects(not_in_apposition()))
}

fn not_in_apposition() -> Function {
    Function::SUBORDINATOR | Function::COORDINATOR | Function::AUXILIARY | Function::SUBJECT_PRONOUN
}

fn is_noun_phrase_head(word: &Word<'_>) -> bool {
    !word.is_punctuation() && (word.can_be_noun() || word.is_capitalized() || word.nominal().is_some())
        || word.text == ")"
}

/// Where the noun phrase that ends before `end` begins.
fn phrase_start(words: &Words<'_>, low: usize, end: usize) -> Option<usize> {
    let last = words.get(end.checked_sub(1)?)?;
    let pronoun = last.function.contains(Function::SUBJECT_PRONOUN) || matches!(&*last.lower, "who" | "which");
    if pronoun && !last.function.contains(Function::DETERMINER) || matches!(&*last.lower, "this" | "that") {
        return Some(end - 1);
    }
    let mut start = end;
    let mut parentheses = 0usize;
    while start > low && end - start < LONGEST_SOURCE {
        let index = start - 1;
        let word = &words.words[index];
        match word.text {
            ")" => parentheses += 1,
            "(" if parentheses > 0 => parentheses -= 1,
            _ if parentheses > 0 => {}
            _ if word.is("who") || word.is("which") => {
                // a restrictive relative clause: its head stands before it
                let head = index > low && is_noun_phrase_head(&words.words[index - 1]) && start < end;
                if !head {
                    break;
                }
            }
            _ if word.quote.is_some() && word.quote != last.quote => break,
            _ if word.is_punctuation() && !matches!(word.text, "&" | "/" | "-" | "%" | "$") => break,
            _ if word.is("and") && is_coordination(words, low, index, end) => {}
            _ if word.is("of") => {}
            _ if word.function.intersects(Function::SUBORDINATOR | Function::COORDINATOR) => break,
            _ if word.function.contains(Function::SUBJECT_PRONOUN) && !word.function.contains(Function::DETERMINER) => {
                break;
            }
            _ if word.is_finite_verb() && !relative_clause_open(words, low, index) => break,
            _ => {}
        }
        start = index;
    }
    let start = skip_leading_adjunct(words, start, end);
    let start = skip_adverbs(words, start, end);
    let head = words
        .words
        .get(start..end)?
        .iter()
        .any(|word| !word.is_punctuation() && !word.function.contains(Function::PREPOSITION));
    (head && start < end).then_some(start)
}

/// Whether a relative pronoun stands shortly before `index`, so that a verb there belongs to its clause.
fn relative_clause_open(words: &Words<'_>, low: usize, index: usize) -> bool {
    let from = index.saturating_sub(4).max(low);
    words.words[from..index].iter().any(|word| matches!(&*word.lower, "who" | "which" | "that"))
        && !words.words[from..index].iter().any(|word| word.text == ",")
}

/// "Ortiz and Li said": whether what stands before "and" is a noun phrase alone, and not the end of another clause.
fn is_coordination(words: &Words<'_>, low: usize, and: usize, end: usize) -> bool {
    let clause_start = (low..and)
        .rev()
        .find(|&index| {
            let word = &words.words[index];
            word.is_punctuation() && word.text != "&"
                || word.function.contains(Function::SUBORDINATOR)
                || word.quote.is_some()
        })
        .map_or(low, |index| index + 1);
    let left = &words.words[clause_start..and];
    let right = &words.words[and + 1..end];
    let verbless = |side: &[Word<'_>]| {
        !side.iter().any(|word| {
            word.is_finite_verb() || (word.cue.is_some() && !word.class.intersects(WordClass::NOUN | WordClass::PLURAL))
        })
    };
    let nounish = |side: &[Word<'_>]| side.last().is_some_and(is_noun_phrase_head);
    (1..=8).contains(&left.len()) && right.len() <= 10 && verbless(left) && nounish(left) && nounish(right)
}

/// "In Washington the mayor said", "After the vote Li said": the phrase begins after the adjunct.
fn skip_leading_adjunct(words: &Words<'_>, start: usize, end: usize) -> usize {
    let span = &words.words[start..end];
    let Some(first) = span.first() else { return start };
    if !first.function.contains(Function::PREPOSITION) {
        return start;
    }
    let article = |word: &Word<'_>| {
        word.function.intersects(Function::DETERMINER | Function::POSSESSIVE)
            || word.function.contains(Function::SUBJECT_PRONOUN)
    };
    let later_article = (2..span.len()).rev().find(|&index| {
        article(&span[index]) && !span[index - 1].function.intersects(Function::PREPOSITION | Function::DETERMINER)
    });
    let after_time = span.iter().rposition(|word| word.function.contains(Function::TIME)).map(|index| index + 1);
    match (after_time.filter(|index| *index < span.len()), later_article) {
        (Some(index), _) | (None, Some(index)) => start + index,
        (None, None) => start,
    }
}

/// "But the mayor said", "On Monday authorities said": sentence adverbs and times are no part of the phrase.
fn skip_adverbs(words: &Words<'_>, start: usize, end: usize) -> usize {
    let mut start = start;
    while start + 1 < end {
        let word = &words.words[start];
        let adverb = word.function.contains(Function::ADVERB) && !word.function.contains(Function::DETERMINER)
            || (word.lower.ends_with("ly")
                && word.class.contains(WordClass::ADVERB)
                && !word.class.contains(WordClass::ADJECTIVE));
        let time = word.function.contains(Function::TIME) && !words.words[start + 1].is_possessive_clitic();
        if !(adverb || time || word.function.contains(Function::COORDINATOR)) {
            break;
        }
        start += 1;
    }
    start
}

/// The subject that begins at `start`, in inverted order ("said Maya Wang, an expert with …"), no further than `high`.
pub(super) fn subject_after(words: &Words<'_>, start: usize, high: usize) -> Option<Range<usize>> {
    let first = words.get(start).filter(|_| start < high)?;
    if first.is_punctuation() || first.quote.is_some() {
        return None;
    }
    if first.function.contains(Function::SUBJECT_PRONOUN) && !first.function.contains(Function::DETERMINER) {
        return Some(start..start + 1);
    }
    let opens = first.is_capitalized()
        || first.function.intersects(Function::DETERMINER | Function::POSSESSIVE)
        || first.class.intersects(WordClass::NOUN | WordClass::PLURAL | WordClass::ADJECTIVE);
    if !opens
        || first.function.intersects(Function::SPEAKER_STOP)
        || lexicon::name_word(first.text) == Some(NameWord::Time)
    {
        return None;
    }
    let end = phrase_end(words, start, high);
    (end > start).then_some(start..end)
}

/// Where a noun phrase that begins at `start` ends, its appositions included.
pub(super) fn phrase_end(words: &Words<'_>, start: usize, high: usize) -> usize {
    let mut end = start;
    let mut in_apposition = false;
    while end < high && end - start < LONGEST_SOURCE {
        let word = &words.words[end];
        let next = words.get(end + 1).filter(|_| end + 1 < high);
        let stops = match word.text {
            "," if in_apposition => !continues_apposition(words, end + 1, high),
            "," => {
                let clause = end + 1..clause_end(words, end + 1, high);
                in_apposition = begins_apposition(words, clause.start, clause.end) && is_verbless(words, clause);
                !in_apposition
            }
            "(" | ")" | "&" | "/" | "-" | "’" | "$" | "%" => false,
            _ if word.quote.is_some() => !in_apposition,
            _ if word.is_punctuation() => true,
            _ if end == start => false,
            _ if word.function.contains(Function::SUBJECT_PRONOUN) && !word.function.contains(Function::DETERMINER) => {
                true
            }
            _ if word.function.contains(Function::TIME) && !next.is_some_and(|next| next.is_possessive_clitic()) => {
                !in_apposition || lexicon::name_word(word.text) == Some(NameWord::Time)
            }
            _ if word.is("and") => {
                !next.is_some_and(|next| next.is_capitalized() || next.function.contains(Function::DETERMINER))
                    && !in_apposition
            }
            _ if matches!(&*word.lower, "who" | "whose" | "which") => {
                in_apposition = true;
                false
            }
            _ if word.function.intersects(Function::SUBORDINATOR | Function::COORDINATOR) => !in_apposition,
            _ if word.function.contains(Function::SPEAKER_STOP) => {
                let place_of_work = matches!(&*word.lower, "with" | "at")
                    && words.words[start..end].iter().any(|word| word.nominal().is_some());
                let in_role = in_apposition
                    && matches!(&*word.lower, "in" | "at" | "on" | "with" | "to" | "since" | "about" | "for");
                !in_role && !place_of_work
            }
            _ if word.function.contains(Function::AUXILIARY) && !word.is_possessive_clitic() => !in_apposition,
            _ => false,
        };
        if stops {
            break;
        }
        end += 1;
    }
    while end > start && (words.words[end - 1].is_punctuation() && words.words[end - 1].text != ")") {
        end -= 1;
    }
    end
}

/// Whether the words after a comma inside an apposition still belong to it: "a lawyer in Skokie, Ill., one of …".
fn continues_apposition(words: &Words<'_>, start: usize, high: usize) -> bool {
    let Some(first) = words.get(start).filter(|_| start < high) else { return false };
    let place = first.is_capitalized() && words.get(start + 1).is_some_and(|word| matches!(word.text, "," | "." | "-"));
    place
        || (first.is_capitalized() && lexicon::name_word(first.text) == Some(NameWord::Place))
        || (begins_apposition(words, start, clause_end(words, start, high)) && !first.is("the"))
}

/// Whether no verb stands in a clause but those of a relative clause in it.
fn is_verbless(words: &Words<'_>, clause: Range<usize>) -> bool {
    let span = &words.words[clause];
    let relative = span.iter().position(|word| matches!(&*word.lower, "who" | "which" | "whose" | "that"));
    let verb = span.iter().position(Word::is_finite_verb);
    verb.is_none_or(|verb| relative.is_some_and(|relative| relative < verb))
}

/// Where the clause that holds `start` ends: at a comma, a stop or a quotation.
fn clause_end(words: &Words<'_>, start: usize, high: usize) -> usize {
    let stop = |word: &Word<'_>| word.text == "," || word.is_stop() || word.quote.is_some();
    words.words[start.min(high)..high].iter().position(stop).map_or(high, |offset| start + offset)
}
