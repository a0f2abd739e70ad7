//! Nouns that can head the mention of somebody who speaks.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::{Gender, table};

/// What a noun refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NominalKind {
    /// "president", "officials"
    Person,
    /// "crowd", "authorities"
    Group,
    /// "ministry"
    Organization,
    /// "report"
    Document,
}

/// What is known of a noun that can head a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nominal {
    /// What it refers to.
    pub kind: NominalKind,
    /// The gender the word tells.
    pub gender: Option<Gender>,
    /// Whether it is a plural.
    pub plural: bool,
    /// Its singular, or itself if it has none.
    pub singular: &'static str,
}

static NOMINALS: LazyLock<HashMap<&'static str, Nominal>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/nominals.tsv"));
    let pairs = rows.filter(|row| row.len() == 4).flat_map(|row| {
        let kind = match row[0] {
            "person" => NominalKind::Person,
            "group" => NominalKind::Group,
            "organization" => NominalKind::Organization,
            _ => NominalKind::Document,
        };
        let gender = Gender::from_column(row[1]);
        let (one, many) = (row[2], row[3]);
        let singular = if one == "-" { many } else { one };
        let entry = move |word, plural| (word, Nominal { kind, gender, plural, singular });
        [entry(one, false), entry(many, true)].into_iter().filter(|(word, _)| *word != "-")
    });
    table::collect_merged(pairs, |first, _| first)
});

/// What is known of a lower-case noun as the head of a mention.
pub fn nominal(word: &str) -> Option<Nominal> {
    NOMINALS.get(word).copied()
}
