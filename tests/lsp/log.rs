//! What the server tells of its work.

use std::fs;
use std::process::Stdio;

use serde_json::json;

use super::client::{Client, capabilities, command};

const A: &str = "file:///a.md";
const TEXT: &str = "“Nobody knows,” said Ann Li.\n";

#[test]
fn a_log_tells_what_was_done_and_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sayso.log");
    let mut client = Client::start_with(&["--log", path.to_str().unwrap()]);
    client.initialize(&capabilities("utf-8"));
    client.open(A, 1, TEXT);
    client.diagnostics(A, Some(1));
    client.symbols(A);
    assert_eq!(client.leave(), 0);
    let log = fs::read_to_string(path).unwrap();
    for told in ["answered: initialize (1)", "taken: textDocument/didOpen", "analysed: file:///a.md", "documentSymbol"]
    {
        assert!(log.contains(told), "{told} is not in {log}");
    }
    assert!(!log.contains("Nobody") && !log.contains("Ann"), "{log}");
    assert!(!log.contains('\u{1b}'), "no colours in {log}");
}

#[test]
fn a_log_that_cannot_be_written_ends_it_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no such folder").join("sayso.log");
    let run = command().args(["--log", path.to_str().unwrap()]).stdin(Stdio::null()).output().unwrap();
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(told.contains("cannot write the log") && told.contains("no such folder"), "{told}");
    assert_ne!(run.status.code(), Some(0));
    assert!(run.stdout.is_empty());
}

#[test]
fn a_client_that_traces_is_told_of_each_message() {
    let mut client = Client::initialized("utf-8");
    client.symbols(A);
    client.notify("$/setTrace", json!({"value": "verbose"}));
    client.open(A, 1, TEXT);
    let line = client.notification("$/logTrace", "opening");
    let line = if line["message"] == "taken: $/setTrace" { client.notification("$/logTrace", "opening") } else { line };
    assert_eq!(line["message"], "taken: textDocument/didOpen");
    assert!(line["verbose"].as_str().unwrap().ends_with(" ms"), "{line}");
    client.notify("$/setTrace", json!({"value": "quatsch"}));
    client.notify("$/setTrace", json!({"value": "off"}));
    client.symbols(A);
    assert_eq!(client.leave(), 0);
}
