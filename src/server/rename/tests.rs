use super::*;
use crate::annotate::{EntityId, Kind, Spelling};
use crate::rules::edited;
use crate::server::fixture::{Story, story};
use crate::text::Format;
use crate::workspace::Analyzer;

/// What becomes of a text when some words of it are renamed by a client that can't ask.
fn renamed(story: &Story, words: &str, new: &str) -> String {
    let name = NewName::new(new).unwrap();
    let renaming = rename(&story.analysis, story.at(words).start, &name, false).unwrap();
    assert_eq!(renaming.quoted, []);
    edited(&story.analysis.source, &renaming.edits)
}

/// A text in which each of some words is a name of one person.
fn names_of(name: &str, kind: EntityKind, source: &str, names: &[&str]) -> Story {
    let mut story = Story::written_as(Format::Markdown, source);
    let names: Vec<(&str, MentionKind)> = names.iter().map(|words| (*words, MentionKind::Name)).collect();
    story.entity(name, kind, &names);
    story
}

fn prepared(story: &Story, words: &str, asks: bool) -> Option<(TextRange, String)> {
    name_at(&story.analysis, story.at(words).start, asks).map(|name| (name.range, name.text))
}

#[test]
fn the_name_under_the_cursor_is_renamed_without_its_title() {
    let story = story();
    assert_eq!(prepared(&story, "Maya [Wang]", false), Some((story.at("Maya Wang"), "Maya Wang".to_owned())));
    let surname = story.at("Ms. [Wang]");
    assert_eq!(prepared(&story, "Ms. [Wang]", false), Some((surname, "Wang".to_owned())));
    assert_eq!(prepared(&story, "Ms. Wang[] said", false), Some((surname, "Wang".to_owned())));
}

#[test]
fn what_is_no_name_is_not_renamed() {
    let story = story();
    let name = NewName::new("Lee").unwrap();
    for words in ["[Ms.] Wang", "[she] said", "an expert", "lied", "Officials", "They", "spoke", "reform"] {
        assert_eq!(prepared(&story, words, true), None, "{words}");
        assert_eq!(rename(&story.analysis, story.at(words).start, &name, true), None, "{words}");
    }
    assert_eq!(name_at(&Story::new("").analysis, 7, true), None);
}

#[test]
fn each_mention_keeps_its_form() {
    let story = story();
    let text = renamed(&story, "Maya Wang", "Lena Ortiz");
    assert!(text.starts_with("Lena Ortiz, an expert with *Open* Rights, spoke"), "{text}");
    assert!(text.contains("” she said. “Weekly.”"), "{text}");
    assert!(text.contains("Ms. Ortiz said that taxes fell."), "{text}");
    let text = renamed(&story, "Ms. [Wang]", "Lee");
    assert!(text.starts_with("Maya Lee, an expert") && text.contains("Ms. Lee said"), "{text}");
}

#[test]
fn titles_capitals_and_possessives_stay_right() {
    let source =
        "# MAYA ORTIZ QUITS\n\nChinese President Maya\r\nOrtiz left. Ortiz’s boat, Ortiz’ quay and Ortiz' 🦀 stayed.\n";
    let names = ["MAYA ORTIZ", "Chinese President Maya\r\nOrtiz", "[Ortiz]’s", "[Ortiz]’ quay", "[Ortiz]' 🦀"];
    let story = names_of("Maya Ortiz", EntityKind::Person, source, &names);
    let lee = "# MAYA LEE QUITS\n\nChinese President Maya\r\nLee left. Lee’s boat, Lee’s quay and Lee' 🦀 stayed.\n";
    assert_eq!(renamed(&story, "[Ortiz]’s", "Lee"), lee);
    assert_eq!(renamed(&story, "MAYA [ORTIZ]", "MAYA LEE"), lee);
    assert_eq!(renamed(&story, "MAYA [ORTIZ]", "Maya Lee"), lee);
    let diaz = source.replace("Ortiz", "Diaz").replace("ORTIZ", "DIAZ");
    assert_eq!(renamed(&story, "[Ortiz]’s", "Diaz"), diaz);
}

#[test]
fn a_closing_mark_is_no_apostrophe() {
    let mut story = names_of("Ortiz", EntityKind::Person, "He said ‘not Ortiz’ then.\n", &["Ortiz"]);
    story.term("‘not Ortiz’");
    assert_eq!(renamed(&story, "Ortiz", "Lee"), "He said ‘not Lee’ then.\n");
}

