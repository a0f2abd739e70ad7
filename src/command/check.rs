//! `sayso check`: reports findings.

mod github;
mod json;
mod report;
mod sarif;
mod text;

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::rules::{Finding, Severity};

use super::configuration::{ConfigurationArguments, Task};
use super::in_order::map_in_order;
use super::input::{Input, InputError, Text};
use super::source_lists::SourceLists;
use super::{FAILURE, complain, fix, input, say};
use github::GithubReport;
use json::JsonReport;
use report::{Checked, Report};
use sarif::SarifReport;
use text::TextReport;

/// The arguments of `sayso check`.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    input: input::TextArguments,
    #[command(flatten)]
    configuration: ConfigurationArguments,
    /// Mend what can be mended without a look at it, in the files themselves
    #[arg(long)]
    fix: bool,
    /// How to write findings
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    format: ReportFormat,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = Severity::Warning)]
    fail_on: Severity,
    /// Whether to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReportFormat {
    /// For people
    Text,
    /// An array of findings
    Json,
    /// GitHub Actions annotations
    Github,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    /// In a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

/// Checks the texts that the arguments name.
pub(super) fn run(arguments: &CheckArguments) -> io::Result<ExitCode> {
    match arguments.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    let mut report: Box<dyn Report> = match arguments.format {
        ReportFormat::Text => Box::new(TextReport::new()),
        ReportFormat::Json => Box::<JsonReport>::default(),
        ReportFormat::Github => Box::new(GithubReport),
        ReportFormat::Sarif => Box::<SarifReport>::default(),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut tally = Tally::default();

    let (inputs, missing) = arguments.input.inputs();
    let (tasks, mistakes) = arguments.configuration.tasks(inputs);
    let errors = missing.iter().map(ToString::to_string).chain(mistakes);
    let mut errors: Vec<String> = errors.collect();
    errors.iter().for_each(complain);
    let lists = SourceLists::of(&tasks);
    errors.extend_from_slice(&lists.errors);
    for list in &lists.faulty {
        let checked = Checked { name: &list.name, source: &list.source, findings: &list.mistakes };
        report.list(checked, &mut out)?;
    }
    let check = |task: &_| check(arguments, task, &lists);
    let flow = map_in_order(&tasks, check, |result| {
        let written = match result {
            Ok(Outcome { text, findings, fixes }) => {
                tally.add(&findings, fixes);
                let checked = Checked { name: &text.name, source: &text.source, findings: &findings };
                report.text(checked, &mut out).and_then(|()| out.flush())
            }
            Err(error) => {
                complain(&error);
                errors.push(error.to_string());
                Ok(())
            }
        };
        written.map_or_else(ControlFlow::Break, ControlFlow::Continue)
    });
    if let ControlFlow::Break(error) = flow {
        return Err(error);
    }
    report.end(&errors, &mut out)?;
    out.flush()?;
    if arguments.fix {
        say(tally.fixes_made());
    }
    say(&tally);

    let fails = tally.by_severity.keys().any(|severity| *severity >= arguments.fail_on);
    Ok(match (errors.is_empty(), fails) {
        (false, _) => ExitCode::from(FAILURE),
        (true, true) => ExitCode::FAILURE,
        (true, false) => ExitCode::SUCCESS,
    })
}

/// A text as it was checked, mended if that was asked for.
struct Outcome {
    text: Text,
    findings: Vec<Finding>,
    fixes: usize,
}

fn check(arguments: &CheckArguments, task: &Task, lists: &SourceLists) -> Result<Outcome, InputError> {
    if arguments.fix && task.input == Input::StandardInput {
        return Err(InputError::NoFile);
    }
    let mut text = arguments.input.read(&task.input)?;
    let mut analyzer = lists.analyzer(task);
    if !arguments.fix {
        let findings = analyzer.analyze(text.source.clone(), text.format).findings;
        return Ok(Outcome { text, findings, fixes: 0 });
    }
    let (analysis, fixes) = fix::mend(&mut analyzer, text.source, text.format);
    text.source = analysis.source;
    if let Input::File(path) = &task.input
        && fixes > 0
    {
        let unwritable = |reason| InputError::Unwritable { path: text.name.clone(), reason };
        fix::replace_file(path, &text.source).map_err(unwritable)?;
    }
    Ok(Outcome { text, findings: analysis.findings, fixes })
}

/// How many findings there are, and in how many texts; and how many fixes were made.
#[derive(Debug, Default)]
struct Tally {
    texts: usize,
    texts_with_findings: usize,
    by_severity: BTreeMap<Severity, usize>,
    fixes: usize,
    texts_fixed: usize,
}

impl Tally {
    fn add(&mut self, findings: &[Finding], fixes: usize) {
        self.fixes += fixes;
        self.texts_fixed += usize::from(fixes > 0);
        self.texts += 1;
        self.texts_with_findings += usize::from(!findings.is_empty());
        for finding in findings {
            *self.by_severity.entry(finding.severity).or_default() += 1;
        }
    }
}

impl Tally {
    fn fixes_made(&self) -> String {
        match self.fixes {
            0 => "Nothing to mend".to_owned(),
            fixes => {
                format!("Made {} in {}", counted(fixes, "fix", "fixes"), counted(self.texts_fixed, "file", "files"))
            }
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let findings: usize = self.by_severity.values().sum();
        if findings == 0 {
            return write!(f, "No findings in {}", counted(self.texts, "file", "files"));
        }
        let kinds = self.by_severity.iter().rev().map(|(severity, count)| match severity {
            Severity::Information => format!("{count} information"),
            other => counted(*count, other.name(), &format!("{}s", other.name())),
        });
        let kinds: Vec<_> = kinds.collect();
        write!(
            f,
            "{} in {} ({})",
            counted(findings, "finding", "findings"),
            counted(self.texts_with_findings, "file", "files"),
            kinds.join(", ")
        )
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
