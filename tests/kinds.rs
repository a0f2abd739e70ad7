//! What a source is: somebody, a place that stands for its government, a newspaper, a company that bears its founder's name.

use sayso::annotate::{self, Annotation, EntityKind, MentionKind};
use sayso::text::{self, Format};

fn annotate_text(text: &str) -> Annotation {
    annotate::annotate(&text::read(text, Format::Plain))
}

/// Asserts who says what in a text: each attribution's speaker and what that is, or nobody.
#[track_caller]
fn check(text: &str, expected: &[Option<(&str, EntityKind)>]) {
    let annotation = annotate_text(text);
    let speaker = |attribution: &annotate::Attribution| {
        attribution.speaker.map(|speaker| annotation.entity(speaker)).map(|entity| (entity.name.as_str(), entity.kind))
    };
    let found: Vec<Option<(&str, EntityKind)>> = annotation.attributions.iter().map(speaker).collect();
    assert_eq!(found, expected, "in: {text}");
}

/// Asserts that an institution says both parts of a text, the second as "it".
#[track_caller]
fn check_institution(text: &str, name: &str) {
    check(text, &[Some((name, EntityKind::Organization)), Some((name, EntityKind::Organization))]);
}

/// Asserts which names the entities of a text have: what each is called, and its names as written.
#[track_caller]
fn check_names(text: &str, expected: &[(&str, &[&str])]) {
    let annotation = annotate_text(text);
    let entities = annotation.entities.iter().map(|entity| {
        let names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        (entity.name.as_str(), names.map(|mention| &text[mention.span.start..mention.span.end]).collect())
    });
    let found: Vec<(&str, Vec<&str>)> = entities.filter(|(_, names): &(_, Vec<_>)| !names.is_empty()).collect();
    let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(name, names)| (*name, names.to_vec())).collect();
    assert_eq!(found, expected, "in: {text}");
}

#[test]
fn a_capital_stands_for_its_government() {
    for place in ["Beijing", "Paris", "Kyiv", "Tehran", "Brussels", "Moscow", "Abuja", "New Delhi", "Downing Street"] {
        check_institution(&format!("{place} said the raid was lawful. It said the men had been warned."), place);
    }
    check_institution("The Kremlin said the raid was lawful. It said the men had been warned.", "the Kremlin");
    check_institution("“We will not sign,” Ankara said. It added that talks were over.", "Ankara");
}

#[test]
fn two_capitals_are_a_group() {
    check("Paris and Berlin said on Monday they would not sign.", &[Some(("Paris and Berlin", EntityKind::Group))]);
}

#[test]
fn a_surname_is_no_place() {
    check_names(
        "Jack London came to London. London said he was tired.",
        &[("Jack London", &["Jack London", "London"])],
    );
}

#[test]
fn a_newspaper_is_nobody() {
    let titles =
        ["Le Monde", "Der Spiegel", "Die Zeit", "El País", "La Repubblica", "De Telegraaf", "Al Jazeera", "Haaretz"];
    for title in titles {
        check_institution(&format!("{title} said the mayor would resign. It said the council had known."), title);
    }
    check_institution("Reuters reported that the mayor would resign. It said the council had known.", "Reuters");
    check_institution("The Straits Times said the mayor would resign. It said the council had known.", "Straits Times");
    let two = "Der Spiegel said he had known. The Economist said he would resign.";
    check(two, &[Some(("Der Spiegel", EntityKind::Organization)), Some(("the Economist", EntityKind::Organization))]);
    check("The economist said he would resign.", &[Some(("The economist", EntityKind::Person))]);
    check("Reed & Voss said it would close.", &[Some(("Reed & Voss", EntityKind::Organization))]);
    check(
        "Li Wei told Ming Pao that he was tired. Ming Pao said he was tired.",
        &[Some(("Li Wei", EntityKind::Person)), Some(("Ming Pao", EntityKind::Organization))],
    );
}

#[test]
fn an_article_in_a_surname_makes_no_newspaper() {
    check(
        "Le Pen said she would run. Marine Le Pen said on Monday she was ready.",
        &[Some(("Marine Le Pen", EntityKind::Person)), Some(("Marine Le Pen", EntityKind::Person))],
    );
    check("Le Duc Tho said he would not sign.", &[Some(("Le Duc Tho", EntityKind::Person))]);
    check("“I paint,” La Toya Brandt said.", &[Some(("La Toya Brandt", EntityKind::Person))]);
}

#[test]
fn what_somebody_does_is_a_role() {
    let jobs = [
        "Lawyer",
        "Farmer",
        "Nurse",
        "Singer",
        "Actor",
        "Author",
        "Activist",
        "Resident",
        "Student",
        "Teacher",
        "Driver",
        "Engineer",
        "Historian",
        "Economist",
        "Analyst",
        "Spokesman",
        "Coach",
        "Midfielder",
    ];
    for job in jobs {
        let text = format!("{job} Wu Lihong said he was tired. Wu said so on Monday.");
        let annotation = annotate_text(&text);
        let entity = annotation.entity(annotation.attributions[0].speaker.expect("somebody says it"));
        assert_eq!(entity.name, "Wu Lihong", "in: {text}");
        assert_eq!(entity.roles.iter().map(|role| &role.text).collect::<Vec<_>>(), [job], "in: {text}");
    }
    check("The sports minister said she was tired.", &[Some(("The sports minister", EntityKind::Person))]);
    let text = "Lawyer Pu Zhiqiang was held on Tuesday. “I did nothing,” Pu Zhiquiang said.";
    check(text, &[Some(("Pu Zhiqiang", EntityKind::Person))]);
    assert_eq!(annotate_text(text).entities[0].spellings[0].text, "Pu Zhiquiang");
}

