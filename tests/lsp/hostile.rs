//! Clients that send what they should not, and texts that are too much.

use serde_json::{Value, json};

use super::client::{Client, capabilities};

const A: &str = "file:///a.md";

/// The names under which a document's quotations are listed.
fn names(client: &mut Client, uri: &str) -> Vec<String> {
    let symbols = client.symbols(uri);
    let names = symbols.as_array().into_iter().flatten().filter_map(|symbol| symbol["name"].as_str());
    names.map(str::to_owned).collect()
}

fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    let position = |(line, character): (u32, u32)| json!({"line": line, "character": character});
    json!({"start": position(start), "end": position(end)})
}

/// Makes one edit of a text; the text that the server takes it to lead to is the one whose symbols it then has.
#[track_caller]
fn assert_edited(text: &str, range: &Value, inserted: &str, expected: &str) {
    let mut client = Client::initialized("utf-16");
    client.open(A, 1, text);
    client.change(A, 2, &[json!({"range": range, "text": inserted})]);
    let edited = client.diagnostics(A, Some(2));
    let symbols = client.symbols(A);
    client.close(A);
    client.open(A, 3, expected);
    assert_eq!(client.diagnostics(A, Some(3)), edited, "{text:?}");
    assert_eq!(client.symbols(A), symbols, "{text:?}");
    assert_eq!(client.leave(), 0);
}

const SAID: &str = "“Oh,” said Ann Li.";

#[test]
fn a_range_beyond_the_text_means_its_end() {
    assert_edited("One.\n", &range((7, 0), (9, 9)), SAID, &format!("One.\n{SAID}"));
    assert_edited("One.\nTwo.\n", &range((0, 900), (0, 901)), SAID, &format!("One.{SAID}\nTwo.\n"));
    assert_edited("One.\n", &range((0, u32::MAX), (u32::MAX, u32::MAX)), SAID, &format!("One.{SAID}"));
}

#[test]
fn a_range_given_backwards_is_turned_round() {
    assert_edited("One. Two.\n", &range((0, 9), (0, 5)), SAID, &format!("One. {SAID}\n"));
}

#[test]
fn a_column_inside_a_surrogate_pair_means_the_character_before() {
    assert_edited("a🦀b\n", &range((0, 2), (0, 2)), SAID, &format!("a{SAID}🦀b\n"));
}

#[test]
fn a_version_that_goes_back_is_taken_and_logged() {
    let mut client = Client::initialized("utf-16");
    client.open(A, 7, "One.\n");
    client.diagnostics(A, Some(7));
    client.change(A, 3, &[json!({"text": SAID})]);
    let logged = client.notification("window/logMessage", "the version");
    assert_eq!(logged["message"], format!("version 3 after 7: {A}"));
    client.diagnostics(A, Some(3));
    assert_eq!(names(&mut client, A), [SAID.split(" said").next().unwrap()]);
}

#[test]
fn a_change_that_cannot_be_read_is_not_taken_and_the_log_says_so() {
    let mut client = Client::initialized("utf-16");
    client.open(A, 1, "One.\n");
    client.notify("textDocument/didChange", json!({"textDocument": {"uri": A, "version": "2"}, "contentChanges": []}));
    assert_eq!(
        client.notification("window/logMessage", "the change")["message"],
        "textDocument/didChange was not taken: it can't be read, or comes at the wrong time"
    );
    client.send_body(b"[]");
    let logged = client.notification("window/logMessage", "what is no message");
    assert!(logged["message"].as_str().is_some_and(|text| text.starts_with("a message that can't be read")));
    client.change(A, 2, &[json!({"text": SAID})]);
    assert_eq!(names(&mut client, A), [SAID.split(" said").next().unwrap()]);
}

