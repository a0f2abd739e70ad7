//! `sayso explain`: prints a rule's page.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::rules;

/// The arguments of `sayso explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The rule's name, as findings and `sayso rules` give it
    #[arg(value_parser = PossibleValuesParser::new(rules::all().iter().map(|rule| rule.name)))]
    rule: String,
}

/// Prints the page of the rule.
pub(super) fn run(arguments: &ExplainArguments) -> io::Result<ExitCode> {
    let rule = rules::all().iter().find(|rule| rule.name == arguments.rule);
    let page = rule.map_or("", |rule| rule.page);
    writeln!(io::stdout().lock(), "{}", page.trim_end())?;
    Ok(ExitCode::SUCCESS)
}
