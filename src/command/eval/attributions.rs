//! Scores of attributions: the measures of CofeNet (Wang and others, COLING 2022) and of PolNeAR.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotate::Annotation;
use crate::text::{Format, TextRange};
use crate::workspace::Analyzer;

use super::super::offsets::{OffsetTable, OffsetUnit};
use super::count::{Count, Figure, Reliability};
use super::gold::{Article, GoldAttribution, ROLES, Span};
use super::scored_text::{Parts, ScoredText, TokenSet};

const KINDS: [&str; 4] = ["all", "direct", "indirect", "mixed"];
/// Quotations of at least so many words are looked at.
const QUOTE_WORDS: usize = 4;

type Matches = fn(&Parts, &Parts) -> bool;

/// When a found attribution counts as one that is there.
const MATCHES: [(&str, Matches); 6] = [
    ("content/strict", |found, there| found.shape == there.shape),
    ("content/iou50", |found, there| overlap(&found.words, &there.words) >= 0.5),
    ("content/overlap", |found, there| !found.words.is_disjoint(&there.words)),
    ("rel", RIGHT),
    ("rel_iou50", |found, there| {
        overlap(&found.words, &there.words) >= 0.5 && overlap(&found.source, &there.source) >= 0.5
    }),
    ("rel_cue", |found, there| RIGHT(found, there) && !found.cue.is_disjoint(&there.cue)),
];

/// When an attribution is right.
const RIGHT: Matches = |found, there| !found.words.is_disjoint(&there.words) && source_right(found, there);

/// Scores over articles.
#[derive(Default)]
pub(super) struct AttributionScores {
    counts: BTreeMap<String, Count>,
    quotes: QuoteCounts,
    /// By tenths of confidence.
    reliability: [Reliability; 10],
    articles: usize,
}

#[derive(Default)]
struct QuoteCounts {
    attributed: usize,
    found: usize,
    source_right: usize,
    entity_right: usize,
    unattributed: usize,
    of_these_attributed: usize,
}

impl AttributionScores {
    /// Annotates an article and adds how well that went.
    pub(super) fn add(&mut self, article: &Article) {
        let analysis = Analyzer::default().analyze(article.text.as_str().into(), Format::Plain);
        let all = analysis.annotation.all_attributions();
        let confidences: Vec<f32> = all.map(|attribution| attribution.confidence.0).collect();
        self.add_found(article, &found(&analysis.source, &analysis.annotation), &confidences);
    }

    fn add_found(&mut self, article: &Article, found: &[GoldAttribution], confidences: &[f32]) {
        self.articles += 1;
        let text = ScoredText::new(article);
        let (mine, gold) = (text.parts(found), text.parts(&article.attr));
        type Role = (fn(&GoldAttribution) -> &[Span], fn(&Parts) -> &TokenSet);
        let roles: [Role; 3] = [
            (|a| &a.source, |parts| &parts.source),
            (|a| &a.cue, |parts| &parts.cue),
            (|a| &a.content, |parts| &parts.content),
        ];
        for (name, (spans, tokens)) in ROLES.into_iter().zip(roles) {
            let fragments = |attributions: &[GoldAttribution]| -> BTreeSet<_> {
                attributions.iter().flat_map(|attribution| text.fragments(spans(attribution), false)).collect()
            };
            self.count(format!("exact/{name}")).add_sets(&fragments(found), &fragments(&article.attr));
            let all = |parts: &[Parts]| -> TokenSet { parts.iter().flat_map(|parts| tokens(parts).clone()).collect() };
            self.count(format!("tok/{name}")).add_sets(&all(&mine), &all(&gold));
        }
        for (name, matches) in MATCHES {
            let (used_mine, used_gold) = pair(&mine, &gold, matches);
            for kind in KINDS {
                let count = |parts: &[Parts], used: &BTreeSet<usize>| {
                    let of_kind = parts.iter().enumerate().filter(|(_, parts)| kind == "all" || parts.kind == kind);
                    of_kind.fold((0, 0), |(hit, all), (index, _)| (hit + usize::from(used.contains(&index)), all + 1))
                };
                let ((right, found), (recalled, there)) = (count(&mine, &used_mine), count(&gold, &used_gold));
                self.count(format!("{name}/{kind}")).add(right, found, recalled, there);
            }
        }
        let (right, _) = pair(&mine, &gold, RIGHT);
        for (index, parts) in mine.iter().enumerate() {
            let Some(confidence) = confidences.get(parts.index) else { continue };
            let bin = &mut self.reliability[((confidence * 10.0) as usize).min(9)];
            bin.stated += 1;
            bin.right += usize::from(right.contains(&index));
            bin.confidence += f64::from(*confidence);
        }
        let content = |parts: &[Parts]| -> TokenSet { parts.iter().flat_map(|parts| parts.content.clone()).collect() };
        let (mine_content, gold_content) = (content(&mine), content(&gold));
        for sentence in text.sentences.iter().filter(|sentence| !sentence.is_empty()) {
            let (found, there) = (!sentence.is_disjoint(&mine_content), !sentence.is_disjoint(&gold_content));
            for (name, found, there) in [("attributed", found, there), ("not_attributed", !found, !there)] {
                let both = usize::from(found && there);
                self.count(format!("sentence/{name}")).add(both, usize::from(found), both, usize::from(there));
            }
        }
        self.quotes.add(article, &text, &mine, &gold);
    }

