use std::fs;

use super::crawl::run;
use super::*;
use crate::server::capabilities::ClientProfile;
use crate::server::documents::Documents;
use crate::workspace::Analyzer;

const TEXT: &str = "“It rained,” said Ada Quist, a pilot.\n";

/// A session without threads: what they do is done when the test says so.
struct Session {
    folder: tempfile::TempDir,
    documents: Documents,
}

impl Session {
    fn new(files: &[&str]) -> Self {
        Self::with_most(MOST_FILES, files)
    }

    /// A session whose index keeps no more files than this.
    fn with_most(most_files: usize, files: &[&str]) -> Self {
        let mut session = Self { folder: tempfile::tempdir().unwrap(), documents: Documents::default() };
        session.documents.index.most_files = most_files;
        files.iter().for_each(|name| session.write(name, TEXT));
        let folder = Folder { path: session.folder.path().to_owned(), name: "news".to_owned() };
        let client = ClientProfile { workspace_symbols: true, ..ClientProfile::default() };
        session.documents.meet(client, [folder]);
        session.index().run();
        session
    }

    fn index(&self) -> &Index {
        &self.documents.index
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn pace(&self) -> Pace {
        *self.index().pace().borrow()
    }

    /// Does the next thing that there is to do.
    fn step(&self) {
        run(&self.documents, self.index().next_task().unwrap(), Analyzer::analyze);
    }

    /// Does all that there is to do.
    fn work(&self) {
        while self.pace().is_busy {
            self.step();
        }
    }

    /// What is known: the files with the numbers of their versions.
    fn known(&self) -> Vec<(String, u64)> {
        let name = |entry: &FileEntry| self.index().shown(&entry.path);
        self.index().entries().into_iter().map(|(number, entry)| (name(&entry), number)).collect()
    }

    fn names(&self) -> Vec<String> {
        self.known().into_iter().map(|(name, _)| name).collect()
    }

    /// Takes a file to read it, as a thread does.
    fn take_file(&self) -> FileTask {
        match self.index().next_task() {
            Some(Task::File(task)) => task,
            other => panic!("a file, not {other:?}"),
        }
    }
}

#[test]
fn all_files_of_a_folder_are_read() {
    let session = Session::new(&["a.md", "deep/b.txt", "c.rs"]);
    assert!(session.pace().is_long);
    session.work();
    assert_eq!(session.names(), ["a.md", "deep/b.txt"]);
    assert_eq!((session.pace().done, session.pace().total, session.pace().changes), (2, 2, 2));
    // one file is no long work
    session.index().look(&session.path("a.md"));
    assert_eq!((session.pace().total, session.pace().is_long), (1, false));
    session.index().set_folders(Vec::new());
    assert!(session.known().is_empty());
}

#[test]
fn an_older_reading_is_not_taken_for_a_newer_one() {
    let session = Session::new(&["a.md"]);
    session.step();
    let old = session.take_file();
    session.index().look(&session.path("a.md"));
    session.work();
    let known = session.known();
    run(&session.documents, Task::File(old), Analyzer::analyze);
    assert_eq!(session.known(), known);
    assert!(!session.pace().is_busy);
}

#[test]
fn a_file_that_goes_while_it_is_read_stays_gone() {
    let session = Session::new(&["a.md", "b.md"]);
    session.step();
    let task = session.take_file();
    fs::remove_file(session.path("a.md")).unwrap();
    session.index().look(&session.path("a.md"));
    session.step();
    let entry = || session.index().entry(&session.path("b.md")).map(|(_, entry)| entry);
    session.work();
    let other = entry().unwrap();
    let ghost = FileEntry {
        path: task.path.clone(),
        uri: other.uri.clone(),
        entry: Entry::default(),
        diagnostics: Box::default(),
        basis: other.basis.clone(),
    };
    session.index().finish(&task, Some(ghost));
    assert_eq!(session.names(), ["b.md"]);
}

#[test]
fn after_a_stop_changes_are_still_looked_at() {
    let session = Session::new(&["a.md", "b.md", "c.md"]);
    session.step();
    session.step();
    session.index().stop();
    let pace = session.pace();
    assert_eq!((pace.is_busy, pace.is_stopped, pace.done, pace.total), (false, true, 1, 3));
    assert_eq!(session.names(), ["a.md"]);
    session.index().look(&session.path("c.md"));
    assert!(!session.pace().is_stopped);
    session.work();
    assert_eq!(session.names(), ["a.md", "c.md"]);
    session.index().stop();
    assert!(!session.pace().is_stopped, "there was nothing to stop");
}

#[test]
fn only_files_that_are_judged_otherwise_are_read_again() {
    let session = Session::new(&["a.md", "drafts/b.md"]);
    session.work();
    let before = session.known();
    session.index().rejudge();
    session.work();
    assert_eq!(session.known(), before);
    session.write("drafts/sources.toml", "[[person]]\nname = 'Ada Quist'\n");
    session.index().rejudge();
    session.work();
    let after = session.known();
    assert_eq!(before[0], after[0]);
    assert_ne!(before[1], after[1]);
}

#[test]
fn what_is_below_a_place_comes_and_goes_with_it() {
    let session = Session::new(&["a.md", "drafts/b.md", "drafts/deep/c.md", "drafts.md"]);
    session.work();
    fs::rename(session.path("drafts"), session.path("old")).unwrap();
    for place in ["drafts", "old", "nothing", "image.png"] {
        session.index().look(&session.path(place));
    }
    session.work();
    assert_eq!(session.names(), ["a.md", "drafts.md", "old/b.md", "old/deep/c.md"]);
    session.write(".gitignore", "deep\n");
    session.index().look(&session.path(".gitignore"));
    session.work();
    assert_eq!(session.names(), ["a.md", "drafts.md", "old/b.md"]);
}

#[test]
fn of_too_many_files_some_are_left_out() {
    let session = Session::with_most(2, &["a.md", "b.md", "c.md"]);
    session.work();
    assert_eq!(session.names(), ["a.md", "b.md"]);
    let logged = session.documents.outbox.take().log;
    assert!(logged.len() == 1 && logged[0].1.starts_with("not all files are indexed"), "{logged:?}");
    // nothing is lost when they are looked at again
    session.index().look(&session.path(".gitignore"));
    session.work();
    assert_eq!(session.names(), ["a.md", "b.md"]);
    assert!(session.documents.outbox.take().log.is_empty());
}
