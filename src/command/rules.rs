//! `sayso rules`: lists the rules.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::rules_page::page;
use crate::rules::{self, Profile, Rule, Severity};

/// The arguments of `sayso rules`.
#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    /// How to write the list
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ListFormat {
    Text,
    Json,
    /// The page of the documentation
    #[value(hide = true)]
    Markdown,
}

/// Lists the rules.
pub(super) fn run(arguments: &RulesArguments) -> io::Result<ExitCode> {
    let mut out = io::stdout().lock();
    match arguments.format {
        ListFormat::Text => {
            let width = rules::all().iter().map(|rule| rule.name.len()).max().unwrap_or_default();
            for rule in rules::all() {
                let (family, severity) = (rule.family.name(), default_severity(rule));
                writeln!(out, "{:width$}  {family:8}  {severity:11}  {}", rule.name, rule.summary)?;
            }
        }
        ListFormat::Markdown => out.write_all(page(rules::all()).as_bytes())?,
        ListFormat::Json => {
            let records = rules::all().iter().map(|rule| {
                json!({
                    "name": rule.name,
                    "family": rule.family.name(),
                    "severity": default_severity(rule),
                    "summary": rule.summary,
                    "page": rule.page,
                })
            });
            serde_json::to_writer_pretty(&mut out, &records.collect::<Vec<_>>())?;
            writeln!(out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// How much a rule's findings matter in news.
fn default_severity(rule: &Rule) -> &'static str {
    rule.defaults.of(Profile::default()).map_or("off", Severity::name)
}
