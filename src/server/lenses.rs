//! Code lenses: how much is quoted in a text, and how often each speaker is, where the text introduces them.

use crate::annotate::EntityId;
use crate::workspace::Analysis;

/// A line to show above the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// Above which line: that of this byte of the source.
    pub offset: usize,
    /// What it says.
    pub title: String,
    /// Whose quotations it leads to; `None`: all.
    pub speaker: Option<String>,
}

/// The lenses of a text, in its order; none if nobody says anything in it.
pub fn lenses(analysis: &Analysis) -> Vec<Lens> {
    let annotation = &analysis.annotation;
    let mut said = vec![0_usize; annotation.entities.len()];
    for EntityId(speaker) in annotation.all_attributions().filter_map(|attribution| attribution.speaker) {
        if let Some(count) = said.get_mut(speaker) {
            *count += 1;
        }
    }
    let is_alone = |it: &&crate::annotate::Quotation| it.speech && it.attribution.is_none() && it.depth == 0;
    let unsourced = annotation.quotations.iter().filter(is_alone).count();
    let quotes = annotation.attributions.len() + unsourced;
    if quotes == 0 {
        return Vec::new();
    }
    let speakers = annotation.entities.iter().zip(said).filter(|(entity, said)| *said > 0 && !entity.name.is_empty());
    let mut lenses: Vec<Lens> = speakers
        .clone()
        .filter_map(|(entity, said)| {
            let introduction = entity.named_before(0)?;
            let title = format!("{} · {}", entity.name, counted(said, "quote"));
            Some(Lens { offset: introduction.span.start, title, speaker: Some(entity.name.clone()) })
        })
        .collect();
    lenses.sort_by_key(|lens| lens.offset);
    let speakers = match speakers.count() {
        0 => String::new(),
        count => format!(" · {}", counted(count, "speaker")),
    };
    let unsourced = match unsourced {
        0 => String::new(),
        count => format!(" · {count} without source"),
    };
    let title = format!("{}{speakers}{unsourced}", counted(quotes, "quote"));
    lenses.insert(0, Lens { offset: 0, title, speaker: None });
    lenses
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{EntityKind, Kind, MentionKind};
    use crate::server::fixture::{Story, story};

    fn shown(story: &Story) -> Vec<(String, String)> {
        let show = |lens: Lens| {
            let line = story.analysis.source[lens.offset..].lines().next().unwrap_or_default();
            (line.chars().take(9).collect(), lens.title)
        };
        lenses(&story.analysis).into_iter().map(show).collect()
    }

    #[test]
    fn speakers_are_counted_where_they_are_introduced() {
        let expected = [
            ("Maya Wang", "7 quotes · 2 speakers · 1 without source"),
            ("Maya Wang", "Maya Wang · 3 quotes"),
            ("Officials", "Officials · 2 quotes"),
        ];
        assert_eq!(shown(&story()), expected.map(|(line, title)| (line.to_owned(), title.to_owned())));
    }

    #[test]
    fn what_there_is_none_of_is_left_out() {
        let mut story = Story::new("It rained. “No,” said Bo.");
        story.says(None, Kind::Direct, [&["Bo"], &["said"], &["“No,”"]]);
        assert_eq!(shown(&story), [("It rained".to_owned(), "1 quote".to_owned())]);
        let bo = story.entity("Bo", EntityKind::Person, &[("Bo", MentionKind::Name)]);
        story.analysis.annotation.attributions[0].speaker = Some(bo);
        assert_eq!(lenses(&story.analysis)[0].title, "1 quote · 1 speaker");
    }

    #[test]
    fn nothing_said_is_nothing_shown() {
        assert_eq!(lenses(&Story::new("").analysis), []);
        assert_eq!(lenses(&Story::new("The “reform” passed.").analysis), []);
    }
}
