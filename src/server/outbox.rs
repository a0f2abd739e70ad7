//! What the server says unasked: diagnostics, log messages, requests to ask for hints again.
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

/// How many log messages wait at most; more are dropped.
const LOG_LIMIT: usize = 100;
/// How long a client may take to answer a request of ours.
pub const ANSWER_TIME: Duration = Duration::from_secs(10);

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
    /// Whether it is to ask for diagnostics again.
    pub diagnostic_refresh: bool,
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

    /// Has the client ask for diagnostics once more.
    pub fn refresh_diagnostics(&self) {
        self.lock().diagnostic_refresh = true;
        self.bell.notify_one();
    }

    /// Sends what is put in, for ever.
    pub async fn deliver(&self, client: Client) {
        loop {
            self.bell.notified().await;
            let Waiting { publications, log, hint_refresh, diagnostic_refresh } = self.take();
            for (kind, message) in log {
                client.log_message(kind, message).await;
            }
            for (uri, publication) in publications {
                client.publish_diagnostics(uri, publication.diagnostics, publication.version).await;
            }
            if hint_refresh {
                let client = client.clone();
                // Its answer is waited for elsewhere: it may never come, and says nothing.
                tokio::spawn(async move { tokio::time::timeout(ANSWER_TIME, client.inlay_hint_refresh()).await });
            }
            if diagnostic_refresh {
                let client = client.clone();
                let asked = async move { client.workspace_diagnostic_refresh().await };
                tokio::spawn(async move { tokio::time::timeout(ANSWER_TIME, asked).await });
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
