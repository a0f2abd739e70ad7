//! Sessions with clients that ask for diagnostics: of documents, and of all files.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Client;
use super::workspace::{Session, numbered, workspace_capabilities};

/// A warning of `vague-source`.
const VAGUE: &str = "Experts say that the auction will fail.\n";
const CALM: &str = "It rained.\n";

fn pulling() -> Value {
    let mut can = workspace_capabilities();
    can["textDocument"]["diagnostic"] = json!({"dynamicRegistration": false});
    can["workspace"]["diagnostics"] = json!({"refreshSupport": true});
    can
}

impl Session {
    /// The diagnostics of a document, for a client that has a result.
    fn pull(&mut self, uri: &str, previous: Option<&Value>) -> Value {
        let mut parameters = json!({"textDocument": {"uri": uri}, "identifier": "sayso"});
        if let Some(previous) = previous {
            parameters["previousResultId"] = previous["resultId"].clone();
        }
        self.client.request("textDocument/diagnostic", parameters)
    }

    /// The diagnostics of all files by their names in the folder, for a client that has some.
    fn pull_all(&mut self, previous: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
        let answer = self.client.request("workspace/diagnostic", json!({"previousResultIds": self.ids(previous)}));
        self.by_name(answer["items"].as_array().unwrap())
    }

    fn ids(&self, previous: &BTreeMap<String, Value>) -> Vec<Value> {
        let id = |(name, report): (&String, &Value)| json!({"uri": self.uri(name), "value": report["resultId"]});
        previous.iter().map(id).collect()
    }

    fn by_name(&self, items: &[Value]) -> BTreeMap<String, Value> {
        let root = self.uri("");
        let name = |item: &Value| item["uri"].as_str().unwrap().strip_prefix(&root).unwrap().to_owned();
        let named: BTreeMap<String, Value> = items.iter().map(|item| (name(item), item.clone())).collect();
        assert_eq!(named.len(), items.len(), "each once");
        named
    }

