//! `unattributed-quote`: a quotation that nobody says.

use crate::annotate::{EntityKind, Quotation};
use crate::lexicon::{self, CueClass};
use crate::rules::{Context, Finding, Rule, Severity};
use crate::text::{BlockKind, Paragraph, TextRange};

pub(in crate::rules) const RULE: Rule = Rule {
    name: "unattributed-quote",
    severity: Severity::Warning,
    summary: "Somebody is quoted, and the text does not say who.",
    page: include_str!("unattributed_quote.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for quotation in &context.annotation.quotations {
        if wants_speaker(context, quotation) && !has_speaker(context, quotation) {
            findings.push(Finding {
                rule: RULE.name,
                severity: RULE.severity,
                span: quotation.span,
                message: "This quotation has no speaker.".to_owned(),
                advice: advice(context, quotation),
                related: Vec::new(),
            });
        }
    }
}

/// Whether it is speech in running text. One with a mark missing is another rule's, as nobody knows where it ends.
fn wants_speaker(context: &Context<'_>, quotation: &Quotation) -> bool {
    quotation.speech
        && quotation.balanced
        && quotation.depth == 0
        && context.is_running_text(quotation.span)
        && stands_alone(context, quotation.span)
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

/// Whether a verb of saying is among the next words of the paragraph: "Ortiz, a nurse, said".
fn is_followed_by_cue(context: &Context<'_>, end: usize) -> bool {
    const NEAR: usize = 6;
    let Some(paragraph) = context.paragraph(end) else { return false };
    let after = paragraph.to_prose(end).and_then(|end| paragraph.text().get(end..)).unwrap_or_default();
    let mut words = after.split_whitespace().take(NEAR).take_while(|word| !word.starts_with(['“', '"', '‘', '«', '„']));
    words.any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        lexicon::cue(&word).is_some_and(|cue| cue.class.intersects(CueClass::SPEECH | CueClass::MANNER))
    })
}

/// Whether it goes on with what a person or an organization says in the sentence before it, or a colon before it announces
/// it. What a group says is not one voice.
fn goes_on(context: &Context<'_>, span: TextRange) -> bool {
    let Some(index) = context.paragraph_index(span.start) else { return false };
    let paragraph = &context.document.paragraphs[index];
    let start = paragraph.source_range().start;
    let is_announced = |paragraph: &Paragraph| paragraph.text().trim_end().ends_with(':');
    let begins = !context.text(TextRange::new(start, span.start)).contains(char::is_alphanumeric);
    if begins {
        return index > 0 && is_announced(&context.document.paragraphs[index - 1]);
    }
    let before = context.annotation.attributions.iter().filter(|attribution| {
        let range = attribution.range();
        start <= range.start && range.end <= span.start
    });
    let last = before.max_by_key(|attribution| attribution.range().end);
    last.is_some_and(|attribution| {
        let between = TextRange::new(attribution.range().end, span.start);
        let is_next = context.sentence(attribution.range().start).is_some_and(|sentence| {
            !context.text(TextRange::new(sentence.end, between.end.max(sentence.end))).contains(char::is_alphanumeric)
        });
        let speaker = attribution.speaker.map(|speaker| context.annotation.entity(speaker).kind);
        is_next && matches!(speaker, Some(EntityKind::Person | EntityKind::Organization))
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
    let before = context.annotation.attributions.iter().rev().find(|attribution| {
        let range = attribution.range();
        range.end <= quotation.span.start && attribution.speaker.is_some()
    });
    match before.and_then(|attribution| attribution.speaker) {
        Some(speaker) => {
            let name = &context.annotation.entity(speaker).name;
            format!("Say who said it; if it is {name} again, say so beside it.")
        }
        None => "Say who said it, beside the quotation’s first sentence.".to_owned(),
    }
}
