//! Hover: who a mention is and what they say here; who says a quotation, and how that is known.

use std::collections::HashSet;

use super::excerpt;
use super::markup::{Markup, RichText};
use super::position::Lines;
use crate::annotate::{
    Annotation, Attribution, Confidence, Entity, EntityId, EntityKind, Kind, Mention, MentionKind, Quotation,
};
use crate::text::TextRange;
use crate::workspace::Analysis;

/// How many characters of what is said are shown.
const LONGEST: usize = 48;
/// How many of the things that a speaker said are shown, the last ones.
const SAYINGS: usize = 3;
/// How many roles and how many other names are shown.
const NAMES: usize = 4;

/// What to show, and what of the source it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The mention, quotation or source, in bytes of the source.
    pub range: TextRange,
    /// The text, in the markup asked for.
    pub text: String,
}

/// What is to be said about byte `offset`.
pub fn hover(analysis: &Analysis, lines: Lines<'_>, offset: usize, markup: Markup) -> Option<Card> {
    let view = View { analysis, lines, markup };
    let annotation = &analysis.annotation;
    if let Some((speaker, mention)) = speaker_at(annotation, offset) {
        return Some(Card { range: mention.span, text: view.speaker(speaker) });
    }
    if let Some(quotation) = annotation.quotation_at(offset) {
        let part = quotation.parts.iter().find(|part| part.touches(offset)).unwrap_or(&quotation.span);
        return Some(Card { range: *part, text: view.quotation(quotation) });
    }
    annotation.attributions.iter().find_map(|attribution| {
        let range = attribution.source.iter().find(|span| span.touches(offset))?;
        Some(Card { range: *range, text: view.attribution(attribution) })
    })
}

/// The shortest mention of a speaker that the cursor stands in.
fn speaker_at(annotation: &Annotation, offset: usize) -> Option<(&Entity, Mention)> {
    let speakers: HashSet<EntityId> = annotation.attributions.iter().filter_map(|it| it.speaker).collect();
    let entities = annotation.entities.iter().filter(|entity| speakers.contains(&entity.id));
    let mentions = entities.flat_map(|entity| entity.mentions.iter().map(move |mention| (entity, *mention)));
    mentions.filter(|(_, mention)| mention.span.touches(offset)).min_by_key(|(_, mention)| mention.span.len())
}

struct View<'a> {
    analysis: &'a Analysis,
    lines: Lines<'a>,
    markup: Markup,
}

