//! What the server says unasked: diagnostics, log messages, requests to ask once more for what is shown.
//!
//! Anything may be put in from any thread at once, without waiting; one task takes it out and waits for the client.
//! Of each document only the newest diagnostics are kept, so a client that reads slowly costs no memory and is never
//! sent what is old already.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bitflags::bitflags;
use serde::Serialize;
use tokio::sync::{Notify, mpsc};
use tower_lsp::Client;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::notification::{Notification, PublishDiagnostics};
use tower_lsp::ls_types::{Diagnostic, MessageType, PublishDiagnosticsParams, Uri};

use super::log::{Handled, LogTrace, Trace, TraceLine};
use super::spelling::Spellings;
use super::wire::Text;

/// How many log messages wait at most; more are dropped.
const LOG_LIMIT: usize = 100;
/// How long a client may take to answer a request of ours.
pub const ANSWER_TIME: Duration = Duration::from_secs(10);

/// The outbox of one session.
#[derive(Debug, Default)]
pub struct Outbox {
    waiting: Mutex<Waiting>,
    /// How much the client wants to be told of what is done.
    pub trace: Trace,
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
    /// What was done, for a client that traces it.
    pub trace: Vec<TraceLine>,
    /// What the client is to ask for again.
    pub refresh: Refresh,
}

/// A publication as it is sent.
#[derive(Debug, Serialize)]
struct Published {
    jsonrpc: &'static str,
    method: &'static str,
    params: PublishDiagnosticsParams,
}

bitflags! {
    /// What a client can be asked to ask for again.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Refresh: u8 {
        /// Inlay hints.
        const HINTS = 1;
        /// Semantic tokens.
        const TOKENS = 1 << 1;
        /// Code lenses.
        const LENSES = 1 << 2;
        /// Diagnostics.
        const DIAGNOSTICS = 1 << 3;
        /// What is shown beside a text.
        const BESIDE = Self::HINTS.bits() | Self::TOKENS.bits() | Self::LENSES.bits();
    }
}

impl Outbox {
    /// Publishes a document's diagnostics, in place of any that still wait.
    pub fn publish(&self, uri: Uri, publication: Publication) {
        self.lock().publications.insert(uri, publication);
        self.bell.notify_one();
    }

    /// Tells of a message that was dealt with.
    pub fn tell(&self, handled: &Handled<'_>) {
        tracing::debug!(ms = handled.took.as_secs_f64() * 1e3, "{handled}");
        let Some(line) = self.trace.line(handled) else { return };
        let mut waiting = self.lock();
        if waiting.trace.len() < LOG_LIMIT {
            waiting.trace.push(line);
        }
        drop(waiting);
        self.bell.notify_one();
    }

    /// Writes to the client's log, and to the user's.
    pub fn log(&self, kind: MessageType, message: String) {
        match kind {
            MessageType::ERROR => tracing::error!("{message}"),
            MessageType::WARNING => tracing::warn!("{message}"),
            _ => tracing::info!("{message}"),
        }
        let mut waiting = self.lock();
        if waiting.log.len() < LOG_LIMIT {
            waiting.log.push((kind, message));
        }
        drop(waiting);
        self.bell.notify_one();
    }

    /// Has the client ask once more for what it shows.
    pub fn refresh(&self, refresh: Refresh) {
        if !refresh.is_empty() {
            self.lock().refresh |= refresh;
            self.bell.notify_one();
        }
    }

    /// Sends what is put in, for ever: diagnostics as text, as they may be many, and are what a writer waits for.
    pub async fn deliver(&self, client: Client, spellings: &Spellings, publications: mpsc::Sender<Text>) {
        loop {
            self.bell.notified().await;
            let waiting = self.take();
            for (kind, message) in waiting.log {
                client.log_message(kind, message).await;
            }
            for line in waiting.trace {
                client.send_notification::<LogTrace>(line).await;
            }
            for (uri, Publication { version, diagnostics }) in waiting.publications {
                let params = PublishDiagnosticsParams { uri, diagnostics, version };
                let message = Published { jsonrpc: "2.0", method: PublishDiagnostics::METHOD, params };
                if let Some(text) = spellings.text(&message) {
                    // nobody is left to read it
                    let _ = publications.send(text).await;
                }
            }
            for what in waiting.refresh.iter() {
                let client = client.clone();
                // Its answer is waited for elsewhere: it may never come, and says nothing.
                tokio::spawn(async move { tokio::time::timeout(ANSWER_TIME, ask_again(&client, what)).await });
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

/// Has the client ask once more for one of the things that it shows.
async fn ask_again(client: &Client, what: Refresh) -> Result<()> {
    match what {
        Refresh::HINTS => client.inlay_hint_refresh().await,
        Refresh::TOKENS => client.semantic_tokens_refresh().await,
        Refresh::LENSES => client.code_lens_refresh().await,
        Refresh::DIAGNOSTICS => client.workspace_diagnostic_refresh().await,
        _ => Ok(()),
    }
}
