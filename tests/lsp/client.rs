//! A language client that talks to the built binary as an editor does.

#![allow(dead_code, reason = "each of the tests that share it uses some of it")]

use std::collections::{HashMap, HashSet, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take before the test fails; far more than it should.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    process: Child,
    input: Option<Box<dyn Write>>,
    messages: Receiver<Value>,
    notifications: VecDeque<Value>,
    responses: HashMap<i64, Value>,
    asked: Vec<Value>,
    answers: HashMap<String, Value>,
    is_silent: bool,
    unwanted: HashSet<i64>,
    last_id: i64,
}

impl Client {
    /// Starts a server that is not initialized yet.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// The same with more arguments.
    pub fn start_with(arguments: &[&str]) -> Self {
        let mut process = command().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = Box::new(process.stdin.take().unwrap());
        let output = process.stdout.take().unwrap();
        Self::new(process, input, output)
    }

    /// Starts a server on a port and connects to it.
    pub fn connect() -> Self {
        let mut process = command().args(["--port", "0"]).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line:?}"));
        let connection = TcpStream::connect(address).unwrap();
        Self::new(process, Box::new(connection.try_clone().unwrap()), connection)
    }

    /// Starts a server and initializes it for a client that can do all, with columns in `encoding`.
    pub fn initialized(encoding: &str) -> Self {
        let mut client = Self::start();
        client.initialize(&capabilities(encoding));
        client
    }

    /// The same for a client that answers no request of the server's.
    pub fn initialized_silent(capabilities: &Value) -> Self {
        let mut client = Self::start();
        client.is_silent = true;
        client.initialize(capabilities);
        client
    }

    fn new(process: Child, input: Box<dyn Write>, output: impl Read + Send + 'static) -> Self {
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self {
            process,
            input: Some(input),
            messages,
            notifications: VecDeque::new(),
            responses: HashMap::new(),
            asked: Vec::new(),
            answers: HashMap::new(),
            is_silent: false,
            unwanted: HashSet::new(),
            last_id: 0,
        }
    }

    /// The answer to `initialize`.
    pub fn initialize(&mut self, capabilities: &Value) -> Value {
        let parameters = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
        let answer = self.request("initialize", parameters);
        self.notify("initialized", json!({}));
        answer
    }

    pub fn open(&mut self, uri: &str, version: i32, text: &str) {
        let document = json!({"uri": uri, "languageId": "markdown", "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub fn change(&mut self, uri: &str, version: i32, changes: &[Value]) {
        let document = json!({"uri": uri, "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    pub fn hover(&mut self, uri: &str, position: &Value) -> Value {
        self.request("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": position}))
    }

    pub fn symbols(&mut self, uri: &str) -> Value {
        self.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}))
    }

    /// All hints of a document.
    pub fn hints(&mut self, uri: &str) -> Value {
        self.request("textDocument/inlayHint", hint_parameters(uri))
    }

    /// Waits for the diagnostics of a version of a document; older ones are passed over, those of others are kept.
    pub fn diagnostics(&mut self, uri: &str, version: Option<i32>) -> Value {
        let wanted = version.map_or(Value::Null, Value::from);
        let is_of_document =
            |message: &Value| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri;
        loop {
            while let Some(at) = self.notifications.iter().position(is_of_document) {
                let published = self.notifications.remove(at).unwrap_or_default()["params"].take();
                if published["version"] == wanted {
                    return published["diagnostics"].clone();
                }
            }
            self.receive(&format!("diagnostics of {uri} at {version:?}"));
        }
    }

    /// The parameters of the next notification of a method; others are passed over.
    pub fn notification(&mut self, method: &str, what_for: &str) -> Value {
        loop {
            while let Some(mut message) = self.notifications.pop_front() {
                if message["method"] == method {
                    return message["params"].take();
                }
            }
            self.receive(&format!("{method} of {what_for}"));
        }
    }

    /// The parameters of all notifications of a method that have come and were not looked at.
    pub fn unread(&mut self, method: &str) -> Vec<Value> {
        let waiting = std::mem::take(&mut self.notifications);
        let (mut wanted, others): (Vec<Value>, Vec<Value>) = waiting.into_iter().partition(|it| it["method"] == method);
        self.notifications = others.into();
        wanted.iter_mut().map(|it| it["params"].take()).collect()
    }

    /// Sends a request and waits for its result.
    pub fn request(&mut self, method: &str, parameters: Value) -> Value {
        let id = self.send_request(method, parameters);
        let mut response = self.response(id);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].take()
    }

    /// Sends a request that should fail; the error's code.
    pub fn refused(&mut self, method: &str, parameters: Value) -> i64 {
        let id = self.send_request(method, parameters);
        let response = self.response(id);
        response["error"]["code"].as_i64().unwrap_or_else(|| panic!("{method} was not refused: {response}"))
    }

    /// Sends a request and doesn't wait.
    pub fn send_request(&mut self, method: &str, parameters: Value) -> i64 {
        self.last_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": parameters}));
        self.last_id
    }

    /// Sends a request whose answer nobody wants.
    pub fn forget_request(&mut self, method: &str, parameters: Value) {
        let id = self.send_request(method, parameters);
        self.unwanted.insert(id);
    }

    /// Takes what has come, without waiting, and forgets notifications and unwanted answers.
    pub fn drain(&mut self) {
        while let Ok(message) = self.messages.try_recv() {
            self.sort_in(message);
        }
        self.notifications.clear();
        let unwanted = &mut self.unwanted;
        self.responses.retain(|id, _| !unwanted.remove(id));
    }

    /// The server's number among the processes.
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Waits for the response to a request.
    pub fn response(&mut self, id: i64) -> Value {
        loop {
            if let Some(response) = self.responses.remove(&id) {
                return response;
            }
            self.receive(&format!("response {id}"));
        }
    }

    pub fn notify(&mut self, method: &str, parameters: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": parameters}));
    }

    fn send(&mut self, message: &Value) {
        self.send_body(message.to_string().as_bytes());
    }

    /// Sends a message that need not be one.
    pub fn send_body(&mut self, body: &[u8]) {
        let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        frame.extend_from_slice(body);
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(&frame).unwrap();
        input.flush().unwrap();
    }

    /// Answers requests of the server's so from now on; others are answered with null.
    pub fn answer(&mut self, method: &str, result: Value) {
        self.answers.insert(method.to_owned(), result);
    }

    /// The requests of the server's so far.
    pub fn asked(&self) -> &[Value] {
        &self.asked
    }

    /// Waits for a message and sorts it in.
    fn receive(&mut self, awaited: &str) {
        let message = match self.messages.recv_timeout(PATIENCE) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => panic!("waited in vain for {awaited}"),
            Err(RecvTimeoutError::Disconnected) => panic!("the server is gone; awaited was {awaited}"),
        };
        self.sort_in(message);
    }

    /// Keeps a message for who waits for it. Requests of the server's are answered at once.
    fn sort_in(&mut self, message: Value) {
        match (message.get("method"), message.get("id")) {
            (Some(method), Some(id)) => {
                if !self.is_silent {
                    let result = method.as_str().and_then(|method| self.answers.get(method));
                    self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
                }
                self.asked.push(message);
            }
            (Some(_), None) => self.notifications.push_back(message),
            // An answer to what could not be read has no id; 0 is never used.
            (None, id) => {
                let id = id.and_then(Value::as_i64).unwrap_or_default();
                assert!(self.responses.insert(id, message).is_none(), "answered twice: {id}");
            }
        }
    }

    /// Says good-bye as it should be; the exit code. The input stays open.
    pub fn leave(&mut self) -> i32 {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.exit()
    }

    /// Sends `exit`; the exit code. The input stays open.
    pub fn exit(&mut self) -> i32 {
        self.notify("exit", Value::Null);
        self.ended()
    }

    /// Ends the input.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Waits for the process to end by itself; its exit code.
    pub fn ended(&mut self) -> i32 {
        wait(&mut self.process)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The server, yet to be started.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.arg("lsp");
    command
}

