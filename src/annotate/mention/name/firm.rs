//! Whether the words around a single name show it to be a company's that is called as somebody is: "Ford" of Henry Ford's.

use std::ops::Range;

use crate::annotate::mention::Firm;
use crate::annotate::words::{Word, Words};
use crate::lexicon::Function;

use super::run::is_speech_verb;

/// Words between a verb of speech and "it": "said on Monday that".
const MOST_BETWEEN: usize = 4;

/// What the words around a name show.
pub(super) fn firm(words: &Words<'_>, own: &Range<usize>) -> Firm {
    if own.len() != 1 {
        return Firm::Unknown;
    }
    let before = |back: usize| own.start.checked_sub(back).and_then(|at| words.get(at));
    let founded = before(1).is_some_and(|word| {
        matches!(&*word.lower, "founded" | "co-founded" | "cofounded" | "founding" | "co-founding" | "cofounding")
    });
    let held = before(1).is_some_and(|word| matches!(&*word.lower, "in" | "of"))
        && before(2).is_some_and(|word| matches!(&*word.lower, "shares" | "stock" | "stake" | "shareholders"));
    let sold = words.get(own.end).is_some_and(|word| matches!(&*word.lower, "shares" | "stock" | "shareholders"));
    match () {
        () if founded || held || sold => Firm::Shown,
        () if says_of_itself(words, own.end) => Firm::Hinted,
        () => Firm::Unknown,
    }
}

/// "said on Monday it would close"
fn says_of_itself(words: &Words<'_>, verb: usize) -> bool {
    let between = |word: &Word<'_>| {
        word.is("that") || word.is("on") || word.function.intersects(Function::TIME) || word.is("announced")
    };
    let rest = words.words.get(verb + 1..).unwrap_or_default();
    let after = rest.iter().take(MOST_BETWEEN + 1).find(|word| !between(word));
    words.get(verb).is_some_and(is_speech_verb) && after.is_some_and(|word| word.is("it") || word.is("its"))
}
