//! Who the sources of short texts are, and what is known of them.

use sayso::annotate::{self, Annotation, EntityKind};
use sayso::text::{self, Format};

fn annotate_text(text: &str) -> Annotation {
    annotate::annotate(&text::read(text, Format::Plain))
}

/// Asserts who says what in a text: each attribution's source as written, and its speaker's name.
#[track_caller]
fn check(text: &str, expected: &[(&str, Option<&str>)]) {
    let annotation = annotate_text(text);
    let found: Vec<(&str, Option<&str>)> = annotation
        .attributions
        .iter()
        .map(|attribution| {
            let source = attribution.source.first().map_or("", |span| &text[span.start..span.end]);
            (source, attribution.speaker.map(|speaker| annotation.entity(speaker).name.as_str()))
        })
        .collect();
    assert_eq!(found, expected, "in: {text}");
}

/// The mentions of the entity with a name, as written.
#[track_caller]
fn mentions<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let annotation = annotate_text(text);
    let entity = annotation.entities.iter().find(|entity| entity.name == name);
    let entity = entity.unwrap_or_else(|| panic!("no {name} among {:?}", annotation.entities));
    entity.mentions.iter().map(|mention| &text[mention.span.start..mention.span.end]).collect()
}

#[track_caller]
fn roles(text: &str, name: &str) -> Vec<String> {
    let annotation = annotate_text(text);
    let entity = annotation.entities.iter().find(|entity| entity.name == name);
    let entity = entity.unwrap_or_else(|| panic!("no {name} among {:?}", annotation.entities));
    entity.roles.iter().map(|role| role.text.clone()).collect()
}

#[test]
fn short_forms_are_their_full_names() {
    check(
        "“We won,” said Maya Wang. The council met. Wang said the vote was lost. “No,” Ms Wang added.",
        &[("Maya Wang", Some("Maya Wang")), ("Wang", Some("Maya Wang")), ("Ms Wang", Some("Maya Wang"))],
    );
    assert_eq!(
        mentions("President Okoro spoke. Mr Okoro left. Later Daniel Okoro’s car broke down.", "Daniel Okoro"),
        ["President Okoro", "Mr Okoro", "Daniel Okoro"]
    );
}

#[test]
fn a_title_is_a_role_that_nominals_take_up() {
    let text = "President Okoro opened the port. The president said the work would last. \
                “It is done,” the Saltmerian president added.";
    check(text, &[("The president", Some("Okoro")), ("the Saltmerian president", Some("Okoro"))]);
    assert_eq!(roles(text, "Okoro"), ["President"]);
}

#[test]
fn roles_come_from_appositions_titles_and_relative_clauses() {
    assert_eq!(
        roles("“No,” says Maya Wang, an expert with rights group Harbour Watch.", "Maya Wang"),
        ["an expert with rights group Harbour Watch"]
    );
    assert_eq!(
        roles("Pavel Demir, who has led pilots since 1998, said no.", "Pavel Demir"),
        ["who has led pilots since 1998"]
    );
    assert_eq!(roles("Treasury Secretary Ana Lima said no.", "Ana Lima"), ["Treasury Secretary"]);
    assert_eq!(roles("Rights lawyer Pu Lin said no. The court met.", "Pu Lin"), ["Rights lawyer"]);
}

#[test]
fn a_pronoun_is_the_only_person_who_fits() {
    check(
        "Maya Wang, a lawyer, said the vote was lost. “We go on,” she said.",
        &[("Maya Wang, a lawyer,", Some("Maya Wang")), ("she", Some("Maya Wang"))],
    );
    check("Mr Okoro met Ms Lima at the port. “It is done,” she said.", &[("she", Some("Ms Lima"))]);
}

#[test]
fn nobody_is_guessed() {
    check("“It is done,” she said.", &[("she", None)]);
    check("Ann Weber and Eve Moreau left the port. “I quit,” she said.", &[("she", None)]);
    check("Mr Okoro opened the port. “It is done,” she said.", &[("she", None)]);
}

