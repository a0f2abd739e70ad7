//! A whole article: who says what in it, who they are, and what a standards editor would mark.
//!
//! `cargo insta review`, or `INSTA_UPDATE=always cargo test --test article`, takes over what has changed.

use std::fmt::Write;
use std::sync::Arc;

use sayso::annotate::Annotation;
use sayso::text::{Format, TextRange};
use sayso::workspace::{Analysis, Analyzer};

const ARTICLE: &str = include_str!("../examples/harbour-reform.md");

fn words(spans: &[TextRange]) -> String {
    spans.iter().map(|span| &ARTICLE[span.start..span.end]).collect::<Vec<_>>().join(" // ")
}

fn analysis() -> Analysis {
    Analyzer::default().analyze(Arc::from(ARTICLE), Format::Markdown)
}

fn attributions(annotation: &Annotation) -> String {
    let mut text = String::new();
    for attribution in &annotation.attributions {
        let speaker = match attribution.speaker {
            Some(speaker) => annotation.entity(speaker).name.clone(),
            None => {
                let names = attribution.candidates.iter().map(|id| annotation.entity(*id).name.clone());
                format!("? {:?}", names.collect::<Vec<_>>())
            }
        };
        writeln!(text, "{speaker}, {:?}", attribution.kind).unwrap();
        writeln!(text, "  source  {}", words(&attribution.source)).unwrap();
        writeln!(text, "  cue     {}", words(&attribution.cue)).unwrap();
        writeln!(text, "  content {}", words(&attribution.content)).unwrap();
    }
    text
}

#[test]
fn who_says_what() {
    insta::assert_snapshot!(attributions(&analysis().annotation));
}

#[test]
fn what_stands_in_quotation_marks() {
    let annotation = analysis().annotation;
    let lines = annotation.quotations.iter().map(|quotation| {
        let speech = if quotation.speech { "speech" } else { "no speech" };
        let marks = if quotation.balanced { "" } else { ", a mark is missing" };
        format!("{speech}{marks}: {}", words(&quotation.parts))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn who_they_are() {
    let annotation = analysis().annotation;
    let lines = annotation.entities.iter().map(|entity| {
        let roles: Vec<&str> = entity.roles.iter().map(|role| role.text.as_str()).collect();
        let mentions: Vec<String> = entity.mentions.iter().map(|mention| words(&[mention.span])).collect();
        format!("{} ({:?}) {roles:?}: {}", entity.name, entity.kind, mentions.join(", "))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_an_editor_would_mark() {
    let findings = analysis().findings;
    let lines = findings.iter().map(|finding| {
        format!(
            "{:?} {}: [{}] {} {}",
            finding.severity,
            finding.rule,
            words(&[finding.span]),
            finding.message,
            finding.advice
        )
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}
