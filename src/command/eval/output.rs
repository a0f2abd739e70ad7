//! How figures are printed: for people, or as JSON.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::count::Figure;

/// Where figures go, group by group.
pub(super) struct Output<W: Write> {
    out: W,
    /// What is printed at the end; `None`: people read it, and each group is printed at once.
    json: Option<Map<String, Value>>,
}

/// Who the figures are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Person,
    Program,
}

impl<W: Write> Output<W> {
    pub(super) fn new(out: W, reader: Reader) -> Self {
        Self { out, json: (reader == Reader::Program).then(Map::new) }
    }

    /// Adds a group of named figures.
    pub(super) fn group(&mut self, name: &str, figures: &[(String, Figure)]) -> io::Result<()> {
        if let Some(all) = &mut self.json {
            let figures = figures.iter().map(|(name, figure)| (name.clone(), figure.to_json()));
            all.insert(name.to_owned(), figures.collect::<Map<_, _>>().into());
            return Ok(());
        }
        writeln!(self.out, "{name}")?;
        for (name, figure) in figures {
            writeln!(self.out, "  {name:26} {figure}")?;
        }
        Ok(())
    }

    /// Adds a line for people.
    pub(super) fn line(&mut self, line: impl std::fmt::Display) -> io::Result<()> {
        if self.json.is_some() { Ok(()) } else { writeln!(self.out, "{line}") }
    }

    /// Prints what is left to print.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if let Some(all) = &self.json {
            serde_json::to_writer_pretty(&mut self.out, all)?;
            writeln!(self.out)?;
        }
        self.out.flush()
    }
}
