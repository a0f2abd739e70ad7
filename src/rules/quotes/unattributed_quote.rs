//! `unattributed-quote`: a quotation that nobody says.

use crate::annotate::Quotation;
use crate::rules::{Context, Finding, Rule, Severity};
use crate::text::{BlockKind, TextRange};

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
        && !has_attribution_line(context, quotation.span)
        && !context.sentence(quotation.span.start).is_some_and(|sentence| context.is_cited(sentence))
}

fn has_speaker(context: &Context<'_>, quotation: &Quotation) -> bool {
    quotation.attribution.is_some_and(|id| {
        let attribution = context.annotation.attribution(id);
        !attribution.source.is_empty() || attribution.speaker.is_some()
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
