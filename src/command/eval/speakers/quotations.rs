//! LitBank's quotations: whether quotations of the same speaker get the same speaker (Sims and Bamman, EMNLP 2020).

use std::collections::BTreeMap;
use std::path::Path;

use crate::annotate::{Annotation, EntityId};
use crate::text::TextRange;

use super::super::count::{Figure, Ratios};
use super::clusters::{Cluster, b_cubed};
use super::gold_error::{GoldError, LineProblem, read_text};
use super::prediction::speaker_of;

/// A text with its quotations.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct QuotedText {
    pub(super) text: String,
    /// Where each stands, in bytes, and the label of its speaker.
    quotations: Vec<(TextRange, String)>,
}

/// Reads `QUOTE` lines (name, first line and token, last line and token, text) and `ATTRIB` lines (name, speaker). The text
/// has its tokens between spaces.
pub(super) fn read(annotations: &Path, text: &Path) -> Result<QuotedText, GoldError> {
    parse(&read_text(annotations)?, read_text(text)?)
        .map_err(|(line, problem)| GoldError::line(annotations, line)(problem))
}

/// A failure names the line of the annotations.
fn parse(annotations: &str, text: String) -> Result<QuotedText, (usize, LineProblem)> {
    let tokens = tokens(&text);
    let (mut spans, mut speakers) = (BTreeMap::new(), BTreeMap::new());
    for (index, line) in annotations.lines().enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        let amiss = |problem| (index + 1, problem);
        match fields.as_slice() {
            ["QUOTE", name, positions @ ..] => {
                let span = span(positions, &tokens).map_err(amiss)?;
                spans.insert(*name, (span, index + 1));
            }
            ["ATTRIB", name, speaker, ..] => {
                if speakers.insert(*name, *speaker).is_some() {
                    return Err(amiss(LineProblem::NotOneSpeaker));
                }
            }
            _ if line.trim().is_empty() => {}
            _ => return Err(amiss(LineProblem::MissingField)),
        }
    }
    let quotations = spans.into_iter().map(|(name, (span, line))| match speakers.get(name) {
        Some(speaker) => Ok((span, (*speaker).to_owned())),
        None => Err((line, LineProblem::NotOneSpeaker)),
    });
    Ok(QuotedText { quotations: quotations.collect::<Result<_, _>>()?, text })
}

/// From the first line and token up to the last ones.
fn span(positions: &[&str], tokens: &[Vec<TextRange>]) -> Result<TextRange, LineProblem> {
    let numbers = positions.iter().take(4).map(|field| field.parse().map_err(|_| LineProblem::NotANumber));
    let numbers: Vec<usize> = numbers.collect::<Result<_, _>>()?;
    let [first_line, first, last_line, last] = *numbers.as_slice() else { return Err(LineProblem::MissingField) };
    let token = |line: usize, token: usize| tokens.get(line).and_then(|line| line.get(token));
    let (Some(first), Some(last)) = (token(first_line, first), token(last_line, last)) else {
        return Err(LineProblem::OutsideText);
    };
    Ok(TextRange::new(first.start, last.end))
}

/// Where the tokens of each line stand.
fn tokens(text: &str) -> Vec<Vec<TextRange>> {
    let mut line_start = 0;
    let lines = text.split('\n').map(|line| {
        let start = line_start;
        line_start += line.len() + 1;
        let mut at = 0;
        let words = line.split_whitespace().map(|word| {
            let offset = at + line[at..].find(word).unwrap_or_default();
            at = offset + word.len();
            TextRange::new(start + offset, start + at)
        });
        words.collect()
    });
    lines.collect()
}

/// Scores over texts.
#[derive(Default)]
pub(super) struct QuotationScores {
    b_cubed: Ratios,
    quotations: usize,
    nobody: usize,
}

impl QuotationScores {
    /// Adds how well a text's quotations were given to their speakers.
    pub(super) fn add(&mut self, text: &QuotedText, annotation: &Annotation) {
        let found = text.quotations.iter().map(|(span, _)| speaker_of(annotation, &[*span]).map(|entity| entity.id));
        self.add_found(text, &found.collect::<Vec<_>>());
    }

    /// Adds a text whose quotations got some speakers.
    fn add_found(&mut self, text: &QuotedText, speakers: &[Option<EntityId>]) {
        let (mut gold, mut found) = (BTreeMap::<_, Cluster>::new(), BTreeMap::<_, Cluster>::new());
        for (index, ((_, label), speaker)) in text.quotations.iter().zip(speakers).enumerate() {
            gold.entry(label).or_default().push(index);
            // A quotation that nobody speaks is alone.
            let alone = speaker.is_none().then_some(index);
            found.entry((*speaker, alone)).or_default().push(index);
            self.nobody += usize::from(speaker.is_none());
        }
        self.quotations += text.quotations.len();
        let [gold, found] = [gold.into_values().collect::<Vec<_>>(), found.into_values().collect()];
        self.b_cubed += b_cubed(&gold, &found);
    }

    /// The figures, by name; none if there was no quotation.
    pub(super) fn figures(&self) -> Vec<(String, Figure)> {
        if self.quotations == 0 {
            return Vec::new();
        }
        let nobody = Figure::Shares { of: self.quotations, counts: vec![("nobody", self.nobody)] };
        vec![("speaker/b3".to_owned(), Figure::Clusters(self.b_cubed)), ("speaker".to_owned(), nobody)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“ Come in ! ” cried Ada .\n“ No .\nNever ! ”\n“ Then go ” , she said .";
    const ANNOTATIONS: &str = "QUOTE\tQ2\t1\t0\t2\t2\t“ No . Never ! ”\nQUOTE\tQ1\t0\t0\t0\t4\t“ Come in ! ”\n\
        QUOTE\tQ3\t3\t0\t3\t3\t“ Then go ”\nATTRIB\tQ1\tAda-1\nATTRIB\tQ2\tTom-2\nATTRIB\tQ3\tAda-1\n";

    #[test]
    fn quotations_are_found_by_lines_and_tokens() {
        let text = parse(ANNOTATIONS, TEXT.to_owned()).unwrap();
        let quotations = text.quotations.iter().map(|(span, speaker)| (&text.text.as_str()[*span], speaker.as_str()));
        let there = [("“ Come in ! ”", "Ada-1"), ("“ No .\nNever ! ”", "Tom-2"), ("“ Then go ”", "Ada-1")];
        assert_eq!(quotations.collect::<Vec<_>>(), there);
    }

    #[test]
    fn what_is_amiss_is_told_by_its_line() {
        let problem = |annotations: &str| parse(annotations, TEXT.to_owned()).unwrap_err();
        assert_eq!(problem("QUOTE\tQ1\t0\t0\t0\t9\tx\n"), (1, LineProblem::OutsideText));
        assert_eq!(problem("\nQUOTE\tQ1\t0\t0\tx\t9\tx\n"), (2, LineProblem::NotANumber));
        assert_eq!(problem("QUOTE\tQ1\t0\t0\n"), (1, LineProblem::MissingField));
        assert_eq!(problem("QUOTE\tQ1\t0\t0\t0\t4\tx\n"), (1, LineProblem::NotOneSpeaker));
    }

    #[test]
    fn quotations_of_nobody_are_alone() {
        let text = parse(ANNOTATIONS, TEXT.to_owned()).unwrap();
        let mut scores = QuotationScores::default();
        scores.add_found(&text, &[Some(EntityId(0)), None, None]);
        assert_eq!((scores.b_cubed.right, scores.b_cubed.recalled, scores.nobody), (3.0, 2.0, 2));
    }
}
