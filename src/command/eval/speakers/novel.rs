//! PDNC's novels: whether each quotation's speaker has the right name (Vishnubhotla and others, LREC 2022).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::annotate::{Annotation, Entity, MentionKind};
use crate::text::TextRange;

use super::super::count::Figure;
use super::code_points::CodePoints;
use super::gold_error::{GoldError, LineProblem, read_text};
use super::prediction::speaker_of;
use super::string_list::string_list;

/// The files of a novel's folder.
pub(super) const TEXT: &str = "novel_text.txt";
const QUOTATIONS: &str = "quotation_info.csv";
const CHARACTERS: &str = "character_info.csv";

/// A novel with its quotations.
#[derive(Debug)]
pub(super) struct Novel {
    pub(super) text: String,
    quotations: Vec<Quotation>,
    characters: Vec<Character>,
}

#[derive(Debug)]
struct Quotation {
    /// Its parts in bytes.
    spans: Vec<TextRange>,
    /// How the text tells who speaks: `Explicit`, `Anaphoric`, `Implicit`.
    kind: String,
    /// Its speaker's place among the characters.
    speaker: usize,
}

/// What a character is called, as [`plain`] writes it.
type Character = HashSet<String>;

/// A row of the table of quotations.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct QuotationRow {
    /// `[[start, end], …]` in code points.
    quote_byte_spans: String,
    speaker: String,
    quote_type: String,
}

/// A row of the table of characters.
#[derive(Deserialize)]
struct CharacterRow {
    #[serde(rename = "Main Name")]
    main_name: String,
    /// A list or a set of strings, as Python writes it.
    #[serde(rename = "Aliases")]
    aliases: String,
}

/// Reads a novel's folder.
pub(super) fn read(folder: &Path) -> Result<Novel, GoldError> {
    let text = read_text(&folder.join(TEXT))?;
    let path = folder.join(CHARACTERS);
    let mut cast = Cast::default();
    for (line, row) in rows::<CharacterRow>(&path)? {
        let aliases = string_list(&row.aliases).ok_or(LineProblem::NotAList).map_err(GoldError::line(&path, line))?;
        cast.add(&row.main_name, &aliases);
    }
    let path = folder.join(QUOTATIONS);
    let points = CodePoints::new(&text);
    let quotations = rows::<QuotationRow>(&path)?.into_iter().map(|(line, row)| {
        let spans = spans(&row.quote_byte_spans, &points).map_err(GoldError::line(&path, line))?;
        Ok(Quotation { spans, kind: row.quote_type, speaker: cast.index_of(&row.speaker) })
    });
    let quotations = quotations.collect::<Result<_, _>>()?;
    Ok(Novel { quotations, characters: cast.characters, text })
}

/// The rows of a table, each with the line that it starts in.
fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<(usize, T)>, GoldError> {
    let mut reader = csv::Reader::from_path(path).map_err(GoldError::table(path))?;
    let headers = reader.headers().map_err(GoldError::table(path))?.clone();
    let rows = reader.records().map(|record| {
        let record = record.map_err(GoldError::table(path))?;
        let line = record.position().map_or(0, |position| position.line() as usize);
        Ok((line, record.deserialize(Some(&headers)).map_err(GoldError::table(path))?))
    });
    rows.collect()
}

fn spans(field: &str, points: &CodePoints) -> Result<Vec<TextRange>, LineProblem> {
    let pairs: Vec<[usize; 2]> = serde_json::from_str(field).map_err(|_| LineProblem::NotSpans)?;
    let ranges = pairs.iter().map(|[start, end]| points.range(*start, *end).ok_or(LineProblem::OutsideText));
    ranges.collect()
}

/// The characters of a novel, to be found by what they are called.
#[derive(Default)]
struct Cast {
    characters: Vec<Character>,
    by_main_name: HashMap<String, usize>,
    by_alias: HashMap<String, usize>,
}

impl Cast {
    fn add(&mut self, main_name: &str, aliases: &[String]) {
        let index = self.characters.len();
        let names = aliases.iter().map(String::as_str).chain([main_name]);
        let character: Character = names.map(plain).filter(|name| !name.is_empty()).collect();
        self.by_main_name.insert(plain(main_name), index);
        for name in &character {
            self.by_alias.entry(name.clone()).or_insert(index);
        }
        self.characters.push(character);
    }

    /// The character whose main name or, failing that, alias this is; a new one if it is nobody's.
    fn index_of(&mut self, name: &str) -> usize {
        let name = plain(name);
        let known = self.by_main_name.get(&name).or_else(|| self.by_alias.get(&name));
        known.copied().unwrap_or_else(|| {
            self.add(&name, &[]);
            self.characters.len() - 1
        })
    }
}

