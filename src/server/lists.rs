//! The lists of known sources that open documents use: such as are open in the editor as they stand there, others as they
//! stand on disk.
//!
//! A document's list is looked for whenever it is analysed, so that one that comes, goes or changes is noticed then at the
//! latest. What is wrong with a list is published when it is read.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use ropey::Rope;
use tower_lsp::ls_types::Uri;

use super::capabilities::ClientProfile;
use super::diagnostics::mistakes;
use super::outbox::{Outbox, Publication};
use super::position::Lines;
use super::protocol::file_path;
use crate::annotate::KnownSources;
use crate::text::TextRange;
use crate::workspace::{Mistake, SOURCES_FILE, SourceList};

/// All lists of a session.
#[derive(Debug, Default)]
pub struct Lists {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// By path: those open in the editor.
    open: HashMap<PathBuf, Arc<KnownSources>>,
    /// By path: those on disk that were read.
    on_disk: HashMap<PathBuf, ListOnDisk>,
    /// By path: those on disk that only files use which nobody has open. What is wrong with them is not told.
    aside: HashMap<PathBuf, ListOnDisk>,
    /// What each document was analysed with last.
    used: HashMap<Uri, Used>,
}

#[derive(Debug)]
struct ListOnDisk {
    /// When it was written and how long it is; `None`: it has to be read again.
    stamp: Option<(SystemTime, u64)>,
    sources: Arc<KnownSources>,
}

/// A list, if there is one, and those who are in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Used {
    path: Option<PathBuf>,
    sources: Arc<KnownSources>,
}

/// Who a list is read for, and where what is wrong with it goes.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// What the client can do.
    pub client: ClientProfile,
    /// Where diagnostics go.
    pub outbox: &'a Outbox,
}

/// The path of a document that is a list itself.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    file_path(uri).filter(|path| path.file_name().is_some_and(|name| name == SOURCES_FILE))
}

impl Lists {
    /// Takes note of a list's text in the editor, which counts from now on.
    pub fn edit(&self, path: PathBuf, (uri, version, rope): (&Uri, i32, &Rope), desk: Desk<'_>) {
        let list = SourceList::read(&rope.to_string());
        let mut state = self.lock();
        // the client may write its name otherwise than we do
        if state.on_disk.remove(&path).is_some() {
            desk.take_back_path(&path);
        }
        desk.publish(uri.clone(), Some(version), rope, &list.mistakes);
        state.open.insert(path, list.sources);
    }

    /// Takes note that a list is not open any more: what is on disk counts again.
    pub fn close(&self, path: &Path, uri: &Uri, desk: Desk<'_>) {
        let mut state = self.lock();
        state.open.remove(path);
        // to be read, and its mistakes published, again
        state.on_disk.remove(path);
        desk.take_back(uri.clone());
    }

    /// Has a list on disk read again when it is needed next.
    pub fn distrust(&self, path: &Path) {
        let mut state = self.lock();
        let State { on_disk, aside, .. } = &mut *state;
        for list in on_disk.get_mut(path).into_iter().chain(aside.get_mut(path)) {
            list.stamp = None;
        }
    }

    /// Has all lists on disk read again when they are needed next.
    pub fn distrust_all(&self) {
        self.lock().on_disk.values_mut().for_each(|list| list.stamp = None);
    }

    /// The sources that a document is to be analysed with: those of the list that is chosen, or else of the nearest.
    pub fn sources_for(&self, uri: &Uri, chosen: Option<&Path>, desk: Desk<'_>) -> Arc<KnownSources> {
        let mut state = self.lock();
        let found = state.find(uri, chosen, desk);
        let sources = Arc::clone(&found.sources);
        let before = state.used.insert(uri.clone(), found);
        state.drop_unused(before.and_then(|used| used.path), desk);
        sources
    }

    /// The sources that a file is to be analysed with which nobody has open.
    pub fn sources_for_file(&self, path: &Path, chosen: Option<&Path>) -> Arc<KnownSources> {
        let mut state = self.lock();
        let nearest = || path.ancestors().skip(1).map(|folder| folder.join(SOURCES_FILE)).collect();
        let places = chosen.map_or_else(nearest, |chosen| vec![chosen.to_owned()]);
        places.iter().find_map(|place| state.read_aside(place)).unwrap_or_default()
    }

    /// Whether a document was analysed with other sources than it would be now.
    pub fn is_outdated(&self, uri: &Uri, chosen: Option<&Path>, desk: Desk<'_>) -> bool {
        let mut state = self.lock();
        let found = state.find(uri, chosen, desk);
        state.used.get(uri).is_some_and(|used| used.sources != found.sources)
    }

