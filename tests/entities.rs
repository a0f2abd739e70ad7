//! Which names of a text are the same one's: short forms, acronyms and spellings together, namesakes apart.

use sayso::annotate::{self, Annotation, EntityKind, MentionKind};
use sayso::text::{self, Format};

fn annotate_text(text: &str) -> Annotation {
    annotate::annotate(&text::read(text, Format::Markdown))
}

/// Asserts which entities have names in a text: what each is called, and its names as they are written.
#[track_caller]
fn check(text: &str, expected: &[(&str, &[&str])]) {
    let annotation = annotate_text(text);
    let found: Vec<(&str, Vec<&str>)> = annotation
        .entities
        .iter()
        .map(|entity| {
            let names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
            (entity.name.as_str(), names.map(|mention| &text[mention.span.start..mention.span.end]).collect())
        })
        .filter(|(_, names): &(&str, Vec<&str>)| !names.is_empty())
        .collect();
    let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(name, names)| (*name, names.to_vec())).collect();
    assert_eq!(found, expected, "in: {text}");
}

/// The other spellings of the first entity's name, with the text's part that each stands in.
#[track_caller]
fn spellings(text: &str) -> Vec<(String, &str)> {
    let annotation = annotate_text(text);
    let spellings = annotation.entities[0].spellings.iter();
    spellings.map(|spelling| (spelling.text.clone(), &text[spelling.span.start..spelling.span.end])).collect()
}

#[test]
fn a_slip_is_no_other_person() {
    let text =
        "Pu Zhiqiang was arrested. Supporters of Pu Zhiquiang gathered. Later Pu Zhiqiang spoke. Zhiquiang left.";
    check(text, &[("Pu Zhiqiang", &["Pu Zhiqiang", "Pu Zhiquiang", "Pu Zhiqiang", "Zhiquiang"])]);
    assert_eq!(spellings(text), [("Pu Zhiquiang".to_owned(), "Pu Zhiquiang")]);
}

#[test]
fn the_usual_spelling_is_the_name_wherever_it_stands() {
    let text = "Supporters of Pu Zhiquiang gathered. Then Pu Zhiqiang spoke. Later Pu Zhiqiang left.";
    check(text, &[("Pu Zhiqiang", &["Pu Zhiquiang", "Pu Zhiqiang", "Pu Zhiqiang"])]);
}

#[test]
fn a_surname_alone_may_be_a_slip_too() {
    let text = "Eric Schneidermann sued on Friday. “It is fraud,” Scheidermann said.";
    check(text, &[("Eric Schneidermann", &["Eric Schneidermann", "Scheidermann"])]);
    assert_eq!(spellings(text), [("Scheidermann".to_owned(), "Scheidermann")]);
}

#[test]
fn accents_hyphens_and_capitals_make_nobody_else() {
    check(
        "Enrique Peña Nieto spoke. Enrique Pena Nieto left. Peña Nieto said no.",
        &[("Enrique Peña Nieto", &["Enrique Peña Nieto", "Enrique Pena Nieto", "Peña Nieto"])],
    );
    check(
        "Bashar al-Assad spoke. Later Bashar al Assad left, and Assad said no.",
        &[("Bashar al-Assad", &["Bashar al-Assad", "Bashar al Assad", "Assad"])],
    );
    let text = "# ANN OKORO\n\nThe mayor, Ann Okoro, resigned. “No,” Okoro said.";
    check(text, &[("Ann Okoro", &["ANN OKORO", "Ann Okoro", "Okoro"])]);
    assert!(spellings(text).is_empty());
}

#[test]
fn names_that_people_have_are_no_slips() {
    check(
        "Maria Rossi said so. Mario Rossi said no.",
        &[("Maria Rossi", &["Maria Rossi"]), ("Mario Rossi", &["Mario Rossi"])],
    );
    check(
        "Joan Baker said so. John Baker said no.",
        &[("Joan Baker", &["Joan Baker"]), ("John Baker", &["John Baker"])],
    );
}

#[test]
fn two_that_the_text_tells_apart_are_two() {
    // each is called by the surname
    check(
        "John Hansen said so. John Hanson said no. Hansen left. Hanson stayed.",
        &[("John Hansen", &["John Hansen", "Hansen"]), ("John Hanson", &["John Hanson", "Hanson"])],
    );
    // each has a role of their own
    check(
        "Bo Lindqvist, a lawyer, said so. Mayor Bo Lindkvist said no.",
        &[("Bo Lindqvist", &["Bo Lindqvist"]), ("Bo Lindkvist", &["Mayor Bo Lindkvist"])],
    );
    // they stand side by side
    check(
        "There were Bo Lindqvist and Bo Lindkvist.",
        &[("Bo Lindqvist", &["Bo Lindqvist"]), ("Bo Lindkvist", &["Bo Lindkvist"])],
    );
}