#[test]
fn particles_belong_to_the_name_and_begin_sentences_with_a_capital() {
    let source = "Jan van Loon left. Van Loon ran, and van Loon’s hat fell. “Loon,” he said.\n";
    let names = ["Jan van Loon", "Van Loon", "van [Loon]’s"];
    let mut story = names_of("Jan van Loon", EntityKind::Person, source, &names);
    let sentences = ["Jan van Loon left.", "Van Loon ran, and van Loon’s hat fell."];
    story.analysis.annotation.sentences = sentences.map(|words| story.at(words)).into();
    let expected = "Jan de Wit left. De Wit ran, and de Wit’s hat fell. “Loon,” he said.\n";
    assert_eq!(renamed(&story, "van [Loon]’s", "de Wit"), expected);
    assert_eq!(renamed(&story, "Jan van Loon", "Jan de Wit"), expected);
    assert_eq!(prepared(&story, "van [Loon]’s", true), Some((story.at("and [van Loon]’s"), "van Loon".to_owned())));
}

#[test]
fn markup_in_a_name_stays() {
    let story = names_of(
        "Maya Wang",
        EntityKind::Person,
        "She is *Maya* **Wang**. Wang left.\n",
        &["Maya* **Wang", "[Wang] left"],
    );
    assert_eq!(renamed(&story, "[Wang] left", "Lee"), "She is *Maya* **Lee**. Lee left.\n");
    assert_eq!(renamed(&story, "[Maya]*", "Lena Ortiz"), "She is *Lena* **Ortiz**. Ortiz left.\n");
}

#[test]
fn other_spellings_become_the_new_name() {
    let source = "Pu Zhiqiang left. Pu Zhiquiang came back. J. Li stayed.\n";
    let mut story = names_of("Pu Zhiqiang", EntityKind::Person, source, &["Pu Zhiqiang", "Pu Zhiquiang"]);
    let span = story.at("Pu Zhiquiang");
    story.analysis.annotation.entities[0].spellings.push(Spelling { text: "Pu Zhiquiang".to_owned(), span });
    let expected = "Bo Lin left. Bo Lin came back. J. Li stayed.\n";
    assert_eq!(renamed(&story, "Pu Zhiqiang", "Bo Lin"), expected);
    assert_eq!(renamed(&story, "Pu Zhiquiang", "Bo Lin"), expected);
}

#[test]
fn an_organizations_acronym_stays_unless_it_is_renamed() {
    let source = "Open Rights Watch (ORW) and the Fund met. ORW’s head left.\n";
    let names = ["Open Rights Watch", "([ORW])", "[ORW]’s"];
    let story = names_of("Open Rights Watch", EntityKind::Organization, source, &names);
    let named = renamed(&story, "Open Rights Watch", "Fair Play League");
    assert_eq!(named, "Fair Play League (ORW) and the Fund met. ORW’s head left.\n");
    let named = renamed(&story, "[ORW]’s", "FPL");
    assert_eq!(named, "Open Rights Watch (FPL) and the Fund met. FPL’s head left.\n");
}

/// Somebody named in the writer's words, in their own, in another one's and in nobody's.
fn quoted() -> (Story, EntityId) {
    let source = "Wang left. “I am Wang,” she said. “Wang lied, ‘Wang wept’,” he said. “Wang!” The “Wang boat” sank.\n";
    let mut story = Story::new(source);
    let names = ["[Wang] left", "am [Wang]", "“[Wang] lied", "‘[Wang]", "“[Wang]!", "“[Wang] boat"];
    let names = names.map(|words| (words, MentionKind::Name));
    let wang = story.entity("Maya Wang", EntityKind::Person, &names);
    let bo = story.entity("Bo", EntityKind::Person, &[]);
    let own = story.says(Some(wang), Kind::Direct, [&["she"], &[], &["“I am Wang,”"]]);
    let his = story.says(Some(bo), Kind::Direct, [&["” [he]"], &[], &["“Wang lied, ‘Wang wept’,”"]]);
    story.speech(&["“I am Wang,”"], own);
    story.speech(&["“Wang lied, ‘Wang wept’,”"], his);
    story.speech(&["‘Wang wept’"], None);
    story.speech(&["“Wang!”"], None);
    story.term("“Wang boat”");
    (story, wang)
}

#[test]
fn others_words_are_theirs() {
    let (story, _) = quoted();
    let source = &story.analysis.source;
    let expected = "Lee left. “I am Lee,” she said. “Wang lied, ‘Wang wept’,” he said. “Wang!” The “Lee boat” sank.\n";
    assert_eq!(renamed(&story, "[Wang] left", "Lee"), expected);

    let name = NewName::new("Lee").unwrap();
    let renaming = rename(&story.analysis, 0, &name, true).unwrap();
    assert_eq!(edited(source, &renaming.edits), expected);
    assert_eq!(renaming.quoted.len(), 3);
    assert!(renaming.quoted.iter().all(|edit| &source[edit.span] == "Wang" && edit.text == "Lee"));

    assert_eq!(prepared(&story, "“[Wang] lied", false), None);
    assert!(prepared(&story, "“[Wang] lied", true).is_some());
}

