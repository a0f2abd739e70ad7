//! `scare-quote`: the writer's own word in marks, that says "not really" and not why.

use std::collections::HashSet;

use crate::annotate::{Attribution, Quotation};
use crate::lexicon::{self, CueClass, Function, WordUse};
use crate::rules::wording::counterpart;
use crate::rules::{Context, Defaults, Family, Finding, Fix, Rule, Safety, Severity};
use crate::text::{TextRange, tokenize};

pub(super) const RULE: Rule = Rule {
    name: "scare-quote",
    family: Family::Quotes,
    defaults: Defaults::but_in_fiction(Severity::Hint),
    summary: "A word of the writer’s own stands in quotation marks.",
    page: include_str!("scare_quote.md"),
    check,
};

/// Words that scare quotes have at most.
const MOST_WORDS: usize = 3;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut reported = HashSet::new();
    for quotation in &context.annotation.quotations {
        let Some(inside) = words_in_doubt(context, quotation) else { continue };
        let words = context.words(inside);
        if is_own_voice(context, quotation.span)
            && !is_named_as_words(context, quotation.span)
            // marks around words that somebody says elsewhere take them up
            && !context.quoted_lines().contains(&words.to_lowercase())
            && reported.insert(words.to_lowercase())
        {
            let message = format!("The marks around “{words}” cast doubt, and say neither whose nor why.");
            let advice = "Say whose word it is, or drop the marks, or write what you mean.";
            let mut finding = context.finding(&RULE, quotation.span, message, advice);
            finding.fixes.extend(without_marks(context, quotation.span));
            findings.push(finding);
        }
    }
}

/// What stands between the marks, if it is a common word or two that nobody says.
fn words_in_doubt(context: &Context<'_>, quotation: &Quotation) -> Option<TextRange> {
    if !quotation.balanced || quotation.depth > 0 || quotation.turn || quotation.attribution.is_some() {
        return None;
    }
    let (open, text) = between_marks(context, quotation.span)?;
    let words = text.trim_matches(|c: char| !c.is_alphanumeric());
    let start = quotation.span.start + open.len() + text.find(words)?;
    let inside = TextRange::new(start, start + words.len());
    let is_small = |word: &str| word.chars().all(|c| c.is_lowercase() || matches!(c, '-' | '’' | '\''));
    let is_few = (1..=MOST_WORDS).contains(&words.split_whitespace().count());
    // a comma or a stop of their own makes speech or a list of them
    let marks: usize = text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count();
    let is_grammar = words.split_whitespace().all(|word| !lexicon::function(word).is_empty());
    let is_common =
        is_few && !is_grammar && words.split_whitespace().all(is_small) && words.chars().count() > 1 && marks <= 2;
    (is_common && !text.contains(['?', '!', '…'])).then_some(inside)
}

/// The opening mark, and what stands between it and the other. Marks that are no pair are a letter each.
fn between_marks<'a>(context: &Context<'a>, span: TextRange) -> Option<(&'a str, &'a str)> {
    let text = context.text(span);
    let open = context.opening_mark(span);
    let paired = text.strip_prefix(open).and_then(|text| text.strip_suffix(counterpart(open)));
    if let Some(inside) = paired.filter(|_| !open.is_empty()) {
        return Some((open, inside));
    }
    let (open, rest) = text.split_at(text.chars().next()?.len_utf8());
    let last = rest.chars().next_back()?.len_utf8();
    Some((open, rest.get(..rest.len() - last)?))
}

/// The fix that leaves everything but the marks.
fn without_marks(context: &Context<'_>, span: TextRange) -> Option<Fix> {
    let open = context.opening_mark(span);
    let inside = context.text(span).strip_prefix(open)?.strip_suffix(counterpart(open))?;
    (!open.is_empty()).then(|| Fix::replace("Drop the marks", span, inside, Safety::Offered))
}

