//! The documents of a project: which files hold prose, what the project itself says of them, and the analysis of each text.

mod analysis;
mod configuration;
mod configurations;
mod files;
mod fuzzy;
mod quotes;
pub mod report;
mod sources;
mod toml_file;

pub use analysis::{Analysis, Analyzer};
pub use configuration::{CONFIGURATION_FILE, Configuration, DEFAULT_MAX_FILE_SIZE, schema};
pub use configurations::{Configurations, LoadedConfiguration};
pub use files::{IGNORE_FILES, WalkError, is_ignore_file, nearest_file, prose_files, prose_files_at};
pub use fuzzy::Query;
pub use quotes::{Export, Quote, SpeakerQuotes, csv_head, quotes, quotes_of, speakers, word_count};
pub use sources::{SOURCES_FILE, SourceList};
pub use toml_file::{Mistake, Placed, Table, read_toml};