    /// Waits until the client was asked so often to ask again, while it goes on asking.
    fn wait_for_refresh(&mut self, times: usize) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while refreshes(&self.client) < times {
            assert!(Instant::now() < deadline, "not asked to ask again");
            self.client.request("workspace/symbol", json!({"query": "-"}));
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn refreshes(client: &Client) -> usize {
    client.asked().iter().filter(|it| it["method"] == "workspace/diagnostic/refresh").count()
}

/// The rules that found something.
fn rules(report: &Value) -> Vec<&str> {
    report["items"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect()
}

fn kinds(reports: &BTreeMap<String, Value>) -> Vec<(&str, &str)> {
    reports.iter().map(|(name, report)| (name.as_str(), report["kind"].as_str().unwrap())).collect()
}

#[test]
fn what_has_not_changed_is_not_told_again() {
    tell_once(&pulling());
}

#[test]
fn a_client_with_a_spelling_of_its_own_is_understood() {
    let mut can = pulling();
    can["workspace"]["diagnostic"] = can["workspace"]["diagnostics"].take();
    can["workspace"].as_object_mut().unwrap().remove("diagnostics");
    tell_once(&can);
}

fn tell_once(can: &Value) {
    let mut session = Session { folder: tempfile::tempdir().unwrap(), client: Client::start() };
    let answer = session.start(&[""], can, &Value::Null);
    let provider = json!({"identifier": "sayso", "interFileDependencies": false, "workspaceDiagnostics": true});
    assert_eq!(answer["capabilities"]["diagnosticProvider"], provider);
    let document = session.uri("a.md");
    session.client.open(&document, 1, VAGUE);
    let first = session.pull(&document, None);
    assert_eq!((first["kind"].as_str(), rules(&first)), (Some("full"), vec!["vague-source"]));
    let second = session.pull(&document, Some(&first));
    assert_eq!(second, json!({"kind": "unchanged", "resultId": first["resultId"]}));
    session.client.change(&document, 2, &[json!({"text": CALM})]);
    let third = session.pull(&document, Some(&first));
    assert_eq!((third["kind"].as_str(), rules(&third)), (Some("full"), vec![]));
    assert_ne!(third["resultId"], first["resultId"]);
    assert_eq!(session.pull(&document, Some(&json!({"resultId": "another's"})))["kind"], "full");
    assert_eq!(session.pull("file:///none.md", None), json!({"kind": "full", "items": []}));
    // nothing was sent unasked
    session.client.close(&document);
    assert_eq!(session.client.leave(), 0);
    assert!(session.client.unread("textDocument/publishDiagnostics").is_empty());
}

#[test]
fn the_client_is_asked_to_ask_again_when_settings_change() {
    let mut session = Session::new(&[("b.md", VAGUE)], &[""], &pulling());
    let document = session.uri("a.md");
    session.client.open(&document, 1, VAGUE);
    let before = session.pull(&document, None);
    let all = session.pull_all(&BTreeMap::new());
    assert_eq!(rules(&all["b.md"]), ["vague-source"]);

    let asked = refreshes(&session.client);
    session.write("sayso.toml", "[rules]\nvague-source = 'off'\n");
    session.tell(&[("sayso.toml", 1)]);
    session.wait_for_refresh(asked + 1);
    assert_eq!(rules(&session.pull(&document, Some(&before))), [""; 0]);
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let again = session.pull_all(&all);
        if again["b.md"]["kind"] == "full" {
            assert_eq!(rules(&again["b.md"]), [""; 0]);
            break;
        }
        assert!(Instant::now() < deadline, "b.md is judged as before");
    }
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn a_client_that_cannot_be_asked_to_ask_again_is_told_unasked() {
    let mut can = pulling();
    can["workspace"].as_object_mut().unwrap().remove("diagnostics");
    let mut session = Session::new(&[], &[""], &can);
    let document = session.uri("a.md");
    session.client.open(&document, 1, VAGUE);
    assert_eq!(session.client.diagnostics(&document, Some(1)).as_array().unwrap().len(), 1);
    // when settings change as well
    session.write("sayso.toml", "[rules]\nvague-source = 'off'\n");
    let change = json!({"uri": session.uri("sayso.toml"), "type": 1});
    session.client.notify("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
    assert_eq!(session.client.diagnostics(&document, Some(1)), json!([]));
    assert_eq!(session.client.leave(), 0);
    assert_eq!(refreshes(&session.client), 0);
}

#[test]
fn mistakes_in_settings_are_told_unasked_and_once() {
    let mut session = Session::new(&[("sayso.toml", "profil = 'news'\n")], &[""], &pulling());
    let (document, settings) = (session.uri("a.md"), session.uri("sayso.toml"));
    session.client.open(&document, 1, CALM);
    session.pull(&document, None);
    assert_eq!(session.client.diagnostics(&settings, None).as_array().unwrap().len(), 1);
    session.client.open(&settings, 1, "profil = 'news'\n");
    assert_eq!(session.client.diagnostics(&settings, Some(1)).as_array().unwrap().len(), 1);
    assert_eq!(session.pull(&settings, None)["items"], json!([]));
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn all_files_are_told_of_and_what_is_open_as_it_is_in_the_editor() {
    let files = [("a.md", VAGUE), ("deep/b.txt", VAGUE), ("c.md", CALM), ("d.rs", VAGUE), ("e.md", VAGUE)];
    let mut session = Session::new(&files, &[""], &pulling());
    session.client.open(&session.uri("a.md"), 7, CALM);
    session.client.open("untitled:Untitled-1", 1, VAGUE);
    let first = session.pull_all(&BTreeMap::new());
    assert_eq!(kinds(&first), [("a.md", "full"), ("c.md", "full"), ("deep/b.txt", "full"), ("e.md", "full")]);
    assert_eq!((rules(&first["a.md"]), &first["a.md"]["version"]), (vec![], &json!(7)));
    assert_eq!((rules(&first["deep/b.txt"]), &first["deep/b.txt"]["version"]), (vec!["vague-source"], &Value::Null));

    let second = session.pull_all(&first);
    assert!(second.values().all(|report| report["kind"] == "unchanged"), "{second:?}");
    assert_eq!(second["c.md"]["resultId"], first["c.md"]["resultId"]);

    session.client.change(&session.uri("a.md"), 8, &[json!({"text": VAGUE})]);
    session.write("c.md", VAGUE);
    fs::remove_file(session.folder.path().join("e.md")).unwrap();
    session.tell(&[("c.md", 2), ("e.md", 3)]);
    let third = session.pull_all(&first);
    let expected = [("a.md", "full"), ("c.md", "full"), ("deep/b.txt", "unchanged"), ("e.md", "full")];
    assert_eq!(kinds(&third), expected);
    assert_eq!((rules(&third["a.md"]), &third["a.md"]["version"]), (vec!["vague-source"], &json!(8)));
    assert_eq!(rules(&third["c.md"]), ["vague-source"]);
    assert_eq!((rules(&third["e.md"]), &third["e.md"]["resultId"]), (vec![], &Value::Null));

    // closed, it counts as it is on the disk
    session.client.close(&session.uri("a.md"));
    let fourth = session.pull_all(&BTreeMap::new());
    assert_eq!((rules(&fourth["a.md"]), &fourth["a.md"]["version"]), (vec!["vague-source"], &Value::Null));
    let of_file = session.pull(&session.uri("a.md"), Some(&fourth["a.md"]));
    assert_eq!(of_file["kind"], "unchanged");
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn the_client_is_asked_to_ask_again_when_files_change() {
    let mut session = Session::new(&[("a.md", VAGUE)], &[""], &pulling());
    let first = session.pull_all(&BTreeMap::new());
    let asked = refreshes(&session.client);
    fs::remove_file(session.folder.path().join("a.md")).unwrap();
    session.tell(&[("a.md", 3)]);
    session.wait_for_refresh(asked + 1);
    let second = session.pull_all(&first);
    assert_eq!(rules(&second["a.md"]), [""; 0]);
    assert!(session.pull_all(&BTreeMap::new()).is_empty());
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn two_hundred_files_come_bit_by_bit() {
    let mut session = Session { folder: tempfile::tempdir().unwrap(), client: Client::start() };
    for number in 0..200 {
        session.write(&format!("{number:03}.md"), &numbered(number));
    }
    session.start(&[""], &pulling(), &Value::Null);
    let mut previous = BTreeMap::new();
    for kind in ["full", "unchanged"] {
        let parameters = json!({"previousResultIds": session.ids(&previous), "partialResultToken": "bits"});
        let answer = session.client.request("workspace/diagnostic", parameters);
        assert_eq!(answer, json!({"items": []}));
        // all of it has come before the answer, and nothing else
        assert!(session.client.unread("$/mark").is_empty());
        let parts = session.client.unread("$/progress").into_iter().filter(|part| part["token"] == "bits");
        let parts: Vec<Vec<Value>> = parts.map(|part| part["value"]["items"].as_array().unwrap().clone()).collect();
        assert!(parts.len() >= 4 && parts.iter().all(|part| part.len() <= 50), "{} parts", parts.len());
        let all = session.by_name(&parts.concat());
        assert_eq!(all.len(), 200);
        assert!(all.values().all(|report| report["kind"] == kind));
        previous = all;
    }
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn without_folders_there_is_nothing_but_what_is_open() {
    let mut session = Session::new(&[], &[], &pulling());
    assert!(session.pull_all(&BTreeMap::new()).is_empty());
    session.client.open("untitled:Untitled-1", 1, VAGUE);
    let report = session.pull("untitled:Untitled-1", None);
    assert_eq!(rules(&report), ["vague-source"]);
    let id = json!({"uri": "untitled:Untitled-1", "value": report["resultId"]});
    let answer = session.client.request("workspace/diagnostic", json!({"previousResultIds": [id]}));
    assert_eq!(answer["items"][0]["kind"], "unchanged");
    assert_eq!(session.client.leave(), 0);
}
