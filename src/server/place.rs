//! What the cursor stands on: a mention of somebody, or a part of an attribution.

use crate::annotate::{Annotation, Attribution, Entity, EntityId, Mention};
use crate::text::TextRange;
use crate::workspace::Analysis;

/// Which part of an attribution the cursor stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who says it.
    Source,
    /// What signals it.
    Cue,
    /// What is said.
    Content,
    /// The words between two of the others.
    Between,
}

/// A part of an attribution.
#[derive(Clone, Copy, Debug)]
pub struct AttributionPart<'a> {
    /// The attribution.
    pub attribution: &'a Attribution,
    /// Which part of it this is.
    pub part: Part,
    /// Where it stands, in bytes of the source.
    pub range: TextRange,
}

/// Somebody, and the mention that the cursor at byte `offset` stands in: the shortest one.
pub fn mention_at(analysis: &Analysis, offset: usize) -> Option<(&Entity, Mention)> {
    analysis.annotation.mention_at(offset)
}

/// The shortest part of an attribution that the cursor at byte `offset` stands in. What it stands before counts more than
/// what it stands behind.
pub fn attribution_at(analysis: &Analysis, offset: usize) -> Option<AttributionPart<'_>> {
    let all = analysis.annotation.all_attributions().flat_map(parts);
    let here = all.filter(|part| part.range.touches(offset));
    here.min_by_key(|part| (!part.range.contains(offset), part.range.len())).or_else(|| between(analysis, offset))
}

/// The source, the cue and the content of an attribution.
pub fn parts(attribution: &Attribution) -> impl Iterator<Item = AttributionPart<'_>> {
    let part = move |part| move |range: &TextRange| AttributionPart { attribution, part, range: *range };
    let source = attribution.source.iter().map(part(Part::Source));
    source.chain(attribution.cue.iter().map(part(Part::Cue))).chain(attribution.content.iter().map(part(Part::Content)))
}

/// The words between two parts of an attribution in one paragraph: "she" and "said" may stand apart.
fn between(analysis: &Analysis, offset: usize) -> Option<AttributionPart<'_>> {
    let gaps = analysis.annotation.all_attributions().filter_map(|attribution| {
        let start = parts(attribution).map(|part| part.range.end).filter(|end| *end <= offset).max()?;
        let end = parts(attribution).map(|part| part.range.start).filter(|start| offset <= *start).min()?;
        Some(AttributionPart { attribution, part: Part::Between, range: TextRange::new(start, end) })
    });
    let shortest = gaps.min_by_key(|gap| gap.range.len())?;
    let paragraph = |offset: usize| analysis.document.paragraph_at(offset);
    let last = shortest.range.start.saturating_sub(1);
    (paragraph(last) == paragraph(shortest.range.end)).then_some(shortest)
}

/// All that somebody says, with or without quotation marks, in no order.
pub fn said_by(annotation: &Annotation, speaker: EntityId) -> impl Iterator<Item = TextRange> {
    let own = annotation.all_attributions().filter(move |attribution| attribution.speaker == Some(speaker));
    own.flat_map(|attribution| attribution.content.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Story, story};
    use super::*;

    fn part_at(story: &Story, words: &str) -> Option<(Part, String)> {
        let found = attribution_at(&story.analysis, story.at(words).start)?;
        Some((found.part, story.analysis.source[found.range].to_owned()))
    }

    #[test]
    fn each_part_of_an_attribution_is_found() {
        let story = story();
        let found = |part, words: &str| Some((part, words.to_owned()));
        assert_eq!(part_at(&story, "lied"), found(Part::Content, "“We were lied to,”"));
        assert_eq!(part_at(&story, "[she] said"), found(Part::Source, "she"));
        assert_eq!(part_at(&story, "she [said]"), found(Part::Cue, "said"));
        assert_eq!(part_at(&story, "Wang said [that]"), found(Part::Content, "that taxes fell"));
        assert_eq!(part_at(&story, "Officials said[] little"), found(Part::Cue, "said"));
        assert_eq!(part_at(&story, "passed"), None);
        assert_eq!(part_at(&story, "deal"), None);
    }

    #[test]
    fn words_between_two_parts_count_in_one_paragraph_alone() {
        let mut story = Story::new("She then quietly said no.\n\nIt rained for hours.\n\n“No.”\n");
        story.says(None, crate::annotate::Kind::Indirect, [&["She"], &["said"], &["no", "“No.”"]]);
        assert_eq!(part_at(&story, "quietly"), Some((Part::Between, " then quietly ".to_owned())));
        assert_eq!(part_at(&story, "rained"), None);
    }
}
