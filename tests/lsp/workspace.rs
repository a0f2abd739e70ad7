//! Sessions with folders: who speaks in their files, as those come, change and go.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{Client, capabilities};
use super::sources::uri;

/// A client that knows of folders and files, and folders that it has open.
pub struct Session {
    pub folder: TempDir,
    pub client: Client,
}

/// What such a client says of itself.
pub fn workspace_capabilities() -> Value {
    let mut can = capabilities("utf-16");
    can["workspace"]["workspaceFolders"] = json!(true);
    can["workspace"]["symbol"] = json!({});
    can["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": true, "relativePatternSupport": true});
    can["workspace"]["fileOperations"] = json!({"didCreate": true, "didRename": true, "didDelete": true});
    can["window"] = json!({"workDoneProgress": true});
    can
}

impl Session {
    /// A session with some files, of which some folders are open.
    pub fn new(files: &[(&str, &str)], folders: &[&str], can: &Value) -> Self {
        Self::with_options(files, folders, can, &Value::Null)
    }

    pub fn with_options(files: &[(&str, &str)], folders: &[&str], can: &Value, options: &Value) -> Self {
        let mut session = Self { folder: tempfile::tempdir().unwrap(), client: Client::start() };
        for (name, text) in files {
            session.write(name, text);
        }
        session.start(folders, can, options);
        session
    }

    /// Opens folders of files that are there already.
    pub fn start(&mut self, folders: &[&str], can: &Value, options: &Value) -> Value {
        let folders: Vec<Value> = folders.iter().map(|name| self.named_folder(name)).collect();
        let parameters = json!({"capabilities": can, "workspaceFolders": folders, "initializationOptions": options});
        let answer = self.client.request("initialize", parameters);
        self.client.notify("initialized", json!({}));
        answer
    }

    fn named_folder(&self, name: &str) -> Value {
        fs::create_dir_all(self.folder.path().join(name)).unwrap();
        json!({"uri": self.uri(name), "name": name})
    }

