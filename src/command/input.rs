//! What a command reads: files as they are named, folders' prose, standard input.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::text::Format;
use crate::workspace::{WalkError, prose_files};

/// The arguments of a command that reads texts.
#[derive(Debug, Args)]
pub(super) struct TextArguments {
    /// Files, folders, or - for standard input; the current folder if there is none
    ///
    /// A file is read whatever its name; of a folder, those files whose names say that they are plain text, Markdown, LaTeX,
    /// Typst, AsciiDoc or reStructuredText, without hidden ones and those that .gitignore, .ignore and .saysoignore files
    /// leave out.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The format to read everything as; otherwise file names tell, and plain text is assumed
    #[arg(long = "as", value_name = "FORMAT")]
    read_as: Option<FormatName>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatName {
    Plain,
    Markdown,
    Html,
    Typst,
    Latex,
    Asciidoc,
    Rst,
}

/// A text to read, not yet read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Input {
    StandardInput,
    File(PathBuf),
}

/// A text as it was read.
#[derive(Debug)]
pub(super) struct Text {
    /// How the user knows it: its path, or `-`.
    pub(super) name: String,
    pub(super) source: Arc<str>,
    pub(super) format: Format,
}

/// Why a text can't be read, or written.
#[derive(Debug, thiserror::Error)]
pub(super) enum InputError {
    #[error("{path}: no such file or folder")]
    Missing { path: String },
    #[error("{0}")]
    Walk(#[from] WalkError),
    #[error("{path}: cannot be read: {reason}")]
    Unreadable { path: String, reason: io::Error },
    #[error("{path}: cannot be written: {reason}")]
    Unwritable { path: String, reason: io::Error },
    #[error("standard input cannot be mended: name files, or leave --fix out")]
    NoFile,
    #[error("{path}: not UTF-8: byte 0x{byte:02X} at offset {offset}; {advice}")]
    NotUtf8 { path: String, offset: usize, byte: u8, advice: &'static str },
}

impl TextArguments {
    /// The texts that the arguments name, each once, in the order in which they name them, and what is amiss with the
    /// rest.
    pub(super) fn inputs(&self) -> (Vec<Input>, Vec<InputError>) {
        let (mut inputs, mut errors) = (Vec::new(), Vec::new());
        let here = [PathBuf::from(".")];
        for path in if self.paths.is_empty() { here.as_slice() } else { &self.paths } {
            if path == Path::new("-") {
                inputs.push(Input::StandardInput);
            } else if path.is_dir() {
                for file in prose_files(path) {
                    match file {
                        Ok(file) => inputs.push(Input::File(without_dot(&file).to_owned())),
                        Err(error) => errors.push(error.into()),
                    }
                }
            } else if path.exists() {
                inputs.push(Input::File(without_dot(path).to_owned()));
            } else {
                errors.push(InputError::Missing { path: path.display().to_string() });
            }
        }
        let mut seen = HashSet::new();
        inputs.retain(|input| seen.insert(input.clone()));
        (inputs, errors)
    }

    /// Reads a text.
    pub(super) fn read(&self, input: &Input) -> Result<Text, InputError> {
        let name = input.name();
        let source = match input {
            Input::File(path) => read_file(path, &name)?,
            Input::StandardInput => {
                let mut bytes = Vec::new();
                let read = io::stdin().lock().read_to_end(&mut bytes);
                read.map_err(|reason| InputError::Unreadable { path: name.clone(), reason })?;
                decode(&name, bytes)?
            }
        };
        Ok(Text { name, source: source.into(), format: self.format(input) })
    }

    fn format(&self, input: &Input) -> Format {
        match (self.read_as, input) {
            (Some(FormatName::Plain), _) => Format::Plain,
            (Some(FormatName::Markdown), _) => Format::Markdown,
            (Some(FormatName::Html), _) => Format::Html,
            (Some(FormatName::Typst), _) => Format::Typst,
            (Some(FormatName::Latex), _) => Format::Latex,
            (Some(FormatName::Asciidoc), _) => Format::AsciiDoc,
            (Some(FormatName::Rst), _) => Format::ReStructuredText,
            (None, Input::File(path)) => Format::from_path(path).unwrap_or(Format::Plain),
            (None, Input::StandardInput) => Format::Plain,
        }
    }
}

impl Input {
    fn name(&self) -> String {
        match self {
            Self::StandardInput => "-".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// The text of a file that the user knows as `name`.
pub(super) fn read_file(path: &Path, name: &str) -> Result<String, InputError> {
    let bytes = fs::read(path).map_err(|reason| InputError::Unreadable { path: name.to_owned(), reason })?;
    decode(name, bytes)
}

fn without_dot(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

fn decode(name: &str, bytes: Vec<u8>) -> Result<String, InputError> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let advice = if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
            "it looks like UTF-16: save it as UTF-8, for instance with `iconv -f UTF-16 -t UTF-8`"
        } else if bytes.contains(&0) {
            "it does not look like text"
        } else {
            "save it as UTF-8, for instance with `iconv -f WINDOWS-1252 -t UTF-8`"
        };
        InputError::NotUtf8 { path: name.to_owned(), offset, byte: bytes.get(offset).copied().unwrap_or(0), advice }
    })
}