    /// Takes note that a document is closed.
    pub fn forget(&self, uri: &Uri, desk: Desk<'_>) {
        let mut state = self.lock();
        let before = state.used.remove(uri);
        state.drop_unused(before.and_then(|used| used.path), desk);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The list that is chosen for a document, or else the nearest.
    fn find(&mut self, uri: &Uri, chosen: Option<&Path>, desk: Desk<'_>) -> Used {
        if let Some(path) = chosen {
            let open = self.open.get(path).cloned();
            let sources = open.or_else(|| self.read(path, desk)).unwrap_or_default();
            return Used { path: Some(path.to_owned()), sources };
        }
        let Some(document) = file_path(uri) else { return Used::default() };
        for folder in document.ancestors().skip(1) {
            let path = folder.join(SOURCES_FILE);
            let open = self.open.get(&path).cloned();
            if let Some(sources) = open.or_else(|| self.read(&path, desk)) {
                return Used { path: Some(path), sources };
            }
        }
        Used::default()
    }

    /// The list at a path on disk, read again if it was written since.
    fn read(&mut self, path: &Path, desk: Desk<'_>) -> Option<Arc<KnownSources>> {
        let Some(data) = fs::metadata(path).ok().filter(fs::Metadata::is_file) else {
            if self.on_disk.remove(path).is_some() {
                desk.take_back_path(path);
            }
            return None;
        };
        let stamp = stamp(&data);
        if let Some(known) = self.on_disk.get(path).filter(|known| known.is_of(stamp)) {
            return Some(Arc::clone(&known.sources));
        }
        let (text, list) = read_file(path);
        if let Some(uri) = Uri::from_file_path(path) {
            desk.publish(uri, None, &Rope::from_str(&text), &list.mistakes);
        }
        self.on_disk.insert(path.to_owned(), ListOnDisk { stamp, sources: Arc::clone(&list.sources) });
        Some(list.sources)
    }

    /// The same for files that nobody has open: nothing is told.
    fn read_aside(&mut self, path: &Path) -> Option<Arc<KnownSources>> {
        if let Some(open) = self.open.get(path) {
            return Some(Arc::clone(open));
        }
        let Some(data) = fs::metadata(path).ok().filter(fs::Metadata::is_file) else {
            self.aside.remove(path);
            return None;
        };
        let stamp = stamp(&data);
        let known = self.on_disk.get(path).into_iter().chain(self.aside.get(path));
        if let Some(known) = known.into_iter().find(|known| known.is_of(stamp)) {
            return Some(Arc::clone(&known.sources));
        }
        let sources = read_file(path).1.sources;
        self.aside.insert(path.to_owned(), ListOnDisk { stamp, sources: Arc::clone(&sources) });
        Some(sources)
    }

    /// Takes back what is wrong with a list on disk that no document uses any more.
    fn drop_unused(&mut self, path: Option<PathBuf>, desk: Desk<'_>) {
        let Some(path) = path else { return };
        let is_used = self.used.values().any(|used| used.path.as_ref() == Some(&path));
        if !is_used && self.on_disk.remove(&path).is_some() && !self.open.contains_key(&path) {
            desk.take_back_path(&path);
        }
    }
}

impl ListOnDisk {
    /// Whether it is as the file still is.
    fn is_of(&self, stamp: Option<(SystemTime, u64)>) -> bool {
        self.stamp.is_some() && self.stamp == stamp
    }
}

fn stamp(data: &fs::Metadata) -> Option<(SystemTime, u64)> {
    data.modified().ok().map(|time| (time, data.len()))
}

/// The text of a file and the list in it; a file that can't be read is a mistake.
fn read_file(path: &Path) -> (String, SourceList) {
    match fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => {
            let list = SourceList::read(&text);
            (text, list)
        }
        Ok(Err(_)) => (String::new(), unreadable("not UTF-8: save it as UTF-8".to_owned())),
        Err(error) => (String::new(), unreadable(format!("cannot be read: {error}"))),
    }
}

fn unreadable(message: String) -> SourceList {
    let mistakes = vec![Mistake { span: TextRange::default(), message }];
    SourceList { mistakes, ..SourceList::default() }
}

