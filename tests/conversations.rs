//! Who speaks in stories of our own.

use sayso::annotate::{self, Annotation};
use sayso::text::{self, Format};

fn annotate_text(text: &str) -> Annotation {
    annotate::annotate(&text::read(text, Format::Plain))
}

/// The name of whoever says some words of a text.
#[track_caller]
fn speaker_of(text: &str, words: &str) -> Option<String> {
    let annotation = annotate_text(text);
    let at = text.find(words).unwrap_or_else(|| panic!("no {words:?} in the text"));
    let covers = |span: &text::TextRange| span.start <= at && at < span.end;
    let said = annotation.all_attributions().find(|attribution| attribution.content.iter().any(covers));
    let said = said.unwrap_or_else(|| panic!("nobody says {words:?}: {:?}", annotation.quotations));
    said.speaker.map(|speaker| annotation.entity(speaker).name.clone())
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    for (words, speaker) in expected {
        assert_eq!(speaker_of(text, words).as_deref(), Some(*speaker), "{words:?} in: {text}");
    }
}

const FERRY: &str = "The rain had not stopped since noon. Agnes Holloway put her basket on the bench.\n\n\
    “Is the ferry late again?” asked Agnes.\n\n\
    “It is always late,” said Martin.\n\n\
    “Then why do we come so early?”\n\n\
    “Habit.”\n\n\
    “A poor habit.”\n\n\
    “You could have stayed at home.”\n\n\
    “And miss the rain?” said Agnes.\n";

#[test]
fn two_take_turns_up_to_the_next_that_is_named() {
    check(
        FERRY,
        &[
            ("Then why", "Agnes Holloway"),
            ("Habit.", "Martin"),
            ("A poor habit", "Agnes Holloway"),
            ("You could have", "Martin"),
        ],
    );
}

#[test]
fn a_noun_is_whose_turn_it_is() {
    let text = "Ada Marsh came in from the quay and took off her boots. Her mother, Ruth Marsh, stood at the stove.\n\n\
        “Is the boat in?” asked Ruth.\n\n\
        “It came in an hour ago.”\n\n\
        “And where is your brother?” said the woman.\n\n\
        “Down at the net loft with the others.”\n\n\
        “Then go and fetch him,” said the woman, “before the soup is cold.”\n\n\
        “He will not come,” said Ada.\n\n\
        “He will if you ask him.”\n";
    check(text, &[("And where", "Ruth Marsh"), ("Then go", "Ruth Marsh"), ("He will not", "Ada Marsh")]);
}

#[test]
fn one_word_in_a_paragraph_of_its_own_is_speech() {
    let annotation = annotate_text(FERRY);
    let habit =
        annotation.quotations.iter().find(|quotation| &FERRY[quotation.span.start..quotation.span.end] == "“Habit.”");
    assert!(habit.is_some_and(|quotation| quotation.speech));
}

#[test]
fn who_acts_in_the_paragraph_speaks_in_it() {
    let text = "Agnes Holloway came in with Martin Frey.\n\n\
        “The bridge is gone,” said Agnes.\n\n\
        “When?” said Martin.\n\n\
        Agnes pulled off her gloves. “Last night, when the river rose.”\n";
    check(text, &[("Last night", "Agnes Holloway")]);
}

#[test]
fn whose_somebody_is_tells_who_is_meant_again() {
    let text = "Mr. Holloway came down to breakfast late, and Mrs. Holloway was there before him.\n\n\
        “You have slept badly,” said his wife.\n\n\
        “I have not slept at all,” said Mr. Holloway.\n";
    check(text, &[("You have slept", "Mrs. Holloway")]);
    let text = "Agnes Holloway shut the door. “We are late,” said her sister. A cart went by, and a dog barked at it.\n\n\
        Agnes looked at the clock. “We are not,” she said.\n\n\
        “We are,” said her sister.\n";
    let annotation = annotate_text(text);
    let is_sister = |said: &&annotate::Attribution| {
        said.source.first().is_some_and(|span| text[span.start..].starts_with("her sister"))
    };
    let sisters: Vec<_> = annotation.attributions.iter().filter(is_sister).collect();
    assert_eq!(sisters.len(), 2);
    assert_eq!(sisters[0].speaker, sisters[1].speaker);
}

