//! Diagnostics: the findings of an analysis, and what is wrong in a file about the project, as editors show them.

use super::capabilities::ClientProfile;
use super::position::Lines;
use super::protocol;
use crate::rules::{self, Finding, Related, Severity};
use crate::workspace::Mistake;
use tower_lsp::ls_types::{CodeDescription, Diagnostic, DiagnosticTag, NumberOrString, Uri};

/// Who all diagnostics are from.
const SOURCE: &str = "sayso";
/// Where the project's public repository is; empty as long as it has none.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
/// The page in it that has a section for each rule, titled by the rule's name.
const RULES_PAGE: &str = "blob/HEAD/docs/rules.md";

/// The diagnostics of a document's findings.
pub fn diagnostics(findings: &[Finding], lines: Lines<'_>, uri: &Uri, client: ClientProfile) -> Vec<Diagnostic> {
    findings.iter().map(|finding| diagnostic(finding, lines, uri, client, REPOSITORY)).collect()
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

fn diagnostic(finding: &Finding, lines: Lines<'_>, uri: &Uri, client: ClientProfile, repository: &str) -> Diagnostic {
    let related = (client.related_information && !finding.related.is_empty())
        .then(|| finding.related.iter().map(|it| protocol::related(it, lines, uri)).collect());
    Diagnostic {
        range: lines.range(finding.span),
        severity: Some(protocol::severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: page(repository, finding.rule).filter(|_| client.code_descriptions),
        source: Some(SOURCE.to_owned()),
        message: message(finding, if client.related_information { &[] } else { &finding.related }, lines),
        related_information: related,
        tags: (client.unnecessary_tag && rules::is_about_what_can_go(finding.rule))
            .then(|| vec![DiagnosticTag::UNNECESSARY]),
        ..Diagnostic::default()
    }
}

/// Where a rule's page stands in a public repository; `None` if there is none.
fn page(repository: &str, rule: &str) -> Option<CodeDescription> {
    let repository = repository.trim_end_matches('/');
    if repository.is_empty() {
        return None;
    }
    let href = format!("{repository}/{RULES_PAGE}#{rule}").parse().ok()?;
    Some(CodeDescription { href })
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
        shown_from("", client)
    }

    /// The same when the project has a repository.
    fn shown_from(repository: &str, client: ClientProfile) -> Value {
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
        serde_json::to_value([diagnostic(&finding, lines, &uri, client, repository)]).unwrap()
    }

    #[test]
    fn a_finding_is_shown_with_its_advice_and_other_places() {
        let client = ClientProfile {
            related_information: true,
            code_descriptions: true,
            encoding: Encoding::Utf16,
            ..ClientProfile::default()
        };
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
    fn a_comment_that_ignores_nothing_can_go() {
        let rope = Rope::from_str("<!-- sayso-ignore vague-source -->\n");
        let finding = Finding {
            rule: "unused-ignore",
            severity: Severity::Hint,
            span: TextRange::new(0, 34),
            message: "Nothing is ignored.".to_owned(),
            advice: String::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        };
        let tags = |unnecessary_tag: bool, finding: &Finding| {
            let client = ClientProfile { unnecessary_tag, ..ClientProfile::default() };
            let uri = "file:///a.md".parse().unwrap();
            diagnostic(finding, Lines::new(&rope, client.encoding), &uri, client, "").tags
        };
        assert_eq!(tags(true, &finding), Some(vec![DiagnosticTag::UNNECESSARY]));
        assert_eq!(tags(false, &finding), None);
        assert_eq!(tags(true, &Finding { rule: "vague-source", ..finding }), None);
    }

    #[test]
    fn other_places_stand_in_the_message_where_there_is_no_other_place_for_them() {
        let shown = shown(ClientProfile::default());
        assert_eq!(shown[0]["message"], "Nobody is named.\nName him.\nline 1: could be Ann");
        assert_eq!(shown[0]["relatedInformation"], Value::Null);
    }

    #[test]
    fn the_code_leads_to_the_rules_page_if_that_is_public() {
        let client = ClientProfile { code_descriptions: true, ..ClientProfile::default() };
        let href = "https://forge.example/ann/sayso/blob/HEAD/docs/rules.md#unresolved-speaker";
        for repository in ["https://forge.example/ann/sayso", "https://forge.example/ann/sayso/"] {
            assert_eq!(shown_from(repository, client)[0]["codeDescription"], json!({"href": href}));
            assert_eq!(shown_from(repository, ClientProfile::default())[0]["codeDescription"], Value::Null);
        }
        assert_eq!(shown(client)[0]["codeDescription"], Value::Null);
        assert_eq!(shown_from("no address", client)[0]["codeDescription"], Value::Null);
    }
}
