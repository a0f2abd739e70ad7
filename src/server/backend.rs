//! The protocol's methods, each in a few lines: take what is needed, call the feature, convert the answer.
//!
//! Two rules keep it right. A notification changes the documents before its first `await`, so that changes apply in
//! the order in which they came. A request takes its snapshot before its first `await`, and nothing here waits for the
//! client: that would block every other handler.

mod commands;
mod upkeep;

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionParams,
    CompletionResponse, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentHighlight,
    DocumentHighlightParams, DocumentSymbolParams, ExecuteCommandParams, FoldingRange, FoldingRangeParams,
    GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult,
    InitializedParams, InlayHint, InlayHintParams, Location, PrepareRenameResponse, Range, ReferenceParams,
    RenameParams, SelectionRange, SelectionRangeParams, SemanticToken, SemanticTokens, SemanticTokensDelta,
    SemanticTokensDeltaParams, SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, TextDocumentPositionParams, Uri, WorkspaceEdit,
};
use tower_lsp::ls_types::{
    CreateFilesParams, DeleteFilesParams, DidChangeWorkspaceFoldersParams, DocumentDiagnosticParams, RenameFilesParams,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use tower_lsp::{Client, LanguageServer};

use super::actions::{self, Wanted};
use super::capabilities::{ClientProfile, announce, registrations};
use super::changes::Target;
use super::commands::Command;
use super::completion::{self, Place};
use super::documents::{Analyzed, Documents, Missing, edits};
use super::hover::Card;
use super::outbox::Refresh;
use super::position::Lines;
use super::protocol::{ActionData, Edited};
use super::rename::NewName;
use super::settings::Said;
use super::spelling::Spellings;
use super::{
    definition, folders, folding, highlights, hints, hover, lenses, protocol, pull, references, rename, search,
    selection, symbols, tokens,
};

/// A text of so many bytes takes longer to analyse than a reader waits for a hover.
const LONG: usize = 100_000;

/// Answers one client.
#[derive(Debug)]
pub struct Backend {
    client: Client,
    documents: Arc<Documents>,
    spellings: Arc<Spellings>,
    /// Held while the client is told what to watch: one folder's coming and another's going must not mix.
    watching: Arc<tokio::sync::Mutex<()>>,
}

impl Backend {
    /// A backend for a client and its documents.
    pub fn new(client: Client, documents: Arc<Documents>, spellings: Arc<Spellings>) -> Self {
        Self { client, documents, spellings, watching: Arc::default() }
    }

    /// The client that it answers.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// What is known of the very text that a request is about; `None` if nothing is. The client is told if the text
    /// was edited since: a position in it, or an edit of it, may mean something else by now.
    async fn unedited(&self, uri: &Uri) -> Result<Option<Arc<Analyzed>>> {
        let Some(snapshot) = self.documents.snapshot(uri) else { return Ok(None) };
        let Ok(analyzed) = snapshot.clone().analyzed().await else { return Ok(None) };
        let is_newest = self.documents.snapshot(uri).is_some_and(|newest| newest.is(&analyzed));
        if snapshot.is(&analyzed) && is_newest { Ok(Some(analyzed)) } else { Err(Error::content_modified()) }
    }

    /// The same as [`Self::newest`] however long it takes: for what a client doesn't ask for again before the next edit.
    async fn newest_at_last(&self, uri: &Uri) -> Option<Arc<Analyzed>> {
        loop {
            match self.newest(uri).await {
                Ok(analyzed) => return Some(analyzed),
                Err(Missing::Late) => {}
                Err(Missing::Closed) => return None,
            }
        }
    }

    /// What is known of a document's newest text or of one newer still; never of an older one.
    async fn newest(&self, uri: &Uri) -> std::result::Result<Arc<Analyzed>, Missing> {
        let snapshot = self.documents.snapshot(uri).ok_or(Missing::Closed)?;
        snapshot.analyzed().await
    }

    /// An outline, as text.
    pub async fn outline(&self, params: DocumentSymbolParams) -> Result<Value> {
        let uri = params.text_document.uri;
        let Some(analyzed) = self.newest_at_last(&uri).await else { return Ok(Value::Null) };
        let Some(analysis) = &analyzed.analysis else { return Ok(Value::Null) };
        let client = self.documents.client();
        let lines = Lines::new(&analyzed.rope, client.encoding);
        let symbols = symbols::symbols(analysis);
        self.text(&if client.nested_symbols {
            protocol::nested_symbols(symbols, lines)
        } else {
            protocol::flat_symbols(symbols, lines, &uri)
        })
    }

    /// A document's diagnostics, as text.
    pub async fn diagnose(&self, params: DocumentDiagnosticParams) -> Result<Value> {
        let uri = params.text_document.uri;
        let report = match self.newest(&uri).await {
            Ok(analyzed) => pull::Report::of_document(&self.documents, &uri, &analyzed),
            Err(Missing::Closed) => pull::of_closed(&self.documents, &uri),
            Err(Missing::Late) => return Err(pull::ask_again()),
        };
        self.text(&report.for_document(params.previous_result_id.as_deref()))
    }

    fn text(&self, result: &impl Serialize) -> Result<Value> {
        self.spellings.text(result).map(Value::String).ok_or_else(Error::internal_error)
    }

    /// The tokens of a document; `None` if there are none to be had yet, or ever.
    async fn tokens(&self, uri: &Uri, range: Option<Range>) -> Option<Vec<SemanticToken>> {
        let analyzed = match self.newest(uri).await {
            Ok(analyzed) => analyzed,
            Err(missing) => {
                if missing == Missing::Late {
                    self.documents.owe(uri, Refresh::TOKENS);
                }
                return None;
            }
        };
        let source = &analyzed.analysis.as_ref()?.source;
        let lines = Lines::new(&analyzed.rope, self.documents.client().encoding);
        let all = analyzed.tokens();
        let wanted = range.map_or(all, |range| tokens::within(all, lines.text_range(range)));
        let start = wanted.first().map_or(0, |first| first.span.start);
        Some(protocol::semantic_tokens(wanted, lines.walk(source, start)))
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = ClientProfile::new(&params.capabilities);
        if let Some(info) = &params.client_info {
            tracing::info!(version = info.version, "{} is the client", info.name);
        }
        self.documents.outbox.trace.set(params.trace.unwrap_or_default());
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
        self.ask_for_settings(Value::Null);
        self.watch_folders(false);
        self.start_index();
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let [added, removed] = [params.event.added, params.event.removed]
            .map(|it| it.iter().filter_map(folders::folder).collect::<Vec<_>>());
        let watched = folders::watching(self.documents.client(), &self.documents.index.folders()).is_some();
        self.documents.change_folders(added, &removed);
        self.ask_for_settings(Value::Null);
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
        // who can be asked is asked: what an editor sends unasked has values in it that mean "none"
        if self.documents.client().gives_settings {
            self.ask_for_settings(params.settings);
        } else {
            self.documents.configure(Said::Later, &params.settings);
        }
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

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let uri = params.text_document.uri;
        let analyzed = match self.newest(&uri).await {
            Ok(analyzed) => analyzed,
            Err(Missing::Late) => {
                self.documents.owe(&uri, Refresh::HINTS);
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
        let (range, only) = (params.range, only.unwrap_or_default());
        let wanted = Wanted { range: lines.text_range(range), only: only.clone() };
        let actions = actions::actions(analysis, &wanted);
        let edits = self.edits_of(&actions, document, client);
        let offered = actions.iter().zip(edits).enumerate().filter_map(|(index, (action, edit))| {
            let later = || ActionData { uri: uri.clone(), version: analyzed.version, range, only: only.clone(), index };
            let edited =
                if client.resolves_edits { edit.map(|_| Edited::Later(later())) } else { edit.map(Edited::Now) };
            Some(protocol::code_action(action, edited?, &diagnostics, lines).into())
        });
        Ok(Some(offered.collect()))
    }

    async fn code_action_resolve(&self, mut action: CodeAction) -> Result<CodeAction> {
        if action.edit.is_some() {
            return Ok(action);
        }
        let data = ActionData::read(action.data.as_ref());
        let data =
            data.ok_or_else(|| Error::invalid_params("expected a code action as it was offered, data included"))?;
        let analyzed = self.unedited(&data.uri).await?.filter(|analyzed| analyzed.version == data.version);
        let Some(analyzed) = analyzed else { return Err(Error::content_modified()) };
        let Some(analysis) = &analyzed.analysis else { return Err(Error::content_modified()) };
        let client = self.documents.client();
        let lines = Lines::new(&analyzed.rope, client.encoding);
        let document = Target { uri: &data.uri, version: Some(analyzed.version), lines, is_new: false };
        let wanted = Wanted { range: lines.text_range(data.range), only: data.only };
        let actions = actions::actions(analysis, &wanted);
        // settings may have changed, and with them what is offered
        let chosen = actions.get(data.index).filter(|it| it.title == action.title);
        let edits = self.edits_of(chosen.map(std::slice::from_ref).unwrap_or_default(), document, client);
        action.edit = edits.into_iter().next().flatten();
        if action.edit.is_some() { Ok(action) } else { Err(Error::content_modified()) }
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let Some(snapshot) = self.documents.snapshot(&text_document.uri) else { return Ok(None) };
        let rope = snapshot.rope.clone();
        let lines = Lines::new(&rope, self.documents.client().encoding);
        let offset = lines.offset(position);
        let Some(place) = Place::at(&rope, offset) else { return Ok(None) };
        let Some(analyzed) = snapshot.analyzed_soon().await else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let proposals = completion::proposals(analysis, &rope, offset, &place);
        Ok(proposals.map(|proposals| protocol::completion_list(proposals, lines).into()))
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        let Some(data) = self.tokens(&uri, None).await else { return Ok(None) };
        let result_id = self.documents.keep_tokens(&uri, &data, None).id;
        Ok(Some(SemanticTokens { result_id, data }.into()))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        let Some(data) = self.tokens(&uri, None).await else { return Ok(None) };
        let kept = self.documents.keep_tokens(&uri, &data, Some(&params.previous_result_id));
        let result_id = kept.id;
        Ok(Some(match kept.before {
            Some(before) => {
                let edits = protocol::token_edit(&before, &data).into_iter().collect();
                SemanticTokensDelta { result_id, edits }.into()
            }
            None => SemanticTokens { result_id, data }.into(),
        }))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let data = self.tokens(&params.text_document.uri, Some(params.range)).await;
        Ok(data.map(|data| SemanticTokens { result_id: None, data }.into()))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let uri = params.text_document.uri;
        if !self.documents.judgement(&uri).code_lens {
            return Ok(Some(Vec::new()));
        }
        let analyzed = match self.newest(&uri).await {
            Ok(analyzed) => analyzed,
            Err(Missing::Late) => {
                self.documents.owe(&uri, Refresh::LENSES);
                return Ok(None);
            }
            Err(Missing::Closed) => return Ok(None),
        };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let lines = Lines::new(&analyzed.rope, self.documents.client().encoding);
        let lenses = lenses::lenses(analysis);
        Ok(Some(lenses.into_iter().map(|lens| protocol::code_lens(lens, lines, &uri)).collect()))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        match Command::read(&params).map_err(|error| Error::invalid_params(error.to_string()))? {
            Command::ShowQuotes(uri, who) => self.show_quotes(&uri, who).await,
            Command::ExportQuotes(uri, format) => self.export_quotes(&uri, format).await,
            Command::Speakers(uri) => self.speakers(&uri).await,
            Command::Report(uri) => self.report(&uri).await,
            Command::Recheck => {
                self.documents.recheck();
                self.ask_for_settings(Value::Null);
                Ok(None)
            }
        }
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
        let Some(analyzed) = self.newest_at_last(&params.text_document.uri).await else { return Ok(None) };
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

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        Ok(pull::of_workspace(&self.documents, &self.client, params).await.into())
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let texts = search::Texts::of(&self.documents);
        let found = tokio::task::spawn_blocking(move || texts.search(&params.query)).await;
        found.map(|symbols| Some(WorkspaceSymbolResponse::Flat(symbols))).map_err(|_| Error::internal_error())
    }
}
