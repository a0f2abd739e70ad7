//! `unbalanced-quote`: a quotation with one of its marks missing.

use crate::annotate::Quotation;
use crate::rules::wording::counterpart;
use crate::rules::{Context, Defaults, Family, Finding, MOST_WITH_FIXES, Rule, Severity};
use crate::text::TextRange;

use super::close;

pub(super) const RULE: Rule = Rule {
    name: "unbalanced-quote",
    family: Family::Quotes,
    defaults: Defaults::everywhere(Severity::Error),
    summary: "A quotation has one of its marks missing.",
    page: include_str!("unbalanced_quote.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let unbalanced = context.annotation.quotations.iter().filter(|quotation| !quotation.balanced);
    for (count, quotation) in unbalanced.enumerate() {
        let (mark, advice) = (mark(context, quotation), advice(context, quotation));
        let message = if mark == quotation.span {
            format!("This {} closes a quotation that was never opened.", context.text(mark))
        } else {
            format!("The quotation that this {} opens is never closed.", context.text(mark))
        };
        let mut finding = context.finding(&RULE, mark, message, advice);
        if count < MOST_WITH_FIXES {
            finding.fixes.extend(close::fix(context, quotation, mark));
        }
        findings.push(finding);
    }
}

/// The mark that is there.
fn mark(context: &Context<'_>, quotation: &Quotation) -> TextRange {
    let length = match context.opening_mark(quotation.span) {
        "" => context.text(quotation.span).chars().next().map_or(0, char::len_utf8),
        mark => mark.len(),
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::{apply, assert_fixes, with_context};

    #[test]
    fn closes_what_is_open() {
        assert_fixes(
            &RULE,
            &[
                ("“We won, Lund said.\n", &["“We won,” Lund said.\n"]),
                ("“Did we win? Lund asked.\n", &["“Did we win?” Lund asked.\n"]),
                ("\"We won, Lund said.\n", &["\"We won,\" Lund said.\n"]),
                ("“We won,” Lund said. “It took us years.\n", &["“We won,” Lund said. “It took us years.”\n"]),
                (
                    "Lund said that the plan was “brave, if late.\n",
                    &["Lund said that the plan was “brave, if late.”\n"],
                ),
                (
                    "“We won”, Lund said. She called the plan “brave, if late.\n",
                    &["“We won”, Lund said. She called the plan “brave, if late”.\n"],
                ),
                // who knows where it ends?
                ("“We won. It took us years. The hall was empty by nine.\n", &[]),
            ],
        );
    }

    #[test]
    fn an_entity_is_a_mark() {
        with_context("&ldquo;We won, Lund said.\n", |context| {
            let findings = crate::rules::check(context);
            let finding = findings.iter().find(|finding| finding.rule == RULE.name).unwrap();
            assert_eq!(finding.message, "The quotation that this &ldquo; opens is never closed.");
            assert_eq!(context.text(finding.span), "&ldquo;");
            assert_eq!(apply(context.source, &finding.fixes[0]).unwrap(), "&ldquo;We won,&rdquo; Lund said.\n");
        });
    }

    #[test]
    fn opens_what_was_never_opened() {
        assert_fixes(&RULE, &[("We won,” Lund said.\n", &["“We won,” Lund said.\n"])]);
    }
}
