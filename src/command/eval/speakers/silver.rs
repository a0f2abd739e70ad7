//! PolNeAR's articles: whether pronouns and nominals that are sources get the name that CoreNLP's coreference gives them.
//!
//! CoreNLP errs too: the figures show change for the better or worse, and where to look, not how good it is.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::fmt;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use crate::annotate::{Annotation, Entity, Mention, MentionKind};
use crate::text::TextRange;

use super::super::count::Figure;
use super::super::gold::Article;
use super::code_points::CodePoints;
use super::gold_error::GoldError;
use super::prediction::entity_of_source;

/// How many characters of the text before a source are shown.
const CONTEXT: usize = 100;

/// The articles of a file, the first of those of the same name.
pub(super) fn read(path: &Path) -> Result<Vec<Article>, GoldError> {
    let file = File::open(path).map_err(GoldError::unreadable(path))?;
    let (mut articles, mut seen) = (Vec::new(), HashSet::new());
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(GoldError::unreadable(path))?;
        if line.trim().is_empty() {
            continue;
        }
        let malformed = |reason| GoldError::Article { path: path.display().to_string(), line: index + 1, reason };
        let article: Article = serde_json::from_str(&line).map_err(malformed)?;
        if article.doc.is_empty() || seen.insert(article.doc.clone()) {
            articles.push(article);
        }
    }
    Ok(articles)
}

/// Scores over articles.
#[derive(Default)]
pub(super) struct SilverScores {
    pronouns: Tally,
    nominals: Tally,
    articles: usize,
    /// What is not agreed on, in order.
    pub(super) disagreements: Vec<Disagreement>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    agree: usize,
    disagree: usize,
    unresolved: usize,
}

/// A source whose name is another one here than in CoreNLP's chain.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Disagreement {
    doc: String,
    /// Where the source starts, in code points.
    offset: usize,
    before: String,
    source: String,
    /// The entity here; `None`: it has no name.
    name: Option<String>,
    chain: Vec<String>,
}

/// A gold source that is a pronoun or nominal with a name in its chain.
struct Source {
    span: TextRange,
    head: TextRange,
    is_pronoun: bool,
    /// The chain's mentions that proper nouns head, and their heads.
    names: Vec<(TextRange, TextRange)>,
}

impl SilverScores {
    /// Adds how well an article's sources were resolved.
    pub(super) fn add(&mut self, article: &Article, annotation: &Annotation) {
        self.articles += 1;
        for source in sources(article) {
            let tally = if source.is_pronoun { &mut self.pronouns } else { &mut self.nominals };
            let entity =
                entity_of_source(annotation, source.span, source.head).filter(|entity| names(entity).next().is_some());
            match entity {
                Some(entity) if agrees(&article.text, entity, &source) => {
                    tally.agree += 1;
                    continue;
                }
                Some(_) => tally.disagree += 1,
                None => tally.unresolved += 1,
            }
            self.disagreements.push(disagreement(article, &source, entity));
        }
    }

    /// The figures, by name; none if there was no article.
    pub(super) fn figures(&self) -> Vec<(String, Figure)> {
        if self.articles == 0 {
            return Vec::new();
        }
        let (one, other) = (self.pronouns, self.nominals);
        let all = Tally {
            agree: one.agree + other.agree,
            disagree: one.disagree + other.disagree,
            unresolved: one.unresolved + other.unresolved,
        };
        let tallies = [("sources", all), ("sources/pronouns", one), ("sources/nominals", other)];
        tallies.map(|(name, tally)| (name.to_owned(), tally.figure())).into()
    }
}

impl Tally {
    fn figure(self) -> Figure {
        let counts = [("agree", self.agree), ("disagree", self.disagree), ("unresolved", self.unresolved)];
        Figure::Shares { of: counts.iter().map(|(_, count)| count).sum(), counts: counts.into() }
    }
}

/// An entity's mentions by name.
fn names(entity: &Entity) -> impl Iterator<Item = &Mention> {
    entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name)
}

/// Whether an entity is the one of a source's chain: a name of it stands there, or the chain has its last name.
fn agrees(text: &str, entity: &Entity, source: &Source) -> bool {
    let stands_there = |(_, head): &(TextRange, TextRange)| names(entity).any(|name| name.span.overlaps(*head));
    let last = words(&entity.name).last();
    let has_last = |(span, _): &(TextRange, TextRange)| last.is_some() && words(&text[*span]).any(|w| Some(w) == last);
    source.names.iter().any(stands_there) || source.names.iter().any(has_last)
}

