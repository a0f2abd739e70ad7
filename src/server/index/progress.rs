//! Shows how far the index is, in clients that can show it, and has clients ask for diagnostics again once it has changed.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Progress;
use tower_lsp::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};

use super::Pace;
use crate::server::documents::Documents;
use crate::server::outbox::ANSWER_TIME;

/// How long nothing is reported after a report.
const PAUSE: Duration = Duration::from_millis(100);
/// What the tokens begin with.
const TOKEN: &str = "sayso/index";

/// Follows the index for ever.
pub async fn follow(client: Client, documents: Arc<Documents>) {
    let mut pace = documents.index.pace();
    let mut changes = 0;
    let mut shown = 0;
    while pace.changed().await.is_ok() {
        let now = *pace.borrow_and_update();
        if now.is_busy && now.is_long && documents.client().shows_progress {
            shown += 1;
            let token = ProgressToken::String(format!("{TOKEN}/{shown}"));
            if show(&client, token, &mut pace).await.is_none() {
                return;
            }
        }
        let now = *pace.borrow();
        if !now.is_busy && now.changes != changes {
            changes = now.changes;
            documents.files_were_indexed();
        }
    }
}

/// Whether a token is one of ours.
pub fn is_ours(token: &ProgressToken) -> bool {
    matches!(token, ProgressToken::String(token) if token.starts_with(TOKEN))
}

/// Shows it until there is nothing more to do; `None` when the session is over.
async fn show(client: &Client, token: ProgressToken, pace: &mut watch::Receiver<Pace>) -> Option<()> {
    let created = tokio::time::timeout(ANSWER_TIME, client.create_work_done_progress(token.clone())).await;
    if !matches!(created, Ok(Ok(()))) {
        return wait_for_end(pace).await.map(|_| ());
    }
    // a client may take its time, and then there is nothing left to show
    let now = *pace.borrow();
    if !(now.is_busy && now.is_long) {
        return Some(());
    }
    let tell = async |value| {
        let value = ProgressParamsValue::WorkDone(value);
        client.send_notification::<Progress>(ProgressParams { token: token.clone(), value }).await;
    };
    tell(WorkDoneProgress::Begin(WorkDoneProgressBegin {
        title: "Indexing".to_owned(),
        cancellable: Some(true),
        message: None,
        percentage: Some(0),
    }))
    .await;
    let mut highest = 0;
    let end = loop {
        if let Ok(end) = tokio::time::timeout(PAUSE, wait_for_end(pace)).await {
            break end?;
        }
        let now = *pace.borrow();
        // more files may be found all the time
        highest = percentage(now).max(highest);
        let message = Some(format!("{}/{} files", now.done, now.total));
        tell(WorkDoneProgress::Report(WorkDoneProgressReport {
            cancellable: Some(true),
            message,
            percentage: Some(highest),
        }))
        .await;
    };
    tell(WorkDoneProgress::End(WorkDoneProgressEnd { message: Some(outcome(end)) })).await;
    Some(())
}

async fn wait_for_end(pace: &mut watch::Receiver<Pace>) -> Option<Pace> {
    pace.wait_for(|pace| !pace.is_busy).await.ok().map(|pace| *pace)
}

fn percentage(pace: Pace) -> u32 {
    let percentage = (pace.done * 100).checked_div(pace.total).unwrap_or_default();
    u32::try_from(percentage).unwrap_or(100).min(100)
}

fn outcome(pace: Pace) -> String {
    match pace {
        Pace { is_stopped: true, done, total, .. } => format!("stopped after {done} of {total} files"),
        Pace { done: 1, .. } => "1 file".to_owned(),
        Pace { done, .. } => format!("{done} files"),
    }
}
