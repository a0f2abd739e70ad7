//! `stale-attribution`: paragraph after paragraph is quoted, and the source is long past.

use crate::annotate::Quotation;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};
use crate::text::{BlockKind, Paragraph, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "stale-attribution",
    family: Family::Quotes,
    defaults: Defaults::but_in_fiction(Severity::Information),
    summary: "The third quoted paragraph in a row has no source of its own.",
    page: include_str!("stale_attribution.md"),
    check,
};

/// Which quoted paragraph in a row is one too many.
const STALE: usize = 3;
/// Shorter paragraphs are the turns of a conversation.
const FEWEST_WORDS: usize = 6;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut in_row = 0;
    for (index, paragraph) in context.document.paragraphs.iter().enumerate() {
        match quoted_alone(context, paragraph) {
            Some(span) if in_row > 0 || !is_announced(context, index) => {
                in_row += 1;
                if in_row == STALE && !is_signed(context, index) {
                    let message = "This is the third quoted paragraph in a row that names no source.";
                    findings.push(context.finding(&RULE, span, message, "Say again who speaks."));
                }
            }
            _ => in_row = 0,
        }
    }
}

/// The words of a paragraph that is nothing but quotations with both of their marks, if it can be part of a long speech. In
/// a conversation paragraphs are short or ask.
fn quoted_alone(context: &Context<'_>, paragraph: &Paragraph) -> Option<TextRange> {
    let range = paragraph.source_range();
    let quotations = &context.annotation.quotations;
    let begun = quotations.partition_point(|quotation| quotation.span.start < range.end);
    let outermost = quotations[..begun].iter().rev().filter(|quotation| quotation.depth == 0);
    let count = outermost.clone().take_while(|quotation| quotation.span.end > range.start).count();
    // the last first
    let own = || outermost.clone().take(count);
    let last = own().next()?;
    let first = own().last()?;
    let is_whole = |quotation: &Quotation| quotation.balanced && range.covers(quotation.span);
    let span = first.span.hull(last.span);
    let is_speech = paragraph.kind == BlockKind::Paragraph
        && own().all(is_whole)
        && own().any(|quotation| quotation.speech)
        && nothing_outside(context, range, own())
        && !context.text(span).trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?')
        && context.text(span).split_whitespace().count() >= FEWEST_WORDS;
    is_speech.then_some(span)
}

/// Whether no word of a paragraph stands outside of its quotations; the last comes first.
fn nothing_outside<'a>(
    context: &Context<'_>,
    paragraph: TextRange,
    quotations: impl Iterator<Item = &'a Quotation>,
) -> bool {
    let is_empty = |gap: TextRange| !context.text(gap).contains(char::is_alphanumeric);
    let mut end = paragraph.end;
    for quotation in quotations {
        if !is_empty(TextRange { start: quotation.span.end, end }) {
            return false;
        }
        end = quotation.span.start;
    }
    is_empty(TextRange { start: paragraph.start, end })
}

/// Whether a colon at the end of the paragraph before says whose words follow.
fn is_announced(context: &Context<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| context.document.paragraphs.get(before));
    before.is_some_and(|paragraph| paragraph.text().trim_end().ends_with(':'))
}

/// Whether the next paragraph signs what stands before it: "— Ann Li".
fn is_signed(context: &Context<'_>, index: usize) -> bool {
    let next = context.document.paragraphs.get(index + 1);
    next.is_some_and(|paragraph| paragraph.text().starts_with(['—', '–', '―', '-']))
}
