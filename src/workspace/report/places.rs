//! Where in the source that stands which a page's links lead to, for editors that show the page beside the text.

use super::article::{Article, Piece};
use super::ribbon::{run_id, segments, targets};
use crate::text::{CODE, TextRange};
use crate::workspace::Analysis;

/// The ids in the page of an article alone that stand for something in the text, with its range in the source: runs of the text
/// that links lead to, marks of findings, and rows of the table of findings.
pub fn places(article: &Article, analysis: &Analysis) -> Vec<(String, TextRange)> {
    let number = 1;
    let mut wanted: Vec<(usize, usize)> = targets(&segments(&article.paragraphs)).into_iter().collect();
    wanted.sort_unstable();
    let mut starts = RunStarts::default();
    let runs = wanted.into_iter().filter_map(|place| {
        let range = range_of(article, analysis, place, starts.of(article, place)?)?;
        Some((run_id(number, place), range))
    });
    let findings = analysis.findings.iter().zip(&article.findings).zip(1..).flat_map(|((finding, shown), n)| {
        let mark = shown.place.and_then(|place| place.words_before).map(|_| (format!("a{number}-at{n}"), finding.span));
        [Some((format!("a{number}-f{n}"), finding.span)), mark].into_iter().flatten()
    });
    runs.chain(findings).collect()
}

/// Where runs begin in the prose of their paragraphs, asked for in order: each is looked at once.
#[derive(Default)]
struct RunStarts {
    /// The run that was asked for last.
    place: (usize, usize),
    start: usize,
}

impl RunStarts {
    /// Where a run begins; it is not before the last.
    fn of(&mut self, article: &Article, (paragraph, run): (usize, usize)) -> Option<usize> {
        let last = if self.place.0 == paragraph { self.place.1 } else { 0 };
        let start = if self.place.0 == paragraph { self.start } else { 0 };
        let between = article.paragraphs.get(paragraph)?.runs.get(last..run)?;
        self.start = start + between.iter().map(|run| length_of(&run.pieces)).sum::<usize>();
        self.place = (paragraph, run);
        Some(self.start)
    }
}

/// Where a run that begins at `start` of its paragraph's prose stands in the source, without the spaces around it.
fn range_of(
    article: &Article,
    analysis: &Analysis,
    (paragraph, run): (usize, usize),
    start: usize,
) -> Option<TextRange> {
    let run = article.paragraphs.get(paragraph)?.runs.get(run)?;
    let paragraph = analysis.document.paragraphs.get(paragraph)?;
    let text = paragraph.text().get(start..start + length_of(&run.pieces))?;
    let before = text.len() - text.trim_start().len();
    Some(paragraph.to_source(TextRange::new(start + before, start + before.max(text.trim_end().len()))))
}

fn length_of(pieces: &[Piece]) -> usize {
    pieces.iter().map(length).sum()
}

/// How many bytes of the prose a piece shows.
fn length(piece: &Piece) -> usize {
    if piece.code { CODE.len_utf8() } else { piece.text.len() }
}
