//! What commands answer, and code lenses, which lead to commands.

use serde_json::{Value, json};
use tower_lsp::ls_types::{CodeLens, Command, Range, Uri};

use crate::server::commands::{EXPORT_QUOTES, ExportFormat, SHOW_QUOTES};
use crate::server::lenses::Lens;
use crate::server::position::Lines;
use crate::server::said_by::SaidBy;
use crate::workspace::{Analysis, Export, csv_head};

/// Somebody, with their roles and what they say.
pub fn said_by(said: &SaidBy<'_>, lines: Lines<'_>, uri: &Uri) -> Value {
    let roles: Vec<String> = said.entity.role_words().map(words).collect();
    let quotes = said.quotes.iter().map(|quote| {
        let range = lines.range(quote.span);
        json!({ "text": quote.text, "range": range, "kind": quote.kind.name(), "cue": quote.cue })
    });
    json!({ "uri": uri, "name": said.entity.name, "roles": roles, "quotes": quotes.collect::<Vec<_>>() })
}

/// Who said what in a document, written down.
pub fn exported(analysis: &Analysis, uri: &Uri, format: ExportFormat) -> String {
    let path = super::file_path(uri);
    let name = path.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy());
    let export = Export::new(name.as_deref().unwrap_or(uri.as_str()), analysis);
    match format {
        ExportFormat::Markdown => export.markdown(),
        ExportFormat::Csv => csv_head() + &export.csv(),
        ExportFormat::Json => format!("{:#}\n", export.json()),
    }
}

/// A code lens that leads to quotations.
pub fn code_lens(lens: Lens, lines: Lines<'_>, uri: &Uri) -> CodeLens {
    let position = lines.position(lens.offset);
    let (command, argument) = match lens.speaker {
        Some(speaker) => (SHOW_QUOTES, speaker),
        None => (EXPORT_QUOTES, "markdown".to_owned()),
    };
    let arguments = Some(vec![json!(uri), json!(argument)]);
    CodeLens {
        range: Range::new(position, position),
        command: Some(Command { title: lens.title, command: command.to_owned(), arguments }),
        data: None,
    }
}

/// Words on one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
