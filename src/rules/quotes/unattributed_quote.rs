//! `unattributed-quote`: a quotation that nobody says.

use std::cell::LazyCell;

use crate::annotate::{EntityKind, MentionKind, Quotation};
use crate::lexicon;
use crate::rules::naming::People;
use crate::rules::{Context, Defaults, Family, Finding, MOST_WITH_FIXES, Rule, Severity};
use crate::text::{BlockKind, TextRange};

use super::attribute;

pub(super) const RULE: Rule = Rule {
    name: "unattributed-quote",
    family: Family::Quotes,
    defaults: Defaults::everywhere(Severity::Warning),
    summary: "Somebody is quoted, and the text does not say who.",
    page: include_str!("unattributed_quote.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let people = LazyCell::new(|| People::of(context));
    let wanting = context.annotation.quotations.iter();
    let wanting = wanting.filter(|quotation| !has_speaker(context, quotation) && wants_speaker(context, quotation));
    for (count, quotation) in wanting.enumerate() {
        let message = "This quotation has no speaker.";
        let mut finding = context.finding(&RULE, quotation.span, message, advice(context, quotation));
        if count < MOST_WITH_FIXES {
            finding.fixes = attribute::fixes(context, &people, quotation);
        }
        findings.push(finding);
    }
}

/// Whether it is speech in running text. One with a mark missing is another rule's, as nobody knows where it ends.
fn wants_speaker(context: &Context<'_>, quotation: &Quotation) -> bool {
    quotation.speech
        && quotation.balanced
        && quotation.depth == 0
        && !quotation.turn
        && context.is_running_text(quotation.span)
        && stands_alone(context, quotation.span)
        && !is_headline(context, quotation.span)
        && !goes_on(context, quotation.span)
        && !has_attribution_line(context, quotation.span)
        && !context.sentence(quotation.span.start).is_some_and(|sentence| context.is_cited(sentence))
}

fn has_speaker(context: &Context<'_>, quotation: &Quotation) -> bool {
    quotation.attribution.is_some_and(|id| {
        let attribution = context.annotation.attribution(id);
        !attribution.source.is_empty() || attribution.speaker.is_some()
    })
}

/// Whether the sentences that it stands in are all quoted, and no verb of saying comes right after them. A few quoted words
/// in the writer's own sentence are more often a term or an echo than speech that lacks its speaker.
fn stands_alone(context: &Context<'_>, span: TextRange) -> bool {
    let Some(first) = context.sentence(span.start) else { return false };
    let last = context.sentence(span.end.saturating_sub(1)).unwrap_or(first);
    let has_words = |range: TextRange| context.text(range).contains(char::is_alphanumeric);
    let before = TextRange::new(first.start, span.start);
    let after = TextRange::new(span.end, last.end);
    !has_words(before) && !has_words(after) && !is_followed_by_cue(context, span.end)
}

/// Whether it is a short paragraph by itself, as a headline is in plain text.
fn is_headline(context: &Context<'_>, span: TextRange) -> bool {
    const SHORT: usize = 8;
    let is_whole = context.paragraph(span.start).is_some_and(|paragraph| span.covers(paragraph.source_range()));
    is_whole && context.text(span).split_whitespace().count() < SHORT
}

/// Whether a verb of saying is among the next words of the paragraph: "Ortiz, a nurse, said".
fn is_followed_by_cue(context: &Context<'_>, end: usize) -> bool {
    const NEAR: usize = 6;
    let Some(paragraph) = context.paragraph(end) else { return false };
    let after = paragraph.to_prose(end).and_then(|end| paragraph.text().get(end..)).unwrap_or_default();
    let is_end = |word: &str| word.starts_with(['“', '"', '‘', '«', '„']) || matches!(word, "not" | "never");
    let mut words = after.split_whitespace().take(NEAR).take_while(|word| !is_end(word));
    words.any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        lexicon::cue(&word).is_some()
    })
}

