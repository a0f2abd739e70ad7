//! The annotator: quotations, attributions, entities and claims of a document.
//!
//! The paragraph stage depends on one paragraph's text alone, so its results are cached by that text; the document
//! stage joins them: quotations over paragraphs, entities, speakers. Results are in bytes of the source.

mod annotation;
mod attribution;
mod choices;
mod claim;
mod claim_sentences;
mod content_index;
mod coreference;
mod dialogue;
mod document;
mod known;
mod left_pronouns;
mod located;
mod mention;
mod paragraph;
mod quotation;
mod speech_form;
mod tagging;
mod words;

use std::sync::Arc;

pub use annotation::{
    Annotation, Attribution, AttributionId, Claim, ClaimKind, Confidence, Doubt, Entity, EntityId, EntityKind, Kind,
    Mention, MentionKind, Parts, Quotation, Role, Spelling,
};
pub use choices::{Choice, Step, choices};
pub use claim_sentences::{ClaimSentence, claim_sentences};
pub(crate) use coreference::fold as fold_name_word;
use document::Known;
pub use known::{KnownSource, KnownSources, ListedAs, Pronouns};
pub use quotation::{MarkStyle, PairedQuotation, is_mark as is_quotation_mark, pair_quotation_marks};

use foldhash::{HashMap, HashSet, HashSetExt};

use crate::text::{BlockKind, Document, Paragraph};
use paragraph::ParagraphAnnotation;
pub use paragraph::TaggerToken;

/// A paragraph's tokens as the tagger sees them: what the tagger is trained on.
pub fn tagger_input(paragraph: &Paragraph) -> Vec<TaggerToken> {
    paragraph::tagger_input(paragraph.text(), paragraph.kind)
}

/// Annotates a document from scratch.
pub fn annotate(document: &Document) -> Annotation {
    Annotator::default().annotate(document)
}

/// Annotates versions of a document, reusing what it knows of paragraphs it has seen.
///
/// Without known sources the result always equals that of [`annotate`]; with some, that of a new annotator with the same.
#[derive(Debug, Default)]
pub struct Annotator {
    sources: Arc<KnownSources>,
    /// The paragraphs of the last version, in order: an edit leaves nearly all of them as they are.
    last: Vec<ReadParagraph>,
    /// Others that were read beforehand.
    learned: Learned,
    /// What was found of who is meant in that.
    known: Known,
}

/// What an annotator knows of a paragraph by itself.
#[derive(Debug)]
pub struct ReadParagraph {
    text: Arc<str>,
    kind: BlockKind,
    annotation: Arc<ParagraphAnnotation>,
}

/// Paragraphs by their block and text: all that their annotation depends on, but for known sources.
type Learned = HashMap<BlockKind, HashMap<Arc<str>, Arc<ParagraphAnnotation>>>;

impl ReadParagraph {
    fn is(&self, paragraph: &Paragraph) -> bool {
        self.kind == paragraph.kind && self.text == *paragraph.shared_text()
    }
}

impl Annotator {
    /// An annotator that knows some sources already.
    pub fn with_sources(sources: Arc<KnownSources>) -> Self {
        Self { sources, ..Self::default() }
    }

    /// Changes what sources it knows.
    pub fn set_sources(&mut self, sources: Arc<KnownSources>) {
        if self.sources != sources {
            self.sources = sources;
            // any of them may stand in any paragraph
            self.last.clear();
            self.learned.clear();
            self.known = Known::default();
        }
    }

    /// Whether it has seen no paragraph that it still knows.
    pub fn is_new(&self) -> bool {
        self.last.is_empty() && self.learned.is_empty()
    }

    /// The paragraphs of a document that it has not seen, each text once.
    ///
    /// Whoever has threads to spare can read them with [`Annotator::read`], in any order, and have them
    /// [taken note of](Annotator::learn) before the document is annotated; the result is the same.
    pub fn unseen<'d>(&self, document: &'d Document) -> Vec<&'d Paragraph> {
        let last: HashSet<(&str, BlockKind)> = self.last.iter().map(|read| (&*read.text, read.kind)).collect();
        let mut found = HashSet::new();
        let is_known = |paragraph: &Paragraph| {
            last.contains(&(paragraph.text(), paragraph.kind))
                || self.learned.get(&paragraph.kind).is_some_and(|known| known.contains_key(paragraph.text()))
        };
        let unseen = document.paragraphs.iter().filter(|paragraph| !is_known(paragraph));
        unseen.filter(|paragraph| found.insert((paragraph.text(), paragraph.kind))).collect()
    }

    /// Reads one paragraph.
    pub fn read(&self, paragraph: &Paragraph) -> ReadParagraph {
        let (text, kind) = (Arc::clone(paragraph.shared_text()), paragraph.kind);
        let annotation = Arc::new(paragraph::annotate(&text, kind, &self.sources));
        ReadParagraph { text, kind, annotation }
    }

    /// Takes note of paragraphs that it has read.
    pub fn learn(&mut self, paragraphs: impl IntoIterator<Item = ReadParagraph>) {
        for ReadParagraph { text, kind, annotation } in paragraphs {
            self.learned.entry(kind).or_default().insert(text, annotation);
        }
    }

    /// Annotates `document`.
    pub fn annotate(&mut self, document: &Document) -> Annotation {
        let paragraphs = self.paragraphs(document);
        document::annotate(document, &paragraphs, &self.sources, &mut self.known)
    }

    /// The paragraph stage.
    fn paragraphs(&mut self, document: &Document) -> Vec<Arc<ParagraphAnnotation>> {
        let paragraphs = &document.paragraphs;
        let same = |(read, paragraph): &(&ReadParagraph, &Paragraph)| read.is(paragraph);
        let before = self.last.iter().zip(paragraphs).take_while(same).count();
        let after = self.last[before..].iter().rev().zip(paragraphs[before..].iter().rev()).take_while(same).count();
        let changed = before..paragraphs.len() - after;
        let replaced = before..self.last.len() - after;
        let others: Vec<ReadParagraph> = self.last.drain(replaced).collect();
        self.learn(others);
        let mut known = std::mem::take(&mut self.learned);
        let mut read = |paragraph: &Paragraph| {
            let known = known.entry(paragraph.kind).or_default();
            if let Some(annotation) = known.get(paragraph.text()) {
                let (text, annotation) = (Arc::clone(paragraph.shared_text()), Arc::clone(annotation));
                return ReadParagraph { text, kind: paragraph.kind, annotation };
            }
            let read = self.read(paragraph);
            known.insert(Arc::clone(&read.text), Arc::clone(&read.annotation));
            read
        };
        let read: Vec<ReadParagraph> = paragraphs[changed].iter().map(&mut read).collect();
        self.last.splice(before..before, read);
        self.last.iter().map(|read| Arc::clone(&read.annotation)).collect()
    }
}
