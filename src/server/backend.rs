//! The protocol's methods, each in a few lines: take what is needed, call the feature, convert the answer.
//!
//! Two rules keep it right. A notification changes the documents before its first `await`, so that changes apply in
//! the order in which they came. A request takes its snapshot before its first `await`, and nothing here waits for the
//! client: that would block every other handler.

use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeActionContext, CodeActionParams, CodeActionResponse, ConfigurationItem, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, DocumentSymbolParams, DocumentSymbolResponse, Hover, HoverParams, InitializeParams,
    InitializeResult, InitializedParams, InlayHint, InlayHintParams, Uri, WorkspaceEdit,
};
use tower_lsp::ls_types::{
    CreateFilesParams, DeleteFilesParams, DidChangeWorkspaceFoldersParams, DocumentDiagnosticParams,
    DocumentDiagnosticReportResult, MessageType, RenameFilesParams, WorkDoneProgressCancelParams,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use tower_lsp::{Client, LanguageServer};

use super::actions::{self, Action, Change, Wanted};
use super::capabilities::{ClientProfile, announce, registrations};
use super::changes::Target;
use super::documents::{Analyzed, Documents, Missing};
use super::outbox::ANSWER_TIME;
use super::passage::Passage;
use super::position::Lines;
use super::settings::{SECTION, Said};
use super::{folders, hints, hover, index, protocol, pull, search, symbols};
use crate::workspace::Analyzer;

/// Answers one client.
#[derive(Debug)]
pub struct Backend {
    client: Client,
    documents: Arc<Documents>,
    passage: Arc<Passage>,
    /// Held while the client is told what to watch: one folder's coming and another's going must not mix.
    watching: Arc<tokio::sync::Mutex<()>>,
}

impl Backend {
    /// A backend for a client and its documents.
    pub fn new(client: Client, documents: Arc<Documents>, passage: Arc<Passage>) -> Self {
        Self { client, documents, passage, watching: Arc::default() }
    }

    /// The client that it answers.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Asks the client for its settings, if it can be asked; they are taken when they come.
    fn ask_for_settings(&self) {
        if !self.documents.client().gives_settings {
            return;
        }
        let (client, documents) = (self.client(), Arc::clone(&self.documents));
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
            let asked = tokio::time::timeout(ANSWER_TIME, client.configuration(vec![item])).await;
            if let Ok(Ok(settings)) = asked {
                settings.iter().for_each(|settings| documents.configure(Said::Later, settings));
            }
        });
    }

    /// Begins to look at the files of the folders that are open, if that is of use.
    fn start_index(&self) {
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
    fn watch_folders(&self, before: bool) {
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
    fn files_changed<'u>(&self, uris: impl Iterator<Item = &'u String>) {
        self.documents.files_changed(uris.filter_map(|uri| uri.parse().ok()));
    }

    /// The edit of each action for a document, if the client can make it.
    fn edits_of(
        &self,
        actions: &[Action<'_>],
        document: Target<'_>,
        client: ClientProfile,
    ) -> Vec<Option<WorkspaceEdit>> {
        let is_about_settings = actions.iter().any(|action| matches!(action.change, Change::SwitchOff(_)));
        let settings = is_about_settings.then(|| self.documents.settings_file(document.uri)).flatten();
        let edit = |action: &Action<'_>| match (&action.change, &settings) {
            (Change::Document(edits), _) => document.edited(edits, client),
            (Change::SwitchOff(rule), Some(file)) => {
                let edit = file.switch_off(document.uri, rule)?;
                let lines = Lines::new(&file.rope, client.encoding);
                let target = Target { uri: &file.uri, version: file.version, lines, is_new: file.is_new };
                target.edited(&[edit], client)
            }
            (Change::SwitchOff(_), None) => None,
        };
        actions.iter().map(edit).collect()
    }

    /// What is known of the very text that a request is about; `None` if nothing is. The client is told if the text
    /// was edited since: a position in it, or an edit of it, may mean something else by now.
    async fn unedited(&self, uri: &Uri) -> Result<Option<Arc<Analyzed>>> {
        let Some(snapshot) = self.documents.snapshot(uri) else { return Ok(None) };
        let Ok(analyzed) = snapshot.clone().analyzed().await else { return Ok(None) };
        let is_newest = self.documents.snapshot(uri).is_some_and(|newest| newest.is(&analyzed));
        if snapshot.is(&analyzed) && is_newest { Ok(Some(analyzed)) } else { Err(Error::content_modified()) }
    }

    /// What is known of a document's newest text or of one newer still; never of an older one.
    async fn newest(&self, uri: &Uri) -> std::result::Result<Arc<Analyzed>, Missing> {
        let snapshot = self.documents.snapshot(uri).ok_or(Missing::Closed)?;
        snapshot.analyzed().await
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = ClientProfile::new(&params.capabilities);
        self.documents.meet(client, folders::opened(&params));
        if let Some(options) = &params.initialization_options {
            self.documents.configure(Said::AtStart, options);
        }
        Ok(announce(client))
    }

    async fn initialized(&self, _: InitializedParams) {
        let registrations = registrations(self.documents.client());
        if !registrations.is_empty() {
            let client = self.client();
            tokio::spawn(async move { client.register_capability(registrations).await });
        }
        self.ask_for_settings();
        self.watch_folders(false);
        self.start_index();
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let [added, removed] = [params.event.added, params.event.removed]
            .map(|it| it.iter().filter_map(folders::folder).collect::<Vec<_>>());
        let watched = folders::watching(self.documents.client(), &self.documents.index.folders()).is_some();
        self.documents.change_folders(added, &removed);
        self.watch_folders(watched);
        self.start_index();
    }

    async fn did_create_files(&self, params: CreateFilesParams) {
        self.files_changed(params.files.iter().map(|file| &file.uri));
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        self.files_changed(params.files.iter().flat_map(|file| [&file.old_uri, &file.new_uri]));
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        self.files_changed(params.files.iter().map(|file| &file.uri));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.documents.configure(Said::Later, &params.settings);
        self.ask_for_settings();
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.documents.open(document.uri, &document.language_id, document.version, &document.text);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.documents.change(&document.uri, document.version, &params.content_changes);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        // clients that watch no files say at least this
        self.documents.files_changed([params.text_document.uri]);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.documents.files_changed(params.changes.into_iter().map(|change| change.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.documents.close(&params.text_document.uri);
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let place = params.text_document_position_params;
        let client = self.documents.client();
        let Some(analyzed) = self.unedited(&place.text_document.uri).await? else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let lines = Lines::new(&analyzed.rope, client.encoding);
        let uri = place.text_document.uri.as_str();
        let card = hover::hover(analysis, lines, uri, lines.offset(place.position), client.markup);
        Ok(card.map(|card| protocol::hover(card, lines, client.markup)))
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let uri = params.text_document.uri;
        let Ok(analyzed) = self.newest(&uri).await else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let client = self.documents.client();
        let lines = Lines::new(&analyzed.rope, client.encoding);
        let symbols = symbols::symbols(analysis);
        Ok(Some(if client.nested_symbols {
            protocol::nested_symbols(symbols, lines)
        } else {
            protocol::flat_symbols(symbols, lines, &uri)
        }))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let uri = params.text_document.uri;
        let analyzed = match self.newest(&uri).await {
            Ok(analyzed) => analyzed,
            Err(Missing::Late) => {
                self.documents.owe_hints(&uri);
                return Ok(None);
            }
            Err(Missing::Closed) => return Ok(None),
        };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let lines = Lines::new(&analyzed.rope, self.documents.client().encoding);
        let hints = hints::hints(analysis, lines, lines.text_range(params.range));
        Ok(Some(hints.into_iter().map(|hint| protocol::inlay_hint(hint, lines)).collect()))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri;
        let client = self.documents.client();
        if !client.code_actions {
            return Ok(None);
        }
        let Some(analyzed) = self.unedited(&uri).await? else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let lines = Lines::new(&analyzed.rope, client.encoding);
        let document = Target { uri: &uri, version: Some(analyzed.version), lines, is_new: false };
        let CodeActionContext { only, diagnostics, .. } = params.context;
        let wanted = Wanted { range: lines.text_range(params.range), only: only.unwrap_or_default() };
        let actions = actions::actions(analysis, &wanted);
        let edits = self.edits_of(&actions, document, client);
        let offered = actions.iter().zip(edits).filter_map(|(action, edit)| Some((action, edit?)));
        Ok(Some(offered.map(|(action, edit)| protocol::code_action(action, edit, &diagnostics, lines)).collect()))
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri;
        self.documents.pulled();
        let report = match self.newest(&uri).await {
            Ok(analyzed) => pull::Report::of_document(&self.documents, &uri, &analyzed),
            Err(Missing::Closed) => pull::of_closed(&self.documents, &uri),
            Err(Missing::Late) => return Err(pull::ask_again()),
        };
        Ok(report.for_document(params.previous_result_id.as_deref()).into())
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        Ok(pull::of_workspace(&self.documents, &self.client, &self.passage, params).await.into())
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let texts = search::Texts::of(&self.documents);
        let found = tokio::task::spawn_blocking(move || texts.search(&params.query)).await;
        found.map(|symbols| Some(WorkspaceSymbolResponse::Flat(symbols))).map_err(|_| Error::internal_error())
    }
}
