//! `sayso states`: prints what the tagger's first layer makes of texts, for the training of the reader of mentions.
//!
//! Reads a JSON string a line from standard input, each a plain text; writes a JSON object a line.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use serde::Serialize;

use crate::annotate;
use crate::model::Tagger;
use crate::text::{self, Format};

use super::features::each_text;
use super::offsets::{OffsetTable, OffsetUnit};

/// What a state of one is written as.
const ONE: f32 = 32.0;

/// A text's tokens.
#[derive(Default, Serialize)]
struct Record {
    /// In code points.
    spans: Vec<[usize; 2]>,
    /// The first token of each paragraph.
    paragraphs: Vec<usize>,
    /// The states of all tokens as signed bytes in hexadecimal, [`ONE`] for one.
    states: String,
}

/// Prints the states of each text.
pub(super) fn run() -> io::Result<ExitCode> {
    each_text(record)
}

fn record(source: &str) -> Record {
    let offsets = OffsetTable::new(source, OffsetUnit::Codepoints);
    let mut record = Record::default();
    for paragraph in &text::read(source, Format::Plain).paragraphs {
        record.paragraphs.push(record.spans.len());
        let tokens = annotate::tagger_input(paragraph);
        record.spans.extend(tokens.iter().map(|token| offsets.span(paragraph.to_source(token.range))));
        let features: Vec<_> = tokens.iter().map(|token| token.features).collect();
        for state in Tagger::shipped().tag(&features).states {
            // writing to a string can't fail
            let _ = write!(record.states, "{:02x}", (state * ONE) as i8);
        }
    }
    record
}
