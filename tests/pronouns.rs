//! Whom pronouns and nouns mean: looked up among those named, or the speaker's own, or nobody for sure.

use sayso::annotate::{self, MentionKind};
use sayso::text::{self, Format};

const TEXT: &str = "\
Carla Mendes, the harbour master, opened the meeting. She praised her deputy. “We had no choice,” she said. “You saw the \
water. I lost my own boat.”

“Nobody asked us,” Tom Reyes told her. “I would have said no.”

The beekeeper Ivo Brandt lives beside the Elbe. His daughter called him that night.

When he arrived, Brandt found the dyke broken. A ferryman stood there. The ferryman had seen nothing.
";

/// The mentions of each entity that is called by a name, one entity after another.
fn mentions(text: &str, name: &str) -> Vec<Vec<String>> {
    let annotation = annotate::annotate(&text::read(text, Format::Plain));
    let called = annotation.entities.iter().filter(|entity| entity.name == name);
    let words = |span: text::TextRange| text[span.start..span.end].to_owned();
    called.map(|entity| entity.mentions.iter().map(|mention| words(mention.span)).collect()).collect()
}

#[test]
fn the_first_person_in_a_quotation_is_its_speaker() {
    assert_eq!(mentions(TEXT, "Tom Reyes"), [["Tom Reyes", "I"]]);
    assert_eq!(
        mentions(TEXT, "Carla Mendes"),
        [["Carla Mendes", "the harbour master", "She", "her", "she", "I", "my", "her"]]
    );
}

#[test]
fn we_and_you_are_somebody_else_for_each_speaker() {
    assert_eq!(mentions(TEXT, "we"), [["We"], ["us"]]);
    assert_eq!(mentions(TEXT, "you"), [["You"]]);
}

#[test]
fn a_pronoun_is_not_what_it_is_part_of() {
    assert_eq!(mentions(TEXT, "her deputy"), [["her deputy"]]);
    assert_eq!(mentions(TEXT, "His daughter"), [["His daughter"]]);
}

#[test]
fn who_is_named_after_the_pronoun_may_be_meant() {
    assert_eq!(mentions(TEXT, "Ivo Brandt"), [["Ivo Brandt", "His", "him", "he", "Brandt"]]);
}

#[test]
fn a_noun_that_no_list_has_is_somebody() {
    assert_eq!(mentions(TEXT, "A ferryman"), [["A ferryman", "The ferryman"]]);
}

#[test]
fn a_pronoun_with_nobody_to_be_is_somebody_of_its_own() {
    assert_eq!(mentions("On Monday the rain stopped. She went home.", "she"), [["She"]]);
}

#[test]
fn two_named_in_one_breath_leave_a_speaker_open() {
    let text = "On Monday officers held Ann Weber and Eve Moreau.\n\n“This is an attack on all of us”, she said.";
    let annotation = annotate::annotate(&text::read(text, Format::Plain));
    let names = annotation.attributions[0].candidates.iter().map(|id| annotation.entity(*id).name.as_str());
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    assert_eq!(annotation.attributions[0].speaker, None);
    assert_eq!(names, ["Ann Weber", "Eve Moreau"]);
}

#[test]
fn turns_of_a_transcript_are_the_speakers_own_words() {
    let text = "WALLACE: I have one question.\n\nMENDES: I am ready.\n";
    let annotation = annotate::annotate(&text::read(text, Format::Plain));
    for entity in
        annotation.entities.iter().filter(|entity| entity.mentions.iter().any(|m| m.kind == MentionKind::Name))
    {
        let first_persons = entity.mentions.iter().filter(|m| &text[m.span.start..m.span.end] == "I");
        assert_eq!(first_persons.count(), 1, "{}", entity.name);
    }
}

const INTERVIEW: &str = "\
Saltby Post interviews lighthouse keeper Mara Lindqvist

The keeper of Saltby Light retires in May, after forty years.

How did you come to the island?

I came with my father. He kept the light before me.

Were you never afraid there?

Not once. I slept well, and I had the birds.

What will you take with you?

My lamp, I think.
";

#[test]
fn answers_of_an_interview_are_whose_it_is() {
    let own = mentions(INTERVIEW, "Mara Lindqvist").concat();
    let count = |word: &str| own.iter().filter(|own| *own == word).count();
    assert_eq!((count("I"), count("you"), count("me"), count("My")), (4, 4, 1, 1));
    assert_eq!(count("He"), 0);
}

#[test]
fn two_who_are_interviewed_are_we() {
    let text =
        INTERVIEW.replace("Mara Lindqvist", "Mara Lindqvist and Ivo Brandt").replace("My lamp, I think", "Our lamp");
    assert_eq!(mentions(&text, "Mara Lindqvist"), [["Mara Lindqvist"]]);
    let both = mentions(&text, "Mara Lindqvist and Ivo Brandt").concat();
    assert_eq!(both, ["Mara Lindqvist and Ivo Brandt", "you", "you", "you", "you", "Our"]);
}

