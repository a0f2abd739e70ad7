//! Annotated texts of all kinds, and what is measured on each.

use crate::annotate::Annotation;

use super::super::count::Figure;
use super::super::gold::Article;
use super::chains::ChainScores;
use super::novel::{Novel, NovelScores};
use super::quotations::{QuotationScores, QuotedText};
use super::silver::{Disagreement, SilverScores};
use super::snippet::{Snippet, SnippetScores};
use super::treebank::ChainedText;

/// A text of which people, or a program, said who is who.
pub(super) enum GoldText {
    Article(Article),
    Snippet(Snippet),
    Quoted(QuotedText),
    Standoff(ChainedText),
    Novel(Novel),
    Treebank(ChainedText),
}

impl GoldText {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Article(article) => &article.text,
            Self::Snippet(snippet) => &snippet.text,
            Self::Quoted(quoted) => &quoted.text,
            Self::Standoff(chained) | Self::Treebank(chained) => &chained.text,
            Self::Novel(novel) => &novel.text,
        }
    }
}

/// Scores over texts of all kinds.
#[derive(Default)]
pub(super) struct SpeakerScores {
    articles: SilverScores,
    snippets: SnippetScores,
    quotations: QuotationScores,
    standoff: ChainScores,
    novels: NovelScores,
    treebanks: ChainScores,
}

impl SpeakerScores {
    /// Adds how well a text was annotated.
    pub(super) fn add(&mut self, gold: &GoldText, annotation: &Annotation) {
        match gold {
            GoldText::Article(article) => self.articles.add(article, annotation),
            GoldText::Snippet(snippet) => self.snippets.add(snippet, annotation),
            GoldText::Quoted(quoted) => self.quotations.add(quoted, annotation),
            GoldText::Standoff(chained) => self.standoff.add(&chained.chains, annotation),
            GoldText::Novel(novel) => self.novels.add(novel, annotation),
            GoldText::Treebank(chained) => self.treebanks.add(&chained.chains, annotation),
        }
    }

    /// The figures by kind of text, of those kinds that there were.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&'static str, Vec<(String, Figure)>)> {
        let groups = [
            ("PolNeAR (against CoreNLP)", self.articles.figures()),
            ("GAP", self.snippets.figures()),
            ("LitBank quotations", self.quotations.figures()),
            ("LitBank coreference", self.standoff.figures()),
            ("PDNC", self.novels.figures()),
            ("GUM", self.treebanks.figures()),
        ];
        groups.into_iter().filter(|(_, figures)| !figures.is_empty())
    }

    /// Sources that another name was given to than CoreNLP gives.
    pub(super) fn disagreements(&self) -> &[Disagreement] {
        &self.articles.disagreements
    }
}
