//! `sayso sentences`: prints texts' sentences as the claim model sees them, for its training.
//!
//! Reads a JSON string a line from standard input, each a plain text; writes a JSON object a line.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use serde::Serialize;

use crate::annotate;
use crate::text::{self, Format};

use super::features::each_text;
use super::offsets::{OffsetTable, OffsetUnit};

/// What a pooled state of one is written as.
const ONE: f32 = 64.0;

/// A text's sentences.
#[derive(Default, Serialize)]
struct Record {
    /// In code points.
    spans: Vec<[usize; 2]>,
    facts: Vec<Vec<f32>>,
    circumstances: Vec<Vec<f32>>,
    /// The pooled states of all sentences as signed bytes in hexadecimal, [`ONE`] for one.
    pooled: String,
    /// The hashes of each sentence's words.
    words: Vec<Vec<u64>>,
}

/// Prints the sentences of each text.
pub(super) fn run() -> io::Result<ExitCode> {
    each_text(record)
}

fn record(source: &str) -> Record {
    let offsets = OffsetTable::new(source, OffsetUnit::Codepoints);
    let mut record = Record::default();
    for sentence in annotate::claim_sentences(&text::read(source, Format::Plain)) {
        record.spans.push(offsets.span(sentence.span));
        record.facts.push(sentence.facts);
        record.circumstances.push(sentence.circumstances);
        record.words.push(sentence.words);
        for value in sentence.pooled {
            // writing to a string can't fail
            let _ = write!(record.pooled, "{:02x}", (value * ONE).round() as i8);
        }
    }
    record
}
