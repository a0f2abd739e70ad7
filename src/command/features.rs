//! `sayso features`: prints texts as the tagger sees them, for its training.
//!
//! Reads a JSON string a line from standard input, each a plain text; writes a JSON object a line.

use std::io::{self, BufRead as _, BufWriter, Write as _};
use std::process::ExitCode;

use serde::Serialize;

use crate::annotate;
use crate::model::features::normal_form;
use crate::text::{self, Format};

use super::offsets::{OffsetTable, OffsetUnit};
use super::{FAILURE, complain};

/// A text as the tagger sees it: columns over all tokens.
#[derive(Default, Serialize)]
struct Record {
    /// In code points.
    spans: Vec<[usize; 2]>,
    word: Vec<String>,
    prefix: Vec<u16>,
    suffix: Vec<u16>,
    shape: Vec<u8>,
    quote: Vec<u8>,
    place: Vec<u8>,
    /// The first token of each paragraph.
    paragraphs: Vec<usize>,
}

/// Prints the features of each text.
pub(super) fn run() -> io::Result<ExitCode> {
    each_text(record)
}

/// Reads texts, a JSON string a line, from standard input, and prints what is to be said of each as JSON.
pub(super) fn each_text<R: Serialize>(record: impl Fn(&str) -> R) -> io::Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let source: String = match serde_json::from_str(&line?) {
            Ok(source) => source,
            Err(error) => {
                complain(format_args!("line {} of standard input is no JSON string: {error}", number + 1));
                return Ok(ExitCode::from(FAILURE));
            }
        };
        serde_json::to_writer(&mut out, &record(&source))?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn record(source: &str) -> Record {
    let offsets = OffsetTable::new(source, OffsetUnit::Codepoints);
    let mut record = Record::default();
    for paragraph in &text::read(source, Format::Plain).paragraphs {
        record.paragraphs.push(record.spans.len());
        for token in annotate::tagger_input(paragraph) {
            let range = paragraph.to_source(token.range);
            let text = source.get(range.start..range.end).unwrap_or_default();
            record.spans.push(offsets.span(range));
            record.word.push(normal_form(text).into_owned());
            record.prefix.push(token.features.prefix);
            record.suffix.push(token.features.suffix);
            record.shape.push(token.features.shape as u8);
            record.quote.push(token.features.quote as u8);
            record.place.push(token.features.place as u8);
        }
    }
    record
}
