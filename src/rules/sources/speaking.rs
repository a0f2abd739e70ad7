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