/// Whether the words before it show whose it is: a colon announces it, somebody says something else there, or the last
/// sentence is about a person. What a group says is not one voice.
fn goes_on(context: &Context<'_>, span: TextRange) -> bool {
    let Some(index) = context.paragraph_index(span.start) else { return false };
    let paragraphs = &context.document.paragraphs;
    let own = TextRange::new(paragraphs[index].source_range().start, span.start);
    let has_words = |range: TextRange| context.text(range).contains(char::is_alphanumeric);
    let before = match index.checked_sub(1) {
        _ if has_words(own) => own,
        Some(previous) => paragraphs[previous].source_range(),
        None => return false,
    };
    if context.text(before).trim_end().ends_with(':') {
        return true;
    }
    let sayings = context.sayings_in(before).filter(|attribution| before.covers(attribution.range()));
    // an institution is heard in its own sentence only; a person's words may be taken up later
    let last_sentence = last_sentence(context, before).map_or(before.start, |sentence| sentence.start);
    let mut voices = sayings.map(|attribution| {
        let speaker = attribution.speaker.map(|id| context.annotation.entity(id));
        (speaker, attribution.range().end > last_sentence)
    });
    let has_one_voice = voices.next().is_some_and(|(first, is_near)| {
        let is_one = first.is_none_or(|entity| match entity.kind {
            EntityKind::Person => true,
            EntityKind::Organization => is_near,
            EntityKind::Group | EntityKind::Document => false,
        });
        is_one && voices.all(|(other, _)| other.map(|entity| entity.id) == first.map(|entity| entity.id))
    });
    has_one_voice || ends_with_person(context, before)
}

/// The sentence that a range ends with.
fn last_sentence(context: &Context<'_>, range: TextRange) -> Option<TextRange> {
    let text = context.text(range).trim_end();
    context.sentence((range.start + text.len()).saturating_sub(1))
}

/// Whether somebody is in the last sentence of a range, by name or as "he" or "she": "Ann Li shook her head."
fn ends_with_person(context: &Context<'_>, range: TextRange) -> bool {
    let Some(sentence) = last_sentence(context, range) else { return false };
    let mut mentions = context.mentions_in(sentence).filter(|(_, entity)| entity.kind == EntityKind::Person);
    mentions.any(|(mention, _)| {
        let is_possessor = || {
            let after = context.source.get(mention.span.end..).unwrap_or_default();
            after.starts_with("'s") || after.starts_with("’s")
        };
        match mention.kind {
            MentionKind::Name => !is_possessor(),
            MentionKind::Pronoun => matches!(context.text(mention.span).to_lowercase().as_str(), "he" | "she"),
            MentionKind::Nominal => false,
        }
    })
}

/// Whether a line after the quotation, in the block quote that it stands in, begins with a dash: "— Ann Li, 1998".
fn has_attribution_line(context: &Context<'_>, span: TextRange) -> bool {
    let Some(index) = context.paragraph_index(span.start) else { return false };
    let paragraphs = context.document.paragraphs[index..].iter();
    let mut block = paragraphs.take_while(|paragraph| paragraph.kind == BlockKind::BlockQuote);
    block.any(|paragraph| {
        let after = paragraph.to_prose(span.end).and_then(|end| paragraph.text().get(end..));
        let lines = after.unwrap_or(paragraph.text()).lines();
        lines.map(str::trim_start).any(|line| line.starts_with(['—', '–', '―']) || line.starts_with("--"))
    })
}

fn advice(context: &Context<'_>, quotation: &Quotation) -> String {
    let speaker = context.saying_before(quotation.span.start).and_then(|attribution| attribution.speaker);
    match speaker.map(|speaker| context.annotation.entity(speaker)) {
        Some(person) if person.kind == EntityKind::Person => {
            format!("Say who said it; if it is {} again, say so beside it.", person.name)
        }
        _ => "Say who said it, beside the quotation’s first sentence.".to_owned(),
    }
}
