//! Sessions with code actions: what is offered where, and what becomes of the texts when a client makes the edits.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{Client, capabilities};
use super::mirror::Mirror;
use super::sources::uri;

/// A vague source, and a comment that is no use, in lines that end as they do on Windows.
const ARTICLE: &str = "# The 🦀 quay\r\n\r\nÜnal left 🦀. Experts say that the auction will fail.\r\n\r\nIt rained. <!-- sayso-ignore unbalanced-quote -->\r\n";

const IGNORE: &str = "Ignore `vague-source` here";
const SWITCH_OFF: &str = "Turn `vague-source` off in this workspace";
const DELETE: &str = "Delete the comment";

/// A client, the folder that it has open, and the article in it.
struct Session {
    folder: TempDir,
    client: Client,
    encoding: &'static str,
    article: String,
    version: i32,
    /// What the client was told last of the article.
    diagnostics: Value,
}

impl Session {
    /// A client that can do all, which has the article open.
    fn new(encoding: &'static str) -> Self {
        Self::of(&capabilities(encoding), encoding)
    }

    /// A client that knows nothing of versions and of files that are created.
    fn plain(encoding: &'static str) -> Self {
        let mut can = capabilities(encoding);
        can["workspace"]["workspaceEdit"] = json!({});
        Self::of(&can, encoding)
    }

    fn of(capabilities: &Value, encoding: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut client = Client::start();
        let folders = json!([{"uri": uri(folder.path()), "name": "news"}]);
        client.request("initialize", json!({"capabilities": capabilities, "workspaceFolders": folders}));
        client.notify("initialized", json!({}));
        let (article, version) = (ARTICLE.to_owned(), 1);
        let mut session = Self { folder, client, encoding, article, version, diagnostics: Value::Null };
        session.client.open(&session.uri("a.md"), 1, ARTICLE);
        session.expect(&["unused-ignore", "vague-source"]);
        session
    }