impl View<'_> {
    fn speaker(&self, speaker: &Entity) -> String {
        let mut text = RichText::new(self.markup).strong(&speaker.name).words(", ").words(kind_word(speaker.kind));
        if !speaker.roles.is_empty() {
            let roles: Vec<&str> = speaker.roles.iter().take(NAMES).map(|role| role.text.as_str()).collect();
            text = text.paragraph().words(&roles.join("; "));
        }
        let names = self.other_names(speaker);
        if !names.is_empty() {
            text = text.paragraph().words("Also: ").words(&names.join(", "));
        }
        let sayings: Vec<&Attribution> = self.analysis.annotation.attributions_of(speaker.id).collect();
        text = text.paragraph().words(&tally(&sayings));
        let last: Vec<String> = sayings.iter().rev().take(SAYINGS).rev().filter_map(|it| self.saying(it)).collect();
        text.list(&last).finish()
    }

    /// The names and nominals that the text has for a speaker besides the one it goes by.
    fn other_names(&self, speaker: &Entity) -> Vec<String> {
        let mut seen = HashSet::from([speaker.name.to_lowercase()]);
        let mentions = speaker.mentions.iter().filter(|mention| mention.kind != MentionKind::Pronoun);
        let words = mentions.map(|mention| excerpt::opening_words(&self.analysis.document, mention.span, LONGEST));
        words.filter(|words| !words.is_empty() && seen.insert(words.to_lowercase())).take(NAMES).map(quoted).collect()
    }

    /// "line 7: “We won …"
    fn saying(&self, attribution: &Attribution) -> Option<String> {
        let content = attribution.content.first()?;
        let words = excerpt::opening_words(&self.analysis.document, *content, LONGEST);
        Some(format!("line {}: {words}", self.lines.number(content.start)))
    }

    fn quotation(&self, quotation: &Quotation) -> String {
        let attribution = quotation.attribution.and_then(|id| self.analysis.annotation.attributions.get(id.0));
        let text = RichText::new(self.markup);
        let text = match attribution {
            _ if !quotation.speech => text.words("In quotation marks, but not speech."),
            Some(attribution) => return self.attribution(attribution),
            None => text.strong("No speaker found").paragraph().words("Nothing near it says who says this."),
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
        annotation.entities.get(annotation.attributions.get(outer.attribution?.0)?.speaker?.0)
    }

    fn attribution(&self, attribution: &Attribution) -> String {
        let mut text = self.says_who(attribution).paragraph();
        text = text.words(&self.says_how(attribution));
        text.paragraph().words("Confidence: ").words(confidence_word(attribution.confidence)).finish()
    }

    /// "Maya Wang, an expert with Human Rights Watch", or why nobody is named.
    fn says_who(&self, attribution: &Attribution) -> RichText {
        let text = RichText::new(self.markup);
        let entity = |id: EntityId| self.analysis.annotation.entities.get(id.0);
        if let Some(speaker) = attribution.speaker.and_then(entity) {
            let text = text.strong(&speaker.name);
            return match speaker.roles.first() {
                Some(role) => text.words(", ").words(&role.text),
                None => text,
            };
        }
        let text = text.strong("No speaker found");
        let candidates: Vec<&str> =
            attribution.candidates.iter().filter_map(|id| entity(*id)).map(|it| it.name.as_str()).collect();
        match candidates.split_last() {
            Some((last, [])) => text.words(": it could be ").words(last),
            Some((last, others)) => text.words(": it could be ").words(&others.join(", ")).words(" or ").words(last),
            None => text,
        }
    }

    /// "Direct quotation. Source: “she” → Maya Wang, line 7. Cue: “said”."
    fn says_how(&self, attribution: &Attribution) -> String {
        let kind = match attribution.kind {
            Kind::Direct => "Direct quotation.",
            Kind::Indirect => "Indirect: in the writer’s words.",
            Kind::Mixed => "Mixed: partly quoted, partly in the writer’s words.",
        };
        let source = self.source(attribution);
        let cue = self.words(&attribution.cue).map(|words| format!(" Cue: {words}.")).unwrap_or_default();
        format!("{kind} {source}{cue}")
    }

    fn source(&self, attribution: &Attribution) -> String {
        let speaker = attribution.speaker.and_then(|id| self.analysis.annotation.entities.get(id.0));
        let line = attribution.source.first().map(|span| self.lines.number(span.start)).unwrap_or_default();
        match (self.words(&attribution.source), speaker) {
            (Some(words), Some(speaker)) if !words.contains(&speaker.name) => {
                format!("Source: {words} → {}, line {line}.", speaker.name)
            }
            (Some(words), _) => format!("Source: {words}, line {line}."),
            (None, Some(_)) => "No source of its own: it goes on from what was said before.".to_owned(),
            (None, None) => "No source.".to_owned(),
        }
    }

    /// The words at some spans, the first few of each, in quotation marks.
    fn words(&self, spans: &[TextRange]) -> Option<String> {
        let words: Vec<String> =
            spans.iter().map(|span| excerpt::opening_words(&self.analysis.document, *span, LONGEST)).collect();
        let words = words.join(" … ");
        (!words.is_empty()).then(|| quoted(words))
    }
}

fn quoted(words: String) -> String {
    format!("“{words}”")
}

fn kind_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Group => "group",
        EntityKind::Document => "document",
    }
}

fn confidence_word(confidence: Confidence) -> &'static str {
    match confidence.0 {
        0.9.. => "high",
        0.6.. => "medium",
        _ => "low",
    }
}