#[test]
fn a_surname_that_two_have_is_whose_it_was_before() {
    let text = "Dan Marsh spoke on Monday. Marsh said he was glad. His daughter Ivy Marsh came late. Marsh left. \
                Mr. Marsh said taxes would fall. Ms. Marsh said nothing.";
    check(
        text,
        &[("Dan Marsh", &["Dan Marsh", "Marsh", "Marsh", "Mr. Marsh"]), ("Ivy Marsh", &["Ivy Marsh", "Ms. Marsh"])],
    );
}

#[test]
fn a_surname_is_not_hers_whom_the_text_calls_by_the_first_name() {
    let text = "Ted Cruz spoke. He thanked Heidi Cruz. Heidi smiled. “No,” Cruz said. Then Senator Cruz left.";
    check(text, &[("Ted Cruz", &["Ted Cruz", "Cruz", "Senator Cruz"]), ("Heidi Cruz", &["Heidi Cruz", "Heidi"])]);
}

#[test]
fn the_only_full_name_need_not_be_the_one_meant() {
    let text = "President Okoro spoke. Mr. Okoro was glad. His wife, Mary Okoro, was not. Mr. Okoro left.";
    check(text, &[("Mr. Okoro", &["President Okoro", "Mr. Okoro", "Mr. Okoro"]), ("Mary Okoro", &["Mary Okoro"])]);
}

#[test]
fn a_surname_alone_is_not_his_mothers() {
    let text = "John Marsh came. Marsh ate. Marsh slept. Marsh left. Mrs Marsh rose. Mrs Marsh sat. Mrs Marsh sang. Marsh ran.";
    check(
        text,
        &[
            ("John Marsh", &["John Marsh", "Marsh", "Marsh", "Marsh", "Marsh"]),
            ("Mrs Marsh", &["Mrs Marsh", "Mrs Marsh", "Mrs Marsh"]),
        ],
    );
}

#[test]
fn fathers_and_sons_are_two() {
    check(
        "George W. Bush spoke. George H.W. Bush listened.",
        &[("George W. Bush", &["George W. Bush"]), ("George H.W. Bush", &["George H.W. Bush"])],
    );
    check(
        "Carl Voss spoke. Carl Voss Jr. listened.",
        &[("Carl Voss", &["Carl Voss"]), ("Carl Voss Jr.", &["Carl Voss Jr."])],
    );
}

#[test]
fn what_is_named_by_code_has_a_name_that_can_be_read() {
    let annotation = annotate_text("According to `watch`, the tide rose by a foot in May.");
    let names: Vec<_> = annotation.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["…"]);
}

#[test]
fn families_companies_and_buildings_are_not_the_person() {
    let text =
        "Donald Marsh spoke. The Marshes live here. The Marsh Foundation said no. Marsh Tower was closed. Marsh left.";
    check(
        text,
        &[
            ("Donald Marsh", &["Donald Marsh", "Marsh"]),
            ("the Marshes", &["Marshes"]),
            ("Marsh Foundation", &["Marsh Foundation"]),
            // the tower is nobody
        ],
    );
    let annotation = annotate_text(text);
    let kinds: Vec<EntityKind> = annotation.entities.iter().map(|entity| entity.kind).collect();
    assert_eq!(kinds[..3], [EntityKind::Person, EntityKind::Group, EntityKind::Organization]);
    check(
        "Gerald Ford spoke. Ford Motor Co. hired. “No,” Ford said.",
        &[("Gerald Ford", &["Gerald Ford", "Ford"]), ("Ford Motor Co.", &["Ford Motor Co."])],
    );
}

#[test]
fn acronyms_are_what_they_are_short_for() {
    check(
        "A spokesman for Open Rights Watch (ORW) said so. ORW’s lawyers agreed.",
        &[("Open Rights Watch", &["Open Rights Watch", "ORW", "ORW"])],
    );
    check(
        "The FBI said no. The Federal Bureau of Investigation closed.",
        &[("Federal Bureau of Investigation", &["FBI", "Federal Bureau of Investigation"])],
    );
    check("The SL (Saltby League) said so. The SL won.", &[("Saltby League", &["SL", "Saltby League", "SL"])]);
}

#[test]
fn an_acronym_is_written_in_capitals() {
    check(
        "The International Dredging Association met. Ida Reed said no. Ida left.",
        &[
            ("International Dredging Association", &["International Dredging Association"]),
            ("Ida Reed", &["Ida Reed", "Ida"]),
        ],
    );
}

