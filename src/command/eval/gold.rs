//! Texts that people annotated, as the corpora write them.

use serde::Deserialize;

/// `[start, end)` in code points.
pub(super) type Span = [usize; 2];

/// What a part of an attribution is called.
pub(super) const ROLES: [&str; 3] = ["source", "cue", "content"];

/// A line of a corpus.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Gold {
    Article(Article),
    Passage(Passage),
}

/// An article of PolNeAR.
#[derive(Default, Deserialize)]
pub(super) struct Article {
    /// Its name; several people's annotations of an article have the same.
    #[serde(default)]
    pub(super) doc: String,
    pub(super) text: String,
    pub(super) attr: Vec<GoldAttribution>,
    /// Where tokens start and end.
    #[serde(default)]
    pub(super) ts: Vec<usize>,
    #[serde(default)]
    pub(super) te: Vec<usize>,
    /// The part of speech of each token, as the Penn Treebank names them, with spaces between.
    #[serde(default)]
    pub(super) pos: String,
    /// The first token of each sentence.
    #[serde(default)]
    pub(super) sent: Vec<usize>,
    /// Chains of mentions: first token, the one after the last, head token.
    #[serde(default)]
    pub(super) coref: Vec<Vec<[usize; 3]>>,
}

/// An attribution in code points.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct GoldAttribution {
    #[serde(default)]
    pub(super) source: Vec<Span>,
    #[serde(default)]
    pub(super) cue: Vec<Span>,
    #[serde(default)]
    pub(super) content: Vec<Span>,
}

/// A passage of RiQuA: tokens with B-, I- and O labels.
#[derive(Deserialize)]
pub(super) struct Passage {
    pub(super) tokens: Vec<String>,
    pub(super) labels: Vec<String>,
}
