//! Code actions' conversion, and what the server has a client keep of those whose edits come later.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::ls_types::{CodeAction, CodeActionKind, Diagnostic, NumberOrString, Range, Uri, WorkspaceEdit};

use crate::server::actions::Action;
use crate::server::position::Lines;

/// What a code action's edit comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionData {
    /// The document.
    pub uri: Uri,
    /// The client's number of its text.
    pub version: i32,
    /// Where actions were asked for.
    pub range: Range,
    /// Which kinds were.
    pub only: Vec<CodeActionKind>,
    /// Which of the actions there it is.
    pub index: usize,
}

impl ActionData {
    /// What comes back from a client.
    pub fn read(data: Option<&Value>) -> Option<Self> {
        serde_json::from_value(data?.clone()).ok()
    }
}

/// When a code action's edit is there.
#[derive(Clone, Debug)]
pub enum Edited {
    /// Now.
    Now(WorkspaceEdit),
    /// When the client asks for it.
    Later(ActionData),
}

/// A code action, with those of some diagnostics that it is about.
pub fn code_action(action: &Action<'_>, edited: Edited, diagnostics: &[Diagnostic], lines: Lines<'_>) -> CodeAction {
    let is_about = |diagnostic: &&Diagnostic| {
        action.findings.iter().any(|finding| {
            let is_of_rule = matches!(&diagnostic.code, Some(NumberOrString::String(code)) if code == finding.rule);
            is_of_rule && diagnostic.range == lines.range(finding.span)
        })
    };
    let diagnostics: Vec<Diagnostic> = diagnostics.iter().filter(is_about).cloned().collect();
    let (edit, data) = match edited {
        Edited::Now(edit) => (Some(edit), None),
        Edited::Later(data) => (None, serde_json::to_value(data).ok()),
    };
    CodeAction {
        title: action.title.clone(),
        kind: Some(action.kind.name()),
        diagnostics: (!diagnostics.is_empty()).then_some(diagnostics),
        edit,
        data,
        is_preferred: action.is_preferred.then_some(true),
        ..CodeAction::default()
    }
}
