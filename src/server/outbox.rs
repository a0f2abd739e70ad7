//! What the server says unasked: diagnostics, log messages, requests to ask for hints again and to tell of written files.
//!
//! Anything may be put in from any thread at once, without waiting; one task takes it out and waits for the client.
//! Of each document only the newest diagnostics are kept, so a client that reads slowly costs no memory and is never
//! sent what is old already.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, MessageType, Uri};

use super::protocol;
use crate::workspace::SOURCES_FILE;

/// How many log messages wait at most; more are dropped.
const LOG_LIMIT: usize = 100;
/// How long a client may take to answer a request of ours.
const ANSWER_TIME: Duration = Duration::from_secs(10);
/// What the client may know our wish to be told of files by.
const WATCH_ID: &str = "known sources";

/// The outbox of one session.
#[derive(Debug, Default)]
pub struct Outbox {
    waiting: Mutex<Waiting>,
    bell: Notify,
}

/// Diagnostics of one version of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// The client's number of the version; none when the document is closed.
    pub version: Option<i32>,
    /// All of its diagnostics.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is to be sent.
#[derive(Debug, Default)]
pub struct Waiting {
    /// The newest diagnostics of each document.
    pub publications: HashMap<Uri, Publication>,
    /// Log messages, oldest first.
    pub log: Vec<(MessageType, String)>,
    /// Whether the client is to ask for hints again.
    pub hint_refresh: bool,
    /// Whether the client is to tell of lists of known sources that are written.
    pub watch_lists: bool,
}

impl Outbox {
    /// Publishes a document's diagnostics, in place of any that still wait.
    pub fn publish(&self, uri: Uri, publication: Publication) {
        self.lock().publications.insert(uri, publication);
        self.bell.notify_one();
    }

    /// Writes to the client's log.
    pub fn log(&self, kind: MessageType, message: String) {
        let mut waiting = self.lock();
        if waiting.log.len() < LOG_LIMIT {
            waiting.log.push((kind, message));
        }
        drop(waiting);
        self.bell.notify_one();
    }

    /// Has the client ask for the hints it shows once more.
    pub fn refresh_hints(&self) {
        self.lock().hint_refresh = true;
        self.bell.notify_one();
    }

    /// Has the client tell of lists of known sources that are written.
    pub fn watch_lists(&self) {
        self.lock().watch_lists = true;
        self.bell.notify_one();
    }

    /// Sends what is put in, for ever.
    pub async fn deliver(&self, client: Client) {
        loop {
            self.bell.notified().await;
            let Waiting { publications, log, hint_refresh, watch_lists } = self.take();
            for (kind, message) in log {
                client.log_message(kind, message).await;
            }
            for (uri, publication) in publications {
                client.publish_diagnostics(uri, publication.diagnostics, publication.version).await;
            }
            // Answers to requests are waited for elsewhere: they may never come, and say nothing.
            if watch_lists {
                let client = client.clone();
                let watch = protocol::watch_files(WATCH_ID, &format!("**/{SOURCES_FILE}"));
                tokio::spawn(async move {
                    tokio::time::timeout(ANSWER_TIME, client.register_capability(vec![watch])).await
                });
            }
            if hint_refresh {
                let client = client.clone();
                tokio::spawn(async move { tokio::time::timeout(ANSWER_TIME, client.inlay_hint_refresh()).await });
            }
        }
    }

    /// Takes out what waits.
    pub fn take(&self) -> Waiting {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
