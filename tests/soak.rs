//! What takes long: `cargo test --release --test soak -- --ignored --nocapture` has ten writers at work for ten minutes
//! (`SOAK_SECONDS`), and one who types a thousand bursts in a long text (`SOAK_BURSTS`), in half an hour.

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/mirror.rs"]
#[allow(dead_code, reason = "shared with the session tests")]
mod mirror;
#[path = "lsp/random.rs"]
mod random;

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use client::{Client, capabilities, hint_parameters};
use mirror::Mirror;
use random::Random;

const ARTICLE: &str = include_str!("../examples/harbour-reform.md");

const WRITERS: usize = 10;
/// Keystrokes of each writer in a second.
const KEYSTROKES: u32 = 8;
/// A text that is longer is begun anew: within a minute all have been so long, and memory can be seen to stay as it is.
const LONGEST: usize = 5_000;
/// When memory should have settled, as a share of the whole time.
const SETTLED: f64 = 0.1;
/// How much it may grow from then on.
const GROWTH: f64 = 1.05;

/// Somebody who writes.
struct Writer {
    uri: String,
    version: i64,
    mirror: Mirror,
    /// Earlier texts, to go back to.
    before: Vec<String>,
}

impl Writer {
    fn new(number: usize) -> Self {
        let uri = format!("file:///writer/{number}.md");
        Self { uri, version: 0, mirror: Mirror::new(ARTICLE, "utf-16"), before: Vec::new() }
    }

    fn open(&mut self, client: &mut Client) {
        self.version += 1;
        client.open(&self.uri, self.version as i32, &self.mirror.text);
    }

    fn become_text(&mut self, client: &mut Client, text: String) {
        self.version += 1;
        self.mirror.text = text;
        client.change(&self.uri, self.version as i32, &[json!({"text": self.mirror.text})]);
    }

    /// Does one thing that writers do.
    fn act(&mut self, client: &mut Client, random: &mut Random) {
        let document = json!({"uri": self.uri});
        match random.below(100) {
            0 => {
                client.close(&self.uri);
                self.open(client);
            }
            1..4 => client.notify("textDocument/didSave", json!({"textDocument": document})),
            4..8 => {
                if let Some(text) = self.before.pop() {
                    self.become_text(client, text);
                }
            }
            8..14 => {
                let position = self.mirror.position(0);
                client.forget_request("textDocument/hover", json!({"textDocument": document, "position": position}));
            }
            14..18 => client.forget_request("textDocument/documentSymbol", json!({"textDocument": document})),
            18..22 => client.forget_request("textDocument/inlayHint", hint_parameters(&self.uri)),
            _ if self.mirror.text.len() > LONGEST => self.become_text(client, ARTICLE.to_owned()),
            _ => {
                self.before.push(self.mirror.text.clone());
                if self.before.len() > 20 {
                    self.before.remove(0);
                }
                self.version += 1;
                let changes = self.mirror.random_changes(random);
                client.change(&self.uri, self.version as i32, &changes);
            }
        }
    }
}

