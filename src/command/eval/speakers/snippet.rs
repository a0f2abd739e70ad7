//! GAP's snippets of Wikipedia: which of two names an ambiguous pronoun stands for (Webster and others, TACL 2018).

use std::path::Path;

use serde::Deserialize;

use crate::annotate::{Annotation, Entity, Mention, MentionKind};
use crate::text::TextRange;

use super::super::count::{Count, Figure, Ratios};
use super::code_points::CodePoints;
use super::gold_error::{GoldError, LineProblem};

/// A snippet with its pronoun and its names, in bytes.
pub(super) struct Snippet {
    pub(super) text: String,
    pronoun: TextRange,
    gender: Option<Gender>,
    /// Each name, and whether the pronoun stands for it.
    names: [(TextRange, bool); 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
}

/// A row of a table. Offsets are in code points.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    text: String,
    pronoun: String,
    #[serde(rename = "Pronoun-offset")]
    pronoun_offset: usize,
    a: String,
    #[serde(rename = "A-offset")]
    a_offset: usize,
    #[serde(rename = "A-coref")]
    a_coref: String,
    b: String,
    #[serde(rename = "B-offset")]
    b_offset: usize,
    #[serde(rename = "B-coref")]
    b_coref: String,
}

/// The snippets of a table.
pub(super) fn read(path: &Path) -> Result<Vec<Snippet>, GoldError> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_path(path).map_err(GoldError::table(path))?;
    let rows = reader.deserialize().enumerate().map(|(index, row)| {
        let row: Row = row.map_err(GoldError::table(path))?;
        snippet(row).ok_or(LineProblem::OutsideText).map_err(GoldError::line(path, index + 2))
    });
    rows.collect()
}

fn snippet(row: Row) -> Option<Snippet> {
    let points = CodePoints::new(&row.text);
    let range = |offset: usize, part: &str| points.range(offset, offset.checked_add(part.chars().count())?);
    let is_true = |cell: &str| cell.eq_ignore_ascii_case("true");
    Some(Snippet {
        pronoun: range(row.pronoun_offset, &row.pronoun)?,
        gender: gender(&row.pronoun),
        names: [
            (range(row.a_offset, &row.a)?, is_true(&row.a_coref)),
            (range(row.b_offset, &row.b)?, is_true(&row.b_coref)),
        ],
        text: row.text,
    })
}

fn gender(pronoun: &str) -> Option<Gender> {
    match pronoun.to_ascii_lowercase().as_str() {
        "he" | "his" | "him" => Some(Gender::Masculine),
        "she" | "her" | "hers" => Some(Gender::Feminine),
        _ => None,
    }
}

/// Scores over snippets.
#[derive(Default)]
pub(super) struct SnippetScores {
    all: Count,
    masculine: Count,
    feminine: Count,
    snippets: usize,
}

impl SnippetScores {
    /// Adds how well a snippet's pronoun was resolved.
    pub(super) fn add(&mut self, snippet: &Snippet, annotation: &Annotation) {
        self.snippets += 1;
        let entity = entity_of_pronoun(annotation, snippet.pronoun);
        for (name, there) in snippet.names {
            let is_name = |entity: &Entity| {
                let mut others = entity.mentions.iter().filter(|mention| mention.kind != MentionKind::Pronoun);
                others.any(|mention| mention.span.overlaps(name))
            };
            let found = entity.is_some_and(is_name);
            self.all.add_decision(found, there);
            match snippet.gender {
                Some(Gender::Masculine) => self.masculine.add_decision(found, there),
                Some(Gender::Feminine) => self.feminine.add_decision(found, there),
                None => {}
            }
        }
    }

    /// The figures, by name; none if there was no snippet. Bias is the F1 of feminine pronouns by that of masculine ones.
    pub(super) fn figures(&self) -> Vec<(String, Figure)> {
        if self.snippets == 0 {
            return Vec::new();
        }
        let counts = [("pronouns", self.all), ("masculine", self.masculine), ("feminine", self.feminine)];
        let [masculine, feminine] = [self.masculine, self.feminine].map(|count| Ratios::from(count).rates()[2]);
        let figures = counts.map(|(name, count)| (name.to_owned(), Figure::F1(count)));
        let bias = (masculine > 0.0).then(|| ("bias".to_owned(), Figure::Quotient(feminine / masculine)));
        figures.into_iter().chain(bias).collect()
    }
}

/// The entity that has a mention of exactly the pronoun's text, else the one with a pronoun that overlaps it.
fn entity_of_pronoun(annotation: &Annotation, pronoun: TextRange) -> Option<&Entity> {
    let with =
        |is_it: &dyn Fn(&Mention) -> bool| annotation.entities.iter().find(|entity| entity.mentions.iter().any(is_it));
    with(&|mention| mention.span == pronoun)
        .or_else(|| with(&|mention| mention.kind == MentionKind::Pronoun && mention.span.overlaps(pronoun)))
}

#[cfg(test)]
mod tests {
    use crate::text::{self, Format};

    use super::*;

    fn row(text: &str, pronoun: &str, names: [(&str, bool); 2]) -> Row {
        let offset = |part: &str| text[..text.find(part).unwrap()].chars().count();
        let [(a, a_coref), (b, b_coref)] = names;
        Row {
            text: text.to_owned(),
            pronoun: pronoun.to_owned(),
            pronoun_offset: offset(pronoun),
            a: a.to_owned(),
            a_offset: offset(a),
            a_coref: a_coref.to_string(),
            b: b.to_owned(),
            b_offset: offset(b),
            b_coref: b_coref.to_string(),
        }
    }

    #[test]
    fn both_names_of_a_snippet_are_decisions() {
        let text = "Änne Lind wrote to Peter Holm. The letter said that she was well.";
        let snippet = snippet(row(text, "she", [("Änne Lind", true), ("Peter Holm", false)])).unwrap();
        assert_eq!(&snippet.text.as_str()[snippet.pronoun], "she");
        let annotation = crate::annotate::annotate(&text::read(text, Format::Plain));
        let mut scores = SnippetScores::default();
        scores.add(&snippet, &annotation);
        assert_eq!((scores.feminine.there, scores.masculine.there), (1, 0));
        assert_eq!(scores.feminine, scores.all);
    }

    #[test]
    fn a_row_that_reaches_outside_its_text_is_refused() {
        let mut row = row("He met Ada and Tom.", "He", [("Ada", false), ("Tom", false)]);
        row.b_offset = usize::MAX;
        assert!(snippet(row).is_none());
    }
}
