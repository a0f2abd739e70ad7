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
}

static TITLES: LazyLock<HashMap<&'static str, Title>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/titles.tsv")).filter(|row| row.len() == 3);
    rows.map(|row| (row[2], Title { honorific: row[0] == "honorific", gender: Gender::from_column(row[1]) })).collect()
});

/// What is known of a lower-case word, without its abbreviation's full stop, as a title.
pub fn title(word: &str) -> Option<Title> {
    TITLES.get(word.trim_end_matches('.')).copied()
}
