//! `sayso eval speakers`: measures how well the annotator knows who speaks.

mod alignment;
mod assignment;
mod chains;
mod clusters;
mod code_points;
mod corpus;
mod entity_brackets;
mod gold_error;
mod gold_text;
mod novel;
mod prediction;
mod quotations;
mod silver;
mod snippet;
mod standoff;
mod string_list;
mod treebank;

use std::collections::HashSet;
use std::convert::Infallible;
use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::annotate::{Annotation, annotate};
use crate::text::{self, Format};

use super::super::complain;
use super::super::in_order::map_in_order;
use super::output::Output;
use super::{exit_code, reader};
use corpus::recognise;
use gold_error::GoldError;
use gold_text::{GoldText, SpeakerScores};

/// The arguments of `sayso eval speakers`.
#[derive(Debug, Args)]
pub(super) struct SpeakerArguments {
    /// Files of annotated texts, or folders with such in them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Print each source in PolNeAR's articles whose name is another one than in CoreNLP's chain
    ///
    /// One a line, with tabs between: the article, the source's offset in code points, the text before it and the source
    /// in brackets, the name here, the names in the chain.
    #[arg(long, conflicts_with = "json")]
    list: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Measures, and prints the figures, pooled over all texts of a kind.
pub(super) fn run(arguments: &SpeakerArguments) -> io::Result<ExitCode> {
    let (texts, errors) = texts(&arguments.paths);
    errors.iter().for_each(complain);
    let scores = measure(&texts);
    let mut output = Output::new(BufWriter::new(io::stdout().lock()), reader(arguments.json));
    if arguments.list {
        scores.disagreements().iter().try_for_each(|disagreement| output.line(disagreement))?;
    }
    for (name, figures) in scores.groups() {
        output.group(name, &figures)?;
    }
    output.finish()?;
    Ok(exit_code(!errors.is_empty()))
}

/// The annotated texts of some paths, each once, and what is amiss with the rest.
fn texts(paths: &[PathBuf]) -> (Vec<GoldText>, Vec<GoldError>) {
    let (mut texts, mut errors) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for path in paths {
        match recognise(path) {
            Ok(corpora) => {
                for corpus in corpora.into_iter().filter(|corpus| seen.insert(corpus.clone())) {
                    match corpus.read() {
                        Ok(found) => texts.extend(found),
                        Err(error) => errors.push(error),
                    }
                }
            }
            Err(error) => errors.push(error),
        }
    }
    (texts, errors)
}

/// Annotates texts on all cores.
fn measure(texts: &[GoldText]) -> SpeakerScores {
    let mut scores = SpeakerScores::default();
    let mut golds = texts.iter();
    let add = |annotation: Annotation| {
        if let Some(gold) = golds.next() {
            scores.add(gold, &annotation);
        }
        ControlFlow::<Infallible>::Continue(())
    };
    let ControlFlow::Continue(()) = map_in_order(texts, |gold| annotate(&text::read(gold.text(), Format::Plain)), add);
    scores
}
