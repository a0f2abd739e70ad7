//! The documents of a project: which files hold prose, and the analysis of each open text.

mod analysis;
mod files;

pub use analysis::{Analysis, Analyzer};
pub use files::{WalkError, prose_files};