/// The words of a text in small letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The sources of an article that are pronouns or nominals with a name in their chain.
fn sources(article: &Article) -> Vec<Source> {
    let points = CodePoints::new(&article.text);
    let token = |index: usize| points.range(*article.ts.get(index)?, *article.te.get(index)?);
    let classes: Vec<&str> = article.pos.split(' ').collect();
    let pos = |index: usize| classes.get(index).copied();
    let chained =
        article.coref.iter().enumerate().flat_map(|(chain, mentions)| mentions.iter().map(move |m| (chain, m)));
    let located = chained.filter_map(|(chain, [first, end, head])| {
        let span = token(*first)?.hull(token(end.checked_sub(1)?)?);
        Some((chain, span, *head, token(*head)?))
    });
    let located: Vec<(usize, TextRange, usize, TextRange)> = located.collect();
    let spans = article.attr.iter().filter_map(|attribution| attribution.source.first());
    let found = spans.filter_map(|[start, end]| {
        let span = points.range(*start, *end)?;
        let inside = located.iter().filter(|(_, mention, _, _)| span.covers(*mention));
        let (chain, _, head, head_range) = inside.min_by_key(|(_, m, _, _)| (m.start, Reverse(m.end)))?;
        let is_pronoun = match pos(*head)? {
            "PRP" | "PRP$" => true,
            "NN" | "NNS" => false,
            _ => return None,
        };
        let named = located.iter().filter(|(other, _, head, _)| {
            other == chain && pos(*head).is_some_and(|pos| matches!(pos, "NNP" | "NNPS"))
        });
        let names: Vec<_> = named.map(|(_, mention, _, head)| (*mention, *head)).collect();
        (!names.is_empty()).then_some(Source { span, head: *head_range, is_pronoun, names })
    });
    found.collect()
}

fn disagreement(article: &Article, source: &Source, entity: Option<&Entity>) -> Disagreement {
    let before = &article.text[..source.span.start];
    let context = before.char_indices().rev().take(CONTEXT).last().map_or(0, |(byte, _)| byte);
    let mut chain: Vec<String> = source.names.iter().map(|(span, _)| one_line(&article.text.as_str()[*span])).collect();
    chain.sort();
    chain.dedup();
    Disagreement {
        doc: article.doc.clone(),
        offset: before.chars().count(),
        before: one_line(&before[context..]),
        source: one_line(&article.text.as_str()[source.span]),
        name: entity.map(|entity| entity.name.clone()),
        chain,
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { doc, offset, before, source, name, chain } = self;
        let name = name.as_deref().unwrap_or("nobody");
        write!(f, "{doc}\t{offset}\t{before}[{source}]\t{name}\t{}", chain.join(" | "))
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{self, Format};

    use super::super::super::gold::GoldAttribution;
    use super::*;

    /// An article of words with parts of speech, chains in tokens and sources in tokens.
    fn article(tagged: &str, coref: Vec<Vec<[usize; 3]>>, sources: &[(usize, usize)]) -> Article {
        let mut article = Article { doc: "a".to_owned(), coref, ..Article::default() };
        for word in tagged.split(' ') {
            let (word, pos) = word.rsplit_once('/').unwrap();
            if !article.text.is_empty() && word != "." {
                article.text.push(' ');
            }
            if !article.pos.is_empty() {
                article.pos.push(' ');
            }
            article.ts.push(article.text.chars().count());
            article.text.push_str(word);
            article.te.push(article.text.chars().count());
            article.pos.push_str(pos);
        }
        let spans = sources.iter().map(|(first, last)| [article.ts[*first], article.te[*last]]);
        article.attr = spans.map(|span| GoldAttribution { source: vec![span], ..GoldAttribution::default() }).collect();
        article
    }

    fn scores(article: &Article) -> SilverScores {
        let mut scores = SilverScores::default();
        let annotation = crate::annotate::annotate(&text::read(&article.text, Format::Plain));
        scores.add(article, &annotation);
        scores
    }

    const TAGGED: &str = "Mrs./NNP Lind/NNP left/VBD Lund/NNP ./. She/PRP said/VBD that/IN it/PRP rained/VBD ./.";

    #[test]
    fn a_pronoun_gets_the_name_of_its_chain() {
        let agreed = scores(&article(TAGGED, vec![vec![[0, 2, 1], [5, 6, 5]]], &[(5, 5)]));
        assert_eq!((agreed.pronouns.agree, agreed.pronouns.disagree, agreed.nominals.agree), (1, 0, 0));
        assert!(agreed.disagreements.is_empty());
    }

    #[test]
    fn a_disagreement_can_be_read() {
        let other = scores(&article(TAGGED, vec![vec![[3, 4, 3], [5, 6, 5]]], &[(5, 5)]));
        assert_eq!(other.pronouns.disagree, 1);
        assert_eq!(other.disagreements[0].to_string(), "a\t21\tMrs. Lind left Lund. [She]\tMrs. Lind\tLund");
    }

    #[test]
    fn sources_without_a_name_in_their_chain_are_left_out() {
        let text = article(TAGGED, vec![vec![[5, 6, 5], [8, 9, 8]], vec![[0, 2, 1]]], &[(5, 5), (0, 1), (9, 9)]);
        assert!(sources(&text).is_empty());
    }
}
