//! The words of a claim that a finding points at, where no list of words found it.

use crate::annotate::annotation::ClaimKind;
use crate::lexicon::{self, ClaimWord, Function};
use crate::text::{TextRange, tokenize};

/// Where to point at in a sentence of a paragraph's text: at the word that shows the kind of the claim; else at all of it, but
/// for what ends it.
pub(super) fn find(text: &str, sentence: TextRange, kind: ClaimKind) -> TextRange {
    let own = text.get(sentence.start..sentence.end).unwrap_or_default();
    let words = tokenize(own);
    let shows = |range: TextRange| {
        let word = own.get(range.start..range.end).unwrap_or_default();
        match kind {
            ClaimKind::Statistic => word.starts_with(|c: char| c.is_ascii_digit()),
            ClaimKind::Prediction => lexicon::claim_word(&word.to_lowercase()) == Some(ClaimWord::Prospect),
            ClaimKind::Mind => lexicon::claim_word(&word.to_lowercase()) == Some(ClaimWord::Mind),
            _ => false,
        }
    };
    let at = |range: TextRange| TextRange::new(sentence.start + range.start, sentence.start + range.end);
    match words.iter().position(|word| shows(word.range)) {
        Some(first) if kind == ClaimKind::Prediction => {
            // "will not cost": the verb shows what is foretold
            let is_verb = |range: TextRange| {
                let word = own.get(range.start..range.end).unwrap_or_default();
                !lexicon::function(word).intersects(Function::ADVERB | Function::AUXILIARY)
            };
            let verb = words[first + 1..].iter().take(4).find(|word| is_verb(word.range));
            at(words[first].range.hull(verb.unwrap_or(&words[first]).range))
        }
        Some(first) => at(words[first].range),
        None => at(TextRange::new(0, own.trim_end_matches(|c: char| c.is_whitespace() || c == '.').len())),
    }
}
