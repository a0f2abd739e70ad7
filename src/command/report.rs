//! `sayso report`: one HTML page about texts.

use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::workspace::report::{Article, page};

use super::configuration::{ConfigurationArguments, Task};
use super::in_order::map_in_order;
use super::input::{Input, InputError};
use super::source_lists::SourceLists;
use super::{FAILURE, complain, input};

/// The arguments of `sayso report`.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    #[command(flatten)]
    input: input::TextArguments,
    #[command(flatten)]
    configuration: ConfigurationArguments,
    /// The file to write the page to, in place of standard output; one that is there is overwritten
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes a page about the texts that the arguments name.
pub(super) fn run(arguments: &ReportArguments) -> io::Result<ExitCode> {
    let (inputs, missing) = arguments.input.inputs();
    let output = arguments.output.as_deref().filter(|path| *path != Path::new("-"));
    if let Some(output) = output.filter(|output| inputs.iter().any(|input| is_same_file(input, output))) {
        complain(format_args!("{}: is one of the texts: name another file for the page", output.display()));
        return Ok(ExitCode::from(FAILURE));
    }
    let (tasks, mistakes) = arguments.configuration.tasks(inputs);
    let mut errors: Vec<String> = missing.iter().map(ToString::to_string).chain(mistakes).collect();
    errors.iter().for_each(complain);
    let lists = SourceLists::of(&tasks);
    errors.extend_from_slice(&lists.errors);

    let report = |task: &Task| {
        let text = arguments.input.read(&task.input)?;
        let analysis = lists.analyzer(task).analyze(text.source, text.format);
        Ok::<_, InputError>(Article::new(&text.name, &analysis))
    };
    let mut articles = Vec::new();
    let flow = map_in_order::<_, _, ()>(&tasks, report, |result| {
        match result {
            Ok(article) => articles.push(article),
            Err(error) => {
                complain(&error);
                errors.push(error.to_string());
            }
        }
        ControlFlow::Continue(())
    });
    debug_assert!(flow.is_continue());
    if articles.is_empty() {
        if errors.is_empty() {
            complain("there is no text to report on");
        }
        return Ok(ExitCode::from(FAILURE));
    }
    let page = page(&articles);
    match output {
        None => {
            let mut out = io::stdout().lock();
            out.write_all(page.as_bytes())?;
            out.flush()?;
        }
        Some(path) => {
            if let Err(reason) = fs::write(path, page) {
                complain(InputError::Unwritable { path: path.display().to_string(), reason });
                return Ok(ExitCode::from(FAILURE));
            }
        }
    }
    Ok(if errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FAILURE) })
}

fn is_same_file(input: &Input, output: &Path) -> bool {
    let Input::File(path) = input else { return false };
    match (fs::canonicalize(path), fs::canonicalize(output)) {
        (Ok(input), Ok(output)) => input == output,
        // what is not there can't be overwritten
        _ => false,
    }
}
