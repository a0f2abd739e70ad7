//! What commands answer, and code lenses, which lead to commands.

use serde_json::{Map, Value, json};
use tower_lsp::ls_types::{CodeLens, Command, Range, Uri};

use crate::annotate::Entity;
use crate::server::commands::{EXPORT_QUOTES, ExportFormat, SHOW_QUOTES};
use crate::server::lenses::Lens;
use crate::server::position::Lines;
use crate::server::said_by::SaidBy;
use crate::text::on_one_line;
use crate::workspace::report::{Article, page, places};
use crate::workspace::{self, Analysis, Export, Quote, csv_head};

/// Somebody, with their roles and what they say.
pub fn said_by(said: &SaidBy<'_>, lines: Lines<'_>, uri: &Uri) -> Value {
    let quotes = quotes(&said.quotes, lines);
    json!({ "uri": uri, "name": said.entity.name, "roles": roles(said.entity), "quotes": quotes })
}

/// Everybody who says something, with roles, mentions and what they say, and how many words that has. One who is nobody for
/// sure has no name.
pub fn speakers(analysis: &Analysis, lines: Lines<'_>, uri: &Uri) -> Value {
    let speakers = workspace::speakers(analysis);
    let speakers = speakers.iter().map(|speaker| {
        let entity = speaker.speaker.map(|id| analysis.annotation.entity(id));
        let mentions = entity.into_iter().flat_map(|entity| &entity.mentions).map(|mention| lines.range(mention.span));
        json!({
            "name": entity.map(|entity| &entity.name),
            "heading": speaker.heading,
            "roles": entity.map(roles).unwrap_or_default(),
            "words": workspace::word_count(&speaker.quotes),
            "mentions": mentions.collect::<Vec<_>>(),
            "quotes": quotes(&speaker.quotes, lines),
        })
    });
    json!({ "uri": uri, "speakers": speakers.collect::<Vec<_>>() })
}

fn roles(entity: &Entity) -> Vec<String> {
    entity.role_words().map(on_one_line).collect()
}

fn quotes(quotes: &[Quote], lines: Lines<'_>) -> Vec<Value> {
    let shown = quotes.iter().map(|quote| {
        let range = lines.range(quote.span);
        json!({ "text": quote.text, "range": range, "kind": quote.kind.name(), "cue": quote.cue })
    });
    shown.collect()
}

/// Who said what in a document, written down.
pub fn exported(analysis: &Analysis, uri: &Uri, format: ExportFormat) -> String {
    let name = name_of(uri);
    let export = Export::new(&name, analysis);
    match format {
        ExportFormat::Markdown => export.markdown(),
        ExportFormat::Csv => csv_head() + &export.csv(),
        ExportFormat::Json => format!("{:#}\n", export.json()),
    }
}

/// A page about a document, and the ids in it that stand for something in the text, with its range.
pub fn report(analysis: &Analysis, lines: Lines<'_>, uri: &Uri) -> Value {
    let article = Article::new(&name_of(uri), analysis);
    let places = places(&article, analysis).into_iter();
    let places: Map<String, Value> = places.map(|(id, span)| (id, json!(lines.range(span)))).collect();
    json!({ "uri": uri, "html": page(&[article]), "places": places })
}

/// What a document is called where its place doesn't matter.
fn name_of(uri: &Uri) -> String {
    let path = super::file_path(uri);
    let name = path.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|| uri.as_str().to_owned())
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
