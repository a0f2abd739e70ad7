//! `sayso schema`: prints the JSON schema of `sayso.toml`.

use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::workspace::schema;

/// Prints the schema.
pub(super) fn run() -> io::Result<ExitCode> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schema())?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}
