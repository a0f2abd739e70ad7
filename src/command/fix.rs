//! `sayso check --fix`: makes the fixes that never change what a text says.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use crate::rules::{Edit, Finding, Fix, Safety};
use crate::text::{Format, TextRange};
use crate::workspace::{Analysis, Analyzer};

/// A fix may make room for another, but hardly more often than this.
const MOST_ROUNDS: usize = 10;

/// Makes the safe fixes of a text until none is left. Gives the mended text's analysis, and how many fixes were made.
pub(super) fn mend(analyzer: &mut Analyzer, source: Arc<str>, format: Format) -> (Analysis, usize) {
    let mut analysis = analyzer.analyze(source, format);
    let mut made = 0;
    for _ in 0..MOST_ROUNDS {
        let fixes = compatible_fixes(&analysis.findings, &analysis.source);
        if fixes.is_empty() {
            break;
        }
        made += fixes.len();
        analysis = analyzer.analyze(apply(&analysis.source, &fixes).into(), format);
    }
    (analysis, made)
}

/// The first safe fix of each finding, but for those whose edits touch those of an earlier one.
fn compatible_fixes<'f>(findings: &'f [Finding], source: &str) -> Vec<&'f Fix> {
    let mut taken: Vec<TextRange> = Vec::new();
    let safe = findings.iter().filter_map(|finding| finding.fixes.iter().find(|fix| fix.safety == Safety::Safe));
    let is_free = |taken: &[TextRange], edit: &Edit| {
        let is_place = source.get(edit.span.start..edit.span.end).is_some();
        is_place && taken.iter().all(|other| edit.span.end < other.start || other.end < edit.span.start)
    };
    safe.filter(|fix| {
        let fits = fix.edits.iter().all(|edit| is_free(&taken, edit));
        if fits {
            taken.extend(fix.edits.iter().map(|edit| edit.span));
        }
        fits
    })
    .collect()
}

/// The text after the fixes, whose edits touch one another nowhere.
fn apply(source: &str, fixes: &[&Fix]) -> String {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut text = String::with_capacity(source.len());
    let mut done = 0;
    for edit in edits {
        text.push_str(source.get(done..edit.span.start).unwrap_or_default());
        text.push_str(&edit.text);
        done = edit.span.end;
    }
    text.push_str(source.get(done..).unwrap_or_default());
    text
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
    use crate::rules::Severity;

    fn finding(fixes: Vec<Fix>) -> Finding {
        Finding {
            rule: "vague-source",
            severity: Severity::Hint,
            span: TextRange::new(0, 0),
            message: String::new(),
            advice: String::new(),
            related: Vec::new(),
            fixes,
        }
    }

    fn fix(safety: Safety, edits: &[(usize, usize, &str)]) -> Fix {
        let edit = |(start, end, text): &(usize, usize, &str)| Edit {
            span: TextRange::new(*start, *end),
            text: (*text).into(),
        };
        Fix { title: String::new(), edits: edits.iter().map(edit).collect(), safety }
    }

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
            proptest::prop_assert!(compatible_fixes(&analysis.findings, &analysis.source).is_empty());
        }
    }

    #[test]
    fn safe_fixes_that_touch_no_other_are_made() {
        let source = "é one two three";
        let findings = [
            finding(vec![fix(Safety::Offered, &[(3, 6, "1")])]),
            finding(vec![fix(Safety::Offered, &[(7, 10, "zwei")]), fix(Safety::Safe, &[(7, 10, "2"), (16, 16, "!")])]),
            finding(vec![fix(Safety::Safe, &[(10, 11, "")])]),
            finding(vec![fix(Safety::Safe, &[(12, 16, "hree"), (7, 8, "x")])]),
            finding(vec![fix(Safety::Safe, &[(1, 2, "e")])]),
            finding(vec![fix(Safety::Safe, &[(0, 2, "e")])]),
        ];
        let fixes = compatible_fixes(&findings, source);
        assert_eq!(fixes.len(), 2);
        assert_eq!(apply(source, &fixes), "e one 2 three!");
    }
}
