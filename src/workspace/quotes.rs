//! Who said what in a text, speaker by speaker: gathered here for all who show it, and written by `export`.

mod export;
mod speakers;

use std::collections::HashMap;

use super::Analysis;
use crate::annotate::{Annotation, Attribution, Entity, EntityId, Kind};
use crate::text::{Format, TextRange, on_one_line};

pub use export::{Export, csv_head};
pub use speakers::{speakers, word_count};

/// What one speaker says, or all for whom there is the same to be said of who they are.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerQuotes {
    /// Who it is, with the role that is listed or that the text gives; for one who is nobody for sure the words of the
    /// source.
    pub heading: String,
    /// The speaker; `None`: nobody for sure.
    pub speaker: Option<EntityId>,
    /// What is said, in the order of the text.
    pub quotes: Vec<Quote>,
}

/// Something that is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Its words on one line, in Markdown with its markup, with an ellipsis for what stands between them.
    pub text: String,
    /// The words that name who says it; empty if there are none.
    pub source: String,
    /// The words that signal it; empty if there are none.
    pub cue: String,
    /// How it is quoted.
    pub kind: Kind,
    /// Where it stands, from its first word to its last, in bytes of the source.
    pub span: TextRange,
    /// The number of the line on which it begins, from 1.
    pub line: usize,
}

/// What each speaker of a text says, the speakers in the order in which they first speak; then what nobody is found for.
pub fn quotes(analysis: &Analysis) -> Vec<SpeakerQuotes> {
    let annotation = &analysis.annotation;
    let lines = Lines::of(&analysis.source);
    let mut gathered = Gathered { lines, groups: Vec::new(), under: HashMap::new() };
    for attribution in &annotation.attributions {
        let quote = gathered.lines.quote(analysis, attribution);
        gathered.add(heading(annotation, attribution, &quote.source), attribution.speaker, quote);
    }
    for quotation in annotation.quotations.iter().filter(|it| it.speech && it.attribution.is_none() && it.depth == 0) {
        let quote = Quote {
            text: words(analysis, &quotation.parts),
            source: String::new(),
            cue: String::new(),
            kind: Kind::Direct,
            span: quotation.span,
            line: gathered.lines.number(quotation.span.start),
        };
        gathered.add(NO_SPEAKER.to_owned(), None, quote);
    }
    gathered.groups
}

/// All that a speaker says, in the order of the text, what no words of the text give to anybody included.
pub fn quotes_of(analysis: &Analysis, speaker: EntityId) -> Vec<Quote> {
    let lines = Lines::of(&analysis.source);
    let theirs = analysis.annotation.all_attributions().filter(|attribution| attribution.speaker == Some(speaker));
    let mut quotes: Vec<Quote> = theirs.map(|attribution| lines.quote(analysis, attribution)).collect();
    quotes.sort_by_key(|quote| quote.span);
    quotes
}

/// What is said of a quotation that nobody is found for.
const NO_SPEAKER: &str = "no speaker found";

struct Gathered {
    groups: Vec<SpeakerQuotes>,
    /// The group under each heading.
    under: HashMap<String, usize>,
    lines: Lines,
}

impl Gathered {
    fn add(&mut self, heading: String, speaker: Option<EntityId>, quote: Quote) {
        let new = self.groups.len();
        let index = *self.under.entry(heading.clone()).or_insert(new);
        if index == new {
            self.groups.push(SpeakerQuotes { heading, speaker, quotes: Vec::new() });
        }
        if let Some(group) = self.groups.get_mut(index) {
            group.quotes.push(quote);
        }
    }
}

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// The lines of a text.
    pub(super) fn of(source: &str) -> Self {
        let later = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index + 1);
        Self(std::iter::once(0).chain(later).collect())
    }

    /// The number of the line that a byte stands on, from 1.
    pub(super) fn number(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset).max(1)
    }

    /// What an attribution says; of one without content where the rest of it stands.
    fn quote(&self, analysis: &Analysis, attribution: &Attribution) -> Quote {
        let span = attribution.content.iter().copied().reduce(TextRange::hull).unwrap_or(attribution.range());
        let start = attribution.content.first().map_or(span.start, |first| first.start);
        Quote {
            text: words(analysis, &attribution.content),
            source: words(analysis, &attribution.source),
            cue: words(analysis, &attribution.cue),
            kind: attribution.kind,
            span,
            line: self.number(start),
        }
    }
}

fn heading(annotation: &Annotation, attribution: &Attribution, source: &str) -> String {
    if let Some(speaker) = attribution.speaker {
        return introduced(annotation.entity(speaker));
    }
    let names: Vec<&str> = attribution.candidates.iter().map(|id| annotation.entity(*id).name.as_str()).collect();
    match (source, names.as_slice()) {
        ("", _) => NO_SPEAKER.to_owned(),
        (source, []) => format!("“{source}”, nobody for sure"),
        (source, names) => format!("“{source}”, who could be {}", names.join(" or ")),
    }
}

/// An entity's name with its first role.
fn introduced(entity: &Entity) -> String {
    match entity.role_words().next() {
        Some(role) => format!("{} ({})", entity.name, on_one_line(role)),
        None => entity.name.clone(),
    }
}

/// Some spans' words on one line, with an ellipsis for what stands between them.
pub(super) fn words(analysis: &Analysis, spans: &[TextRange]) -> String {
    let shown = |span: &TextRange| match analysis.format {
        Format::Plain | Format::Markdown => on_one_line(analysis.source.get(span.start..span.end).unwrap_or_default()),
        // their markup says little to a reader, and nothing where it isn't shown as it is meant
        _ => analysis.document.prose(*span),
    };
    spans.iter().map(shown).collect::<Vec<_>>().join(" … ")
}
