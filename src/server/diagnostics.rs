//! Diagnostics: the findings of an analysis, and what is wrong in a file about the project, as editors show them.

use super::capabilities::ClientProfile;
use super::position::Lines;
use super::protocol;
use crate::rules::{Finding, Related, Severity};
use crate::workspace::Mistake;
use tower_lsp::ls_types::{Diagnostic, NumberOrString, Uri};

/// Who all diagnostics are from.
const SOURCE: &str = "sayso";

/// The diagnostics of a document's findings.
pub fn diagnostics(findings: &[Finding], lines: Lines<'_>, uri: &Uri, client: ClientProfile) -> Vec<Diagnostic> {
    findings.iter().map(|finding| diagnostic(finding, lines, uri, client)).collect()
}

/// The diagnostics of what is wrong in a file that people write by hand.
pub fn mistakes(mistakes: &[Mistake], lines: Lines<'_>) -> Vec<Diagnostic> {
    let diagnostic = |mistake: &Mistake| Diagnostic {
        range: lines.range(mistake.span),
        severity: Some(protocol::severity(Severity::Error)),
        source: Some(SOURCE.to_owned()),
        message: mistake.message.clone(),
        ..Diagnostic::default()
    };
    mistakes.iter().map(diagnostic).collect()
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

#[cfg(test)]
mod tests {
    use ropey::Rope;
    use serde_json::{Value, json};

    use super::*;
    use crate::server::position::Encoding;
    use crate::text::TextRange;

    fn shown(client: ClientProfile) -> Value {
        let rope = Rope::from_str("Ann spoke.\r\n“🦀”, he said.\n");
        let finding = Finding {
            rule: "unresolved-speaker",
            severity: Severity::Warning,
            span: TextRange::new(24, 26),
            message: "Nobody is named.".to_owned(),
            advice: "Name him.".to_owned(),
            related: vec![Related { span: TextRange::new(0, 3), message: "could be Ann".to_owned() }],
            fixes: Vec::new(),
        };
        let uri = "file:///a.md".parse().unwrap();
        let lines = Lines::new(&rope, client.encoding);
        serde_json::to_value(diagnostics(&[finding], lines, &uri, client)).unwrap()
    }

    #[test]
    fn a_finding_is_shown_with_its_advice_and_other_places() {
        let client = ClientProfile { related_information: true, encoding: Encoding::Utf16, ..ClientProfile::default() };
        let range = |line: u32, start: u32, end: u32| json!({"start": {"line": line, "character": start}, "end": {"line": line, "character": end}});
        let expected = json!([{
            "range": range(1, 6, 8),
            "severity": 2,
            "code": "unresolved-speaker",
            "source": "sayso",
            "message": "Nobody is named.\nName him.",
            "relatedInformation": [
                {"location": {"uri": "file:///a.md", "range": range(0, 0, 3)}, "message": "could be Ann"},
            ],
        }]);
        assert_eq!(shown(client), expected);
    }

    #[test]
    fn other_places_stand_in_the_message_where_there_is_no_other_place_for_them() {
        let shown = shown(ClientProfile::default());
        assert_eq!(shown[0]["message"], "Nobody is named.\nName him.\nline 1: could be Ann");
        assert_eq!(shown[0]["relatedInformation"], Value::Null);
    }
}
