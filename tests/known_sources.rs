//! What a list of known sources changes: what is listed wins over what the text lets one guess, and all else stays.

use std::sync::Arc;

use proptest::prelude::*;
use sayso::annotate::{
    self, Annotation, Annotator, Entity, EntityKind, KnownSource, KnownSources, ListedAs, MentionKind, Pronouns,
};
use sayso::text::{self, Format};

const ARTICLE: &str = include_str!("../examples/harbour-reform.md");

fn source(listed_as: ListedAs, name: &str, aliases: &[&str], roles: &[&str]) -> KnownSource {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    KnownSource { name: name.to_owned(), listed_as, aliases: owned(aliases), roles: owned(roles) }
}

fn person(name: &str, aliases: &[&str]) -> KnownSource {
    source(ListedAs::Person(None), name, aliases, &[])
}

fn called(name: &str, pronouns: Pronouns) -> KnownSource {
    source(ListedAs::Person(Some(pronouns)), name, &[], &[])
}

fn organization(name: &str, aliases: &[&str]) -> KnownSource {
    source(ListedAs::Organization, name, aliases, &[])
}

fn annotate_with(text: &str, sources: impl IntoIterator<Item = KnownSource>) -> Annotation {
    let sources = Arc::new(KnownSources::new(sources));
    Annotator::with_sources(sources).annotate(&text::read(text, Format::Markdown))
}

/// The entities that have names in a text: what each is called, and its mentions of some kinds.
fn mentioned<'t>(text: &'t str, annotation: &Annotation, kinds: &[MentionKind]) -> Vec<(String, Vec<&'t str>)> {
    let words = |entity: &Entity| {
        let mentions = entity.mentions.iter().filter(|mention| kinds.contains(&mention.kind));
        mentions.map(|mention| &text[mention.span.start..mention.span.end]).collect()
    };
    let named = |entity: &&Entity| entity.mentions.iter().any(|mention| mention.kind == MentionKind::Name);
    annotation.entities.iter().filter(named).map(|entity| (entity.name.clone(), words(entity))).collect()
}

/// Asserts who has names in a text, and which.
#[track_caller]
fn check(text: &str, sources: &[KnownSource], expected: &[(&str, &[&str])]) {
    let annotation = annotate_with(text, sources.to_vec());
    let expected: Vec<(String, Vec<&str>)> =
        expected.iter().map(|(name, names)| ((*name).to_owned(), names.to_vec())).collect();
    assert_eq!(mentioned(text, &annotation, &[MentionKind::Name]), expected, "in: {text}");
}

/// What each attribution's speaker is called.
fn speakers(annotation: &Annotation) -> Vec<Option<&str>> {
    let name = |attribution: &annotate::Attribution| Some(annotation.entity(attribution.speaker?).name.as_str());
    annotation.attributions.iter().map(name).collect()
}

#[test]
fn all_names_of_one_source_are_one() {
    let list = [person("Maya Wang", &["Wang Songlian", "Songlian"]), organization("Human Rights Watch", &["Watchers"])];
    check(
        "Wang Songlian left. “No,” said Maya Wang. Later Songlian, then Wang spoke. The Watchers met. Human Rights Watch said no.",
        &list,
        &[
            ("Maya Wang", &["Wang Songlian", "Maya Wang", "Songlian", "Wang"]),
            ("Human Rights Watch", &["Watchers", "Human Rights Watch"]),
        ],
    );
}

#[test]
fn a_listed_role_is_whose_alone_it_is() {
    let cole = source(ListedAs::Person(Some(Pronouns::She)), "Eva Cole", &[], &["Harbour master"]);
    let wang = source(ListedAs::Person(None), "Maya Wang", &[], &["China director at Human Rights Watch"]);
    let list = [cole, wang];
    let check = |text: &str, expected: &[Option<&str>]| {
        let annotation = annotate_with(text, list.clone());
        assert_eq!(speakers(&annotation), expected, "in: {text}");
    };
    check(
        "The port closed on Friday. “It was late,” the harbour master said. “We waited,” she said.",
        &[Some("Eva Cole"), Some("Eva Cole")],
    );
    check("“No,” the China director said on Friday.", &[Some("Maya Wang")]);
    check("“No,” the China director at Human Rights Watch said.", &[Some("Maya Wang")]);
    check("“No,” the China director at Greenpeace said.", &[Some("the China director")]);
    check("“No,” the director said on Friday.", &[Some("the director")]);
    check("“No,” a harbour master said on Friday.", &[Some("a harbour master")]);
    check("Harbour master Tom Reyes left. “It was late,” the harbour master said.", &[Some("Tom Reyes")]);
    check("“It was late,” the harbour master said. Harbour master Tom Reyes left.", &[Some("the harbour master")]);
    check("“It was late,” the harbour master said. Eva Cole left.", &[Some("Eva Cole")]);
    let pair = [list[0].clone(), source(ListedAs::Person(None), "Bo Li", &[], &["the harbour master"])];
    let annotation = annotate_with("“No,” the harbour master said.", pair);
    assert_eq!(speakers(&annotation), [Some("the harbour master")]);
}

