//! Diagnostics: the findings of an analysis, as editors show them.

use super::capabilities::ClientProfile;
use super::position::Lines;
use super::protocol;
use crate::rules::{Finding, Related};
use tower_lsp::ls_types::{Diagnostic, NumberOrString, Uri};

/// Who all diagnostics are from.
const SOURCE: &str = "sayso";

/// The diagnostics of a document's findings.
pub fn diagnostics(findings: &[Finding], lines: Lines<'_>, uri: &Uri, client: ClientProfile) -> Vec<Diagnostic> {
    findings.iter().map(|finding| diagnostic(finding, lines, uri, client)).collect()
}

fn diagnostic(finding: &Finding, lines: Lines<'_>, uri: &Uri, client: ClientProfile) -> Diagnostic {
    let related = (client.related_information && !finding.related.is_empty())
        .then(|| finding.related.iter().map(|it| protocol::related(it, lines, uri)).collect());
    Diagnostic {
        range: lines.range(finding.span),
        severity: Some(protocol::severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: message(finding, if client.related_information { &[] } else { &finding.related }, lines),
        related_information: related,
        ..Diagnostic::default()
    }
}

/// What is wrong, on the next line how to mend it; then the places that the client has no other way to show.
fn message(finding: &Finding, places: &[Related], lines: Lines<'_>) -> String {
    let mut message = finding.message.clone();
    if !finding.advice.is_empty() {
        message.push('\n');
        message.push_str(&finding.advice);
    }
    for place in places {
        message.push_str(&format!("\nline {}: {}", lines.number(place.span.start), place.message));
    }
    message
}