    fn uri(&self, name: &str) -> String {
        uri(&self.folder.path().join(name))
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Takes note of a file on the disk that was written.
    fn tell_written(&mut self, name: &str) {
        let changes = json!({"changes": [{"uri": self.uri(name), "type": 1}]});
        self.client.notify("workspace/didChangeWatchedFiles", changes);
    }

    /// Waits until these of two rules find something in the article.
    fn expect(&mut self, rules: &[&str]) {
        let is_ours = |rule: &&str| matches!(*rule, "unused-ignore" | "vague-source");
        loop {
            self.diagnostics = self.client.diagnostics(&self.uri("a.md"), Some(self.version));
            let found = self.diagnostics.as_array().unwrap().iter();
            let mut found: Vec<&str> = found.filter_map(|it| it["code"].as_str()).filter(is_ours).collect();
            found.sort_unstable();
            // what came before may be on its way still
            if found == rules {
                return;
            }
        }
    }

    fn parameters(&self, words: &str, only: &Value) -> Value {
        let range = Mirror::new(&self.article, self.encoding).range_of(words);
        let mut context = json!({"diagnostics": self.diagnostics});
        if !only.is_null() {
            context["only"] = only.clone();
        }
        json!({"textDocument": {"uri": self.uri("a.md")}, "range": range, "context": context})
    }

    /// What is offered at some words of the article.
    fn offered(&mut self, words: &str, only: &Value) -> Vec<Value> {
        let parameters = self.parameters(words, only);
        self.client.request("textDocument/codeAction", parameters).as_array().unwrap().clone()
    }

    fn action(&mut self, words: &str, title: &str) -> Value {
        let offered = self.offered(words, &Value::Null);
        let found = offered.iter().find(|action| action["title"] == title);
        found.unwrap_or_else(|| panic!("no {title:?} in {offered:#?}")).clone()
    }

    /// Makes an action's edits of the article and sends the new text.
    fn make(&mut self, action: &Value) {
        self.article = self.edited(action, "a.md", &self.article);
        self.version += 1;
        let (document, text) = (self.uri("a.md"), self.article.clone());
        self.client.change(&document, self.version, &[json!({"text": text})]);
    }

    /// The text of a document after an action's edits of it.
    fn edited(&self, action: &Value, name: &str, text: &str) -> String {
        let uri = self.uri(name);
        let edit = &action["edit"];
        let in_versions = edit["documentChanges"].as_array().into_iter().flatten();
        let in_versions = in_versions.filter(|change| change["textDocument"]["uri"] == uri);
        let in_versions = in_versions.flat_map(|change| change["edits"].as_array().unwrap());
        let plain = edit["changes"][&uri].as_array().into_iter().flatten();
        let mirror = Mirror::new(text, self.encoding);
        let mut edits: Vec<(usize, usize, &str)> = in_versions
            .chain(plain)
            .map(|edit| {
                let [start, end] = ["start", "end"].map(|side| mirror.offset(&edit["range"][side]));
                (start, end, edit["newText"].as_str().unwrap())
            })
            .collect();
        assert!(!edits.is_empty(), "{action}");
        edits.sort_unstable();
        let mut text = text.to_owned();
        for (start, end, new) in edits.into_iter().rev() {
            text.replace_range(start..end, new);
        }
        text
    }
}

/// The titles, but for those that name other rules.
fn titles(actions: &[Value]) -> Vec<&str> {
    let titles = actions.iter().map(|action| action["title"].as_str().unwrap());
    titles.filter(|title| !title.contains('`') || title.contains("`vague-source`")).collect()
}

#[test]
fn the_server_says_which_actions_it_has() {
    let mut client = Client::start();
    let answer = client.initialize(&capabilities("utf-8"));
    let kinds = json!({"codeActionKinds": ["quickfix", "source.fixAll.sayso"]});
    assert_eq!(answer["capabilities"]["codeActionProvider"], kinds);
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_fix_mends_its_finding() {
    for (mut session, version) in [(Session::new("utf-16"), json!(1)), (Session::plain("utf-8"), Value::Null)] {
        let action = session.action("unbalanced-quote", DELETE);
        assert_eq!(action["kind"], "quickfix");
        assert_eq!(action["isPreferred"], true);
        assert_eq!(action["diagnostics"].as_array().unwrap().len(), 1);
        assert_eq!(action["diagnostics"][0]["code"], "unused-ignore");
        assert_eq!(action["edit"]["documentChanges"][0]["textDocument"]["version"], version);
        session.make(&action);
        let expected =
            "# The 🦀 quay\r\n\r\nÜnal left 🦀. Experts say that the auction will fail.\r\n\r\nIt rained.\r\n";
        assert_eq!(session.article, expected);
        session.expect(&["vague-source"]);
        assert_eq!(session.client.leave(), 0);
    }
}

#[test]
fn a_finding_is_ignored_by_a_comment() {
    for mut session in [Session::new("utf-8"), Session::new("utf-32"), Session::plain("utf-16")] {
        let action = session.action("Experts", IGNORE);
        assert_eq!(action["isPreferred"], Value::Null);
        session.make(&action);
        let expected = ARTICLE.replace("Ünal", "<!-- sayso-ignore vague-source -->\r\nÜnal");
        assert_eq!(session.article, expected);
        session.expect(&["unused-ignore"]);
        assert_eq!(session.client.leave(), 0);
    }
}

#[test]
fn all_safe_fixes_are_made_where_nothing_is_found() {
    let mut session = Session::new("utf-16");
    let actions = session.offered("quay", &json!(["source.fixAll"]));
    assert_eq!(titles(&actions), ["Make all safe fixes"]);
    assert_eq!(actions[0]["kind"], "source.fixAll.sayso");
    session.make(&actions[0]);
    session.expect(&["vague-source"]);
    assert!(session.offered("quay", &json!(["source.fixAll"])).is_empty());
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn only_what_is_asked_for_is_offered() {
    let mut session = Session::new("utf-16");
    assert!(session.offered("quay", &Value::Null).is_empty());
    assert!(session.offered("Experts", &json!(["refactor", "source.organizeImports"])).is_empty());
    assert_eq!(titles(&session.offered("Experts", &json!(["quickfix"]))), [IGNORE, SWITCH_OFF]);
    let none = json!({"textDocument": {"uri": session.uri("b.md")}, "range": session.parameters("quay", &Value::Null)["range"], "context": {"diagnostics": []}});
    assert_eq!(session.client.request("textDocument/codeAction", none), Value::Null);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn edits_are_of_the_newest_text() {
    let mut session = Session::new("utf-16");
    for version in 2..9 {
        session.article = format!("𝒳 fled.\r\n\r\n{}", session.article);
        session.version = version;
        let (document, text) = (session.uri("a.md"), session.article.clone());
        session.client.change(&document, version, &[json!({"text": text})]);
        let action = session.action("Experts", IGNORE);
        assert_eq!(action["edit"]["documentChanges"][0]["textDocument"]["version"], version);
        let expected = session.article.replace("Ünal", "<!-- sayso-ignore vague-source -->\r\nÜnal");
        assert_eq!(session.edited(&action, "a.md", &session.article), expected);
    }
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn a_request_that_an_edit_overtakes_is_not_answered_with_an_edit_of_the_old_text() {
    let mut session = Session::new("utf-8");
    let document = session.uri("a.md");
    for version in 2..30 {
        let old = session.parameters("Experts", &Value::Null);
        let asked = session.client.send_request("textDocument/codeAction", old);
        session.client.change(&document, version, &[json!({"text": ARTICLE})]);
        let response = session.client.response(asked);
        match response["error"]["code"].as_i64() {
            Some(code) => assert_eq!(code, -32801),
            // it was answered before the edit came
            None => {
                let named = &response["result"][0]["edit"]["documentChanges"][0]["textDocument"]["version"];
                assert_eq!(named, version - 1);
            }
        }
    }
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn a_rule_is_switched_off_in_the_file_on_the_disk() {
    let settings = "# Our rules 🦀\r\n[rules] # so far\r\nunbalanced-quote = 'hint' # “”\r\n# the end";
    let expected =
        "# Our rules 🦀\r\n[rules] # so far\r\nunbalanced-quote = 'hint' # “”\r\nvague-source = \"off\"\r\n# the end";
    for mut session in [Session::new("utf-16"), Session::plain("utf-8")] {
        session.write("sayso.toml", settings);
        session.tell_written("sayso.toml");
        session.expect(&["unused-ignore", "vague-source"]);
        let action = session.action("Experts", SWITCH_OFF);
        assert_eq!(action["diagnostics"][0]["code"], "vague-source");
        let text = session.edited(&action, "sayso.toml", settings);
        assert_eq!(text, expected);
        session.write("sayso.toml", &text);
        session.tell_written("sayso.toml");
        session.expect(&["unused-ignore"]);
        assert_eq!(session.client.leave(), 0);
    }
}

#[test]
fn a_rule_is_switched_off_in_the_text_that_is_open() {
    let mut session = Session::new("utf-16");
    session.write("sayso.toml", "profile = 'essay'\n");
    let (settings, open) = (session.uri("sayso.toml"), "rules = { vague-source = 'error' } # 𝒳\n");
    session.client.open(&settings, 4, open);
    let action = session.action("Experts", SWITCH_OFF);
    let named = json!({"uri": settings, "version": 4});
    assert_eq!(action["edit"]["documentChanges"][0]["textDocument"], named);
    let text = session.edited(&action, "sayso.toml", open);
    assert_eq!(text, "rules = { vague-source = \"off\" } # 𝒳\n");
    session.client.change(&settings, 5, &[json!({"text": text})]);
    session.expect(&["unused-ignore"]);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn a_file_is_created_by_a_client_that_can() {
    let mut session = Session::new("utf-16");
    let action = session.action("Experts", SWITCH_OFF);
    let changes = &action["edit"]["documentChanges"];
    assert_eq!(changes[0], json!({"kind": "create", "uri": session.uri("sayso.toml")}));
    let text = session.edited(&action, "sayso.toml", "");
    assert_eq!(text, "[rules]\nvague-source = \"off\"\n");
    session.write("sayso.toml", &text);
    session.tell_written("sayso.toml");
    session.expect(&["unused-ignore"]);
    assert_eq!(session.client.leave(), 0);

    let mut session = Session::plain("utf-16");
    assert_eq!(titles(&session.offered("Experts", &Value::Null)), [IGNORE]);
    assert_eq!(session.client.leave(), 0);
}

// --- Edits that come later ---

/// A client that asks for an action's edit when the action is chosen.
fn resolving(encoding: &'static str) -> Session {
    let mut can = capabilities(encoding);
    can["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    can["textDocument"]["codeAction"]["resolveSupport"] = json!({"properties": ["edit"]});
    Session::of(&can, encoding)
}

#[test]
fn edits_come_when_an_action_is_chosen() {
    let mut session = resolving("utf-16");
    let mut at_once = Session::new("utf-16");
    session.write("sayso.toml", "");
    at_once.write("sayso.toml", "");
    for words in ["Experts", "unbalanced-quote", "quay"] {
        let only = if words == "quay" { json!(["source.fixAll"]) } else { Value::Null };
        let offered = session.offered(words, &only);
        let expected = at_once.offered(words, &only);
        assert!(!offered.is_empty());
        assert_eq!(titles(&offered), titles(&expected));
        for (action, expected) in offered.iter().zip(&expected) {
            assert_eq!(action.get("edit"), None, "{action}");
            for key in ["kind", "isPreferred", "diagnostics"] {
                assert_eq!(action[key], expected[key]);
            }
            let resolved = session.client.request("codeAction/resolve", action.clone());
            let [here, there] = [&session, &at_once].map(|it| it.uri(""));
            assert_eq!(resolved["edit"].to_string().replace(&here, &there), expected["edit"].to_string());
        }
    }
    for mut session in [session, at_once] {
        assert_eq!(session.client.leave(), 0);
    }
}

#[test]
fn an_edit_of_an_older_text_is_refused() {
    let mut session = resolving("utf-8");
    let action = session.action("Experts", IGNORE);
    let document = session.uri("a.md");
    session.client.change(&document, 2, &[json!({"text": ARTICLE})]);
    assert_eq!(session.client.refused("codeAction/resolve", action.clone()), -32801);
    session.client.close(&document);
    assert_eq!(session.client.refused("codeAction/resolve", action.clone()), -32801);
    let mut unknown = action;
    unknown["data"] = json!({"uri": 3});
    assert_eq!(session.client.refused("codeAction/resolve", unknown), -32602);
    assert_eq!(session.client.leave(), 0);
}
