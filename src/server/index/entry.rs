//! What is kept of a file that nobody has open: who speaks in it, what is quoted, and its diagnostics; not the analysis.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, Range, Uri};

use crate::annotate::{Entity, EntityKind, KnownSources};
use crate::rules::Settings;
use crate::server::capabilities::ClientProfile;
use crate::server::diagnostics::diagnostics;
use crate::server::excerpt;
use crate::server::position::Lines;
use crate::workspace::Analysis;

/// How many characters of a quotation are kept.
const LONGEST: usize = 80;

/// What is known of one version of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Those who speak, in the order in which they are first mentioned.
    pub speakers: Vec<Speaker>,
    /// Quotations that are speech, in text order.
    pub quotes: Vec<Quote>,
}

/// Somebody who speaks in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The name.
    pub name: Box<str>,
    /// What it is.
    pub kind: EntityKind,
    /// The first role in words.
    pub role: Option<Box<str>>,
    /// The first mention.
    pub range: Range,
    /// How many quotations are this speaker's.
    pub quotes: u32,
}

/// A quotation that is speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The opening words.
    pub words: Box<str>,
    /// Whose it is, by the index among the speakers; `None` if that is not known.
    pub speaker: Option<u32>,
    /// Where it stands.
    pub range: Range,
}

/// What a file on disk holds, and what it was read with.
#[derive(Debug)]
pub struct FileEntry {
    /// Where it stands.
    pub path: PathBuf,
    /// The protocol's name of the file.
    pub uri: Uri,
    /// Who speaks in it.
    pub entry: Entry,
    /// Its diagnostics; none for clients that never ask for them.
    pub diagnostics: Box<[Diagnostic]>,
    /// What it was judged by.
    pub basis: Basis,
}

/// What the analysis of a file depends on besides its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    /// How it is judged.
    pub settings: Arc<Settings>,
    /// Who is known already.
    pub sources: Arc<KnownSources>,
    /// How long it may be, in bytes.
    pub max_file_size: u64,
}

impl Entry {
    /// What is to be kept of an analysis.
    pub fn new(analysis: &Analysis, lines: Lines<'_>) -> Self {
        let annotation = &analysis.annotation;
        let mut numbers: Vec<Option<u32>> = vec![None; annotation.entities.len()];
        for speaker in annotation.attributions.iter().filter_map(|it| it.speaker) {
            if let Some(number) = numbers.get_mut(speaker.0) {
                *number = Some(0);
            }
        }
        let speaks = |entity: &&Entity| numbers.get(entity.id.0).is_some_and(Option::is_some);
        let mut speaking: Vec<&Entity> = annotation.entities.iter().filter(speaks).collect();
        speaking.sort_by_key(|entity| entity.mentions.first().map(|mention| mention.span.start));
        let mut speakers = Vec::with_capacity(speaking.len());
        for entity in speaking {
            if entity.name.is_empty() {
                continue;
            }
            numbers[entity.id.0] = u32::try_from(speakers.len()).ok();
            speakers.push(Speaker {
                name: entity.name.as_str().into(),
                kind: entity.kind,
                role: entity.role_words().next().map(Into::into),
                range: lines.range(entity.mentions.first().map(|mention| mention.span).unwrap_or_default()),
                quotes: 0,
            });
        }
        let mut quotes = Vec::new();
        for quotation in annotation.quotations.iter().filter(|quotation| quotation.speech) {
            let words = excerpt::opening_words(&analysis.document, quotation.span, LONGEST);
            if words.is_empty() {
                continue;
            }
            let attribution = quotation.attribution.and_then(|id| annotation.attributions.get(id.0));
            let entity = attribution.and_then(|it| it.speaker).and_then(|id| annotation.entities.get(id.0));
            let speaker = entity.filter(|it| !it.name.is_empty()).and_then(|it| *numbers.get(it.id.0)?);
            if let Some(speaker) = speaker.and_then(|number| speakers.get_mut(number as usize)) {
                speaker.quotes += 1;
            }
            quotes.push(Quote { words: words.into(), speaker, range: lines.range(quotation.span) });
        }
        speakers.shrink_to_fit();
        quotes.shrink_to_fit();
        Self { speakers, quotes }
    }

    /// Whose a quotation is.
    pub fn speaker_of(&self, quote: &Quote) -> Option<&Speaker> {
        self.speakers.get(quote.speaker? as usize)
    }
}

impl FileEntry {
    /// What is to be kept of a file's analysis.
    pub fn new(
        (path, uri): (&Path, Uri),
        analysis: &Analysis,
        lines: Lines<'_>,
        client: ClientProfile,
        basis: Basis,
    ) -> Self {
        let entry = Entry::new(analysis, lines);
        let diagnostics = match client.pull_diagnostics {
            true => diagnostics(&analysis.findings, lines, &uri, client).into(),
            false => Box::default(),
        };
        Self { path: path.to_owned(), uri, entry, diagnostics, basis }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::story;
    use crate::server::position::Encoding;

    #[test]
    fn speakers_and_quotes_are_kept() {
        let story = story();
        let rope = story.rope();
        let lines = Lines::new(&rope, Encoding::Utf8);
        let entry = Entry::new(&story.analysis, lines);
        let speakers: Vec<_> = entry.speakers.iter().map(|it| (&*it.name, it.role.as_deref(), it.quotes)).collect();
        let role = Some("an expert with *Open* Rights");
        assert_eq!(speakers, [("Maya Wang", role, 3), ("Officials", None, 1)]);
        assert_eq!(entry.speakers[0].range, lines.range(story.at("Maya Wang")));
        let quotes: Vec<_> =
            entry.quotes.iter().map(|it| (&*it.words, entry.speaker_of(it).map(|it| &*it.name))).collect();
        assert_eq!(quotes[1], ("“Weekly.”", Some("Maya Wang")));
        assert_eq!(quotes[4], ("“I quit,”", None));
        assert_eq!(quotes.len(), 7);
    }
}
