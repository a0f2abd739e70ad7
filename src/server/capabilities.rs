//! What client and server tell each other they can do.

use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionOptions, CodeLensOptions, DiagnosticOptions, DiagnosticServerCapabilities,
    DiagnosticTag, ExecuteCommandOptions, FoldingRangeProviderCapability, HoverProviderCapability, InitializeResult,
    MarkupKind, OneOf, Registration, RenameOptions, ResourceOperationKind, SelectionRangeProviderCapability,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkDoneProgressOptions, WorkspaceClientCapabilities,
};

use serde_json::json;

use super::actions::Kind;
use super::commands;
use super::folders;
use super::markup::Markup;
use super::outbox::Refresh;
use super::position::Encoding;
use super::protocol::{completion_options, token_options};
use super::settings::SECTION;
use crate::workspace::{CONFIGURATION_FILE, SOURCES_FILE};

/// What matters here of what a client can do. The default is the least that any client can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClientProfile {
    /// The unit of its columns.
    pub encoding: Encoding,
    /// How it shows hovers.
    pub markup: Markup,
    /// Whether symbols may have children.
    pub nested_symbols: bool,
    /// Whether a diagnostic may point to other places.
    pub related_information: bool,
    /// Whether a diagnostic may lead to a page about it.
    pub code_descriptions: bool,
    /// Whether it shows that what a diagnostic is about can go.
    pub unnecessary_tag: bool,
    /// Whether it takes code actions that are more than commands.
    pub code_actions: bool,
    /// Whether changes of files may name the versions that they are of.
    pub document_changes: bool,
    /// Whether such changes may create files.
    pub creates_files: bool,
    /// Whether edits in such changes may wait for the user's consent.
    pub asks_before_edits: bool,
    /// Whether definitions may tell what they lead from.
    pub definition_links: bool,
    /// Whether it asks what can be renamed before it renames.
    pub prepares_renames: bool,
    /// How it folds.
    pub folding: Folding,
    /// What it can be asked to ask for again.
    pub refreshes: Refresh,
    /// Whether it asks for a code action's edit when the action is chosen.
    pub resolves_edits: bool,
    /// Whether it shows a place in a document when asked to.
    pub shows_documents: bool,
    /// Whether it shows semantic tokens.
    pub semantic_tokens: bool,
    /// Whether it can be asked for its settings.
    pub gives_settings: bool,
    /// Whether it can be asked to tell when its settings change.
    pub tells_settings: bool,
    /// Whether it can be asked to tell of files that are written.
    pub watches_files: bool,
    /// Whether what it watches may be told by folder.
    pub relative_patterns: bool,
    /// Whether it may have several folders open.
    pub folders: bool,
    /// What it can tell of what happens to files in it: that they are created, renamed, deleted.
    pub file_operations: [bool; 3],
    /// Whether it looks for symbols in all files.
    pub workspace_symbols: bool,
    /// Whether it asks for diagnostics, and can be asked to ask again: it is sent none unasked. One that can't be would show old
    /// ones once settings change.
    pub pull_diagnostics: bool,
    /// Whether it shows progress.
    pub shows_progress: bool,
}

/// How a client folds a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Folding {
    /// Whether by whole lines only.
    pub whole_lines: bool,
    /// How many ranges it wants at most.
    pub limit: Option<u32>,
}

