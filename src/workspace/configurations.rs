//! The `sayso.toml` files that documents are judged by: found upwards from each document, read once.
//!
//! A text that is open in an editor counts in place of the file.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::configuration::{CONFIGURATION_FILE, Configuration};
use super::toml_file::Mistake;
use crate::text::TextRange;

/// A `sayso.toml` as it was read.
#[derive(Clone, Debug)]
pub struct LoadedConfiguration {
    /// Where it stands.
    pub path: PathBuf,
    /// Its text; empty if it can't be read.
    pub text: Arc<str>,
    /// What it sets.
    pub configuration: Configuration,
    /// What is wrong in it.
    pub mistakes: Vec<Mistake>,
}

/// The files, read when a document first needs them.
#[derive(Clone, Debug, Default)]
pub struct Configurations {
    /// The file for the documents of each folder.
    nearest: HashMap<PathBuf, Option<PathBuf>>,
    read: HashMap<PathBuf, Arc<LoadedConfiguration>>,
    open: HashMap<PathBuf, Arc<LoadedConfiguration>>,
}

impl LoadedConfiguration {
    fn new(path: &Path, text: &str) -> Self {
        let folder = path.parent().unwrap_or(Path::new(""));
        let (configuration, mistakes) = Configuration::read(text, folder);
        Self { path: path.to_owned(), text: text.into(), configuration, mistakes }
    }

    fn read(path: &Path) -> Self {
        match fs::read_to_string(path) {
            Ok(text) => Self::new(path, &text),
            Err(error) => {
                let reason = match error.kind() {
                    io::ErrorKind::InvalidData => "it is not UTF-8".to_owned(),
                    _ => error.to_string(),
                };
                let mistake = Mistake { span: TextRange::new(0, 0), message: format!("cannot be read: {reason}") };
                Self { mistakes: vec![mistake], ..Self::new(path, "") }
            }
        }
    }
}

impl Configurations {
    /// The nearest file in the folder of a document, whose path is absolute, or above; read from the disk if need be.
    pub fn of(&mut self, document: &Path) -> Option<Arc<LoadedConfiguration>> {
        let folder = document.parent()?;
        let path = match self.nearest.get(folder) {
            Some(known) => known.clone(),
            None => {
                let found = self.find(folder);
                self.nearest.insert(folder.to_owned(), found.clone());
                found
            }
        };
        path.map(|path| self.load(&path))
    }

    /// Where the nearest file stands in the folder of a document or above, as the disk is now.
    pub fn path_for(&self, document: &Path) -> Option<PathBuf> {
        self.find(document.parent()?)
    }

    /// The file at a path.
    pub fn load(&mut self, path: &Path) -> Arc<LoadedConfiguration> {
        if let Some(open) = self.open.get(path) {
            return Arc::clone(open);
        }
        let read = self.read.entry(path.to_owned()).or_insert_with(|| Arc::new(LoadedConfiguration::read(path)));
        Arc::clone(read)
    }

    /// Takes the text that an editor has open for a file, from now on; returns what it says.
    pub fn set_open(&mut self, path: &Path, text: &str) -> Arc<LoadedConfiguration> {
        let loaded = Arc::new(LoadedConfiguration::new(path, text));
        if self.open.insert(path.to_owned(), Arc::clone(&loaded)).is_none() {
            // it may be a file that is not there yet
            self.nearest.clear();
        }
        loaded
    }

    /// Takes the file itself again, as it is on the disk now.
    pub fn close(&mut self, path: &Path) {
        self.open.remove(path);
        self.read.remove(path);
        self.nearest.clear();
    }

    /// Looks at the disk again; returns the files that have changed, come or gone.
    pub fn refresh(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        let folders: Vec<PathBuf> = self.nearest.keys().cloned().collect();
        for folder in folders {
            let found = self.find(&folder);
            let before = self.nearest.insert(folder, found.clone()).flatten();
            if before != found {
                changed.extend(before.into_iter().chain(found));
            }
        }
        self.read.retain(|path, known| {
            let is_same = path.is_file() && LoadedConfiguration::read(path).text == known.text;
            if !is_same {
                changed.push(path.clone());
            }
            is_same
        });
        changed.sort();
        changed.dedup();
        changed
    }

    /// The nearest file in a folder or above.
    fn find(&self, folder: &Path) -> Option<PathBuf> {
        let files = folder.ancestors().map(|folder| folder.join(CONFIGURATION_FILE));
        files.into_iter().find(|path| self.open.contains_key(path) || path.is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Profile, Settings};

    fn profile(configurations: &mut Configurations, document: &Path) -> Profile {
        let mut settings = Settings::default();
        if let Some(loaded) = configurations.of(document) {
            loaded.configuration.apply(Some(document), &mut settings);
        }
        settings.profile
    }

    #[test]
    fn the_nearest_file_counts() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("sayso.toml"), "profile = 'wiki'").unwrap();
        fs::write(root.join("a/sayso.toml"), "profile = 'essay'").unwrap();
        let mut configurations = Configurations::default();
        for (document, expected) in [
            ("x.md", Profile::Wiki),
            ("a/x.md", Profile::Essay),
            ("a/b/x.md", Profile::Essay),
            ("c/x.md", Profile::Wiki),
        ] {
            assert_eq!(profile(&mut configurations, &root.join(document)), expected, "{document}");
        }
    }

    #[test]
    fn what_is_open_counts_in_place_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, document) = (folder.path().join("sayso.toml"), folder.path().join("a.md"));
        let mut configurations = Configurations::default();
        assert_eq!(profile(&mut configurations, &document), Profile::News);
        configurations.set_open(&file, "profile = 'wiki'");
        assert_eq!(profile(&mut configurations, &document), Profile::Wiki);
        fs::write(&file, "profile = 'essay'").unwrap();
        assert_eq!(profile(&mut configurations, &document), Profile::Wiki);
        configurations.close(&file);
        assert_eq!(profile(&mut configurations, &document), Profile::Essay);
    }

    #[test]
    fn changes_on_the_disk_are_seen_when_it_is_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let (file, document) = (folder.path().join("sayso.toml"), folder.path().join("a.md"));
        let mut configurations = Configurations::default();
        assert_eq!(profile(&mut configurations, &document), Profile::News);
        for (text, expected) in [("profile = 'wiki'", Profile::Wiki), ("profile = 'essay'", Profile::Essay)] {
            fs::write(&file, text).unwrap();
            assert_eq!(configurations.refresh(), std::slice::from_ref(&file));
            assert_eq!(profile(&mut configurations, &document), expected);
            assert!(configurations.refresh().is_empty());
        }
        fs::remove_file(&file).unwrap();
        assert_eq!(configurations.refresh(), [file]);
        assert_eq!(profile(&mut configurations, &document), Profile::News);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_mistake() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sayso.toml");
        fs::write(&file, b"profile = '\xe9'").unwrap();
        let loaded = Configurations::default().load(&file);
        assert_eq!(loaded.mistakes[0].message, "cannot be read: it is not UTF-8");
    }
}
