//! What commands and code actions come to.

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ShowDocumentParams, Uri, WorkspaceEdit};

use super::Backend;
use crate::server::actions::{Action, Change};
use crate::server::capabilities::ClientProfile;
use crate::server::changes::Target;
use crate::server::commands::{ExportFormat, Who};
use crate::server::outbox::ANSWER_TIME;
use crate::server::position::Lines;
use crate::server::{protocol, said_by};
use crate::workspace::Analysis;

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
    pub(super) async fn export_quotes(&self, uri: &Uri, format: ExportFormat) -> Result<Option<Value>> {
        self.told_of_all(uri, move |analysis, _, uri| protocol::exported(analysis, uri, format).into()).await
    }

    /// Who speaks in a document, with what they say.
    pub(super) async fn speakers(&self, uri: &Uri) -> Result<Option<Value>> {
        self.told_of_all(uri, protocol::speakers).await
    }

    /// A page about a document, and where in it that stands which the page's links lead to.
    pub(super) async fn report(&self, uri: &Uri) -> Result<Option<Value>> {
        self.told_of_all(uri, protocol::report).await
    }

    /// What is told of all of a document, which may take a while: others are answered meanwhile.
    async fn told_of_all(
        &self,
        uri: &Uri,
        tell: impl FnOnce(&Analysis, Lines<'_>, &Uri) -> Value + Send + 'static,
    ) -> Result<Option<Value>> {
        let Some(analyzed) = self.newest_at_last(uri).await else { return Ok(None) };
        let (uri, encoding) = (uri.clone(), self.documents.client().encoding);
        let told = tokio::task::spawn_blocking(move || {
            let lines = Lines::new(&analyzed.rope, encoding);
            analyzed.analysis.as_ref().map(|analysis| tell(analysis, lines, &uri))
        });
        told.await.map_err(|_| Error::internal_error())
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
