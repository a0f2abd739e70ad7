//! Where the content of an attribution begins and ends.

use std::ops::Range;

use crate::annotate::words::Words;
use crate::lexicon::{self, CueClass, Function, WordClass, WordUse};

use super::subject::phrase_end;
use super::verb_group::VerbGroup;

/// Content that follows its cue.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Following {
    pub content: Vec<Range<usize>>,
    /// Where the cue ends: after the colon, if one introduces the content.
    pub cue_end: usize,
    /// Whether the content begins with a quotation.
    pub quoted: bool,
}

/// What is said before and after a head (source and cue) that stands after it, or inside it: "…", Li said, "…".
pub(super) fn around(words: &Words<'_>, head: &Range<usize>, low: usize, high: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut end = head.start;
    while end > low && (words.words[end - 1].text == "," || words.words[end - 1].is_dash()) && !words.is_spoken(end - 1)
    {
        end -= 1;
    }
    let before = before_head(words, low, end);
    let opens = before.is_empty();
    let quoted = !opens && words.is_spoken(before.end - 1);
    if !opens {
        parts.push(before);
    }
    let comma = words.get(head.end).is_some_and(|word| word.text == "," || word.is_dash()) && head.end < high;
    if comma {
        let start = head.end + 1;
        let after = after_head(words, start, high, opens);
        match after.filter(|after| !quoted || words.is_spoken(after.start)) {
            Some(after) => parts.push(after),
            // "…", said Li, speaking of the vote, "…"
            None => {
                let resumed = (start..high).find(|&index| words.is_spoken(index) && words.words[index - 1].text == ",");
                parts.extend(resumed.map(|quote| quote..last_quote_end(words, quote, high)));
            }
        }
    } else if opens && head.end < high {
        let start = head.end;
        parts.extend(after_head(words, start, high, true));
    }
    parts
}

/// What is said before a head that begins right after `end`.
fn before_head(words: &Words<'_>, low: usize, end: usize) -> Range<usize> {
    if end <= low {
        return low..low;
    }
    let Some(quote) = words.words[end - 1].quote.filter(|quote| words.quotes[*quote].can_be_speech) else {
        return skip_punctuation(words, low, end)..end;
    };
    // the quotation, and the words of its sentence before it if it goes on from them
    let start = words.quotes[quote].words.start;
    let first = words.sentence_of(start).start.max(low);
    let goes_on = words.words[first..start].iter().any(|word| !word.is_punctuation());
    let separate = start > first && matches!(words.words[start - 1].text, "." | ":" | "?" | "!");
    if goes_on && !separate { skip_punctuation(words, first, end)..end } else { start.max(low)..end }
}

/// What is said after a head and its comma; `None` if what follows is something else.
fn after_head(words: &Words<'_>, start: usize, high: usize, opens: bool) -> Option<Range<usize>> {
    let mut head = start;
    while head + 1 < high
        && words.words[head].class.contains(WordClass::ADVERB)
        && words.words[head].lower.ends_with("ly")
    {
        head += 1;
    }
    let first = words.get(head).filter(|_| head < high)?;
    if words.is_spoken(start) {
        return Some(start..last_quote_end(words, start, high));
    }
    let incidental = first.function.intersects(Function::COORDINATOR | Function::SUBORDINATOR)
        && !matches!(&*first.lower, "that" | "and" | "but" | "if")
        || first.class == WordClass::GERUND
        || first.cue.is_some() && first.lower.ends_with("ing")
        || first.is("according")
        || first.is("who")
        || first.function.contains(Function::SPEAKER_STOP) && !opens && !first.is("to");
    if incidental && !opens {
        return None;
    }
    let end = without_final_stop(words, start, high);
    (end > start).then_some(start..end)
}