/// Whether a place is in the writer's own voice: in running text, and in a sentence where nobody says anything.
fn is_own_voice(context: &Context<'_>, span: TextRange) -> bool {
    let Some(sentence) = context.sentence(span.start) else { return false };
    let mut sayings = context.sayings_in(sentence).chain(&context.annotation.unsourced);
    context.is_running_text(span)
        && context.quotation_around(span).is_none()
        && !context.is_cited(sentence)
        && !sayings.any(|attribution| {
            let parts = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
            let is_here = parts.copied().any(|part| part.overlaps(sentence));
            is_here && (says_words(context, attribution) || attribution.content.iter().any(|part| part.overlaps(span)))
        })
}

/// Whether an attribution may be of words, and not only of what somebody thinks or a document shows.
fn says_words(context: &Context<'_>, attribution: &Attribution) -> bool {
    let words = attribution.cue.iter().flat_map(|cue| context.text(*cue).split_whitespace());
    let mut classes = words.filter_map(|word| lexicon::cue(&lexicon::lower(word))).peekable();
    let thinks = CueClass::MENTAL | CueClass::EVIDENCE;
    classes.peek().is_none() || classes.any(|class| !thinks.contains(class))
}

/// Whether what stands beside the marks says that they hold a term, a title, a word as a word, or what somebody said.
fn is_named_as_words(context: &Context<'_>, span: TextRange) -> bool {
    let Some(sentence) = context.sentence(span.start) else { return true };
    let before = context.text(TextRange::new(sentence.start, span.start)).to_lowercase();
    let after = context.text(TextRange::new(span.end, sentence.end)).to_lowercase();
    let words =
        |text: &str| -> Vec<String> { tokenize(text).iter().map(|token| text[token.range].to_owned()).collect() };
    let (before, after) = (words(&before), words(&after));
    let last = before.last().map_or("", String::as_str);
    let next = after.first().map_or("", String::as_str);
    let is = |word: &str, used: WordUse| lexicon::is_used_as(word, used);
    let own = lexicon::function(last).contains(Function::POSSESSIVE) || matches!(last, "’s" | "'s" | "’" | "'");
    let in_brackets =
        before.iter().rev().take(3).any(|word| matches!(word.as_str(), "(" | "[")) || matches!(next, "(" | "[");
    // "a “liquidating trust”": the term is new to the reader
    let is_phrase_end = !after.first().is_some_and(|word| {
        let is_word = word.chars().all(|c| c.is_alphabetic() || c == '-');
        let ends = Function::PREPOSITION | Function::SUBORDINATOR | Function::AUXILIARY | Function::COORDINATOR;
        is_word && !lexicon::function(word).intersects(ends)
    });
    let is_new = is_phrase_end && before.iter().rev().take(3).any(|word| matches!(word.as_str(), "a" | "an"));
    let told = before.iter().chain(&after).any(|word| {
        let speaks = lexicon::cue(word).is_some_and(|class| class.intersects(CueClass::SPEECH));
        speaks || is(word, WordUse::TERM_VERB) || is(word, WordUse::WORDS_VERB)
    });
    own || in_brackets
        || is_new
        || told
        || last == "as"
        || is(last, WordUse::TERM_NOUN)
        || after.iter().take(2).any(|word| is(word, WordUse::WORDS_NOUN) || is(word, WordUse::TERM_NOUN))
        || before.iter().rev().take(3).any(|word| is(word, WordUse::WORDS_NOUN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::assert_fixes;

    #[test]
    fn drops_the_marks() {
        assert_fixes(
            &RULE,
            &[
                ("The “reform” passed in May.\n", &["The reform passed in May.\n"]),
                ("In May came the \"reform.\"\n", &["In May came the reform.\n"]),
                ("The 'reform' passed in May.\n", &["The reform passed in May.\n"]),
                ("The &ldquo;reform&rdquo; passed in May.\n", &["The reform passed in May.\n"]),
            ],
        );
    }
}
