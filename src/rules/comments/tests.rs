//! What comments and front matter do to the findings of a text: of two rules, and of those about comments. Findings are
//! written as "rule: words".

use crate::annotate::annotate;
use crate::rules::{Context, Finding, Profile, Settings, Severity, check};
use crate::text::{Format, read};

const VAGUE: &str = "Experts say that the auction will fail.";

fn found_in(source: &str, format: Format, settings: &Settings) -> Vec<Finding> {
    let document = read(source, format);
    let annotation = annotate(&document);
    let mut findings = check(&Context::new(source, &document, &annotation, settings));
    let rules = ["vague-source", "unbalanced-quote", "unknown-profile", "unused-ignore"];
    findings.retain(|finding| rules.contains(&finding.rule));
    findings
}

fn found(source: &str) -> Vec<String> {
    show(source, &found_in(source, Format::Markdown, &Settings::default()))
}

fn show(source: &str, findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{}: {}", finding.rule, &source[finding.span])).collect()
}

/// The text after the first fix of each finding of the rules about comments, the last one first.
fn mended(source: &str) -> String {
    let mut text = source.to_owned();
    let mut untouched = source.len();
    for finding in found_in(source, Format::Markdown, &Settings::default()).iter().rev() {
        for edit in finding.fixes.first().into_iter().flat_map(|fix| &fix.edits).rev() {
            if edit.span.end <= untouched {
                text.replace_range(edit.span.start..edit.span.end, &edit.text);
                untouched = edit.span.start;
            }
        }
    }
    text
}

#[test]
fn a_comment_holds_for_one_paragraph() {
    let vague = "vague-source: Experts";
    let other = "Foreign diplomats say the rules were settled before the first hearing.";
    assert_eq!(found(VAGUE), [vague]);
    for ignored in [
        format!("Ünal left. {VAGUE} <!-- sayso-ignore vague-source -->"),
        format!("<!-- sayso-ignore vague-source -->\n{VAGUE}"),
        format!("<!-- sayso-ignore vague-source -->\n\n\n{VAGUE}"),
        format!("<!-- sayso-ignore vague-source -->\n<!-- TODO -->\n{VAGUE}"),
        format!("> <!-- sayso-ignore vague-source -->\n> {VAGUE}"),
        format!("- <!-- sayso-ignore vague-source -->\n  {VAGUE}"),
        format!("{VAGUE}\n<!-- sayso-ignore vague-source -->\n"),
    ] {
        assert_eq!(found(&ignored), [""; 0], "{ignored}");
        let with_another = format!("{ignored}\n\n{other}");
        assert_eq!(found(&with_another), ["vague-source: Foreign diplomats"], "{with_another}");
    }
    let code_between = format!("<!-- sayso-ignore vague-source -->\n```\nx\n```\n{VAGUE}");
    assert_eq!(found(&code_between), ["unused-ignore: vague-source", vague]);
}

#[test]
fn between_two_paragraphs_a_comment_belongs_to_the_nearer_one() {
    let diplomats = "Foreign diplomats say the rules were settled before the first hearing.";
    let comment = "<!-- sayso-ignore vague-source -->";
    let left = |source: String| found(&source);
    assert_eq!(left(format!("{VAGUE}\n{comment}\n{diplomats}")), ["vague-source: Experts"]);
    assert_eq!(left(format!("{VAGUE}\n{comment}\n\n{diplomats}")), ["vague-source: Foreign diplomats"]);
    assert_eq!(left(format!("{VAGUE}\r\n\r\n{comment}\r\n{diplomats}")), ["vague-source: Experts"]);
    assert_eq!(left(format!("{VAGUE}\n\n{comment}\n\n{diplomats}")), ["vague-source: Experts"]);
}

#[test]
fn a_line_of_plain_text_does_the_same() {
    let plain = |source: &str| show(source, &found_in(source, Format::Plain, &Settings::default()));
    assert_eq!(plain(&format!("Ä.\n[sayso-ignore vague-source: so it is]\n{VAGUE}\n")), [""; 0]);
    assert_eq!(plain(&format!("{VAGUE}\n\n[sayso-ignore-file all]\n")), [""; 0]);
    assert_eq!(plain("[sayso-ignore vague-source]\nÄ.\n"), ["unused-ignore: vague-source"]);
}

#[test]
fn a_comment_in_latex_does_the_same() {
    let latex = |source: &str| show(source, &found_in(source, Format::Latex, &Settings::default()));
    assert_eq!(latex(VAGUE), ["vague-source: Experts"]);
    assert_eq!(latex(&format!("Ä.\n\n% sayso-ignore vague-source: so it is\n{VAGUE}\n")), [""; 0]);
    assert_eq!(latex(&format!("\\item Ä.\n\\item {VAGUE} % sayso-ignore vague-source\n")), [""; 0]);
    let preamble = "% sayso-ignore-file vague-source\n\\documentclass{article}\n\\begin{document}\n";
    assert_eq!(latex(&format!("{preamble}{VAGUE}\n")), [""; 0]);
    assert_eq!(latex("Ä.\n% sayso-ignore vague-source\nBo.\n"), ["unused-ignore: vague-source"]);
}