/// "Quoted 4 times: 2 direct, 1 indirect, 1 mixed."
fn tally(sayings: &[&Attribution]) -> String {
    let count = |kind: Kind| sayings.iter().filter(|attribution| attribution.kind == kind).count();
    let kinds = [(Kind::Direct, "direct"), (Kind::Indirect, "indirect"), (Kind::Mixed, "mixed")];
    let counts: Vec<String> = kinds
        .into_iter()
        .filter(|(kind, _)| count(*kind) > 0)
        .map(|(kind, word)| format!("{} {word}", count(kind)))
        .collect();
    match sayings.len() {
        1 => format!("Quoted once: {}.", counts.join(", ")),
        2 => format!("Quoted twice: {}.", counts.join(", ")),
        times => format!("Quoted {times} times: {}.", counts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Story, story};
    use super::super::position::Encoding;
    use super::*;

    /// What is shown in the middle of some words.
    fn shown(story: &Story, words: &str, markup: Markup) -> Option<Card> {
        let rope = story.rope();
        let offset = story.at(words).start + 1;
        hover(&story.analysis, Lines::new(&rope, Encoding::Utf8), offset, markup)
    }

    fn text(words: &str) -> String {
        shown(&story(), words, Markup::Plain).unwrap().text
    }

    #[test]
    fn a_mention_tells_of_the_speaker() {
        let expected = "\
Maya Wang, person

an expert with *Open* Rights

Also: “an expert”, “Ms. Wang”

Quoted 3 times: 2 direct, 1 indirect.

- line 3: “We were lied to,”
- line 5: “And nobody asked ‘Why?’ or ‘How?’ at all.
- line 13: that taxes fell";
        assert_eq!(text("Maya Wang"), expected);
        assert_eq!(text("[she] said"), expected);
        assert_eq!(shown(&story(), "Ms. Wang", Markup::Plain).unwrap().range, story().at("Ms. Wang"));
    }

    #[test]
    fn markdown_is_escaped() {
        let card = shown(&story(), "Maya Wang", Markup::Markdown).unwrap();
        assert!(card.text.starts_with("**Maya Wang**, person\n\nan expert with \\*Open\\* Rights\n"), "{}", card.text);
    }

    #[test]
    fn a_quotation_tells_who_says_it_and_how_that_is_known() {
        let expected = "\
Maya Wang, an expert with *Open* Rights

Direct quotation. Source: “she” → Maya Wang, line 3. Cue: “said”.

Confidence: high";
        assert_eq!(text("“We were lied to,”"), expected);
        assert_eq!(text("“Weekly.”"), expected);
        assert_eq!(shown(&story(), "“Weekly.”", Markup::Plain).unwrap().range, story().at("“Weekly.”"));
    }

    #[test]
    fn a_quotation_without_a_source_says_so() {
        assert!(text("“Nobody.”").contains("Direct quotation. No source of its own: it goes on from"));
        assert_eq!(shown(&story(), "“Nobody.”", Markup::Plain).unwrap().range, story().at("“Nobody.”"));
        assert_eq!(text("“The deal died.”"), "No speaker found\n\nNothing near it says who says this.");
    }

    #[test]
    fn an_unresolved_source_tells_who_it_could_be() {
        let expected = "\
No speaker found: it could be Bo or Ann

Direct quotation. Source: “he”, line 9. Cue: “said”.

Confidence: high";
        assert_eq!(text("“I quit,”"), expected);
        assert_eq!(text("” [he] said"), expected);
    }

    #[test]
    fn what_is_no_speech_is_called_so() {
        assert_eq!(text("“reform”"), "In quotation marks, but not speech.");
        assert_eq!(text("‘How?’"), "In quotation marks, but not speech.\n\nIt stands in what Maya Wang says.");
    }

    #[test]
    fn there_is_nothing_to_say_of_the_rest() {
        assert_eq!(shown(&story(), "spoke on Friday", Markup::Plain), None);
        assert_eq!(shown(&story(), "passed", Markup::Plain), None);
    }
}
