//! One client's session, from its first byte to the exit code: what comes and goes, and when it is over.

use std::io;
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::{Sink, SinkExt, StreamExt, stream};
use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, BufReader};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Notify, mpsc};
use tower_lsp::LspService;
use tower_lsp::jsonrpc::Response;

use super::backend::Backend;
use super::documents::Documents;
use super::guard::{self, Guarded};
use super::intake::{Incoming, next_message};
use super::spelling::Spellings;
use super::wire::{self, Answering};
use super::worker;
use crate::workspace::Analyzer;

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
    let spellings = Arc::new(Spellings::default());
    let (service, socket) =
        LspService::build(|client| Backend::new(client, Arc::clone(&documents), Arc::clone(&spellings)))
            .custom_method("$/setTrace", Backend::set_trace)
            .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress)
            .custom_method(guard::OUTLINE, Backend::outline)
            .custom_method(guard::DIAGNOSIS, Backend::diagnose)
            .finish();
    let (requests, responses) = socket.split();
    let (publications, mut published) = mpsc::channel(1);
    let deliver = documents.outbox.deliver(service.inner().client(), &spellings, publications);
    let unasked = stream::select(
        requests.filter_map(|request| std::future::ready(spellings.request(request))),
        stream::poll_fn(|cx| published.poll_recv(cx)),
    );
    let guarded = Guarded::new(service, Arc::clone(&life), Arc::clone(&documents), Arc::clone(&spellings));
    let (tasks, queue) = wire::queue();
    let (answers, answered) = mpsc::channel(1);
    let listen = async {
        listen(BufReader::new(input), guarded, responses, tasks).await;
        life.over.notify_one();
        Ok(())
    };
    let work = async {
        wire::work(queue, answers).await;
        Ok(())
    };
    tokio::select! {
        // it ends with its first error, when nobody reads any more, or when all is said
        _ = async { tokio::try_join!(listen, work, wire::say(output, unasked, answered)) } => {}
        () = deliver => {}
        () = life.farewell() => {}
    }
    documents.end();
    Ok(life.exit_code())
}

/// Has what a client sends answered, until it leaves or its input ends, however it ends.
async fn listen(
    mut input: impl AsyncBufRead + Unpin,
    mut guarded: Guarded<LspService<Backend>>,
    mut responses: impl Sink<Response> + Unpin,
    tasks: mpsc::Sender<Answering>,
) {
    while let Ok(Some(message)) = next_message(&mut input).await {
        let is_last = matches!(&message, Incoming::Request(request) if request.method() == "exit");
        let task = match message {
            Incoming::Request(request) if guarded.ready().await => guarded.answer(request),
            Incoming::Request(_) => break,
            Incoming::Refused(error) => guarded.refuse(error),
            Incoming::Response(response) => {
                // whoever asked may wait no more
                let _ = responses.send(response).await;
                continue;
            }
        };
        if tasks.send(task).await.is_err() || is_last {
            break;
        }
    }
}

/// How far a session has come.
#[derive(Debug, Default)]
pub struct Life {
    /// Whether the client's first request was answered.
    pub initialized: AtomicBool,
    /// Whether the client has asked for the end.
    pub shut_down: AtomicBool,
    /// Rung when the client has said all it will say.
    over: Notify,
}

impl Life {
    /// Returns when the client has left and what could be answered is answered.
    async fn farewell(&self) {
        self.over.notified().await;
        tokio::time::sleep(FAREWELL).await;
    }

    /// 0 after `shutdown`.
    pub fn exit_code(&self) -> ExitCode {
        if self.shut_down.load(Ordering::Relaxed) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
