//! Inlay hints: the speaker's name where the text has a pronoun, a nominal or nothing.

use std::collections::HashSet;

use super::position::Lines;
use crate::annotate::{Annotation, Attribution, Entity, EntityId, Mention, MentionKind};
use crate::text::{Document, TextRange};
use crate::workspace::Analysis;

/// How likely a speaker must be for a hint without a question mark.
const SURE: f32 = 0.6;

/// A name to show in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where, in bytes of the source.
    pub offset: usize,
    /// The name.
    pub label: String,
    /// How it is known.
    pub tooltip: String,
    /// On which side of what it explains it stands.
    pub side: Side,
}

/// On which side of what it explains a hint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before a quotation.
    Before,
    /// After a pronoun or a nominal.
    After,
}

/// The hints in a range of the source, in its order.
pub fn hints(analysis: &Analysis, lines: Lines<'_>, range: TextRange) -> Vec<Hint> {
    let mut hints = after_sources(analysis, lines, range);
    hints.extend(before_quotations(analysis, lines, range));
    hints.retain(|hint| range.touches(hint.offset));
    hints.sort_by_key(|hint| hint.offset);
    hints
}

/// "she: Maya Wang": a name after each source that has none.
fn after_sources(analysis: &Analysis, lines: Lines<'_>, range: TextRange) -> Vec<Hint> {
    let Analysis { annotation, document, .. } = analysis;
    let mut hinted = HashSet::new();
    let mut hints = Vec::new();
    for attribution in &annotation.attributions {
        let Some(speaker) = speaker(annotation, attribution) else { continue };
        let Some(source) = attribution.source.iter().find(|span| span.start <= range.end && range.start <= span.end)
        else {
            continue;
        };
        let mention = annotation.source_mention(attribution);
        if says_enough(document, attribution, speaker, mention) {
            continue;
        }
        let words = mention.map_or(*source, |mention| mention.span);
        // Two attributions may share a source.
        if !hinted.insert(words.end) {
            continue;
        }
        let words_read = document.prose(words);
        hints.push(Hint {
            offset: words.end,
            label: format!("[{}{}]", speaker.name, if is_unsure(attribution) { "?" } else { "" }),
            tooltip: format!(
                "“{words_read}” is {}{}{}",
                if is_unsure(attribution) { "probably " } else { "" },
                speaker.name,
                introduction(speaker, words, lines)
            ),
            side: Side::After,
        });
    }
    hints
}

/// Whether a hint must say that the speaker may be somebody else.
fn is_unsure(attribution: &Attribution) -> bool {
    attribution.speaker_confidence.0 < SURE
}

/// Whether a source itself already says what a hint would.
fn says_enough(document: &Document, attribution: &Attribution, speaker: &Entity, mention: Option<Mention>) -> bool {
    let named = speaker.has_name();
    match mention.map(|mention| mention.kind) {
        Some(MentionKind::Name) => true,
        Some(MentionKind::Nominal) if !named => true,
        _ => {
            let name = speaker.name.to_lowercase();
            attribution.source.iter().any(|span| document.prose(*span).to_lowercase().contains(&name))
        }
    }
}

/// "Maya Wang:": a name before the first quotation of each paragraph in which a speaker goes on without being named.
fn before_quotations(analysis: &Analysis, lines: Lines<'_>, range: TextRange) -> Vec<Hint> {
    let Analysis { annotation, document, .. } = analysis;
    let mut introduced: HashSet<(usize, EntityId)> = HashSet::new();
    for attribution in &annotation.attributions {
        if let Some(speaker) = attribution.speaker {
            introduced.extend(attribution.source.iter().map(|span| (document.paragraph_at(span.start), speaker)));
        }
    }
    let mut hints = Vec::new();
    for quotation in annotation.quotations.iter().filter(|quotation| quotation.speech && quotation.depth == 0) {
        let Some(attribution) = quotation.attribution.and_then(|id| annotation.attributions.get(id.0)) else {
            continue;
        };
        let Some(speaker) = speaker(annotation, attribution) else { continue };
        for part in &quotation.parts {
            if introduced.insert((document.paragraph_at(part.start), speaker.id)) && range.touches(part.start) {
                hints.push(Hint {
                    offset: part.start,
                    label: format!("{}:", speaker.name),
                    tooltip: format!("{} goes on{}", speaker.name, introduction(speaker, *part, lines)),
                    side: Side::Before,
                });
            }
        }
    }
    hints
}

