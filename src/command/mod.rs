//! The command line: one file a command.
//!
//! Results go to standard output, messages for people to standard error. Exit codes: 0 all is well, 1 there are findings
//! that matter, 2 something could not be done.

mod annotate;
mod annotation_json;
mod check;
mod choices;
mod configuration;
mod eval;
mod excerpt;
mod explain;
mod features;
mod fix;
mod in_order;
mod input;
mod offsets;
mod position;
mod quotes;
mod report;
mod rules;
mod rules_page;
mod schema;
mod sentences;
mod severity;
mod source_lists;
mod states;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::server;

const FAILURE: u8 = 2;

/// Who said what, and on whose authority
#[derive(Debug, Parser)]
#[command(name = "sayso", version, max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve an editor (language server protocol)
    Lsp(LspArguments),
    /// Report what a standards editor would mark
    Check(check::CheckArguments),
    /// List who said what, speaker by speaker
    Quotes(quotes::QuotesArguments),
    /// Write an HTML page: who speaks how much and where, and what a standards editor would mark
    Report(report::ReportArguments),
    /// Print who said what, as JSON
    Annotate(annotate::AnnotateArguments),
    /// List the rules
    Rules(rules::RulesArguments),
    /// Measure the annotator against annotated texts
    Eval(eval::EvalArguments),
    /// Print texts as the tagger sees them, for its training
    #[command(hide = true)]
    Features,
    /// Print what the tagger's first layer makes of texts, for the training of the reader of mentions
    #[command(hide = true)]
    States,
    /// Print texts' sentences as the claim model sees them, for its training
    #[command(hide = true)]
    Sentences,
    /// Print the choices by which it is found who is meant in texts, for the training of their rankers
    #[command(hide = true)]
    Choices,
    /// Print the JSON schema of sayso.toml
    #[command(hide = true)]
    Schema,
    /// Explain a rule: what it reports, why, and how to mend it
    Explain(explain::ExplainArguments),
}

#[derive(Debug, Args)]
struct LspArguments {
    /// Talk over standard input and output (the default)
    #[arg(long, conflicts_with = "port")]
    stdio: bool,
    /// Listen for one client on this TCP port of 127.0.0.1
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Write what the server does to the end of this file: methods, names, sizes and times, never a text
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
}

/// Runs the command that the process's arguments ask for.
pub fn run() -> ExitCode {
    let outcome = match CommandLine::parse().command {
        Command::Lsp(arguments) => return serve(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Quotes(arguments) => quotes::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Features => features::run(),
        Command::States => states::run(),
        Command::Sentences => sentences::run(),
        Command::Choices => choices::run(),
        Command::Schema => schema::run(),
        Command::Explain(arguments) => explain::run(&arguments),
    };
    match outcome {
        Ok(code) => code,
        // Whoever reads the results, `head` for one, has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(format_args!("cannot write the results: {error}"));
            ExitCode::from(FAILURE)
        }
    }
}

/// Serves one editor; says why if it can't.
fn serve(arguments: &LspArguments) -> ExitCode {
    if let Some(log) = &arguments.log
        && let Err(error) = server::log_to(log)
    {
        complain(format_args!("cannot write the log {}: {error}", log.display()));
        return ExitCode::from(FAILURE);
    }
    let served = match arguments.port {
        Some(port) => server::serve_port(port),
        None => server::serve_stdio(),
    };
    served.unwrap_or_else(|error| {
        complain(format_args!("cannot serve the editor: {error}"));
        ExitCode::from(FAILURE)
    })
}

/// Tells the user what could not be done.
fn complain(message: impl std::fmt::Display) {
    // Colours and a closed standard error are `anstream`'s business and nobody's.
    let style = annotate_snippets::renderer::DEFAULT_ERROR_STYLE;
    say(format_args!("{style}error{style:#}: {message}"));
}

/// Writes a line to standard error; when that is closed, nobody wants it.
fn say(line: impl std::fmt::Display) {
    use io::Write as _;
    let _ = writeln!(anstream::stderr(), "{line}");
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        super::CommandLine::command().debug_assert();
    }
}
