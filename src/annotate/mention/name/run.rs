//! Runs of capitalised words that may be a name: where one can begin, how far it goes, and whether capitals alone make it one.

use std::ops::Range;

use crate::annotate::words::{Word, Words, class_by_ending};
use crate::lexicon::{self, NameWord, WordClass, WordUse, is_known_organization, is_organization_word, name_word};
use crate::model::{MentionClass, Reading};
use crate::text::TokenKind;

use super::is_subject;
use super::kind::is_publication;

/// Particles before a surname: "van der Berg".
const MOST_PARTICLES: usize = 2;
/// Words of a name that are looked at for what comes after it.
const LONGEST_NAME: usize = 6;
/// How much a word must seem to be of a person's name where it may as well say when.
const PERSON: f32 = 0.5;

/// The run of name words that begins at `start`.
pub(super) fn run_at(words: &Words<'_>, reading: &Reading, start: usize, heading: bool) -> Option<Range<usize>> {
    if !opens_name(words, reading, start, heading) {
        return None;
    }
    let mut end = start + 1;
    while let Some(word) = words.get(end) {
        let same_quote = word.quote == words.words[start].quote;
        let goes_on = same_quote
            && (continues_name(word, heading)
                || goes_on_after_particles(words, end, heading)
                || is_surname_like_a_month(words, start, end, heading)
                || is_possessive_in_name(words, end)
                || (joins_organization(words, start, end) && next_capital_after_article(words, end + 1, heading)));
        if !goes_on {
            break;
        }
        end += 1;
    }
    // "Ann Li, Jr."
    let generation = words.get(end + 1).is_some_and(|word| matches!(&*word.lower, "jr" | "jr." | "sr" | "sr."));
    let comma = words.get(end).is_some_and(|word| word.text == "," && word.quote == words.words[start].quote);
    let full = end - start > 1 && words.words[end - 1].is_capitalized();
    Some(start..if full && comma && generation { end + 2 } else { end })
}

/// Whether a name can begin with the word: capitalised, and not only for beginning a sentence.
fn opens_name(words: &Words<'_>, reading: &Reading, index: usize, heading: bool) -> bool {
    let word = &words.words[index];
    let next = words.get(index + 1);
    if word.is("let") && next.is_some_and(Word::is_possessive_clitic) {
        return false;
    }
    let said = is_first_name_that_speaks(words, index);
    if !heading && (said || is_first_name_like_a_month(words, reading, index)) {
        return true;
    }
    if opens_publication(words, index) {
        return true;
    }
    if !continues_name(word, heading) {
        return word.text.starts_with("al-") && word.text.chars().nth(3).is_some_and(char::is_uppercase);
    }
    if !word.begins_sentence && !heading {
        return true;
    }
    let common = common_class(word);
    let cried = lexicon::is_used_as(&word.lower, WordUse::INTERJECTION);
    if !word.function.is_empty() || common.contains(WordClass::CLOSED) || cried {
        return false;
    }
    let next_capital =
        next.is_some_and(|next| continues_name(next, heading) && name_word(next.text) != Some(NameWord::Time));
    common.is_empty()
        || next_capital
        || lexicon::first_name(&word.lower).is_some() && goes_on_after_particles(words, index + 1, heading)
        || word.quote.is_none()
            && may_be_a_name(word)
            && (is_subject(words, index + 1) || next.is_some_and(Word::is_possessive_clitic))
        || word.quote.is_none() && may_be_a_surname(word) && next.is_some_and(is_speech_verb)
}

/// "La Repubblica": a foreign article and what makes a newspaper's title of it.
fn opens_publication(words: &Words<'_>, index: usize) -> bool {
    let is_article = |word: &Word<'_>| word.is_capitalized() && lexicon::is_foreign_article(&word.lower);
    words.words.get(index..index + 2).is_some_and(|pair| is_article(&pair[0]) && is_publication(pair))
}

/// What a word is in lower case, as far as the lexicon or its ending tells; nothing of what is only a name: "Beijing" is no verb.
pub(super) fn common_class(word: &Word<'_>) -> WordClass {
    let known = lexicon::word_class(&word.lower);
    let only_name = || name_word(word.text) == Some(NameWord::Place) || is_known_organization(word.text);
    if (known - WordClass::PROPER).is_empty() && only_name() {
        return WordClass::empty();
    }
    known | class_by_ending(&word.lower)
}

