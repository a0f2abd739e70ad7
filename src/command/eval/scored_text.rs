//! A text cut into tokens as the scores count them: runs of letters and digits, and single signs.

use std::collections::BTreeSet;

use super::gold::{Article, GoldAttribution, Span};

pub(super) type TokenSet = BTreeSet<usize>;

/// A text with what the scores need to know of it.
pub(super) struct ScoredText {
    pub(super) tokens: Vec<Span>,
    pub(super) is_word: Vec<bool>,
    /// The token of each code point.
    token_at: Vec<Option<usize>>,
    line: Vec<usize>,
    /// The tokens between each pair of double quotation marks.
    pub(super) quotes: Vec<TokenSet>,
    quoted: TokenSet,
    /// The words of each sentence.
    pub(super) sentences: Vec<TokenSet>,
}

/// An attribution in tokens.
pub(super) struct Parts {
    /// Which of the attributions it was.
    pub(super) index: usize,
    pub(super) source: TokenSet,
    pub(super) cue: TokenSet,
    pub(super) content: TokenSet,
    /// The content's words.
    pub(super) words: TokenSet,
    pub(super) kind: &'static str,
    /// First and last word of each piece of content.
    pub(super) shape: BTreeSet<(usize, usize)>,
}

impl ScoredText {
    pub(super) fn new(article: &Article) -> Self {
        let chars: Vec<char> = article.text.chars().collect();
        let tokens = tokens(&chars);
        let mut token_at = vec![None; chars.len() + 1];
        for (index, [start, end]) in tokens.iter().enumerate() {
            token_at[*start..*end].fill(Some(index));
        }
        let mut breaks = 0;
        let mut seen = 0;
        let line = tokens.iter().map(|[start, _]| {
            breaks += chars[seen..*start].iter().filter(|c| **c == '\n').count();
            seen = *start;
            breaks
        });
        let mut text = Self {
            line: line.collect(),
            is_word: tokens.iter().map(|[start, _]| is_word(chars[*start])).collect(),
            tokens,
            token_at,
            quotes: Vec::new(),
            quoted: TokenSet::new(),
            sentences: Vec::new(),
        };
        text.quotes = quote_spans(&chars).into_iter().map(|span| text.covered(&[span])).collect();
        text.quoted = text.quotes.iter().flatten().copied().collect();
        let starts = article.sent.iter().filter_map(|token| article.ts.get(*token)).copied();
        let bounds: Vec<usize> = starts.chain([chars.len()]).collect();
        let words = |pair: &[usize]| text.covered(&[[pair[0], pair[1]]]).into_iter().filter(|i| text.is_word[*i]);
        text.sentences = bounds.windows(2).map(|pair| words(pair).collect()).collect();
        text
    }

    /// The tokens that some spans cover.
    pub(super) fn covered(&self, spans: &[Span]) -> TokenSet {
        let last = self.token_at.len() - 1;
        let points = spans.iter().flat_map(|[start, end]| *start.min(&last)..(*end).min(last));
        points.filter_map(|point| self.token_at[point]).collect()
    }

    /// First and last token of each span, cut at line breaks; `words_only` leaves other signs out.
    pub(super) fn fragments(&self, spans: &[Span], words_only: bool) -> BTreeSet<(usize, usize)> {
        let mut fragments = BTreeSet::new();
        for span in spans {
            let covered: Vec<usize> = self.covered(&[*span]).into_iter().collect();
            for run in covered.chunk_by(|a, b| self.line[*a] == self.line[*b]) {
                let kept = || run.iter().copied().filter(|index| !words_only || self.is_word[*index]);
                if let (Some(first), Some(last)) = (kept().next(), kept().next_back()) {
                    fragments.insert((first, last));
                }
            }
        }
        fragments
    }

    /// Attributions in tokens; those without content are left out.
    pub(super) fn parts(&self, attributions: &[GoldAttribution]) -> Vec<Parts> {
        let parts = attributions.iter().enumerate().filter_map(|(index, attribution)| {
            let content = self.covered(&attribution.content);
            let words: TokenSet = content.iter().copied().filter(|index| self.is_word[*index]).collect();
            let quoted = words.intersection(&self.quoted).count();
            let kind = match quoted {
                _ if !words.is_empty() && quoted == words.len() => "direct",
                0 => "indirect",
                _ => "mixed",
            };
            (!content.is_empty()).then(|| Parts {
                index,
                source: self.covered(&attribution.source),
                cue: self.covered(&attribution.cue),
                shape: self.fragments(&attribution.content, true),
                content,
                words,
                kind,
            })
        });
        parts.collect()
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn tokens(chars: &[char]) -> Vec<Span> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let length = match is_word(*c) {
            true => chars[at..].iter().take_while(|c| is_word(**c)).count(),
            false => 1,
        };
        if !c.is_whitespace() {
            tokens.push([at, at + length]);
        }
        at += length;
    }
    tokens
}

/// What stands between double quotation marks, marks excluded; an unclosed mark runs to the end of its line.
fn quote_spans(chars: &[char]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map_or(' ', |before| chars[before]);
        let after = chars.get(at + 1).copied().unwrap_or(' ');
        match (c, open) {
            ('\n' | '”' | '»', Some(start)) => {
                spans.push([start, at]);
                open = None;
            }
            ('“' | '«' | '„', None) => open = Some(at + 1),
            ('"', None) if !after.is_whitespace() => open = Some(at + 1),
            ('"', Some(start)) => {
                let empty = chars[start..at].iter().all(|c| c.is_whitespace());
                if before.is_whitespace() && !after.is_whitespace() && empty {
                    open = Some(at + 1);
                } else {
                    spans.push([start, at]);
                    open = None;
                }
            }
            _ => {}
        }
    }
    spans.extend(open.map(|start| [start, chars.len()]));
    spans.retain(|[start, end]| end > start);
    spans
}
