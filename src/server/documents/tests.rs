use std::future::Future;

use serde_json::{Value, json};

use super::*;

fn uri(name: &str) -> Uri {
    format!("file:///{name}").parse().unwrap()
}

fn edit(documents: &Documents, uri: &Uri, version: i32, changes: Value) {
    let changes: Vec<TextDocumentContentChangeEvent> = serde_json::from_value(changes).unwrap();
    documents.change(uri, version, &changes);
}

/// Does what a worker does.
fn work(documents: &Documents, mut job: Job) {
    let analysis = job.analyzer.analyze(job.rope.to_string().into(), job.format);
    documents.finish(job, Some(analysis));
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(future)
}

#[test]
fn changes_apply_one_after_the_other() {
    let documents = Documents::default();
    let a = uri("a.md");
    documents.open(a.clone(), "markdown", 1, "one\r\n🦀 two\n");
    let range = |line: u32, start: u32, end: u32| json!({"start": {"line": line, "character": start}, "end": {"line": line, "character": end}});
    let changes = json!([
        {"range": range(1, 3, 6), "text": "drei\nvier"},
        {"range": range(2, 0, 1), "text": "W"},
        {"range": range(0, 3, 99), "text": "!"},
    ]);
    edit(&documents, &a, 2, changes);
    assert_eq!(documents.next_job().unwrap().rope, "one!\r\n🦀 drei\nWier\n");
    edit(&documents, &a, 3, json!([{"text": "all new"}]));
    edit(&documents, &a, 4, json!([{"range": range(0, 0, 3), "text": "nothing"}]));
    assert_eq!(documents.lock().open[&a].rope, "nothing new");
}

#[test]
fn only_the_newest_text_is_analysed() {
    let documents = Documents::default();
    let a = uri("a.txt");
    documents.open(a.clone(), "plaintext", 1, "0");
    let job = documents.next_job().unwrap();
    for version in 2..=9 {
        edit(&documents, &a, version, json!([{"text": version.to_string()}]));
    }
    work(&documents, job);
    assert_eq!(documents.outbox.take().publications[&a].version, Some(1));
    let job = documents.next_job().unwrap();
    assert_eq!((job.version, job.rope.to_string().as_str()), (9, "9"));
    work(&documents, job);
    assert_eq!(documents.outbox.take().publications[&a].version, Some(9));
    assert!(documents.lock().queue.is_empty());
}

#[test]
fn a_request_gets_no_analysis_of_an_older_text() {
    let documents = Documents::default();
    let a = uri("a.txt");
    documents.open(a.clone(), "plaintext", 1, "1");
    let old = documents.next_job().unwrap();
    edit(&documents, &a, 2, json!([{"text": "2"}]));
    let snapshot = documents.snapshot(&a).unwrap();
    work(&documents, old);
    assert_eq!(block_on(snapshot.clone().analyzed()).unwrap_err(), Missing::Late);
    work(&documents, documents.next_job().unwrap());
    let analyzed = block_on(snapshot.clone().analyzed()).unwrap();
    assert_eq!(analyzed.rope, "2");
    assert!(snapshot.is(&analyzed));
}

#[test]
fn closing_takes_diagnostics_back_and_frees_who_waits() {
    let documents = Documents::default();
    let a = uri("a.txt");
    documents.open(a.clone(), "plaintext", 1, "1");
    let job = documents.next_job().unwrap();
    let snapshot = documents.snapshot(&a).unwrap();
    documents.close(&a);
    work(&documents, job);
    assert_eq!(block_on(snapshot.analyzed()).unwrap_err(), Missing::Closed);
    let cleared = Publication { version: None, diagnostics: Vec::new() };
    assert_eq!(documents.outbox.take().publications, HashMap::from([(a, cleared)]));
}

#[test]
fn an_analysis_from_before_a_reopening_is_not_taken_for_one_after_it() {
    let documents = Documents::default();
    let a = uri("a.txt");
    documents.open(a.clone(), "plaintext", 7, "old");
    let old = documents.next_job().unwrap();
    documents.close(&a);
    documents.open(a.clone(), "plaintext", 1, "new");
    work(&documents, old);
    assert_ne!(documents.outbox.take().publications[&a].version, Some(7));
    work(&documents, documents.next_job().unwrap());
    assert_eq!(documents.outbox.take().publications[&a].version, Some(1));
}

#[test]
fn hints_owed_are_asked_for_again_once_they_are_there() {
    let documents = Documents::default();
    let a = uri("a.txt");
    documents.meet(ClientProfile { refreshes: Refresh::HINTS, ..ClientProfile::default() }, None);
    documents.open(a.clone(), "plaintext", 1, "1");
    documents.owe(&a, Refresh::HINTS | Refresh::TOKENS);
    let old = documents.next_job().unwrap();
    edit(&documents, &a, 2, json!([{"text": "2"}]));
    work(&documents, old);
    assert_eq!(documents.outbox.take().refresh, Refresh::empty());
    work(&documents, documents.next_job().unwrap());
    assert_eq!(documents.outbox.take().refresh, Refresh::HINTS);
    edit(&documents, &a, 3, json!([{"text": "3"}]));
    work(&documents, documents.next_job().unwrap());
    assert_eq!(documents.outbox.take().refresh, Refresh::empty());
}

