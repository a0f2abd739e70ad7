//! `double-hedge`: "accused of allegedly", "may possibly": not certain, said twice.

use crate::annotate::ClaimKind;
use crate::lexicon::{self, ClaimWord};
use crate::rules::{Context, Defaults, Family, Finding, Fix, Rule, Safety, Severity};
use crate::text::{TextRange, tokenize};

use super::open_claim::{finding, open_claims};

pub(super) const RULE: Rule = Rule {
    name: "double-hedge",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "“Accused of allegedly”, “may possibly”: one hedge too many.",
    page: include_str!("double_hedge.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in open_claims(context, ClaimKind::DoubleHedge) {
        let message = format!("“{}” hedges twice.", context.words(claim.trigger));
        let hedge = superfluous(context, claim.trigger);
        let advice = match hedge {
            Some(hedge) => format!("Leave out “{}”: the other word says it.", context.text(hedge)),
            None => "Leave out one of the two.".to_owned(),
        };
        let finding = finding(context, &RULE, claim, Severity::Hint, message, &advice);
        findings.push(match hedge.and_then(|hedge| removal(context, hedge)) {
            Some(fix) => finding.with_fix(fix),
            None => finding,
        });
    }
}

/// The hedge of a phrase that nothing hangs on: its last adverb; if it has none, its adjective.
fn superfluous(context: &Context<'_>, phrase: TextRange) -> Option<TextRange> {
    let text = context.text(phrase);
    let word = |range: TextRange| text.get(range.start..range.end).unwrap_or_default();
    let hedges = tokenize(text).into_iter().map(|token| token.range);
    let hedges = hedges.filter(|range| lexicon::claim_word(&word(*range).to_lowercase()) == Some(ClaimWord::Hedge));
    let hedge = hedges.max_by_key(|range| (word(*range) != "alleged", range.start))?;
    Some(hedge.shifted(phrase.start))
}

/// The fix that leaves a hedge out, if it stands between plain spaces.
fn removal(context: &Context<'_>, hedge: TextRange) -> Option<Fix> {
    let before = context.source.get(..hedge.start)?;
    let after = context.source.get(hedge.end..)?.strip_prefix(' ')?;
    let title = format!("Leave out “{}”", context.text(hedge));
    let end = hedge.end + 1;
    if !before.ends_with(' ') {
        return None;
    }
    // "an alleged suspect": the article goes with the next word.
    if before.ends_with(" an ") && !after.starts_with(['a', 'e', 'i', 'o', 'u']) {
        let article = TextRange::new(hedge.start - "an ".len(), end);
        return Some(Fix::replace(title, article, "a ", Safety::Safe));
    }
    Some(Fix::replace(title, TextRange::new(hedge.start, end), "", Safety::Safe))
}