/// "April said", "Mark said": a first name, whatever else it is, that begins a sentence before a verb of speech.
pub(super) fn is_first_name_that_speaks(words: &Words<'_>, index: usize) -> bool {
    let Some(word) = words.get(index) else { return false };
    let noun = || word.nominal().is_some() || lexicon::title(&word.lower).is_some();
    word.begins_sentence
        && word.quote.is_none()
        && word.class.contains(WordClass::PROPER)
        && lexicon::first_name(&word.lower).is_some()
        && words.get(index + 1).is_some_and(is_speech_verb)
        && !noun()
}

/// "April Jones", "Will Smith", "Jan van den Broek": a first name that is a month or a modal too, before the rest of a name.
fn is_first_name_like_a_month(words: &Words<'_>, reading: &Reading, index: usize) -> bool {
    let word = &words.words[index];
    let ambiguous =
        word.is_capitalized() && matches!(&*word.lower, "april" | "may" | "june" | "jan" | "august" | "will");
    if !ambiguous || is_shouted(word) {
        return false;
    }
    let is_person = |index: usize| reading.likelihood(index, MentionClass::PersonName) > PERSON;
    let is_rest = |next: &Word<'_>| {
        let named = common_class(next).is_empty() || lexicon::first_name(&next.lower).is_some();
        continues_name(next, false)
            && next.quote == word.quote
            && name_word(next.text).is_none()
            && (named || next.class.contains(WordClass::PROPER) && is_person(index + 1))
    };
    let goes_on = words.get(index + 1).is_some_and(is_rest) || goes_on_after_particles(words, index + 1, false);
    if !goes_on {
        return false;
    }
    if word.begins_sentence {
        // "Will Marsh come?"
        let is_modal = matches!(&*word.lower, "will" | "may");
        let is_name =
            |word: &&Word<'_>| word.is_capitalized() || lexicon::is_used_as(&word.lower, WordUse::NAME_PARTICLE);
        let mut after = words.words[index..].iter().take(LONGEST_NAME).skip_while(is_name);
        return !is_modal || after.next().is_some_and(is_past_or_comma);
    }
    match index.checked_sub(1).and_then(|before| words.get(before)) {
        Some(before) if before.kind == TokenKind::Number => false,
        Some(before) => match &*before.lower {
            "in" | "on" | "since" | "until" | "till" | "during" | "last" | "next" | "this" | "early" | "late"
            | "mid" | "every" | "-" => false,
            "by" | "of" | "from" | "to" | "before" | "after" | "through" | "between" | "and" => is_person(index),
            _ => true,
        },
        None => true,
    }
}

/// What shows that no question began before it: "resigned" of "Will Marsh resigned", or the comma of "Will Marsh, a pilot".
fn is_past_or_comma(word: &Word<'_>) -> bool {
    word.text == "," || word.is_finite_verb() || is_speech_verb(word)
}

/// Whether a capitalised common word at a sentence's start may be a name for having no article: "Wang said".
fn may_be_a_name(word: &Word<'_>) -> bool {
    let other = WordClass::PLURAL | WordClass::ADVERB | WordClass::ADJECTIVE | WordClass::VERB | WordClass::GERUND;
    lexicon::title(&word.lower).is_none() && word.nominal().is_none() && !common_class(word).intersects(other)
}

/// Whether a capitalised common word before a verb of speech may be somebody's surname, if somebody has it: "Park said".
fn may_be_a_surname(word: &Word<'_>) -> bool {
    let other = WordClass::PLURAL | WordClass::ADVERB | WordClass::GERUND;
    !common_class(word).intersects(other) && word.kind == TokenKind::Word
}

pub(super) fn is_speech_verb(word: &Word<'_>) -> bool {
    word.cue.is_some() && word.class.contains(WordClass::INFLECTED)
}

