//! Sessions with settings: in `sayso.toml`, on disk or open in the editor, and from the client.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{Client, capabilities};
use super::sources::{told, uri};

/// A warning of `vague-source`.
const VAGUE: &str = "Ünal left 🦀. Experts say that the auction will fail.\n";

/// A client, and a folder that it has open.
struct Session {
    folder: TempDir,
    client: Client,
}

impl Session {
    fn new() -> Self {
        Self::with_options(&capabilities("utf-16"), &Value::Null)
    }

    fn with_options(capabilities: &Value, options: &Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut client = Client::start();
        let folders = json!([{"uri": uri(folder.path()), "name": "news"}]);
        let parameters =
            json!({"capabilities": capabilities, "workspaceFolders": folders, "initializationOptions": options});
        client.request("initialize", parameters);
        client.notify("initialized", json!({}));
        Self { folder, client }
    }

    fn uri(&self, name: &str) -> String {
        uri(&self.folder.path().join(name))
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Waits until two rules find this in a document, as "vague-source 2".
    fn expect(&mut self, name: &str, version: i32, expected: &[&str]) {
        loop {
            let found = self.client.diagnostics(&self.uri(name), Some(version));
            let show = |it: &Value| format!("{} {}", it["code"].as_str().unwrap_or_default(), it["severity"]);
            let is_ours = |it: &&Value| matches!(it["code"].as_str(), Some("vague-source" | "unknown-profile"));
            let found: Vec<String> = found.as_array().unwrap().iter().filter(is_ours).map(show).collect();
            // what came before may be on its way still
            if found == expected {
                return;
            }
        }
    }
}

#[test]
fn the_file_beside_a_document_counts() {
    let mut session = Session::new();
    session.write("sayso.toml", "[rules]\nvague-source = 'hint'\n[[overrides]]\nfiles = ['b.*']\nprofile = 'fiction'\nrules = {vague-source = 'off'}\n");
    for (name, expected) in [("a.md", &["vague-source 4"][..]), ("b.md", &[])] {
        session.client.open(&session.uri(name), 1, VAGUE);
        session.expect(name, 1, expected);
    }
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn the_file_in_the_editor_counts_as_it_is_typed() {
    let mut session = Session::new();
    let settings = session.uri("sayso.toml");
    session.client.open(&session.uri("a.md"), 1, VAGUE);
    session.expect("a.md", 1, &["vague-source 2"]);

    session.client.open(&settings, 1, "# é🦀\nprofile = 'fiction'\n");
    assert_eq!(session.client.diagnostics(&settings, Some(1)), json!([]));
    session.expect("a.md", 1, &[]);

    let range = json!({"start": {"line": 1, "character": 11}, "end": {"line": 1, "character": 18}});
    session.client.change(&settings, 2, &[json!({"range": range, "text": "wikki' # 🦀"})]);
    let published = session.client.diagnostics(&settings, Some(2));
    assert_eq!(told(&published)[0].2, "unknown value \"wikki\": did you mean \"wiki\"?");
    assert_eq!(published[0]["range"]["end"], json!({"line": 1, "character": 17}));
    session.expect("a.md", 1, &["vague-source 2"]);

    session.client.close(&settings);
    assert_eq!(session.client.diagnostics(&settings, None), json!([]));
    session.client.change(&session.uri("a.md"), 2, &[]);
    session.expect("a.md", 2, &["vague-source 2"]);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn the_file_on_the_disk_is_read_again_when_it_is_written() {
    let mut session = Session::new();
    let settings = session.uri("sayso.toml");
    session.client.open(&session.uri("a.md"), 1, VAGUE);
    session.expect("a.md", 1, &["vague-source 2"]);

    session.write("sayso.toml", "profil = 'fiction'\n[rules]\nvague-source = 'information'\n");
    let changes = json!({"changes": [{"uri": settings, "type": 1}]});
    session.client.notify("workspace/didChangeWatchedFiles", changes);
    let published = session.client.diagnostics(&settings, None);
    assert_eq!(told(&published), [(0, 0, "unknown key `profil`: did you mean `profile`?".to_owned())]);
    session.expect("a.md", 1, &["vague-source 3"]);

    session.write("sayso.toml", "profile = 'fiction'\n");
    session.client.notify("textDocument/didSave", json!({"textDocument": {"uri": session.uri("a.md")}}));
    assert_eq!(session.client.diagnostics(&settings, None), json!([]));
    session.expect("a.md", 1, &[]);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn the_client_can_set_the_same_keys_and_the_file_wins() {
    let options = json!({"rules": {"vague-source": "hint"}});
    let mut session = Session::with_options(&capabilities("utf-8"), &options);
    session.client.open(&session.uri("a.md"), 1, VAGUE);
    session.expect("a.md", 1, &["vague-source 4"]);

    let settings = json!({"settings": {"sayso": {"rules": {"vague-source": "information"}}}});
    session.client.notify("workspace/didChangeConfiguration", settings);
    session.expect("a.md", 1, &["vague-source 3"]);

    session.write("sayso.toml", "[rules]\nvague-source = 'error'\n");
    session.client.notify("textDocument/didSave", json!({"textDocument": {"uri": session.uri("a.md")}}));
    session.expect("a.md", 1, &["vague-source 1"]);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn a_client_that_gives_its_settings_is_asked_for_them() {
    let mut can = capabilities("utf-8");
    can["workspace"]["configuration"] = json!(true);
    can["workspace"]["didChangeConfiguration"] = json!({"dynamicRegistration": true});
    let mut session = Session::with_options(&can, &Value::Null);
    session
        .client
        .answer("workspace/configuration", json!([{"profile": "fiction", "path": "", "max-file-size": null}]));
    session.client.open(&session.uri("a.md"), 1, VAGUE);
    session.expect("a.md", 1, &[]);
    session.client.answer("workspace/configuration", json!([{"rules": {"vague-source": "loud"}}]));
    session.client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    let logged = session.client.notification("window/logMessage", "the mistake");
    let mistake = "settings: \"loud\": unknown value \"loud\": expected ";
    assert!(logged["message"].as_str().unwrap().starts_with(mistake), "{logged}");
    assert_eq!(session.client.leave(), 0);
    let asked: Vec<&Value> = session.client.asked().iter().map(|request| &request["params"]).collect();
    let folder = session.uri("").trim_end_matches('/').to_owned();
    let items = json!({"items": [{"section": "sayso"}, {"section": "sayso", "scopeUri": folder}]});
    assert!(asked.contains(&&items), "{asked:?}");
    let registered = asked.iter().any(|it| it["registrations"][0]["method"] == "workspace/didChangeConfiguration");
    assert!(registered, "{asked:?}");
}

#[test]
fn what_a_client_says_unasked_counts_if_it_has_no_answer() {
    let mut can = capabilities("utf-8");
    can["workspace"]["configuration"] = json!(true);
    let mut session = Session::with_options(&can, &Value::Null);
    session.client.answer("workspace/configuration", json!([null]));
    session.client.open(&session.uri("a.md"), 1, VAGUE);
    session.expect("a.md", 1, &["vague-source 2"]);
    session.client.notify("workspace/didChangeConfiguration", json!({"settings": {"profile": "fiction"}}));
    session.expect("a.md", 1, &[]);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn a_client_may_set_something_else_for_a_folder() {
    let mut can = capabilities("utf-8");
    can["workspace"]["configuration"] = json!(true);
    let mut session = Session::with_options(&can, &Value::Null);
    let [for_all, for_folder] = ["hint", "error"].map(|severity| json!({"rules": {"vague-source": severity}}));
    session.client.answer("workspace/configuration", json!([for_all, for_folder]));
    session.client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    session.client.open(&session.uri("a.md"), 1, VAGUE);
    session.expect("a.md", 1, &["vague-source 1"]);
    // a client that answers for all alone
    session.client.answer("workspace/configuration", json!([for_all]));
    session.client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    session.expect("a.md", 1, &["vague-source 4"]);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn documents_that_are_too_long_are_left_alone() {
    let mut session = Session::new();
    session.write("sayso.toml", "max-file-size = 50\n");
    let document = session.uri("a.md");
    session.client.open(&document, 1, VAGUE);
    let logged = session.client.notification("window/logMessage", "the length");
    let length = VAGUE.len();
    let message = format!("not looked at, as it has {length} bytes, and max-file-size is 50: {document}");
    assert_eq!(logged["message"], message);
    session.client.change(&document, 2, &[json!({"text": &VAGUE[17..]})]);
    session.expect("a.md", 2, &["vague-source 2"]);
    session.client.change(&document, 3, &[json!({"text": VAGUE})]);
    session.expect("a.md", 3, &[]);
    assert_eq!(session.client.hints(&document), Value::Null);
    session.client.close(&document);
    session.client.open(&document, 4, VAGUE);
    session.expect("a.md", 4, &[]);
    assert_eq!(session.client.unread("window/logMessage"), [Value::Null; 0], "it was said once");
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn comments_and_front_matter_work_as_they_are_typed() {
    let mut session = Session::new();
    let document = session.uri("a.md");
    session.client.open(&document, 1, VAGUE);
    session.expect("a.md", 1, &["vague-source 2"]);
    let start = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    session.client.change(&document, 2, &[json!({"range": start, "text": "<!-- sayso-ignore vague-source -->\n"})]);
    session.expect("a.md", 2, &[]);
    session.client.change(&document, 3, &[json!({"range": start, "text": "---\nsayso-profile: fictoin\n---\n\n"})]);
    session.expect("a.md", 3, &["unknown-profile 2"]);
    assert_eq!(session.client.leave(), 0);
}
