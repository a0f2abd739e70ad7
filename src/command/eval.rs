//! `sayso eval`: measures the annotator against texts that people annotated.

mod attributions;
mod count;
mod gold;
mod output;
mod passages;
mod scored_text;
mod speakers;

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use attributions::AttributionScores;
use count::Figure;
use gold::Gold;
use output::{Output, Reader};
use passages::PassageScores;

use super::{FAILURE, complain};

/// The arguments of `sayso eval`.
#[derive(Debug, Args)]
pub(super) struct EvalArguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Who said what: source, cue and content
    ///
    /// Reads articles in PolNeAR's JSON lines (`text`, `attr`, …) and passages in RiQuA's (`tokens`, `labels`).
    Attributions(AttributionArguments),
    /// Who they are: which names, nominals and pronouns are the same speaker's
    ///
    /// Reads PolNeAR's JSON lines with coreference chains, GAP's tables, LitBank's quotations and coreference (`.txt` with
    /// `.ann`), PDNC's novels and GUM's treebanks, and tells them apart by themselves.
    Speakers(speakers::SpeakerArguments),
}

#[derive(Debug, Args)]
struct AttributionArguments {
    /// Files of annotated texts, a JSON object a line
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Why a file of annotated texts can't be used.
#[derive(Debug, thiserror::Error)]
enum GoldError {
    #[error("{path}: cannot be read: {reason}")]
    Unreadable { path: String, reason: io::Error },
    #[error("{path}, line {line}: neither an article nor a passage: {reason}")]
    Malformed { path: String, line: usize, reason: serde_json::Error },
}

/// Measures, and prints the figures.
pub(super) fn run(arguments: &EvalArguments) -> io::Result<ExitCode> {
    match &arguments.task {
        Task::Attributions(arguments) => measure_attributions(arguments),
        Task::Speakers(arguments) => speakers::run(arguments),
    }
}

fn measure_attributions(arguments: &AttributionArguments) -> io::Result<ExitCode> {
    let mut output = Output::new(BufWriter::new(io::stdout().lock()), reader(arguments.json));
    let mut failed = false;
    for path in &arguments.files {
        match measure(path) {
            Ok(figures) => output.group(&path.display().to_string(), &figures)?,
            Err(error) => {
                complain(&error);
                failed = true;
            }
        }
    }
    output.finish()?;
    Ok(exit_code(failed))
}

/// Who `--json` says that the figures are for.
fn reader(json: bool) -> Reader {
    if json { Reader::Program } else { Reader::Person }
}

fn exit_code(failed: bool) -> ExitCode {
    if failed { ExitCode::from(FAILURE) } else { ExitCode::SUCCESS }
}

/// The figures of one file, by name.
fn measure(path: &Path) -> Result<Vec<(String, Figure)>, GoldError> {
    let name = || path.display().to_string();
    let unreadable = |reason| GoldError::Unreadable { path: name(), reason };
    let file = File::open(path).map_err(unreadable)?;
    let mut attributions = AttributionScores::default();
    let mut passages = PassageScores::default();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(unreadable)?;
        if line.trim().is_empty() {
            continue;
        }
        let gold = serde_json::from_str(&line);
        match gold.map_err(|reason| GoldError::Malformed { path: name(), line: number + 1, reason })? {
            Gold::Article(article) => attributions.add(&article),
            Gold::Passage(passage) => passages.add(&passage),
        }
    }
    Ok([attributions.figures(), passages.figures()].concat())
}