/// "King"
pub(super) fn is_title_alone(words: &[Word<'_>]) -> bool {
    matches!(words, [only] if lexicon::title(&only.lower).is_some() && only.nominal().is_some())
}

/// "King said", "said King": a title that nothing makes a noun phrase of is a surname, if somebody has it.
pub(super) fn is_title_as_surname(words: &Words<'_>, index: usize) -> bool {
    let near = |at: Option<usize>| at.and_then(|at| words.get(at));
    let before = near(index.checked_sub(1));
    let bare =
        before.is_none_or(|word| word.is_punctuation() || is_speech_verb(word)) || words.words[index].begins_sentence;
    let speaks = near(Some(index + 1)).is_some_and(is_speech_verb) || before.is_some_and(is_speech_verb);
    bare && speaks && words.words[index].quote.is_none()
}

/// Whether capitals alone make a name of a run, where capitals have another reason: a headline, a sentence's start.
pub(super) fn is_tentative(words: &Words<'_>, run: &Range<usize>, heading: bool) -> bool {
    let first = &words.words[run.start];
    let known = first.class.contains(WordClass::PROPER) || common_class(first).is_empty();
    heading
        || (run.len() > 1 && words.words[run.clone()].iter().all(is_shouted))
        || (run.len() == 1
            && first.begins_sentence
            && !(known && may_open(first))
            && !is_first_name_that_speaks(words, run.start))
        || is_title_alone(&words.words[run.clone()])
}

/// Whether a word at a sentence's start can be a name by itself.
fn may_open(word: &Word<'_>) -> bool {
    common_class(word).is_empty() || may_be_a_name(word)
}

pub(super) fn is_shouted(word: &Word<'_>) -> bool {
    word.text.len() > 1 && !word.text.chars().any(char::is_lowercase)
}

fn continues_name(word: &Word<'_>, heading: bool) -> bool {
    let capital = word.kind == TokenKind::Word && word.is_capitalized();
    let particle_name = word.text.starts_with("al-");
    let function = !word.function.is_empty() && !word.text.chars().all(char::is_uppercase);
    let pronoun = word.is("i") || is_contraction(&word.lower);
    let common_in_headline =
        heading && !lexicon::word_class(&word.lower).is_empty() && !word.class.contains(WordClass::PROPER);
    (capital || particle_name)
        && !pronoun
        && !common_in_headline
        && (!function || lexicon::title(&word.lower).is_some())
}

/// Whether a word in lower case has a verb or "not" at its end: "she’ll", "we're", "don’t"; no name has.
pub(in crate::annotate::mention) fn is_contraction(word: &str) -> bool {
    let rest = |mark: char| word.rsplit_once(mark).map(|(_, rest)| rest);
    rest('’').or_else(|| rest('\'')).is_some_and(|rest| matches!(rest, "ll" | "re" | "ve" | "d" | "m" | "t"))
}

/// "the Harbour Pilots’ Association", "the Seamen’s Hall"
fn is_possessive_in_name(words: &Words<'_>, index: usize) -> bool {
    let word = &words.words[index];
    let clitic = word.is_possessive_clitic() || matches!(word.text, "’" | "'");
    let institution = |next: &Word<'_>| next.is_capitalized() && is_organization_word(&next.lower);
    clitic && words.get(index + 1).is_some_and(institution)
}

/// "Ministry of Foreign Affairs", "Bank of England", "Johnson & Johnson"
fn joins_organization(words: &Words<'_>, start: usize, index: usize) -> bool {
    let word = &words.words[index];
    let institution = || words.words[start..index].iter().any(|word| is_organization_word(&word.lower));
    match &*word.lower {
        "&" => true,
        "of" | "for" => institution() || name_word(words.words[start].text) == Some(NameWord::Thing),
        "and" => institution() && words.words[start..index].iter().any(|word| word.is("of") || word.is("for")),
        "the" => words.words[index - 1].is("of") || words.words[index - 1].is("for"),
        _ => false,
    }
}

fn next_capital_after_article(words: &Words<'_>, index: usize, heading: bool) -> bool {
    match words.get(index) {
        Some(word) if word.is("the") => words.get(index + 1).is_some_and(|word| continues_name(word, heading)),
        Some(word) => continues_name(word, heading),
        None => false,
    }
}

/// "van | der | Berg": whether a name goes on after one particle or two.
fn goes_on_after_particles(words: &Words<'_>, index: usize, heading: bool) -> bool {
    let particle = |word: &Word<'_>| lexicon::is_used_as(&word.lower, WordUse::NAME_PARTICLE);
    let Some(first) = words.get(index) else { return false };
    let after = words.words[index..]
        .iter()
        .take(MOST_PARTICLES + 1)
        .skip_while(|word| particle(word) && !word.is_capitalized());
    particle(first) && after.take(1).any(|word| continues_name(word, heading) && word.quote == first.quote)
}

/// "Theresa May": behind a first name a month that is a modal too, unless all words have capitals.
fn is_surname_like_a_month(words: &Words<'_>, start: usize, index: usize, heading: bool) -> bool {
    let next = words.get(index + 1);
    !heading
        && index == start + 1
        && lexicon::first_name(&words.words[start].lower).is_some()
        && words.words[index].is_modal_month()
        && !next.is_some_and(Word::is_capitalized)
}
