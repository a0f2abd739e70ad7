//! One text with everything known about it.

use std::sync::Arc;

use crate::annotate::{Annotation, Annotator, KnownSources};
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
        let annotation = self.annotator.annotate(&document);
        let findings = rules::check(&rules::Context::new(&source, &document, &annotation, &self.settings));
        Analysis { source, format, document, annotation, findings }
    }
}
