//! An annotated text as JSON; the shape that other programs rely on.

use serde::Serialize;

use crate::annotate::{Attribution, Entity, EntityId, EntityKind, MentionKind, Pronouns, Quotation};
use crate::rules::Finding;
use crate::text::TextRange;
use crate::workspace::Analysis;

use super::offsets::{OffsetTable, OffsetUnit};

type Span = [usize; 2];

/// Everything about one text.
#[derive(Serialize)]
pub(super) struct DocumentRecord {
    path: String,
    offsets: OffsetUnit,
    attributions: Vec<AttributionRecord>,
    quotations: Vec<QuotationRecord>,
    entities: Vec<EntityRecord>,
    findings: Vec<FindingRecord>,
}

#[derive(Serialize)]
struct AttributionRecord {
    id: usize,
    kind: &'static str,
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    speaker: Option<usize>,
    candidates: Vec<usize>,
    confidence: f64,
}

#[derive(Serialize)]
struct QuotationRecord {
    span: Span,
    speech: bool,
    balanced: bool,
    attribution: Option<usize>,
}

#[derive(Serialize)]
struct EntityRecord {
    id: usize,
    name: String,
    kind: &'static str,
    role: Option<String>,
    /// What a list of known sources says of it, if it is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<KnownRecord>,
    mentions: Vec<MentionRecord>,
}

#[derive(Serialize)]
struct KnownRecord {
    roles: Vec<String>,
    pronouns: Option<&'static str>,
}

#[derive(Serialize)]
struct MentionRecord {
    span: Span,
    kind: &'static str,
}

#[derive(Serialize)]
struct FindingRecord {
    rule: &'static str,
    severity: &'static str,
    span: Span,
    message: String,
    advice: String,
}

impl DocumentRecord {
    /// The record of an analysed text that the user knows as `path`, with offsets in `unit`.
    pub(super) fn new(path: String, analysis: &Analysis, unit: OffsetUnit) -> Self {
        let offsets = &OffsetTable::new(&analysis.source, unit);
        let annotation = &analysis.annotation;
        Self {
            path,
            offsets: unit,
            attributions: annotation.all_attributions().map(|it| AttributionRecord::new(it, offsets)).collect(),
            quotations: annotation.quotations.iter().map(|it| QuotationRecord::new(it, offsets)).collect(),
            entities: annotation.entities.iter().map(|it| EntityRecord::new(it, offsets)).collect(),
            findings: analysis.findings.iter().map(|it| FindingRecord::new(it, offsets)).collect(),
        }
    }
}

impl AttributionRecord {
    fn new(attribution: &Attribution, offsets: &OffsetTable<'_>) -> Self {
        let spans = |ranges: &[TextRange]| ranges.iter().map(|range| offsets.span(*range)).collect();
        Self {
            id: attribution.id.0,
            kind: attribution.kind.name(),
            source: spans(&attribution.source),
            cue: spans(&attribution.cue),
            content: spans(&attribution.content),
            speaker: attribution.speaker.map(|EntityId(id)| id),
            candidates: attribution.candidates.iter().map(|EntityId(id)| *id).collect(),
            confidence: (f64::from(attribution.confidence.0) * 1000.0).round() / 1000.0,
        }
    }
}

impl QuotationRecord {
    fn new(quotation: &Quotation, offsets: &OffsetTable<'_>) -> Self {
        Self {
            span: offsets.span(quotation.span),
            speech: quotation.speech,
            balanced: quotation.balanced,
            attribution: quotation.attribution.map(|id| id.0),
        }
    }
}

impl EntityRecord {
    fn new(entity: &Entity, offsets: &OffsetTable<'_>) -> Self {
        let mentions = entity.mentions.iter().map(|mention| MentionRecord {
            span: offsets.span(mention.span),
            kind: match mention.kind {
                MentionKind::Name => "name",
                MentionKind::Nominal => "nominal",
                MentionKind::Pronoun => "pronoun",
            },
        });
        Self {
            id: entity.id.0,
            name: entity.name.clone(),
            kind: match entity.kind {
                EntityKind::Person => "person",
                EntityKind::Organization => "organization",
                EntityKind::Group => "group",
                EntityKind::Document => "document",
            },
            role: entity.role_words().next().map(str::to_owned),
            known: entity.known.as_ref().map(|source| KnownRecord {
                roles: source.roles.clone(),
                pronouns: source.pronouns().map(Pronouns::word),
            }),
            mentions: mentions.collect(),
        }
    }
}

impl FindingRecord {
    fn new(finding: &Finding, offsets: &OffsetTable<'_>) -> Self {
        Self {
            rule: finding.rule,
            severity: finding.severity.name(),
            span: offsets.span(finding.span),
            message: finding.message.clone(),
            advice: finding.advice.clone(),
        }
    }
}
