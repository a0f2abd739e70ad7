//! The choices by which it is found who is meant, as they are made: what their rankers are trained on.

use crate::text::{Document, TextRange};

use super::annotation::MentionKind;
use super::coreference::Decision;
use super::document::Known;
use super::document::StepKind;
use super::{Annotator, KnownSources, document};

/// A mention, or a quotation whose speaker is looked for, in the order in which they are resolved.
#[derive(Clone, Debug)]
pub struct Step {
    /// In bytes of the source.
    pub span: TextRange,
    /// The mention's head word, in bytes of the source; of a quotation the whole.
    pub head: TextRange,
    /// Its form; `None` for a quotation without a source, which come after all mentions.
    pub mention: Option<MentionKind>,
    /// What it is resolved to: a number that only tells entities apart.
    pub entity: Option<usize>,
    /// The choice behind it, if there was one.
    pub choice: Option<Choice>,
}

/// What a ranker chose from.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Which ranker.
    pub ranker: &'static str,
    /// Each candidate's entity and features, and which step showed it last.
    pub candidates: Vec<(usize, Vec<u16>, Option<usize>)>,
    /// The features of there being none.
    pub none: Vec<u16>,
}

/// Annotates a document and tells each step of finding who is meant.
pub fn choices(document: &Document) -> Vec<Step> {
    let paragraphs = Annotator::default().paragraphs(document);
    let mut steps = Vec::new();
    document::annotate_observed(
        document,
        &paragraphs,
        &KnownSources::default(),
        &mut Known::default(),
        &mut |span, head, kind, referent, decision| {
            steps.push(Step {
                span,
                head,
                mention: match kind {
                    StepKind::Mention(kind) => Some(kind),
                    StepKind::Quotation => None,
                },
                entity: referent.entity(),
                choice: decision.map(choice),
            });
        },
    );
    steps
}

fn choice(decision: &Decision) -> Choice {
    let candidates = decision.candidates.iter();
    let candidates = candidates.map(|ranked| (ranked.entity, ranked.rows.rows().to_vec(), ranked.mention));
    Choice { ranker: decision.kind, candidates: candidates.collect(), none: decision.none.rows().to_vec() }
}
