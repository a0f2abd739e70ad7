//! What the family's rules do together: one finding a sentence, how much it matters, and what their fixes make of a text.

use crate::annotate::annotate;
use crate::rules::{Context, Family, Finding, Profile, Safety, Settings, check, named};
use crate::text::{Format, read};

fn found(source: &str, format: Format, profile: Profile) -> Vec<Finding> {
    let document = read(source, format);
    let annotation = annotate(&document);
    let settings = Settings { profile, ..Settings::default() };
    let mut findings = check(&Context::new(source, &document, &annotation, &settings));
    findings.retain(|finding| named(finding.rule).is_some_and(|rule| rule.family == Family::Claims));
    findings
}

fn names(source: &str) -> Vec<&'static str> {
    found(source, Format::Markdown, Profile::News).iter().map(|finding| finding.rule).collect()
}

/// The text after the first fix of each of the family's findings, the last one first.
fn mended(source: &str, format: Format, profile: Profile) -> String {
    let mut text = source.to_owned();
    for finding in found(source, format, profile).iter().rev() {
        for edit in finding.fixes.iter().take(1).flat_map(|fix| &fix.edits) {
            text.replace_range(edit.span.start..edit.span.end, &edit.text);
        }
    }
    text
}

#[test]
fn a_sentence_is_reported_once_for_the_most_specific_reason() {
    for (sentence, expected) in [
        ("It is believed that the legendary pilot was accused of allegedly selling the bells.", "double-hedge"),
        ("Studies show that the strike could potentially close the harbour.", "double-hedge"),
        ("Studies show that the legendary harbour is known to feed 40,000 people.", "unnamed-study"),
        ("The legendary pilot reportedly left for Oslo.", "sourceless-hearsay"),
    ] {
        assert_eq!(names(sentence), [expected], "{sentence}");
    }
}

#[test]
fn a_hedge_is_left_out_and_good_prose_remains() {
    for (source, expected) in [
        ("Li was accused of allegedly selling the bells.", "Li was accused of selling the bells."),
        ("An hour later an alleged suspect left.", "An hour later a suspect left."),
        ("The alleged suspect left.", "The suspect left."),
        ("It may possibly help.", "It may help."),
        ("The plan potentially might help.", "The plan might help."),
        ("The suit alleges that he allegedly lied.", "The suit alleges that he lied."),
        ("Li reportedly alleged that it was sold.", "Li alleged that it was sold."),
        ("It may *possibly* help.", "It may *possibly* help."),
    ] {
        assert_eq!(mended(source, Format::Markdown, Profile::News), expected);
    }
}

#[test]
fn a_note_is_for_the_sentence_before_it() {
    let names =
        |source: &str, format| found(source, format, Profile::News).iter().map(|it| it.rule).collect::<Vec<_>>();
    let cited = "Ünal is widely regarded as the best pilot.[^1] She left.\n\n[^1]: Yearbook.";
    assert_eq!(names(cited, Format::Markdown), [""; 0]);
    let behind = "She left.[^1] Ünal is widely regarded as the best pilot.\n\n[^1]: Yearbook.";
    assert_eq!(names(behind, Format::Markdown), ["agentless-passive"]);
    for note in ["\\footnote{Yearbook.}", "~\\parencite{yearbook}", "\\footnotemark[3]"] {
        let cited = format!("Ünal is widely regarded as the best pilot.{note} She left.");
        assert_eq!(names(&cited, Format::Latex), [""; 0], "{note}");
    }
}

#[test]
fn what_wants_a_source_can_be_marked() {
    let marked = |source: &str, format, profile| mended(source, format, profile);
    let source = "Ünal is widely regarded as the best pilot. She left.";
    let to_do = "Ünal is widely regarded as the best pilot. <!-- TODO: source? --> She left.";
    assert_eq!(marked(source, Format::Markdown, Profile::News), to_do);
    assert_eq!(marked(to_do, Format::Markdown, Profile::News), to_do);
    assert_eq!(marked(source, Format::Plain, Profile::News), source);
    let wiki = "Ünal is widely regarded as the best pilot [citation needed]. She left.";
    assert_eq!(marked(source, Format::Plain, Profile::Wiki), wiki);
    assert_eq!(marked(wiki, Format::Plain, Profile::Wiki), wiki);
    let latex = "Ünal is widely regarded as the best pilot. % TODO: source?\n She left.";
    assert_eq!(marked(source, Format::Latex, Profile::News), latex);
    assert_eq!(marked(latex, Format::Latex, Profile::News), latex);
    let strong = "\\emph{Ünal is widely regarded as the best pilot.}";
    let expected = "\\emph{Ünal is widely regarded as the best pilot.% TODO: source?\n}";
    assert_eq!(marked(strong, Format::Latex, Profile::News), expected);
    let lines = "Ünal is widely regarded as the best pilot.\n// TODO: source?\nShe left.";
    assert_eq!(marked(source, Format::AsciiDoc, Profile::News), lines);
    assert_eq!(marked(lines, Format::AsciiDoc, Profile::News), lines);
    let end = "She left. *Ünal is widely regarded as the best pilot.*\n// TODO: source?\n";
    assert_eq!(
        marked("She left. *Ünal is widely regarded as the best pilot.*\n", Format::AsciiDoc, Profile::News),
        end
    );
    assert_eq!(marked(source, Format::ReStructuredText, Profile::News), source);
    let last = "- She left.\n  Ünal is widely regarded as the best pilot.\n- No.\n";
    let block = "- She left.\n  Ünal is widely regarded as the best pilot.\n\n  .. TODO: source?\n\n- No.\n";
    assert_eq!(marked(last, Format::ReStructuredText, Profile::News), block);
    assert_eq!(marked(block, Format::ReStructuredText, Profile::News), block);
    let strong = "**Ünal is widely regarded as the best pilot.** She left.";
    let expected = "**Ünal is widely regarded as the best pilot.** <!-- TODO: source? --> She left.";
    assert_eq!(marked(strong, Format::Markdown, Profile::News), expected);
}

#[test]
fn what_is_a_mark_only_is_offered_and_a_hedge_too_many_is_not_asked_about() {
    let safety = |source: &str| found(source, Format::Markdown, Profile::News)[0].fixes[0].safety;
    assert_eq!(safety("Studies show that herring avoid light."), Safety::Offered);
    assert_eq!(safety("Li was accused of allegedly selling the bells."), Safety::Safe);
}

#[test]
fn the_profile_decides_what_praise_is_worth() {
    let severities = |profile| -> Vec<_> {
        found("The legendary pilot left for Oslo.", Format::Markdown, profile)
            .iter()
            .map(|f| f.severity.name())
            .collect()
    };
    assert_eq!(severities(Profile::News), ["hint"]);
    assert_eq!(severities(Profile::Wiki), ["warning"]);
    assert_eq!(severities(Profile::Essay), [""; 0]);
}