fn speaker<'a>(annotation: &'a Annotation, attribution: &Attribution) -> Option<&'a Entity> {
    annotation.entities.get(attribution.speaker?.0).filter(|speaker| !speaker.name.is_empty())
}

/// Where the text last named the speaker before `place`, or else first did: ", named in line 3".
fn introduction(speaker: &Entity, place: TextRange, lines: Lines<'_>) -> String {
    match speaker.named_before(place.start).filter(|mention| mention.kind == MentionKind::Name) {
        Some(name) => format!(", named in line {}", lines.number(name.span.start)),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Story, story};
    use super::super::position::Encoding;
    use super::*;
    use crate::annotate::Confidence;

    /// The text with its hints in it, in braces.
    fn shown(story: &Story, range: TextRange) -> String {
        let rope = story.rope();
        let mut text = story.analysis.source.to_string();
        for hint in hints(&story.analysis, Lines::new(&rope, Encoding::Utf8), range).into_iter().rev() {
            text.insert_str(hint.offset, &format!("{{{}}}", hint.label));
        }
        text
    }

    #[test]
    fn speakers_are_named_where_the_text_does_not_name_them() {
        let story = story();
        let text = shown(&story, TextRange::new(0, story.analysis.source.len()));
        let lines: Vec<&str> = text.lines().filter(|line| line.contains('{')).collect();
        assert_eq!(
            lines,
            [
                "“We were lied to,” she{[Maya Wang]} said. “Weekly.”",
                "{Maya Wang:}“And nobody asked ‘Why?’ or ‘How?’ at all.",
                "{Maya Wang:}“Nobody.”",
                "Ms. Wang said that taxes fell. Officials said little. They{[Officials]} called it “good”.",
            ]
        );
    }

    #[test]
    fn a_speaker_who_may_be_somebody_else_has_a_question_mark() {
        let mut story = story();
        story.analysis.annotation.attributions[0].speaker_confidence = Confidence(0.5);
        let text = shown(&story, TextRange::new(0, story.analysis.source.len()));
        assert!(text.contains("she{[Maya Wang?]} said"), "{text}");
    }

    #[test]
    fn only_the_range_asked_for_is_answered() {
        let story = story();
        let text = shown(&story, story.at("“Nobody.”"));
        assert_eq!(text.matches('{').count(), 1);
        assert!(text.contains("{Maya Wang:}“Nobody.”"));
        assert!(!shown(&story, story.at("spoke on Friday")).contains('{'));
    }

    #[test]
    fn tooltips_say_how_it_is_known() {
        let story = story();
        let rope = story.rope();
        let all = TextRange::new(0, story.analysis.source.len());
        let hints = hints(&story.analysis, Lines::new(&rope, Encoding::Utf8), all);
        let tooltips: Vec<&str> = hints.iter().map(|hint| hint.tooltip.as_str()).collect();
        assert_eq!(
            tooltips,
            [
                "“she” is Maya Wang, named in line 1",
                "Maya Wang goes on, named in line 1",
                "Maya Wang goes on, named in line 1",
                "“They” is Officials",
            ]
        );
    }

    #[test]
    fn a_speaker_named_later_is_found_there() {
        let mut story = Story::new("When she said “no”, Ann Li meant it.");
        let mentions = [("she", MentionKind::Pronoun), ("Ann Li", MentionKind::Name)];
        let li = story.entity("Ann Li", crate::annotate::EntityKind::Person, &mentions);
        let says = story.says(Some(li), crate::annotate::Kind::Mixed, [&["she"], &["said"], &["“no”"]]);
        story.speech(&["“no”"], says);
        let rope = story.rope();
        let all = TextRange::new(0, story.analysis.source.len());
        let hints = hints(&story.analysis, Lines::new(&rope, Encoding::Utf8), all);
        assert_eq!(hints.len(), 1);
        assert_eq!(hints[0].tooltip, "“she” is Ann Li, named in line 1");
    }
}
