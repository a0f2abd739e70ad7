//! From sayso's own types to the protocol's, and paths from the protocol's names.

use std::path::PathBuf;

use tower_lsp::ls_types::{
    CodeAction, CodeActionOrCommand, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DocumentSymbol,
    DocumentSymbolResponse, Hover, HoverContents, InlayHint, InlayHintLabel, InlayHintTooltip, Location, MarkupContent,
    MarkupKind, NumberOrString, SymbolInformation, SymbolKind, Uri, WorkspaceEdit,
};

use super::actions::Action;
use super::hints::{Hint, Side};
use super::hover::Card;
use super::markup::Markup;
use super::position::Lines;
use super::symbols::Symbol;
use crate::rules::{Related, Severity};

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

/// An outline, nested.
pub fn nested_symbols(symbols: Vec<Symbol>, lines: Lines<'_>) -> DocumentSymbolResponse {
    DocumentSymbolResponse::Nested(symbols.into_iter().map(|symbol| nested_symbol(symbol, lines)).collect())
}

/// An outline, flat, for clients that know no other: the speaker stands in the name, as nothing else is sure to show.
pub fn flat_symbols(symbols: Vec<Symbol>, lines: Lines<'_>, uri: &Uri) -> DocumentSymbolResponse {
    let mut flat = Vec::new();
    flatten(symbols, lines, uri, &mut flat);
    DocumentSymbolResponse::Flat(flat)
}

#[expect(deprecated, reason = "the field `deprecated` has to be given")]
fn nested_symbol(symbol: Symbol, lines: Lines<'_>) -> DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested_symbol(child, lines)).collect();
    DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.speaker),
        kind: SymbolKind::STRING,
        tags: None,
        deprecated: None,
        range: lines.range(symbol.range),
        selection_range: lines.range(symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

#[expect(deprecated, reason = "the field `deprecated` has to be given")]
fn flatten(symbols: Vec<Symbol>, lines: Lines<'_>, uri: &Uri, flat: &mut Vec<SymbolInformation>) {
    for symbol in symbols {
        flat.push(SymbolInformation {
            name: format!("{}: {}", symbol.speaker, symbol.name),
            kind: SymbolKind::STRING,
            tags: None,
            deprecated: None,
            location: Location::new(uri.clone(), lines.range(symbol.selection)),
            container_name: Some(symbol.speaker),
        });
        flatten(symbol.children, lines, uri, flat);
    }
}