    pub fn uri(&self, name: &str) -> String {
        uri(&self.folder.path().join(name))
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Tells the server that files were written (2), or are new (1) or gone (3).
    pub fn tell(&mut self, files: &[(&str, u8)]) {
        let changes = files.iter().map(|(name, kind)| json!({"uri": self.uri(name), "type": kind}));
        let changes: Vec<Value> = changes.collect();
        self.client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    }

    pub fn search(&mut self, query: &str) -> Vec<Value> {
        let found = self.client.request("workspace/symbol", json!({"query": query}));
        found.as_array().unwrap().clone()
    }

    /// Waits until a search finds this, as "Maya Wang in a.md".
    #[track_caller]
    fn expect(&mut self, query: &str, expected: &[&str]) {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let found = self.search(query);
            let show =
                |it: &Value| format!("{} in {}", it["name"].as_str().unwrap(), it["containerName"].as_str().unwrap());
            let found: Vec<String> = found.iter().map(show).collect();
            if found == expected {
                return;
            }
            assert!(Instant::now() < deadline, "{query}: {found:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The next progress of some kind.
    fn progress(&mut self, kind: &str) -> Value {
        loop {
            let progress = self.client.notification("$/progress", kind);
            if progress["value"]["kind"] == kind {
                return progress;
            }
        }
    }
}

/// A text in which somebody speaks.
fn text(name: &str, words: &str) -> String {
    format!("“{words},” said {name}, a pilot from Saltmere.\n")
}

/// A text for the file of a number, some hundred words long.
pub fn numbered(number: usize) -> String {
    let paragraph = "The council met again on Tuesday, and the harbour was quiet. Nobody had asked the fishers what they wanted, \
                     and the boats stayed at the quay until the fog was gone. Officials said that the lease would run out.\n\n";
    format!("{}\n{}", text("Nora Blom", &format!("Boat {number} is late")), paragraph.repeat(8))
}

#[test]
fn speakers_and_quotes_of_all_folders_are_found() {
    let files = [
        ("news/a.md", &*format!("🦀 {}", text("Ada Quist", "The nets are empty"))),
        ("news/deep/b.txt", &text("Bo Rehn", "Go and ask Ada")),
        ("essays/c.md", &text("Ada Quist", "So be it")),
        ("essays/code.rs", "// “No,” said Ada Quist."),
        ("essays/left-out.md", &text("Ada Quist", "No")),
        ("essays/.gitignore", "left-*\n"),
        ("elsewhere/d.md", &text("Ada Quist", "No")),
    ];
    let mut session = Session::new(&files, &["news", "essays"], &workspace_capabilities());
    session.expect(
        "ada",
        &[
            "Ada Quist in essays/c.md",
            "Ada Quist in news/a.md",
            "Ada Quist: “So be it,” in essays/c.md",
            "Ada Quist: “The nets are empty,” in news/a.md",
            "Bo Rehn: “Go and ask Ada,” in news/deep/b.txt",
        ],
    );
    let found = session.search("adaquist");
    assert_eq!(found[1]["kind"], 5);
    let range = json!({"start": {"line": 0, "character": 30}, "end": {"line": 0, "character": 39}});
    assert_eq!(found[1]["location"], json!({"uri": session.uri("news/a.md"), "range": range}));
    assert_eq!(session.search("nets empty")[0]["kind"], 15);
    assert_eq!(session.search("xyzzy"), [Value::Null; 0]);
    assert_eq!(session.search("").len(), 6);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn folders_come_and_go() {
    let files = [("news/a.md", &*text("Ada Quist", "Yes")), ("essays/b.md", &text("Ada Quist", "No"))];
    let mut session = Session::new(&files, &["news"], &workspace_capabilities());
    session.expect("adaquist", &["Ada Quist in a.md", "Ada Quist: “Yes,” in a.md"]);
    let (news, essays) = (session.named_folder("news"), session.named_folder("essays"));
    let change = |added: Value, removed: Value| json!({"event": {"added": added, "removed": removed}});
    session.client.notify("workspace/didChangeWorkspaceFolders", change(json!([essays]), json!([])));
    session.expect("adaquist yes", &["Ada Quist: “Yes,” in news/a.md"]);
    session.expect("adaquist no", &["Ada Quist: “No,” in essays/b.md"]);
    session.client.notify("workspace/didChangeWorkspaceFolders", change(json!([]), json!([news])));
    session.expect("adaquist", &["Ada Quist in b.md", "Ada Quist: “No,” in b.md"]);
    session.client.notify("workspace/didChangeWorkspaceFolders", change(json!([]), json!([essays])));
    session.expect("adaquist", &[]);
    // the client is told what to watch whenever it comes to it
    let unwatched = |it: &&Value| it["method"] == "client/unregisterCapability";
    while session.client.asked().iter().filter(unwatched).count() < 3 {
        session.search("-");
    }
    assert_eq!(session.client.leave(), 0);
    let watched = session.client.asked().iter().filter(|it| {
        it["method"] == "client/registerCapability" && it["params"]["registrations"][0]["id"] == "sayso prose files"
    });
    let bases: Vec<usize> = watched
        .map(|it| it["params"]["registrations"][0]["registerOptions"]["watchers"].as_array().unwrap().len())
        .collect();
    assert_eq!(bases, [2, 4, 2]);
}

#[test]
fn the_index_follows_the_files() {
    let mut session = Session::new(&[("a.md", &text("Ada Quist", "Yes"))], &[""], &workspace_capabilities());
    session.expect("ada yes", &["Ada Quist: “Yes,” in a.md"]);
    // written
    session.write("a.md", &text("Ada Quist", "Well"));
    session.tell(&[("a.md", 2)]);
    session.expect("ada", &["Ada Quist in a.md", "Ada Quist: “Well,” in a.md"]);
    // created, one of them in a folder that is new, another left out
    session.write(".saysoignore", "c.md\n");
    session.write("new/deep/b.md", &text("Ada Quist", "New"));
    session.write("c.md", &text("Ada Quist", "Never"));
    let created = [json!({"uri": session.uri("new/deep/b.md")}), json!({"uri": session.uri("c.md")})];
    session.client.notify("workspace/didCreateFiles", json!({"files": created}));
    session.expect("ada new", &["Ada Quist: “New,” in new/deep/b.md"]);
    session.expect("ada never", &[]);
    // renamed
    fs::rename(session.folder.path().join("new"), session.folder.path().join("old")).unwrap();
    let renamed = json!({"files": [{"oldUri": session.uri("new"), "newUri": session.uri("old")}]});
    session.client.notify("workspace/didRenameFiles", renamed);
    session.expect("ada new", &["Ada Quist: “New,” in old/deep/b.md"]);
    // deleted
    fs::remove_file(session.folder.path().join("a.md")).unwrap();
    session.tell(&[("a.md", 3)]);
    session.expect("ada", &["Ada Quist in old/deep/b.md", "Ada Quist: “New,” in old/deep/b.md"]);
    fs::remove_dir_all(session.folder.path().join("old")).unwrap();
    session.client.notify("workspace/didDeleteFiles", json!({"files": [{"uri": session.uri("old")}]}));
    session.expect("ada", &[]);
    // no longer left out
    fs::remove_file(session.folder.path().join(".saysoignore")).unwrap();
    session.tell(&[(".saysoignore", 3)]);
    session.expect("ada never", &["Ada Quist: “Never,” in c.md"]);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn what_is_open_counts_as_it_is_in_the_editor() {
    let mut session = Session::new(&[("a.md", &text("Ada Quist", "Yes"))], &[""], &workspace_capabilities());
    session.expect("ada", &["Ada Quist in a.md", "Ada Quist: “Yes,” in a.md"]);
    let a = session.uri("a.md");
    session.client.open(&a, 1, &text("Ada Quist", "Maybe"));
    session.client.open("untitled:Untitled-1", 1, &text("Cy Ada", "Hm"));
    session.client.open("git:/a.md?HEAD", 1, &text("Dag Ada", "Old"));
    session.expect("ada maybe", &["Ada Quist: “Maybe,” in a.md"]);
    session.expect("ada yes", &[]);
    session.expect("cyada", &["Cy Ada in untitled:Untitled-1", "Cy Ada: “Hm,” in untitled:Untitled-1"]);
    session.expect("dagada old", &["Dag Ada: “Old,” in git:/a.md?HEAD"]);
    session.client.change(&a, 2, &[json!({"text": text("Ada Quist", "Later")})]);
    session.expect("ada later", &["Ada Quist: “Later,” in a.md"]);
    for open in [a.as_str(), "untitled:Untitled-1", "git:/a.md?HEAD"] {
        session.client.close(open);
    }
    session.expect("ada", &["Ada Quist in a.md", "Ada Quist: “Yes,” in a.md"]);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn progress_is_shown_and_can_be_stopped() {
    let mut session = Session { folder: tempfile::tempdir().unwrap(), client: Client::start() };
    for number in 0..200 {
        session.write(&format!("{number:03}.md"), &numbered(number));
    }
    session.start(&[""], &workspace_capabilities(), &Value::Null);
    let begun = session.progress("begin");
    assert_eq!((&begun["value"]["title"], &begun["value"]["cancellable"]), (&json!("Indexing"), &json!(true)));
    // meanwhile searches are answered, and documents are analysed
    let _ = session.search("nora");
    let draft = session.uri("draft.md");
    session.client.open(&draft, 1, &text("Ada Quist", "Yes"));
    assert!(session.client.symbols(&draft)[0]["name"] == "“Yes,”");
    session.client.notify("window/workDoneProgress/cancel", json!({"token": "another's"}));
    session.client.notify("window/workDoneProgress/cancel", json!({"token": begun["token"]}));
    let ended = session.progress("end");
    let message = ended["value"]["message"].as_str().unwrap();
    assert!(message.starts_with("stopped after ") && message.ends_with(" files"), "{message}");
    // what changes is still looked at
    session.write("new.md", &text("Ada Quist", "No"));
    session.tell(&[("new.md", 1)]);
    session.expect("ada no", &["Ada Quist: “No,” in new.md"]);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn two_hundred_files_are_indexed() {
    let mut session = Session { folder: tempfile::tempdir().unwrap(), client: Client::start() };
    for number in 0..200 {
        session.write(&format!("{number:03}.md"), &text("Nora Blom", &format!("Boat {number} is late")));
    }
    session.start(&[""], &workspace_capabilities(), &Value::Null);
    assert_eq!(session.progress("end")["value"]["message"], "200 files");
    assert_eq!(session.search("nora blom boat").len(), 200);
    assert_eq!(session.search("").len(), 400);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn files_that_are_no_texts_are_passed_over() {
    let mut session = Session { folder: tempfile::tempdir().unwrap(), client: Client::start() };
    session.write("good.md", &format!("\u{feff}{}", text("Ada Quist", "Yes")));
    session.write("long.md", &text("Ada Quist", &"No ".repeat(500)));
    session.write("sayso.toml", "max-file-size = 1000\n");
    fs::write(session.folder.path().join("latin.md"), b"\x93No,\x94 said Ada Quist.\n").unwrap();
    session.write("folder.md/inner.md", &text("Ada Quist", "Inside"));
    break_things(session.folder.path());
    session.start(&[""], &workspace_capabilities(), &Value::Null);
    session.expect(
        "ada",
        &[
            "Ada Quist in folder.md/inner.md",
            "Ada Quist in good.md",
            "Ada Quist: “Yes,” in good.md",
            "Ada Quist: “Inside,” in folder.md/inner.md",
        ],
    );
    let start = &session.search("ada yes")[0]["location"]["range"]["start"];
    assert_eq!(*start, json!({"line": 0, "character": 0}));
    assert_eq!(session.client.leave(), 0);
}

/// A link to a folder around itself, one to nothing, and a file that nobody may read.
#[cfg(unix)]
fn break_things(folder: &Path) {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    symlink(folder, folder.join("loop")).unwrap();
    symlink(folder.join("gone"), folder.join("nothing.md")).unwrap();
    fs::write(folder.join("secret.md"), "“No,” said Cy Secret.").unwrap();
    fs::set_permissions(folder.join("secret.md"), fs::Permissions::from_mode(0o000)).unwrap();
}

#[cfg(not(unix))]
fn break_things(_: &Path) {}

#[test]
fn a_client_that_has_no_use_for_it_costs_nothing() {
    let mut can = workspace_capabilities();
    can["workspace"].as_object_mut().unwrap().remove("symbol");
    let mut session = Session::new(&[("a.md", &text("Ada Quist", "Yes"))], &[""], &can);
    assert_eq!(session.search(""), [Value::Null; 0]);
    session.client.open(&session.uri("b.md"), 1, &text("Ada Quist", "No"));
    session.expect("ada no", &["Ada Quist: “No,” in b.md"]);
    assert_eq!(session.search("").len(), 2);
    assert_eq!(session.client.leave(), 0);
    assert!(session.client.asked().iter().all(|it| it["method"] != "window/workDoneProgress/create"));
}

#[test]
fn what_the_server_does_with_files_is_announced() {
    let mut session = Session { folder: tempfile::tempdir().unwrap(), client: Client::start() };
    let answer = session.start(&[], &workspace_capabilities(), &Value::Null);
    let announced = &answer["capabilities"];
    assert_eq!(announced["workspaceSymbolProvider"], true);
    assert_eq!(announced["workspace"]["workspaceFolders"], json!({"supported": true, "changeNotifications": true}));
    let filters = &announced["workspace"]["fileOperations"]["didRename"]["filters"];
    assert_eq!(filters[1], json!({"scheme": "file", "pattern": {"glob": "**", "matches": "folder"}}));
    assert_eq!(session.search("anybody"), [Value::Null; 0]);
    assert_eq!(session.client.leave(), 0);
}

#[test]
fn settings_of_the_client_hold_in_each_folder() {
    let vague = "Experts say that the auction will fail.\n";
    let options = json!({"overrides": [{"files": ["drafts/*.md"], "rules": {"vague-source": "off"}}]});
    let mut session = Session::with_options(&[], &["news", "essays"], &workspace_capabilities(), &options);
    for (name, expected) in [("news/drafts/a.md", 0), ("essays/drafts/b.md", 0), ("essays/c.md", 1), ("drafts/d.md", 1)]
    {
        let document = session.uri(name);
        session.client.open(&document, 1, vague);
        let found = session.client.diagnostics(&document, Some(1));
        let found = found.as_array().unwrap().iter().filter(|it| it["code"] == "vague-source");
        assert_eq!(found.count(), expected, "{name}");
    }
    assert_eq!(session.client.leave(), 0);
}
