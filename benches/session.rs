//! How long an editor waits for the server: `cargo bench --bench session`, or with the paths of Markdown files after `--`.
//! Compare figures of one run with each other, not with another's.

mod article;
#[path = "../tests/lsp/client.rs"]
mod client;

use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs};

use serde_json::{Value, json};

use client::{Client, capabilities, hint_parameters};

const A: &str = "file:///measured.md";
/// Edits, and requests of each kind, that are measured.
const TIMES: usize = 40;
const SESSIONS: usize = 3;
/// Time between two keystrokes of a fast writer.
const KEYSTROKE: Duration = Duration::from_millis(30);

fn main() {
    let paths: Vec<PathBuf> =
        env::args().skip(1).filter(|argument| !argument.starts_with("--")).map(PathBuf::from).collect();
    let read = |path: &PathBuf| match fs::read_to_string(path) {
        Ok(text) => (path.display().to_string(), text),
        Err(error) => panic!("cannot read {}: {error}", path.display()),
    };
    let texts: Vec<(String, String)> = match paths.is_empty() {
        true => [1_000, 10_000, 100_000].map(|words| (format!("{words} words"), article::article(words))).into(),
        false => paths.iter().map(read).collect(),
    };
    println!("| milliseconds, median / 95th percentile | {} |", names(&texts).join(" | "));
    println!("|---|{}", "---|".repeat(texts.len()));
    let columns: Vec<Vec<(String, String)>> = texts.iter().map(|(_, text)| measure(text)).collect();
    for (row, (name, _)) in columns[0].iter().enumerate() {
        let cells: Vec<&str> = columns.iter().map(|column| column[row].1.as_str()).collect();
        println!("| {name} | {} |", cells.join(" | "));
    }
}

fn names(texts: &[(String, String)]) -> Vec<&str> {
    texts.iter().map(|(name, _)| name.as_str()).collect()
}

/// Times of one kind, in milliseconds.
#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn add(&mut self, since: Instant) {
        self.0.push(since.elapsed().as_secs_f64() * 1e3);
    }

    fn cell(mut self) -> String {
        self.0.sort_by(f64::total_cmp);
        let at = |share: f64| self.0[((self.0.len() as f64 * share).ceil() as usize).max(1) - 1];
        format!("{:.1} / {:.1}", at(0.5), at(0.95))
    }
}

/// A session with one document open.
struct Session {
    client: Client,
    version: i32,
    /// Where the next letter is typed: in the middle of the text, between two words.
    place: (usize, usize),
}

impl Session {
    fn open(text: &str) -> (Self, Instant) {
        let mut client = Client::start();
        client.initialize(&capabilities("utf-16"));
        let lines: Vec<&str> = text.lines().collect();
        let middle = lines.len() / 2;
        let line = (middle..lines.len()).find(|line| lines[*line].len() > 80).unwrap_or(middle);
        let column = lines[line].find(' ').map_or(0, |space| lines[line][..space].encode_utf16().count());
        let began = Instant::now();
        client.open(A, 1, text);
        (Self { client, version: 1, place: (line, column) }, began)
    }

    fn type_letter(&mut self) {
        let (line, character) = self.place;
        let position = json!({"line": line, "character": character});
        self.version += 1;
        self.place.1 += 1;
        let change = json!({"range": {"start": position, "end": position}, "text": "a"});
        self.client.change(A, self.version, &[change]);
    }

    fn wait(&mut self) {
        self.client.diagnostics(A, Some(self.version));
    }

    /// Waits until all of the text is analysed: of a long one the beginning's diagnostics come before that.
    fn settle(&mut self) {
        while self.client.symbols(A).is_null() {}
    }

    fn position(&self) -> Value {
        json!({"line": self.place.0, "character": self.place.1 + 1})
    }
}

fn measure(text: &str) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let (mut first, mut opened) = (Times::default(), Times::default());
    for _ in 0..SESSIONS {
        let (mut session, began) = Session::open(text);
        session.wait();
        first.add(began);
        session.settle();
        opened.add(began);
    }
    rows.push(("open to first diagnostics".to_owned(), first.cell()));
    rows.push(("open to outline".to_owned(), opened.cell()));

    let (mut session, _) = Session::open(text);
    session.settle();
    let (mut edits, mut hovers) = (Times::default(), Times::default());
    for _ in 0..TIMES {
        let began = Instant::now();
        session.type_letter();
        session.wait();
        edits.add(began);
    }
    for _ in 0..TIMES {
        let parameters = json!({"textDocument": {"uri": A}, "position": session.position()});
        session.type_letter();
        let began = Instant::now();
        let id = session.client.send_request("textDocument/hover", parameters);
        session.client.response(id);
        hovers.add(began);
        session.wait();
    }
    rows.push(("edit to diagnostics".to_owned(), edits.cell()));
    rows.push(("hover right behind an edit".to_owned(), hovers.cell()));

    let document = json!({"uri": A});
    let at = json!({"textDocument": document, "position": session.position()});
    let screen = json!({"start": {"line": session.place.0, "character": 0}, "end": {"line": session.place.0 + 50, "character": 0}});
    let in_range = json!({"textDocument": document, "range": screen});
    let requests = [
        ("hover", "textDocument/hover", at.clone()),
        ("definition", "textDocument/definition", at),
        ("symbols", "textDocument/documentSymbol", json!({"textDocument": document})),
        ("hints of a screen", "textDocument/inlayHint", in_range.clone()),
        ("hints of all", "textDocument/inlayHint", hint_parameters(A)),
        ("colours of a screen", "textDocument/semanticTokens/range", in_range),
    ];
    for (name, method, parameters) in requests {
        let mut times = Times::default();
        for _ in 0..TIMES {
            let began = Instant::now();
            let id = session.client.send_request(method, parameters.clone());
            session.client.response(id);
            times.add(began);
        }
        rows.push((name.to_owned(), times.cell()));
    }

    let mut lags = Times::default();
    for _ in 0..SESSIONS {
        for _ in 0..TIMES {
            session.type_letter();
            sleep(KEYSTROKE);
        }
        session.type_letter();
        let began = Instant::now();
        session.wait();
        lags.add(began);
    }
    rows.push((format!("lag behind {TIMES} keystrokes"), lags.cell()));
    let status = fs::read_to_string(format!("/proc/{}/status", session.client.process_id())).unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<f64>().ok());
    rows.push(("memory at most, MB".to_owned(), peak.map_or("?".to_owned(), |peak| format!("{:.0}", peak / 1024.0))));
    rows
}
