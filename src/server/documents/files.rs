//! What open documents have to do with files: the folders that the client has open, and the index of what is in them.

use std::path::Path;
use std::sync::{Arc, PoisonError};

use tower_lsp::ls_types::Uri;

use super::{Documents, Snapshot};
use crate::server::index::{Basis, Folder};
use crate::server::protocol::file_path;

impl Documents {
    /// Takes note of the folders that the client has open now.
    pub fn set_folders(&self, folders: Vec<Folder>) {
        self.settings.set_roots(folders.iter().map(|folder| folder.path.clone()).collect());
        self.index.set_folders(folders);
        self.judge_anew();
    }

    /// Takes note of folders that are opened and closed.
    pub fn change_folders(&self, added: Vec<Folder>, removed: &[Folder]) {
        let mut folders = self.index.folders();
        folders.retain(|folder| !removed.iter().chain(&added).any(|other| other.path == folder.path));
        folders.extend(added);
        self.set_folders(folders);
    }

    /// Takes note that files were written: settings and lists of known sources may be others now.
    pub fn files_changed(&self, uris: impl IntoIterator<Item = Uri>) {
        if self.settings.refresh(&self.outbox) {
            self.judge_anew();
        }
        for uri in uris {
            let Some(path) = file_path(&uri) else { continue };
            self.lists.distrust(&path);
            self.file_changed(&uri);
        }
        self.reanalyze_outdated(&mut self.lock());
    }

    /// Takes note that a file may be another now, or gone; or all files of a folder.
    pub(super) fn file_changed(&self, uri: &Uri) {
        let Some(path) = file_path(uri) else { return };
        self.index.look(&path);
        // a list may have any name
        if path.extension().is_some_and(|extension| extension == "toml") {
            self.index.rejudge();
        }
    }

    /// Whether a file is open in the editor.
    pub fn has_open(&self, path: &Path) -> bool {
        self.lock().open.keys().any(|uri| file_path(uri).as_deref() == Some(path))
    }

    /// The open documents that have prose, each with its newest version.
    pub fn open_documents(&self) -> Vec<(Uri, Snapshot)> {
        let state = self.lock();
        let prose = state.open.iter().filter(|(_, document)| document.format.is_some());
        let snapshot = |(uri, document): (&Uri, &super::OpenDocument)| (uri.clone(), document.snapshot());
        let mut open: Vec<_> = prose.map(snapshot).collect();
        open.sort_by(|(a, _), (b, _)| a.as_str().cmp(b.as_str()));
        open
    }

    /// What the analysis of a file that is not open depends on.
    pub fn basis_of_file(&self, path: &Path) -> Basis {
        let judgement = self.settings.of_file(path);
        let sources = self.lists.sources_for_file(path, judgement.sources.as_deref());
        let settings = self.index.shared(Arc::clone(&judgement.settings));
        Basis { settings, sources, max_file_size: judgement.max_file_size }
    }

    /// Waits until no open document waits for its analysis, or the session is over.
    pub fn wait_for_calm(&self) {
        let mut state = self.lock();
        while !state.over && (state.jobs > 0 || !state.queue.is_empty()) {
            state = self.calm.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
