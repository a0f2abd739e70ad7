//! How each document is to be judged: as its `sayso.toml` says, or else the client's settings, or else as anybody.
//!
//! Mistakes in a `sayso.toml` are published here, under the lock under which it is read, so that those of an older text
//! never come after those of a newer one.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ropey::Rope;
use serde_json::Value;
use tower_lsp::ls_types::Uri;

use super::diagnostics::mistakes;
use super::outbox::{Outbox, Publication};
use super::position::{Encoding, Lines};
use super::protocol::file_path;
use crate::rules::Settings;
use crate::workspace::{CONFIGURATION_FILE, Configuration, Configurations, DEFAULT_MAX_FILE_SIZE, LoadedConfiguration};

/// The section of a client's settings that is ours.
pub const SECTION: &str = "sayso";

/// The settings of a session.
#[derive(Debug, Default)]
pub struct SessionSettings {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The folders that the client has open.
    roots: Vec<PathBuf>,
    /// What the client set when it started, and what it sets now.
    said: [Value; 2],
    /// What it sets now for single folders, where it said so.
    said_of: HashMap<PathBuf, Value>,
    /// The same, as it is read for each of the folders; if there is none, for no folder.
    client: Vec<[Configuration; 2]>,
    files: Configurations,
    /// The files whose mistakes the client was told of, with what was read of them then.
    told: HashMap<PathBuf, Arc<LoadedConfiguration>>,
}

/// When a client says what it sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// In its first message.
    AtStart,
    /// Later: this comes before what it said at the start.
    Later,
}

/// How one document is to be judged.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// By these settings.
    pub settings: Arc<Settings>,
    /// If it has no more bytes than this.
    pub max_file_size: u64,
    /// The list of known sources that is configured, in place of the nearest.
    pub sources: Option<PathBuf>,
    /// Whether code lenses are shown in it.
    pub code_lens: bool,
}

impl SessionSettings {
    /// Takes note of the folders that the client has open.
    pub fn set_roots(&self, roots: Vec<PathBuf>) {
        let mut state = self.lock();
        state.roots = roots;
        state.read_client();
    }

    /// Takes the client's settings, in a section of their own or not, and lists what is wrong with them. Null says
    /// nothing.
    pub fn set_client(&self, said: Said, settings: &Value) -> Vec<String> {
        let Some(settings) = section(settings) else { return Vec::new() };
        let mut state = self.lock();
        state.said[said as usize] = settings.clone();
        state.read_client();
        mistakes_in(settings)
    }

    /// Takes what the client sets for single folders, each in place of what it sets for all, and lists what is wrong with it.
    pub fn set_client_of(&self, folders: Vec<(PathBuf, Value)>) -> Vec<String> {
        let mut state = self.lock();
        state.said_of =
            folders.into_iter().filter_map(|(folder, settings)| Some((folder, section(&settings)?.clone()))).collect();
        state.read_client();
        let [_, for_all] = &state.said;
        let others = state.said_of.values().filter(|settings| *settings != for_all);
        others.flat_map(mistakes_in).collect()
    }

    /// How a document is to be judged. Reads its `sayso.toml` if need be, and publishes the mistakes in it.
    pub fn of(&self, uri: &Uri, encoding: Encoding, outbox: &Outbox) -> Judgement {
        let mut state = self.lock();
        let path = file_path(uri);
        let loaded = state.file_for(path.as_deref());
        if let Some(loaded) = &loaded {
            state.tell(loaded, encoding, outbox);
        }
        state.judgement(path.as_deref(), loaded.as_deref())
    }

    /// The same for a file that nobody has open: mistakes are not told.
    pub fn of_file(&self, path: &Path) -> Judgement {
        let mut state = self.lock();
        let loaded = state.file_for(Some(path));
        state.judgement(Some(path), loaded.as_deref())
    }

    /// Where the file stands by which a document is judged or, if there is none, where one may be put: in the folder that
    /// is open, if the document is in it.
    pub fn path_for(&self, uri: &Uri) -> Option<PathBuf> {
        let state = self.lock();
        let place = file_path(uri).or_else(|| state.somewhere())?;
        let root = || state.roots.get(state.root_of(&place)?);
        state.files.path_for(&place).or_else(|| Some(root()?.join(CONFIGURATION_FILE)))
    }

    /// Takes the text of a `sayso.toml` that is open, and publishes the mistakes in it.
    pub fn set_open(&self, uri: &Uri, path: &Path, version: i32, rope: &Rope, encoding: Encoding, outbox: &Outbox) {
        let mut state = self.lock();
        let loaded = state.files.set_open(path, &rope.to_string());
        let diagnostics = mistakes(&loaded.mistakes, Lines::new(rope, encoding));
        outbox.publish(uri.clone(), Publication { version: Some(version), diagnostics });
        state.told.insert(path.to_owned(), loaded);
    }

