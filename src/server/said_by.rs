//! What one speaker says in a text, found by name or by place.

use crate::annotate::{Annotation, Entity, MentionKind};
use crate::workspace::{Analysis, Quote, quotes_of};

/// Somebody, with what they say.
#[derive(Clone, Debug)]
pub struct SaidBy<'a> {
    /// Who it is.
    pub entity: &'a Entity,
    /// What they say, in the order of the text.
    pub quotes: Vec<Quote>,
}

/// What the one says who goes by a name, as it is written anywhere in the text; who has more of it comes first. `None`:
/// there is nobody of that name.
pub fn said_by_named<'a>(analysis: &'a Analysis, name: &str) -> Option<SaidBy<'a>> {
    let name = name.trim().to_lowercase();
    let entities = &analysis.annotation.entities;
    let by_name = || entities.iter().find(|entity| entity.name.to_lowercase() == name);
    let is_called = |entity: &&Entity| {
        let mut names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        names.any(|mention| analysis.document.prose(mention.span).to_lowercase() == name)
    };
    by_name().or_else(|| entities.iter().find(is_called)).map(|entity| SaidBy::of(analysis, entity))
}

/// What the one says who is mentioned at a place, or whose words stand there. `None`: nobody is and nobody's do.
pub fn said_by_at(analysis: &Analysis, offset: usize) -> Option<SaidBy<'_>> {
    let annotation = &analysis.annotation;
    let entity = annotation.mention_at(offset).map(|(entity, _)| entity).or_else(|| speaker_at(annotation, offset))?;
    Some(SaidBy::of(analysis, entity))
}

/// Whose words stand at a place: those of the innermost attribution, quoted or not.
fn speaker_at(annotation: &Annotation, offset: usize) -> Option<&Entity> {
    let spans = annotation.all_attributions().flat_map(|it| it.content.iter().map(move |span| (span, it)));
    let (_, attribution) = spans.filter(|(span, _)| span.touches(offset)).min_by_key(|(span, _)| span.len())?;
    annotation.entities.get(attribution.speaker?.0)
}

impl<'a> SaidBy<'a> {
    fn of(analysis: &Analysis, entity: &'a Entity) -> Self {
        Self { entity, quotes: quotes_of(analysis, entity.id) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::story;

    fn shown(said: Option<SaidBy<'_>>) -> Option<(&str, Vec<String>)> {
        said.map(|said| (said.entity.name.as_str(), said.quotes.into_iter().map(|quote| quote.text).collect()))
    }

    const WANG: [&str; 3] =
        ["“We were lied to,” … “Weekly.”", "“And nobody asked ‘Why?’ or ‘How?’ at all. … “Nobody.”", "that taxes fell"];

    #[test]
    fn people_are_found_by_all_their_names() {
        let story = story();
        for name in ["Maya Wang", "maya wang ", "Ms. Wang"] {
            let said = shown(said_by_named(&story.analysis, name));
            assert_eq!(said, Some(("Maya Wang", WANG.map(str::to_owned).to_vec())), "{name}");
        }
        assert_eq!(shown(said_by_named(&story.analysis, "Ann")), Some(("Ann", Vec::new())));
        assert_eq!(shown(said_by_named(&story.analysis, "")), None);
        assert_eq!(shown(said_by_named(&story.analysis, "She")), None);
    }

    #[test]
    fn people_are_found_where_they_are_mentioned_and_where_they_speak() {
        let story = story();
        for (place, name) in [
            ("she said", Some("Maya Wang")),
            ("“Weekly.”", Some("Maya Wang")),
            ("taxes fell", Some("Maya Wang")),
            ("“good”", Some("Officials")),
            ("“I quit,”", None),
            ("died", None),
        ] {
            let said = said_by_at(&story.analysis, story.at(place).start);
            assert_eq!(said.map(|said| said.entity.name.as_str()), name, "{place}");
        }
    }
}