impl ClientProfile {
    /// Reads what a client says of itself.
    pub fn new(client: &ClientCapabilities) -> Self {
        let general = client.general.as_ref();
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let hover_formats = document.and_then(|it| it.hover.as_ref()).and_then(|it| it.content_format.as_deref());
        let diagnostics = document.and_then(|it| it.publish_diagnostics.as_ref());
        let edits = workspace.and_then(|it| it.workspace_edit.as_ref());
        let file_operations = edits.and_then(|it| it.resource_operations.as_deref()).unwrap_or_default();
        let document_changes = edits.and_then(|it| it.document_changes).unwrap_or_default();
        let folding = document.and_then(|it| it.folding_range.as_ref());
        let told = workspace.and_then(|it| it.file_operations.as_ref());
        let told = told.map(|it| [it.did_create, it.did_rename, it.did_delete]).unwrap_or_default();
        let pulled = document.and_then(|it| it.diagnostic.as_ref());
        let markdown = hover_formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown));
        Self {
            encoding: Encoding::negotiate(general.and_then(|it| it.position_encodings.as_deref()).unwrap_or_default()),
            markup: if markdown { Markup::Markdown } else { Markup::Plain },
            nested_symbols: document
                .and_then(|it| it.document_symbol.as_ref())
                .and_then(|it| it.hierarchical_document_symbol_support)
                .unwrap_or_default(),
            related_information: diagnostics
                .and_then(|it| it.related_information)
                .or_else(|| pulled?.related_information)
                .unwrap_or_default(),
            code_descriptions: diagnostics
                .and_then(|it| it.code_description_support)
                .or_else(|| pulled?.code_description_support)
                .unwrap_or_default(),
            unnecessary_tag: diagnostics
                .and_then(|it| Some(&it.tag_support.as_ref()?.value_set))
                .is_some_and(|tags| tags.contains(&DiagnosticTag::UNNECESSARY)),
            code_actions: document
                .and_then(|it| it.code_action.as_ref())
                .is_some_and(|it| it.code_action_literal_support.is_some()),
            document_changes,
            creates_files: file_operations.contains(&ResourceOperationKind::Create),
            asks_before_edits: document_changes && edits.is_some_and(|it| it.change_annotation_support.is_some()),
            definition_links: document
                .and_then(|it| it.definition.as_ref())
                .and_then(|it| it.link_support)
                .unwrap_or_default(),
            prepares_renames: document
                .and_then(|it| it.rename.as_ref())
                .and_then(|it| it.prepare_support)
                .unwrap_or_default(),
            folding: Folding {
                whole_lines: folding.and_then(|it| it.line_folding_only).unwrap_or_default(),
                limit: folding.and_then(|it| it.range_limit),
            },
            refreshes: refreshes(workspace),
            resolves_edits: document.and_then(|it| it.code_action.as_ref()).is_some_and(|it| {
                let properties = it.resolve_support.iter().flat_map(|it| &it.properties);
                it.data_support == Some(true) && properties.into_iter().any(|property| property == "edit")
            }),
            shows_documents: client
                .window
                .as_ref()
                .and_then(|it| it.show_document.as_ref())
                .is_some_and(|it| it.support),
            semantic_tokens: document.is_some_and(|it| it.semantic_tokens.is_some()),
            gives_settings: workspace.and_then(|it| it.configuration).unwrap_or_default(),
            tells_settings: workspace
                .and_then(|it| it.did_change_configuration.as_ref())
                .and_then(|it| it.dynamic_registration)
                .unwrap_or_default(),
            watches_files: workspace
                .and_then(|it| it.did_change_watched_files.as_ref())
                .and_then(|it| it.dynamic_registration)
                .unwrap_or_default(),
            relative_patterns: workspace
                .and_then(|it| it.did_change_watched_files.as_ref())
                .and_then(|it| it.relative_pattern_support)
                .unwrap_or_default(),
            folders: workspace.and_then(|it| it.workspace_folders).unwrap_or_default(),
            file_operations: told.map(Option::unwrap_or_default),
            workspace_symbols: workspace.is_some_and(|it| it.symbol.is_some()),
            pull_diagnostics: pulled.is_some() && refreshes(workspace).contains(Refresh::DIAGNOSTICS),
            shows_progress: client.window.as_ref().and_then(|it| it.work_done_progress).unwrap_or_default(),
        }
    }

    /// Whether it has a use for what is known of files that are not open.
    pub fn uses_index(self) -> bool {
        self.workspace_symbols || self.pull_diagnostics
    }
}

/// What a client can be asked to ask for again.
fn refreshes(workspace: Option<&WorkspaceClientCapabilities>) -> Refresh {
    let Some(workspace) = workspace else { return Refresh::empty() };
    let supported = [
        (Refresh::HINTS, workspace.inlay_hint.as_ref().and_then(|it| it.refresh_support)),
        (Refresh::TOKENS, workspace.semantic_tokens.as_ref().and_then(|it| it.refresh_support)),
        (Refresh::LENSES, workspace.code_lens.as_ref().and_then(|it| it.refresh_support)),
        (Refresh::DIAGNOSTICS, workspace.diagnostics.as_ref().and_then(|it| it.refresh_support)),
    ];
    supported.into_iter().filter(|(_, is_supported)| *is_supported == Some(true)).map(|(what, _)| what).collect()
}

/// What the client is told to tell, of those things that it can be told to: when files about a project
/// are written, and when its settings change.
pub fn registrations(client: ClientProfile) -> Vec<Registration> {
    let watchers = [SOURCES_FILE, CONFIGURATION_FILE].map(|name| json!({ "globPattern": format!("**/{name}") }));
    let watchers = json!({ "watchers": watchers });
    let settings = json!({ "section": SECTION });
    let wanted = [
        (client.watches_files, "workspace/didChangeWatchedFiles", watchers),
        (client.tells_settings, "workspace/didChangeConfiguration", settings),
    ];
    let registration = |method: &str, options| Registration {
        id: format!("sayso {method}"),
        method: method.to_owned(),
        register_options: Some(options),
    };
    wanted.into_iter().filter(|(can, ..)| *can).map(|(_, method, options)| registration(method, options)).collect()
}

