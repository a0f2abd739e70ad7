//! What commands and code actions come to.

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{ShowDocumentParams, Uri, WorkspaceEdit};

use super::Backend;
use crate::server::actions::{Action, Change};
use crate::server::capabilities::ClientProfile;
use crate::server::changes::Target;
use crate::server::commands::{ExportFormat, Who};
use crate::server::outbox::ANSWER_TIME;
use crate::server::position::Lines;
use crate::server::{protocol, said_by};

impl Backend {
    /// What somebody says, shown by the client where it begins if it can.
    pub(super) async fn show_quotes(&self, uri: &Uri, who: Who) -> Result<Option<Value>> {
        let client = self.documents.client();
        let analyzed = match who {
            Who::Named(_) => self.newest_at_last(uri).await,
            Who::At(_) => self.unedited(uri).await?,
        };
        let Some(analyzed) = analyzed else { return Ok(None) };
        let Some(analysis) = &analyzed.analysis else { return Ok(None) };
        let lines = Lines::new(&analyzed.rope, client.encoding);
        let said = match who {
            Who::Named(name) => said_by::said_by_named(analysis, &name),
            Who::At(position) => said_by::said_by_at(analysis, lines.offset(position)),
        };
        let first = said.as_ref().and_then(|said| said.quotes.first()).filter(|_| client.shows_documents);
        if let Some(first) = first {
            let place = ShowDocumentParams {
                uri: uri.clone(),
                external: None,
                take_focus: Some(true),
                selection: Some(lines.range(first.span)),
            };
            let client = self.client();
            tokio::spawn(async move { tokio::time::timeout(ANSWER_TIME, client.show_document(place)).await });
        }
        Ok(said.map(|said| protocol::said_by(&said, lines, uri)))
    }

    /// Who said what in a document, written down.
    pub(super) async fn export_quotes(&self, uri: &Uri, format: ExportFormat) -> Option<Value> {
        let analyzed = self.newest_at_last(uri).await?;
        Some(protocol::exported(analyzed.analysis.as_ref()?, uri, format).into())
    }

    /// Who speaks in a document, with what they say.
    pub(super) async fn speakers(&self, uri: &Uri) -> Option<Value> {
        let analyzed = self.newest_at_last(uri).await?;
        let lines = Lines::new(&analyzed.rope, self.documents.client().encoding);
        Some(protocol::speakers(analyzed.analysis.as_ref()?, lines, uri))
    }

    /// A page about a document, and where in it that stands which the page's links lead to.
    pub(super) async fn report(&self, uri: &Uri) -> Option<Value> {
        let analyzed = self.newest_at_last(uri).await?;
        let lines = Lines::new(&analyzed.rope, self.documents.client().encoding);
        Some(protocol::report(analyzed.analysis.as_ref()?, lines, uri))
    }

    /// The edit of each action for a document, if the client can make it.
    pub(super) fn edits_of(
        &self,
        actions: &[Action<'_>],
        document: Target<'_>,
        client: ClientProfile,
    ) -> Vec<Option<WorkspaceEdit>> {
        let is_about_settings = actions.iter().any(|action| matches!(action.change, Change::SwitchOff(_)));
        let settings = is_about_settings.then(|| self.documents.settings_file(document.uri)).flatten();
        let edit = |action: &Action<'_>| match (&action.change, &settings) {
            (Change::Document(edits), _) => document.edited(edits, client),
            (Change::SwitchOff(rule), Some(file)) => {
                let edit = file.switch_off(document.uri, rule)?;
                let lines = Lines::new(&file.rope, client.encoding);
                let target = Target { uri: &file.uri, version: file.version, lines, is_new: file.is_new };
                target.edited(&[edit], client)
            }
            (Change::SwitchOff(_), None) => None,
        };
        actions.iter().map(edit).collect()
    }
}
