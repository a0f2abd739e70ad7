//! The index: what is said in the files of the folders that the client has open, of which nobody has most open.
//!
//! Threads of low priority fill it (`crawl`), after `initialized` and never while an open document waits for its analysis.
//! Files are looked at again when the client says that they were written, and when settings or lists change by which they
//! are judged. Whoever asks takes what is there. Knows paths and texts; the protocol's requests are answered elsewhere
//! (`search`, `pull`), from what is kept of each file (`entry`).

mod crawl;
mod entry;
pub mod progress;
mod task;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::rules::Settings;
use crate::text::Format;
use crate::workspace::is_ignore_file;
pub use crawl::start;
pub use entry::{Basis, Entry, FileEntry};
use task::{FileTask, Task, Walk};
pub use task::{Folder, Pace};

/// How many files are kept at most; a folder with more prose is no project.
const MOST_FILES: usize = 20_000;
/// How long settings have to stay as they are until files are judged by them: they may be being typed.
const SETTLED: Duration = Duration::from_millis(600);

/// The index of one session.
#[derive(Debug)]
pub struct Index {
    state: Mutex<State>,
    work: Condvar,
    pace: watch::Sender<Pace>,
    /// How many files are kept at most.
    most_files: usize,
}

#[derive(Debug, Default)]
struct State {
    folders: Vec<Folder>,
    /// Whether threads look at files.
    runs: bool,
    over: bool,
    walks: VecDeque<Walk>,
    files: VecDeque<FileTask>,
    /// The walks that are not done yet, and searches for files to judge anew, by their tickets.
    walking: HashSet<u64>,
    /// For each file that is to be read or being read, the newest ticket: an older one's outcome is not taken.
    wanted: HashMap<PathBuf, u64>,
    /// By path, with the ticket with which it was read.
    entries: BTreeMap<PathBuf, (u64, Arc<FileEntry>)>,
    /// How many tickets were given.
    tickets: u64,
    /// When files are to be judged anew.
    rejudge_at: Option<Instant>,
    /// Whether files had to be left out.
    is_full: bool,
    /// Whether that was told.
    told_full: bool,
    /// The settings that files were judged by.
    settings: Vec<Arc<Settings>>,
    pace: Pace,
}

impl Default for Index {
    fn default() -> Self {
        let pace = watch::Sender::new(Pace::default());
        Self { state: Mutex::default(), work: Condvar::new(), pace, most_files: MOST_FILES }
    }
}

impl Index {
    /// Has all files looked at, now that there are threads for it.
    fn run(&self) {
        let mut state = self.lock();
        state.runs = true;
        for folder in state.folders.clone() {
            self.walk(&mut state, folder.path.clone(), folder.path);
        }
        self.tell(&mut state);
    }

    /// Whether there are threads that look at files.
    pub fn runs(&self) -> bool {
        self.lock().runs
    }

    /// Takes note of the folders that are open now. Files of those that were are forgotten; those of new ones are looked at.
    pub fn set_folders(&self, folders: Vec<Folder>) {
        let mut state = self.lock();
        let before = std::mem::replace(&mut state.folders, folders);
        let known = state.entries.keys().chain(state.wanted.keys());
        let gone: Vec<PathBuf> = known.filter(|path| state.folder_of(path).is_none()).cloned().collect();
        gone.iter().for_each(|path| state.forget(path));
        // a walk that is under way in a folder that is gone finds what is refused
        let new =
            state.folders.clone().into_iter().filter(|folder| !before.iter().any(|known| known.path == folder.path));
        for folder in new.filter(|_| state.runs).collect::<Vec<_>>() {
            self.walk(&mut state, folder.path.clone(), folder.path);
        }
        self.tell(&mut state);
    }

    /// The folders that are open.
    pub fn folders(&self) -> Vec<Folder> {
        self.lock().folders.clone()
    }

    /// Whether a file stands in one of the folders.
    pub fn covers(&self, path: &Path) -> bool {
        self.lock().folder_of(path).is_some()
    }

