//! Document highlights: whoever is under the cursor wherever they are mentioned, or the parts of what is said there.

use super::hover::introduction;
use super::place::{self, Part};
use crate::text::TextRange;
use crate::workspace::Analysis;

/// A place to highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Where, in bytes of the source.
    pub range: TextRange,
    /// What stands there.
    pub kind: Kind,
}

/// What is highlighted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The mention that introduces somebody.
    Introduction,
    /// Another mention, a source or a cue.
    Mention,
    /// What is said.
    Words,
}

/// What to highlight when the cursor stands at byte `offset`, in text order: the mentions of whoever it stands on; on a
/// source or a cue, or inside quotation marks, source, cue and content. In the writer's own words it is nothing: there the
/// cursor moves most.
pub fn highlights(analysis: &Analysis, offset: usize) -> Option<Vec<Highlight>> {
    let mut found: Vec<Highlight> = match place::mention_at(analysis, offset) {
        Some((entity, _)) => {
            let introduction = introduction::introduction(analysis, entity);
            let kind = |mention| if Some(mention) == introduction { Kind::Introduction } else { Kind::Mention };
            entity.mentions.iter().map(|mention| Highlight { range: mention.span, kind: kind(*mention) }).collect()
        }
        None => {
            let here = place::attribution_at(analysis, offset)?;
            let in_marks = || analysis.annotation.quotation_at(offset).is_some();
            let is_told = matches!(here.part, Part::Source | Part::Cue) || here.part == Part::Content && in_marks();
            let kind = |part| if part == Part::Content { Kind::Words } else { Kind::Mention };
            let parts = place::parts(here.attribution).filter(|_| is_told);
            parts.map(|part| Highlight { range: part.range, kind: kind(part.part) }).collect()
        }
    };
    found.sort_by_key(|highlight| highlight.range);
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::story;
    use super::*;

    /// What is highlighted at some words, each with a sign of its kind.
    fn shown(words: &str) -> Vec<String> {
        let story = story();
        let sign = |kind| match kind {
            Kind::Introduction => '!',
            Kind::Mention => '@',
            Kind::Words => '"',
        };
        let found = highlights(&story.analysis, story.at(words).start).unwrap_or_default();
        found.iter().map(|it| format!("{}{}", sign(it.kind), &story.analysis.source[it.range])).collect()
    }

    #[test]
    fn somebody_is_shown_wherever_they_are_mentioned() {
        for words in ["Maya [Wang]", "an expert", "[she] said", "Ms. [Wang]"] {
            assert_eq!(shown(words), ["!Maya Wang", "@an expert", "@she", "@Ms. Wang"], "{words}");
        }
        assert_eq!(shown("They"), ["!Officials", "@They"]);
    }

    #[test]
    fn a_quotation_is_shown_with_source_and_cue() {
        for words in ["lied", "she [said]", "Weekly"] {
            assert_eq!(shown(words), ["\"“We were lied to,”", "@she", "@said", "\"“Weekly.”"], "{words}");
        }
        assert_eq!(shown("good"), ["@They", "@called", "\"it “good”"]);
        assert_eq!(shown("” [he] said"), ["\"“I quit,”", "@he", "@said"]);
    }

    #[test]
    fn the_writers_own_words_are_left_alone() {
        for words in ["taxes", "spoke", "reform", "The deal"] {
            assert_eq!(shown(words), [""; 0], "{words}");
        }
    }
}
