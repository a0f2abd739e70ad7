//! Go to definition: from somebody, or from what somebody says, to where the text introduces them.

use super::hover::introduction;
use super::place::{self, Part};
use crate::annotate::{Entity, EntityId};
use crate::text::TextRange;
use crate::workspace::Analysis;

/// Where to go, and from what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The mention or the part of an attribution under the cursor, in bytes of the source.
    pub origin: TextRange,
    /// The introductions: one, or several of those who may be meant. Never none.
    pub targets: Vec<Introduction>,
}

/// Where a text introduces somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// The name, or the nominal of one without a name.
    pub mention: TextRange,
    /// The same with the roles that the sentence gives.
    pub whole: TextRange,
}

/// Where whoever is under the cursor at byte `offset`, or whoever speaks there, is introduced. Where it is not clear who
/// speaks, all introductions of those who could be.
pub fn definition(analysis: &Analysis, offset: usize) -> Option<Definition> {
    let mentioned = place::mention_at(analysis, offset);
    if let Some((entity, mention)) = mentioned
        && let Some(target) = introduction_of(analysis, entity)
    {
        return Some(Definition { origin: mention.span, targets: vec![target] });
    }
    let here = place::attribution_at(analysis, offset)?;
    // a "he" inside of what somebody says is not who says it
    if mentioned.is_some() && here.part != Part::Source {
        return None;
    }
    let attribution = here.attribution;
    let speakers: &[EntityId] = attribution.speaker.as_slice();
    let speakers = if speakers.is_empty() { &attribution.candidates } else { speakers };
    let entities = speakers.iter().filter_map(|id| analysis.annotation.entities.get(id.0));
    let targets: Vec<Introduction> = entities.filter_map(|entity| introduction_of(analysis, entity)).collect();
    (!targets.is_empty()).then_some(Definition { origin: here.range, targets })
}

fn introduction_of(analysis: &Analysis, entity: &Entity) -> Option<Introduction> {
    let mention = introduction::introduction(analysis, entity)?.span;
    let sentences = &analysis.annotation.sentences;
    let sentence = sentences.get(sentences.partition_point(|sentence| sentence.end <= mention.start));
    let roles = entity.roles.iter().map(|role| role.span);
    let beside = roles.filter(|role| sentence.is_some_and(|sentence| sentence.covers(*role)));
    Some(Introduction { mention, whole: beside.fold(mention, TextRange::hull) })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Story, story};
    use super::*;
    use crate::annotate::{EntityKind, Kind, MentionKind};
    use crate::text::Format;

    /// The words that some words lead to.
    fn leads_to(story: &Story, words: &str) -> Vec<String> {
        let found = definition(&story.analysis, story.at(words).start);
        let targets = found.into_iter().flat_map(|it| it.targets);
        targets.map(|target| story.analysis.source[target.mention].to_owned()).collect()
    }

    #[test]
    fn all_that_is_hers_leads_to_her_introduction() {
        let story = story();
        let first = story.at("Maya Wang");
        for words in
            ["[Maya] Wang", "an expert", "lied", "[she] said", "she [said]", "Weekly", "Nobody.", "Why", "taxes"]
        {
            let found = definition(&story.analysis, story.at(words).start).unwrap();
            assert_eq!(found.targets.iter().map(|it| it.mention).collect::<Vec<_>>(), [first], "{words}");
            assert!(found.origin.touches(story.at(words).start), "{words}");
        }
        assert_eq!(leads_to(&story, "They called"), ["Officials"]);
        assert_eq!(leads_to(&story, "good"), ["Officials"]);
    }

    #[test]
    fn what_is_nobodys_leads_nowhere() {
        let story = story();
        for words in ["spoke", "reform", "The deal died", "I quit", "” [he] said"] {
            assert_eq!(leads_to(&story, words), [""; 0], "{words}");
        }
        assert_eq!(definition(&Story::new("").analysis, 0), None);
    }

    #[test]
    fn the_role_is_part_of_the_introduction_in_its_sentence_alone() {
        let source = "# Wang leaves\n\n“Wang lies,” he said.\n\nMaya Wang, a 🦀 fisher, left. She is a poet.\n";
        let mut story = Story::written_as(Format::Markdown, source);
        let name = ("Maya Wang", MentionKind::Name);
        let mentions = [("[Wang] leaves", MentionKind::Name), ("“[Wang] lies", MentionKind::Name), name];
        let wang = story.entity("Maya Wang", EntityKind::Person, &mentions);
        story.role(wang, "a 🦀 fisher");
        story.role(wang, "a poet");
        let sentences = ["Wang leaves", "“Wang lies,” he said.", "Maya Wang, a 🦀 fisher, left.", "She is a poet."];
        story.analysis.annotation.sentences = sentences.map(|words| story.at(words)).into();
        story.speech(&["“Wang lies,”"], None);
        let found = definition(&story.analysis, story.at("Wang leaves").start).unwrap();
        let expected = Introduction { mention: story.at("Maya Wang"), whole: story.at("Maya Wang, a 🦀 fisher") };
        assert_eq!(found.targets, [expected]);
    }

    #[test]
    fn whoever_may_speak_is_offered() {
        let mut story = Story::new("Bo Li met Cy Day. The cook left. “I quit,” he said.\n");
        let bo = story.entity("Bo Li", EntityKind::Person, &[("Bo Li", MentionKind::Name)]);
        let cy = story.entity("Cy Day", EntityKind::Person, &[("Cy Day", MentionKind::Name)]);
        let cook = story.entity("the cook", EntityKind::Person, &[("The cook", MentionKind::Nominal)]);
        let he = story.entity("", EntityKind::Person, &[("” [he] said", MentionKind::Pronoun)]);
        let quits = story.says(None, Kind::Direct, [&["” [he] said"], &["” he [said]"], &["“I quit,”"]]);
        story.speech(&["“I quit,”"], quits);
        story.analysis.annotation.attributions[0].candidates = vec![bo, cy, cook, he];
        for words in ["” [he] said", "I quit", "” he [said]"] {
            assert_eq!(leads_to(&story, words), ["Bo Li", "Cy Day", "The cook"], "{words}");
        }
    }
}