/// What is said after `from`, where a cue and all that belongs to it ends: its own clause, without who is told and when.
pub(super) fn after(
    words: &Words<'_>,
    group: &VerbGroup,
    from: usize,
    high: usize,
    groups: &[VerbGroup],
) -> Option<Following> {
    let mut cue_end = group.words.end;
    let mut start = skip_recipient(words, group, from, high);
    start = skip_adjunct(words, start, high);
    // "called on Tuesday for an end to it"
    let calls = words.words[group.verb].lower.starts_with("call");
    if calls && start > from && words.get(start).is_some_and(|word| word.is("for")) {
        start += 1;
    }
    let next = words.get(start).filter(|_| start < high)?;
    if next.text == ":" {
        if start == cue_end {
            cue_end += 1;
        }
        start += 1;
    } else if next.text == "," {
        // a comma after a cue leads to a quotation, or to something else
        let quote = (start + 1..high).take(12).find(|&index| words.is_spoken(index))?;
        let gap = &words.words[start + 1..quote];
        let adjunct = gap.is_empty() || gap.last().is_some_and(|word| word.text == ",");
        if !adjunct {
            return None;
        }
        start = quote;
    }
    if start >= high {
        return None;
    }
    if words.is_spoken(start) {
        let content = quotes_from(words, start, high);
        return Some(Following { content, cue_end, quoted: true });
    }
    let end = clause_end(words, group, start, high, groups);
    let clause = start..end;
    (!clause.is_empty()).then(|| Following { content: Vec::from([clause]), cue_end, quoted: false })
}

/// After a verb that takes one, who is told: "told reporters", "asked her".
pub(super) fn skip_recipient(words: &Words<'_>, group: &VerbGroup, start: usize, high: usize) -> usize {
    let takes_recipient = lexicon::is_used_as(&words.words[group.verb].lower, WordUse::RECIPIENT_VERB);
    let Some(first) = words.get(start).filter(|_| start < high) else { return start };
    if first.is("to") && words.get(start + 1).is_some_and(|word| word.function.contains(Function::RECIPIENT)) {
        return start + 2;
    }
    if !takes_recipient || words.is_spoken(start) || first.is_punctuation() || first.is("that") || first.is("to") {
        return start;
    }
    let tells = words.words[group.verb].lower.starts_with("t");
    if first.function.contains(Function::RECIPIENT) {
        return start + 1;
    }
    if tells
        && (first.is_capitalized()
            || first.function.intersects(Function::DETERMINER | Function::POSSESSIVE)
            || first.class.contains(WordClass::PLURAL))
    {
        return phrase_end(words, start, high).max(start);
    }
    start
}

/// After a cue, when and where it was said: "on Monday", "in a statement that"; only if something clearly follows it.
fn skip_adjunct(words: &Words<'_>, start: usize, high: usize) -> usize {
    let mut at = start;
    while let Some(word) = words.get(at).filter(|_| at < high) {
        let next_is_time = words.get(at + 1).is_some_and(|next| next.function.contains(Function::TIME));
        if word.function.contains(Function::TIME) {
            at += 1;
        } else if word.function.contains(Function::PREPOSITION) && next_is_time && at + 2 < high {
            at += 2;
        } else {
            break;
        }
    }
    let Some(word) = words.get(at).filter(|_| at < high) else { return start };
    if word.is_punctuation() && !matches!(word.text, "," | ":") && word.quote.is_none() {
        return start;
    }
    let adjunct = word.function.contains(Function::PREPOSITION)
        && !matches!(&*word.lower, "to" | "for" | "of" | "about" | "against");
    if !adjunct {
        return at;
    }
    for index in at..high.min(at + 16) {
        let word = &words.words[index];
        if word.is("that") || words.is_spoken(index) {
            return index;
        }
        if matches!(word.text, "," | ":") {
            let quote_follows = words.get(index + 1).is_some_and(|_| index + 1 < high && words.is_spoken(index + 1));
            return if quote_follows || word.text == ":" { index } else { at };
        }
    }
    at
}

/// The quotation at `start` and those that go on with it before `high`.
fn quotes_from(words: &Words<'_>, start: usize, high: usize) -> Vec<Range<usize>> {
    let begun = words.quotes_between(start, high).iter();
    begun.filter(|quote| quote.can_be_speech).map(|quote| quote.words.clone()).collect()
}

/// Where the clause ends that a cue leads to.
fn clause_end(words: &Words<'_>, group: &VerbGroup, start: usize, high: usize, groups: &[VerbGroup]) -> usize {
    let mut end = without_final_stop(words, start, high);
    let later = groups.iter().filter(|other| other.words.start > start && other.words.start < end);
    for other in later {
        let before = &words.words[other.words.start - 1];
        let quote = words.is_spoken(other.words.start - 1);
        let participle =
            other.is_gerund() && before.text == "," && other.has_class(CueClass::SPEECH | CueClass::CLAUSE);
        let same_form =
            other.cue.form.intersects(group.cue.form) && other.has_class(CueClass::SPEECH | CueClass::CLAUSE);
        let coordinated =
            before.function.contains(Function::COORDINATOR) && same_form && !other.infinitive && !other.passive;
        if !quote && (participle || coordinated) {
            end = other.words.start - 1;
            break;
        }
    }
    end = cut_before_aside(words, start, end);
    while end > start && words.words[end - 1].text == "," && words.words[end - 1].quote.is_none() {
        end -= 1;
    }
    end
}

