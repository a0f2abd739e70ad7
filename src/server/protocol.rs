//! From sayso's own types to the protocol's, and paths from the protocol's names.

mod actions;
mod commands;
mod completion;
mod navigation;
mod outline;
mod rename;
mod tokens;

use std::path::PathBuf;

use tower_lsp::ls_types::{
    DiagnosticRelatedInformation, DiagnosticSeverity, Hover, HoverContents, InlayHint, InlayHintLabel,
    InlayHintTooltip, Location, MarkupContent, MarkupKind, Uri,
};

use super::hints::{Hint, Side};
use super::hover::Card;
use super::markup::Markup;
use super::position::Lines;
use crate::rules::{Related, Severity};
pub use actions::{ActionData, Edited, code_action};
pub use commands::{code_lens, exported, report, said_by, speakers};
pub use completion::{completion_list, completion_options};
pub use navigation::{definition_links, definition_places, folding_ranges, highlight, location, selection_range};
pub use outline::{flat_symbols, nested_symbols};
pub use rename::{renameable, renaming};
pub use tokens::{semantic_tokens, token_edit, token_options};

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