    /// Looks at what stands at a path again: a file, or all of a folder, new, changed or gone.
    pub fn look(&self, path: &Path) {
        let mut state = self.lock();
        if !state.runs {
            return;
        }
        let place = if is_ignore_file(path) { path.parent().unwrap_or(path) } else { path };
        if state.is_known(place) && place.is_file() {
            self.want(&mut state, place.to_owned());
            self.tell(&mut state);
            return;
        }
        let is_known =
            || state.entries.range::<Path, _>(from(place)).next().is_some_and(|(it, _)| it.starts_with(place));
        // a folder's name has no format; whatever has another name can't be told from one when it is gone
        if Format::from_path(place).is_none() && !place.is_dir() && !is_known() {
            return;
        }
        let Some(folder) = state.folder_of(place).map(|folder| folder.path.clone()) else { return };
        self.walk(&mut state, folder, place.to_owned());
        self.tell(&mut state);
    }

    /// Has the files judged anew whose settings or known sources are others now, once those stay as they are for a moment.
    pub fn rejudge(&self) {
        let mut state = self.lock();
        if state.runs && !state.folders.is_empty() {
            state.begin();
            state.rejudge_at = Some(Instant::now() + SETTLED);
            self.tell(&mut state);
            self.work.notify_one();
        }
    }

    /// Stops looking at files; what is known stays, and what changes from now on is looked at.
    pub fn stop(&self) {
        let mut state = self.lock();
        state.walks.clear();
        state.files.clear();
        state.walking.clear();
        state.wanted.clear();
        state.pace.is_stopped = state.pace.is_busy;
        self.tell(&mut state);
    }

    /// Ends the threads.
    pub fn end(&self) {
        self.lock().over = true;
        self.work.notify_all();
    }

    /// What is known of all files, by their paths, each with a number that no other version of a file has.
    pub fn entries(&self) -> Vec<(u64, Arc<FileEntry>)> {
        self.lock().entries.values().cloned().collect()
    }

    /// What is known of a file.
    pub fn entry(&self, path: &Path) -> Option<(u64, Arc<FileEntry>)> {
        self.lock().entries.get(path).cloned()
    }

    /// One of equal settings, so that not each file has its own.
    pub fn shared(&self, settings: Arc<Settings>) -> Arc<Settings> {
        let known = &mut self.lock().settings;
        if let Some(same) = known.iter().find(|known| **known == settings) {
            return Arc::clone(same);
        }
        known.retain(|known| Arc::strong_count(known) > 1);
        known.push(Arc::clone(&settings));
        settings
    }

    /// How far it has come, and how far it will have come.
    pub fn pace(&self) -> watch::Receiver<Pace> {
        self.pace.subscribe()
    }

    /// How people may call a file: by its place in its folder and, if there are several, the folder's name before it.
    pub fn shown(&self, path: &Path) -> String {
        let state = self.lock();
        let Some(folder) = state.folder_of(path) else { return path.display().to_string() };
        let place = path.strip_prefix(&folder.path).unwrap_or(path).display().to_string().replace('\\', "/");
        if state.folders.len() > 1 { format!("{}/{place}", folder.name) } else { place }
    }

    fn walk(&self, state: &mut State, folder: PathBuf, place: PathBuf) {
        state.begin();
        state.pace.is_long |= place == folder;
        let ticket = state.next_ticket();
        state.walking.insert(ticket);
        state.walks.push_back(Walk { folder, place, ticket });
        self.work.notify_one();
    }

    /// Takes a file that a walk has found; whether the walk is still wanted.
    fn found(&self, walk: &Walk, path: PathBuf) -> bool {
        let mut state = self.lock();
        if state.over || !state.walking.contains(&walk.ticket) || state.folder_of(&path).is_none() {
            return false;
        }
        // somebody was told of a newer version already
        let known = state.wanted.get(&path).copied().or(state.entries.get(&path).map(|(ticket, _)| *ticket));
        if known.is_some_and(|known| known > walk.ticket) {
            return true;
        }
        if known.is_none() && state.entries.len() + state.wanted.len() >= self.most_files {
            state.is_full = true;
            return false;
        }
        self.want(&mut state, path);
        self.tell(&mut state);
        true
    }

    fn want(&self, state: &mut State, path: PathBuf) {
        state.begin();
        state.pace.total += 1;
        let ticket = state.next_ticket();
        state.wanted.insert(path.clone(), ticket);
        state.files.push_back(FileTask { path, ticket });
        self.work.notify_one();
    }

