//! A version of a document as a request sees it, and its analysis, once that is there.

use std::sync::Arc;
use std::time::Duration;

use ropey::Rope;
use tokio::sync::watch;

use crate::workspace::Analysis;

/// How long a request waits for the analysis of the text that it is about.
const PATIENCE: Duration = Duration::from_secs(2);

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
}

/// A version of a document, as it was when a request came.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub(super) revision: u64,
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

    /// The newest analysis that there is by now, of whatever version.
    pub fn known(&self) -> Option<Arc<Analyzed>> {
        self.newest.borrow().clone()
    }

    /// Whether an analysis is of this very version.
    pub fn is(&self, analyzed: &Analyzed) -> bool {
        self.revision == analyzed.revision
    }
}