#[test]
fn what_is_owed_when_it_is_there_is_asked_for_at_once() {
    let documents = Documents::default();
    let a = uri("a.txt");
    documents.meet(ClientProfile { refreshes: Refresh::TOKENS, ..ClientProfile::default() }, None);
    documents.open(a.clone(), "plaintext", 1, "1");
    work(&documents, documents.next_job().unwrap());
    documents.outbox.take();
    documents.owe(&a, Refresh::HINTS | Refresh::TOKENS);
    assert_eq!(documents.outbox.take().refresh, Refresh::TOKENS);
}

#[test]
fn what_the_client_gets_wrong_is_logged_and_survived() {
    let documents = Documents::default();
    let (a, b) = (uri("a.txt"), uri("b.txt"));
    edit(&documents, &b, 1, json!([{"text": "2"}]));
    documents.close(&b);
    documents.open(a.clone(), "plaintext", 5, "1");
    documents.open(a.clone(), "plaintext", 5, "2");
    edit(&documents, &a, 4, json!([{"text": "3"}]));
    assert_eq!(documents.outbox.take().log.len(), 4);
    assert_eq!(documents.next_job().unwrap().rope, "3");
    assert!(documents.lock().queue.is_empty() || documents.lock().take_job().is_none());
}

#[test]
fn the_language_says_the_format_then_the_name() {
    let format = |language: &str, name: &str| format_of(language, &name.parse().unwrap());
    assert_eq!(format("markdown", "untitled:Untitled-1"), Some(Format::Markdown));
    assert_eq!(format("markdown", "file:///a.txt"), Some(Format::Markdown));
    assert_eq!(format("plaintext", "file:///notes"), Some(Format::Plain));
    assert_eq!(format("plaintext", "file:///a.log"), Some(Format::Plain));
    for (name, read) in [("a.typ", Format::Typst), ("a.ADOC", Format::AsciiDoc), ("a.mdx", Format::Markdown)] {
        assert_eq!(format("plaintext", &format!("file:///{name}")), Some(read), "{name}");
    }
    assert_eq!(format("quatsch", "file:///with%20space/a.md"), Some(Format::Markdown));
    assert_eq!(format("", "file:///a.txt"), Some(Format::Plain));
    assert_eq!(format("latex", "untitled:a"), Some(Format::Latex));
    assert_eq!(format("tex", "file:///a.tex"), Some(Format::Latex));
    assert_eq!(format("rust", "file:///a.rs"), None);
    assert_eq!(format("rust", "untitled:Untitled-1"), None);
}

#[test]
fn a_list_changes_what_is_known_in_open_documents() {
    let documents = Documents::default();
    documents.meet(ClientProfile { refreshes: Refresh::HINTS, ..ClientProfile::default() }, None);
    let (a, list) = (uri("no/such/folder/a.txt"), uri("no/such/folder/sources.toml"));
    let next = || {
        let job = documents.next_job().unwrap();
        let known = documents.sources_for(&job.uri, None).owner("Bo").is_some();
        work(&documents, job);
        known
    };
    documents.open(a.clone(), "plaintext", 1, "Bo left.");
    assert!(!next());
    documents.open(list.clone(), "plaintext", 1, "[[person]]\nname = 'Bo'\n");
    assert!(documents.snapshot(&list).is_none());
    let snapshot = documents.snapshot(&a).unwrap();
    assert!(next());
    assert!(block_on(snapshot.analyzed()).is_ok());
    let waiting = documents.outbox.take();
    assert_eq!(waiting.refresh, Refresh::HINTS);
    assert_eq!(waiting.publications[&list], Publication { version: Some(1), diagnostics: Vec::new() });
    // nobody else is listed now
    edit(&documents, &list, 2, json!([{"text": "[[person]]\nname = 'Bo' # the pilot\nage = 3\n"}]));
    assert!(documents.lock().queue.is_empty());
    assert_eq!(documents.outbox.take().publications[&list].diagnostics.len(), 1);
    documents.close(&list);
    assert!(!next());
    assert!(documents.outbox.take().publications[&list].diagnostics.is_empty());
}

#[test]
fn a_document_without_prose_is_open_but_not_analysed() {
    let documents = Documents::default();
    let a = uri("a.rs");
    documents.open(a.clone(), "rust", 1, "fn main() {}");
    edit(&documents, &a, 2, json!([{"text": "fn"}]));
    assert!(documents.snapshot(&a).is_none());
    assert!(documents.lock().queue.is_empty());
    documents.close(&a);
    let waiting = documents.outbox.take();
    assert!(waiting.publications.is_empty() && waiting.log.is_empty());
}
