//! What the server says unasked, on its way out: lets an answer wait until what was said before it is on its way.
//!
//! tower-lsp writes answers and what is said unasked in no certain order. A mark is sent behind what has to come first; it
//! is taken out here. What passes gets the names that the client writes.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use futures_core::Stream;
use serde_json::Value;
use tokio::sync::watch;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::{Client, ClientSocket, Loopback};

use super::spelling::Spellings;

/// The method of marks.
const MARK: &str = "$/mark";

/// Knows which marks have come out.
#[derive(Debug, Default)]
pub struct Passage {
    last: AtomicU64,
    passed: watch::Sender<u64>,
}

enum Mark {}

impl Notification for Mark {
    type Params = [u64; 1];
    const METHOD: &'static str = MARK;
}

impl Passage {
    /// Returns when all is on its way that was said unasked before.
    pub async fn clear(&self, client: &Client) {
        let mark = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let mut passed = self.passed.subscribe();
        client.send_notification::<Mark>([mark]).await;
        // it can't be lost: the sender lives as long as `self`
        let _ = passed.wait_for(|passed| *passed >= mark).await;
    }
}

/// A client's socket from which marks are taken.
#[derive(Debug)]
pub struct Marked {
    socket: ClientSocket,
    passage: Arc<Passage>,
    spellings: Arc<Spellings>,
}

impl Marked {
    /// Takes the marks of `passage` out of what `socket` has for the client, and writes names as it does.
    pub fn new(socket: ClientSocket, passage: Arc<Passage>, spellings: Arc<Spellings>) -> Self {
        Self { socket, passage, spellings }
    }
}

impl Loopback for Marked {
    type RequestStream = Unmarked<<ClientSocket as Loopback>::RequestStream>;
    type ResponseSink = <ClientSocket as Loopback>::ResponseSink;

    fn split(self) -> (Self::RequestStream, Self::ResponseSink) {
        let (requests, responses) = self.socket.split();
        (Unmarked { requests, passage: self.passage, spellings: self.spellings }, responses)
    }
}

/// What is said unasked, without marks.
#[derive(Debug)]
pub struct Unmarked<S> {
    requests: S,
    passage: Arc<Passage>,
    spellings: Arc<Spellings>,
}

impl<S: Stream<Item = Request> + Unpin> Stream for Unmarked<S> {
    type Item = Request;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Request>> {
        loop {
            let next = Pin::new(&mut self.requests).poll_next(cx);
            let Poll::Ready(Some(request)) = next else { return next };
            if request.method() != MARK {
                let request = with_params(request, |params| self.spellings.put_out(params));
                return Poll::Ready(Some(request));
            }
            let mark = request.params().and_then(|params| params.get(0)?.as_u64()).unwrap_or(u64::MAX);
            self.passage.passed.send_modify(|passed| *passed = mark.max(*passed));
        }
    }
}

/// A message with its parameters changed.
pub fn with_params(message: Request, change: impl FnOnce(&mut Value)) -> Request {
    let (method, id, params) = message.into_parts();
    let mut changed = Request::build(method);
    if let Some(id) = id {
        changed = changed.id(id);
    }
    if let Some(mut params) = params {
        change(&mut params);
        changed = changed.params(params);
    }
    changed.finish()
}
