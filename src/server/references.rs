//! References: every mention of somebody, and what they say.

use super::hover::introduction;
use super::place;
use crate::annotate::MentionKind;
use crate::text::TextRange;
use crate::workspace::Analysis;

/// Every mention of whoever is under the cursor at byte `offset`, or of whoever speaks there, in text order; without the one
/// that introduces them unless `with_introduction`.
///
/// All that they say is among them when asked on what they say, and when asked on their name with the introduction: most
/// editors always ask so. On a pronoun or a nominal the mentions alone are asked for.
pub fn references(analysis: &Analysis, offset: usize, with_introduction: bool) -> Option<Vec<TextRange>> {
    let (entity, with_words) = match place::mention_at(analysis, offset) {
        Some((entity, mention)) => (entity, with_introduction && mention.kind == MentionKind::Name),
        None => {
            let speaker = place::attribution_at(analysis, offset)?.attribution.speaker?;
            (analysis.annotation.entities.get(speaker.0)?, true)
        }
    };
    let introduction = introduction::introduction(analysis, entity).map(|mention| mention.span);
    let mut spans: Vec<TextRange> = entity.mentions.iter().map(|mention| mention.span).collect();
    if !with_introduction {
        spans.retain(|span| Some(*span) != introduction);
    }
    if with_words {
        spans.extend(place::said_by(&analysis.annotation, entity.id));
    }
    spans.sort_unstable();
    spans.dedup();
    Some(spans)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Story, story};
    use super::*;

    /// The words of all references at some words.
    fn referring(story: &Story, words: &str, with_introduction: bool) -> Vec<String> {
        let found = references(&story.analysis, story.at(words).start, with_introduction).unwrap_or_default();
        found.into_iter().map(|range| story.analysis.source[range].to_owned()).collect()
    }

    const ALL: [&str; 9] = [
        "Maya Wang",
        "an expert",
        "“We were lied to,”",
        "she",
        "“Weekly.”",
        "“And nobody asked ‘Why?’ or ‘How?’ at all.",
        "“Nobody.”",
        "Ms. Wang",
        "that taxes fell",
    ];

    #[test]
    fn a_name_has_its_mentions_and_what_is_said() {
        assert_eq!(referring(&story(), "Maya Wang", true), ALL);
        assert_eq!(referring(&story(), "Maya Wang", false), ["an expert", "she", "Ms. Wang"]);
    }

    #[test]
    fn a_pronoun_has_mentions_alone() {
        assert_eq!(referring(&story(), "[she] said", true), ["Maya Wang", "an expert", "she", "Ms. Wang"]);
        assert_eq!(referring(&story(), "an [expert]", false), ["an expert", "she", "Ms. Wang"]);
    }

    #[test]
    fn a_quotation_has_what_its_speaker_says() {
        for words in ["lied", "she [said]", "Nobody.", "Why", "taxes"] {
            assert_eq!(referring(&story(), words, true), ALL, "{words}");
            assert_eq!(referring(&story(), words, false), ALL[1..], "{words}");
        }
    }

    #[test]
    fn nobody_has_none() {
        for words in ["I quit", "reform", "The deal", "Friday"] {
            assert_eq!(references(&story().analysis, story().at(words).start, true), None, "{words}");
        }
    }
}
