//! Names by which readers know somebody without an introduction.

use std::sync::LazyLock;

use foldhash::HashSet;

use super::table;

static NAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| table::labelled_words(include_str!("../../data/known_names.tsv")).map(|(_, name)| name).collect());

/// Whether a single name, as written, needs no introduction: one that is all somebody goes by, or a head of state's.
pub fn is_known_name(name: &str) -> bool {
    NAMES.contains(name)
}
