//! Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.

use std::io::{self, Write};

use crate::rules::Severity;

use super::report::{Checked, Report};
use crate::command::offsets::OffsetUnit;
use crate::command::position::Lines;

/// The report.
#[derive(Debug)]
pub(super) struct GithubReport;

impl Report for GithubReport {
    fn text(&mut self, checked: Checked<'_>, out: &mut dyn Write) -> io::Result<()> {
        let lines = Lines::new(checked.source, OffsetUnit::Utf16);
        for finding in checked.findings {
            let (start, end) = (lines.position(finding.span.start), lines.position(finding.span.end));
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Information | Severity::Hint => "notice",
            };
            write!(out, "::{command} file={},line={},endLine={}", property(checked.name), start.line, end.line)?;
            // GitHub refuses columns of a range over several lines.
            if start.line == end.line {
                write!(out, ",col={},endColumn={}", start.column, end.column)?;
            }
            let message = format!("{}\n{}", finding.message, finding.advice);
            writeln!(out, ",title={}::{}", property(&format!("sayso: {}", finding.rule)), data(&message))?;
        }
        Ok(())
    }

    fn list(&mut self, checked: Checked<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.text(checked, out)
    }
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_would_end_a_value() {
        assert_eq!(data("100%\r\n::x"), "100%25%0D%0A::x");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
