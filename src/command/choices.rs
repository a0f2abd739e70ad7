//! `sayso choices`: prints by what choices it is found who is meant in texts, for the training of the rankers.
//!
//! Reads a JSON string a line from standard input, each a plain text; writes a JSON object a line.

use std::io;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::annotate::{self, MentionKind};
use crate::text::{self, Format};

use super::features::each_text;
use super::offsets::{OffsetTable, OffsetUnit};

/// Prints the choices of each text.
pub(super) fn run() -> io::Result<ExitCode> {
    each_text(record)
}

/// The mentions of a text in columns: where they and their heads are (in code points), form, entity, and for a choice its
/// ranker, its candidates' entities, features and last mentions, and the features of there being none.
fn record(source: &str) -> Value {
    let offsets = OffsetTable::new(source, OffsetUnit::Codepoints);
    let steps = annotate::choices(&text::read(source, Format::Plain)).into_iter().map(|step| {
        let form = match step.mention {
            Some(MentionKind::Name) => "name",
            Some(MentionKind::Nominal) => "nominal",
            Some(MentionKind::Pronoun) => "pronoun",
            None => "quotation",
        };
        let choice = step.choice.map(|choice| json!([choice.ranker, choice.candidates, choice.none]));
        json!([offsets.span(step.span), offsets.span(step.head), form, step.entity, choice])
    });
    steps.collect()
}
