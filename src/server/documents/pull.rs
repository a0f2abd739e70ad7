//! Diagnostics for clients that ask for them: who does, and what a result is called.

use std::hash::{BuildHasher as _, RandomState};

use super::{Analyzed, Documents, State};
use crate::server::outbox::Refresh;

/// Tells the names of one session's results from those of others.
#[derive(Debug)]
pub(super) struct Session(u64);

impl Default for Session {
    fn default() -> Self {
        Self(RandomState::new().hash_one("session"))
    }
}

impl Documents {
    /// Takes note that the client asks for the diagnostics of files that are not open.
    pub fn pulled_files(&self) {
        self.lock().pulls_files = true;
    }

    /// What the diagnostics of an open document are called: as long as text and settings are the same, the same.
    pub fn result_id(&self, analyzed: &Analyzed) -> String {
        format!("{:x}.{}", self.session.0, analyzed.revision)
    }

    /// The same for a file, with the index's number of its version.
    pub fn file_result_id(&self, number: u64) -> String {
        format!("{:x}.f{number}", self.session.0)
    }

    /// Takes note that files were indexed, or are gone.
    pub fn files_were_indexed(&self) {
        let state = self.lock();
        if state.pulls_files && state.client.pull_diagnostics {
            self.outbox.refresh(Refresh::DIAGNOSTICS);
        }
    }

    /// Has the client ask again for what may be others now, though no text has changed.
    pub(super) fn have_diagnostics_asked_for(&self, state: &State) {
        let is_shown = state.pulls_files || !state.open.is_empty();
        if is_shown && state.client.pull_diagnostics {
            self.outbox.refresh(Refresh::DIAGNOSTICS);
        }
    }
}
