//! Findings as one JSON array. Lines and columns begin at 1; columns and spans count Unicode code points.

use std::io::{self, Write};

use serde::Serialize;

use crate::text::TextRange;

use super::report::{Checked, Report};
use crate::command::offsets::OffsetUnit;
use crate::command::position::Lines;

/// The report.
#[derive(Debug, Default)]
pub(super) struct JsonReport {
    written: usize,
}

#[derive(Serialize)]
struct FindingRecord<'a> {
    path: &'a str,
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    advice: &'a str,
    #[serde(flatten)]
    place: Place,
    related: Vec<RelatedRecord<'a>>,
}

#[derive(Serialize)]
struct RelatedRecord<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Place {
    start: PositionRecord,
    end: PositionRecord,
    span: [usize; 2],
}

#[derive(Serialize)]
struct PositionRecord {
    line: usize,
    column: usize,
}

impl Report for JsonReport {
    fn text(&mut self, checked: Checked<'_>, out: &mut dyn Write) -> io::Result<()> {
        let lines = Lines::new(checked.source, OffsetUnit::Codepoints);
        for finding in checked.findings {
            let related = finding.related.iter();
            let record = FindingRecord {
                path: checked.name,
                rule: finding.rule,
                severity: finding.severity.name(),
                message: &finding.message,
                advice: &finding.advice,
                place: place(finding.span, &lines),
                related: related.map(|r| RelatedRecord { message: &r.message, place: place(r.span, &lines) }).collect(),
            };
            out.write_all(if self.written == 0 { b"[\n" } else { b",\n" })?;
            serde_json::to_writer_pretty(&mut *out, &record)?;
            self.written += 1;
        }
        Ok(())
    }

    fn end(&mut self, _errors: &[String], out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.written == 0 { b"[]\n" } else { b"\n]\n" })
    }
}

fn place(range: TextRange, lines: &Lines<'_>) -> Place {
    let position = |byte| {
        let position = lines.position(byte);
        PositionRecord { line: position.line, column: position.column }
    };
    let span = [lines.offset(range.start), lines.offset(range.end)];
    Place { start: position(range.start), end: position(range.end), span }
}
