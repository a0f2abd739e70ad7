use crate::annotate::{AttributionId, Confidence, KnownSource, ListedAs, Parts, Pronouns, Spelling};
use crate::server::fixture::{Story, story};
use crate::server::position::Encoding;

use super::*;

/// What is shown in the middle of some words.
fn shown(story: &Story, words: &str, markup: Markup) -> Option<Card> {
    let rope = story.rope();
    let offset = story.at(words).start + 1;
    hover(&story.analysis, Lines::new(&rope, Encoding::Utf8), "file:///a(1).md", offset, markup)
}

fn text_in(story: &Story, words: &str) -> String {
    shown(story, words, Markup::Plain).unwrap().text
}

fn text(words: &str) -> String {
    text_in(&story(), words)
}

#[test]
fn a_mention_tells_of_the_speaker() {
    let expected = "\
Maya Wang, person

an expert with *Open* Rights (line 1)

First mentioned in line 1.

Also: “Ms. Wang”, “an expert”

Quoted 3 times: 2 direct, 1 indirect.

- line 3: “We were lied to,”
- line 5: “And nobody asked ‘Why?’ or ‘How?’ at all.
- line 13: that taxes fell";
    assert_eq!(text("Maya Wang"), expected);
    assert_eq!(text("[she] said"), expected);
    assert_eq!(shown(&story(), "Ms. Wang", Markup::Plain).unwrap().range, story().at("Ms. Wang"));
}

#[test]
fn what_is_listed_comes_first_and_says_so() {
    let mut story = story();
    let role = "An expert with *Open* Rights";
    let list = |roles: &[&str]| KnownSource {
        name: "Maya Wang".to_owned(),
        listed_as: ListedAs::Person(Some(Pronouns::She)),
        aliases: vec!["Wang Songlian".to_owned()],
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    };
    story.analysis.annotation.entities[0].known = Some(list(&["China director", role]).into());
    let text = text_in(&story, "Maya Wang");
    let expected = format!(
        "Maya Wang, person\n\nChina director (sources.toml); {role} (sources.toml)\n\n\
         Listed in sources.toml, also as “Wang Songlian”; pronoun: she.\n\nFirst mentioned in line 1.\n"
    );
    assert!(text.starts_with(&expected), "{text}");
    let text = text_in(&story, "“We were lied to,”");
    assert!(text.starts_with("Maya Wang, China director (sources.toml)\n"), "{text}");
    story.analysis.annotation.entities[0].known = Some(list(&[]).into());
    let text = text_in(&story, "Maya Wang");
    assert!(text.starts_with("Maya Wang, person\n\nan expert with *Open* Rights (line 1)\n\nListed in "), "{text}");
}