#[test]
fn names_that_nobody_would_take_for_such_are_found() {
    let list = [
        organization("eBay", &[]),
        organization("Doctors Without Borders", &["Médecins Sans Frontières"]),
        organization("Will", &[]),
    ];
    let text = "On Monday eBay said it would pay. Ebay’s lawyers left. “No,” said Doctors Without Borders. \
                Medecins Sans Frontieres agreed with Will. Will taxes rise? DOCTORS WITHOUT BORDERS met.";
    check(
        text,
        &list,
        &[
            ("eBay", &["eBay", "Ebay"]),
            (
                "Doctors Without Borders",
                &["Doctors Without Borders", "Medecins Sans Frontieres", "DOCTORS WITHOUT BORDERS"],
            ),
            ("Will", &["Will"]),
        ],
    );
    let text = "EBay fell. The shares of eBay’s rival rose.";
    check(text, &[organization("ebay", &["eBay"])], &[("ebay", &["EBay", "eBay"])]);
}

#[test]
fn two_sources_are_never_one() {
    let slips = "Bo Lindqvist spoke. Later Bo Lindkvist spoke. Then Bo Lindqvist left.";
    check(
        slips,
        &[person("Bo Lindqvist", &[])],
        &[("Bo Lindqvist", &["Bo Lindqvist", "Bo Lindkvist", "Bo Lindqvist"])],
    );
    check(
        slips,
        &[person("Bo Lindqvist", &[]), person("Bo Lindkvist", &[])],
        &[("Bo Lindqvist", &["Bo Lindqvist", "Bo Lindqvist"]), ("Bo Lindkvist", &["Bo Lindkvist"])],
    );
    let initials = "Ann Marie Reed spoke. Ann Reed listened.";
    check(initials, &[], &[("Ann Marie Reed", &["Ann Marie Reed", "Ann Reed"])]);
    check(
        initials,
        &[person("Ann Marie Reed", &[]), person("Ann Reed", &[])],
        &[("Ann Marie Reed", &["Ann Marie Reed"]), ("Ann Reed", &["Ann Reed"])],
    );
}

#[test]
fn a_longer_name_is_another_one() {
    let list = [person("Ada Marsh", &["Marsh"]), person("Maria Rossi", &[])];
    check(
        "Ivy Marsh came. Marsh Tower closed. Eva Maria Rossi sang. The Maria Rossi Foundation paid. Marsh left.",
        &list,
        &[
            ("Ivy Marsh", &["Ivy Marsh"]),
            ("Marsh Tower", &["Marsh Tower"]),
            ("Eva Maria Rossi", &["Eva Maria Rossi"]),
            ("Maria Rossi Foundation", &["Maria Rossi Foundation"]),
            ("Ada Marsh", &["Marsh"]),
        ],
    );
}

#[test]
fn titles_stay_titles() {
    let list = [person("Ann Okoro", &[]), person("Pope Francis", &[]), called("Lee", Pronouns::She)];
    check(
        "Saltby Mayor Ann Okoro met Pope Francis. The Crooked Ann Okoro left. Ms. Lee spoke. Mr. Lee did not.",
        &list,
        &[
            ("Ann Okoro", &["Saltby Mayor Ann Okoro", "Ann Okoro"]),
            ("Pope Francis", &["Pope Francis"]),
            ("Lee", &["Ms. Lee"]),
            ("Mr. Lee", &["Mr. Lee"]),
        ],
    );
}

