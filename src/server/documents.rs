//! The open documents: their texts, always at the newest version, and what is known of each.
//!
//! A change is applied under a lock, at once and in order; whoever needs a text takes a snapshot of it. Analyses come
//! from the workers (see `worker`), which take jobs from here and bring their outcome back.

pub mod edits;
mod files;
mod pull;
mod settings_file;
mod snapshot;
mod token_results;

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use ropey::Rope;
use serde_json::Value;
use tokio::sync::watch;
use tower_lsp::ls_types::{MessageType, TextDocumentContentChangeEvent, Uri};

use super::capabilities::ClientProfile;
use super::diagnostics::diagnostics;
use super::index::{Folder, Index};
use super::lists::{self, Desk, Lists};
use super::outbox::{Outbox, Publication, Refresh};
use super::position::{Encoding, Lines};
use super::settings::{Judgement, Said, SessionSettings, configuration_path};
use crate::annotate::KnownSources;
use crate::rules::{self, Finding};
use crate::text::Format;
use crate::workspace::{Analysis, Analyzer};
use edits::{Edits, Splice};
pub use snapshot::{Analyzed, Missing, Snapshot};
use token_results::TokenResult;

/// Paragraphs at the end of a text's beginning of which what follows may tell something else.
const UNSURE_PARAGRAPHS: usize = 4;

/// All documents that a client has open.
#[derive(Debug, Default)]
pub struct Documents {
    state: Mutex<State>,
    work: Condvar,
    /// Rung when nothing waits to be analysed.
    calm: Condvar,
    /// How documents are to be judged.
    settings: SessionSettings,
    /// Whom they know already.
    lists: Lists,
    /// What is known of files that are not open.
    pub index: Index,
    /// Where diagnostics and log messages go.
    pub outbox: Outbox,
    /// Tells the names of this session's results from those of others.
    session: pull::Session,
    /// How often a client said that a document changed, opening and closing included.
    changes: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    client: ClientProfile,
    open: HashMap<Uri, OpenDocument>,
    /// Documents whose newest text is to be analysed and that no worker has; each at most once.
    queue: VecDeque<Uri>,
    /// The last number that was given: each version of each document has its own, and each answer about its tokens.
    revisions: u64,
    /// How many jobs the workers have in hand.
    jobs: usize,
    /// The documents of which the client was told that they are too long.
    told_too_long: HashSet<Uri>,
    /// Whether the client asks for the diagnostics of files that are not open.
    pulls_files: bool,
    over: bool,
}

#[derive(Debug)]
struct OpenDocument {
    /// The revision with which it was opened: tells it from one opened later under the same name.
    opened: u64,
    revision: u64,
    version: i32,
    rope: Rope,
    /// What was done to it since it was last analysed.
    edits: Edits,
    /// None: no prose that sayso reads.
    format: Option<Format>,
    /// None: a worker has it.
    analyzer: Option<Analyzer>,
    queued: bool,
    /// What the client is to ask for again once there is an analysis.
    owed: Refresh,
    /// What it was told last of the tokens.
    tokens: Option<TokenResult>,
    newest: watch::Sender<Option<Arc<Analyzed>>>,
}

impl OpenDocument {
    fn snapshot(&self) -> Snapshot {
        Snapshot {
            revision: self.revision,
            rope: self.rope.clone(),
            edits: self.edits.clone(),
            newest: self.newest.subscribe(),
        }
    }
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
    is_first: bool,
}

impl Job {
    /// Whether nobody has seen anything of the document yet.
    pub fn is_first(&self) -> bool {
        self.is_first
    }

    /// The client's number of the version.
    pub fn version(&self) -> i32 {
        self.version
    }
}

impl Documents {
    /// Takes note of what the client can do, and of the folders that it has open.
    pub fn meet(&self, client: ClientProfile, folders: impl IntoIterator<Item = Folder>) {
        let mut state = self.lock();
        state.client = client;
        drop(state);
        self.set_folders(folders.into_iter().collect());
    }

    /// Takes the client's settings, and judges all documents anew.
    pub fn configure(&self, said: Said, settings: &Value) {
        self.tell_of(self.settings.set_client(said, settings));
        self.judge_anew();
    }

    /// Takes what the client sets for all documents and for those of single folders, and judges all documents anew.
    pub fn configure_folders(&self, for_all: &Value, folders: Vec<(PathBuf, Value)>) {
        self.tell_of(self.settings.set_client(Said::Later, for_all));
        self.tell_of(self.settings.set_client_of(folders));
        self.judge_anew();
    }

