//! From sayso's own types to the protocol's, and paths from the protocol's names.

mod navigation;
mod outline;
mod rename;

use std::path::PathBuf;

use tower_lsp::ls_types::{
    CodeAction, CodeActionOrCommand, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Hover,
    HoverContents, InlayHint, InlayHintLabel, InlayHintTooltip, Location, MarkupContent, MarkupKind, NumberOrString,
    Uri, WorkspaceEdit,
};

use super::actions::Action;
use super::hints::{Hint, Side};
use super::hover::Card;
use super::markup::Markup;
use super::position::Lines;
use crate::rules::{Related, Severity};
pub use navigation::{definition_links, definition_places, folding_ranges, highlight, location, selection_range};
pub use outline::{flat_symbols, nested_symbols};
pub use rename::{renameable, renaming};

/// The path of a document that is a file.
pub fn file_path(uri: &Uri) -> Option<PathBuf> {
    let path = uri.to_file_path().filter(|path| uri.as_str().starts_with("file:") && path.is_absolute())?;
    Some(path.into_owned())
}

/// How much a finding matters.
pub fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Hint => DiagnosticSeverity::HINT,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Error => DiagnosticSeverity::ERROR,
    }
}

/// Another place that a finding is about, in the same document.
pub fn related(related: &Related, lines: Lines<'_>, uri: &Uri) -> DiagnosticRelatedInformation {
    let location = Location::new(uri.clone(), lines.range(related.span));
    DiagnosticRelatedInformation { location, message: related.message.clone() }
}

/// A hover.
pub fn hover(card: Card, lines: Lines<'_>, markup: Markup) -> Hover {
    let kind = match markup {
        Markup::Markdown => MarkupKind::Markdown,
        Markup::Plain => MarkupKind::PlainText,
    };
    let contents = HoverContents::Markup(MarkupContent { kind, value: card.text });
    Hover { contents, range: Some(lines.range(card.range)) }
}

/// A code action that makes an edit, with those of some diagnostics that it is about.
pub fn code_action(
    action: &Action<'_>,
    edit: WorkspaceEdit,
    diagnostics: &[Diagnostic],
    lines: Lines<'_>,
) -> CodeActionOrCommand {
    let is_about = |diagnostic: &&Diagnostic| {
        action.findings.iter().any(|finding| {
            let is_of_rule = matches!(&diagnostic.code, Some(NumberOrString::String(code)) if code == finding.rule);
            is_of_rule && diagnostic.range == lines.range(finding.span)
        })
    };
    let diagnostics: Vec<Diagnostic> = diagnostics.iter().filter(is_about).cloned().collect();
    CodeActionOrCommand::CodeAction(CodeAction {
        title: action.title.clone(),
        kind: Some(action.kind.name()),
        diagnostics: (!diagnostics.is_empty()).then_some(diagnostics),
        edit: Some(edit),
        is_preferred: action.is_preferred.then_some(true),
        ..CodeAction::default()
    })
}

/// An inlay hint.
pub fn inlay_hint(hint: Hint, lines: Lines<'_>) -> InlayHint {
    InlayHint {
        position: lines.position(hint.offset),
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(hint.tooltip)),
        padding_left: Some(hint.side == Side::After),
        padding_right: Some(hint.side == Side::Before),
        data: None,
    }
}
