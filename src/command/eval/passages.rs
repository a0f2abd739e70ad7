//! Exact spans in passages of labelled tokens.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::{Format, TextRange};
use crate::workspace::Analyzer;

use super::count::{Count, Figure};
use super::gold::{Passage, ROLES};

/// Scores over passages.
#[derive(Default)]
pub(super) struct PassageScores {
    counts: BTreeMap<&'static str, Count>,
}

/// A role with the first and the last token of a run.
type Fragments = BTreeSet<(&'static str, usize, usize)>;

impl PassageScores {
    /// Annotates a passage and adds how well that went.
    pub(super) fn add(&mut self, passage: &Passage) {
        let (text, spans) = written_out(&passage.tokens);
        let analysis = Analyzer::default().analyze(text.into(), Format::Plain);
        let fragment = |range: &TextRange| {
            let first = spans.partition_point(|span| span.end <= range.start);
            let last = spans.partition_point(|span| span.start < range.end).checked_sub(1)?;
            (first <= last).then_some((first, last))
        };
        let mut found = Fragments::new();
        for attribution in analysis.annotation.all_attributions() {
            let parts = [&attribution.source, &attribution.cue, &attribution.content];
            for (role, ranges) in ROLES.iter().zip(parts) {
                found.extend(ranges.iter().filter_map(fragment).map(|(first, last)| (*role, first, last)));
            }
        }
        let there = labelled(&passage.labels);
        for role in ROLES {
            let of_role =
                |all: &Fragments| -> Fragments { all.iter().filter(|part| part.0 == role).copied().collect() };
            self.counts.entry(role).or_default().add_sets(&of_role(&found), &of_role(&there));
        }
    }

    /// The figures, by name; none if there was no passage.
    pub(super) fn figures(&self) -> Vec<(String, Figure)> {
        let count =
            |role: &&'static str| self.counts.get(role).map(|count| (format!("exact/{role}"), Figure::F1(*count)));
        ROLES.iter().filter_map(count).collect()
    }
}

/// The runs of B-role I-role … labels.
fn labelled(labels: &[String]) -> Fragments {
    let mut runs: Vec<(&'static str, usize, usize)> = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let Some((mark, name)) = label.split_once('-') else { continue };
        let Some(role) = ROLES.iter().find(|role| **role == name) else { continue };
        match runs.last_mut() {
            Some(run) if mark == "I" && run.0 == *role && run.2 + 1 == index => run.2 = index,
            _ => runs.push((role, index, index)),
        }
    }
    runs.into_iter().collect()
}

/// Tokens of a treebank as a text, and where each stands in it, in bytes.
fn written_out(tokens: &[String]) -> (String, Vec<TextRange>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    let mut joined = true;
    for token in tokens {
        let token = match token.as_str() {
            "``" => "“",
            "''" => "”",
            other => other,
        };
        if !joined && !stands_close(token) {
            text.push(' ');
        }
        spans.push(TextRange::new(text.len(), text.len() + token.len()));
        text.push_str(token);
        joined = matches!(token, "“" | "`" | "(" | "[" | "$" | "--");
    }
    (text, spans)
}

/// Whether a token has no space before it.
fn stands_close(token: &str) -> bool {
    let clitic = token
        .strip_prefix('\'')
        .is_some_and(|rest| matches!(rest.to_ascii_lowercase().as_str(), "s" | "m" | "d" | "ll" | "re" | "ve" | "em"));
    clitic || matches!(token, "." | "," | ";" | ":" | "!" | "?" | "%" | ")" | "]" | "”" | "n't" | "--" | "...")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn tokens_are_written_as_people_write() {
        let (text, spans) = written_out(&owned(&["``", "Do", "n't", ",", "''", "he", "said", "."]));
        assert_eq!(text, "“Don't,” he said.");
        assert_eq!(&text.as_str()[spans[5]], "he");
    }

    #[test]
    fn labels_make_runs() {
        let labels = owned(&["B-content", "I-content", "B-content", "O", "B-cue", "I-source"]);
        let runs = labelled(&labels);
        assert_eq!(runs, Fragments::from([("content", 0, 1), ("content", 2, 2), ("cue", 4, 4), ("source", 5, 5)]));
    }
}
