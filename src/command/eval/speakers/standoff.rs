//! LitBank's coreference (brat's standoff format): chains of people and organizations in a text.
//!
//! Each mention stands there twice: with its form and kind (`PROP_PER`), and with the label of its chain (`Ada-3`).

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::text::TextRange;

use super::alignment::GoldMention;
use super::chains::Chain;
use super::code_points::CodePoints;
use super::gold_error::{GoldError, LineProblem, read_text};
use super::treebank::ChainedText;

/// The words before which a mention's head stands, if they are in it.
const AFTER_HEAD: [&str; 14] =
    ["of", "in", "on", "at", "from", "with", "to", "for", "by", "who", "whom", "whose", "that", "which"];

/// Reads the annotations of a text.
pub(super) fn read(annotations: &Path, text: &Path) -> Result<ChainedText, GoldError> {
    parse(&read_text(annotations)?, read_text(text)?)
        .map_err(|(line, problem)| GoldError::line(annotations, line)(problem))
}

/// Whether annotations have mentions both with forms and with labels of chains.
pub(super) fn has_chains(annotations: &str) -> bool {
    let mentions = annotations.lines().filter(|line| line.starts_with('T'));
    let labels = mentions.filter_map(|line| line.split('\t').nth(1)?.split(' ').next());
    let (forms, chains): (Vec<&str>, Vec<&str>) = labels.partition(|label| form_and_kind(label).is_some());
    !forms.is_empty() && !chains.is_empty()
}

/// `PROP_PER` in two: a name, nominal or pronoun, and what it stands for.
fn form_and_kind(label: &str) -> Option<(&str, &str)> {
    let (form, kind) = label.split_once('_')?;
    let is_kind = matches!(kind, "PER" | "ORG" | "GPE" | "LOC" | "FAC" | "VEH");
    (is_kind && matches!(form, "PROP" | "NOM" | "PRON")).then_some((form, kind))
}

/// A failure names the line of the annotations.
fn parse(annotations: &str, text: String) -> Result<ChainedText, (usize, LineProblem)> {
    let points = CodePoints::new(&text);
    let mut forms: HashMap<TextRange, (&str, &str)> = HashMap::new();
    let mut labelled: BTreeMap<&str, Vec<TextRange>> = BTreeMap::new();
    for (index, line) in annotations.lines().enumerate().filter(|(_, line)| line.starts_with('T')) {
        let (label, span) = mention(line, &points).map_err(|problem| (index + 1, problem))?;
        match form_and_kind(label) {
            Some(form) => {
                forms.insert(span, form);
            }
            None => labelled.entry(label).or_default().push(span),
        }
    }
    let chain = |spans: &Vec<TextRange>| -> Chain {
        let people = spans.iter().filter_map(|span| match forms.get(span) {
            Some((form, "PER" | "ORG")) => {
                Some(GoldMention { span: *span, head: head(&text, *span), named: *form == "PROP" })
            }
            _ => None,
        });
        people.collect()
    };
    let chains = labelled.values().map(chain).filter(|chain| !chain.is_empty()).collect();
    Ok(ChainedText { chains, text })
}

/// The label and the place of `T1⇥label start end⇥text`.
fn mention<'a>(line: &'a str, points: &CodePoints) -> Result<(&'a str, TextRange), LineProblem> {
    let body = line.split('\t').nth(1).ok_or(LineProblem::MissingField)?;
    let [label, start, end] = *body.split(' ').collect::<Vec<_>>().as_slice() else {
        return Err(LineProblem::MissingField);
    };
    let number = |field: &str| field.parse().map_err(|_| LineProblem::NotANumber);
    let span = points.range(number(start)?, number(end)?).ok_or(LineProblem::OutsideText)?;
    Ok((label, span))
}

/// A guess, as nobody marked it: the last word before the first comma, preposition or relative pronoun.
fn head(text: &str, span: TextRange) -> TextRange {
    let mut head = None;
    let mut at = span.start;
    for word in text[span].split_inclusive(char::is_whitespace) {
        let token = word.trim_end();
        let is_after = head.is_some() && (AFTER_HEAD.contains(&token) || !token.starts_with(char::is_alphanumeric));
        if is_after && !token.is_empty() && token != "'s" {
            break;
        }
        if token.starts_with(char::is_alphanumeric) {
            head = Some(TextRange::new(at, at + token.len()));
        }
        at += word.len();
    }
    head.unwrap_or(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_of_a_label_are_a_chain() {
        let text = "Mr. Ödön , the mayor of Lund , slept ; he snored .";
        let annotations = "T1\tPROP_PER 0 8\tMr. Ödön\nT2\tÖdön-1 0 8\tMr. Ödön\nT3\tNOM_PER 11 28\tx\n\
            T4\tÖdön-1 11 28\tx\nT5\tPROP_GPE 24 28\tLund\nT6\tLund-2 24 28\tLund\nT7\tPRON_PER 39 41\the\n\
            T8\tÖdön-1 39 41\the\nR1\tappos Arg1:T3 Arg2:T1\n";
        let read = parse(annotations, text.to_owned()).unwrap();
        let shown = |mention: &GoldMention| {
            (&read.text.as_str()[mention.span], &read.text.as_str()[mention.head], mention.named)
        };
        let chains: Vec<Vec<_>> = read.chains.iter().map(|chain| chain.iter().map(shown).collect()).collect();
        let there = vec![("Mr. Ödön", "Ödön", true), ("the mayor of Lund", "mayor", false), ("he", "he", false)];
        assert_eq!(chains, [there]);
    }

    #[test]
    fn what_is_amiss_is_told_by_its_line() {
        let problem = |annotations: &str| parse(annotations, "Ada".to_owned()).unwrap_err();
        assert_eq!(problem("T1\tAda-1 0 x\tAda"), (1, LineProblem::NotANumber));
        assert_eq!(problem("T1\tAda-1 0 3\tAda\nT2\tAda-1 0 4\tAda"), (2, LineProblem::OutsideText));
        assert_eq!(problem("T1"), (1, LineProblem::MissingField));
    }

    #[test]
    fn chains_are_told_from_other_annotations() {
        assert!(has_chains("T1\tNOM_PER 0 8\tx\nT2\tthe_mayor-1 0 8\tx"));
        assert!(!has_chains("T1\tNOM_PER 0 8\tx\nR1\tcop Arg1:T1 Arg2:T2"));
        assert!(!has_chains("T1\tCue 0 8\tx"));
    }
}