#[test]
fn what_stands_before_a_name_is_none_of_it() {
    check(
        "Ann Okoro spoke. He had called her Crooked Ann Okoro. Okoro left.",
        &[("Ann Okoro", &["Ann Okoro", "Crooked Ann Okoro", "Okoro"])],
    );
}

#[test]
fn a_word_before_a_surname_makes_no_other_bearer() {
    check(
        "Ann Okoro spoke. They ask whether Candidate Okoro can win. Okoro left.",
        &[("Ann Okoro", &["Ann Okoro", "Candidate Okoro", "Okoro"])],
    );
}

#[test]
fn an_adverb_before_a_name_is_none_of_it() {
    check(
        "Newland Archer came. Suddenly Newland Archer rose. Happily Archer sang.",
        &[("Newland Archer", &["Newland Archer", "Newland Archer", "Archer"])],
    );
}

#[test]
fn an_institution_in_a_title_is_not_who_bears_it() {
    check(
        "Wexler Dredging CEO Carl Voss spoke. Saltby Mayor Ann Okoro listened. “No,” Voss said.",
        &[("Carl Voss", &["Wexler Dredging CEO Carl Voss", "Voss"]), ("Ann Okoro", &["Saltby Mayor Ann Okoro"])],
    );
}

#[test]
fn a_woman_called_by_her_surname_may_be_mrs_too() {
    let text =
        "Hillary Marsh spoke. Marsh won. Marsh left. Marsh slept. Mrs. Marsh rose. Mrs. Marsh ate. Mrs. Marsh sat.";
    assert_eq!(annotate_text(text).entities.len(), 1);
}

#[test]
fn the_word_that_tells_two_institutions_apart_belongs_to_the_name() {
    check(
        "The Republican National Committee sued. The Democratic National Committee did not.",
        &[
            ("Republican National Committee", &["Republican National Committee"]),
            ("Democratic National Committee", &["Democratic National Committee"]),
        ],
    );
}

#[test]
fn contractions_are_no_names() {
    check(
        "Ann Li met Bo Berg. “She’ll win. We’re sure,” Berg said. “Let’s go.” She’d gone. Don’t ask. It’d rain. They've left. He said: Let’s go.",
        &[("Ann Li", &["Ann Li"]), ("Bo Berg", &["Bo Berg", "Berg"])],
    );
}

#[test]
fn a_surname_alone_is_not_the_relatives() {
    check(
        "Hanna Lindqvist left early. Police drove her to daughter Olga Lindqvist’s home in the port. Lindqvist had told the \
         officers to go.",
        &[("Hanna Lindqvist", &["Hanna Lindqvist", "Lindqvist"]), ("Olga Lindqvist", &["Olga Lindqvist"])],
    );
}

#[test]
fn a_city_has_no_surname() {
    check(
        "“We never got the letter,” Kansas said. Lawyers met in Kansas City, and Kansas City said it had sent one.",
        &[("Kansas", &["Kansas"]), ("Kansas City", &["Kansas City", "Kansas City"])],
    );
}

#[test]
fn a_noun_that_is_narrowed_otherwise_is_another() {
    let speaker = |court: &str| {
        let text = format!("The Supreme Court put the rule on hold on Monday. Later the {court} said it would wait.");
        let annotation = annotate_text(&text);
        let speaker = annotation.attributions.iter().find_map(|attribution| attribution.speaker);
        speaker.map(|speaker| annotation.entity(speaker).name.clone())
    };
    assert_eq!(speaker("court").as_deref(), Some("Supreme Court"));
    assert_ne!(speaker("appeals court").as_deref(), Some("Supreme Court"));
}

#[test]
fn particles_and_generations_are_part_of_a_name() {
    check(
        "Pieter van der Berg left. Later van der Berg spoke. Maria de la Cruz and Daphne du Maurier met. \
         Ngugi wa Thiong’o said it was late.",
        &[
            ("Pieter van der Berg", &["Pieter van der Berg", "Berg"]),
            ("Maria de la Cruz", &["Maria de la Cruz"]),
            ("Daphne du Maurier", &["Daphne du Maurier"]),
            ("Ngugi wa Thiong’o", &["Ngugi wa Thiong’o"]),
        ],
    );
    check(
        "W.E.B. Du Bois wrote to Sammy Marsh, Jr., on Monday. Du Bois said no.",
        &[("W.E.B. Du Bois", &["W.E.B. Du Bois", "Du Bois"]), ("Sammy Marsh, Jr.", &["Sammy Marsh, Jr."])],
    );
}
