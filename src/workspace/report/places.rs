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
    let runs =
        wanted.into_iter().filter_map(|place| Some((run_id(number, place), range_of(article, analysis, place)?)));
    let findings = analysis.findings.iter().zip(&article.findings).zip(1..).flat_map(|((finding, shown), n)| {
        let mark = shown.place.and_then(|place| place.words_before).map(|_| (format!("a{number}-at{n}"), finding.span));
        [Some((format!("a{number}-f{n}"), finding.span)), mark].into_iter().flatten()
    });
    runs.chain(findings).collect()
}

/// Where a run stands in the source, without the spaces around it.
fn range_of(article: &Article, analysis: &Analysis, (paragraph, run): (usize, usize)) -> Option<TextRange> {
    let shown = article.paragraphs.get(paragraph)?;
    let paragraph = analysis.document.paragraphs.get(paragraph)?;
    let length = |pieces: &[Piece]| pieces.iter().map(length).sum::<usize>();
    let start: usize = shown.runs.iter().take(run).map(|run| length(&run.pieces)).sum();
    let end = start + length(&shown.runs.get(run)?.pieces);
    let text = paragraph.text().get(start..end)?;
    let before = text.len() - text.trim_start().len();
    Some(paragraph.to_source(TextRange::new(start + before, start + before.max(text.trim_end().len()))))
}

/// How many bytes of the prose a piece shows.
fn length(piece: &Piece) -> usize {
    if piece.code { CODE.len_utf8() } else { piece.text.len() }
}