#[test]
fn what_it_is_says_the_list() {
    let text = "The Ann Weber resigned on Monday. Ravel, a lawyer, said so.";
    let annotation = annotate_with(text, [person("Ann Weber", &[]), organization("Ravel", &[])]);
    let kinds: Vec<(&str, EntityKind)> =
        annotation.entities.iter().filter(|it| it.known.is_some()).map(|it| (it.name.as_str(), it.kind)).collect();
    assert_eq!(kinds, [("Ann Weber", EntityKind::Person), ("Ravel", EntityKind::Organization)]);
}

#[test]
fn listed_roles_come_before_those_of_the_text() {
    let text = "Maya Wang, an expert on trade, spoke. Tom Reyes listened. “No,” the director said.";
    let roles = &["China director at Open Rights", "An expert on trade"];
    let list = [source(ListedAs::Person(None), "Maya Wang", &[], roles)];
    let annotation = annotate_with(text, list);
    let entity = annotation.entities.iter().find(|entity| entity.known.is_some()).unwrap();
    assert_eq!(entity.role_words().collect::<Vec<_>>(), *roles);
    assert_eq!(entity.roles.len(), 1);
    assert_eq!(speakers(&annotation), [Some("Maya Wang")]);
}

#[test]
fn listed_pronouns_decide_whom_a_pronoun_means() {
    let text = "Robin Weiss met Kim Adler on Monday. “It is over,” she said.";
    let she = |name: &str| called(name, Pronouns::She);
    let he = |name: &str| called(name, Pronouns::He);
    let who = |list: [KnownSource; 2]| {
        let annotation = annotate_with(text, list);
        speakers(&annotation)[0].map(str::to_owned)
    };
    assert_eq!(who([she("Robin Weiss"), he("Kim Adler")]).as_deref(), Some("Robin Weiss"));
    assert_eq!(who([he("Robin Weiss"), she("Kim Adler")]).as_deref(), Some("Kim Adler"));
    assert_eq!(who([he("Robin Weiss"), he("Kim Adler")]), None);

    // a first name that the census gives to women
    let text = "Maria Adler resigned on Monday. “It is over,” he said. He left. “It is over,” she said.";
    let annotation = annotate_with(text, [he("Maria Adler")]);
    assert_eq!(speakers(&annotation), [Some("Maria Adler"), None]);
}

#[test]
fn a_person_may_be_they() {
    let text = "Robin Weiss resigned on Monday. “It is over,” they said. Weiss left.";
    let they = annotate_with(text, [called("Robin Weiss", Pronouns::They)]);
    assert_eq!(speakers(&they), [Some("Robin Weiss")]);
    let all = [MentionKind::Name, MentionKind::Pronoun];
    assert_eq!(mentioned(text, &they, &all), [("Robin Weiss".to_owned(), vec!["Robin Weiss", "they", "Weiss"])]);
    assert_ne!(speakers(&annotate_with(text, [])), [Some("Robin Weiss")]);
}

#[test]
fn an_empty_list_changes_nothing() {
    let document = text::read(ARTICLE, Format::Markdown);
    let listed = annotate_with(ARTICLE, [person("Nobody Here", &["Nil"])]);
    assert_eq!(listed, annotate::annotate(&document));
}

/// Lists of names that stand in the article or don't.
fn lists() -> impl Strategy<Value = Vec<KnownSource>> {
    let name = prop::sample::select(&["Maya Wang", "port", "Okoro", "The harbour", "Ann", "eBay", "it", "’s", "said"]);
    let pronouns = prop::sample::select(&[Pronouns::She, Pronouns::He, Pronouns::They]);
    let entry = (name.clone(), name, pronouns)
        .prop_map(|(name, alias, pronouns)| KnownSource { aliases: vec![alias.to_owned()], ..called(name, pronouns) });
    prop::collection::vec(entry, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_changed_list_gives_what_a_new_annotator_gives(lists in prop::collection::vec(lists(), 1..4)) {
        let mut annotator = Annotator::default();
        let mut rest = ARTICLE;
        for list in lists {
            let document = text::read(rest, Format::Markdown);
            rest = rest.split_once("\n\n").map_or(rest, |(_, rest)| rest);
            let sources = Arc::new(KnownSources::new(list));
            annotator.set_sources(Arc::clone(&sources));
            let changed = annotator.annotate(&document);
            prop_assert_eq!(&changed, &Annotator::with_sources(sources).annotate(&document));
            prop_assert!(changed.entities.iter().all(|entity| !entity.mentions.is_empty()));
        }
    }
}
