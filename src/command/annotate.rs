//! `sayso annotate`: prints who said what.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::annotation_json::DocumentRecord;
use super::configuration::{ConfigurationArguments, Task};
use super::in_order::map_in_order;
use super::offsets::OffsetUnit;
use super::source_lists::SourceLists;
use super::{FAILURE, complain, input};

/// The arguments of `sayso annotate`.
#[derive(Debug, Args)]
pub(super) struct AnnotateArguments {
    #[command(flatten)]
    input: input::TextArguments,
    #[command(flatten)]
    configuration: ConfigurationArguments,
    /// How to write annotations
    #[arg(long, value_enum, default_value_t = OutputFormat::Json)]
    format: OutputFormat,
    /// What offsets count
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = OffsetUnit::Codepoints)]
    offsets: OffsetUnit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// An array of texts, indented
    Json,
    /// A line a text
    Jsonl,
}

/// Annotates the texts that the arguments name.
pub(super) fn run(arguments: &AnnotateArguments) -> io::Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    let (inputs, missing) = arguments.input.inputs();
    missing.iter().for_each(complain);
    let (tasks, mistakes) = arguments.configuration.tasks(inputs);
    mistakes.iter().for_each(complain);
    let lists = SourceLists::of(&tasks);
    let mut failed = !missing.is_empty() || !mistakes.is_empty() || !lists.errors.is_empty();
    let mut written = 0;

    let annotate = |task: &Task| {
        let text = arguments.input.read(&task.input)?;
        let analysis = lists.analyzer(task).analyze(text.source, text.format);
        let record = DocumentRecord::new(text.name, &analysis, arguments.offsets);
        Ok::<_, input::InputError>(match arguments.format {
            OutputFormat::Json => serde_json::to_string_pretty(&record),
            OutputFormat::Jsonl => serde_json::to_string(&record),
        })
    };
    let flow = map_in_order(&tasks, annotate, |result| {
        let line = match result {
            Ok(Ok(json)) => {
                let (before, after) = match (arguments.format, written) {
                    (OutputFormat::Jsonl, _) => ("", "\n"),
                    (OutputFormat::Json, 0) => ("[\n", ""),
                    (OutputFormat::Json, _) => (",\n", ""),
                };
                written += 1;
                write!(out, "{before}{json}{after}").and_then(|()| out.flush())
            }
            Ok(Err(error)) => Err(error.into()),
            Err(error) => {
                complain(&error);
                failed = true;
                Ok(())
            }
        };
        line.map_or_else(ControlFlow::Break, ControlFlow::Continue)
    });
    if let ControlFlow::Break(error) = flow {
        return Err(error);
    }
    let end = match (arguments.format, written) {
        (OutputFormat::Json, 0) => "[]\n",
        (OutputFormat::Json, _) => "\n]\n",
        (OutputFormat::Jsonl, _) => "",
    };
    out.write_all(end.as_bytes())?;
    out.flush()?;
    Ok(if failed { ExitCode::from(FAILURE) } else { ExitCode::SUCCESS })
}
