//! One client's session, from its first byte to the exit code: transport, life cycle, and what must never fall over.

use std::future::Future;
use std::io;
use std::net::Ipv4Addr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, BufReader};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::ls_types::MessageType;
use tower_lsp::{ExitedError, LspService, Server};
use tower_service::Service;

use super::backend::Backend;
use super::documents::Documents;
use super::log::Handled;
use super::outlet::Outlet;
use super::passage::{Marked, Passage, with_params};
use super::spelling::Spellings;
use super::{initialize, intake, worker};
use crate::workspace::Analyzer;

/// How many messages are handled at once. Requests that wait take places; cancellations need one, too.
const CONCURRENCY: usize = 256;
/// How many bytes wait between the client and tower-lsp.
const PIPE: usize = 1 << 16;
/// How long answers may take to get out once the client has said good-bye.
const FAREWELL: Duration = Duration::from_millis(500);

/// Serves one client over standard input and output; returns when it leaves.
///
/// The exit code is 0 after `shutdown`, 1 without. The caller should end the process with it: threads that wait for
/// input may be left behind.
///
/// # Errors
///
/// If the system gives no threads.
pub fn serve_stdio() -> io::Result<ExitCode> {
    let runtime = runtime()?;
    let code = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout()));
    runtime.shutdown_background();
    code
}

/// Serves one client over a TCP connection to `port` of this machine; returns when it leaves. With port 0 the system
/// chooses one. Either way it is told on standard error, once a client can connect.
///
/// The exit code is as for [`serve_stdio`].
///
/// # Errors
///
/// If the port is taken or the system gives no threads.
pub fn serve_port(port: u16) -> io::Result<ExitCode> {
    let runtime = runtime()?;
    let code = runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        eprintln!("listening on {}", listener.local_addr()?);
        let (connection, _) = listener.accept().await?;
        connection.set_nodelay(true)?;
        let (input, output) = connection.into_split();
        serve(input, output).await
    });
    runtime.shutdown_background();
    code
}

/// Handlers share one task by tower-lsp's design, and analysis has threads of its own: one thread is enough here.
fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// Serves one client over any pair of streams until it leaves, by whichever way. Has to run in a Tokio runtime that has
/// time.
///
/// The exit code is as for [`serve_stdio`].
///
/// # Errors
///
/// If the system gives no threads.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite + Unpin) -> io::Result<ExitCode> {
    let documents = Arc::new(Documents::default());
    worker::start(&documents, Analyzer::analyze)?;
    let life = Arc::new(Life::default());
    let passage = Arc::new(Passage::default());
    let backend = |client| Backend::new(client, Arc::clone(&documents), Arc::clone(&passage));
    let (service, socket) = LspService::build(backend)
        .custom_method("$/setTrace", Backend::set_trace)
        .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress)
        .finish();
    let spellings = Arc::new(Spellings::default());
    let socket = Marked::new(socket, Arc::clone(&passage), Arc::clone(&spellings));
    let deliver = documents.outbox.deliver(service.inner().client());
    let (inside, outside) = tokio::io::duplex(PIPE);
    let listen = async {
        // However the input ends, there is no more of it.
        let _ = intake::pass_on(BufReader::new(input), outside).await;
        life.over.notify_one();
        std::future::pending().await
    };
    let answer = Server::new(inside, Outlet::new(output, Arc::clone(&life)), socket)
        .concurrency_level(CONCURRENCY)
        .serve(Guarded { service, life: Arc::clone(&life), documents: Arc::clone(&documents), spellings });
    tokio::select! {
        () = answer => {}
        () = listen => {}
        () = deliver => {}
        () = life.farewell() => {}
        () = life.broken.notified() => {}
    }
    documents.end();
    Ok(life.exit_code())
}

/// How far a session has come.
#[derive(Debug, Default)]
pub struct Life {
    initialized: AtomicBool,
    shut_down: AtomicBool,
    /// Rung when the client has said all it will say.
    pub over: Notify,
    /// Rung when nobody reads the answers any more.
    pub broken: Notify,
}

impl Life {
    /// Returns when the client has left and what could be answered is answered.
    async fn farewell(&self) {
        self.over.notified().await;
        tokio::time::sleep(FAREWELL).await;
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
        let error = match (self.initialized.load(Ordering::Relaxed), self.shut_down.load(Ordering::Relaxed)) {
            (false, _) => {
                let code = ErrorCode::ServerError(NOT_INITIALIZED);
                Error { code, message: "the session has not begun".into(), data: None }
            }
            (true, true) => Error::invalid_request(),
            (true, false) => return Some(response),
        };
        Some(Response::from_error(id.clone(), error))
    }

