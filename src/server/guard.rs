//! tower-lsp's service, watched: it tells nobody of `exit` and `shutdown`, leaves some requests without an answer, and a handler
//! that panics would take all others down with it.

use std::future::{Future, poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::time::Instant;

use serde_json::Value;
use tower_lsp::ExitedError;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::ls_types::MessageType;
use tower_lsp::ls_types::request::{DocumentDiagnosticRequest, DocumentSymbolRequest, Request as _};
use tower_service::Service;

use super::documents::Documents;
use super::initialize;
use super::log::Handled;
use super::session::Life;
use super::spelling::{Spellings, rebuilt};
use super::wire::{Answering, Text};

/// The method that stands in for that of outlines.
pub const OUTLINE: &str = "$/outline";
/// The method that stands in for that of a document's diagnostics.
pub const DIAGNOSIS: &str = "$/diagnosis";
/// Methods whose results are long, and those that stand in for them. Their results are JSON as text: what tower-lsp makes of
/// values would cost as much again as all the rest.
const STAND_INS: [(&str, &str); 2] =
    [(DocumentSymbolRequest::METHOD, OUTLINE), (DocumentDiagnosticRequest::METHOD, DIAGNOSIS)];

/// The messages by which a client says what its documents hold.
const CHANGES: [&str; 3] = ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"];
/// The protocol's code for a request that comes before the first.
const NOT_INITIALIZED: i64 = -32002;

type BoxedAnswer = Pin<Box<dyn Future<Output = Result<Option<Response>, ExitedError>> + Send>>;

/// The service of one session.
pub struct Guarded<S> {
    service: S,
    guard: Guard,
}

/// What the guard knows of the session.
#[derive(Clone, Default)]
struct Guard {
    life: Arc<Life>,
    documents: Arc<Documents>,
    spellings: Arc<Spellings>,
}

impl<S> Guarded<S>
where
    S: Service<Request, Response = Option<Response>, Error = ExitedError, Future = BoxedAnswer>,
{
    /// Watches `service`.
    pub fn new(service: S, life: Arc<Life>, documents: Arc<Documents>, spellings: Arc<Spellings>) -> Self {
        Self { service, guard: Guard { life, documents, spellings } }
    }

    /// Waits until a message may come; false if none may any more.
    pub async fn ready(&mut self) -> bool {
        poll_fn(|cx| self.service.poll_ready(cx)).await.is_ok()
    }

    /// Answers a message that is no request.
    pub fn refuse(&self, error: Error) -> Answering {
        let message = format!("a message that can't be read was refused: {}", error.message);
        self.guard.documents.outbox.log(MessageType::WARNING, message);
        Box::pin(ready(self.guard.spellings.response(Response::from_error(Id::Null, error))))
    }

    /// Answers a request, or deals with a notification, which has no answer.
    pub fn answer(&mut self, request: Request) -> Answering {
        let guard = self.guard.clone();
        match request.method() {
            // the end of a session is asked for
            "shutdown" if request.id().is_none() => return Box::pin(ready(None)),
            "shutdown" if guard.life.initialized.load(Ordering::Relaxed) => {
                guard.life.shut_down.store(true, Ordering::Relaxed);
            }
            // it is ours alone
            own @ (OUTLINE | DIAGNOSIS) => {
                return Box::pin(ready(guard.text(guard.completed(None, request.id()), own)));
            }
            _ => {}
        }
        let (id, method, came) = (request.id().cloned(), request.method().to_owned(), Instant::now());
        let answer = self.service.call(guard.mended(request));
        Box::pin(async move {
            let response = guard.watched(answer, id, &method, came).await;
            guard.text(response, &method)
        })
    }
}

impl Guard {
    /// A message as the protocol has it, as far as it can be read so.
    fn mended(&self, request: Request) -> Request {
        let initializes = request.method() == "initialize";
        let method = stand_in(request.method());
        rebuilt(request, method, |params| {
            self.spellings.take_in(params);
            let left_out = if initializes { initialize::mend(params) } else { Vec::new() };
            left_out.into_iter().for_each(|message| self.documents.outbox.log(MessageType::WARNING, message));
        })
    }

    /// What a message that came then is answered, however its handler ends.
    async fn watched(&self, mut answer: BoxedAnswer, id: Option<Id>, method: &str, came: Instant) -> Option<Response> {
        let mut is_taken = !CHANGES.contains(&method);
        let caught = poll_fn(|cx| {
            let before = self.documents.changes();
            let polled = catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(cx)));
            is_taken |= self.documents.changes() != before;
            match polled {
                Ok(poll) => poll.map(Some),
                Err(_) => Poll::Ready(None),
            }
        });
        let caught = caught.await;
        if !is_taken {
            let message = format!("{method} was not taken: it can't be read, or comes at the wrong time");
            self.documents.outbox.log(MessageType::WARNING, message);
        }
        let is_heard = matches!(&caught, Some(Ok(_)));
        let response = match caught {
            Some(Ok(response)) => self.completed(response, id.as_ref()),
            Some(Err(_)) => None,
            None => id.clone().map(|id| Response::from_error(id, Error::internal_error())),
        };
        let failed = !is_taken || !is_heard || response.as_ref().is_some_and(Response::is_error);
        self.documents.outbox.tell(&Handled { method, id: id.as_ref(), failed, took: came.elapsed() });
        if method == "initialize" && response.as_ref().is_some_and(Response::is_ok) {
            self.life.initialized.store(true, Ordering::Relaxed);
        }
        response
    }

    /// What tower-lsp answers, with the errors that it leaves out: every request has an answer, and out of season a method that
    /// nobody knows is refused as any other.
    fn completed(&self, response: Option<Response>, id: Option<&Id>) -> Option<Response> {
        let id = id?;
        let unknown =
            |response: &Response| response.error().is_some_and(|error| error.code == ErrorCode::MethodNotFound);
        let response = response.unwrap_or_else(|| Response::from_error(id.clone(), Error::method_not_found()));
        if !unknown(&response) {
            return Some(response);
        }
        let error = match (self.life.initialized.load(Ordering::Relaxed), self.life.shut_down.load(Ordering::Relaxed)) {
            (false, _) => {
                let code = ErrorCode::ServerError(NOT_INITIALIZED);
                Error { code, message: "the session has not begun".into(), data: None }
            }
            (true, true) => Error::invalid_request(),
            (true, false) => return Some(response),
        };
        Some(Response::from_error(id.clone(), error))
    }

    /// An answer's JSON, with the names that the client writes.
    fn text(&self, response: Option<Response>, method: &str) -> Option<Text> {
        let response = response?;
        match response.result() {
            Some(Value::String(result)) if stand_in(method).is_some() => {
                let id = serde_json::to_string(response.id()).ok()?;
                Some(format!(r#"{{"jsonrpc":"2.0","result":{result},"id":{id}}}"#))
            }
            _ => self.spellings.response(response),
        }
    }
}

/// The method that stands in for another.
fn stand_in(method: &str) -> Option<&'static str> {
    STAND_INS.into_iter().find(|(replaced, _)| *replaced == method).map(|(_, stand_in)| stand_in)
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;
    use std::task::Context;

    use tokio::runtime::{Builder, Runtime};

    use super::*;

    fn runtime() -> Runtime {
        Builder::new_current_thread().build().unwrap()
    }

    fn guarded() -> Guarded<Fragile> {
        Guarded { service: Fragile, guard: Guard::default() }
    }

    /// Panics on some messages: at once, or when its answer is waited for.
    struct Fragile;

    impl Service<Request> for Fragile {
        type Response = Option<Response>;
        type Error = ExitedError;
        type Future = BoxedAnswer;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request) -> BoxedAnswer {
            Box::pin(async move {
                assert_ne!(request.method(), "panic", "as asked");
                tokio::task::yield_now().await;
                assert_ne!(request.method(), "panic later", "as asked");
                Ok(request.id().map(|id| Response::from_ok(id.clone(), 1.into())))
            })
        }
    }

    #[test]
    fn a_handler_that_panics_costs_one_answer() {
        let mut guarded = guarded();
        for (method, refused) in [("fine", false), ("panic", true), ("panic later", true), ("fine", false)] {
            let answer = runtime().block_on(guarded.answer(Request::build(method).id(7).finish())).unwrap();
            let answer: Response = serde_json::from_str(&answer).unwrap();
            assert_eq!((answer.id(), answer.is_error()), (&Id::Number(7), refused), "{method}");
            let answer = runtime().block_on(guarded.answer(Request::build(method.to_owned()).finish()));
            assert_eq!(answer, None, "a notification has no answer");
        }
    }

    #[test]
    fn only_a_session_shut_down_in_order_ends_well() {
        let exit_code = |methods: &[&'static str]| {
            let mut guarded = guarded();
            for method in methods {
                let _ = runtime().block_on(guarded.answer(Request::build(*method).id(1).finish()));
            }
            guarded.guard.life.exit_code()
        };
        assert_eq!(exit_code(&["initialize", "shutdown", "exit"]), ExitCode::SUCCESS);
        assert_eq!(exit_code(&["initialize", "shutdown"]), ExitCode::SUCCESS);
        assert_eq!(exit_code(&["initialize", "exit"]), ExitCode::FAILURE);
        assert_eq!(exit_code(&["shutdown", "exit"]), ExitCode::FAILURE);
        assert_eq!(exit_code(&[]), ExitCode::FAILURE);
    }

    #[test]
    fn methods_that_stand_in_are_none_for_clients() {
        let mut guarded = guarded();
        guarded.guard.life.initialized.store(true, Ordering::Relaxed);
        for (_, method) in STAND_INS {
            let answer = runtime().block_on(guarded.answer(Request::build(method).id(7).finish())).unwrap();
            let answer: Response = serde_json::from_str(&answer).unwrap();
            assert_eq!(answer.error().map(|error| error.code), Some(ErrorCode::MethodNotFound));
        }
    }
}
