//! The threads that fill the index: of low priority, a file at a time, and only while no open document waits.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use ropey::Rope;
use tower_lsp::ls_types::{MessageType, Uri};

use super::{FileEntry, FileTask, Task, Walk};
use crate::server::documents::Documents;
use crate::server::position::Lines;
use crate::server::worker::Analyze;
use crate::text::Format;
use crate::workspace::{Analyzer, prose_files_at};

/// How many files are read at once.
const CRAWLERS: usize = 2;
/// How much they leave the processor to others, from 0 to 19.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Starts the threads; they end with [`Documents::end`].
pub fn start(documents: &Arc<Documents>, analyze: Analyze) -> io::Result<()> {
    for number in 1..=CRAWLERS {
        let documents = Arc::clone(documents);
        thread::Builder::new().name(format!("index {number}")).spawn(move || {
            lower_priority();
            while let Some(task) = documents.index.next_task() {
                documents.wait_for_calm();
                run(&documents, task, analyze);
            }
        })?;
    }
    documents.index.run();
    Ok(())
}

pub(super) fn run(documents: &Documents, task: Task, analyze: Analyze) {
    match task {
        Task::Walk(walk) => look_for_files(documents, &walk),
        Task::File(task) => {
            let entry = read(documents, &task, analyze);
            // settings that change meanwhile find nothing to be judged anew yet
            let is_outdated = entry.as_ref().is_some_and(|entry| documents.basis_of_file(&task.path) != entry.basis);
            documents.index.finish(&task, entry);
            if is_outdated {
                documents.index.rejudge();
            }
        }
        Task::Rejudge(ticket) => documents.index.again(ticket, outdated(documents)),
    }
}

fn look_for_files(documents: &Documents, walk: &Walk) {
    let mut found = HashSet::new();
    let mut is_whole = true;
    // a folder that can't be read holds nothing
    for path in prose_files_at(&walk.folder, &walk.place).filter_map(Result::ok) {
        if !documents.index.found(walk, path.clone()) {
            is_whole = false;
            break;
        }
        found.insert(path);
    }
    if documents.index.walked(walk, is_whole.then_some(&found)) {
        let message = format!("not all files are indexed, there are too many: {}", walk.folder.display());
        documents.outbox.log(MessageType::WARNING, message);
    }
}

/// What a file holds; `None` if it is no text that is to be read, or is open.
fn read(documents: &Documents, task: &FileTask, analyze: Analyze) -> Option<FileEntry> {
    let format = Format::from_path(&task.path)?;
    let uri = Uri::from_file_path(&task.path)?;
    if documents.has_open(&task.path) {
        return None;
    }
    let basis = documents.basis_of_file(&task.path);
    let source: Arc<str> = read_text(&task.path, basis.max_file_size)?.into();
    let mut analyzer = Analyzer::with_sources(Arc::clone(&basis.sources));
    analyzer.set_settings(Arc::clone(&basis.settings));
    // whoever writes goes before, in the middle of a long file, too
    let analyzed = catch_unwind(AssertUnwindSafe(|| {
        analyzer.prepare(&source, format, || documents.wait_for_calm());
        analyze(&mut analyzer, source, format)
    }));
    let Ok(analysis) = analyzed else {
        documents.outbox.log(MessageType::ERROR, format!("analysis failed: {}", uri.as_str()));
        return None;
    };
    let client = documents.client();
    let rope = Rope::from_str(&analysis.source);
    let lines = Lines::new(&rope, client.encoding);
    Some(FileEntry::new((&task.path, uri), &analysis, lines, client, basis))
}

/// A file's text as editors show it; `None` if it has more than `most` bytes, is no UTF-8 or can't be read.
fn read_text(path: &Path, most: u64) -> Option<String> {
    // what is no file may block whoever opens it
    if !path.metadata().is_ok_and(|data| data.is_file() && data.len() <= most) {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(most).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The files that would be judged by something else now than they were.
fn outdated(documents: &Documents) -> Vec<PathBuf> {
    let entries = documents.index.entries().into_iter().map(|(_, entry)| entry);
    entries
        .filter(|entry| documents.basis_of_file(&entry.path) != entry.basis)
        .map(|entry| entry.path.clone())
        .collect()
}

/// Leaves the processor to other threads, but for a tenth: what others run must not stop it.
#[cfg(target_os = "linux")]
fn lower_priority() {
    // on Linux a thread has a priority of its own; if it keeps that of the others, the index still waits for them
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS);
}

/// Elsewhere a thread can't be given less of the processor without more ado.
#[cfg(not(target_os = "linux"))]
fn lower_priority() {}
