//! `unbalanced-quote`: a quotation with one of its marks missing.

use crate::annotate::Quotation;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    name: "unbalanced-quote",
    family: Family::Quotes,
    defaults: Defaults::everywhere(Severity::Error),
    summary: "A quotation has one of its marks missing.",
    page: include_str!("unbalanced_quote.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for quotation in context.annotation.quotations.iter().filter(|quotation| !quotation.balanced) {
        let (mark, advice) = (mark(context, quotation), advice(context, quotation));
        let message = if mark == quotation.span {
            format!("This {} closes a quotation that was never opened.", context.text(mark))
        } else {
            format!("The quotation that this {} opens is never closed.", context.text(mark))
        };
        findings.push(context.finding(&RULE, mark, message, advice));
    }
}

/// The mark that is there.
fn mark(context: &Context<'_>, quotation: &Quotation) -> TextRange {
    let text = context.text(quotation.span);
    let first = text.chars().next().map_or(0, char::len_utf8);
    let length = if text.starts_with("``") || text.starts_with("''") { 2 } else { first };
    TextRange::new(quotation.span.start, quotation.span.start + length)
}

fn advice(context: &Context<'_>, quotation: &Quotation) -> String {
    let mark = mark(context, quotation);
    let missing = counterpart(context.text(mark));
    if mark == quotation.span {
        format!("Put {missing} where the quoted words begin, or delete this mark.")
    } else {
        format!(
            "Put {missing} where the quoted words end; speech that goes on in the next paragraph opens again there."
        )
    }
}

/// The mark that belongs to a mark.
fn counterpart(mark: &str) -> &str {
    const PAIRS: [(&str, &str); 8] =
        [("“", "”"), ("‘", "’"), ("«", "»"), ("‹", "›"), ("「", "」"), ("『", "』"), ("``", "''"), ("„", "“")];
    let found = PAIRS.iter().find_map(|(open, close)| match mark {
        _ if mark == *open => Some(*close),
        _ if mark == *close => Some(*open),
        _ => None,
    });
    match (found, mark) {
        (Some(other), _) => other,
        (None, "‚") => "‘",
        (None, straight) => straight,
    }
}