/// A name in small letters without full stops, single spaces between its words.
fn plain(name: &str) -> String {
    let words: Vec<String> = name.replace('.', " ").split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Scores over novels.
#[derive(Default)]
pub(super) struct NovelScores {
    all: Tally,
    by_kind: BTreeMap<String, Tally>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    of: usize,
    /// The entity's name is one of the character's.
    name: usize,
    /// One of the entity's names is.
    any_name: usize,
    nobody: usize,
}

impl NovelScores {
    /// Adds how well a novel's quotations were given to its characters.
    pub(super) fn add(&mut self, novel: &Novel, annotation: &Annotation) {
        let mut called = HashMap::new();
        for quotation in &novel.quotations {
            let Some(character) = novel.characters.get(quotation.speaker) else { continue };
            let found = speaker_of(annotation, &quotation.spans);
            let found =
                found.map(|entity| &*called.entry(entity.id).or_insert_with(|| Called::new(entity, &novel.text)));
            let kind = self.by_kind.entry(quotation.kind.clone()).or_default();
            for tally in [&mut self.all, kind] {
                tally.add(found, character);
            }
        }
    }

    /// The figures, by name; none if there was no quotation.
    pub(super) fn figures(&self) -> Vec<(String, Figure)> {
        if self.all.of == 0 {
            return Vec::new();
        }
        let figure = |tally: &Tally| {
            let counts = vec![("name", tally.name), ("any name", tally.any_name), ("nobody", tally.nobody)];
            Figure::Shares { of: tally.of, counts }
        };
        // A quotation of no kind is one of all only.
        let kinds = self.by_kind.iter().filter(|(kind, _)| *kind != "nan" && !kind.is_empty());
        let kinds = kinds.map(|(kind, tally)| (format!("quotations/{}", kind.to_lowercase()), figure(tally)));
        std::iter::once(("quotations".to_owned(), figure(&self.all))).chain(kinds).collect()
    }
}

/// What an entity is called, as [`plain`] writes it.
struct Called {
    name: String,
    /// In its mentions, titles included.
    names: HashSet<String>,
}

impl Called {
    fn new(entity: &Entity, text: &str) -> Self {
        let names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        Self { name: plain(&entity.name), names: names.map(|mention| plain(&text[mention.span])).collect() }
    }
}

impl Tally {
    fn add(&mut self, found: Option<&Called>, character: &Character) {
        let name = found.is_some_and(|called| character.contains(&called.name));
        let any_name = name || found.is_some_and(|called| !called.names.is_disjoint(character));
        self.of += 1;
        self.name += usize::from(name);
        self.any_name += usize::from(any_name);
        self.nobody += usize::from(found.is_none());
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::text::{self, Format};

    use super::*;

    fn folder(quotations: &str, characters: &str, text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in [(TEXT, text), (QUOTATIONS, quotations), (CHARACTERS, characters)] {
            fs::write(folder.path().join(name), content).unwrap();
        }
        folder
    }

    const CAST: &str = "Character ID,Main Name,Aliases\n0,Maya Lind,\"{'Mrs. Lind', \"\"Maya Lind\"\"}\"\n";
    const STORY: &str = "“We have won it all,” said Mrs. Lind.\n";

    #[test]
    fn a_speaker_may_be_called_by_any_alias() {
        let quotations = "quoteByteSpans,speaker,quoteType\n\"[[1, 20]]\",Maya Lind,Explicit\n\"[[1, 3]]\",Tom,nan\n";
        let folder = folder(quotations, CAST, STORY);
        let novel = read(folder.path()).unwrap();
        let annotation = crate::annotate::annotate(&text::read(STORY, Format::Plain));
        let mut scores = NovelScores::default();
        scores.add(&novel, &annotation);
        assert_eq!((scores.all.of, scores.all.any_name, scores.all.nobody), (2, 1, 0));
        let explicit = scores.by_kind["Explicit"];
        assert_eq!((explicit.of, explicit.name, explicit.any_name), (1, 1, 1));
    }

    #[test]
    fn what_is_amiss_is_told_by_its_line() {
        let header = "quoteByteSpans,speaker,quoteType\n";
        for (row, problem) in [("\"[[1, 900]]\"", "outside"), ("\"[[1]]\"", "pairs")] {
            let folder = folder(&format!("{header}{row},Tom,Implicit\n"), CAST, STORY);
            let error = read(folder.path()).unwrap_err().to_string();
            assert!(error.contains("line 2") && error.contains(problem), "{error}");
        }
    }

    #[test]
    fn names_are_compared_without_full_stops() {
        assert_eq!(plain(" Mrs.  J.\nLind"), "mrs j lind");
    }
}
