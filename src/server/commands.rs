//! The commands that a client can have carried out, and what it has to say for each.

use serde_json::Value;
use thiserror::Error;
use tower_lsp::ls_types::{ExecuteCommandParams, Position, Uri};

use super::spelling;

/// Shows what somebody says.
pub const SHOW_QUOTES: &str = "sayso.showQuotes";
/// Writes down who said what.
pub const EXPORT_QUOTES: &str = "sayso.exportQuotes";
/// Reads all settings and lists of sources again, and judges all open documents anew.
pub const RECHECK: &str = "sayso.recheck";
/// Tells who speaks in a document, with what they say.
pub const SPEAKERS: &str = "sayso.speakers";
/// Makes a page about a document: who speaks how much and where, and what is found.
pub const REPORT: &str = "sayso.report";
/// All of them.
pub const ALL: [&str; 5] = [SHOW_QUOTES, EXPORT_QUOTES, RECHECK, SPEAKERS, REPORT];

/// A command with what it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Tells what somebody says in a document.
    ShowQuotes(Uri, Who),
    /// Tells who said what in a document.
    ExportQuotes(Uri, ExportFormat),
    /// Looks at everything again.
    Recheck,
    /// Tells who speaks in a document, with what they say.
    Speakers(Uri),
    /// Makes a page about a document.
    Report(Uri),
}

/// Whose quotations are wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    /// Those of the one who goes by this name.
    Named(String),
    /// Those of the one who is mentioned, or whose words stand, here.
    At(Position),
}

/// How quotations are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// Markdown.
    Markdown,
    /// Comma-separated values, with a head.
    Csv,
    /// JSON.
    Json,
}

/// Why a command can't be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadCommand {
    /// There is no such command.
    #[error("unknown command {0:?}: expected {list}", list = ALL.join(", "))]
    Unknown(String),
    /// Something else must be said with it.
    #[error("{command} expects {expected}")]
    Arguments {
        /// The command.
        command: &'static str,
        /// What must be said.
        expected: &'static str,
    },
}

impl Command {
    /// Reads what a client sends.
    ///
    /// # Errors
    ///
    /// If there is no such command, or something else must be said with it.
    pub fn read(params: &ExecuteCommandParams) -> Result<Self, BadCommand> {
        let arguments = params.arguments.as_slice();
        match params.command.as_str() {
            SHOW_QUOTES => {
                let expected = "[uri, name or position]";
                let bad = BadCommand::Arguments { command: SHOW_QUOTES, expected };
                let [uri, who] = arguments else { return Err(bad) };
                Ok(Self::ShowQuotes(read_uri(uri).ok_or(bad.clone())?, Who::read(who).ok_or(bad)?))
            }
            EXPORT_QUOTES => {
                let expected = "[uri, \"markdown\", \"csv\" or \"json\"]";
                let bad = BadCommand::Arguments { command: EXPORT_QUOTES, expected };
                let [uri, format] = arguments else { return Err(bad) };
                Ok(Self::ExportQuotes(read_uri(uri).ok_or(bad.clone())?, ExportFormat::read(format).ok_or(bad)?))
            }
            // editors may add what they like, such as where it was called from
            RECHECK => Ok(Self::Recheck),
            SPEAKERS => {
                let bad = BadCommand::Arguments { command: SPEAKERS, expected: "[uri]" };
                let [uri] = arguments else { return Err(bad) };
                Ok(Self::Speakers(read_uri(uri).ok_or(bad)?))
            }
            REPORT => {
                let bad = BadCommand::Arguments { command: REPORT, expected: "[uri]" };
                let [uri] = arguments else { return Err(bad) };
                Ok(Self::Report(read_uri(uri).ok_or(bad)?))
            }
            unknown => Err(BadCommand::Unknown(unknown.to_owned())),
        }
    }
}

impl Who {
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(name) => Some(Self::Named(name.clone())),
            _ => serde_json::from_value(value.clone()).ok().map(Self::At),
        }
    }
}

impl ExportFormat {
    fn read(value: &Value) -> Option<Self> {
        match value.as_str()? {
            "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

fn read_uri(value: &Value) -> Option<Uri> {
    spelling::uri(value.as_str()?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(command: &str, arguments: Value) -> Result<Command, String> {
        let params = serde_json::from_value(json!({"command": command, "arguments": arguments})).unwrap();
        Command::read(&params).map_err(|error| error.to_string())
    }

    #[test]
    fn commands_are_read_with_what_they_need() {
        let uri: Uri = "file:///a.md".parse().unwrap();
        let named = Command::ShowQuotes(uri.clone(), Who::Named("Bo".to_owned()));
        assert_eq!(read(SHOW_QUOTES, json!(["file:///a.md", "Bo"])), Ok(named));
        let at = Command::ShowQuotes(uri.clone(), Who::At(Position::new(2, 3)));
        assert_eq!(read(SHOW_QUOTES, json!(["file:///a.md", {"line": 2, "character": 3}])), Ok(at));
        let csv = Command::ExportQuotes(uri.clone(), ExportFormat::Csv);
        assert_eq!(read(EXPORT_QUOTES, json!(["file:///a.md", "csv"])), Ok(csv));
        assert_eq!(read(RECHECK, json!([])), Ok(Command::Recheck));
        assert_eq!(read(SPEAKERS, json!(["file:///a.md"])), Ok(Command::Speakers(uri.clone())));
        assert_eq!(read(REPORT, json!(["file:///a.md"])), Ok(Command::Report(uri)));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let unknown = "unknown command \"sayso.show\": expected sayso.showQuotes, sayso.exportQuotes, sayso.recheck, sayso.speakers, sayso.report";
        assert_eq!(read("sayso.show", json!([])), Err(unknown.to_owned()));
        let show = "sayso.showQuotes expects [uri, name or position]";
        for wrong in [json!([]), json!(["file:///a.md"]), json!([3, "Bo"]), json!(["file:///a.md", 3]), json!([{}, {}])]
        {
            assert_eq!(read(SHOW_QUOTES, wrong), Err(show.to_owned()));
        }
        let export = "sayso.exportQuotes expects [uri, \"markdown\", \"csv\" or \"json\"]";
        for wrong in [json!([]), json!(["file:///a.md", "pdf"]), json!(["file:///a.md", null]), json!(["csv", "", 3])] {
            assert_eq!(read(EXPORT_QUOTES, wrong), Err(export.to_owned()));
        }
        for wrong in [json!([]), json!([3]), json!(["file:///a.md", "Bo"])] {
            assert_eq!(read(SPEAKERS, wrong.clone()), Err("sayso.speakers expects [uri]".to_owned()));
            assert_eq!(read(REPORT, wrong), Err("sayso.report expects [uri]".to_owned()));
        }
    }
}