#[test]
fn a_comment_in_latex_is_removed_with_its_line() {
    let mended = |source: &str| {
        let findings = found_in(source, Format::Latex, &Settings::default());
        crate::rules::edited(source, findings.iter().flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.edits))
    };
    assert_eq!(mended("É.\n% sayso-ignore all\nB."), "É.\nB.");
    assert_eq!(mended("É. % sayso-ignore all\nB."), "É.\nB.");
}

#[test]
fn several_rules_and_reasons_are_read() {
    let both = "Experts say “it will fail.";
    assert_eq!(found(both).len(), 2);
    for names in [
        "vague-source, unbalanced-quote",
        "vague-source,unbalanced-quote: vague, but so be it",
        "vague-source unbalanced-quote as it was printed",
        "all: so be it",
    ] {
        assert_eq!(found(&format!("{both} <!-- sayso-ignore {names} -->")), [""; 0], "{names}");
    }
    let one = format!("{both} <!-- sayso-ignore vague-source because unbalanced-quote is right -->");
    assert_eq!(found(&one), ["unbalanced-quote: “"]);
}

#[test]
fn a_comment_that_is_no_use_is_removed_without_a_trace() {
    for (source, expected) in [
        ("É. <!-- sayso-ignore vague-source -->\n\nB.", "É.\n\nB."),
        ("É <!-- sayso-ignore vague-source --> b.", "É b."),
        ("É.\r\n\r\n<!-- sayso-ignore vague-source -->\r\nB.", "É.\r\n\r\nB."),
        ("É.\n<!-- sayso-ignore all -->\nB.", "É.\n\nB."),
        ("> <!-- sayso-ignore vague-source -->\n> B.", ">\n> B."),
        ("É. <!-- sayso-ignore -->", "É."),
        ("É. <!-- sayso-ignore weather, vague-source -->", "É."),
        ("É. <!-- sayso-ignore vague-sorce: so -->", "É. <!-- sayso-ignore vague-source: so -->"),
    ] {
        assert_eq!(mended(source), expected, "{source}");
    }
    let partly = format!("{VAGUE} <!-- sayso-ignore unbalanced-quote, vague-source, unattributed-quote: so -->");
    assert_eq!(mended(&partly), format!("{VAGUE} <!-- sayso-ignore vague-source: so -->"));
}

#[test]
fn whether_a_rule_that_is_off_is_ignored_is_not_asked() {
    let source = "Bo. <!-- sayso-ignore vague-source -->";
    let off = Settings { severities: [("vague-source".to_owned(), None)].into(), ..Settings::default() };
    assert_eq!(found_in(source, Format::Markdown, &off), []);
    assert_eq!(found("Bo. <!-- sayso-ignore vague-source, unused-ignore -->"), [""; 0]);
    assert_eq!(found("Bo. <!-- sayso-ignore vague-source -->\n\n<!-- sayso-ignore-file unused-ignore -->"), [""; 0]);
}

#[test]
fn the_front_matter_picks_the_profile_unless_it_is_final() {
    let source = format!("---\ntitle: É\nsayso-profile: fiction\n---\n\n{VAGUE}");
    assert_eq!(found(&source), [""; 0]);
    let settings = Settings { profile: Profile::News, profile_is_final: true, ..Settings::default() };
    assert_eq!(show(&source, &found_in(&source, Format::Markdown, &settings)), ["vague-source: Experts"]);
}

#[test]
fn a_comment_picks_the_profile_where_no_front_matter_does() {
    for (source, format) in [
        (format!("{VAGUE}\n\n<!-- sayso-profile: fiction -->\n"), Format::Markdown),
        (format!("// sayso-profile: fiction\n{VAGUE}"), Format::Typst),
        (format!("[sayso-profile: fiction]\n\n{VAGUE}"), Format::Plain),
    ] {
        assert_eq!(show(&source, &found_in(&source, format, &Settings::default())), [""; 0]);
    }
    let source = format!("---\nsayso-profile: news\n---\n<!-- sayso-profile: fiction -->\n\n{VAGUE}");
    assert_eq!(found(&source), ["vague-source: Experts"]);
}

#[test]
fn an_unknown_profile_is_told_at_its_place() {
    let source = format!("\u{feff}---\r\ntitle: É\r\nsayso-profile: 'ficton'\r\n---\r\n\r\n{VAGUE}");
    let findings = found_in(&source, Format::Markdown, &Settings::default());
    assert_eq!(show(&source, &findings), ["unknown-profile: ficton", "vague-source: Experts"]);
    assert_eq!(findings[0].advice, "Did you mean “fiction”?");
    assert_eq!(findings[0].severity, Severity::Warning);
    let empty = "---\nsayso-profile:\n---\n\nBo.";
    assert_eq!(found(empty), ["unknown-profile: sayso-profile"]);
}
