//! `sayso quotes`: who said what, for people to read.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use clap::Args;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::annotate::{Annotation, Attribution, Entity};
use crate::text::TextRange;
use crate::workspace::Analysis;

use super::configuration::{ConfigurationArguments, Task};
use super::in_order::map_in_order;
use super::offsets::OffsetUnit;
use super::position::Lines;
use super::source_lists::SourceLists;
use super::{FAILURE, complain, input};

/// Columns for the words that are said; with line number and cue a row has 100.
const CONTENT_WIDTH: usize = 74;
const CUE_WIDTH: usize = 16;

/// The arguments of `sayso quotes`.
#[derive(Debug, Args)]
pub(super) struct QuotesArguments {
    #[command(flatten)]
    input: input::TextArguments,
}

/// Lists what each speaker says in the texts that the arguments name.
pub(super) fn run(arguments: &QuotesArguments) -> io::Result<ExitCode> {
    let mut out = anstream::stdout().lock();
    let (inputs, missing) = arguments.input.inputs();
    missing.iter().for_each(complain);
    let (tasks, mistakes) = ConfigurationArguments::default().tasks(inputs);
    mistakes.iter().for_each(complain);
    let lists = SourceLists::of(&tasks);
    let mut failed = !missing.is_empty() || !mistakes.is_empty() || !lists.errors.is_empty();
    let list = |task: &Task| {
        let text = arguments.input.read(&task.input)?;
        let analysis = lists.analyzer(task).analyze(text.source, text.format);
        Ok::<_, input::InputError>(listing(&text.name, &analysis))
    };
    let flow = map_in_order(&tasks, list, |result| {
        let written = match result {
            Ok(listing) => out.write_all(listing.as_bytes()),
            Err(error) => {
                complain(&error);
                failed = true;
                Ok(())
            }
        };
        written.map_or_else(ControlFlow::Break, ControlFlow::Continue)
    });
    if let ControlFlow::Break(error) = flow {
        return Err(error);
    }
    out.flush()?;
    Ok(if failed { ExitCode::from(FAILURE) } else { ExitCode::SUCCESS })
}

/// What each speaker of a text says, the speakers in the order in which they first speak.
fn listing(name: &str, analysis: &Analysis) -> String {
    let annotation = &analysis.annotation;
    let lines = Lines::new(&analysis.source, OffsetUnit::Codepoints);
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |heading: String, row: String| match groups.iter_mut().find(|(known, _)| *known == heading) {
        Some((_, rows)) => rows.push(row),
        None => groups.push((heading, vec![row])),
    };
    for attribution in &annotation.attributions {
        let said = words(analysis, &attribution.content);
        let cue = words(analysis, &attribution.cue);
        let first = attribution.content.first().copied().unwrap_or(attribution.range());
        let line = lines.position(first.start).line;
        add(heading(analysis, annotation, attribution), row(line, &cue, &said));
    }
    for quotation in annotation.quotations.iter().filter(|q| q.speech && q.attribution.is_none() && q.depth == 0) {
        let line = lines.position(quotation.span.start).line;
        add("no speaker found".to_owned(), row(line, "", &words(analysis, &quotation.parts)));
    }
    let speakers = annotation.entities.iter().filter(|entity| annotation.attributions_of(entity.id).next().is_some());
    let mut text = format!(
        "{name}: {} said by {}\n",
        counted(annotation.attributions.len(), "thing"),
        counted(speakers.count(), "speaker")
    );
    for (heading, rows) in groups {
        text.push_str(&format!("\n\u{1b}[1m{heading}\u{1b}[0m\n"));
        rows.iter().for_each(|row| text.push_str(row));
    }
    text.push('\n');
    text
}

/// Who says it, with the role that is listed or that the text gives; for a source that is nobody for sure its words.
fn heading(analysis: &Analysis, annotation: &Annotation, attribution: &Attribution) -> String {
    if let Some(speaker) = attribution.speaker {
        return introduced(annotation.entity(speaker));
    }
    let source = words(analysis, &attribution.source);
    let names: Vec<&str> = attribution.candidates.iter().map(|id| annotation.entity(*id).name.as_str()).collect();
    match (source.as_str(), names.as_slice()) {
        ("", _) => "no speaker found".to_owned(),
        (source, []) => format!("“{source}”, nobody for sure"),
        (source, names) => format!("“{source}”, who could be {}", names.join(" or ")),
    }
}

/// An entity's name with its first role.
fn introduced(entity: &Entity) -> String {
    match entity.role_words().next() {
        Some(role) => format!("{} ({})", entity.name, role.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => entity.name.clone(),
    }
}

fn row(line: usize, cue: &str, said: &str) -> String {
    let cue = shortened(cue, CUE_WIDTH);
    let gap = " ".repeat(CUE_WIDTH.saturating_sub(cue.width()));
    format!("{line:>6}  {cue}{gap}  {}\n", shortened(said, CONTENT_WIDTH))
}

/// Some spans' words on one line, with an ellipsis for what stands between them.
fn words(analysis: &Analysis, spans: &[TextRange]) -> String {
    let spans = spans.iter().filter_map(|span| analysis.source.get(span.start..span.end));
    let lines = spans.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join(" … ")
}

/// As many of the first words as fit.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split_word_bounds() {
        if kept.width() + word.width() + 2 > width {
            break;
        }
        kept.push_str(word);
    }
    format!("{} …", kept.trim_end())
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