    /// Tells of mistakes in the client's settings.
    fn tell_of(&self, mistakes: Vec<String>) {
        for mistake in mistakes {
            self.outbox.log(MessageType::WARNING, format!("settings: {mistake}"));
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
                document.owed |= Refresh::BESIDE;
            }
            state.enqueue(&uri);
        }
        self.work.notify_all();
        self.have_diagnostics_asked_for(&state);
        drop(state);
        self.index.rejudge();
    }

    /// Reads settings and lists of known sources again, and judges all documents anew.
    pub fn recheck(&self) {
        self.settings.refresh(&self.outbox);
        self.lists.distrust_all();
        self.reanalyze_outdated(&mut self.lock());
        self.judge_anew();
    }

    /// What the client can do.
    pub fn client(&self) -> ClientProfile {
        self.lock().client
    }

    /// How often a client said that a document changed, opening and closing included.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::Relaxed)
    }

    /// Opens a document; one already open under that name is replaced.
    pub fn open(&self, uri: Uri, language: &str, version: i32, text: &str) {
        self.changes.fetch_add(1, Ordering::Relaxed);
        let configuration = configuration_path(&uri);
        let mut state = self.lock();
        let revision = state.next_revision();
        let list = lists::path_of(&uri);
        let document = OpenDocument {
            opened: revision,
            revision,
            version,
            rope: Rope::from_str(text),
            edits: Edits::default(),
            format: format_of(language, &uri).filter(|_| list.is_none() && configuration.is_none()),
            analyzer: Some(Analyzer::default()),
            queued: false,
            owed: Refresh::empty(),
            tokens: None,
            newest: watch::Sender::new(None),
        };
        if state.open.insert(uri.clone(), document).is_some() {
            self.outbox.log(MessageType::WARNING, format!("opened twice: {}", uri.as_str()));
        }
        match list {
            Some(path) => self.take_list(path, &uri, &mut state),
            None => state.enqueue(&uri),
        }
        self.work.notify_one();
        drop(state);
        if let Some(path) = configuration {
            self.read_settings(&uri, &path);
        }
    }

    /// Applies changes to a document, one after the other.
    pub fn change(&self, uri: &Uri, version: i32, changes: &[TextDocumentContentChangeEvent]) {
        self.changes.fetch_add(1, Ordering::Relaxed);
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
            let splice = apply(&mut document.rope, change, encoding);
            document.edits.push(revision, splice);
        }
        document.version = version;
        document.revision = revision;
        match lists::path_of(uri) {
            Some(path) => self.take_list(path, uri, &mut state),
            None => state.enqueue(uri),
        }
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
        self.changes.fetch_add(1, Ordering::Relaxed);
        let mut state = self.lock();
        match state.open.remove(uri) {
            Some(document) if document.format.is_some() => {
                if !state.client.pull_diagnostics {
                    self.outbox.publish(uri.clone(), Publication { version: None, diagnostics: Vec::new() });
                }
                self.lists.forget(uri, self.desk(&state));
                drop(state);
                self.file_changed(uri);
            }
            Some(_) => {
                if let Some(path) = lists::path_of(uri) {
                    self.lists.close(&path, uri, self.desk(&state));
                    self.reanalyze_outdated(&mut state);
                    self.index.rejudge();
                }
                if let Some(path) = configuration_path(uri) {
                    self.settings.close(uri, &path, &self.outbox);
                    drop(state);
                    self.judge_anew();
                }
            }
            None => self.outbox.log(MessageType::WARNING, format!("closed, but not open: {}", uri.as_str())),
        }
    }

    /// The sources that a document is to be analysed with.
    pub fn sources_for(&self, uri: &Uri, chosen: Option<&Path>) -> Arc<KnownSources> {
        let client = self.client();
        self.lists.sources_for(uri, chosen, Desk { client, outbox: &self.outbox })
    }

    /// The newest version of a document; `None` if it isn't open or holds nothing that sayso reads.
    pub fn snapshot(&self, uri: &Uri) -> Option<Snapshot> {
        let state = self.lock();
        let document = state.open.get(uri)?;
        document.format?;
        Some(document.snapshot())
    }

    /// Has the client ask again as soon as there is an analysis, as it was given nothing when it asked.
    pub fn owe(&self, uri: &Uri, refresh: Refresh) {
        let mut state = self.lock();
        let refreshes = state.client.refreshes;
        let Some(document) = state.open.get_mut(uri) else { return };
        let has_come = document.newest.borrow().as_ref().is_some_and(|newest| newest.revision == document.revision);
        if has_come {
            self.outbox.refresh(refresh & refreshes);
        } else {
            document.owed |= refresh;
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
                state.jobs += 1;
                return Some(job);
            }
            if state.jobs == 0 {
                self.calm.notify_all();
            }
            state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Publishes what is found for sure in the beginning of a job's text, which is all that is known of it so far.
    pub fn show_beginning(&self, job: &Job, analysis: &Analysis) {
        let client = self.client();
        let known = analysis.document.paragraphs.iter().rev().nth(UNSURE_PARAGRAPHS);
        let known = known.map_or(0, |paragraph| paragraph.source_range().end);
        let is_sure = |finding: &&Finding| finding.span.end <= known && rules::stands_whatever_follows(finding.rule);
        let findings: Vec<Finding> = analysis.findings.iter().filter(is_sure).cloned().collect();
        let diagnostics = diagnostics(&findings, Lines::new(&job.rope, client.encoding), &job.uri, client);
        let state = self.lock();
        let is_newest = |document: &OpenDocument| document.revision == job.revision;
        if state.open.get(&job.uri).is_some_and(is_newest) {
            self.outbox.publish(job.uri.clone(), Publication { version: Some(job.version), diagnostics });
        }
    }

    /// Takes the outcome of a job: publishes it and hands it to the requests that wait for it, unless the document
    /// was closed meanwhile.
    pub fn finish(&self, job: Job, analysis: Option<Analysis>) {
        let state = self.lock();
        let client = state.client;
        drop(state);
        let diagnostics = match &analysis {
            Some(analysis) if !client.pull_diagnostics => {
                diagnostics(&analysis.findings, Lines::new(&job.rope, client.encoding), &job.uri, client)
            }
            // Rather none than those of an older text.
            _ => Vec::new(),
        };
        let mut state = self.lock();
        state.jobs = state.jobs.saturating_sub(1);
        if state.jobs == 0 && state.queue.is_empty() {
            self.calm.notify_all();
        }
        if !state.open.contains_key(&job.uri) {
            self.lists.forget(&job.uri, self.desk(&state));
        }
        let Some(document) = state.open.get_mut(&job.uri).filter(|it| it.opened == job.opened) else { return };
        document.analyzer = Some(job.analyzer);
        document.edits.forget(job.revision);
        let newest = Analyzed::new(analysis, job.rope, job.version, job.revision);
        let before = document.newest.send_replace(Some(Arc::new(newest)));
        if document.revision > job.revision {
            state.enqueue(&job.uri);
            self.work.notify_one();
        } else {
            self.outbox.refresh(std::mem::take(&mut document.owed) & client.refreshes);
        }
        // Under the lock, so that a document closed from here on is cleared after this and not before.
        if !state.client.pull_diagnostics {
            self.outbox.publish(job.uri, Publication { version: Some(job.version), diagnostics });
        }
        drop(state);
        // what a long text held takes a while to give back
        drop(before);
    }

    /// Leaves a document alone that is too long, and says so once a session.
    pub fn leave_alone(&self, job: Job, max_file_size: u64) {
        let mut state = self.lock();
        let is_open = state.open.get(&job.uri).is_some_and(|it| it.opened == job.opened);
        if is_open && state.told_too_long.insert(job.uri.clone()) {
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
        self.calm.notify_all();
        self.index.end();
    }

    /// Takes note of the text of a list of known sources.
    fn take_list(&self, path: PathBuf, uri: &Uri, state: &mut State) {
        if let Some(document) = state.open.get(uri) {
            self.lists.edit(path, (uri, document.version, &document.rope), self.desk(state));
            self.index.rejudge();
        }
        self.reanalyze_outdated(state);
    }

    /// Has all documents analysed again whose sources have changed; what is shown in them is asked for again then.
    fn reanalyze_outdated(&self, state: &mut State) {
        let desk = self.desk(state);
        let prose = state.open.iter().filter(|(_, document)| document.format.is_some());
        let is_outdated = |uri: &&Uri| {
            let chosen = self.settings.of(uri, desk.client.encoding, &self.outbox).sources;
            self.lists.is_outdated(uri, chosen.as_deref(), desk)
        };
        let outdated: Vec<Uri> = prose.map(|(uri, _)| uri).filter(is_outdated).cloned().collect();
        if !outdated.is_empty() {
            self.have_diagnostics_asked_for(state);
        }
        for uri in outdated {
            let revision = state.next_revision();
            if let Some(document) = state.open.get_mut(&uri) {
                document.revision = revision;
                document.owed = Refresh::BESIDE;
            }
            state.enqueue(&uri);
        }
        self.work.notify_all();
    }

    fn desk(&self, state: &State) -> Desk<'_> {
        Desk { client: state.client, outbox: &self.outbox }
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
            let (rope, is_first) = (document.rope.clone(), document.newest.borrow().is_none());
            return Some(Job { uri, rope, format, analyzer, opened, revision, version, is_first });
        }
        None
    }
}

/// The format of a document: what its language says, or else what its name says. Editors call plain text also what they have no
/// language for, as most do with Typst, so a name that says more counts then. A language that sayso doesn't read means no prose;
/// so does none, unless the name says otherwise.
fn format_of(language: &str, uri: &Uri) -> Option<Format> {
    let named = || Format::from_path(&uri.to_file_path()?);
    match Format::from_name(language) {
        Some(Format::Plain) => named().or(Some(Format::Plain)),
        told => told.or_else(named),
    }
}

/// Applies a change; what it did, if it did not replace the whole text.
fn apply(rope: &mut Rope, change: &TextDocumentContentChangeEvent, encoding: Encoding) -> Option<Splice> {
    let Some(range) = change.range else {
        *rope = Rope::from_str(&change.text);
        return None;
    };
    let range = Lines::new(rope, encoding).text_range(range);
    let (start, end) = (rope.byte_to_char(range.start), rope.byte_to_char(range.end));
    let lines = rope.len_lines();
    rope.remove(start..end);
    rope.insert(start, &change.text);
    Some(Splice { old: range, inserted: change.text.len(), breaks_lines: rope.len_lines() != lines })
}

#[cfg(test)]
mod tests;
