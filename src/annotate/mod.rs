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
    Mention, MentionKind, Quotation, Role, Spelling,
};
pub use choices::{Choice, Step, choices};
pub use claim_sentences::{ClaimSentence, claim_sentences};
pub(crate) use coreference::fold as fold_name_word;
pub use known::{KnownSource, KnownSources, ListedAs, Pronouns};
pub use quotation::{MarkStyle, PairedQuotation, is_mark as is_quotation_mark, pair_quotation_marks};

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

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
    /// The paragraphs of the last version: an edit leaves nearly all of them as they are.
    cache: HashMap<ParagraphKey, Arc<ParagraphAnnotation>>,
}

/// What an annotator knows of a paragraph by itself.
#[derive(Debug)]
pub struct ReadParagraph {
    key: ParagraphKey,
    annotation: Arc<ParagraphAnnotation>,
}

/// All that a paragraph's annotation depends on, but for known sources.
type ParagraphKey = (String, BlockKind);

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
            self.cache.clear();
        }
    }

    /// The paragraphs of a document that it has not seen, each text once.
    ///
    /// Whoever has threads to spare can read them with [`Annotator::read`], in any order, and have them
    /// [taken note of](Annotator::learn) before the document is annotated; the result is the same.
    pub fn unseen<'d>(&self, document: &'d Document) -> Vec<&'d Paragraph> {
        let mut seen = HashSet::new();
        let paragraphs = document.paragraphs.iter();
        let mut unseen: Vec<&Paragraph> =
            paragraphs.filter(|paragraph| seen.insert((paragraph.text(), paragraph.kind))).collect();
        unseen.retain(|paragraph| !self.cache.contains_key(&(paragraph.text().to_owned(), paragraph.kind)));
        unseen
    }

    /// Reads one paragraph.
    pub fn read(&self, paragraph: &Paragraph) -> ReadParagraph {
        let key = (paragraph.text().to_owned(), paragraph.kind);
        let annotation = Arc::new(paragraph::annotate(&key.0, key.1, &self.sources));
        ReadParagraph { key, annotation }
    }

    /// Takes note of paragraphs that it has read.
    pub fn learn(&mut self, paragraphs: impl IntoIterator<Item = ReadParagraph>) {
        self.cache.extend(paragraphs.into_iter().map(|read| (read.key, read.annotation)));
    }

    /// Annotates `document`.
    pub fn annotate(&mut self, document: &Document) -> Annotation {
        let paragraphs = self.paragraphs(document);
        document::annotate(document, &paragraphs)
    }

    /// The paragraph stage.
    fn paragraphs(&mut self, document: &Document) -> Vec<Arc<ParagraphAnnotation>> {
        let mut cache = HashMap::with_capacity(document.paragraphs.len());
        let paragraphs: Vec<Arc<ParagraphAnnotation>> = document
            .paragraphs
            .iter()
            .map(|paragraph| {
                let key = (paragraph.text().to_owned(), paragraph.kind);
                let known = cache.get(&key).or_else(|| self.cache.get(&key)).cloned();
                let annotation = known.unwrap_or_else(|| Arc::new(paragraph::annotate(&key.0, key.1, &self.sources)));
                cache.insert(key, annotation.clone());
                annotation
            })
            .collect();
        self.cache = cache;
        paragraphs
    }
}
