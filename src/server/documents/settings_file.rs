//! The `sayso.toml` in which a document's rules are to be changed: as it is open in the editor, or else as it stands on the
//! disk at this moment.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use ropey::Rope;
use tower_lsp::ls_types::Uri;

use super::Documents;
use crate::rules::Edit;
use crate::server::protocol::file_path;
use crate::server::settings::configuration_path;
use crate::workspace::Configuration;

/// A `sayso.toml`, there or not there yet.
#[derive(Debug)]
pub struct SettingsFile {
    /// Its name, as the client writes it if it has it open.
    pub uri: Uri,
    /// Its text.
    pub rope: Rope,
    /// The client's number of that text; none: it is not open.
    pub version: Option<i32>,
    /// Whether it has to be created first.
    pub is_new: bool,
    path: PathBuf,
}

impl Documents {
    /// The file by which a document is judged; if there is none, the one that may be put into the folder that is open.
    /// `None` if it can't be read, or the document stands elsewhere.
    pub fn settings_file(&self, document: &Uri) -> Option<SettingsFile> {
        let path = self.settings.path_for(document)?;
        let state = self.lock();
        let open = state.open.iter().find(|(uri, _)| configuration_path(uri).as_ref() == Some(&path));
        if let Some((uri, open)) = open {
            let (uri, rope, version) = (uri.clone(), open.rope.clone(), Some(open.version));
            return Some(SettingsFile { uri, rope, version, is_new: false, path });
        }
        drop(state);
        let uri = Uri::from_file_path(&path)?;
        let (text, is_new) = match fs::read_to_string(&path) {
            Ok(text) => (text, false),
            Err(error) if error.kind() == ErrorKind::NotFound => (String::new(), true),
            Err(_) => return None,
        };
        // editors show no byte order mark
        let rope = Rope::from_str(text.trim_start_matches('\u{feff}'));
        Some(SettingsFile { uri, rope, version: None, is_new, path })
    }
}

impl SettingsFile {
    /// The edit after which a rule is off for a document, if there is such a one.
    pub fn switch_off(&self, document: &Uri, rule: &str) -> Option<Edit> {
        let folder = self.path.parent()?;
        Configuration::switch_off(&self.rope.to_string(), folder, file_path(document).as_deref(), rule)
    }
}
