//! One text with everything known about it.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;

use crate::annotate::{Annotation, Annotator, KnownSources, ReadParagraph};
use crate::rules::{self, Finding, Settings};
use crate::text::{self, Document, Format};

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
        let document = text::read(&source, format);
        self.read_side_by_side(&document);
        let annotation = self.annotator.annotate(&document);
        let findings = rules::check(&rules::Context::new(&source, &document, &annotation, &self.settings));
        Analysis { source, format, document, annotation, findings }
    }

    /// Reads the paragraphs of a long text that were not seen before on several threads.
    fn read_side_by_side(&mut self, document: &Document) {
        let cores = cores();
        if cores < 2
            || document.paragraphs.iter().map(|paragraph| paragraph.text().len()).sum::<usize>() < WORTH_THREADS
        {
            return;
        }
        let unseen = self.annotator.unseen(document);
        let bytes: usize = unseen.iter().map(|paragraph| paragraph.text().len()).sum();
        if bytes < WORTH_THREADS {
            return;
        }
        let (annotator, next) = (&self.annotator, &AtomicUsize::new(0));
        let read = || {
            let paragraphs = std::iter::from_fn(|| unseen.get(next.fetch_add(1, Ordering::Relaxed)));
            paragraphs.map(|paragraph| annotator.read(paragraph)).collect::<Vec<_>>()
        };
        let read: Vec<Vec<ReadParagraph>> = thread::scope(|scope| {
            let others: Vec<_> = (1..cores).map(|_| scope.spawn(read)).collect();
            let own = read();
            let others = others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            [own].into_iter().chain(others).collect()
        });
        self.annotator.learn(read.into_iter().flatten());
    }
}
