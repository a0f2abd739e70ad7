//! The open documents: their texts, always at the newest version, and what is known of each.
//!
//! A change is applied under a lock, at once and in order; whoever needs a text takes a snapshot of it. Analyses come
//! from the workers (see `worker`), which take jobs from here and bring their outcome back.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ropey::Rope;
use serde_json::Value;
use tokio::sync::watch;
use tower_lsp::ls_types::{MessageType, TextDocumentContentChangeEvent, Uri};

use super::capabilities::ClientProfile;
use super::diagnostics::diagnostics;
use super::outbox::{Outbox, Publication};
use super::position::{Encoding, Lines};
use super::settings::{Judgement, Said, SessionSettings, configuration_path};
use crate::text::Format;
use crate::workspace::{Analysis, Analyzer};

/// How long a request waits for the analysis of the text that it is about.
const PATIENCE: Duration = Duration::from_secs(2);

/// All documents that a client has open.
#[derive(Debug, Default)]
pub struct Documents {
    state: Mutex<State>,
    work: Condvar,
    /// How documents are to be judged.
    settings: SessionSettings,
    /// Where diagnostics and log messages go.
    pub outbox: Outbox,
}

#[derive(Debug, Default)]
struct State {
    client: ClientProfile,
    open: HashMap<Uri, OpenDocument>,
    /// Documents whose newest text is to be analysed and that no worker has; each at most once.
    queue: VecDeque<Uri>,
    /// How many texts there have been: each version of each document has a number of its own.
    revisions: u64,
    over: bool,
}

#[derive(Debug)]
struct OpenDocument {
    /// The revision with which it was opened: tells it from one opened later under the same name.
    opened: u64,
    revision: u64,
    version: i32,
    rope: Rope,
    /// None: no prose that sayso reads.
    format: Option<Format>,
    /// None: a worker has it.
    analyzer: Option<Analyzer>,
    queued: bool,
    /// Whether a request for hints was not answered in time.
    owes_hints: bool,
    /// Whether the client was told that it is too long.
    told_too_long: bool,
    newest: watch::Sender<Option<Arc<Analyzed>>>,
}

/// What became of the analysis of one version of a document.
#[derive(Debug)]
pub struct Analyzed {
    /// The analysis; none if it failed.
    pub analysis: Option<Analysis>,
    /// The text.
    pub rope: Rope,
    revision: u64,
}

/// A version of a document, to be analysed.
#[derive(Debug)]
pub struct Job {
    /// The document's name.
    pub uri: Uri,
    /// The text.
    pub rope: Rope,
    /// The text's format.
    pub format: Format,
    /// Knows the document's earlier versions.
    pub analyzer: Analyzer,
    opened: u64,
    revision: u64,
    version: i32,
}

impl Documents {
    /// Takes note of what the client can do, and of the folder that it has open.
    pub fn meet(&self, client: ClientProfile, root: Option<PathBuf>) {
        self.lock().client = client;
        self.settings.set_root(root);
    }

    /// Takes the client's settings, and judges all documents anew.
    pub fn configure(&self, said: Said, settings: &Value) {
        for mistake in self.settings.set_client(said, settings) {
            self.outbox.log(MessageType::WARNING, format!("settings: {mistake}"));
        }
        self.judge_anew();
    }

    /// Looks at the files of settings again; if any has changed, judges all documents anew.
    pub fn refresh_settings(&self) {
        if self.settings.refresh(&self.outbox) {
            self.judge_anew();
        }
    }

    /// How a document is to be judged.
    pub fn judgement(&self, uri: &Uri) -> Judgement {
        self.settings.of(uri, self.client().encoding, &self.outbox)
    }

    fn judge_anew(&self) {
        let mut state = self.lock();
        let open: Vec<Uri> = state.open.keys().cloned().collect();
        for uri in open {
            let revision = state.next_revision();
            if let Some(document) = state.open.get_mut(&uri) {
                // what a worker has in hand may be judged by what no longer holds
                document.revision = revision;
            }
            state.enqueue(&uri);
        }
        self.work.notify_all();
    }

    /// What the client can do.
    pub fn client(&self) -> ClientProfile {
        self.lock().client
    }