impl Desk<'_> {
    fn publish(self, uri: Uri, version: Option<i32>, rope: &Rope, found: &[Mistake]) {
        let diagnostics = mistakes(found, Lines::new(rope, self.client.encoding));
        self.outbox.publish(uri, Publication { version, diagnostics });
    }

    fn take_back(self, uri: Uri) {
        self.outbox.publish(uri, Publication { version: None, diagnostics: Vec::new() });
    }

    fn take_back_path(self, path: &Path) {
        if let Some(uri) = Uri::from_file_path(path) {
            self.take_back(uri);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A session in a folder.
    struct Session {
        folder: tempfile::TempDir,
        lists: Lists,
        outbox: Outbox,
    }

    impl Session {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("news")).unwrap();
            Self { folder, lists: Lists::default(), outbox: Outbox::default() }
        }

        fn desk(&self) -> Desk<'_> {
            Desk { client: ClientProfile::default(), outbox: &self.outbox }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn uri(&self, name: &str) -> Uri {
            Uri::from_file_path(self.path(name)).unwrap()
        }

        fn write(&self, name: &str, text: &str) {
            fs::write(self.path(name), text).unwrap();
            self.lists.distrust(&self.path(name));
        }

        fn edit(&self, name: &str, version: i32, text: &str) {
            self.lists.edit(self.path(name), (&self.uri(name), version, &Rope::from_str(text)), self.desk());
        }

        /// Whether "Bo" is known in a document.
        fn knows(&self, document: &str) -> bool {
            self.lists.sources_for(&self.uri(document), None, self.desk()).owner("Bo").is_some()
        }

        /// How many diagnostics were published of each file.
        fn published(&self) -> Vec<(String, usize)> {
            let published = self.outbox.take().publications.into_iter();
            let name = |uri: &Uri| uri.as_str().rsplit_once('/').unwrap().1.to_owned();
            let mut published: Vec<(String, usize)> =
                published.map(|(uri, it)| (name(&uri), it.diagnostics.len())).collect();
            published.sort();
            published
        }
    }

    const BO: &str = "[[person]]\nname = 'Bo'\n";
    const WRONG: &str = "[[person]]\nnmae = 'Bo'\n";

    #[test]
    fn the_nearest_list_counts_and_an_open_one_before_that_on_disk() {
        let session = Session::new();
        assert!(!session.knows("news/a.md"));
        session.write("sources.toml", BO);
        assert!(session.lists.is_outdated(&session.uri("news/a.md"), None, session.desk()));
        assert!(session.knows("news/a.md"));
        assert!(!session.lists.is_outdated(&session.uri("news/a.md"), None, session.desk()));
        session.edit("news/sources.toml", 1, "");
        assert!(session.lists.is_outdated(&session.uri("news/a.md"), None, session.desk()));
        assert!(!session.knows("news/a.md"));
        assert!(session.knows("b.md"));
        session.lists.close(&session.path("news/sources.toml"), &session.uri("news/sources.toml"), session.desk());
        assert!(session.knows("news/a.md"));
        fs::remove_file(session.path("sources.toml")).unwrap();
        assert!(!session.knows("news/a.md"));
    }

    #[test]
    fn mistakes_are_told_while_they_matter() {
        let session = Session::new();
        session.write("sources.toml", WRONG);
        assert!(!session.knows("a.md"));
        assert_eq!(session.published(), [("sources.toml".to_owned(), 2)]);
        assert!(!session.knows("b.md"));
        assert!(session.published().is_empty());
        session.edit("sources.toml", 1, BO);
        assert!(session.knows("a.md"));
        assert_eq!(session.published(), [("sources.toml".to_owned(), 0)]);
        session.lists.close(&session.path("sources.toml"), &session.uri("sources.toml"), session.desk());
        assert!(!session.knows("a.md"));
        assert_eq!(session.published(), [("sources.toml".to_owned(), 2)]);
        session.lists.forget(&session.uri("a.md"), session.desk());
        assert!(session.published().is_empty());
        session.lists.forget(&session.uri("b.md"), session.desk());
        assert_eq!(session.published(), [("sources.toml".to_owned(), 0)]);
    }

    #[test]
    fn a_file_that_is_no_text_is_a_mistake() {
        let session = Session::new();
        fs::write(session.path("sources.toml"), b"\xff\xfe").unwrap();
        assert!(!session.knows("a.md"));
        assert_eq!(session.published(), [("sources.toml".to_owned(), 1)]);
    }

    #[test]
    fn only_a_file_of_that_name_is_a_list() {
        let is_list = |uri: &str| path_of(&uri.parse().unwrap()).is_some();
        assert!(is_list("file:///a%20b/sources.toml"));
        assert!(!is_list("file:///a/my-sources.toml"));
        assert!(!is_list("untitled:sources.toml"));
    }
}
