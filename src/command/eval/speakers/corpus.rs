//! What a path's annotated texts are, told by their content.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use super::gold_error::{GoldError, read_text};
use super::{gold_text::GoldText, novel, quotations, silver, snippet, standoff, treebank};

/// A treebank says in so many lines at most which fields its entities have.
const HEADER_LINES: usize = 20;
/// Nobody writes a longer line before that; in bytes.
const HEADER_BYTES: u64 = 64 * 1024;

/// Annotated texts of a kind, not yet read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Corpus {
    /// A file of PolNeAR's articles.
    Articles(PathBuf),
    /// A table of GAP's snippets.
    Snippets(PathBuf),
    /// A text of LitBank with its quotations.
    Quotations { annotations: PathBuf, text: PathBuf },
    /// A text of LitBank with its chains.
    Standoff { annotations: PathBuf, text: PathBuf },
    /// The folder of one of PDNC's novels.
    Novel(PathBuf),
    /// A treebank of GUM.
    Treebank(PathBuf),
}

/// What a file or a folder holds; of a folder, what is known of all that lies in it.
pub(super) fn recognise(path: &Path) -> Result<Vec<Corpus>, GoldError> {
    let name = || path.display().to_string();
    if !path.exists() {
        return Err(GoldError::Missing { path: name() });
    }
    let mut found = Vec::new();
    collect(path, &mut found)?;
    if found.is_empty() { Err(GoldError::Unknown { path: name() }) } else { Ok(found) }
}

fn collect(path: &Path, found: &mut Vec<Corpus>) -> Result<(), GoldError> {
    if !path.is_dir() {
        found.extend(recognise_file(path)?);
        return Ok(());
    }
    if path.join(novel::TEXT).is_file() {
        found.push(Corpus::Novel(path.to_owned()));
        return Ok(());
    }
    let entries = fs::read_dir(path).and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect());
    let mut entries: Vec<PathBuf> = entries.map_err(GoldError::unreadable(path))?;
    entries.sort();
    entries.iter().try_for_each(|entry| collect(entry, found))
}

fn recognise_file(path: &Path) -> Result<Option<Corpus>, GoldError> {
    let (annotations, text) = (path.with_extension("ann"), path.with_extension("txt"));
    if (path == annotations || path == text) && annotations.is_file() && text.is_file() {
        let lines = read_text(&annotations)?;
        return Ok(if lines.lines().all(|line| line.starts_with("QUOTE\t") || line.starts_with("ATTRIB\t")) {
            Some(Corpus::Quotations { annotations, text })
        } else if standoff::has_chains(&lines) {
            Some(Corpus::Standoff { annotations, text })
        } else {
            None
        });
    }
    if path.file_name().is_some_and(|name| name == novel::TEXT) {
        return Ok(path.parent().map(|folder| Corpus::Novel(folder.to_owned())));
    }
    let file = File::open(path).map_err(GoldError::unreadable(path))?;
    let header = BufReader::new(file.take(HEADER_BYTES)).split(b'\n').take(HEADER_LINES).collect::<Result<Vec<_>, _>>();
    let header = header.map_err(GoldError::unreadable(path))?;
    let begins = |start: &str| header.first().is_some_and(|line| line.starts_with(start.as_bytes()));
    let has_text = header.first().is_some_and(|line| line.windows(7).any(|window| window == b"\"text\":"));
    Ok(if begins("{") && has_text {
        Some(Corpus::Articles(path.to_owned()))
    } else if begins("ID\tText\tPronoun\t") {
        Some(Corpus::Snippets(path.to_owned()))
    } else if header.iter().any(|line| line.starts_with(treebank::ENTITY_FIELDS.as_bytes())) {
        Some(Corpus::Treebank(path.to_owned()))
    } else {
        None
    })
}

impl Corpus {
    /// Its texts.
    pub(super) fn read(&self) -> Result<Vec<GoldText>, GoldError> {
        Ok(match self {
            Self::Articles(path) => silver::read(path)?.into_iter().map(GoldText::Article).collect(),
            Self::Snippets(path) => snippet::read(path)?.into_iter().map(GoldText::Snippet).collect(),
            Self::Quotations { annotations, text } => vec![GoldText::Quoted(quotations::read(annotations, text)?)],
            Self::Standoff { annotations, text } => vec![GoldText::Standoff(standoff::read(annotations, text)?)],
            Self::Novel(folder) => vec![GoldText::Novel(novel::read(folder)?)],
            Self::Treebank(path) => treebank::read(path)?.into_iter().map(GoldText::Treebank).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_kinds_by_their_content() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("novel")).unwrap();
        let files = [
            ("articles", "{\"text\": \"\"}\n"),
            ("treebank", "# newdoc id = a\n# global.Entity = GRP-etype-infstat\n"),
            ("other.conllu", "# newdoc id = a\n"),
            ("table", "ID\tText\tPronoun\tPronoun-offset\n"),
            ("q.ann", "QUOTE\tQ1\t0\t0\t0\t0\t“\n"),
            ("q.txt", "“"),
            ("c.ann", "T1\tPROP_PER 0 3\tAda\nT2\tAda-1 0 3\tAda\n"),
            ("c.txt", "Ada"),
            ("e.ann", "T1\tPROP_PER 0 3\tAda\n"),
            ("e.txt", "Ada"),
            ("novel/novel_text.txt", "Ada"),
        ];
        for (name, content) in files {
            fs::write(at(name), content).unwrap();
        }
        let pair = |name: &str| (at(&format!("{name}.ann")), at(&format!("{name}.txt")));
        let ((c_ann, c_txt), (q_ann, q_txt)) = (pair("c"), pair("q"));
        let standoff = Corpus::Standoff { annotations: c_ann, text: c_txt };
        let quotations = Corpus::Quotations { annotations: q_ann, text: q_txt.clone() };
        let mut found = recognise(folder.path()).unwrap();
        found.dedup();
        let (articles, novel) = (Corpus::Articles(at("articles")), Corpus::Novel(at("novel")));
        let (table, treebank) = (Corpus::Snippets(at("table")), Corpus::Treebank(at("treebank")));
        assert_eq!(found, [articles, standoff, novel.clone(), quotations.clone(), table, treebank]);
        assert_eq!(recognise(&q_txt).unwrap(), [quotations]);
        assert_eq!(recognise(&at("novel/novel_text.txt")).unwrap(), [novel]);
        assert!(matches!(recognise(&at("other.conllu")), Err(GoldError::Unknown { .. })));
        assert!(matches!(recognise(&at("gone")), Err(GoldError::Missing { .. })));
    }
}
