//! What stands around a source: whether it is what says something, and whether it is somebody's.

use crate::lexicon::{self, CueClass};
use crate::rules::Context;
use crate::text::{TextRange, tokenize};

/// Whether what stands right before a place owns what comes there: "Ms Lund's aides".
pub(super) fn is_owned(context: &Context<'_>, start: usize) -> bool {
    let before = context.source.get(..start).unwrap_or_default().trim_end();
    ["'s", "’s", "s'", "s’"].iter().any(|ending| before.ends_with(ending))
}

/// Whether a source says what its cue signals: not "critics have not said when", nor "critics pressing for it".
pub(super) fn is_said(context: &Context<'_>, source: TextRange, cue: TextRange) -> bool {
    if source.end > cue.start {
        return true;
    }
    let group = context.text(TextRange::new(source.end, cue.end));
    let is_negation = |word: &str| matches!(word, "not" | "never") || word.ends_with("n't") || word.ends_with("n’t");
    let words = tokenize(group).into_iter().filter_map(|token| group.get(token.range.start..token.range.end));
    // "opponents try to convince the court" tells what they do
    let is_attempt = |word: &str| matches!(word, "try" | "tries" | "tried" | "seek" | "seeks" | "sought");
    !group.ends_with("ing") && !words.map(str::to_lowercase).any(|word: String| is_negation(&word) || is_attempt(&word))
}

/// Of whom a text says nothing but that there are some who say something: "some economists" before the "who" of "There are some
/// economists who argue".
pub(super) fn those_there_are(context: &Context<'_>, who: TextRange) -> Option<TextRange> {
    const LONGEST: usize = 3;
    if !context.text(who).eq_ignore_ascii_case("who") {
        return None;
    }
    let sentence = context.sentence(who.start)?;
    let mut rest = context.text(TextRange::new(sentence.start, who.start)).trim_end();
    let end = sentence.start + rest.len();
    let mut start = end;
    for _ in 0..=LONGEST {
        let (before, word) = rest.rsplit_once(char::is_whitespace)?;
        if matches!(word, "is" | "are" | "was" | "were" | "remain" | "remains") {
            let subject = before.rsplit(char::is_whitespace).next()?;
            return (subject.eq_ignore_ascii_case("there") && start < end).then_some(TextRange::new(start, end));
        }
        start = sentence.start + rest.len() - word.len();
        rest = before.trim_end();
    }
    None
}

/// Whether somebody has a source's support, which says nothing: "support from young voters".
pub(super) fn lends_support(context: &Context<'_>, source: TextRange) -> bool {
    let start = context.sentence(source.start).map_or(source.start, |sentence| sentence.start);
    let mut before = context.text(TextRange::new(start, source.start)).split_whitespace().rev();
    before.next().is_some_and(|word| matches!(word, "from" | "of" | "among"))
        && before.next().is_some_and(|word| matches!(word, "support" | "backing" | "votes"))
}

/// Whether a cue's words say that somebody says, thinks or feels something, and not what will or should be.
pub(in crate::rules) fn is_telling(cue: &str) -> bool {
    const TELLS: CueClass = CueClass::SPEECH.union(CueClass::CLAUSE).union(CueClass::MENTAL).union(CueClass::STANCE);
    let words: Vec<String> = cue.split_whitespace().map(str::to_lowercase).collect();
    let is_possible =
        |word: &String| matches!(word.as_str(), "will" | "would" | "should" | "may" | "might" | "could" | "must");
    !words.iter().any(is_possible)
        && words.iter().any(|word| lexicon::cue(word).is_some_and(|class| class.intersects(TELLS)))
}
