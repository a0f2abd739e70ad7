//! A version of a document as a request sees it, and its analysis, once that is there.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use ropey::Rope;
use tokio::sync::watch;

use super::edits::{Edits, Splice};
use crate::server::index::Entry;
use crate::server::position::{Encoding, Lines};
use crate::server::tokens::{self, Token};
use crate::workspace::Analysis;

/// How long a request waits for the analysis of the text that it is about.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long a request waits for it that an older one would do for.
const HASTE: Duration = Duration::from_millis(200);

/// What became of the analysis of one version of a document.
#[derive(Debug)]
pub struct Analyzed {
    /// The analysis; none if it failed.
    pub analysis: Option<Analysis>,
    /// The text.
    pub rope: Rope,
    /// The client's number of the text.
    pub version: i32,
    pub(super) revision: u64,
    tokens: OnceLock<Vec<Token>>,
    entry: OnceLock<Entry>,
}

impl Analyzed {
    /// The outcome for a version.
    pub(super) fn new(analysis: Option<Analysis>, rope: Rope, version: i32, revision: u64) -> Self {
        Self { analysis, rope, version, revision, tokens: OnceLock::new(), entry: OnceLock::new() }
    }

    /// Its tokens, which are made once, as clients ask for a few of them at a time.
    pub fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| self.analysis.as_ref().map(tokens::tokens).unwrap_or_default())
    }

    /// Who speaks in it, and what they say; made once, as people search letter by letter.
    pub fn entry(&self, encoding: Encoding) -> &Entry {
        let lines = Lines::new(&self.rope, encoding);
        self.entry.get_or_init(|| self.analysis.as_ref().map(|it| Entry::new(it, lines)).unwrap_or_default())
    }
}

/// A version of a document, as it was when a request came.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The text.
    pub rope: Rope,
    pub(super) revision: u64,
    pub(super) edits: Edits,
    pub(super) newest: watch::Receiver<Option<Arc<Analyzed>>>,
}

/// Why there is no analysis of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It takes too long.
    Late,
    /// The document was closed.
    Closed,
}

impl Snapshot {
    /// Waits for the analysis of this version or a newer one: never of an older one.
    pub async fn analyzed(mut self) -> Result<Arc<Analyzed>, Missing> {
        let revision = self.revision;
        let fits = |newest: &Option<Arc<Analyzed>>| newest.as_ref().is_some_and(|it| it.revision >= revision);
        match tokio::time::timeout(PATIENCE, self.newest.wait_for(fits)).await {
            Ok(Ok(newest)) => newest.clone().ok_or(Missing::Late),
            Ok(Err(_)) => Err(Missing::Closed),
            Err(_) => Err(Missing::Late),
        }
    }

    /// The newest analysis there is, even of an older version, with what was done to the text since; `None` if that can't
    /// be told.
    pub fn at_once(&self) -> Option<(Arc<Analyzed>, Vec<Splice>)> {
        let newest = self.newest.borrow().clone()?;
        let edits = self.edits.since(newest.revision)?;
        (newest.revision <= self.revision).then_some((newest, edits))
    }

    /// The analysis of this version or a newer one if that comes soon, or else the newest that there is.
    pub async fn analyzed_soon(self) -> Option<Arc<Analyzed>> {
        let newest = self.newest.clone();
        match tokio::time::timeout(HASTE, self.analyzed()).await {
            Ok(Ok(analyzed)) => Some(analyzed),
            _ => newest.borrow().clone(),
        }
    }

    /// The newest analysis that there is by now, of whatever version.
    pub fn known(&self) -> Option<Arc<Analyzed>> {
        self.newest.borrow().clone()
    }

    /// Whether an analysis is of this very version.
    pub fn is(&self, analyzed: &Analyzed) -> bool {
        self.revision == analyzed.revision
    }
}
