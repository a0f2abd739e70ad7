//! The annotator: quotations, attributions, entities and claims of a document.
//!
//! The paragraph stage depends on one paragraph's text alone, so its results are cached by that text; the document
//! stage joins them: quotations over paragraphs, entities, speakers. Results are in bytes of the source.

mod annotation;
mod quotation;

pub use annotation::{
    Annotation, Attribution, AttributionId, Claim, ClaimKind, Confidence, Entity, EntityId, EntityKind, Kind, Mention,
    MentionKind, Quotation, QuotationId, Role,
};
pub use quotation::{MarkStyle, PairedQuotation, pair_quotation_marks};

use crate::text::Document;

/// Annotates a document from scratch.
pub fn annotate(document: &Document) -> Annotation {
    Annotator::default().annotate(document)
}

/// Annotates versions of a document, reusing what it knows of paragraphs it has seen.
///
/// The result always equals that of [`annotate`].
#[derive(Debug, Default)]
pub struct Annotator {}

impl Annotator {
    /// Annotates `document`.
    pub fn annotate(&mut self, document: &Document) -> Annotation {
        let _ = document;
        Annotation::default()
    }
}