/// What a comma and one of these introduces may be the writer's own: in doubt it is left out, as the guidelines say.
fn cut_before_aside(words: &Words<'_>, start: usize, end: usize) -> usize {
    let aside = |index: usize| {
        let word = &words.words[index];
        let next = |at: usize| words.get(at).map(|word| &*word.lower).unwrap_or_default();
        let opens = match &*word.lower {
            "which" | "although" | "though" | "whereas" | "but" => true,
            "even" => matches!(next(index + 1), "as" | "though"),
            "and" | "while" => words.words[index..end].iter().any(|word| word.is_finite_verb()),
            _ => false,
        };
        opens && index > start + 3 && words.words[index - 1].text == "," && word.quote.is_none()
    };
    let quoted_later = |index: usize| (index..end).any(|later| words.is_spoken(later));
    (start..end).find(|&index| aside(index) && !quoted_later(index)).unwrap_or(end)
}

/// `high`, or less by a final stop outside quotation marks; more if a quotation runs on over it.
fn without_final_stop(words: &Words<'_>, start: usize, high: usize) -> usize {
    if high <= start {
        return start;
    }
    if let Some(quote) = words.words[high - 1].quote {
        return words.quotes[quote].words.end.max(high);
    }
    if matches!(words.words[high - 1].text, "." | ";" | ",") { high - 1 } else { high }
}

/// The end of the last speech-like quotation that begins between `start` and `high`.
fn last_quote_end(words: &Words<'_>, start: usize, high: usize) -> usize {
    quotes_from(words, start, high).last().map_or(high, |quote| quote.end)
}

fn skip_punctuation(words: &Words<'_>, start: usize, end: usize) -> usize {
    let mut start = start;
    while start < end && words.words[start].is_punctuation() && words.words[start].quote.is_none() {
        start += 1;
    }
    start
}

/// Whether content is what a cue of its class can have, and its source somebody who can have it.
pub(super) fn fits(words: &Words<'_>, group: &VerbGroup, source: &Range<usize>, content: &[Range<usize>]) -> bool {
    let Some(first) = content.first().and_then(|part| words.get(part.start)) else { return false };
    let span = content[0].clone();
    let quoted =
        words.words[span.clone()].iter().any(|word| word.quote.is_some_and(|quote| words.quotes[quote].can_be_speech));
    let opens_quoted = words.is_spoken(span.start);
    let source_words = &words.words[source.clone()];
    let expletive = source_words.len() == 1 && matches!(&*source_words[0].lower, "it" | "this" | "that" | "there");
    let animate = words.is_animate(source.clone());
    let opens_clause = matches!(&*first.lower, "that" | "to" | "whether" | "how" | "what" | "why" | "if")
        || (first.function.contains(Function::SUBJECT_PRONOUN) && !first.function.contains(Function::DETERMINER));
    let clause = opens_clause || has_finite_verb(words, span.clone());
    let group_has = |class| group.has_class(class);
    let adjunct = first.function.contains(Function::SPEAKER_STOP) && !first.is("to") && !first.is("about");
    if adjunct && !clause && !quoted {
        return false;
    }
    if group_has(CueClass::SPEECH) {
        return !expletive || clause || quoted;
    }
    if group_has(CueClass::CLAUSE) && (clause || quoted) {
        return true;
    }
    if group_has(CueClass::MANNER) && opens_quoted {
        return animate;
    }
    if group_has(CueClass::STANCE) {
        return animate;
    }
    if group_has(CueClass::MENTAL) && clause {
        return animate && !expletive;
    }
    group_has(CueClass::EVIDENCE) && clause && !expletive
}

/// Whether a finite verb stands in a span after its first word.
fn has_finite_verb(words: &Words<'_>, span: Range<usize>) -> bool {
    let rest = span.start + 1..span.end.max(span.start + 1);
    words.words[rest].iter().any(|word| word.is_finite_verb())
}
