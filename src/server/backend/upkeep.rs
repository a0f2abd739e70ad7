//! What the server does beside answering: what it asks the client for, what it has that tell it, and the index of files.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::ls_types::{ConfigurationItem, MessageType, SetTraceParams, Uri, WorkDoneProgressCancelParams};

use super::Backend;
use crate::server::outbox::ANSWER_TIME;
use crate::server::settings::{SECTION, Said};
use crate::server::{folders, index};
use crate::workspace::Analyzer;

impl Backend {
    /// `$/setTrace`
    pub async fn set_trace(&self, params: SetTraceParams) {
        self.documents.outbox.trace.set(params.value);
    }

    /// Asks the client for its settings, for all and for each folder, if it can be asked; they are taken when they come. What it
    /// `said` unasked counts if it has no answer.
    pub(super) fn ask_for_settings(&self, said: Value) {
        if !self.documents.client().gives_settings {
            return;
        }
        let (client, documents) = (self.client(), Arc::clone(&self.documents));
        tokio::spawn(async move {
            let folders: Vec<PathBuf> = documents.index.folders().into_iter().map(|folder| folder.path).collect();
            let scopes = folders.iter().map(Uri::from_file_path);
            let item = |scope_uri| ConfigurationItem { scope_uri, section: Some(SECTION.to_owned()) };
            let items = [None].into_iter().chain(scopes).map(item).collect();
            let asked = tokio::time::timeout(ANSWER_TIME, client.configuration(items)).await;
            if let Ok(Ok(settings)) = asked {
                let mut settings = settings.into_iter();
                let for_all = settings.next().filter(|settings| !settings.is_null()).unwrap_or(said);
                documents.configure_folders(&for_all, folders.into_iter().zip(settings).collect());
            } else if !said.is_null() {
                documents.configure(Said::Later, &said);
            }
        });
    }

    /// Begins to look at the files of the folders that are open, if that is of use.
    pub(super) fn start_index(&self) {
        let documents = &self.documents;
        if documents.index.runs() || !documents.client().uses_index() || documents.index.folders().is_empty() {
            return;
        }
        tokio::spawn(index::progress::follow(self.client(), Arc::clone(documents)));
        if let Err(error) = index::start(documents, Analyzer::analyze) {
            documents.outbox.log(MessageType::ERROR, format!("files are not indexed: {error}"));
        }
    }

    /// Has the client tell of files in the folders that are open now.
    pub(super) fn watch_folders(&self, before: bool) {
        let wanted = folders::watching(self.documents.client(), &self.documents.index.folders());
        let (client, watching) = (self.client(), Arc::clone(&self.watching));
        tokio::spawn(async move {
            let _turn = watching.lock().await;
            if before {
                // what it answers changes nothing
                let _ = client.unregister_capability(vec![folders::watching_no_more()]).await;
            }
            if let Some(registration) = wanted {
                let _ = client.register_capability(vec![registration]).await;
            }
        });
    }

    /// Stops what the client shows the progress of.
    pub async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        if index::progress::is_ours(&params.token) {
            self.documents.index.stop();
        }
    }

    /// Takes note that files may be others now, or gone.
    pub(super) fn files_changed<'u>(&self, uris: impl Iterator<Item = &'u String>) {
        self.documents.files_changed(uris.filter_map(|uri| uri.parse().ok()));
    }
}