#[test]
fn only_a_request_ends_a_session() {
    let mut client = Client::initialized("utf-16");
    client.open(A, 1, SAID);
    client.notify("shutdown", Value::Null);
    assert_eq!(names(&mut client, A), [SAID.split(" said").next().unwrap()]);
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_document_never_opened_is_not_changed_and_the_log_says_so() {
    let mut client = Client::initialized("utf-16");
    client.change(A, 2, &[json!({"text": SAID})]);
    assert_eq!(
        client.notification("window/logMessage", "the change")["message"],
        format!("changed, but not open: {A}")
    );
    client.close(A);
    assert_eq!(client.notification("window/logMessage", "the close")["message"], format!("closed, but not open: {A}"));
    assert_eq!(client.symbols(A), Value::Null);
}

#[test]
fn zero_bytes_and_controls_are_text() {
    let text = "\u{0}\u{1} \u{85}“Oh,” said Ann Li. \u{0}\u{7f}\u{feff}\n";
    let mut client = Client::initialized("utf-16");
    client.open(A, 1, text);
    client.diagnostics(A, Some(1));
    assert_eq!(client.symbols(A).as_array().map(Vec::len), Some(1));
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_very_long_line_holds_nobody_up() {
    let mut client = Client::initialized("utf-8");
    let line = "The mayor said the port would close and “nobody asked” Ann Li. ".repeat(16_000);
    client.open("file:///long.md", 1, &line);
    client.open(A, 1, SAID);
    client.diagnostics(A, Some(1));
    assert_eq!(names(&mut client, A).len(), 1);
    assert_eq!(client.leave(), 0);
}

#[test]
fn fifty_megabytes_are_opened_and_left_alone_and_the_log_says_so_once() {
    let mut client = Client::initialized("utf-8");
    let line = "The mayor said that the port would close.\n";
    client.open(A, 1, &line.repeat(50_000_000 / line.len()));
    let logged = client.notification("window/logMessage", "the length");
    assert!(logged["message"].as_str().unwrap().starts_with("not looked at, as it has 49"), "{logged}");
    client.change(A, 2, &[json!({"range": range((0, 0), (0, 0)), "text": "x"})]);
    assert_eq!(client.diagnostics(A, Some(2)), json!([]));
    client.change(A, 3, &[json!({"text": SAID})]);
    client.diagnostics(A, Some(3));
    assert_eq!(names(&mut client, A).len(), 1);
    assert_eq!(client.leave(), 0);
}

#[test]
fn ten_thousand_documents_are_open_at_once() {
    const MANY: usize = 10_000;
    let mut client = Client::initialized("utf-8");
    let uri = |number: usize| format!("file:///many/{number}.md");
    (0..MANY).for_each(|number| client.open(&uri(number), 1, SAID));
    client.diagnostics(&uri(MANY - 1), Some(1));
    assert_eq!(names(&mut client, &uri(0)).len(), 1);
    (0..MANY).for_each(|number| client.close(&uri(number)));
    assert_eq!(client.symbols(&uri(0)), Value::Null);
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_client_that_says_nothing_of_itself_is_served() {
    let mut client = Client::start();
    client.request("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}}));
    client.notify("initialized", json!({}));
    client.open(A, 1, SAID);
    client.diagnostics(A, Some(1));
    assert!(client.asked().is_empty(), "nothing is asked of who can't answer");
    assert_eq!(client.leave(), 0);
}

#[test]
fn what_a_client_says_oddly_of_itself_costs_no_more_than_that() {
    let mut client = Client::start();
    let parameters = json!({
        "processId": null, "trace": "compact", "rootUri": "file:///a b/é",
        "capabilities": {
            "general": {"positionEncodings": ["utf-8"]},
            "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["copy", "create"]}},
        },
    });
    let answer = client.request("initialize", parameters);
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-8");
    for odd in ["capabilities.workspace.workspaceEdit.resourceOperations[0]", "trace"] {
        let logged = client.notification("window/logMessage", odd)["message"].take();
        let expected = format!("initialize: {odd} is left out: unknown variant");
        assert!(logged.as_str().is_some_and(|it| it.starts_with(&expected)), "{logged}");
    }
    client.notify("initialized", json!({}));
    client.open(A, 1, SAID);
    client.diagnostics(A, Some(1));
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_document_is_named_as_its_client_names_it() {
    let mut client = Client::initialized("utf-8");
    for name in ["file:///a b.md", "file:///50% é [1].md"] {
        client.open(name, 1, "It rained when the boat left. “Oh,” said Ann Li.\n");
        client.diagnostics(name, Some(1));
        assert_eq!(names(&mut client, name), ["“Oh,”"], "{name}");
        let place = json!({"textDocument": {"uri": name}, "position": {"line": 0, "character": 45}});
        let definition = client.request("textDocument/definition", place);
        assert_eq!(definition["uri"], name, "{definition}");
        let speakers = json!({"command": "sayso.speakers", "arguments": [name]});
        assert_ne!(client.request("workspace/executeCommand", speakers), Value::Null, "{name}");
        client.change(name, 2, &[json!({"text": "One.\n"})]);
        assert_eq!(client.diagnostics(name, Some(2)), json!([]), "{name}");
        client.close(name);
    }
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_client_that_answers_nothing_is_served() {
    let mut client = Client::initialized_silent(&capabilities("utf-8"));
    client.open(A, 1, SAID);
    client.diagnostics(A, Some(1));
    assert_eq!(client.leave(), 0);
}