/// A number that the environment sets.
fn set(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Resident memory of a process, in kibibytes.
fn resident(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// What the server says of a document once it has all edits; a machine with much to do may make it late.
fn known(client: &mut Client, uri: &str) -> [Value; 2] {
    let symbols = (0..30).map(|_| client.symbols(uri)).find(|symbols| !symbols.is_null());
    [symbols.unwrap_or_default(), client.hints(uri)]
}

/// Keystrokes of a burst, and the time from one to the next.
const BURST: usize = 40;
const GAP: Duration = Duration::from_millis(30);
/// What is typed in bursts.
const WORDS: &str = " and she told him, “We knew it”, that the mayor, Tom Reyes, said no to them.";

#[test]
#[ignore = "takes half an hour"]
fn a_thousand_bursts_end_in_what_a_fresh_text_gives() {
    let bursts = set("SOAK_BURSTS").unwrap_or(1000);
    let mut client = Client::start();
    client.initialize(&capabilities("utf-16"));
    let long = (0..16).map(|copy| ARTICLE.replace("\n\n", &format!(" Page {copy}.\n\n"))).collect::<String>();
    let mut mirror = Mirror::new(&long, "utf-16");
    let mut random = Random::new(7);
    let (uri, mut version) = ("file:///long.md", 1);
    client.open(uri, version, &mirror.text);
    client.diagnostics(uri, Some(version));
    let (mut letters, mut slowest) = (WORDS.chars().cycle(), Duration::ZERO);
    for burst in 1..=bursts {
        let spaces: Vec<usize> = mirror.text.match_indices(' ').map(|(at, _)| at).collect();
        let mut at = spaces[random.below(spaces.len())];
        for letter in letters.by_ref().take(BURST) {
            let place = mirror.position(at);
            mirror.text.insert(at, letter);
            at += letter.len_utf8();
            version += 1;
            let range = json!({"start": place, "end": place});
            client.change(uri, version, &[json!({"range": range, "text": letter.to_string()})]);
            sleep(GAP);
        }
        // waits in vain for a server that hangs, and says so
        let sent = Instant::now();
        let edited = client.diagnostics(uri, Some(version));
        slowest = slowest.max(sent.elapsed());
        if burst.is_multiple_of(20) {
            let fresh = "file:///fresh.md";
            client.open(fresh, 1, "");
            // else the first thing told of a long text is what is found in its beginning
            client.diagnostics(fresh, Some(1));
            client.change(fresh, 2, &[json!({"text": mirror.text})]);
            // they lead to places in their own documents
            let expected = client.diagnostics(fresh, Some(2)).to_string().replace(fresh, uri);
            assert_eq!(edited.to_string(), expected, "after {burst} bursts");
            client.close(fresh);
            version += 1;
            mirror.text.clone_from(&long);
            client.change(uri, version, &[json!({"text": mirror.text})]);
        }
    }
    println!("{bursts} bursts; the last diagnostics of one came {slowest:?} after its end at the latest");
    assert_eq!(client.leave(), 0);
}

#[test]
#[ignore = "takes ten minutes"]
fn ten_writers_lose_nothing_and_memory_stays() {
    let whole = Duration::from_secs(set("SOAK_SECONDS").unwrap_or(600));
    let mut client = Client::start();
    client.initialize(&capabilities("utf-16"));
    let mut random = Random::new(6);
    let mut writers: Vec<Writer> = (0..WRITERS).map(Writer::new).collect();
    writers.iter_mut().for_each(|writer| writer.open(&mut client));
    let (began, mut settled, mut highest, mut acts) = (Instant::now(), 0.0_f64, 0.0_f64, 0_u64);
    while began.elapsed() < whole {
        let who = random.below(WRITERS);
        writers[who].act(&mut client, &mut random);
        client.drain();
        acts += 1;
        if acts.is_multiple_of(200) {
            let memory = resident(client.process_id()).expect("this machine tells a process's memory");
            let most = if began.elapsed() < whole.mul_f64(SETTLED) { &mut settled } else { &mut highest };
            *most = most.max(memory);
        }
        sleep(Duration::from_secs(1) / (WRITERS as u32 * KEYSTROKES));
    }
    println!("{acts} acts; {settled} KiB at most until it settled, {highest} KiB from then on");
    for writer in &writers {
        let edited = known(&mut client, &writer.uri);
        client.open("file:///fresh.md", 1, &writer.mirror.text);
        assert_eq!(known(&mut client, "file:///fresh.md"), edited, "{}", writer.uri);
        client.close("file:///fresh.md");
    }
    assert!(settled > 0.0, "it was too short to be measured");
    assert!(highest <= GROWTH * settled, "memory grew from {settled} to {highest} KiB");
    assert_eq!(client.leave(), 0);
}
