//! Symbols in all files: those who speak, and what they say, by name and by opening words.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use tower_lsp::ls_types::{Location, Range, SymbolInformation, SymbolKind, Uri};

use super::documents::{Analyzed, Documents};
use super::index::{Entry, FileEntry};
use super::position::Encoding;
use super::protocol::file_path;
use crate::annotate::EntityKind;
use crate::workspace::Query;

/// How many symbols are given at most.
const MOST: usize = 500;

/// A text in which to search.
#[derive(Clone, Copy, Debug)]
struct Text<'a> {
    /// The protocol's name of it.
    uri: &'a Uri,
    /// How people may call it.
    shown: &'a str,
    /// What is in it.
    entry: &'a Entry,
}

/// All texts of a session, as they are known at this moment.
#[derive(Debug)]
pub struct Texts {
    open: Vec<(Uri, String, Arc<Analyzed>)>,
    files: Vec<(Arc<FileEntry>, String)>,
    encoding: Encoding,
}

impl Texts {
    /// The open documents as they are in the editor, and the other files as they are on the disk.
    pub fn of(documents: &Documents) -> Self {
        let index = &documents.index;
        let mut open = Vec::new();
        let mut paths = HashSet::new();
        for (uri, snapshot) in documents.open_documents() {
            let Some(analyzed) = snapshot.known() else { continue };
            let path = file_path(&uri);
            let shown = path.as_ref().map_or_else(|| uri.as_str().to_owned(), |path| index.shown(path));
            paths.extend(path);
            open.push((uri, shown, analyzed));
        }
        let files = index.entries().into_iter().map(|(_, entry)| entry).filter(|it| !paths.contains(&it.path));
        let files = files.map(|entry| (index.shown(&entry.path), entry)).map(|(shown, entry)| (entry, shown)).collect();
        Self { open, files, encoding: documents.client().encoding }
    }

    /// The symbols in them that fit a query.
    pub fn search(&self, query: &str) -> Vec<SymbolInformation> {
        let open = self.open.iter();
        let open = open.map(|(uri, shown, analyzed)| Text { uri, shown, entry: analyzed.entry(self.encoding) });
        let files = self.files.iter().map(|(file, shown)| Text { uri: &file.uri, shown, entry: &file.entry });
        search(query, &open.chain(files).collect::<Vec<_>>())
    }
}

/// Something found.
#[derive(Debug)]
struct Hit {
    score: u32,
    length: usize,
    name: String,
    kind: SymbolKind,
    text: usize,
    range: Range,
}

/// The symbols in some texts that fit a query, the best first; those who speak before what they say.
fn search(query: &str, texts: &[Text<'_>]) -> Vec<SymbolInformation> {
    let query = Query::new(query);
    let mut hits = Vec::new();
    for (text, Text { entry, .. }) in texts.iter().enumerate() {
        for speaker in &entry.speakers {
            let hit = hit(&query, text, speaker.name.to_string(), kind(speaker.kind), speaker.range);
            hits.extend(hit);
        }
        for quote in &entry.quotes {
            // the speaker stands in the name, as nothing else is sure to show
            let name = match entry.speaker_of(quote) {
                Some(speaker) => format!("{}: {}", speaker.name, quote.words),
                None => quote.words.to_string(),
            };
            hits.extend(hit(&query, text, name, SymbolKind::STRING, quote.range));
        }
    }
    let is_quote = |hit: &Hit| hit.kind == SymbolKind::STRING;
    if query.is_empty() {
        hits.sort_by_key(|hit| (is_quote(hit), hit.text, hit.range.start));
    } else {
        hits.sort_by_key(|hit| (Reverse(hit.score), is_quote(hit), hit.length, hit.text, hit.range.start));
    }
    hits.truncate(MOST);
    hits.into_iter().map(|hit| symbol(hit, texts)).collect()
}

fn hit(query: &Query, text: usize, name: String, kind: SymbolKind, range: Range) -> Option<Hit> {
    let score = query.score(&name)?;
    Some(Hit { score, length: name.len(), name, kind, text, range })
}

#[expect(deprecated, reason = "the field `deprecated` has to be given")]
fn symbol(hit: Hit, texts: &[Text<'_>]) -> SymbolInformation {
    let text = texts[hit.text];
    SymbolInformation {
        name: hit.name,
        kind: hit.kind,
        tags: None,
        deprecated: None,
        location: Location::new(text.uri.clone(), hit.range),
        container_name: Some(text.shown.to_owned()),
    }
}

/// The protocol knows no people; what comes nearest.
fn kind(kind: EntityKind) -> SymbolKind {
    match kind {
        EntityKind::Person => SymbolKind::CLASS,
        EntityKind::Organization => SymbolKind::MODULE,
        EntityKind::Group => SymbolKind::ENUM,
        EntityKind::Document => SymbolKind::FILE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::story;
    use crate::server::position::Lines;

    #[test]
    fn speakers_come_before_what_they_say() {
        let story = story();
        let rope = story.rope();
        let entry = Entry::new(&story.analysis, Lines::new(&rope, Encoding::Utf8));
        let uris: [Uri; 2] = ["file:///n/a.md", "file:///n/b.md"].map(|uri| uri.parse().unwrap());
        let texts = [("a.md", 0), ("b.md", 1)].map(|(shown, at)| Text { uri: &uris[at], shown, entry: &entry });
        let found = |query: &str| {
            let symbols = search(query, &texts).into_iter();
            symbols.map(|it| format!("{} in {}", it.name, it.container_name.unwrap())).collect::<Vec<_>>()
        };
        let wang = found("wang");
        assert_eq!(wang[..3], ["Maya Wang in a.md", "Maya Wang in b.md", "Maya Wang: “Weekly.” in a.md"]);
        assert_eq!(found("lied")[0], "Maya Wang: “We were lied to,” in a.md");
        assert_eq!(found("xyz"), [""; 0]);
        let all = found("");
        assert_eq!(all[..4], ["Maya Wang in a.md", "Officials in a.md", "Maya Wang in b.md", "Officials in b.md"]);
        assert_eq!(all.len(), 18);
        let many = vec![texts[0]; 300];
        assert_eq!(search("", &many).len(), MOST);
    }
}