/// The answer to `initialize`.
pub fn announce(client: ClientProfile) -> InitializeResult {
    let actions = CodeActionOptions {
        code_action_kinds: Some(Kind::ALL.map(Kind::name).into()),
        resolve_provider: client.resolves_edits.then_some(true),
        ..CodeActionOptions::default()
    };
    let rename =
        RenameOptions { prepare_provider: Some(true), work_done_progress_options: WorkDoneProgressOptions::default() };
    let capabilities = ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        rename_provider: Some(if client.prepares_renames { OneOf::Right(rename) } else { OneOf::Left(true) }),
        code_action_provider: client.code_actions.then(|| actions.into()),
        completion_provider: Some(completion_options()),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: None }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::ALL.map(str::to_owned).into(),
            ..ExecuteCommandOptions::default()
        }),
        semantic_tokens_provider: client.semantic_tokens.then(|| token_options().into()),
        workspace_symbol_provider: client.workspace_symbols.then_some(OneOf::Left(true)),
        diagnostic_provider: client.pull_diagnostics.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(SECTION.to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                ..DiagnosticOptions::default()
            })
        }),
        workspace: folders::announcement(client),
        ..ServerCapabilities::default()
    };
    let server_info =
        ServerInfo { name: env!("CARGO_PKG_NAME").to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    InitializeResult { capabilities, server_info: Some(server_info), ..InitializeResult::default() }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn profile(capabilities: Value) -> ClientProfile {
        ClientProfile::new(&serde_json::from_value(capabilities).unwrap())
    }

    #[test]
    fn a_client_that_says_nothing_gets_the_least() {
        assert_eq!(profile(json!({})), ClientProfile::default());
        assert_eq!(profile(json!({"textDocument": {}, "workspace": {}, "general": {}})), ClientProfile::default());
    }

    #[test]
    fn a_rich_client_gets_all() {
        let rich = profile(json!({
            "general": {"positionEncodings": ["utf-16"]},
            "textDocument": {
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
                "publishDiagnostics": {
                    "relatedInformation": true, "codeDescriptionSupport": true, "somethingNew": {"of": "tomorrow"},
                    "tagSupport": {"valueSet": [1, 2]},
                },
                "definition": {"linkSupport": true},
                "rename": {"prepareSupport": true},
                "foldingRange": {"lineFoldingOnly": true, "rangeLimit": 5000},
                "codeAction": {
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                    "dataSupport": true, "resolveSupport": {"properties": ["edit"]},
                },
                "semanticTokens": {"requests": {}, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"]},
                "diagnostic": {"dynamicRegistration": false},
            },
            "window": {"showDocument": {"support": true}, "workDoneProgress": true},
            "workspace": {
                "workspaceFolders": true,
                "symbol": {},
                "diagnostics": {"refreshSupport": true},
                "fileOperations": {"didCreate": true, "didDelete": true, "willRename": true},
                "workspaceEdit": {
                    "documentChanges": true, "resourceOperations": ["create", "rename"], "changeAnnotationSupport": {},
                },
                "inlayHint": {"refreshSupport": true},
                "semanticTokens": {"refreshSupport": true},
                "codeLens": {"refreshSupport": true},
                "configuration": true,
                "didChangeConfiguration": {"dynamicRegistration": true},
                "didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": true},
            },
        }));
        let expected = ClientProfile {
            encoding: Encoding::Utf16,
            markup: Markup::Markdown,
            nested_symbols: true,
            related_information: true,
            code_descriptions: true,
            unnecessary_tag: true,
            code_actions: true,
            document_changes: true,
            creates_files: true,
            asks_before_edits: true,
            definition_links: true,
            prepares_renames: true,
            folding: Folding { whole_lines: true, limit: Some(5000) },
            refreshes: Refresh::all(),
            resolves_edits: true,
            shows_documents: true,
            semantic_tokens: true,
            gives_settings: true,
            tells_settings: true,
            watches_files: true,
            relative_patterns: true,
            folders: true,
            file_operations: [true, false, true],
            workspace_symbols: true,
            pull_diagnostics: true,
            shows_progress: true,
        };
        assert_eq!(rich, expected);
    }

    #[test]
    fn edits_wait_for_consent_only_where_they_have_versions() {
        let client = profile(json!({"workspace": {"workspaceEdit": {"changeAnnotationSupport": {}}}}));
        assert!(!client.asks_before_edits);
    }

    #[test]
    fn hovers_are_plain_where_markdown_is_not_offered() {
        let client = profile(json!({
            "general": {"positionEncodings": ["utf-32", "utf-8", "utf-16"]},
            "textDocument": {"hover": {"contentFormat": ["plaintext"]}},
        }));
        assert_eq!((client.markup, client.encoding), (Markup::Plain, Encoding::Utf8));
    }
}
