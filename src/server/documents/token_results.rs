//! What the client was told last of a document's tokens, so that it can be told what changed since.

use std::sync::Arc;

use tower_lsp::ls_types::{SemanticToken, Uri};

use super::Documents;

/// An answer that the client has; one a document is kept.
#[derive(Debug)]
pub(super) struct TokenResult {
    id: String,
    tokens: Arc<[SemanticToken]>,
}

/// How an answer goes on from the one before.
#[derive(Debug)]
pub struct KeptTokens {
    /// Its name; none if the document was closed meanwhile.
    pub id: Option<String>,
    /// What the client has, if that is known still.
    pub before: Option<Arc<[SemanticToken]>>,
}

impl Documents {
    /// Keeps an answer in place of the last; `before` is the name of the one that the client has.
    pub fn keep_tokens(&self, uri: &Uri, tokens: &[SemanticToken], before: Option<&str>) -> KeptTokens {
        let mut state = self.lock();
        // no two answers of a session have the same name, so a document opened again finds nothing of its former life
        let id = state.next_revision().to_string();
        let Some(document) = state.open.get_mut(uri) else { return KeptTokens { id: None, before: None } };
        let result = TokenResult { id: id.clone(), tokens: tokens.into() };
        let last = document.tokens.replace(result).filter(|last| Some(last.id.as_str()) == before);
        KeptTokens { id: Some(id), before: last.map(|last| last.tokens) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_answer_is_kept_until_the_document_is_closed() {
        let documents = Documents::default();
        let uri: Uri = "file:///a.md".parse().unwrap();
        let one = [SemanticToken::default()];
        assert!(documents.keep_tokens(&uri, &one, None).id.is_none());
        documents.open(uri.clone(), "markdown", 1, "one");
        let first = documents.keep_tokens(&uri, &one, None);
        assert!(first.before.is_none());
        let second = documents.keep_tokens(&uri, &[], first.id.as_deref());
        assert_eq!(second.before.as_deref(), Some(&one[..]));
        assert!(documents.keep_tokens(&uri, &[], first.id.as_deref()).before.is_none());

        documents.close(&uri);
        documents.open(uri.clone(), "markdown", 1, "one");
        assert!(documents.keep_tokens(&uri, &[], second.id.as_deref()).before.is_none());
    }
}