#[test]
fn lines_are_links_and_words_are_escaped_in_markdown() {
    let expected = "\
**Maya Wang**, person

an expert with \\*Open\\* Rights ([line 1](file:///a%281%29.md#L1))

First mentioned in [line 1](file:///a%281%29.md#L1).

Also: “Ms. Wang”, “an expert”

Quoted 3 times: 2 direct, 1 indirect.

- [line 3](file:///a%281%29.md#L3): “We were lied to,”
- [line 5](file:///a%281%29.md#L5): “And nobody asked ‘Why?’ or ‘How?’ at all.
- [line 13](file:///a%281%29.md#L13): that taxes fell";
    assert_eq!(shown(&story(), "Maya Wang", Markup::Markdown).unwrap().text, expected);
}

#[test]
fn a_part_of_a_document_is_named_but_not_linked() {
    let story = story();
    let rope = story.rope();
    let lines = Lines::new(&rope, Encoding::Utf8);
    let card = hover(&story.analysis, lines, "notebook:/a#cell-1", 1, Markup::Markdown).unwrap();
    assert!(card.text.contains("First mentioned in line 1.") && !card.text.contains("]("), "{}", card.text);
}

#[test]
fn a_quotation_tells_who_says_it_and_how_that_is_known() {
    let expected = "\
Maya Wang, an expert with *Open* Rights (line 1)

Direct quotation. Source: “she” → Maya Wang, line 1. Cue: “said”.

Confidence: high";
    assert_eq!(text("“We were lied to,”"), expected);
    assert_eq!(text("“Weekly.”"), expected);
    assert_eq!(shown(&story(), "“Weekly.”", Markup::Plain).unwrap().range, story().at("“Weekly.”"));
}

#[test]
fn how_sure_it_is_who_is_meant_is_told_apart() {
    let mut story = story();
    let attribution = &mut story.analysis.annotation.attributions[0];
    (attribution.confidence, attribution.speaker_confidence) = (Confidence(0.7), Confidence(0.75));
    let text = text_in(&story, "“We were lied to,”");
    assert!(text.ends_with("Confidence: high that this is said, medium that Maya Wang says it"), "{text}");
}

#[test]
fn a_quotation_that_goes_on_says_from_where() {
    let text = text("“Nobody.”");
    assert!(text.contains("Direct quotation. It has no source of its own. It goes on from line 5.\n"), "{text}");
    assert_eq!(shown(&story(), "“Nobody.”", Markup::Plain).unwrap().range, story().at("“Nobody.”"));
}

#[test]
fn a_quotation_without_a_source_says_so() {
    assert_eq!(text("“The deal died.”"), "No speaker found\n\nNothing near it says who says this.");
}

#[test]
fn a_turn_says_how_its_speaker_is_known() {
    let mut story = story();
    let content = vec![story.at("“The deal died.”")];
    let Annotation { attributions, unsourced, quotations, .. } = &mut story.analysis.annotation;
    unsourced.push(Attribution {
        id: AttributionId(attributions.len()),
        content: content.into(),
        source: Parts::new(),
        cue: Parts::new(),
        confidence: Confidence(0.8),
        speaker_confidence: Confidence(0.8),
        ..attributions[0].clone()
    });
    let expected = "\
Maya Wang, an expert with *Open* Rights (line 1)

Direct quotation. The text does not say who says it; the words around it point to Maya Wang, line 1.

Confidence: medium that Maya Wang says it";
    let turn = quotations.iter_mut().rfind(|quotation| quotation.attribution.is_none() && quotation.speech).unwrap();
    turn.turn = false;
    let turn = turn.span;
    assert_eq!(text_in(&story, "“The deal died.”"), expected);
    let quotations = &mut story.analysis.annotation.quotations;
    quotations.iter_mut().find(|quotation| quotation.span == turn).unwrap().turn = true;
    let text = text_in(&story, "“The deal died.”");
    assert!(text.contains("; the turns of the conversation point to Maya Wang, line 1."), "{text}");
    assert!(text_in(&story, "Maya Wang").contains("Quoted 4 times: 3 direct, 1 indirect.\n"));
}

#[test]
fn an_unresolved_source_tells_who_it_could_be() {
    let expected = "\
No speaker found: it could be Bo (line 13) or Ann

Direct quotation. Source: “he”, line 9. Cue: “said”.

Confidence: high that this is said";
    let mut story = story();
    let mention = Mention { span: story.at("Officials"), kind: MentionKind::Name };
    story.analysis.annotation.entities[2].mentions.push(mention);
    assert_eq!(text_in(&story, "“I quit,”"), expected);
    assert_eq!(text_in(&story, "” [he] said"), expected);
}

#[test]
fn another_spelling_is_noted() {
    let mut story = story();
    let spelling = Spelling { text: "Ms. Wang".to_owned(), span: story.at("Ms. Wang") };
    story.analysis.annotation.entities[0].spellings.push(spelling);
    let text = text_in(&story, "Maya Wang");
    assert!(text.contains("Also: “an expert”\n\nAlso spelled “Ms. Wang” (line 13)\n"), "{text}");
}

#[test]
fn what_is_no_speech_is_called_so() {
    assert_eq!(text("“reform”"), "In quotation marks, but not speech.");
    assert_eq!(text("‘How?’"), "In quotation marks, but not speech.\n\nIt stands in what Maya Wang says.");
}

#[test]
fn what_is_told_in_other_words_tells_who_says_it() {
    let expected = "\
Maya Wang, an expert with *Open* Rights (line 1)

Indirect: in the writer’s words. Source: “Ms. Wang” → Maya Wang, line 1. Cue: “said”.

Confidence: high";
    assert_eq!(text("taxes"), expected);
    assert_eq!(shown(&story(), "taxes", Markup::Plain).unwrap().range, story().at("that taxes fell"));
}

#[test]
fn there_is_nothing_to_say_of_the_rest() {
    assert_eq!(shown(&story(), "spoke on Friday", Markup::Plain), None);
    assert_eq!(shown(&story(), "passed", Markup::Plain), None);
}

/// What is told of where somebody is mentioned first, for the person whose name is in brackets first.
fn first_mention(text: &str) -> String {
    let mut story = Story::new(&text.replace(['[', ']'], ""));
    let name = &text[text.find('[').unwrap() + 1..text.find(']').unwrap()];
    let mut entity = Entity {
        id: EntityId(0),
        name: name.to_owned(),
        kind: EntityKind::Person,
        known: None,
        roles: Vec::new(),
        spellings: Vec::new(),
        mentions: Default::default(),
    };
    let source = story.analysis.source.to_string();
    for (start, words) in source.match_indices(name) {
        let span = TextRange::new(start, start + words.len());
        entity.mentions.push(Mention { span, kind: MentionKind::Name });
    }
    story.analysis.annotation.entities.push(entity);
    for (start, _) in source.match_indices('“') {
        let end = source[start..].find('”').map_or(source.len(), |end| start + end + '”'.len_utf8());
        story.speech(&[&source[start..end]], None);
    }
    let says = story.says(Some(EntityId(0)), Kind::Direct, [&[], &[], &[name]]);
    assert!(says.is_some());
    let text = text_in(&story, name);
    text.lines().find(|line| line.starts_with("First")).unwrap().to_owned()
}

#[test]
fn a_person_named_first_without_an_introduction_is_noted() {
    assert_eq!(first_mention("No, [Bo Li] said."), "First mentioned in line 1, without an introduction.");
    let later = "First mentioned in line 1; named without an introduction in line 3.";
    assert_eq!(first_mention("“Ask [Bo Li],” she said.\n\nThen Bo Li came."), later);
    assert_eq!(first_mention("[Bo Li] resigns\n\nIt rained. On Friday Bo Li resigned."), later);
}

#[test]
fn what_may_be_an_introduction_counts_as_one() {
    for text in ["No, said [Bo Li] of Open Rights.", "The midfielder [Bo Li] said no.", "[Bo Li] (Saltby) said no."] {
        assert_eq!(first_mention(text), "First mentioned in line 1.", "{text}");
    }
}

#[test]
fn who_is_named_and_never_quoted_has_a_card() {
    let mut story = Story::new("Bo Li, the pilot, spoke on Friday.\n\nIt rained. Then he left.");
    let mentions = [("Bo Li", MentionKind::Name), ("[he] left", MentionKind::Pronoun)];
    let entity = story.entity("Bo Li", EntityKind::Person, &mentions);
    story.role(entity, "the pilot");
    let expected = "Bo Li, person\n\nthe pilot (line 1)\n\nFirst mentioned in line 1.\n\nNot quoted.";
    assert_eq!(text_in(&story, "Bo Li"), expected);
    assert_eq!(text_in(&story, "[he] left"), expected);
    assert_eq!(shown(&story, "rained", Markup::Plain), None);
}
