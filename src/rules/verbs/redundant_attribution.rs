//! `redundant-attribution`: "Li said taxes fell, he said."

use crate::lexicon::{self, CueClass, Function};
use crate::rules::word_facts::SentenceFacts;
use crate::rules::{Context, Defaults, Family, Finding, Fix, Related, Rule, Safety, Severity};
use crate::text::TextRange;

use super::sentence_words::{words_in, words_of};

pub(super) const RULE: Rule = Rule {
    name: "redundant-attribution",
    family: Family::Verbs,
    defaults: Defaults::but_in_fiction(Severity::Hint),
    summary: "One sentence says twice who says it.",
    page: include_str!("redundant_attribution.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for sentence in context.sentences_with(SentenceFacts::SAID_LAST) {
        if !may_be_opened(context, sentence) {
            continue;
        }
        let Some(closing) = Closing::of(context, sentence) else { continue };
        let Some(opening) = opening_signal(context, sentence, &closing) else { continue };
        if is_one_content(context, TextRange::new(opening.end, closing.with_comma.start)) {
            let message = "The sentence has said already whose words these are.";
            let advice = "Keep one of the two attributions.";
            let related = Related { span: opening, message: "Here it says so first.".to_owned() };
            let fix = Fix::replace("Delete the second attribution", closing.with_comma, "", Safety::Offered);
            findings.push(
                context.finding(&RULE, closing.signal, message, advice).with_related(vec![related]).with_fix(fix),
            );
        }
    }
}

/// The ", he said" or ", according to Li" that ends a sentence in the writer's own voice.
struct Closing {
    /// Source and cue.
    signal: TextRange,
    /// The same with the comma before it.
    with_comma: TextRange,
    source: TextRange,
}

impl Closing {
    /// Sources have at most this many words.
    const LONGEST: usize = 4;

    fn of(context: &Context<'_>, sentence: TextRange) -> Option<Self> {
        let closing = Self::read(context.text(sentence), sentence.start)?;
        let is_own_voice =
            context.is_running_text(closing.signal) && context.quotation_around(closing.signal).is_none();
        is_own_voice.then_some(closing)
    }

    /// Reads a sentence that begins at a place, whatever stands around it.
    fn read(text: &str, place: usize) -> Option<Self> {
        let end = text.strip_suffix('.')?.len();
        let comma = text.rfind(',')?;
        let closing = text.get(comma + 1..end).filter(|words| may_be_attribution(words))?;
        let (comma, end) = (place + comma, place + end);
        let words = words_in(closing, comma + 1);
        let lower: Vec<&str> = words.iter().map(|word| word.lower.as_ref()).collect();
        let source = match lower.as_slice() {
            ["according", "to", source @ ..] => words.get(words.len() - source.len()..)?,
            [source @ .., cue] if is_speech(cue) => words.get(..source.len())?,
            _ => return None,
        };
        let source = source.first().filter(|_| source.len() <= Self::LONGEST)?.span.hull(source.last()?.span);
        let signal = TextRange::new(words.first()?.span.start, end);
        Some(Self { signal, with_comma: TextRange::new(comma, end), source })
    }
}

/// Whether a sentence seems to end in ", he said".
pub(in crate::rules) fn ends_with_attribution(sentence: &str) -> bool {
    Closing::read(sentence, 0).is_some()
}

/// Whether words are few and end in a verb of saying, or begin with "according": a look before all words are read.
fn may_be_attribution(words: &str) -> bool {
    const ACCORDING_TO: usize = 2;
    let mut words = words.split_whitespace();
    let Some(first) = words.next() else { return false };
    let last = words.clone().next_back().unwrap_or(first);
    let verb = last.rsplit(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    words.count() < Closing::LONGEST + ACCORDING_TO
        && (first.eq_ignore_ascii_case("according") || is_speech(&lexicon::lower(verb)))
}

/// Whether a sentence begins with what may be a source: a look before its words are read.
fn may_be_opened(context: &Context<'_>, sentence: TextRange) -> bool {
    let text = context.text(sentence);
    let begins_with = |lead: &&str| text.get(..lead.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(lead));
    ["according to ", "he", "she", "they"].iter().any(begins_with) || context.begins_mention(sentence.start)
}

/// The "Li said" or "According to Li" that opens the sentence, if its source is the closing one's.
fn opening_signal(context: &Context<'_>, sentence: TextRange, closing: &Closing) -> Option<TextRange> {
    let text = context.text(sentence);
    let lead = text.get(.."according to ".len()).filter(|lead| lead.eq_ignore_ascii_case("according to "));
    let source = same_source(context, sentence.start + lead.map_or(0, str::len), closing)?;
    if lead.is_some() {
        return Some(TextRange::new(sentence.start, source.end));
    }
    let after = words_of(context, TextRange::new(source.end, closing.with_comma.start));
    let adverbs = after.iter().take_while(|word| lexicon::function(&word.lower).contains(Function::ADVERB)).count();
    let verb = after.get(adverbs).filter(|word| is_speech(&word.lower))?;
    Some(source.hull(verb.span))
}

/// The mention that begins at a place, if it is of the closing source's entity, or the same pronoun.
fn same_source(context: &Context<'_>, start: usize, closing: &Closing) -> Option<TextRange> {
    let pronoun = context.text(closing.source).to_lowercase();
    let first = TextRange::new(start, start + closing.source.len());
    if matches!(pronoun.as_str(), "he" | "she" | "they") && context.text(first).to_lowercase() == pronoun {
        return Some(first);
    }
    let closing = context.mentions_in(closing.source).filter(|(mention, _)| mention.span.end == closing.source.end);
    let (_, speaker) = closing.min_by_key(|(_, entity)| entity.id)?;
    let opening = speaker.mentions.iter().filter(|mention| mention.span.start == start);
    opening.map(|mention| mention.span).max_by_key(|span| span.len())
}

fn is_speech(word: &str) -> bool {
    lexicon::cue(word).is_some_and(|class| class.intersects(CueClass::SPEECH | CueClass::CLAUSE))
}

/// Whether what stands between is one thing said: nobody else says anything there, nothing is quoted, and no second thing is
/// added.
fn is_one_content(context: &Context<'_>, between: TextRange) -> bool {
    let mut attributions = context.sayings_in(between);
    let has_other = attributions.any(|other| other.source.iter().chain(&other.cue).any(|part| between.covers(*part)));
    let words = words_of(context, between);
    let goes_on = |word: &str| {
        matches!(word, ";" | "adding" | "and" | "but" | "while" | "as" | "“" | "\"" | "‘") || is_speech(word)
    };
    !has_other && !words.is_empty() && !words.iter().any(|word| goes_on(&word.lower))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::assert_fixes;

    #[test]
    fn deletes_the_second() {
        assert_fixes(
            &RULE,
            &[
                ("Daniel Okoro said taxes fell, he said.\n", &["Daniel Okoro said taxes fell.\n"]),
                (
                    "Anna Lund said that the boats would leave in May, she said.\n",
                    &["Anna Lund said that the boats would leave in May.\n"],
                ),
                (
                    "According to Pavel Demir, the channel is too narrow, he said.\n",
                    &["According to Pavel Demir, the channel is too narrow.\n"],
                ),
            ],
        );
    }
}
