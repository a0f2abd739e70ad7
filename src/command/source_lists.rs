//! The lists of known sources that a command's texts use.

use std::collections::HashMap;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::annotate::KnownSources;
use crate::rules::{Finding, Severity};
use crate::workspace::{Analyzer, SOURCES_FILE, SourceList, nearest_file};

use super::complain;
use super::configuration::Task;
use super::input::{self, Input};
use super::offsets::OffsetUnit;
use super::position::Lines;

/// What a mistake in a list is called where a finding has its rule.
const RULE: &str = "known-sources";

/// The lists of some inputs, each read once.
#[derive(Debug, Default)]
pub(super) struct SourceLists {
    by_path: HashMap<PathBuf, Arc<KnownSources>>,
    /// Those that something is wrong with.
    pub(super) faulty: Vec<FaultyList>,
    /// What is wrong, a line each: `sources.toml:3:1: unknown key`.
    pub(super) errors: Vec<String>,
}

/// A list that something is wrong with.
#[derive(Debug)]
pub(super) struct FaultyList {
    /// How the user knows it: its path.
    pub(super) name: String,
    pub(super) source: String,
    pub(super) mistakes: Vec<Finding>,
}

impl SourceLists {
    /// Reads the list that each text is to be read with; complains of what is wrong with any.
    pub(super) fn of(tasks: &[Task]) -> Self {
        let mut lists = Self::default();
        for path in tasks.iter().filter_map(list_of) {
            if !lists.by_path.contains_key(&path) {
                let sources = lists.read(&path);
                lists.by_path.insert(path, sources);
            }
        }
        lists.errors.iter().for_each(complain);
        lists
    }

    /// An analyser that knows the sources of a text, and judges it as it is to be judged.
    pub(super) fn analyzer(&self, task: &Task) -> Analyzer {
        let sources = list_of(task).and_then(|path| self.by_path.get(&path).cloned());
        let mut analyzer = Analyzer::with_sources(sources.unwrap_or_default());
        analyzer.set_settings(Arc::clone(&task.settings));
        analyzer
    }

    fn read(&mut self, path: &Path) -> Arc<KnownSources> {
        let here = env::current_dir().unwrap_or_default();
        let name = path.strip_prefix(here).unwrap_or(path).display().to_string();
        let source = match input::read_file(path, &name) {
            Ok(source) => source,
            Err(error) => {
                self.errors.push(error.to_string());
                return Arc::default();
            }
        };
        let SourceList { sources, mistakes } = SourceList::read(&source);
        if !mistakes.is_empty() {
            let lines = Lines::new(&source, OffsetUnit::Codepoints);
            self.errors.extend(mistakes.iter().map(|mistake| {
                let place = lines.position(mistake.span.start);
                format!("{name}:{}:{}: {}", place.line, place.column, mistake.message)
            }));
            let mistakes = mistakes.into_iter().map(|mistake| Finding {
                rule: RULE,
                severity: Severity::Error,
                span: mistake.span,
                message: mistake.message,
                advice: "Mend it; the rest of the list counts.".to_owned(),
                related: Vec::new(),
                fixes: Vec::new(),
            });
            self.faulty.push(FaultyList { name, mistakes: mistakes.collect(), source });
        }
        sources
    }
}

/// The list for a text: the one that is configured, or else the nearest.
fn list_of(task: &Task) -> Option<PathBuf> {
    task.sources.clone().or_else(|| nearest_file(&folder(&task.input)?, SOURCES_FILE))
}

/// The folder from which an input's list is looked for.
fn folder(input: &Input) -> Option<PathBuf> {
    match input {
        Input::StandardInput => env::current_dir().ok(),
        Input::File(path) => Some(std::path::absolute(path).ok()?.parent()?.to_owned()),
    }
}