    /// Opens a document; one already open under that name is replaced.
    pub fn open(&self, uri: Uri, language: &str, version: i32, text: &str) {
        let configuration = configuration_path(&uri);
        let mut state = self.lock();
        let revision = state.next_revision();
        let document = OpenDocument {
            opened: revision,
            revision,
            version,
            rope: Rope::from_str(text),
            format: if configuration.is_some() { None } else { format_of(language, &uri) },
            analyzer: Some(Analyzer::default()),
            queued: false,
            owes_hints: false,
            told_too_long: false,
            newest: watch::Sender::new(None),
        };
        if state.open.insert(uri.clone(), document).is_some() {
            self.outbox.log(MessageType::WARNING, format!("opened twice: {}", uri.as_str()));
        }
        state.enqueue(&uri);
        self.work.notify_one();
        drop(state);
        if let Some(path) = configuration {
            self.read_settings(&uri, &path);
        }
    }

    /// Applies changes to a document, one after the other.
    pub fn change(&self, uri: &Uri, version: i32, changes: &[TextDocumentContentChangeEvent]) {
        let mut state = self.lock();
        let (encoding, revision) = (state.client.encoding, state.next_revision());
        let Some(document) = state.open.get_mut(uri) else {
            self.outbox.log(MessageType::WARNING, format!("changed, but not open: {}", uri.as_str()));
            return;
        };
        if version <= document.version {
            let message = format!("version {version} after {}: {}", document.version, uri.as_str());
            self.outbox.log(MessageType::WARNING, message);
        }
        for change in changes {
            apply(&mut document.rope, change, encoding);
        }
        document.version = version;
        document.revision = revision;
        state.enqueue(uri);
        self.work.notify_one();
        drop(state);
        if let Some(path) = configuration_path(uri) {
            self.read_settings(uri, &path);
        }
    }

    /// Takes the settings that an open text has.
    fn read_settings(&self, uri: &Uri, path: &Path) {
        let state = self.lock();
        let Some(document) = state.open.get(uri) else { return };
        let (version, rope, encoding) = (document.version, document.rope.clone(), state.client.encoding);
        drop(state);
        self.settings.set_open(uri, path, version, &rope, encoding, &self.outbox);
        self.judge_anew();
    }

    /// Closes a document and takes its diagnostics back.
    pub fn close(&self, uri: &Uri) {
        let closed = self.lock().open.remove(uri);
        match closed {
            Some(document) if document.format.is_some() => {
                self.outbox.publish(uri.clone(), Publication { version: None, diagnostics: Vec::new() });
            }
            Some(_) => {
                if let Some(path) = configuration_path(uri) {
                    self.settings.close(uri, &path, &self.outbox);
                    self.judge_anew();
                }
            }
            None => self.outbox.log(MessageType::WARNING, format!("closed, but not open: {}", uri.as_str())),
        }
    }

    /// The newest version of a document; `None` if it isn't open or holds nothing that sayso reads.
    pub fn snapshot(&self, uri: &Uri) -> Option<Snapshot> {
        let state = self.lock();
        let document = state.open.get(uri)?;
        document.format?;
        Some(Snapshot { revision: document.revision, newest: document.newest.subscribe() })
    }

    /// Has the client ask for hints again as soon as there is an analysis, as it was given none when it asked.
    pub fn owe_hints(&self, uri: &Uri) {
        if let Some(document) = self.lock().open.get_mut(uri) {
            document.owes_hints = true;
        }
    }

