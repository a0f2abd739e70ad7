//! Findings as SARIF 2.1.0, the interchange format of code scanning services.

use std::io::{self, Write};
use std::path::{Component, Path};

use serde_json::{Value, json};

use crate::rules::{self, Profile, Severity};
use crate::text::TextRange;

use super::report::{Checked, Report};
use crate::command::offsets::OffsetUnit;
use crate::command::position::Lines;

/// The report; everything is written at the end.
#[derive(Debug, Default)]
pub(super) struct SarifReport {
    results: Vec<Value>,
}

impl Report for SarifReport {
    fn text(&mut self, checked: Checked<'_>, _out: &mut dyn Write) -> io::Result<()> {
        let lines = Lines::new(checked.source, OffsetUnit::Utf16);
        let uri = uri(checked.name);
        for finding in checked.findings {
            let related = finding.related.iter().enumerate().map(|(index, related)| {
                let mut location = location(&uri, related.span, &lines);
                location["id"] = json!(index);
                location["message"] = json!({ "text": related.message });
                location
            });
            self.results.push(json!({
                "ruleId": finding.rule,
                "ruleIndex": rules::all().iter().position(|rule| rule.name == finding.rule),
                "level": level(finding.severity),
                "message": { "text": format!("{} {}", finding.message, finding.advice) },
                "locations": [location(&uri, finding.span, &lines)],
                "relatedLocations": related.collect::<Vec<_>>(),
            }));
        }
        Ok(())
    }

    fn end(&mut self, errors: &[String], out: &mut dyn Write) -> io::Result<()> {
        let rules = rules::all().iter().map(|rule| {
            json!({
                "id": rule.name,
                "shortDescription": { "text": rule.summary },
                "help": { "text": rule.page, "markdown": rule.page },
                "defaultConfiguration": { "level": rule.defaults.of(Profile::default()).map_or("none", level) },
            })
        });
        let notifications = errors.iter().map(|error| json!({ "level": "error", "message": { "text": error } }));
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "sayso",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules.collect::<Vec<_>>(),
                }},
                "columnKind": "utf16CodeUnits",
                "invocations": [{
                    "executionSuccessful": errors.is_empty(),
                    "toolExecutionNotifications": notifications.collect::<Vec<_>>(),
                }],
                "results": self.results,
            }],
        });
        serde_json::to_writer_pretty(&mut *out, &log)?;
        writeln!(out)
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

fn location(uri: &str, range: TextRange, lines: &Lines<'_>) -> Value {
    let (start, end) = (lines.position(range.start), lines.position(range.end));
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri },
            "region": {
                "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
            },
        },
    })
}

/// The reference to a file that a path makes: relative if the path is.
fn uri(name: &str) -> String {
    if name == "-" {
        return "stdin".to_owned();
    }
    let mut uri = String::new();
    for component in Path::new(name).components() {
        match component {
            Component::Prefix(prefix) => {
                let prefix = prefix.as_os_str().to_string_lossy();
                uri = format!("file:///{}", escape(prefix.trim_start_matches(['\\', '?'])).replace("%3A", ":"));
            }
            Component::RootDir if uri.is_empty() => uri = "file://".to_owned(),
            Component::RootDir => {}
            other => {
                // Nothing stands before the first component of a relative path.
                if !uri.is_empty() {
                    uri.push('/');
                }
                uri += &escape(&other.as_os_str().to_string_lossy());
            }
        }
    }
    uri
}

/// Writes all bytes as `%XX` but for those that a URI's path can hold as they are.
fn escape(segment: &str) -> String {
    let mut escaped = String::new();
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped += &format!("%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("a b/ü:#.md"), "a%20b/%C3%BC%3A%23.md");
        assert_eq!(uri("../a.md"), "../a.md");
        assert_eq!(uri("-"), "stdin");
        #[cfg(unix)]
        assert_eq!(uri("/tmp/a.md"), "file:///tmp/a.md");
    }
}
