//! Who an annotation says speaks.

use crate::annotate::{Annotation, Attribution, Entity};
use crate::text::TextRange;

/// The speaker of the attribution whose content has most of some text; `None` if it has no speaker or none has any of it.
pub(super) fn speaker_of<'a>(annotation: &'a Annotation, spans: &[TextRange]) -> Option<&'a Entity> {
    let shared = |attribution: &Attribution| -> usize {
        let pairs = attribution.content.iter().flat_map(|part| spans.iter().map(|span| part.intersection(*span)));
        pairs.flatten().map(TextRange::len).sum()
    };
    let all = annotation.all_attributions().map(|attribution| (shared(attribution), attribution.speaker));
    let best = all.filter(|(shared, _)| *shared > 0).max_by_key(|(shared, speaker)| (*shared, speaker.is_some()));
    best.and_then(|(_, speaker)| speaker).map(|speaker| annotation.entity(speaker))
}

/// Who a source is: the speaker of the attribution that has this source, or most of it, else the entity of the shortest
/// mention that has some of the source's head word.
pub(super) fn entity_of_source(annotation: &Annotation, source: TextRange, head: TextRange) -> Option<&Entity> {
    let shared = |attribution: &Attribution, span: TextRange| -> usize {
        attribution.source.iter().filter_map(|part| part.intersection(span)).map(TextRange::len).sum()
    };
    let speakers = annotation.all_attributions().filter_map(|attribution| {
        let rank = (shared(attribution, head), shared(attribution, source));
        (rank.1 > 0).then_some((rank, attribution.speaker?))
    });
    match speakers.max_by_key(|(rank, _)| *rank) {
        Some((_, speaker)) => Some(annotation.entity(speaker)),
        None => mentioned_at(annotation, head),
    }
}

/// The entity of the shortest mention that has some of `word`.
fn mentioned_at(annotation: &Annotation, word: TextRange) -> Option<&Entity> {
    let mentions = annotation.entities.iter().flat_map(|entity| entity.mentions.iter().map(move |m| (entity, m.span)));
    let shortest = mentions.filter(|(_, span)| span.overlaps(word)).min_by_key(|(_, span)| span.len());
    shortest.map(|(entity, _)| entity)
}

#[cfg(test)]
mod tests {
    use crate::text::{self, Format};

    use super::*;

    fn range(text: &str, part: &str) -> TextRange {
        let start = text.find(part).unwrap();
        TextRange::new(start, start + part.len())
    }

    #[test]
    fn the_speaker_is_that_of_the_content() {
        let source = "“We have won it all,” said Maya Lind. “They were better,” said Jonas Berg.";
        let annotation = crate::annotate::annotate(&text::read(source, Format::Plain));
        let speaker = |part| speaker_of(&annotation, &[range(source, part)]).map(|entity| entity.name.as_str());
        assert_eq!(speaker("We have won it all"), Some("Maya Lind"));
        assert_eq!(speaker("They were better"), Some("Jonas Berg"));
        assert_eq!(speaker("said"), None);
    }

    #[test]
    fn a_source_is_who_speaks_or_who_is_mentioned_there() {
        let source = "Maya Lind slept. “They were better,” said Jonas Berg.";
        let annotation = crate::annotate::annotate(&text::read(source, Format::Plain));
        let who = |span, head| {
            let entity = entity_of_source(&annotation, range(source, span), range(source, head));
            entity.map(|entity| entity.name.as_str())
        };
        assert_eq!(who("Jonas Berg", "Berg"), Some("Jonas Berg"));
        assert_eq!(who("said Jonas", "said"), Some("Jonas Berg"));
        assert_eq!(who("Maya Lind", "Lind"), Some("Maya Lind"));
        assert_eq!(who("slept", "slept"), None);
    }
}