    /// Waits for something to analyse; `None` when the session is over.
    pub fn next_job(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if state.over {
                return None;
            }
            if let Some(job) = state.take_job() {
                return Some(job);
            }
            state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes the outcome of a job: publishes it and hands it to the requests that wait for it, unless the document
    /// was closed meanwhile.
    pub fn finish(&self, job: Job, analysis: Option<Analysis>) {
        let client = self.client();
        let diagnostics = match &analysis {
            Some(analysis) => diagnostics(&analysis.findings, Lines::new(&job.rope, client.encoding), &job.uri, client),
            // Rather none than those of an older text.
            None => Vec::new(),
        };
        let mut state = self.lock();
        let Some(document) = state.open.get_mut(&job.uri).filter(|it| it.opened == job.opened) else { return };
        document.analyzer = Some(job.analyzer);
        let newest = Analyzed { analysis, rope: job.rope, revision: job.revision };
        document.newest.send_replace(Some(Arc::new(newest)));
        if document.revision > job.revision {
            state.enqueue(&job.uri);
            self.work.notify_one();
        } else if std::mem::take(&mut document.owes_hints) && client.hint_refresh {
            self.outbox.refresh_hints();
        }
        // Under the lock, so that a document closed from here on is cleared after this and not before.
        self.outbox.publish(job.uri, Publication { version: Some(job.version), diagnostics });
    }

    /// Leaves a document alone that is too long, and says so once.
    pub fn leave_alone(&self, job: Job, max_file_size: u64) {
        let mut state = self.lock();
        let document = state.open.get_mut(&job.uri).filter(|it| it.opened == job.opened);
        if document.is_some_and(|document| !std::mem::replace(&mut document.told_too_long, true)) {
            let length = job.rope.len_bytes();
            let message = format!(
                "not looked at, as it has {length} bytes, and max-file-size is {max_file_size}: {}",
                job.uri.as_str()
            );
            self.outbox.log(MessageType::WARNING, message);
        }
        drop(state);
        self.finish(job, None);
    }

    /// Ends the workers.
    pub fn end(&self) {
        self.lock().over = true;
        self.work.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next_revision(&mut self) -> u64 {
        self.revisions += 1;
        self.revisions
    }

    /// Has a document analysed, unless that is bound to happen already.
    fn enqueue(&mut self, uri: &Uri) {
        let Some(document) = self.open.get_mut(uri) else { return };
        if document.format.is_some() && document.analyzer.is_some() && !document.queued {
            document.queued = true;
            self.queue.push_back(uri.clone());
        }
    }

    fn take_job(&mut self) -> Option<Job> {
        while let Some(uri) = self.queue.pop_front() {
            let Some(document) = self.open.get_mut(&uri).filter(|document| document.queued) else { continue };
            let Some((format, analyzer)) = document.format.zip(document.analyzer.take()) else { continue };
            document.queued = false;
            let OpenDocument { opened, revision, version, .. } = *document;
            return Some(Job { uri, rope: document.rope.clone(), format, analyzer, opened, revision, version });
        }
        None
    }
}

/// A version of a document, as it was when a request came.
#[derive(Clone, Debug)]
pub struct Snapshot {
    revision: u64,
    newest: watch::Receiver<Option<Arc<Analyzed>>>,
}

/// Why there is no analysis of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It takes too long.
    Late,
    /// The document was closed.
    Closed,
}

impl Snapshot {
    /// Waits for the analysis of this version or a newer one: never of an older one.
    pub async fn analyzed(mut self) -> Result<Arc<Analyzed>, Missing> {
        let revision = self.revision;
        let fits = |newest: &Option<Arc<Analyzed>>| newest.as_ref().is_some_and(|it| it.revision >= revision);
        match tokio::time::timeout(PATIENCE, self.newest.wait_for(fits)).await {
            Ok(Ok(newest)) => newest.clone().ok_or(Missing::Late),
            Ok(Err(_)) => Err(Missing::Closed),
            Err(_) => Err(Missing::Late),
        }
    }

    /// Whether an analysis is of this very version.
    pub fn is(&self, analyzed: &Analyzed) -> bool {
        self.revision == analyzed.revision
    }
}

/// The format of a document: what its language says, or else what its name says. A language that sayso doesn't read
/// means no prose; so does none, unless the name says otherwise.
fn format_of(language: &str, uri: &Uri) -> Option<Format> {
    Format::from_name(language).or_else(|| Format::from_path(&uri.to_file_path()?))
}

fn apply(rope: &mut Rope, change: &TextDocumentContentChangeEvent, encoding: Encoding) {
    let Some(range) = change.range else {
        *rope = Rope::from_str(&change.text);
        return;
    };
    let range = Lines::new(rope, encoding).text_range(range);
    let (start, end) = (rope.byte_to_char(range.start), rope.byte_to_char(range.end));
    rope.remove(start..end);
    rope.insert(start, &change.text);
}

#[cfg(test)]
mod tests {
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
        documents.meet(ClientProfile { hint_refresh: true, ..ClientProfile::default() }, None);
        documents.open(a.clone(), "plaintext", 1, "1");
        documents.owe_hints(&a);
        let old = documents.next_job().unwrap();
        edit(&documents, &a, 2, json!([{"text": "2"}]));
        work(&documents, old);
        assert!(!documents.outbox.take().hint_refresh);
        work(&documents, documents.next_job().unwrap());
        assert!(documents.outbox.take().hint_refresh);
        edit(&documents, &a, 3, json!([{"text": "3"}]));
        work(&documents, documents.next_job().unwrap());
        assert!(!documents.outbox.take().hint_refresh);
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
        assert_eq!(format("plaintext", "file:///a.md"), Some(Format::Plain));
        assert_eq!(format("quatsch", "file:///with%20space/a.md"), Some(Format::Markdown));
        assert_eq!(format("", "file:///a.txt"), Some(Format::Plain));
        assert_eq!(format("rust", "file:///a.rs"), None);
        assert_eq!(format("rust", "untitled:Untitled-1"), None);
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
}
