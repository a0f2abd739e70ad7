//! The protocol's methods, each in a few lines: take what is needed, call the feature, convert the answer.
//!
//! Two rules keep it right. A notification changes the documents before its first `await`, so that changes apply in
//! the order in which they came. A request takes its snapshot before its first `await`, and nothing here waits for the
//! client: that would block every other handler.

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeActionContext, CodeActionParams, CodeActionResponse, ConfigurationItem, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, DocumentHighlight, DocumentHighlightParams, DocumentSymbolParams,
    DocumentSymbolResponse, FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover,
    HoverParams, InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, Location,
    PrepareRenameResponse, ReferenceParams, RenameParams, SelectionRange, SelectionRangeParams, SetTraceParams,
    TextDocumentPositionParams, Uri, WorkspaceEdit,
};
use tower_lsp::{Client, LanguageServer};

use super::actions::{self, Action, Change, Wanted};
use super::capabilities::{ClientProfile, announce, registrations};
use super::changes::Target;
use super::documents::{Analyzed, Documents, Missing, edits};
use super::hover::Card;
use super::outbox::ANSWER_TIME;
use super::position::Lines;
use super::rename::NewName;
use super::settings::{SECTION, Said};
use super::{definition, folding, highlights, hints, hover, protocol, references, rename, selection, symbols};

/// A text of so many bytes takes longer to analyse than a reader waits for a hover.
const LONG: usize = 100_000;

/// Answers one client.
#[derive(Debug)]
pub struct Backend {
    client: Client,
    documents: Arc<Documents>,
}

impl Backend {
    /// A backend for a client and its documents.
    pub fn new(client: Client, documents: Arc<Documents>) -> Self {
        Self { client, documents }
    }

    /// The client that it answers.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// `$/setTrace`
    pub async fn set_trace(&self, params: SetTraceParams) {
        self.documents.outbox.trace.set(params.value);
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

/// The folder that the client has open; the first if there are several.
#[expect(deprecated, reason = "older clients name no other")]
fn root(params: &InitializeParams) -> Option<PathBuf> {
    let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    let root = folders.chain(&params.root_uri).next()?;
    protocol::file_path(root)
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = ClientProfile::new(&params.capabilities);
        if let Some(info) = &params.client_info {
            tracing::info!(version = info.version, "{} is the client", info.name);
        }
        self.documents.outbox.trace.set(params.trace.unwrap_or_default());
        self.documents.meet(client, root(&params));
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
        let (uri, client) = (&place.text_document.uri, self.documents.client());
        let Some(snapshot) = self.documents.snapshot(uri) else { return Ok(None) };
        let now = Lines::new(&snapshot.rope, client.encoding);
        let card_of = |analyzed: &Analyzed, offset| {
            let lines = Lines::new(&analyzed.rope, client.encoding);
            hover::hover(analyzed.analysis.as_ref()?, lines, uri.as_str(), offset, client.markup)
        };
        let offset = now.offset(place.position);
        // of a long text what was known before the last keystrokes is told at once
        if let Some((older, splices)) = snapshot.at_once().filter(|_| snapshot.rope.len_bytes() > LONG)
            && let Some(then) = edits::before(&splices, offset)
        {
            return match card_of(&older, then).map(|card| (edits::after(&splices, card.range), card)) {
                Some((Some(range), card)) => Ok(Some(protocol::hover(Card { range, ..card }, now, client.markup))),
                None if splices.is_empty() => Ok(None),
                // there may be something by now
                Some((None, _)) | None => Err(Error::content_modified()),
            };
        }
        let Some(analyzed) = self.unedited(uri).await? else { return Ok(None) };
        Ok(card_of(&analyzed, offset).map(|card| protocol::hover(card, now, client.markup)))
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

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let client = self.documents.client();
        let Some(analyzed) = self.unedited(&text_document.uri).await? else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let lines = Lines::new(&analyzed.rope, client.encoding);
        let found = definition::definition(analysis, lines.offset(position));
        Ok(found.map(|found| match client.definition_links {
            true => protocol::definition_links(found, lines, &text_document.uri),
            false => protocol::definition_places(found, lines, &text_document.uri),
        }))
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let Some(analyzed) = self.unedited(&text_document.uri).await? else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let lines = Lines::new(&analyzed.rope, self.documents.client().encoding);
        let found = references::references(analysis, lines.offset(position), params.context.include_declaration);
        let location = |range| protocol::location(range, lines, &text_document.uri);
        Ok(found.map(|ranges| ranges.into_iter().map(location).collect()))
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let Some(analyzed) = self.unedited(&text_document.uri).await? else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let lines = Lines::new(&analyzed.rope, self.documents.client().encoding);
        let found = highlights::highlights(analysis, lines.offset(position));
        Ok(found.map(|found| found.into_iter().map(|it| protocol::highlight(it, lines)).collect()))
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let Some(analyzed) = self.unedited(&params.text_document.uri).await? else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let lines = Lines::new(&analyzed.rope, self.documents.client().encoding);
        let around = params.positions.into_iter().map(|it| selection::selection(analysis, lines.offset(it)));
        Ok(Some(around.map(|ranges| protocol::selection_range(&ranges, lines)).collect()))
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let Ok(analyzed) = self.newest(&params.text_document.uri).await else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let client = self.documents.client();
        let lines = Lines::new(&analyzed.rope, client.encoding);
        Ok(Some(protocol::folding_ranges(&folding::folds(analysis), lines, client.folding)))
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let client = self.documents.client();
        let Some(analyzed) = self.unedited(&params.text_document.uri).await? else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let lines = Lines::new(&analyzed.rope, client.encoding);
        let name = rename::name_at(analysis, lines.offset(params.position), client.asks_before_edits);
        Ok(name.map(|name| protocol::renameable(name, lines)))
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let client = self.documents.client();
        let Some(analyzed) = self.unedited(&text_document.uri).await? else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let name = NewName::new(&params.new_name).map_err(|mistake| Error::invalid_params(mistake.to_string()))?;
        let lines = Lines::new(&analyzed.rope, client.encoding);
        let target = Target { uri: &text_document.uri, version: Some(analyzed.version), lines, is_new: false };
        let renaming = rename::rename(analysis, lines.offset(position), &name, client.asks_before_edits);
        Ok(renaming.and_then(|renaming| protocol::renaming(renaming, target, client)))
    }
}
