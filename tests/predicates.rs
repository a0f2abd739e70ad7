//! What a text says that somebody is, and what is no name of anybody: "Ada Lund was an architect", "New Zealand".

use sayso::annotate::{self, Annotation, MentionKind};
use sayso::text::{self, Format};

fn annotate_text(text: &str) -> Annotation {
    annotate::annotate(&text::read(text, Format::Markdown))
}

/// The mentions of an entity that are of a kind, as they are written.
#[track_caller]
fn mentions<'a>(text: &'a str, name: &str, kind: MentionKind) -> Vec<&'a str> {
    let annotation = annotate_text(text);
    let entity = annotation.entities.iter().find(|entity| entity.name == name);
    let entity = entity.unwrap_or_else(|| panic!("no {name} in: {text}"));
    let of_kind = entity.mentions.iter().filter(|mention| mention.kind == kind);
    of_kind.map(|mention| &text[mention.span.start..mention.span.end]).collect()
}

#[track_caller]
fn check(text: &str, name: &str, nominals: &[&str]) {
    assert_eq!(mentions(text, name, MentionKind::Nominal), nominals, "in: {text}");
}

#[test]
fn what_somebody_is_said_to_be_is_they() {
    check("Ada Lund was an architect in Saltby.", "Ada Lund", &["an architect"]);
    check("Ada Lund left. She has now become the mayor of Saltby.", "Ada Lund", &["the mayor"]);
    check("Bo Marsh left in May. He's a good lawyer.", "Bo Marsh", &["a good lawyer"]);
    check("Ada Lund was also a legend in Saltby.", "Ada Lund", &["a legend"]);
    check("Bo Marsh, who is a lawyer, left.", "Bo Marsh", &["a lawyer"]);
}

#[test]
fn it_introduces_them_if_the_writer_says_so_and_it_is_a_role() {
    let role = |text: &str| {
        let annotation = annotate_text(text);
        annotation.entities[0].roles.first().map(|role| role.text.clone())
    };
    assert_eq!(role("Ada Lund was an architect in Saltby.").as_deref(), Some("an architect in Saltby"));
    // who reads it sees no sign for code
    assert_eq!(role("Ada Lund, head of `ops` at the port, left.").as_deref(), Some("head of … at the port"));
    assert_eq!(role("Ada Lund is a woman."), None);
    assert_eq!(role("“Ada Lund is a director!” said Bo."), None);
}

#[test]
fn so_is_what_somebody_serves_as_or_is_chosen_for() {
    check("Ada Lund served as the director of the museum.", "Ada Lund", &["the director"]);
    check("In May Ada Lund was elected president.", "Ada Lund", &["president"]);
}

#[test]
fn what_is_denied_likened_or_only_possible_is_not() {
    check("Ada Lund is not a lawyer.", "Ada Lund", &[]);
    check("Ada Lund was like a mother to the crew.", "Ada Lund", &[]);
    check("Ada Lund could be a good mayor.", "Ada Lund", &[]);
    check("The brother of Ada Lund was a lawyer.", "Ada Lund", &[]);
    check("Ada Lund was a bit late.", "Ada Lund", &[]);
    check("Imagine that Ada Lund were a pilot.", "Ada Lund", &[]);
    check("Much will change if Ada Lund is elected president.", "Ada Lund", &[]);
}

#[test]
fn nouns_beside_a_name_are_its_bearer() {
    check("Ada Lund, president of the rowing club, left.", "Ada Lund", &["president"]);
    check("Ada Lund, a practising lawyer, left early.", "Ada Lund", &["a practising lawyer"]);
    check("Ada Lund, a member of the harbour’s board, left.", "Ada Lund", &["a member"]);
    check("They asked harbour pilot Ada Lund.", "Ada Lund", &["harbour pilot"]);
}

#[test]
fn a_pronoun_may_have_its_verb_in_one_word() {
    let text = "My name is Ada Lund. I’m a pilot. I’ve seen the port and I’ll see it again. I know it.";
    assert_eq!(mentions(text, "Ada Lund", MentionKind::Pronoun), ["My", "I", "I", "I", "I"]);
}

#[test]
fn places_prizes_and_storms_are_nobody() {
    for thing in ["New Zealand", "the Winter Olympics", "the Lund Prize", "Hurricane Ada"] {
        let text = format!("The minister came late and then told them of {thing} for an hour.");
        let named = annotate_text(&text);
        let named = named.entities.iter().flat_map(|entity| &entity.mentions).filter(|it| it.kind == MentionKind::Name);
        assert_eq!(named.count(), 0, "in: {text}");
    }
}

#[test]
fn the_parents_of_who_is_called_by_the_first_name_are_mr_and_mrs() {
    let text = "Mr. Lind read the paper, and Mrs. Lind poured the tea. Emma came in late. Emma was wet.\n\n\
        “Where have you been, Emma?” asked her mother.";
    let annotation = annotate_text(text);
    let speaker = annotation.attributions[0].speaker.map(|speaker| annotation.entities[speaker.0].name.as_str());
    assert_eq!(speaker, Some("Mrs. Lind"));
}
