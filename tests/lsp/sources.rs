//! Sessions with a list of known sources beside the documents: on disk, open in the editor, right and wrong.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{Client, capabilities};

const ARTICLE: &str = "“We will not sign,” Lund told dockworks.\n\nIt rained. “No,” she said.\n";

const LIST: &str = "\
[[person]]
name = 'Anna Lund'
aliases = ['Lund']
roles = ['chief negotiator']
pronouns = 'she'
";

/// A client, and a folder whose files it opens.
struct Session {
    folder: TempDir,
    client: Client,
}

impl Session {
    fn new(list: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("news")).unwrap();
        if let Some(list) = list {
            fs::write(folder.path().join("sources.toml"), list).unwrap();
        }
        Self { folder, client: Client::initialized("utf-16") }
    }

    fn uri(&self, name: &str) -> String {
        uri(&self.folder.path().join(name))
    }

    /// The hover on the first line's "Lund".
    fn hover(&mut self, document: &str) -> String {
        let hover = self.client.hover(&self.uri(document), &json!({"line": 0, "character": 21}));
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }
}

pub fn uri(path: &Path) -> String {
    let path = path.display().to_string().replace('\\', "/");
    format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })
}

/// What each diagnostic says, and where it begins.
pub fn told(diagnostics: &Value) -> Vec<(u64, u64, String)> {
    let told = diagnostics.as_array().unwrap().iter().map(|diagnostic| {
        let start = &diagnostic["range"]["start"];
        let message = diagnostic["message"].as_str().unwrap().to_owned();
        (start["line"].as_u64().unwrap(), start["character"].as_u64().unwrap(), message)
    });
    told.collect()
}

#[test]
fn a_hover_tells_what_the_list_says() {
    let mut session = Session::new(Some(LIST));
    session.client.open(&session.uri("news/a.md"), 1, ARTICLE);
    let hover = session.hover("news/a.md");
    let expected = "**Anna Lund**, person\n\nchief negotiator (sources.toml)\n\nListed in sources.toml, also as “Lund”; pronoun: she.";
    assert!(hover.starts_with(expected), "{hover}");
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn mistakes_in_a_list_on_disk_are_told_when_a_document_uses_it() {
    let mut session = Session::new(Some(&format!("{LIST}age = 3\n")));
    session.client.open(&session.uri("news/a.md"), 1, ARTICLE);
    let (list, document) = (session.uri("sources.toml"), session.uri("news/a.md"));
    let published = session.client.diagnostics(&list, None);
    assert_eq!(told(&published), [(5, 0, "unknown key `age`".to_owned())]);
    assert_eq!((&published[0]["severity"], &published[0]["source"]), (&json!(1), &json!("sayso")));
    assert!(session.hover("news/a.md").starts_with("**Anna Lund**"));
    session.client.close(&document);
    assert_eq!(session.client.diagnostics(&list, None), json!([]));
}

#[test]
fn the_list_in_the_editor_counts_as_it_is_typed() {
    let mut session = Session::new(Some(LIST));
    let (list, document) = (session.uri("sources.toml"), session.uri("a.md"));
    session.client.open(&document, 1, ARTICLE);
    assert!(session.hover("a.md").starts_with("**Anna Lund**"));

    session.client.open(&list, 1, &LIST.replace("Anna Lund", "Berta Lund"));
    assert_eq!(session.client.diagnostics(&list, Some(1)), json!([]));
    assert!(session.hover("a.md").starts_with("**Berta Lund**"));

    let range = json!({"start": {"line": 4, "character": 12}, "end": {"line": 4, "character": 15}});
    session.client.change(&list, 2, &[json!({"range": range, "text": "sh"})]);
    let published = session.client.diagnostics(&list, Some(2));
    assert_eq!(told(&published), [(4, 11, "unknown value \"sh\": did you mean \"she\"?".to_owned())]);
    assert!(session.hover("a.md").contains("Listed in sources.toml, also as “Lund”.\n"));

    session.client.close(&list);
    assert_eq!(session.client.diagnostics(&list, None), json!([]));
    assert!(session.hover("a.md").starts_with("**Anna Lund**"));
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn a_list_that_is_written_elsewhere_is_read_again() {
    let mut session = Session::new(None);
    let list = session.uri("sources.toml");
    session.client.open(&session.uri("a.md"), 1, ARTICLE);
    assert!(session.hover("a.md").starts_with("**Lund**"));
    let path = session.folder.path().join("sources.toml");

    fs::write(&path, LIST).unwrap();
    let changes = json!({"changes": [{"uri": list, "type": 1}]});
    session.client.notify("workspace/didChangeWatchedFiles", changes.clone());
    assert!(session.hover("a.md").starts_with("**Anna Lund**"));

    fs::write(&path, LIST.replace("Anna Lund", "Cora Lund")).unwrap();
    session.client.notify("workspace/didChangeWatchedFiles", changes);
    assert!(session.hover("a.md").starts_with("**Cora Lund**"));

    fs::remove_file(&path).unwrap();
    let document = json!({"textDocument": {"uri": session.uri("a.md")}});
    session.client.notify("textDocument/didSave", document);
    assert!(session.hover("a.md").starts_with("**Lund**"));
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn a_client_that_watches_files_is_asked_to_watch_lists() {
    for watches in [true, false] {
        let mut client = Client::start();
        let mut can = capabilities("utf-8");
        can["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": watches});
        client.initialize(&can);
        client.symbols("file:///none.md");
        assert_eq!(client.leave(), 0);
        let asked = client.asked().iter().filter(|request| request["method"] == "client/registerCapability");
        let patterns: Vec<Value> = asked
            .map(|request| {
                request["params"]["registrations"][0]["registerOptions"]["watchers"][0]["globPattern"].clone()
            })
            .collect();
        let expected = if watches { vec![json!("**/sources.toml")] } else { Vec::new() };
        assert_eq!(patterns, expected);
    }
}
