//! Conversions of renames.

use tower_lsp::ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChanges, OneOf, PrepareRenameResponse, TextEdit, WorkspaceEdit,
};

use crate::server::capabilities::ClientProfile;
use crate::server::changes::Target;
use crate::server::position::Lines;
use crate::server::rename::{Name, Renaming};

/// The name of the annotation of edits that need a look.
const QUOTED: &str = "quoted";

/// A name that can be renamed.
pub fn renameable(name: Name, lines: Lines<'_>) -> PrepareRenameResponse {
    PrepareRenameResponse::RangeWithPlaceholder { range: lines.range(name.range), placeholder: name.text }
}

/// The edits of a rename. Those in others' quotations wait for the user's consent; a client that can't ask gets none of them.
pub fn renaming(renaming: Renaming, document: Target<'_>, client: ClientProfile) -> Option<WorkspaceEdit> {
    let lines = document.lines;
    let mut change = document.edited(&renaming.edits, client)?;
    if renaming.quoted.is_empty() || !client.asks_before_edits {
        return Some(change);
    }
    let Some(DocumentChanges::Edits(documents)) = &mut change.document_changes else { return Some(change) };
    let edits = renaming.quoted.into_iter().map(|edit| AnnotatedTextEdit {
        text_edit: TextEdit::new(lines.range(edit.span), edit.text),
        annotation_id: QUOTED.to_owned(),
    });
    documents.last_mut()?.edits.extend(edits.map(OneOf::Right));
    let annotation = ChangeAnnotation {
        label: "Inside a quotation of somebody else".to_owned(),
        needs_confirmation: Some(true),
        description: Some("Change it only if the speaker used the new name".to_owned()),
    };
    change.change_annotations = Some([(QUOTED.to_owned(), annotation)].into());
    Some(change)
}