    fn exit_code(&self) -> ExitCode {
        if self.shut_down.load(Ordering::Relaxed) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// tower-lsp's service, watched: it doesn't tell of `exit` and `shutdown`, and a handler that panics would take all
/// others down with it.
struct Guarded<S> {
    service: S,
    life: Arc<Life>,
    documents: Arc<Documents>,
    spellings: Arc<Spellings>,
}

/// The messages by which a client says what its documents hold.
const CHANGES: [&str; 3] = ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"];
/// The protocol's code for a request that comes before the first.
const NOT_INITIALIZED: i64 = -32002;

type Answer = Result<Option<Response>, ExitedError>;
type BoxedAnswer = Pin<Box<dyn Future<Output = Answer> + Send>>;

impl<S> Guarded<S> {
    /// A message as the protocol has it, as far as it can be read so.
    fn mended(&self, request: Request) -> Request {
        let initializes = request.method() == "initialize";
        with_params(request, |params| {
            self.spellings.take_in(params);
            let left_out = if initializes { initialize::mend(params) } else { Vec::new() };
            left_out.into_iter().for_each(|message| self.documents.outbox.log(MessageType::WARNING, message));
        })
    }

    /// Answers a message that is no request.
    fn refuse(&self, error: Error) -> BoxedAnswer {
        let message = format!("a message that can't be read was refused: {}", error.message);
        self.documents.outbox.log(MessageType::WARNING, message);
        Box::pin(async { Ok(Some(Response::from_error(Id::Null, error))) })
    }
}

impl<S> Service<Request> for Guarded<S>
where
    S: Service<Request, Response = Option<Response>, Error = ExitedError, Future = BoxedAnswer>,
{
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = BoxedAnswer;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
        self.service.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> BoxedAnswer {
        let request = self.mended(request);
        let (id, method, came) = (request.id().cloned(), request.method().to_owned(), Instant::now());
        let initializes = match request.method() {
            intake::UNREADABLE => return self.refuse(Error::parse_error()),
            intake::NO_REQUEST => return self.refuse(Error::invalid_request()),
            // the end of a session is asked for
            "shutdown" if id.is_none() => return Box::pin(async { Ok(None) }),
            "shutdown" if self.life.initialized.load(Ordering::Relaxed) => {
                self.life.shut_down.store(true, Ordering::Relaxed);
                false
            }
            "exit" => {
                self.life.over.notify_one();
                false
            }
            method => method == "initialize",
        };
        let (life, documents, spellings) =
            (Arc::clone(&self.life), Arc::clone(&self.documents), Arc::clone(&self.spellings));
        let mut answer = self.service.call(request);
        Box::pin(async move {
            let mut is_taken = !CHANGES.contains(&&*method);
            let caught = std::future::poll_fn(|cx| {
                let before = documents.changes();
                let polled = catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(cx)));
                is_taken |= documents.changes() != before;
                match polled {
                    Ok(poll) => poll.map(Some),
                    Err(_) => Poll::Ready(None),
                }
            });
            let caught = caught.await.map(|answer| answer.map(|response| life.completed(response, id.as_ref())));
            if !is_taken {
                let message = format!("{method} was not taken: it can't be read, or comes at the wrong time");
                documents.outbox.log(MessageType::WARNING, message);
            }
            let is_fine = |answer: &Answer| match answer {
                Ok(response) => response.as_ref().is_none_or(Response::is_ok),
                Err(_) => false,
            };
            let failed = !is_taken || !caught.as_ref().is_some_and(is_fine);
            documents.outbox.tell(&Handled { method: &method, id: id.as_ref(), failed, took: came.elapsed() });
            let Some(answer) = caught else {
                return Ok(id.map(|id| Response::from_error(id, Error::internal_error())));
            };
            if initializes && matches!(&answer, Ok(Some(response)) if response.is_ok()) {
                life.initialized.store(true, Ordering::Relaxed);
            }
            answer.map(|response| response.map(|response| spelled(response, &spellings)))
        })
    }
}

/// An answer with the names that the client writes.
fn spelled(response: Response, spellings: &Spellings) -> Response {
    let (id, result) = response.into_parts();
    let result = result.map(|mut result| {
        spellings.put_out(&mut result);
        result
    });
    Response::from_parts(id, result)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut guarded =
            Guarded { service: Fragile, life: Arc::default(), documents: Arc::default(), spellings: Arc::default() };
        let runtime = runtime().unwrap();
        for (method, refused) in [("fine", false), ("panic", true), ("panic later", true), ("fine", false)] {
            let answer = runtime.block_on(guarded.call(Request::build(method).id(7).finish())).unwrap().unwrap();
            assert_eq!((answer.id(), answer.is_error()), (&Id::Number(7), refused), "{method}");
            let answer = runtime.block_on(guarded.call(Request::build(method.to_owned()).finish()));
            assert_eq!(answer.unwrap(), None, "a notification has no answer");
        }
    }

    #[test]
    fn only_a_session_shut_down_in_order_ends_well() {
        let exit_code = |methods: &[&'static str]| {
            let mut guarded = Guarded {
                service: Fragile,
                life: Arc::default(),
                documents: Arc::default(),
                spellings: Arc::default(),
            };
            for method in methods {
                let _ = runtime().unwrap().block_on(guarded.call(Request::build(*method).id(1).finish()));
            }
            guarded.life.exit_code()
        };
        assert_eq!(exit_code(&["initialize", "shutdown", "exit"]), ExitCode::SUCCESS);
        assert_eq!(exit_code(&["initialize", "shutdown"]), ExitCode::SUCCESS);
        assert_eq!(exit_code(&["initialize", "exit"]), ExitCode::FAILURE);
        assert_eq!(exit_code(&["shutdown", "exit"]), ExitCode::FAILURE);
        assert_eq!(exit_code(&[]), ExitCode::FAILURE);
    }
}
