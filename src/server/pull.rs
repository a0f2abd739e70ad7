//! Diagnostics for clients that ask: of a document, of all files. What a client has already it is not told again.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode};
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::ls_types::{
    Diagnostic, DiagnosticServerCancellationData, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    PreviousResultId, ProgressToken, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::diagnostics::diagnostics;
use super::documents::{Analyzed, Documents};
use super::index::FileEntry;
use super::position::Lines;
use super::protocol::file_path;

/// How long a request for the diagnostics of all files waits for the index, if it can't be answered bit by bit.
const PATIENCE: Duration = Duration::from_secs(60);
/// The protocol's code for a request that the server gives up.
const SERVER_CANCELLED: i64 = -32802;
/// How many files' diagnostics go into one message.
const BATCH: usize = 50;
/// How long more files are waited for before a batch is sent.
const PAUSE: Duration = Duration::from_millis(100);

/// The diagnostics of one version of a text.
#[derive(Debug)]
pub struct Report {
    /// What they are called; the same name means the same version.
    id: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Of an open document.
    pub fn of_document(documents: &Documents, uri: &Uri, analyzed: &Analyzed) -> Self {
        let client = documents.client();
        let lines = Lines::new(&analyzed.rope, client.encoding);
        let findings = analyzed.analysis.iter().map(|analysis| analysis.findings.as_slice());
        let diagnostics = findings.flat_map(|findings| diagnostics(findings, lines, uri, client)).collect();
        Self { id: Some(documents.result_id(analyzed)), diagnostics }
    }

    /// Of a file, with the index's number of it.
    pub fn of_file(documents: &Documents, number: u64, entry: &FileEntry) -> Self {
        Self { id: Some(documents.file_result_id(number)), diagnostics: entry.diagnostics.to_vec() }
    }

    /// Of what holds nothing that sayso reads, or is gone.
    pub fn empty() -> Self {
        Self { id: None, diagnostics: Vec::new() }
    }

    /// As the answer about a document, for a client that has the result `previous`.
    pub fn for_document(self, previous: Option<&str>) -> DocumentDiagnosticReport {
        match self.against(previous) {
            Ok(full_document_diagnostic_report) => {
                RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report }.into()
            }
            Err(unchanged_document_diagnostic_report) => RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report,
            }
            .into(),
        }
    }

    fn for_workspace(
        self,
        uri: Uri,
        version: Option<i32>,
        previous: Option<&str>,
    ) -> WorkspaceDocumentDiagnosticReport {
        let version = version.map(i64::from);
        match self.against(previous) {
            Ok(full_document_diagnostic_report) => {
                WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
            }
            Err(unchanged_document_diagnostic_report) => {
                WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }.into()
            }
        }
    }

    fn against(
        self,
        previous: Option<&str>,
    ) -> Result<FullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport> {
        match self.id {
            Some(result_id) if Some(result_id.as_str()) == previous => {
                Err(UnchangedDocumentDiagnosticReport { result_id })
            }
            result_id => Ok(FullDocumentDiagnosticReport { result_id, items: self.diagnostics }),
        }
    }
}

/// A part of an answer.
#[derive(Debug, Deserialize, Serialize)]
struct Part {
    token: ProgressToken,
    value: WorkspaceDiagnosticReport,
}

/// The notification that brings it.
enum PartNotification {}

impl Notification for PartNotification {
    type Params = Part;
    const METHOD: &'static str = "$/progress";
}

/// Answers a client that asks for the diagnostics of all files: open documents first, as they are in the editor; then the
/// others, as the index comes to know them. Bit by bit, if the client takes that; then the answer itself is empty.
pub async fn of_workspace(
    documents: &Documents,
    client: &Client,
    params: WorkspaceDiagnosticParams,
) -> WorkspaceDiagnosticReport {
    documents.pulled_files();
    let mut pace = documents.index.pace();
    let mut answer = Answer::new(documents, params.previous_result_ids);
    let mut items = answer.open_documents().await;
    let token = params.partial_result_params.partial_result_token;
    let deadline = tokio::time::Instant::now() + PATIENCE;
    let end = loop {
        let now = *pace.borrow_and_update();
        if let Some(token) = &token {
            items.extend(answer.files());
            for batch in in_batches(&mut items) {
                let value = WorkspaceDiagnosticReport { items: batch };
                client.send_notification::<PartNotification>(Part { token: token.clone(), value }).await;
            }
        }
        if !now.is_busy || (token.is_none() && tokio::time::Instant::now() >= deadline) {
            break now;
        }
        tokio::time::sleep(PAUSE).await;
        // it lives as long as the documents
        let _ = tokio::time::timeout_at(deadline, pace.changed()).await;
    };
    items.extend(answer.files());
    items.extend(answer.gone(!end.is_busy && !end.is_stopped));
    if let Some(token) = token {
        for batch in in_batches(&mut items) {
            let value = WorkspaceDiagnosticReport { items: batch };
            client.send_notification::<PartNotification>(Part { token: token.clone(), value }).await;
        }
    }
    WorkspaceDiagnosticReport { items }
}

