//! Which settings each text is judged by: its nearest `sayso.toml`, and what the arguments say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::rules::{Profile, Settings};
use crate::workspace::{Configurations, LoadedConfiguration};

use super::input::Input;
use super::offsets::OffsetUnit;
use super::position::Lines;

/// The arguments of a command that judges texts.
#[derive(Debug, Default, Args)]
pub(super) struct ConfigurationArguments {
    /// The configuration for all texts, in place of the sayso.toml nearest to each
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// What kind of texts they are, whatever configuration and front matter say
    #[arg(long, value_enum, value_name = "NAME")]
    profile: Option<Profile>,
}

/// A text to read, and how to judge it.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) input: Input,
    pub(super) settings: Arc<Settings>,
    /// The list of known sources that is configured, in place of the nearest.
    pub(super) sources: Option<PathBuf>,
}

impl ConfigurationArguments {
    /// The texts with their settings, and the mistakes in the configurations, each once.
    pub(super) fn tasks(&self, inputs: Vec<Input>) -> (Vec<Task>, Vec<String>) {
        let here = fs::canonicalize(".").unwrap_or_default();
        let mut configurations = Configurations::default();
        let mut used = BTreeMap::new();
        let tasks = inputs.into_iter().map(|input| {
            let document = match &input {
                Input::File(path) => absolute(path),
                Input::StandardInput => here.join("-"),
            };
            let configuration = match &self.config {
                Some(path) => Some(configurations.load(&absolute(path))),
                None => configurations.of(&document),
            };
            let mut settings = Settings::default();
            let mut sources = None;
            if let Some(loaded) = configuration {
                let document = matches!(input, Input::File(_)).then_some(document.as_path());
                loaded.configuration.apply(document, &mut settings);
                sources = loaded.configuration.sources();
                used.insert(loaded.path.clone(), loaded);
            }
            if let Some(profile) = self.profile {
                settings = Settings { profile, profile_is_final: true, ..settings };
            }
            Task { input, settings: Arc::new(settings), sources }
        });
        let tasks = tasks.collect();
        (tasks, used.values().flat_map(|loaded| mistakes(loaded, &here)).collect())
    }
}

/// The mistakes in a configuration, as `file:line:column: message`.
fn mistakes(loaded: &LoadedConfiguration, here: &Path) -> Vec<String> {
    let lines = Lines::new(&loaded.text, OffsetUnit::Codepoints);
    let path = loaded.path.strip_prefix(here).unwrap_or(&loaded.path).display();
    let line = |start: usize, message: &str| {
        let position = lines.position(start);
        format!("{path}:{}:{}: {message}", position.line, position.column)
    };
    loaded.mistakes.iter().map(|mistake| line(mistake.span.start, &mistake.message)).collect()
}

/// A file's path from the root on. A file that is a link stays where it is; folders are where they really are.
fn absolute(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

impl ValueEnum for Profile {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
