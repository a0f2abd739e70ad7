//! GUM's treebanks (CoNLL-U with entities in brackets, as in CorefUD): chains of people and organizations in a text.

use std::collections::BTreeMap;
use std::path::Path;

use crate::text::TextRange;

use super::alignment::GoldMention;
use super::chains::Chain;
use super::entity_brackets::{Bracket, brackets};
use super::gold_error::{GoldError, LineProblem, read_text};

/// What begins the line that says which fields mentions have.
pub(super) const ENTITY_FIELDS: &str = "# global.Entity = GRP-etype";

/// A document's text and its chains.
#[derive(Debug, Default)]
pub(super) struct ChainedText {
    pub(super) text: String,
    pub(super) chains: Vec<Chain>,
}

/// The documents of a file.
pub(super) fn read(path: &Path) -> Result<Vec<ChainedText>, GoldError> {
    parse(&read_text(path)?).map_err(|(line, problem)| GoldError::line(path, line)(problem))
}

/// A failure names its line.
fn parse(treebank: &str) -> Result<Vec<ChainedText>, (usize, LineProblem)> {
    let mut documents = Vec::new();
    let mut current = Builder::default();
    for (index, line) in treebank.lines().enumerate() {
        let amiss = |problem| (index + 1, problem);
        if line.starts_with("# newdoc") {
            documents.extend(std::mem::take(&mut current).finish().map_err(amiss)?);
        } else if line.strip_prefix("# newpar").is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) {
            current.begin_paragraph();
        } else if line.trim().is_empty() {
            current.end_sentence();
        } else if !line.starts_with('#') {
            current.add_row(line).map_err(amiss)?;
        }
    }
    documents.extend(current.finish().map_err(|problem| (treebank.lines().count(), problem))?);
    Ok(documents)
}

/// A document while its lines are read.
#[derive(Default)]
struct Builder {
    text: String,
    /// What is written before the next token.
    gap: &'static str,
    tokens: Vec<Token>,
    /// The number of tokens before this sentence.
    sentence: usize,
    /// The words that a written token is made of and that are still to come: up to which word, and all of its text.
    written: Option<(usize, TextRange)>,
    open: Vec<(String, usize, bool)>,
    chains: BTreeMap<String, Vec<(usize, usize)>>,
}

struct Token {
    span: TextRange,
    /// The token it depends on, among those of the document; `None`: nothing.
    head: Option<usize>,
    is_name: bool,
}

impl Builder {
    fn begin_paragraph(&mut self) {
        self.end_sentence();
        self.gap = "\n\n";
    }

    fn end_sentence(&mut self) {
        self.sentence = self.tokens.len();
        self.written = None;
        if self.gap.is_empty() {
            self.gap = " ";
        }
    }

    /// Adds a row of ten fields: a word, or a token written as one that is several.
    fn add_row(&mut self, row: &str) -> Result<(), LineProblem> {
        let fields: Vec<&str> = row.split('\t').collect();
        let [id, form, _, class, _, _, head, _, _, more] = *fields.as_slice() else {
            return Err(LineProblem::MissingField);
        };
        let attribute = |name: &str| more.split('|').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let spaced = attribute("SpaceAfter") != Some("No");
        if let Some((_, last)) = id.split_once('-') {
            let last = number(last)?;
            let span = self.write(form, spaced);
            self.written = Some((last, span));
            return Ok(());
        }
        if id.contains('.') {
            return Ok(());
        }
        let id = number(id)?;
        let span = match self.written {
            Some((last, span)) if id <= last => self.take_from_written(form, last, span),
            _ => self.write(form, spaced),
        };
        let head = number(head)?.checked_sub(1).map(|head| self.sentence + head);
        self.tokens.push(Token { span, head, is_name: class == "PROPN" });
        match attribute("Entity") {
            Some(entities) => self.add_brackets(entities),
            None => Ok(()),
        }
    }

    fn write(&mut self, form: &str, spaced: bool) -> TextRange {
        if !self.text.is_empty() {
            self.text.push_str(self.gap);
        }
        let start = self.text.len();
        self.text.push_str(form);
        self.gap = if spaced { " " } else { "" };
        TextRange::new(start, self.text.len())
    }

    /// A word of a written token: its beginning if that reads so, else all that is left of it.
    fn take_from_written(&mut self, form: &str, last: usize, left: TextRange) -> TextRange {
        if self.text.as_str()[left].starts_with(form) && form.len() < left.len() {
            self.written = Some((last, TextRange::new(left.start + form.len(), left.end)));
            return TextRange::new(left.start, left.start + form.len());
        }
        left
    }

