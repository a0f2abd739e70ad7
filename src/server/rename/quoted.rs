//! In whose quotation a name stands, and where quotations end.

use std::collections::HashSet;

use crate::annotate::{Annotation, Attribution, EntityId, Quotation};
use crate::text::TextRange;

/// The quotations of a text, to look places up in.
pub(super) struct Quotations<'a> {
    annotation: &'a Annotation,
    ends: HashSet<usize>,
}

impl<'a> Quotations<'a> {
    /// Those of an annotation.
    pub fn new(annotation: &'a Annotation) -> Self {
        let parts = annotation.quotations.iter().flat_map(|quotation| &quotation.parts);
        Self { annotation, ends: parts.map(|part| part.end).collect() }
    }

    /// Whether a quotation ends at byte `offset`.
    pub fn end_at(&self, offset: usize) -> bool {
        self.ends.contains(&offset)
    }

    /// Whether a range stands in what somebody other than `speaker` is quoted with, or nobody knows who.
    pub fn are_anothers(&self, speaker: EntityId, range: TextRange) -> bool {
        self.around(range).is_some_and(|quotation| self.speaker(quotation) != Some(speaker))
    }

    /// The innermost speech in quotation marks that a range stands in.
    fn around(&self, range: TextRange) -> Option<&'a Quotation> {
        let quotations = &self.annotation.quotations;
        let begun = quotations.partition_point(|quotation| quotation.span.start <= range.start);
        let before = quotations.iter().take(begun).rev();
        // what begins before one that stands in no other has ended before it
        let mut is_over = false;
        let near = before.take_while(|it| !std::mem::replace(&mut is_over, it.depth == 0));
        near.into_iter().find(|quotation| quotation.speech && quotation.span.covers(range))
    }

    fn speaker(&self, quotation: &Quotation) -> Option<EntityId> {
        let attribution = match quotation.attribution {
            Some(id) => self.annotation.attributions.get(id.0),
            None => self.unsourced(quotation.span),
        };
        attribution?.speaker
    }

    /// What nothing in the text gives to anybody, but whose speaker may be known by its turn.
    fn unsourced(&self, span: TextRange) -> Option<&'a Attribution> {
        let unsourced = &self.annotation.unsourced;
        let start = |it: &Attribution| it.content.first().map_or(0, |content| content.start);
        let begun = unsourced.partition_point(|attribution| start(attribution) <= span.start);
        let last = unsourced.get(begun.checked_sub(1)?)?;
        last.content.iter().any(|content| content.overlaps(span)).then_some(last)
    }
}