fn in_batches<T>(items: &mut Vec<T>) -> Vec<Vec<T>> {
    let mut batches = Vec::new();
    while !items.is_empty() {
        let rest = items.split_off(items.len().min(BATCH));
        batches.push(std::mem::replace(items, rest));
    }
    batches
}

/// What one client was told, and what it knew.
struct Answer<'a> {
    documents: &'a Documents,
    /// The client's results: by path those of files, with the names that it has for them; and those of others.
    previous: HashMap<Place, (Uri, String)>,
    /// The version of each file that was told of.
    told: HashMap<PathBuf, u64>,
    /// What is open.
    open: HashSet<Place>,
}

/// Names a document, however its name is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    File(PathBuf),
    Other(Uri),
}

impl Place {
    fn of(uri: &Uri) -> Self {
        file_path(uri).map_or_else(|| Self::Other(uri.clone()), Self::File)
    }
}

impl<'a> Answer<'a> {
    fn new(documents: &'a Documents, previous: Vec<PreviousResultId>) -> Self {
        let previous = previous.into_iter().map(|it| (Place::of(&it.uri), (it.uri, it.value))).collect();
        Self { documents, previous, told: HashMap::new(), open: HashSet::new() }
    }

    /// What is to be said of open documents: those in the folders, and those that the client has a result of.
    async fn open_documents(&mut self) -> Vec<WorkspaceDocumentDiagnosticReport> {
        let mut reports = Vec::new();
        for (uri, snapshot) in self.documents.open_documents() {
            let place = Place::of(&uri);
            let previous = self.previous.remove(&place).map(|(_, id)| id);
            let is_ours = matches!(&place, Place::File(path) if self.documents.index.covers(path));
            self.open.insert(place);
            // one that takes too long is asked for by itself
            if let (true, Ok(analyzed)) = (is_ours || previous.is_some(), snapshot.analyzed().await) {
                let report = Report::of_document(self.documents, &uri, &analyzed);
                reports.push(report.for_workspace(uri, Some(analyzed.version), previous.as_deref()));
            }
        }
        reports
    }

    /// What is to be said of files that was not said yet.
    fn files(&mut self) -> Vec<WorkspaceDocumentDiagnosticReport> {
        let mut reports = Vec::new();
        for (number, entry) in self.documents.index.entries() {
            let is_told = self.told.get(&entry.path) == Some(&number);
            let place = Place::File(entry.path.clone());
            if is_told || self.open.contains(&place) {
                continue;
            }
            self.told.insert(entry.path.clone(), number);
            let previous = self.previous.remove(&place);
            let (uri, id) = previous.map_or_else(|| (entry.uri.clone(), None), |(uri, id)| (uri, Some(id)));
            let report = Report::of_file(self.documents, number, &entry);
            reports.push(report.for_workspace(uri, None, id.as_deref()));
        }
        reports
    }

    /// What is to be said of that which the client has results of, and which is gone; `all`: the index knows all files.
    fn gone(&mut self, all: bool) -> Vec<WorkspaceDocumentDiagnosticReport> {
        let is_gone = |place: &Place| match place {
            Place::File(path) => all || !path.exists() || !self.documents.index.covers(path),
            Place::Other(_) => true,
        };
        let gone = self.previous.drain().filter(|(place, _)| is_gone(place));
        gone.map(|(_, (uri, _))| Report::empty().for_workspace(uri, None, None)).collect()
    }
}

/// What is known of a file that is not open, if the index has it.
pub fn of_closed(documents: &Documents, uri: &Uri) -> Report {
    let known: Option<(u64, Arc<FileEntry>)> = file_path(uri).and_then(|path| documents.index.entry(&path));
    known.map_or_else(Report::empty, |(number, entry)| Report::of_file(documents, number, &entry))
}

/// What a client is told whose document takes too long: to ask again.
pub fn ask_again() -> Error {
    let data = serde_json::to_value(DiagnosticServerCancellationData { retrigger_request: true }).ok();
    Error { code: ErrorCode::ServerError(SERVER_CANCELLED), message: "not analysed yet".into(), data }
}
