//! `unattributed-claim`: an assertion that a reader would ask "says who?" about.

use crate::annotate::{Claim, ClaimKind};
use crate::lexicon::{self, FigureWord};
use crate::rules::{Context, Finding, Rule, Severity};

pub(in crate::rules) const RULE: Rule = Rule {
    name: "unattributed-claim",
    severity: Severity::Warning,
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

/// Whether the paragraphs around a figure speak of a poll, a study or the like, which it then comes from.
fn has_origin_near(context: &Context<'_>, claim: &Claim) -> bool {
    const BEFORE: usize = 2;
    const AFTER: usize = 1;
    let Some(index) = context.paragraph_index(claim.sentence.start) else { return false };
    let paragraphs = &context.document.paragraphs;
    let near = index.saturating_sub(BEFORE)..paragraphs.len().min(index + AFTER + 1);
    let mut words = paragraphs[near].iter().flat_map(|paragraph| paragraph.text().split_whitespace());
    words.any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        lexicon::figure_word(&word).contains(FigureWord::ORIGIN)
    })
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
        ClaimKind::Judgement => (
            format!("“{trigger}” is a judgement in the writer’s own voice."),
            "Let a named source say it, or give the facts and leave the judgement to the reader.",
        ),
        ClaimKind::Accusation => (
            format!("“{trigger}” states wrongdoing as a fact, on nobody’s word."),
            "Say who found or alleges it: a court, an inquiry, a person you name.",
        ),
    };
    Finding {
        rule: RULE.name,
        severity: severity(claim),
        span: claim.trigger,
        message,
        advice: advice.to_owned(),
        related: Vec::new(),
    }
}

/// Judgements are judged differently by different editors, so they are raised softly, as are unsure claims.
fn severity(claim: &Claim) -> Severity {
    const SURE: f32 = 0.7;
    match claim.kind {
        ClaimKind::Judgement => Severity::Information,
        _ if claim.confidence.0 < SURE => Severity::Information,
        _ => RULE.severity,
    }
}