#[test]
fn candidates_are_named_when_several_fit() {
    let annotation = annotate_text("Ann Weber and Eve Moreau left the port. “I quit,” she said.");
    let attribution = &annotation.attributions[0];
    let names: Vec<&str> = attribution.candidates.iter().map(|id| annotation.entity(*id).name.as_str()).collect();
    assert_eq!(names, ["Ann Weber", "Eve Moreau"]);
}

#[test]
fn groups_and_institutions_speak_too() {
    let text = "Foreign diplomats say the paper was burnt. The ministry said it was not.";
    check(text, &[("Foreign diplomats", Some("Foreign diplomats")), ("The ministry", Some("The ministry"))]);
    let annotation = annotate_text(text);
    let kinds: Vec<EntityKind> = annotation.entities.iter().map(|entity| entity.kind).collect();
    assert!(kinds.starts_with(&[EntityKind::Group]), "{kinds:?}");
}

#[test]
fn two_people_who_share_a_surname_stay_two() {
    let annotation = annotate_text("Ivan Moreau and Eve Moreau met. Eve Moreau said no. Ivan Moreau said yes.");
    let names: Vec<&str> = annotation.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Ivan Moreau", "Eve Moreau"]);
}

#[test]
fn first_persons_in_a_quotation_are_its_speaker() {
    assert_eq!(mentions("“I won,” said Maya Wang.", "Maya Wang"), ["I", "Maya Wang"]);
}

#[test]
fn who_says_it_in_a_relative_clause_is_what_stands_before_it() {
    check("Maya Wang, who said the vote was lost, left.", &[("who", Some("Maya Wang"))]);
}

#[test]
fn a_noun_is_whose_name_follows_it() {
    let text = "The mayor left. Her deputy, Tom Reyes, said that she was ill. An attorney for the harbour, Mark \
                Doyle, declined to comment. The attorney said that he was busy.";
    assert_eq!(mentions(text, "Tom Reyes"), ["Her deputy", "Tom Reyes"]);
    assert_eq!(roles(text, "Tom Reyes"), ["Her deputy"]);
    assert!(mentions(text, "Mark Doyle").starts_with(&["An attorney", "Mark Doyle", "The attorney"]));
    assert_eq!(roles(text, "Mark Doyle"), ["An attorney for the harbour"]);
}

#[test]
fn a_noun_in_a_list_is_nobody_of_the_list() {
    let text = "The deputy, Tom Reyes, and Ann Li of the harbour office said that it would rain.";
    assert_eq!(mentions(text, "Tom Reyes"), ["Tom Reyes"]);
}

#[test]
fn whose_a_role_is_does_not_speak_for_who_has_it() {
    check(
        "“It burns,” Greenpeace campaigner Ana Lima said. NASA administrator Bo Nielsen said the rocket would fly. White House \
         press secretary Jen Lopez said the plan was ready.",
        &[
            ("Greenpeace campaigner Ana Lima", Some("Ana Lima")),
            ("NASA administrator Bo Nielsen", Some("Bo Nielsen")),
            ("White House press secretary Jen Lopez", Some("Jen Lopez")),
        ],
    );
    check(
        "“No,” said Bank of England chief economist Hugh Pell.",
        &[("Bank of England chief economist Hugh Pell", Some("Hugh Pell"))],
    );
}

#[test]
fn several_who_speak_together_are_a_group() {
    check(
        "“We had no beds,” Ortiz and Li wrote. The mayor and the police chief said they would meet. “No,” said Ana Lima, a \
         lawyer, and Bo Berg.",
        &[
            ("Ortiz and Li", Some("Ortiz and Li")),
            ("The mayor and the police chief", Some("The mayor and the police chief")),
            ("Ana Lima, a lawyer, and Bo Berg", Some("Ana Lima, a lawyer, and Bo Berg")),
        ],
    );
    check(
        "Ana Lima, a lawyer and mother, said no. “Yes,” said the president and chief executive.",
        &[
            ("Ana Lima, a lawyer and mother,", Some("Ana Lima")),
            ("the president and chief executive", Some("the president")),
        ],
    );
}