#[test]
fn an_interview_may_begin_with_an_answer() {
    let text = "Saltby Post spoke with lighthouse keeper Mara Lindqvist\n\nYou have had a long summer on the island.\n\nI have \
                had many.\n\nHow did you come to it?\n\nI came with my father.\n\nWhat will you take with you?\n\nMy lamp, I think.\n";
    let own = mentions(text, "Mara Lindqvist").concat();
    assert_eq!(own, ["Mara Lindqvist", "You", "I", "you", "I", "my", "you", "you", "My", "I"]);
}

#[test]
fn who_an_interview_only_speaks_of_does_not_answer() {
    let text = INTERVIEW.replace("lighthouse keeper Mara Lindqvist", "the owner of a tavern about Mara Lindqvist");
    let own = mentions(&text, "Mara Lindqvist").concat();
    assert!(own.iter().all(|own| own == "Mara Lindqvist"), "{own:?}");
    assert!(mentions(&text, "I").concat().len() >= 4);
}

#[test]
fn who_says_their_own_name_tells_the_text() {
    let text = "I was born in Saltby. My name is Mara Lindqvist, and I keep bees. I have kept them for ten years.\n\nMy \
                brother Ivo Brandt thinks I am mad.\n";
    let own = mentions(text, "Mara Lindqvist").concat();
    assert_eq!(own, ["I", "My", "Mara Lindqvist", "I", "I", "My", "I"]);
    let other = text.replace("My name is Mara Lindqvist, and", "Her name is Mara Lindqvist, and");
    assert_eq!(mentions(&other, "Mara Lindqvist"), [["Her", "Mara Lindqvist"]]);
}

/// Asserts who says what the pronouns among the sources of a text say, each with its speaker's name.
#[track_caller]
fn check_speakers(text: &str, expected: &[(&str, Option<&str>)]) {
    let annotation = annotate::annotate(&text::read(text, Format::Plain));
    let sources = annotation.attributions.iter().filter_map(|said| Some((said, said.source.first()?)));
    let found = sources.map(|(said, source)| {
        let speaker = said.speaker.map(|speaker| annotation.entity(speaker).name.as_str());
        (&text[source.start..source.end], speaker)
    });
    let found: Vec<(&str, Option<&str>)> =
        found.filter(|(source, _)| ["he", "she", "He", "She"].contains(source)).collect();
    assert_eq!(found, expected, "in: {text}");
}

#[test]
fn nobody_is_he_and_she() {
    check_speakers("Marek Dvorak said he was tired. “I saw the boat,” she said.", &[("she", None)]);
    check_speakers(
        "Dvorak took off his coat. “Is it still raining?” she asked. “No,” he said.",
        &[("she", None), ("he", Some("Dvorak"))],
    );
    check_speakers(
        "Martha Quist opened the session with Peter Lund. Quist said she was hoarse. “We have an hour,” he said.",
        &[("he", Some("Peter Lund"))],
    );
    check_speakers("The pilot said he was late. “I saw the boat,” she said.", &[("she", None)]);
}

#[test]
fn a_relative_is_not_whose_they_are() {
    check_speakers("Dvorak rang his sister. She said she was asleep.", &[("She", Some("his sister"))]);
    check_speakers("Quist rang her husband. He told her that the boat was gone.", &[("He", Some("her husband"))]);
    check_speakers("Dvorak said his wife had sold the boat. She said he gambled.", &[("She", Some("his wife"))]);
}

#[test]
fn who_is_named_after_a_clause_is_its_subject() {
    let text =
        "Greta Olsen said the quay was shut. Before he left the hall, Marek Dvorak told reporters that he had won.";
    assert_eq!(mentions(text, "Marek Dvorak"), [["he", "Marek Dvorak", "he"]]);
    let text = "Peter Lund lost the vote on Monday. As she left the hall, Greta Olsen said she was glad.";
    assert_eq!(mentions(text, "Greta Olsen"), [["she", "Greta Olsen", "she"]]);
}

#[test]
fn either_of_two_is_nobody_for_sure() {
    let candidates = |text: &str| {
        let annotation = annotate::annotate(&text::read(text, Format::Plain));
        let said = &annotation.attributions[0];
        let mut names: Vec<String> = said.candidates.iter().map(|id| annotation.entity(*id).name.clone()).collect();
        names.sort_unstable();
        (said.speaker.is_none(), names.join(", "))
    };
    let both = |names: &str| (true, names.to_owned());
    assert_eq!(candidates("Ann Quist met Eve Olsen on Monday. “I quit,” she said."), both("Ann Quist, Eve Olsen"));
    let text = "Peter Lund met Ann Quist and Eve Olsen on Monday. “I quit,” she said, and Lund nodded.";
    assert_eq!(candidates(text), both("Ann Quist, Eve Olsen"));
    let text = "The senator met the mayor in the park. “We have a plan,” he said.";
    assert_eq!(candidates(text), both("The senator, the mayor"));
}

#[test]
fn an_acronym_is_no_pronoun() {
    let text = "The Western Harbour Office (WHO) said the quay was shut. The WHO said that boats could leave.";
    let annotation = annotate::annotate(&text::read(text, Format::Plain));
    let speakers: Vec<_> = annotation.attributions.iter().map(|said| said.speaker).collect();
    assert!(speakers.len() == 2 && speakers[0].is_some() && speakers[0] == speakers[1], "{speakers:?}");
}
