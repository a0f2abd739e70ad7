//! `unattributed-claim`: an assertion that a reader would ask "says who?" about.

use crate::annotate::{Claim, ClaimKind};
use crate::lexicon::{self, FigureWord};
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    name: "unattributed-claim",
    family: Family::Claims,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "A figure, an accusation, hearsay or a judgement that has no source.",
    page: include_str!("unattributed_claim.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in &context.annotation.claims {
        let is_open = claim.attribution.is_none()
            && context.is_running_text(claim.trigger)
            && context.quotation_around(claim.trigger).is_none()
            && !context.is_cited(claim.sentence)
            && !(claim.kind == ClaimKind::Statistic && has_origin_near(context, claim));
        if is_open {
            findings.push(finding(context, claim));
        }
    }
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

fn finding(context: &Context<'_>, claim: &Claim) -> Finding {
    let trigger = context.words(claim.trigger);
    let (message, advice) = match claim.kind {
        ClaimKind::Statistic => (
            format!("The figure “{trigger}” has no source."),
            "Say who counted, and when, or link to where the figure stands.",
        ),
        ClaimKind::Agentless => (
            format!("“{trigger}” hides who says so."),
            "Name those who say it, or state it as a fact that you can stand behind.",
        ),
        ClaimKind::Hearsay => {
            (format!("“{trigger}” does not say on whose word."), "Name the report or the person that it comes from.")
        }
        ClaimKind::Judgement | ClaimKind::Prediction | ClaimKind::Mind => (
            format!("“{trigger}” is a judgement in the writer’s own voice."),
            "Let a named source say it, or give the facts and leave the judgement to the reader.",
        ),
        ClaimKind::Accusation => (
            format!("“{trigger}” states wrongdoing as a fact, on nobody’s word."),
            "Say who found or alleges it: a court, an inquiry, a person you name.",
        ),
    };
    match claim.kind {
        ClaimKind::Judgement | ClaimKind::Prediction | ClaimKind::Mind => {
            context.doubtful_finding(&RULE, Severity::Information, claim.trigger, message, advice)
        }
        _ if claim.confidence.0 < SURE => {
            context.doubtful_finding(&RULE, Severity::Information, claim.trigger, message, advice)
        }
        _ => context.finding(&RULE, claim.trigger, message, advice),
    }
}

const SURE: f32 = 0.7;