    fn add_brackets(&mut self, attribute: &str) -> Result<(), LineProblem> {
        let token = self.tokens.len() - 1;
        for bracket in brackets(attribute).ok_or(LineProblem::UnmatchedBracket)? {
            match bracket {
                Bracket::Open { entity, kind } => {
                    self.open.push((entity.to_owned(), token, matches!(kind, "person" | "organization")));
                }
                Bracket::Close { entity } => {
                    let last = self.open.iter().rposition(|(open, _, _)| open == entity);
                    let (entity, first, counts) = self.open.remove(last.ok_or(LineProblem::UnmatchedBracket)?);
                    if counts {
                        self.chains.entry(entity).or_default().push((first, token));
                    }
                }
            }
        }
        Ok(())
    }

    /// The document; none if nothing was added.
    fn finish(self) -> Result<Option<ChainedText>, LineProblem> {
        if !self.open.is_empty() {
            return Err(LineProblem::UnmatchedBracket);
        }
        let chain =
            |mentions: &Vec<(usize, usize)>| mentions.iter().map(|(first, last)| self.mention(*first, *last)).collect();
        let chains = self.chains.values().map(chain).collect();
        Ok((!self.tokens.is_empty()).then_some(ChainedText { text: self.text, chains }))
    }

    /// A mention's head is its first token that depends on something outside.
    fn mention(&self, first: usize, last: usize) -> GoldMention {
        let tokens = &self.tokens[first..=last];
        let is_head = |token: &&Token| token.head.is_none_or(|head| !(first..=last).contains(&head));
        let head = tokens.iter().find(is_head).unwrap_or(&tokens[0]);
        let span = tokens[0].span.hull(tokens[tokens.len() - 1].span);
        GoldMention { span, head: head.span, named: head.is_name }
    }
}

fn number(field: &str) -> Result<usize, LineProblem> {
    field.parse().map_err(|_| LineProblem::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of `id form class head more`.
    fn treebank(rows: &str) -> String {
        let row = |line: &str| match line.split(' ').collect::<Vec<_>>().as_slice() {
            [id, form, class, head, more] => format!("{id}\t{form}\t_\t{class}\t_\t_\t{head}\t_\t_\t{more}\n"),
            _ => format!("{line}\n"),
        };
        rows.lines().map(|line| if line.starts_with('#') { format!("{line}\n") } else { row(line) }).collect()
    }

    const ROWS: &str = "# newdoc id = a\n# newpar\n\
        1 The DET 2 Entity=(1-person-new\n2 mayor NOUN 6 _\n3 of ADP 4 _\n4 Lund PROPN 2 Entity=(2-place)1)\n\
        5-6 didn't _ _ SpaceAfter=No\n5 did AUX 6 _\n6 n't PART 0 _\n7 . PUNCT 6 _\n\n\
        1 Ada PROPN 2 Entity=(1-person-giv)\n2 did VERB 0 SpaceAfter=No\n3 . PUNCT 2 _\n\n\
        # newpar\n# newpar_block = p (1 s)\n1 Acme PROPN 2 Entity=(3-organization)\n2 won VERB 0 _\n";

    #[test]
    fn the_text_is_written_as_it_was() {
        let documents = parse(&treebank(ROWS)).unwrap();
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].text, "The mayor of Lund didn't. Ada did.\n\nAcme won");
    }

    #[test]
    fn people_and_organizations_are_chains() {
        let documents = parse(&treebank(ROWS)).unwrap();
        let text = documents[0].text.as_str();
        let shown = |mention: &GoldMention| (&text[mention.span], &text[mention.head], mention.named);
        let chains = documents[0].chains.iter().map(|chain| chain.iter().map(shown).collect::<Vec<_>>());
        let there = [vec![("The mayor of Lund", "mayor", false), ("Ada", "Ada", true)], vec![("Acme", "Acme", true)]];
        assert_eq!(chains.collect::<Vec<_>>(), there);
    }

    #[test]
    fn what_is_amiss_is_told_by_its_line() {
        let problem = |rows: &str| parse(&treebank(rows)).unwrap_err();
        assert_eq!(problem("1 Ada PROPN x _"), (1, LineProblem::NotANumber));
        assert_eq!(problem("# newpar\n1 Ada"), (2, LineProblem::MissingField));
        assert_eq!(problem("1 Ada PROPN 0 Entity=7)"), (1, LineProblem::UnmatchedBracket));
        assert_eq!(problem("1 Ada PROPN 0 Entity=(7-person"), (1, LineProblem::UnmatchedBracket));
    }
}
