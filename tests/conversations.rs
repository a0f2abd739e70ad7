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

#[test]
fn who_is_spoken_to_by_name_does_not_say_it() {
    let text = "Jonas Brandt met the pilot Erik Halden on the quay. Brandt was cold.\n\n\
        “Have a sip of tea, Brandt,” he said. “It is hot.”\n";
    check(text, &[("Have a sip", "Erik Halden"), ("It is hot", "Erik Halden")]);
}

#[test]
fn who_is_named_after_the_subject_is_somebody_else() {
    let text = "Erik Halden had walked all night, and the inn was dark. Jonas Brandt opened the door.\n\n\
        He nodded to Brandt and took off his gloves. “I need a bed,” he said.\n";
    check(text, &[("I need a bed", "Erik Halden")]);
}

#[test]
fn somebody_s_maid_is_not_her_own() {
    let text = "Mrs Lorne was resting. As soon as Nora, her sleepy maid, had been sent for coal, she opened the window. \
        “There is no air in here,” she said.\n";
    let annotation = annotate_text(text);
    let nora = annotation.entities.iter().find(|entity| entity.name == "Nora").map(|entity| entity.mentions.len());
    let lorne =
        annotation.entities.iter().find(|entity| entity.name == "Mrs Lorne").map(|entity| entity.mentions.len());
    assert!(nora.is_some() && nora < lorne, "{nora:?} {lorne:?}");
    check(text, &[("There is no air", "Mrs Lorne")]);
}

#[test]
fn a_brother_s_wife_is_one_person() {
    let quiet = "The clock ticked. ".repeat(70);
    let text = format!(
        "“You are late,” said my brother's wife. I sat down.\n\n{quiet}\n\n“You are always late,” said my brother ’s wife.\n"
    );
    let annotation = annotate_text(&text);
    let speakers: Vec<_> = annotation.all_attributions().map(|said| said.speaker).collect();
    assert_eq!(speakers.len(), 2);
    assert!(speakers[0].is_some() && speakers[0] == speakers[1], "{:?}", annotation.entities);
}

#[test]
fn a_brother_is_who_was_named_as_one() {
    let text = "I came home at noon, and my brother Jonas was in the yard. He was mending a net.\n\n\
        “It is torn again,” said my brother.\n";
    check(text, &[("It is torn", "Jonas")]);
}

#[test]
fn a_mother_is_the_only_couple_s() {
    let text = "Mr. Lorne read the paper, and Mrs. Lorne looked out at the rain. “I hope the roof will hold, Peggy.”\n\n\
        “It has held for thirty years,” said her mother.\n";
    check(text, &[("It has held", "Mrs. Lorne")]);
}

#[test]
fn who_says_sir_says_it_again() {
    let text = "Brandt stopped at the gate, where Peter and Jonas sat on the wall.\n\n\
        “Is your master at home?” said Brandt.\n\n“He is out, sir,” said Peter.\n\n“When do you expect him?”\n\n\
        Jonas laughed and jumped down.\n\n“At six, sir.”\n\nBrandt looked at his watch.\n\n“And where has he gone?”\n\n\
        Jonas pointed down the hill.\n\n“To the harbour, sir.”\n";
    check(text, &[("At six", "Peter"), ("To the harbour", "Peter")]);
}

#[test]
fn lines_that_only_tell_who_speaks_belong_to_what_is_said() {
    let text = "Erik Halden ran along the quay .\n“ Stop the boat ! ”\nI shouted .\nErik waved .\n";
    check(text, &[("Stop the boat", "I")]);
}

#[test]
fn a_chapter_s_number_is_nobody() {
    let annotation = annotate_text("Chapter I The rain had stopped. Ada Brill was cold.\n");
    let names: Vec<&str> = annotation.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Ada Brill"]);
}

#[test]
fn a_dash_after_a_colon_begins_speech_where_a_text_is_set_so() {
    let text = "The bell rang. Agnes Holloway put down her basket and asked: — Who is there?\n\n\
        — Martin, he said. Open the door!\n\nShe looked at the key and said: — It is not locked.\n\n\
        — It is, he said.\n";
    check(text, &[("Who is there", "Agnes Holloway"), ("It is not locked", "Agnes Holloway")]);
}
