//! What a project sets: the contents of its `sayso.toml`, or the same keys from an editor.
//!
//! In comes a text; out come a [`Configuration`] and the mistakes in it. A mistake costs its value, and nothing else.

mod json;
mod keys;
mod schema;
mod switch_off;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde_json::Value;

use super::toml_file::{Mistake, Placed, Table, read_toml};
use crate::rules::{self, Anonymity, Profile, Settings, Severity};

pub use schema::schema;

/// The file's name.
pub const CONFIGURATION_FILE: &str = "sayso.toml";
/// How many bytes a document may have that an editor opens, if nothing else is set.
pub const DEFAULT_MAX_FILE_SIZE: u64 = 5_000_000;
/// How a rule is switched off.
const OFF: &str = "off";

/// What a project sets.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    /// The folder that its paths and patterns start from.
    folder: PathBuf,
    choices: Choices,
    overrides: Vec<Override>,
    sources: Option<String>,
    max_file_size: Option<u64>,
    code_lens: Option<bool>,
}

/// What is set for some documents, or for all.
#[derive(Clone, Debug, Default)]
struct Choices {
    profile: Option<Profile>,
    severities: BTreeMap<String, Option<Severity>>,
    loaded_verbs: BTreeSet<String>,
    allowed_groups: BTreeSet<String>,
    anonymity: Option<Anonymity>,
}

/// What is set for the documents whose paths fit.
#[derive(Clone, Debug)]
struct Override {
    files: GlobSet,
    choices: Choices,
}

impl Configuration {
    /// Reads the text of a `sayso.toml` that stands in `folder`, and lists the mistakes in it, in text order.
    pub fn read(text: &str, folder: &Path) -> (Self, Vec<Mistake>) {
        read_toml(text, |root| Self {
            folder: folder.to_owned(),
            choices: Choices::read(root),
            overrides: root.tables(keys::OVERRIDES.name, |table| Override {
                files: read_files(table),
                choices: Choices::read(table),
            }),
            sources: root.string(keys::SOURCES.name).map(|path| path.value),
            max_file_size: root.whole_number(keys::MAX_FILE_SIZE.name).map(|size| size.value),
            code_lens: root.flag(keys::CODE_LENS.name).map(|shown| shown.value),
        })
    }

    /// Reads the same keys from an editor's settings, for a project in `folder`, and lists what is wrong, a line each.
    ///
    /// What has no value, and keys of no meaning here, are passed over: the editor's own settings stand beside.
    pub fn from_json(settings: &Value, folder: &Path) -> (Self, Vec<String>) {
        let text = json::to_toml(settings, |key| keys::all().any(|known| known.name == key));
        let (configuration, mistakes) = Self::read(&text, folder);
        let line = |mistake: Mistake| {
            let place = text.get(mistake.span.start..mistake.span.end).unwrap_or_default();
            format!("{}: {}", place.lines().next().unwrap_or_default(), mistake.message)
        };
        (configuration, mistakes.into_iter().map(line).collect())
    }

    /// Changes the settings for a document as the project says: what it sets takes the place of what is there, words are
    /// added. Overrides come after what is set for all, in their order.
    pub fn apply(&self, document: Option<&Path>, settings: &mut Settings) {
        self.choices.apply(settings);
        let Some(path) = document.and_then(|document| document.strip_prefix(&self.folder).ok()) else { return };
        for it in self.overrides.iter().filter(|it| it.files.is_match(path)) {
            it.choices.apply(settings);
        }
    }

    /// The file that lists the people whom the project knows, if it names one.
    pub fn sources(&self) -> Option<PathBuf> {
        self.sources.as_ref().map(|path| self.folder.join(path))
    }

    /// How many bytes a document may have that an editor opens, if that is set.
    pub fn max_file_size(&self) -> Option<u64> {
        self.max_file_size
    }

    /// Whether an editor shows code lenses, if that is set.
    pub fn code_lens(&self) -> Option<bool> {
        self.code_lens
    }
}

impl Choices {
    fn read(table: &mut Table<'_, '_>) -> Self {
        let profiles = Profile::ALL.map(|profile| (profile.name(), profile));
        let anonymities = Anonymity::ALL.map(|anonymity| (anonymity.name(), anonymity));
        Self {
            profile: table.choice(keys::PROFILE.name, &profiles).map(|it| it.value),
            severities: table.table(keys::RULES.name, read_severities).unwrap_or_default(),
            loaded_verbs: words(table.strings(keys::LOADED_VERBS.name)),
            allowed_groups: words(table.strings(keys::ALLOWED_GROUPS.name)),
            anonymity: table.choice(keys::ANONYMITY.name, &anonymities).map(|it| it.value),
        }
    }

    fn apply(&self, settings: &mut Settings) {
        settings.profile = self.profile.unwrap_or(settings.profile);
        settings.anonymity = self.anonymity.unwrap_or(settings.anonymity);
        settings.severities.extend(self.severities.iter().map(|(rule, severity)| (rule.clone(), *severity)));
        settings.loaded_verbs.extend(self.loaded_verbs.iter().cloned());
        settings.allowed_groups.extend(self.allowed_groups.iter().cloned());
    }
}

/// The names of severities, and `off`.
fn severity_names() -> Vec<(&'static str, Option<Severity>)> {
    let named = Severity::ALL.map(|severity| (severity.name(), Some(severity)));
    std::iter::once((OFF, None)).chain(named).collect()
}

fn read_severities(table: &mut Table<'_, '_>) -> BTreeMap<String, Option<Severity>> {
    let names = severity_names();
    let chosen = rules::all().iter().filter_map(|rule| {
        let severity = table.choice(rule.name, &names)?;
        Some((rule.name.to_owned(), severity.value))
    });
    chosen.collect()
}

fn words(words: Vec<Placed<String>>) -> BTreeSet<String> {
    words.into_iter().map(|word| word.value.to_lowercase()).collect()
}

/// The patterns of an override. One without a slash fits in every folder.
fn read_files(table: &mut Table<'_, '_>) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    let patterns = table.strings(keys::FILES.name);
    if patterns.is_empty() {
        table.mistake(table.span(), format!("no `{}`: it fits no document", keys::FILES.name));
    }
    for Placed { value, span } in patterns {
        let pattern = if value.contains('/') { value } else { format!("**/{value}") };
        match GlobBuilder::new(&pattern).literal_separator(true).build() {
            Ok(glob) => {
                builder.add(glob);
            }
            Err(error) => table.mistake(span, format!("no pattern: {}", error.kind())),
        }
    }
    builder.build().unwrap_or_default()
}
