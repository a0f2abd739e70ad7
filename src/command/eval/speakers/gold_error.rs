//! Why annotated texts can't be used.

use std::fs;
use std::io;
use std::path::Path;

/// Why a path's annotated texts can't be used. Lines count from 1.
#[derive(Debug, thiserror::Error)]
pub(super) enum GoldError {
    #[error("{path}: no such file or folder")]
    Missing { path: String },
    #[error("{path}: cannot be read: {reason}")]
    Unreadable { path: String, reason: io::Error },
    #[error("{path}: holds none of the annotated texts that are known here; `sayso eval speakers --help` lists them")]
    Unknown { path: String },
    #[error("{path}, line {line}: not an article with coreference chains: {reason}")]
    Article { path: String, line: usize, reason: serde_json::Error },
    #[error("{path}: not the table that it should be: {reason}")]
    Table { path: String, reason: csv::Error },
    #[error("{path}, line {line}: {problem}")]
    Line { path: String, line: usize, problem: LineProblem },
}

/// What is wrong with a line of an annotated text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum LineProblem {
    #[error("a field is missing")]
    MissingField,
    #[error("what should be a number isn't")]
    NotANumber,
    #[error("a position lies outside the text")]
    OutsideText,
    #[error("the spans are no list of pairs of numbers")]
    NotSpans,
    #[error("the aliases are no list of strings")]
    NotAList,
    #[error("a quotation has two speakers or none")]
    NotOneSpeaker,
    #[error("a mention's brackets don't match")]
    UnmatchedBracket,
}

impl GoldError {
    pub(super) fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |reason| Self::Unreadable { path: path.display().to_string(), reason }
    }

    pub(super) fn table(path: &Path) -> impl Fn(csv::Error) -> Self {
        move |reason| Self::Table { path: path.display().to_string(), reason }
    }

    /// `line` counts from 1.
    pub(super) fn line(path: &Path, line: usize) -> impl Fn(LineProblem) -> Self {
        move |problem| Self::Line { path: path.display().to_string(), line, problem }
    }
}

/// The text of a file.
pub(super) fn read_text(path: &Path) -> Result<String, GoldError> {
    fs::read_to_string(path).map_err(GoldError::unreadable(path))
}