#[test]
fn a_surname_that_is_a_common_word_is_who_has_it() {
    for surname in ["Park", "White", "Brown", "King"] {
        let text = format!("Lena {surname} said the men were owed a year. {surname} said it was theft.");
        let name = format!("Lena {surname}");
        check(&text, &[(&name, Some(&name)), (surname, Some(&name))]);
    }
}

#[test]
fn a_month_behind_a_first_name_is_a_surname() {
    check("Theresa May said the talks had failed.", &[("Theresa May", Some("Theresa May"))]);
}

#[test]
fn they_are_who_spoke_together_last() {
    let both = Some("Ortiz and Li");
    check(
        "Ann Ortiz, the mayor, and Bo Li, her deputy, met the nurses on Friday. Ortiz and Li said the port would close. They said \
         nobody had asked them.",
        &[("Ortiz and Li", both), ("They", both)],
    );
    let others = Some("Mayor Ann Ortiz and others");
    check(
        "Mayor Ann Ortiz and others said the port would close. They said it was late.",
        &[("Mayor Ann Ortiz and others", others), ("They", others)],
    );
    let lawyer = Some("Ortiz and her lawyer");
    check(
        "Mayor Ann Ortiz met reporters. Ortiz and her lawyer said the port would close. They said it was late.",
        &[("Ortiz and her lawyer", lawyer), ("They", lawyer)],
    );
}

#[test]
fn some_of_several_are_not_all_of_them() {
    check("One of the nurses said the ward was full.", &[("One of the nurses", Some("One of the nurses"))]);
    assert_eq!(annotate_text("One of the nurses said the ward was full.").entities[0].kind, EntityKind::Person);
    check(
        "Li left. One of Li’s nurses, Ann Weber, said the ward was full.",
        &[("One of Li’s nurses, Ann Weber,", Some("Ann Weber"))],
    );
    let two = Some("Two of the women");
    check(
        "The women left. Two of the women said the ward was full. They said nobody came.",
        &[("Two of the women", two), ("They", two)],
    );
    check("All of the nurses said the ward was full.", &[("All of the nurses", Some("the nurses"))]);
    check("Only one of the nurses said the ward was full.", &[("Only one of the nurses", Some("one of the nurses"))]);
    let kinds = ["One of the companies said the port would close.", "One of the reports said the port would close."];
    let kinds = kinds.map(|text| annotate_text(text).entities[0].kind);
    assert_eq!(kinds, [EntityKind::Organization, EntityKind::Document]);
}

#[test]
fn who_asks_somebody_is_somebody_else() {
    let text = "Ann Reyes met Eva Cole on Friday. Reyes asked her whether the port would close.";
    assert_eq!(mentions(text, "Eva Cole"), ["Eva Cole", "her"]);
    let text = "Ann Reyes met Eva Cole on Friday. Reyes asked her lawyer whether the port would close.";
    assert_eq!(mentions(text, "Eva Cole"), ["Eva Cole"]);
}

#[test]
fn a_headline_is_said_by_who_is_named_below() {
    for headline in ["ORTIZ QUITS AS MAYOR, SAYS PORT MUST CLOSE", "Ortiz Quits as Mayor, Says Port Must Close"] {
        let text = format!("{headline}\n\nAnn Ortiz, the mayor, quit on Friday.\n");
        let name = headline.split(' ').next().unwrap();
        check(&text, &[(name, Some("Ann Ortiz"))]);
        assert_eq!(mentions(&text, "Ann Ortiz")[..2], [name, "Ann Ortiz"], "{headline}");
    }
}