#[test]
fn a_turn_that_is_told_by_turns_is_ones_own() {
    let (mut story, wang) = quoted();
    let content = story.at("“Wang!”");
    let unsourced = crate::annotate::Attribution {
        speaker: Some(wang),
        content: [content].into(),
        ..story.analysis.annotation.attributions[0].clone()
    };
    story.analysis.annotation.unsourced.push(unsourced);
    assert!(renamed(&story, "[Wang] left", "Lee").contains("“Lee!”"));
}

#[test]
fn not_everything_is_a_name() {
    for (typed, mistake) in [
        ("", NoName::Empty),
        (" \t\u{a0}", NoName::Empty),
        ("—", NoName::Empty),
        ("\n", NoName::Empty),
        ("Maya\nWang", NoName::Lines),
        ("Maya\u{2028}Wang", NoName::Lines),
        ("Maya\u{0}", NoName::Lines),
    ] {
        assert_eq!(NewName::new(typed), Err(mistake), "{typed:?}");
    }
    assert_eq!(NewName::new("  Maya   Wang ").unwrap().words, ["Maya", "Wang"]);
}

/// An article of sayso's own reading, in which people are named in many ways.
const ARTICLE: &str = "\
# Harbour split over quay tax

Maya Wang, an expert with the group Open Rights, spoke on Friday 🦀. “We were lied to,” Wang said.\r\n\
\r\n\
Ms. Wang’s colleague Daniel Okoro disagreed. “The quay is safe,” said Okoro. “It always was.”

“Nobody asked us,” Maya Wang told reporters. Okoro’s answer was short: “No.”

President Daniel Okoro left early. Wang stayed, and she thanked the crew.
";

/// How often whoever is called by a name is named, and mentioned.
fn counts(source: &str, name: &str) -> Option<(usize, usize)> {
    let analysis = Analyzer::default().analyze(source.into(), Format::Markdown);
    let entity = analysis.annotation.entities.iter().find(|entity| entity.name == name)?;
    let names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
    Some((names.count(), entity.mentions.len()))
}

#[test]
fn whoever_is_renamed_is_mentioned_as_often_as_before() {
    let analysis = Analyzer::default().analyze(ARTICLE.into(), Format::Markdown);
    let renames = [
        ("Maya Wang", "Maya Wang", "Lena Peterson", "Lena Peterson"),
        ("Maya Wang", "Wang", "Peterson", "Maya Peterson"),
        ("Daniel Okoro", "Daniel Okoro", "Peter Johansson", "Peter Johansson"),
        ("Daniel Okoro", "Okoro", "Johansson", "Daniel Johansson"),
    ];
    for (old, typed_on, typed, new) in renames {
        let before = counts(ARTICLE, old);
        assert!(before.is_some_and(|(names, _)| names > 2), "{old}");
        let offset = ARTICLE.match_indices(typed_on).map(|(offset, _)| offset);
        for offset in offset {
            let Some(name) = name_at(&analysis, offset, false).filter(|name| name.text == typed_on) else { continue };
            let renaming = rename(&analysis, offset, &NewName::new(typed).unwrap(), false).unwrap();
            let text = edited(ARTICLE, &renaming.edits);
            assert_eq!(counts(&text, new), before, "{name:?}: {text}");
            assert!(!text.contains(typed_on), "{text}");
        }
    }
}

#[test]
fn every_place_of_a_text_can_be_asked_about() {
    let analysis = Analyzer::default().analyze(ARTICLE.into(), Format::Markdown);
    let name = NewName::new("Ana de la Cruz Jr.").unwrap();
    for offset in 0..=ARTICLE.len() + 2 {
        let found = name_at(&analysis, offset, true);
        let renaming = rename(&analysis, offset, &name, true);
        assert_eq!(found.is_some(), renaming.is_some());
        let Some((found, renaming)) = found.zip(renaming) else { continue };
        assert_eq!(ARTICLE[found.range].split_whitespace().collect::<Vec<_>>().join(" "), found.text);
        let mut spans: Vec<TextRange> = renaming.edits.iter().chain(&renaming.quoted).map(|edit| edit.span).collect();
        spans.sort();
        assert!(spans.iter().any(|span| span.overlaps(found.range)), "{found:?}");
        assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{spans:?}");
    }
}
