//! Words that take an accusation back to where it comes from, or leave it open.

use std::sync::LazyLock;

use foldhash::HashSet;

use super::table;

static HEDGES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| table::rows(include_str!("../../data/hedges.txt")).flat_map(|row| row[0].split(' ')).collect());

/// Whether a sentence with a lower-case word in it does not itself accuse: "accused", "court", "if".
pub fn is_hedge(word: &str) -> bool {
    HEDGES.contains(word)
}
