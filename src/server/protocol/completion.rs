//! Completion's conversion.

use tower_lsp::ls_types::{CompletionItem, CompletionItemKind, CompletionList, CompletionOptions, TextEdit};

use crate::server::completion::{Proposal, Proposals};
use crate::server::position::Lines;

/// What the server announces. A space asks at each word's end, but is answered only where a source comes next.
pub fn completion_options() -> CompletionOptions {
    let triggers = [" ", "—", "-"].map(str::to_owned);
    CompletionOptions { trigger_characters: Some(triggers.into()), ..CompletionOptions::default() }
}

/// Names, in their order.
pub fn completion_list(proposals: Proposals, lines: Lines<'_>) -> CompletionList {
    let items = proposals.names.into_iter().enumerate();
    let items = items.map(|(index, proposal)| completion_item(index, proposal, lines)).collect();
    CompletionList { is_incomplete: proposals.is_incomplete, items }
}

fn completion_item(index: usize, proposal: Proposal, lines: Lines<'_>) -> CompletionItem {
    CompletionItem {
        label: proposal.text.clone(),
        kind: Some(CompletionItemKind::REFERENCE),
        detail: proposal.role,
        sort_text: Some(format!("{index:02}")),
        filter_text: Some(proposal.begun),
        text_edit: Some(TextEdit::new(lines.range(proposal.replaces), proposal.text).into()),
        ..CompletionItem::default()
    }
}