    fn count(&mut self, name: String) -> &mut Count {
        self.counts.entry(name).or_default()
    }

    /// The figures, by name; none if there was no article.
    pub(super) fn figures(&self) -> Vec<(String, Figure)> {
        if self.articles == 0 {
            return Vec::new();
        }
        let of_roles = ["exact", "tok"].iter().flat_map(|m| ROLES.map(|role| format!("{m}/{role}")));
        let of_kinds = MATCHES.iter().flat_map(|(name, _)| KINDS.map(|kind| format!("{name}/{kind}")));
        let of_sentences = ["attributed", "not_attributed"].map(|name| format!("sentence/{name}"));
        let names = of_roles.chain(of_kinds).chain(of_sentences);
        let counts = names.filter_map(|name| self.counts.get(&name).map(|count| (name, Figure::F1(*count))));
        let bins = self.reliability.iter().enumerate().filter(|(_, bin)| bin.stated > 0);
        let bins = bins.map(|(tenth, bin)| (format!("confidence/0.{tenth}"), Figure::Reliability(*bin)));
        counts.chain(self.quotes.figures()).chain(bins).collect()
    }
}

impl QuoteCounts {
    fn add(&mut self, article: &Article, text: &ScoredText, mine: &[Parts], gold: &[Parts]) {
        let chains = chains(article, text);
        let chars: Vec<char> = article.text.chars().collect();
        let name = |parts: &Parts| -> BTreeSet<String> {
            let spans = parts.source.iter().map(|token| text.tokens[*token]);
            let names = spans.filter(|[start, end]| chars[*start].is_uppercase() && end - start > 2);
            names.map(|[start, end]| chars[start..end].iter().flat_map(|c| c.to_lowercase()).collect()).collect()
        };
        let chain = |parts: &Parts| -> TokenSet {
            parts.source.iter().filter_map(|token| chains.get(token)).flatten().copied().collect()
        };
        for quote in &text.quotes {
            let words: TokenSet = quote.iter().copied().filter(|token| text.is_word[*token]).collect();
            if words.len() < QUOTE_WORDS {
                continue;
            }
            let (found, there) = (best(mine, &words), best(gold, &words));
            let Some(there) = there else {
                self.unattributed += 1;
                self.of_these_attributed += usize::from(found.is_some());
                continue;
            };
            self.attributed += 1;
            let Some(found) = found else { continue };
            self.found += 1;
            let right = source_right(found, there);
            let same = || !chain(found).is_disjoint(&chain(there)) || !name(found).is_disjoint(&name(there));
            self.source_right += usize::from(right);
            self.entity_right += usize::from(right || same());
        }
    }

    fn figures(&self) -> [(String, Figure); 2] {
        let counts = Vec::from([
            ("found", self.found),
            ("source_right", self.source_right),
            ("entity_right", self.entity_right),
        ]);
        let others = Vec::from([("attributed", self.of_these_attributed)]);
        [
            ("quotes".to_owned(), Figure::Shares { of: self.attributed, counts }),
            ("quotes/of nobody".to_owned(), Figure::Shares { of: self.unattributed, counts: others }),
        ]
    }
}