    /// Takes note that a walk is at its end: what it has not found is gone, unless it was broken off (`None`). Whether files
    /// had to be left out, which is told once.
    fn walked(&self, walk: &Walk, found: Option<&HashSet<PathBuf>>) -> bool {
        let mut state = self.lock();
        if let (true, Some(found)) = (state.walking.remove(&walk.ticket), found) {
            let below = |path: &PathBuf| path.starts_with(&walk.place);
            let known = state.entries.range::<Path, _>(from(&walk.place)).map(|(path, (ticket, _))| (path, ticket));
            let known = known.take_while(|(path, _)| below(path)).chain(state.wanted.iter());
            let is_gone = |path: &PathBuf, ticket: u64| below(path) && ticket < walk.ticket && !found.contains(path);
            let gone: Vec<PathBuf> =
                known.filter(|(path, ticket)| is_gone(path, **ticket)).map(|(path, _)| path.clone()).collect();
            gone.iter().for_each(|path| state.forget(path));
        }
        self.tell(&mut state);
        std::mem::take(&mut state.is_full) && !std::mem::replace(&mut state.told_full, true)
    }

    /// Takes what is known of a file now; nothing if it is no text that is to be read.
    fn finish(&self, task: &FileTask, entry: Option<FileEntry>) {
        let mut state = self.lock();
        state.pace.done += 1;
        if state.wanted.get(&task.path) == Some(&task.ticket) {
            state.wanted.remove(&task.path);
            let has_changed = match entry {
                Some(entry) => {
                    state.entries.insert(task.path.clone(), (task.ticket, Arc::new(entry)));
                    true
                }
                None => state.entries.remove(&task.path).is_some(),
            };
            state.pace.changes += u64::from(has_changed);
        }
        self.tell(&mut state);
    }

    /// Has some files read again that are known; ends what `ticket` was given for.
    fn again(&self, ticket: u64, paths: Vec<PathBuf>) {
        let mut state = self.lock();
        if state.walking.remove(&ticket) {
            for path in paths {
                if state.entries.contains_key(&path) && !state.wanted.contains_key(&path) {
                    self.want(&mut state, path);
                }
            }
        }
        self.tell(&mut state);
    }

    /// Waits for something to do; `None` when the session is over.
    fn next_task(&self) -> Option<Task> {
        let mut state = self.lock();
        loop {
            if state.over {
                return None;
            }
            if let Some(walk) = state.walks.pop_front() {
                return Some(Task::Walk(walk));
            }
            if let Some(task) = state.files.pop_front() {
                if state.wanted.get(&task.path) == Some(&task.ticket) {
                    return Some(Task::File(task));
                }
                drop(state);
                // as good as read
                self.finish(&task, None);
                state = self.lock();
                continue;
            }
            let left = state.rejudge_at.map(|at| at.saturating_duration_since(Instant::now()));
            state = match left {
                Some(Duration::ZERO) => {
                    state.rejudge_at = None;
                    let ticket = state.next_ticket();
                    state.walking.insert(ticket);
                    return Some(Task::Rejudge(ticket));
                }
                Some(left) => self.work.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
                None => self.work.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Tells those who wait how far it is.
    fn tell(&self, state: &mut State) {
        state.pace.is_busy = !state.walking.is_empty() || !state.wanted.is_empty() || state.rejudge_at.is_some();
        self.pace.send_replace(state.pace);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Counts from the beginning if there was nothing to do.
    fn begin(&mut self) {
        if !self.pace.is_busy {
            self.pace = Pace { is_busy: true, changes: self.pace.changes, ..Pace::default() };
        }
    }

    fn forget(&mut self, path: &Path) {
        self.wanted.remove(path);
        self.pace.changes += u64::from(self.entries.remove(path).is_some());
    }

    fn is_known(&self, path: &Path) -> bool {
        self.entries.contains_key(path) || self.wanted.contains_key(path)
    }

    fn next_ticket(&mut self) -> u64 {
        self.tickets += 1;
        self.tickets
    }

    /// The innermost folder around a path.
    fn folder_of(&self, path: &Path) -> Option<&Folder> {
        let around = self.folders.iter().filter(|folder| path.starts_with(&folder.path));
        around.max_by_key(|folder| folder.path.components().count())
    }
}

fn from(path: &Path) -> (Bound<&Path>, Bound<&Path>) {
    (Bound::Included(path), Bound::Unbounded)
}
