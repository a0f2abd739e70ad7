//! Claims that nothing in the text answers for: what all rules of the family have in common.

use crate::annotate::{Claim, ClaimKind};
use crate::lexicon::{self, FigureWord};
use crate::rules::{Context, Finding, Rule, Severity};
use crate::text::TextRange;

use super::study::unnamed_studies;
use super::to_do::with_to_do;

/// How sure a claim must be for a rule whose findings matter most.
const SURE: f32 = 0.7;

/// The claims of a kind that nothing answers for. A sentence that refers to a study without a name has none.
pub(super) fn open_claims<'a>(context: &Context<'a>, kind: ClaimKind) -> Vec<&'a Claim> {
    let claims = context.annotation.claims.iter().filter(|claim| claim.kind == kind && is_open(context, claim));
    let mut claims: Vec<&Claim> = claims.collect();
    if !claims.is_empty() {
        let studies: Vec<TextRange> = unnamed_studies(context).map(|study| study.sentence).collect();
        claims.retain(|claim| studies.binary_search(&claim.sentence).is_err());
    }
    claims
}

/// Whether nothing answers for a claim: it stands in running text, and neither quotation marks nor a source nor a citation
/// say whose it is.
pub(super) fn is_open(context: &Context<'_>, claim: &Claim) -> bool {
    // Said twice that it is not certain, it reads no better with a source.
    let can_be_said = claim.kind != ClaimKind::DoubleHedge;
    !(can_be_said && claim.attribution.is_some())
        && context.is_running_text(claim.trigger)
        && context.quotation_around(claim.trigger).is_none()
        && !context.is_cited(claim.sentence)
        && !(claim.kind == ClaimKind::Statistic && has_origin_near(context, claim))
}

/// Whether the text around a figure speaks of a study before it or of a poll on either side, which it then comes from.
fn has_origin_near(context: &Context<'_>, claim: &Claim) -> bool {
    const BEFORE: usize = 2;
    const AFTER: usize = 1;
    let Some(index) = context.paragraph_index(claim.sentence.start) else { return false };
    let paragraphs = &context.document.paragraphs;
    let first = paragraphs[index.saturating_sub(BEFORE)].source_range().start;
    let last = paragraphs[(index + AFTER).min(paragraphs.len() - 1)].source_range().end;
    let speaks_of = |range: TextRange, what: FigureWord| {
        context.text(range).split_whitespace().any(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            lexicon::figure_word(&word).intersects(what)
        })
    };
    speaks_of(TextRange::new(first, claim.sentence.start), FigureWord::ORIGIN | FigureWord::POLL)
        || speaks_of(TextRange::new(claim.sentence.end, last), FigureWord::POLL)
}

/// A rule's finding for a claim, at the words that make it one. The message is made by `named` of those words, or it is
/// `unnamed` where they are the whole sentence.
pub(super) fn finding(
    context: &Context<'_>,
    rule: &Rule,
    claim: &Claim,
    named: impl FnOnce(&str) -> String,
    unnamed: &str,
    advice: &str,
) -> Finding {
    let message = match words(context, claim) {
        Some(words) => named(&words),
        None => unnamed.to_owned(),
    };
    with_to_do(context, context.finding(rule, claim.trigger, message, advice), claim.sentence)
}

/// The words that make a claim, if they are fewer than its sentence.
fn words(context: &Context<'_>, claim: &Claim) -> Option<String> {
    let sentence = context.words(claim.sentence);
    let trigger = context.words(claim.trigger);
    let is_whole = sentence.strip_prefix(&trigger).is_some_and(|rest| !rest.contains(char::is_alphanumeric));
    (!is_whole).then_some(trigger)
}

/// The finding, which matters less if its claim is not sure and nobody chose how much it matters.
pub(super) fn unless_unsure(
    context: &Context<'_>,
    rule: &Rule,
    claim: &Claim,
    most: Severity,
    finding: Finding,
) -> Finding {
    if claim.confidence.0 >= SURE || context.settings.chosen_severity(rule).is_some() {
        return finding;
    }
    let severity = finding.severity.min(most);
    Finding { severity, ..finding }
}