/// The attribution whose content has most of a quotation's words, at least half of them.
fn best<'a>(parts: &'a [Parts], words: &TokenSet) -> Option<&'a Parts> {
    let shared = |parts: &Parts| parts.words.intersection(words).count();
    let best = parts.iter().rev().max_by_key(|parts| shared(parts))?;
    (2 * shared(best) >= words.len()).then_some(best)
}

/// The chains that each token heads a mention of.
fn chains(article: &Article, text: &ScoredText) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut chains: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (number, chain) in article.coref.iter().enumerate() {
        for [_, _, head] in chain {
            let (Some(start), Some(end)) = (article.ts.get(*head), article.te.get(*head)) else { continue };
            for token in text.covered(&[[*start, *end]]) {
                chains.entry(token).or_default().insert(number);
            }
        }
    }
    chains
}

/// Matches found and gold attributions one to one, the largest overlap of content first.
fn pair(found: &[Parts], there: &[Parts], matches: Matches) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let mut candidates = Vec::new();
    for (i, one) in found.iter().enumerate() {
        for (j, other) in there.iter().enumerate() {
            if matches(one, other) {
                let shared = one.content.intersection(&other.content).count();
                candidates.push((usize::MAX - shared, i, j));
            }
        }
    }
    candidates.sort_unstable();
    let (mut used_found, mut used_there) = (BTreeSet::new(), BTreeSet::new());
    for (_, i, j) in candidates {
        if !used_found.contains(&i) && !used_there.contains(&j) {
            used_found.insert(i);
            used_there.insert(j);
        }
    }
    (used_found, used_there)
}

/// Intersection over union.
fn overlap(one: &TokenSet, other: &TokenSet) -> f64 {
    let union = one.union(other).count();
    if union == 0 { 1.0 } else { one.intersection(other).count() as f64 / union as f64 }
}

fn source_right(found: &Parts, there: &Parts) -> bool {
    !found.source.is_disjoint(&there.source) || (found.source.is_empty() && there.source.is_empty())
}

/// An annotation's attributions in code points.
fn found(source: &str, annotation: &Annotation) -> Vec<GoldAttribution> {
    let offsets = OffsetTable::new(source, OffsetUnit::Codepoints);
    let spans = |ranges: &[TextRange]| ranges.iter().map(|range| offsets.span(*range)).collect();
    let each = annotation.all_attributions();
    each.map(|a| GoldAttribution { source: spans(&a.source), cue: spans(&a.cue), content: spans(&a.content) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str, attr: Vec<GoldAttribution>) -> Article {
        Article { text: text.to_owned(), attr, ts: vec![0], te: vec![1], sent: vec![0], ..Article::default() }
    }

    fn attribution(source: Span, cue: Span, content: Span) -> GoldAttribution {
        GoldAttribution { source: vec![source], cue: vec![cue], content: vec![content] }
    }

    /// Precision and recall counts of a figure.
    fn count(scores: &AttributionScores, name: &str) -> (usize, usize, usize) {
        let count = scores.counts[name];
        (count.right, count.found, count.there)
    }

    #[test]
    fn what_is_found_whole_is_right_everywhere() {
        let text = "“We won it all,” she said.";
        let gold = attribution([17, 20], [21, 25], [0, 16]);
        let mut scores = AttributionScores::default();
        scores.add_found(&article(text, vec![gold.clone()]), &[gold], &[0.95]);
        for name in ["exact/source", "exact/cue", "exact/content", "content/strict/direct", "rel_cue/all"] {
            assert_eq!(count(&scores, name), (1, 1, 1), "{name}");
        }
        assert_eq!((scores.quotes.attributed, scores.quotes.source_right), (1, 1));
        assert_eq!((scores.reliability[9].stated, scores.reliability[9].right), (1, 1));
    }

    #[test]
    fn a_wrong_source_is_half_right() {
        let text = "“We won it all,” she said to him.";
        let gold = attribution([17, 20], [21, 25], [0, 16]);
        let mut scores = AttributionScores::default();
        let wrong = attribution([29, 32], [21, 25], [0, 10]);
        scores.add_found(&article(text, vec![gold]), &[wrong], &[0.95]);
        assert_eq!(count(&scores, "exact/content"), (0, 1, 1));
        assert_eq!(count(&scores, "content/iou50/direct"), (1, 1, 1));
        assert_eq!(count(&scores, "rel/all"), (0, 1, 1));
        assert_eq!((scores.quotes.found, scores.quotes.source_right), (1, 0));
    }
}