#[test]
fn names_that_are_jobs_stay_names() {
    check_names("Will Farmer said he was tired. Farmer slept.", &[("Will Farmer", &["Will Farmer", "Farmer"])]);
    check_names("Baker said he was tired.", &[("Baker", &["Baker"])]);
    check_names("Ms Cook said she was tired. Cook said so twice.", &[("Ms Cook", &["Ms Cook", "Cook"])]);
    check_names("Taylor Swift said she was tired.", &[("Taylor Swift", &["Taylor Swift"])]);
    check_names("Porter Robinson said he was tired.", &[("Porter Robinson", &["Porter Robinson"])]);
    check_names("Author Society members met.", &[("Author Society", &["Author Society"])]);
}

#[test]
fn a_company_may_be_called_as_its_founder_is() {
    check_names(
        "Henry Ford founded Ford in 1903. Ford said on Monday it would close the plant.",
        &[("Henry Ford", &["Henry Ford"]), ("Ford", &["Ford", "Ford"])],
    );
    check_names(
        "Shares in Ford fell. Bill Ford, its chairman, resigned. Ford said it would close two plants.",
        &[("Ford", &["Ford", "Ford"]), ("Bill Ford", &["Bill Ford"])],
    );
    check_names(
        "Ford Inc. lost money. Henry Ford arrived. Ford said its profit fell.",
        &[("Ford Inc.", &["Ford Inc.", "Ford"]), ("Henry Ford", &["Henry Ford"])],
    );
}

#[test]
fn a_surname_before_it_makes_no_company() {
    for said in ["he was tired", "it was raining", "it would rain"] {
        let text = format!("Henry Ford arrived. Ford said {said}.");
        check_names(&text, &[("Henry Ford", &["Henry Ford", "Ford"])]);
    }
    check_names(
        "Henry Ford founded Ford. Ford said he was tired.",
        &[("Henry Ford", &["Henry Ford", "Ford"]), ("Ford", &["Ford"])],
    );
}

#[test]
fn an_institution_without_a_name_is_one() {
    let institutions = [
        "rights group",
        "human rights group",
        "agency",
        "watchdog",
        "charity",
        "union",
        "newspaper",
        "bank",
        "ministry",
        "broadcaster",
        "airline",
        "women’s rights group",
        "dockers’ union",
        "children’s charity",
    ];
    for institution in institutions {
        let name = format!("The {institution}");
        check_institution(&format!("{name} said two men had died. It said they had been warned."), &name);
    }
}

#[test]
fn whose_an_institution_is_is_part_of_what_it_is_called() {
    let annotation = annotate_text("The men’s club closed. The boys’ school stayed open.");
    let names: Vec<&str> = annotation.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["The men’s club", "The men", "The boys’ school", "The boys"]);
}

#[test]
fn an_institution_near_is_meant_by_its_noun() {
    let pairs = [
        ("Human Rights Watch", "rights group"),
        ("Oxfam", "charity"),
        ("Le Monde", "newspaper"),
        ("Dockers United", "union"),
    ];
    for (name, noun) in pairs {
        let text = format!("{name} wrote to the mayor. The {noun} said two men had died.");
        check(&text, &[Some((name, EntityKind::Organization))]);
    }
}

#[test]
fn a_first_name_may_be_a_month_or_a_modal() {
    for name in ["May Brown", "April Jones", "June Carter", "August Wilson", "Will Smith", "Jan van den Broek"] {
        let text = format!("{name} resigned on Monday.");
        check_names(&text, &[(name, &[name])]);
        let text = format!("“I quit,” said {name}.");
        check_names(&text, &[(name, &[name])]);
    }
    for name in ["April", "Will", "Jan", "Mark"] {
        check(&format!("{name} said the boat was late."), &[Some((name, EntityKind::Person))]);
    }
    check_names(
        "On Monday Jan de Wit was held. “I did nothing,” De Wit said.",
        &[("Jan de Wit", &["Jan de Wit", "De Wit"])],
    );
    check_names("Mark van Dam said he was tired.", &[("Mark van Dam", &["Mark van Dam"])]);
}

#[test]
fn a_month_or_a_modal_is_no_first_name() {
    check_names("In April Jones said he was tired.", &[("Jones", &["Jones"])]);
    check_names("Tom Marsh left. Last May Marsh came back.", &[("Tom Marsh", &["Tom Marsh", "Marsh"])]);
    check_names("Tom Marsh left. Will Marsh come back?", &[("Tom Marsh", &["Tom Marsh", "Marsh"])]);
    check_names("Tom Marsh left. Will Marsh come back, she asked.", &[("Tom Marsh", &["Tom Marsh", "Marsh"])]);
    check_names("May Day was quiet.", &[]);
    for text in ["Mark", "May", "La", "Will", "Jan van", "Lawyer", "She left. Mark"] {
        check_names(text, &[]);
    }
}
