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
    /// The folder that the client has open.
    root: Option<PathBuf>,
    /// What the client set when it started, and what it sets now.
    client: [Configuration; 2],
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
    /// Takes note of the folder that the client has open.
    pub fn set_root(&self, root: Option<PathBuf>) {
        self.lock().root = root;
    }

    /// Takes the client's settings, in a section of their own or not, and lists what is wrong with them. Null says
    /// nothing.
    pub fn set_client(&self, said: Said, settings: &Value) -> Vec<String> {
        let settings = settings.get(SECTION).unwrap_or(settings);
        if settings.is_null() {
            return Vec::new();
        }
        let mut state = self.lock();
        let (configuration, mistakes) =
            Configuration::from_json(settings, state.root.as_deref().unwrap_or(Path::new("")));
        state.client[said as usize] = configuration;
        mistakes
    }

    /// How a document is to be judged. Reads its `sayso.toml` if need be, and publishes the mistakes in it.
    pub fn of(&self, uri: &Uri, encoding: Encoding, outbox: &Outbox) -> Judgement {
        let mut state = self.lock();
        let path = file_path(uri);
        // what has no file yet is judged as one in the folder that is open
        let place = path.clone().or_else(|| Some(state.root.as_ref()?.join("-")));
        let loaded = place.and_then(|place| state.files.of(&place));
        if let Some(loaded) = &loaded {
            state.tell(loaded, encoding, outbox);
        }
        let own = loaded.as_ref().map(|loaded| &loaded.configuration);
        let configurations = state.client.iter().chain(own);
        let mut settings = Settings::default();
        let mut max_file_size = DEFAULT_MAX_FILE_SIZE;
        let mut sources = None;
        let mut code_lens = false;
        for configuration in configurations {
            configuration.apply(path.as_deref(), &mut settings);
            sources = configuration.sources().or(sources);
            max_file_size = configuration.max_file_size().unwrap_or(max_file_size);
            code_lens = configuration.code_lens().unwrap_or(code_lens);
        }
        Judgement { settings: Arc::new(settings), max_file_size, sources, code_lens }
    }

    /// Where the file stands by which a document is judged or, if there is none, where one may be put: in the folder that
    /// is open, if the document is in it.
    pub fn path_for(&self, uri: &Uri) -> Option<PathBuf> {
        let state = self.lock();
        let place = file_path(uri).or_else(|| Some(state.root.as_ref()?.join("-")))?;
        let in_root = || state.root.as_ref().filter(|root| place.starts_with(root));
        state.files.path_for(&place).or_else(|| Some(in_root()?.join(CONFIGURATION_FILE)))
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

/// The path of a document that is a `sayso.toml`.
pub fn configuration_path(uri: &Uri) -> Option<PathBuf> {
    file_path(uri).filter(|path| path.file_name() == Some(OsStr::new(CONFIGURATION_FILE)))
}
