//! Turns of a transcript: WALLACE: Let’s start.

use crate::annotate::words::Words;
use crate::model::Role;

use super::link::{Link, Part};

/// A speaker's name has at most so many words.
const LONGEST: usize = 4;

/// The turn that a paragraph without a cue is: a name in capitals, a colon, and what is said, which is what the tagger
/// takes for content, or all the rest.
pub(super) fn turn(words: &Words<'_>, parts: &[Part]) -> Option<Link> {
    let start = usize::from(words.get(0)?.is_punctuation());
    let colon = (start..start + LONGEST + 1).find(|index| words.get(*index).is_some_and(|word| word.text == ":"))?;
    let name = words.words.get(start..colon)?;
    let shouted = |text: &str| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    if name.is_empty() || !name.iter().all(|word| shouted(word.text)) {
        return None;
    }
    let content = parts.iter().filter(|part| matches!(part.role, Role::Content(_)) && part.words.start > colon);
    let mut content: Vec<_> = content.map(|part| part.words.clone()).collect();
    if content.is_empty() {
        // a full stop outside of quotation marks is not part of what is said
        let stop = words.words.last().is_some_and(|word| word.text == "." && word.quote.is_none());
        content.push(colon + 1..words.words.len() - usize::from(stop));
    }
    content.retain(|part| !part.is_empty());
    if content.is_empty() {
        return None;
    }
    let (source, cue) = (start..colon, colon..colon + 1);
    Some(Link { cue: vec![cue], source: vec![source], content })
}
