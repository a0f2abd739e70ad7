//! The documents of a project: which files hold prose, and the analysis of each open text.

mod analysis;

pub use analysis::{Analysis, Analyzer};
