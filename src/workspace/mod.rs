//! The documents of a project: which files hold prose, and the analysis of each open text.

mod analysis;
mod files;
mod toml_file;

pub use analysis::{Analysis, Analyzer};
pub use files::{WalkError, prose_files};
pub use toml_file::{Mistake, Placed, Table, read_toml};
