//! Words that stand before a person's name.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::{Gender, table};

/// A title or an honorific.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// Whether it says no role: "Mr".
    pub honorific: bool,
    /// The gender the word tells.
    pub gender: Option<Gender>,
    /// The noun that an honorific is short for: "doctor".
    pub noun: Option<&'static str>,
}

static TITLES: LazyLock<HashMap<&'static str, Title>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/titles.tsv")).filter(|row| row.len() >= 3);
    let title = |row: Vec<&'static str>| {
        let gender = Gender::from_column(row[1]);
        (row[2], Title { honorific: row[0] == "honorific", gender, noun: row.get(3).copied() })
    };
    rows.map(title).collect()
});

/// What is known of a lower-case word, without its abbreviation's full stop, as a title.
pub fn title(word: &str) -> Option<Title> {
    TITLES.get(word.trim_end_matches('.')).copied()
}
