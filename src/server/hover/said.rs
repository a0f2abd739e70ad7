//! What a hover tells of a quotation or a source: who says it, how that is known, and how sure that is.

use super::{LONGEST, View, listed_role};
use crate::annotate::{Attribution, Confidence, Entity, Kind, Quotation};
use crate::server::excerpt;
use crate::server::markup::RichText;
use crate::text::TextRange;

impl View<'_> {
    /// Tells of a quotation, of which the cursor is in `part`.
    pub(super) fn quotation(&self, quotation: &Quotation, part: TextRange) -> String {
        let annotation = &self.analysis.annotation;
        let attribution = quotation.attribution.and_then(|id| annotation.attributions.get(id.0));
        let text = RichText::new(self.markup);
        let text = match attribution {
            _ if !quotation.speech => text.words("In quotation marks, but not speech."),
            Some(attribution) => return self.attribution(attribution, Some(part)),
            None => match self.by_turns(quotation) {
                Some(told) => return told,
                None => text.strong("No speaker found").paragraph().words("Nothing near it says who says this."),
            },
        };
        match self.speaker_around(quotation) {
            Some(speaker) => text.paragraph().words("It stands in what ").words(&speaker.name).words(" says.").finish(),
            None => text.finish(),
        }
    }

    /// The speaker of the innermost speech that a quotation stands in.
    fn speaker_around(&self, inner: &Quotation) -> Option<&Entity> {
        let annotation = &self.analysis.annotation;
        let around = |outer: &&Quotation| outer.speech && outer.span != inner.span && outer.span.covers(inner.span);
        let outer = annotation.quotations.iter().filter(around).min_by_key(|outer| outer.span.len())?;
        self.speaker_of(annotation.attributions.get(outer.attribution?.0)?)
    }

    /// Tells of a quotation that nothing in the text gives to anybody, but whose speaker the text around it shows.
    fn by_turns(&self, quotation: &Quotation) -> Option<String> {
        let unsourced = &self.analysis.annotation.unsourced;
        let covers = |content: &TextRange| content.overlaps(quotation.span);
        let attribution = unsourced.iter().find(|attribution| attribution.content.iter().any(covers))?;
        let speaker = self.speaker_of(attribution)?;
        let how = if quotation.turn { "the turns of the conversation" } else { "the words around it" };
        let text = self.says_who(attribution, quotation.span.start).paragraph();
        let text = text.words(kind_words(attribution.kind)).words(" The text does not say who says it; ");
        let text = self.named_last(speaker, quotation.span.start, text.words(how).words(" point to "));
        Some(text.words(".").paragraph().words(&self.confidence(attribution)).finish())
    }

    /// Tells of an attribution; `part` is the part of its content that the cursor is in.
    pub(super) fn attribution(&self, attribution: &Attribution, part: Option<TextRange>) -> String {
        let place = attribution.source.first().copied().unwrap_or_else(|| attribution.range()).start;
        let text = self.says_who(attribution, place).paragraph();
        let text = self.source(attribution, place, text.words(kind_words(attribution.kind)).words(" "));
        let text = match self.words(&attribution.cue) {
            Some(cue) => text.words(" Cue: ").words(&cue).words("."),
            None => text,
        };
        let text = match part.and_then(|part| self.goes_on_from(attribution, part)) {
            Some(before) => self.line(text.words(" It goes on from "), before.start).words("."),
            None => text,
        };
        text.paragraph().words(&self.confidence(attribution)).finish()
    }

    /// "Maya Wang, an expert with Human Rights Watch", or why nobody is named.
    fn says_who(&self, attribution: &Attribution, place: usize) -> RichText {
        let text = RichText::new(self.markup);
        if let Some(speaker) = self.speaker_of(attribution) {
            let text = text.strong(&speaker.name);
            if let Some(role) = speaker.listed_roles().first() {
                return listed_role(text.words(", "), role);
            }
            return match speaker.roles.first() {
                Some(role) => self.line(text.words(", ").words(&role.text).words(" ("), role.span.start).words(")"),
                None => text,
            };
        }
        let candidates: Vec<&Entity> = attribution.candidates.iter().filter_map(|id| self.entity(*id)).collect();
        let last = candidates.len().saturating_sub(1);
        candidates.iter().enumerate().fold(text.strong("No speaker found"), |text, (index, candidate)| {
            let text = text.words(match index {
                0 => ": it could be ",
                _ if index == last => " or ",
                _ => ", ",
            });
            let text = text.words(&candidate.name);
            match candidate.named_before(place) {
                Some(mention) => self.line(text.words(" ("), mention.span.start).words(")"),
                None => text,
            }
        })
    }

    /// "Source: “she” → Maya Wang, line 3.": the line is the one that named her last.
    fn source(&self, attribution: &Attribution, place: usize, text: RichText) -> RichText {
        let speaker = self.speaker_of(attribution);
        match (self.words(&attribution.source), speaker) {
            (Some(words), Some(speaker)) if !words.contains(&speaker.name) => {
                let text = text.words("Source: ").words(&words).words(" → ");
                self.named_last(speaker, place, text).words(".")
            }
            (Some(words), _) => self.line(text.words("Source: ").words(&words).words(", "), place).words("."),
            (None, Some(_)) => text.words("It has no source of its own."),
            (None, None) => text.words("No source."),
        }
    }

    /// "Maya Wang, line 3": somebody, and where they were named last before a place.
    fn named_last(&self, speaker: &Entity, place: usize, text: RichText) -> RichText {
        let text = text.words(&speaker.name);
        match speaker.named_before(place) {
            Some(mention) => self.line(text.words(", "), mention.span.start),
            None => text,
        }
    }

    /// The content before `part`, if that is in a paragraph of its own without source and cue.
    fn goes_on_from(&self, attribution: &Attribution, part: TextRange) -> Option<TextRange> {
        let document = &self.analysis.document;
        let paragraph = document.paragraphs.get(document.paragraph_at(part.start))?.source_range();
        let told = attribution.source.iter().chain(&attribution.cue).any(|span| span.overlaps(paragraph));
        let before = attribution.content.iter().rfind(|content| content.end <= paragraph.start);
        before.filter(|_| !told).copied()
    }

    /// How sure it is that this is said, and that this one says it, as far as the two differ.
    fn confidence(&self, attribution: &Attribution) -> String {
        let speaker = attribution.speaker_confidence.0;
        let said = confidence_word(Confidence(attribution.confidence.0 / speaker.max(f32::MIN_POSITIVE)));
        let who = confidence_word(attribution.speaker_confidence);
        match self.speaker_of(attribution) {
            None => format!("Confidence: {said} that this is said"),
            Some(_) if speaker >= 1.0 => format!("Confidence: {said}"),
            Some(speaker) if attribution.cue.is_empty() => format!("Confidence: {who} that {} says it", speaker.name),
            Some(_) if said == who => format!("Confidence: {said}"),
            Some(speaker) => format!("Confidence: {said} that this is said, {who} that {} says it", speaker.name),
        }
    }

    /// The words at some spans, the first few of each, in quotation marks.
    fn words(&self, spans: &[TextRange]) -> Option<String> {
        let words: Vec<String> =
            spans.iter().map(|span| excerpt::opening_words(&self.analysis.document, *span, LONGEST)).collect();
        let words = words.join(" … ");
        (!words.is_empty()).then(|| format!("“{words}”"))
    }
}

fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "Direct quotation.",
        Kind::Indirect => "Indirect: in the writer’s words.",
        Kind::Mixed => "Mixed: partly quoted, partly in the writer’s words.",
    }
}

fn confidence_word(confidence: Confidence) -> &'static str {
    match confidence.0 {
        0.9.. => "high",
        0.6.. => "medium",
        _ => "low",
    }
}
