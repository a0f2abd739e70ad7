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

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces that make comments of no use, of some use, and in odd places.
    const PIECES: &[&str] = &[
        "Experts say so. ",
        "É. ",
        "\n",
        "\r\n",
        "\n\n",
        "> ",
        "- ",
        " ",
        "<!-- sayso-ignore vague-source -->",
        "<!-- sayso-ignore vague-source, unbalanced-quote, weather -->",
        "<!-- sayso-ignore\nall -->",
        "<!-- sayso-ignore-file unbalanced-quote -->",
    ];

    /// What a reader reads, word by word.
    fn words(source: &str) -> Vec<String> {
        let document = crate::text::read(source, Format::Markdown);
        let words = document.paragraphs.iter().flat_map(|paragraph| paragraph.text().split_whitespace());
        words.map(str::to_owned).collect()
    }

    proptest::proptest! {
        #[test]
        fn mending_changes_no_word_and_comes_to_an_end(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..12)
        ) {
            let source = pieces.concat();
            let (analysis, made) = mend(&mut Analyzer::default(), source.as_str().into(), Format::Markdown);
            proptest::prop_assert_eq!(words(&analysis.source), words(&source), "{:?}", analysis.source);
            proptest::prop_assert_eq!(made == 0, *analysis.source == *source);
            proptest::prop_assert!(safe_fixes(&analysis.findings, &analysis.source).is_empty());
        }
    }
}
