//! Patterns that keep little memory.

use regex::{Regex, RegexBuilder};

/// How much each thread keeps of what it learnt of a pattern, in bytes. Its library's own measure, 2 MiB, is for patterns that
/// see whole texts; these are shown a few words at a time, and as soon done.
const KEPT: usize = 1 << 16;

/// Compiles a pattern.
///
/// # Errors
///
/// If it is none.
pub(crate) fn pattern(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).dfa_size_limit(KEPT).build()
}