/// Waits for a process to end by itself; its exit code.
pub fn wait(process: &mut Child) -> i32 {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if let Some(status) = process.try_wait().unwrap() {
            return status.code().expect("it ended by itself");
        }
        thread::sleep(Duration::from_millis(2));
    }
    panic!("the server didn't end");
}

/// The parameters of a request for all hints of a document.
pub fn hint_parameters(uri: &str) -> Value {
    let end = json!({"line": 1_000_000, "character": 0});
    json!({"textDocument": {"uri": uri}, "range": {"start": {"line": 0, "character": 0}, "end": end}})
}

/// What a client that can do all says of itself.
pub fn capabilities(encoding: &str) -> Value {
    json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "publishDiagnostics": {"relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}},
            "inlayHint": {"dynamicRegistration": true},
            "semanticTokens": {"requests": {"range": true, "full": {"delta": true}}, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"]},
        },
        "workspace": {
            "inlayHint": {"refreshSupport": true},
            "semanticTokens": {"refreshSupport": true},
            "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
        },
    })
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.strip_suffix("\r\n").unwrap_or_else(|| panic!("no protocol: {line:?}"));
        if line.is_empty() {
            break;
        }
        let value = line.strip_prefix("Content-Length: ").unwrap_or_else(|| panic!("no protocol: {line:?}"));
        length = value.parse().ok();
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
