//! First names, and the gender that most of their bearers have.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::{Gender, table};

static FIRST_NAMES: LazyLock<HashMap<&'static str, Option<Gender>>> = LazyLock::new(|| {
    let rows = table::labelled_words(include_str!("../../data/first_names.tsv"));
    rows.map(|(label, name)| (name, Gender::from_column(label))).collect()
});

/// The gender that a first name in lower case suggests, if it is one: `Some(None)` for one that suggests none.
pub fn first_name(name: &str) -> Option<Option<Gender>> {
    FIRST_NAMES.get(name).copied()
}