    /// Takes the file itself again, and takes back what was published of the open text.
    pub fn close(&self, uri: &Uri, path: &Path, outbox: &Outbox) {
        let mut state = self.lock();
        state.files.close(path);
        state.told.remove(path);
        outbox.publish(uri.clone(), Publication { version: None, diagnostics: Vec::new() });
    }

    /// Looks at the files again; whether anything has changed.
    pub fn refresh(&self, outbox: &Outbox) -> bool {
        let mut state = self.lock();
        let changed = state.files.refresh();
        for path in &changed {
            let had_mistakes = state.told.remove(path).is_some_and(|told| !told.mistakes.is_empty());
            if let Some(uri) = Uri::from_file_path(path).filter(|_| had_mistakes) {
                outbox.publish(uri, Publication { version: None, diagnostics: Vec::new() });
            }
        }
        !changed.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Reads what the client set, for each folder: paths in it start there.
    fn read_client(&mut self) {
        let nowhere = [PathBuf::new()];
        let folders = if self.roots.is_empty() { nowhere.as_slice() } else { &self.roots };
        let read = |settings: &Value, folder: &Path| match settings {
            Value::Null => Configuration::default(),
            settings => Configuration::from_json(settings, folder).0,
        };
        let of = |folder: &PathBuf| {
            let [at_start, later] = &self.said;
            [at_start, self.said_of.get(folder).unwrap_or(later)].map(|said| read(said, folder))
        };
        self.client = folders.iter().map(of).collect();
    }

    /// Which of the folders a file is in: the innermost.
    fn root_of(&self, path: &Path) -> Option<usize> {
        let around = self.roots.iter().enumerate().filter(|(_, root)| path.starts_with(root));
        around.max_by_key(|(_, root)| root.components().count()).map(|(index, _)| index)
    }

    /// Where a document that has no file yet is taken to be: in the first folder.
    fn somewhere(&self) -> Option<PathBuf> {
        Some(self.roots.first()?.join("-"))
    }

    /// The `sayso.toml` for a document.
    fn file_for(&mut self, path: Option<&Path>) -> Option<Arc<LoadedConfiguration>> {
        let place = path.map(Path::to_owned).or_else(|| self.somewhere())?;
        self.files.of(&place)
    }

    fn judgement(&self, path: Option<&Path>, own: Option<&LoadedConfiguration>) -> Judgement {
        let root = path.and_then(|path| self.root_of(path)).unwrap_or_default();
        let client = self.client.get(root).into_iter().flatten();
        let mut settings = Settings::default();
        let mut max_file_size = DEFAULT_MAX_FILE_SIZE;
        let mut sources = None;
        let mut code_lens = false;
        for configuration in client.chain(own.map(|own| &own.configuration)) {
            configuration.apply(path, &mut settings);
            sources = configuration.sources().or(sources);
            max_file_size = configuration.max_file_size().unwrap_or(max_file_size);
            code_lens = configuration.code_lens().unwrap_or(code_lens);
        }
        Judgement { settings: Arc::new(settings), max_file_size, sources, code_lens }
    }

    /// Publishes the mistakes in a file, unless that was done.
    fn tell(&mut self, loaded: &Arc<LoadedConfiguration>, encoding: Encoding, outbox: &Outbox) {
        let before = self.told.insert(loaded.path.clone(), Arc::clone(loaded));
        if before.is_some_and(|before| Arc::ptr_eq(&before, loaded)) || loaded.mistakes.is_empty() {
            return;
        }
        let rope = Rope::from_str(&loaded.text);
        if let Some(uri) = Uri::from_file_path(&loaded.path) {
            let diagnostics = mistakes(&loaded.mistakes, Lines::new(&rope, encoding));
            outbox.publish(uri, Publication { version: None, diagnostics });
        }
    }
}

/// A client's settings, which may stand in a section of their own; null says nothing.
fn section(settings: &Value) -> Option<&Value> {
    Some(settings.get(SECTION).unwrap_or(settings)).filter(|settings| !settings.is_null())
}

fn mistakes_in(settings: &Value) -> Vec<String> {
    Configuration::from_json(settings, Path::new("")).1
}

/// The path of a document that is a `sayso.toml`.
pub fn configuration_path(uri: &Uri) -> Option<PathBuf> {
    file_path(uri).filter(|path| path.file_name() == Some(OsStr::new(CONFIGURATION_FILE)))
}
