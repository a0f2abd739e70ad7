//! Changes of files, as the protocol writes them for one client or another.

use std::collections::HashMap;

use tower_lsp::ls_types::{
    CreateFile, DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, ResourceOp,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use super::capabilities::ClientProfile;
use super::position::Lines;
use crate::rules::Edit;

/// A file that is to be changed.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// Its name.
    pub uri: &'a Uri,
    /// The client's number of the text that the edits are of; none: it is not open.
    pub version: Option<i32>,
    /// That text.
    pub lines: Lines<'a>,
    /// Whether it has to be created first.
    pub is_new: bool,
}

impl Target<'_> {
    /// Edits of the file, with the text's version if the client heeds it; `None` if the client can't make such a change.
    pub fn edited(self, edits: &[Edit], client: ClientProfile) -> Option<WorkspaceEdit> {
        let edits = edits.iter().map(|edit| TextEdit::new(self.lines.range(edit.span), edit.text.clone()));
        if !client.document_changes {
            let changes = HashMap::from([(self.uri.clone(), edits.collect())]);
            return (!self.is_new).then(|| WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
        }
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: self.uri.clone(), version: self.version };
        let edit = TextDocumentEdit { text_document, edits: edits.map(OneOf::Left).collect() };
        let changes = match self.is_new {
            false => DocumentChanges::Edits(vec![edit]),
            true if !client.creates_files => return None,
            true => {
                // if somebody else was first, it fails, and so do the edits
                let create = CreateFile { uri: self.uri.clone(), options: None, annotation_id: None };
                let create = DocumentChangeOperation::Op(ResourceOp::Create(create));
                DocumentChanges::Operations(vec![create, DocumentChangeOperation::Edit(edit)])
            }
        };
        Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
    }
}

#[cfg(test)]
mod tests {
    use ropey::Rope;
    use serde_json::{Value, json};

    use super::*;
    use crate::server::position::Encoding;
    use crate::text::TextRange;

    /// The change of a file in which the "b" after "🦀" becomes "c".
    fn changed(version: Option<i32>, is_new: bool, client: ClientProfile) -> Value {
        let rope = Rope::from_str("a\r\n🦀b");
        let uri: Uri = "file:///a.md".parse().unwrap();
        let lines = Lines::new(&rope, Encoding::Utf16);
        let edit = Edit { span: TextRange::new(7, 8), text: "c".to_owned() };
        serde_json::to_value(Target { uri: &uri, version, lines, is_new }.edited(&[edit], client)).unwrap()
    }

    fn edit() -> Value {
        json!({"range": {"start": {"line": 1, "character": 2}, "end": {"line": 1, "character": 3}}, "newText": "c"})
    }

    #[test]
    fn a_client_that_heeds_versions_gets_them() {
        let client = ClientProfile { document_changes: true, ..ClientProfile::default() };
        let document = json!({"uri": "file:///a.md", "version": 7});
        let expected = json!({"documentChanges": [{"textDocument": document, "edits": [edit()]}]});
        assert_eq!(changed(Some(7), false, client), expected);
        assert_eq!(changed(None, false, client)["documentChanges"][0]["textDocument"]["version"], Value::Null);
    }

    #[test]
    fn any_other_gets_the_edits_alone() {
        let expected = json!({"changes": {"file:///a.md": [edit()]}});
        assert_eq!(changed(Some(7), false, ClientProfile::default()), expected);
    }

    #[test]
    fn a_file_is_created_by_clients_that_can() {
        let client = ClientProfile { document_changes: true, ..ClientProfile::default() };
        assert_eq!(changed(None, true, client), Value::Null);
        let client = ClientProfile { creates_files: true, ..client };
        let changes = changed(None, true, client)["documentChanges"].take();
        assert_eq!(changes[0], json!({"kind": "create", "uri": "file:///a.md"}));
        assert_eq!(changes[1]["edits"], json!([edit()]));
        assert_eq!(changed(None, true, ClientProfile::default()), Value::Null);
    }
}