#[test]
fn who_tells_the_story_is_whom_others_call_so() {
    let paragraph = "I went down to the quay, where I had left my boat, and I looked for my brother. “Good morning, Tobin,” \
        said the harbour master. I thanked him. I had known him for years, and I liked him.\n\n";
    let text = format!("{}“It is a fine day,” I said.\n", paragraph.repeat(4));
    check(&text, &[("It is a fine day", "Tobin")]);
}

#[test]
fn nobody_is_called_by_two_names_in_one_sentence() {
    let text = "Clara Pennington came home at six. Clara found Mrs. Pennington in the hall. “You are wet,” said Mrs. Pennington. \
        Clara and Mrs. Pennington went in. “I walked,” said Clara.\n";
    check(text, &[("You are wet", "Mrs. Pennington"), ("I walked", "Clara Pennington")]);
}

#[test]
fn single_marks_go_on_over_lines_too() {
    let text = "Ada Brill looked out at the lake .\nIt was early .\n‘ Where is the boat ?\nIt was here last night , ’ said Ada .\n\
        Nobody had an answer .\nThe butchers ’ carts went by .\n";
    check(text, &[("Where is", "Ada Brill"), ("It was here", "Ada Brill")]);
}

#[test]
fn a_greeting_in_capitals_is_speech_and_no_title() {
    let text = "Ada Brill shut the gate behind her. “Good-night, Mr. Tobin,” said Ada.\n";
    check(text, &[("Good-night", "Ada Brill")]);
}

#[test]
fn a_dash_begins_what_somebody_says() {
    let text = "Agnes Holloway came down to the ferry with Martin Frey.\n\n\
        — Is it late again? asked Agnes.\n\n\
        — It is always late, Martin said quietly. I know no other ferry.\n\n\
        — Then why do we come so early?\n\n\
        — Habit, said Martin. He turned up his collar.\n";
    check(
        text,
        &[
            ("Is it late", "Agnes Holloway"),
            ("It is always", "Martin Frey"),
            ("I know no other", "Martin Frey"),
            ("Habit", "Martin Frey"),
        ],
    );
    let annotation = annotate_text(text);
    assert!(annotation.quotations.iter().all(|quotation| quotation.speech && quotation.balanced));
    let said = |words: &str| annotation.quotations.iter().any(|q| text[q.span.start..q.span.end].contains(words));
    assert!(!said("asked Agnes") && !said("collar"));
}

#[test]
fn dashes_that_nobody_speaks_after_are_no_speech() {
    let text = "The council met.\n\n— The bridge is closed.\n\n— The ferry is late.\n\n— The school is open.\n\n— Nobody came.\n";
    assert!(annotate_text(text).quotations.is_empty());
}

#[test]
fn who_tells_the_story_is_nobody_s_he() {
    let text = "I came down to the quay at six, and a tall man stood there. I knew him by his coat. “You are late,” I said.\n\n\
        I waited. “I am never late,” he said. I laughed.\n";
    let annotation = annotate_text(text);
    let speaker = |words: &str| {
        let at = text.find(words).unwrap_or_default();
        let said = annotation
            .all_attributions()
            .find(|said| said.content.iter().any(|part| part.start <= at && at < part.end));
        said.and_then(|said| said.speaker)
    };
    assert_ne!(speaker("You are late"), speaker("I am never late"));
}

#[test]
fn single_straight_marks_between_spaces_are_marks() {
    let text = "Ada Brill looked out at the lake .\n' Where is the boat ?\nIt was here last night , ' said Ada .\n\
        The dogs ' bowls were empty .\n' Nobody took it , ' said Martin .\n";
    check(text, &[("Where is", "Ada Brill"), ("It was here", "Ada Brill"), ("Nobody took", "Martin")]);
}

#[test]
fn a_cry_is_no_name() {
    let text = "Ada Brill opened the door. “Hullo!” said Martin.\n\n“Begorra! Behold who comes,” said Ada.\n";
    let annotation = annotate_text(text);
    let names: Vec<&str> = annotation.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Ada Brill", "Martin"]);
}
