//! What all reports of findings have in common.

use std::io::{self, Write};

use crate::rules::Finding;

/// A text and its findings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checked<'a> {
    /// The text's path, or `-`.
    pub(super) name: &'a str,
    pub(super) source: &'a str,
    pub(super) findings: &'a [Finding],
}

/// A way to write findings down, text by text.
pub(super) trait Report {
    /// Writes what belongs to one text.
    fn text(&mut self, checked: Checked<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what is wrong with a list of known sources; nothing where only findings of rules have a place.
    fn list(&mut self, checked: Checked<'_>, out: &mut dyn Write) -> io::Result<()> {
        let _ = (checked, out);
        Ok(())
    }

    /// Writes what comes after the last text; `errors` are those of the texts that could not be read.
    fn end(&mut self, errors: &[String], out: &mut dyn Write) -> io::Result<()> {
        let _ = (errors, out);
        Ok(())
    }
}
