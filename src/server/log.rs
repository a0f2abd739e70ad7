//! What the server tells of its work: to a file that the user names, and to a client that wants to trace it.
//!
//! Neither ever holds a text: only methods, names of documents, versions, sizes and times.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Id;
use tower_lsp::ls_types::TraceValue;
use tower_lsp::ls_types::notification::Notification;
use tracing::level_filters::LevelFilter;

/// Has all that is told from now on written to the end of a file, which is made if there is none.
///
/// # Errors
///
/// If the file can't be written, or there is a log already.
pub fn log_to(path: &Path) -> io::Result<()> {
    let file = OpenOptions::new().create(true).append(true).open(path)?;
    let log = tracing_subscriber::fmt().with_writer(Mutex::new(file)).with_ansi(false).with_target(false);
    log.with_max_level(LevelFilter::DEBUG).try_init().map_err(io::Error::other)
}

/// How much a client wants to be told of what the server does.
#[derive(Debug, Default)]
pub struct Trace(AtomicU8);

impl Trace {
    const OFF: u8 = 0;
    const MESSAGES: u8 = 1;
    const VERBOSE: u8 = 2;

    /// Tells as much from now on.
    pub fn set(&self, value: TraceValue) {
        let level = match value {
            TraceValue::Off => Self::OFF,
            TraceValue::Messages => Self::MESSAGES,
            TraceValue::Verbose => Self::VERBOSE,
        };
        self.0.store(level, Ordering::Relaxed);
    }

    /// What to tell of a message, or a request's answer, that took so long; `None`: nothing is wanted.
    pub fn line(&self, handled: &Handled<'_>) -> Option<TraceLine> {
        let level = self.0.load(Ordering::Relaxed);
        let verbose = (level == Self::VERBOSE).then(|| handled.details());
        (level != Self::OFF).then(|| TraceLine { message: handled.to_string(), verbose })
    }
}

/// A message from the client, once it is dealt with.
#[derive(Debug)]
pub struct Handled<'a> {
    /// Its method.
    pub method: &'a str,
    /// A request's number.
    pub id: Option<&'a Id>,
    /// Whether it was answered with an error, or its handler failed.
    pub failed: bool,
    /// From when it came to when it was dealt with.
    pub took: Duration,
}

impl Handled<'_> {
    fn details(&self) -> String {
        format!("{:.1} ms", self.took.as_secs_f64() * 1e3)
    }
}

impl std::fmt::Display for Handled<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let outcome = match (self.id.is_some(), self.failed) {
            (_, true) => "failed",
            (true, false) => "answered",
            (false, false) => "taken",
        };
        write!(f, "{outcome}: {}", self.method)?;
        self.id.map_or(Ok(()), |id| write!(f, " ({id})"))
    }
}

/// `$/logTrace`
#[derive(Debug)]
pub enum LogTrace {}

impl Notification for LogTrace {
    type Params = TraceLine;
    const METHOD: &'static str = "$/logTrace";
}

/// What is told of one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceLine {
    /// What happened.
    pub message: String,
    /// More of it, if the client wants more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verbose: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_told_as_much_as_it_wants() {
        let trace = Trace::default();
        let id = Id::Number(7);
        let hover =
            Handled { method: "textDocument/hover", id: Some(&id), failed: false, took: Duration::from_micros(1500) };
        assert_eq!(trace.line(&hover), None);
        trace.set(TraceValue::Messages);
        let line = trace.line(&hover).unwrap();
        assert_eq!((line.message.as_str(), line.verbose), ("answered: textDocument/hover (7)", None));
        trace.set(TraceValue::Verbose);
        assert_eq!(trace.line(&hover).unwrap().verbose.as_deref(), Some("1.5 ms"));
        let opened = Handled { method: "textDocument/didOpen", id: None, failed: false, took: Duration::ZERO };
        assert_eq!(trace.line(&opened).unwrap().message, "taken: textDocument/didOpen");
        trace.set(TraceValue::Off);
        assert_eq!(trace.line(&opened), None);
    }
}
