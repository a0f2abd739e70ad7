//! `sayso quotes`: who said what, for people to read.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::workspace::{Analysis, Export, csv_head, quotes};

use super::configuration::{ConfigurationArguments, Task};
use super::in_order::map_in_order;
use super::source_lists::SourceLists;
use super::{FAILURE, complain, input};

/// Columns for the words that are said; with line number and cue a row has 100.
const CONTENT_WIDTH: usize = 74;
const CUE_WIDTH: usize = 16;

/// The arguments of `sayso quotes`.
#[derive(Debug, Args)]
pub(super) struct QuotesArguments {
    #[command(flatten)]
    input: input::TextArguments,
    /// How to write them
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    format: OutputFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// A list for people to read
    Text,
    /// A list for other people to read
    Markdown,
    /// A row a quotation
    Csv,
    /// An array of texts
    Json,
}

/// Lists what each speaker says in the texts that the arguments name.
pub(super) fn run(arguments: &QuotesArguments) -> io::Result<ExitCode> {
    let mut out = anstream::stdout().lock();
    let (inputs, missing) = arguments.input.inputs();
    missing.iter().for_each(complain);
    let (tasks, mistakes) = ConfigurationArguments::default().tasks(inputs);
    mistakes.iter().for_each(complain);
    let lists = SourceLists::of(&tasks);
    let mut failed = !missing.is_empty() || !mistakes.is_empty() || !lists.errors.is_empty();
    let list = |task: &Task| {
        let text = arguments.input.read(&task.input)?;
        let analysis = lists.analyzer(task).analyze(text.source, text.format);
        Ok::<_, input::InputError>(match arguments.format {
            OutputFormat::Text => listing(&text.name, &analysis),
            OutputFormat::Markdown => Export::new(&text.name, &analysis).markdown(),
            OutputFormat::Csv => Export::new(&text.name, &analysis).csv(),
            OutputFormat::Json => format!("{:#}", Export::new(&text.name, &analysis).json()),
        })
    };
    let (head, between, foot) = match arguments.format {
        OutputFormat::Text => (String::new(), "", ""),
        OutputFormat::Markdown => (String::new(), "\n", ""),
        OutputFormat::Csv => (csv_head(), "", ""),
        OutputFormat::Json => ("[".to_owned(), ",\n", "]\n"),
    };
    out.write_all(head.as_bytes())?;
    let mut is_first = true;
    let flow = map_in_order(&tasks, list, |result| {
        let written = match result {
            Ok(listing) => {
                let gap = if std::mem::take(&mut is_first) { "" } else { between };
                out.write_all(gap.as_bytes()).and_then(|()| out.write_all(listing.as_bytes()))
            }
            Err(error) => {
                complain(&error);
                failed = true;
                Ok(())
            }
        };
        written.map_or_else(ControlFlow::Break, ControlFlow::Continue)
    });
    if let ControlFlow::Break(error) = flow {
        return Err(error);
    }
    out.write_all(foot.as_bytes())?;
    out.flush()?;
    Ok(if failed { ExitCode::from(FAILURE) } else { ExitCode::SUCCESS })
}

/// What each speaker of a text says, for people to read.
fn listing(name: &str, analysis: &Analysis) -> String {
    let annotation = &analysis.annotation;
    let speakers = annotation.entities.iter().filter(|entity| annotation.attributions_of(entity.id).next().is_some());
    let mut text = format!(
        "{name}: {} said by {}\n",
        counted(annotation.attributions.len(), "thing"),
        counted(speakers.count(), "speaker")
    );
    for speaker in quotes(analysis) {
        text.push_str(&format!("\n\u{1b}[1m{}\u{1b}[0m\n", speaker.heading));
        speaker.quotes.iter().for_each(|quote| text.push_str(&row(quote.line, &quote.cue, &quote.text)));
    }
    text.push('\n');
    text
}

fn row(line: usize, cue: &str, said: &str) -> String {
    let cue = shortened(cue, CUE_WIDTH);
    let gap = " ".repeat(CUE_WIDTH.saturating_sub(cue.width()));
    format!("{line:>6}  {cue}{gap}  {}\n", shortened(said, CONTENT_WIDTH))
}

/// As many of the first words as fit.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split_word_bounds() {
        if kept.width() + word.width() + 2 > width {
            break;
        }
        kept.push_str(word);
    }
    format!("{} …", kept.trim_end())
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
