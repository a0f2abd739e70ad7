//! `sayso check --fix`: makes the fixes that never change what a text says.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use crate::rules::{edited, safe_fixes};
use crate::text::Format;
use crate::workspace::{Analysis, Analyzer};

/// A fix may make room for another, but hardly more often than this.
const MOST_ROUNDS: usize = 10;

/// Makes the safe fixes of a text until none is left. Gives the mended text's analysis, and how many fixes were made.
pub(super) fn mend(analyzer: &mut Analyzer, source: Arc<str>, format: Format) -> (Analysis, usize) {
    let mut analysis = analyzer.analyze(source, format);
    let mut made = 0;
    for _ in 0..MOST_ROUNDS {
        let fixes = safe_fixes(&analysis.findings, &analysis.source);
        if fixes.is_empty() {
            break;
        }
        made += fixes.len();
        analysis = analyzer.analyze(edited(&analysis.source, fixes.iter().flat_map(|fix| &fix.edits)).into(), format);
    }
    (analysis, made)
}

/// Puts a text in a file's place: all of it or, if anything fails, nothing.
pub(super) fn replace_file(path: &Path, text: &str) -> io::Result<()> {
    // a link stays one
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is write-protected"));
    }
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".sayso-{}", std::process::id()));
    let temporary = path.with_file_name(name);
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        file.write_all(text.as_bytes())?;
        file.set_permissions(permissions)?;
        file.sync_all()?;
        fs::rename(&temporary, &path)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&temporary);
    })
}
