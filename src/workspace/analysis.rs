//! One text with everything known about it.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;

use crate::annotate::{Annotation, Annotator, KnownSources, ReadParagraph};
use crate::rules::{self, Finding, Settings, WordMemory};
use crate::text::{self, Document, Format, LastRead};

/// A text, its prose, its annotation and its findings: one consistent version, shared freely.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The source text.
    pub source: Arc<str>,
    /// How it is written.
    pub format: Format,
    /// Its prose.
    pub document: Document,
    /// Who said what in it.
    pub annotation: Annotation,
    /// What the rules report.
    pub findings: Vec<Finding>,
}

/// Bytes of prose that are worth more threads than one.
const WORTH_THREADS: usize = 16_000;
/// Bytes of a text whose rules are.
const RULES_WORTH_THREADS: usize = 200_000;
/// Threads that read one text at most.
const MOST_THREADS: usize = 4;

/// How many threads may read a text. The system is asked once: it looks into files for it.
fn cores() -> usize {
    static CORES: LazyLock<usize> =
        LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS));
    *CORES
}

/// Analyses versions of one text, reusing what did not change between them.
#[derive(Debug, Default)]
pub struct Analyzer {
    annotator: Annotator,
    settings: Arc<Settings>,
    /// The version before.
    last: LastRead,
    /// What its words tell the rules.
    words: WordMemory,
}

impl Analyzer {
    /// An analyser that knows some sources already.
    pub fn with_sources(sources: Arc<KnownSources>) -> Self {
        Self { annotator: Annotator::with_sources(sources), ..Self::default() }
    }

    /// Changes what sources it knows.
    pub fn set_sources(&mut self, sources: Arc<KnownSources>) {
        self.annotator.set_sources(sources);
    }

    /// Judges from now on as `settings` say.
    pub fn set_settings(&mut self, settings: Arc<Settings>) {
        self.settings = settings;
    }

    /// Analyses a version.
    pub fn analyze(&mut self, source: Arc<str>, format: Format) -> Analysis {
        let document = self.last.read(&source, format);
        if self.annotator.is_new() || self.last.changed() >= WORTH_THREADS {
            self.read_side_by_side(&document);
        }
        let annotation = self.annotator.annotate(&document);
        let words = &mut self.words;
        let context = rules::Context::remembering(&source, &document, &annotation, &self.settings, words);
        let findings = match source.len() {
            RULES_WORTH_THREADS.. => rules::check_with(&context, |rules, check| side_by_side(rules, check)),
            _ => rules::check(&context),
        };
        Analysis { source, format, document, annotation, findings }
    }

    /// Reads the paragraphs of a text that is to be analysed, one after the other, with a `pause` before each.
    pub fn prepare(&mut self, source: &str, format: Format, pause: impl Fn()) {
        let document = text::read(source, format);
        let read = self.annotator.unseen(&document).into_iter().map(|paragraph| {
            pause();
            self.annotator.read(paragraph)
        });
        let read: Vec<ReadParagraph> = read.collect();
        self.annotator.learn(read);
    }

    /// Reads the paragraphs of a long text that were not seen before on several threads.
    fn read_side_by_side(&mut self, document: &Document) {
        if cores() < 2 {
            return;
        }
        let unseen = self.annotator.unseen(document);
        let bytes: usize = unseen.iter().map(|paragraph| paragraph.text().len()).sum();
        if bytes < WORTH_THREADS {
            return;
        }
        let annotator = &self.annotator;
        let read = side_by_side(&unseen, |paragraph| annotator.read(paragraph));
        self.annotator.learn(read);
    }
}

/// What `of` makes of each item, in no order; made on several threads, if there are several.
fn side_by_side<I: Sync, O: Send>(items: &[I], of: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let next = &AtomicUsize::new(0);
    let work = || {
        let items = std::iter::from_fn(|| items.get(next.fetch_add(1, Ordering::Relaxed)));
        items.map(&of).collect::<Vec<O>>()
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..cores()).map(|_| scope.spawn(work)).collect();
        let mut made = work();
        for other in others {
            made.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        made
    })
}
