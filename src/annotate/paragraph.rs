//! The paragraph stage: everything that a paragraph's own text tells. All positions are bytes of that text.

use std::hash::BuildHasher;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use crate::model::{ClaimModel, Features, SentenceView, SpeakerModel, Tagger, pool};
use crate::text::{BlockKind, Sentence, TextRange, split_sentences, tokenize};

use super::annotation::ClaimKind;
use super::attribution::{self, Detected};
use super::claim::{self, RawClaim, Signs};
use super::known::KnownSources;
use super::mention::{self, RawMention};
use super::quotation::{PairedQuotation, pair_dashes, pair_quotation_marks};
use super::speech_form;
use super::tagging;
use super::words::{Word, Words};
use crate::lexicon::Gender;

/// What a paragraph's text tells by itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ParagraphAnnotation {
    /// A hash of its text.
    pub text: u64,
    pub sentences: Vec<TextRange>,
    pub quotations: Vec<RawQuotation>,
    pub detected: Detected,
    pub mentions: Vec<RawMention>,
    pub claims: Vec<RawClaim>,
    /// What each sentence's words contribute to the judgement of claims.
    pub views: Vec<SentenceView>,
    /// What each sentence's words tell a little of.
    pub signs: Vec<Signs>,
    /// What each sentence would be about as a claim, once that was asked.
    shown: Vec<OnceLock<Option<(ClaimKind, TextRange)>>>,
}

/// A quotation with what its form tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawQuotation {
    pub pair: PairedQuotation,
    /// Whether its form lets it be speech.
    pub can_be_speech: bool,
    /// How many words it has.
    pub words: usize,
    /// Whether a sentence ends inside it, at its end, or a comma before its closing mark closes it as speech.
    pub closes_sentence: bool,
    /// Whether it ends in a question mark.
    pub asks: bool,
    /// The gender of whom it calls "sir" or "madam".
    pub honours: Option<Gender>,
}

impl ParagraphAnnotation {
    /// What a sentence would be about as a claim, and the words that show it; `text` is the paragraph's.
    pub fn shown(&self, text: &str, sentence: usize) -> Option<(ClaimKind, TextRange)> {
        let (range, shown) = self.sentences.get(sentence).zip(self.shown.get(sentence))?;
        *shown.get_or_init(|| claim::shown(text, *range))
    }

    /// Whether its last quotation runs to its end without a closing mark.
    pub fn ends_open(&self) -> bool {
        self.quotations.iter().rfind(|quotation| quotation.pair.depth == 0).is_some_and(|last| last.pair.is_open())
    }
}

/// A paragraph's words, with its sentences and quotation marks.
struct ReadParagraph<'a> {
    words: Words<'a>,
    sentences: Vec<Sentence>,
    pairs: Vec<PairedQuotation>,
}

impl<'a> ReadParagraph<'a> {
    fn new(text: &'a str, kind: BlockKind) -> Self {
        let tokens = tokenize(text);
        let sentences = split_sentences(text, &tokens);
        let pairs = match kind {
            BlockKind::Speech => pair_dashes(text, &tokens),
            _ => pair_quotation_marks(text),
        };
        let mut words = Words::new(text, &tokens, &sentences, &pairs);
        speech_form::mark_quotes_that_are_no_speech(&mut words);
        Self { words, sentences, pairs }
    }
}

/// The words of a paragraph as the tagger sees them.
pub(super) fn tagger_input(text: &str, kind: BlockKind) -> Vec<TaggerToken> {
    let ReadParagraph { words, pairs, .. } = ReadParagraph::new(text, kind);
    let features = tagging::features(&words, &pairs, kind);
    words.words.iter().zip(features).map(|(word, features)| TaggerToken { range: word.range, features }).collect()
}

/// What the tagger's first layer makes of each sentence of a paragraph, pooled as the claim model sees it; and the hashes of
/// its words.
pub(super) fn pooled_sentences(text: &str, kind: BlockKind) -> Vec<(Vec<f32>, Vec<u64>)> {
    let ReadParagraph { words, pairs, .. } = ReadParagraph::new(text, kind);
    let tagger = Tagger::shipped();
    let features = tagging::features(&words, &pairs, kind);
    let pooled = pool(&tagger.tag(&features).states, tagger.width(), &words.sentences);
    let hashes = words
        .sentences
        .iter()
        .map(|sentence| features.get(sentence.clone()).unwrap_or_default().iter().map(|token| token.word).collect());
    pooled.into_iter().zip(hashes).collect()
}

/// A token as the tagger sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TaggerToken {
    /// In bytes of its paragraph's prose.
    pub range: TextRange,
    /// What the tagger sees of it.
    pub features: Features,
}

/// Annotates one paragraph.
pub(super) fn annotate(text: &str, kind: BlockKind, sources: &KnownSources) -> ParagraphAnnotation {
    let ReadParagraph { words, sentences, pairs } = ReadParagraph::new(text, kind);
    let tagger = Tagger::shipped();
    let features = tagging::features(&words, &pairs, kind);
    let tagging = tagger.tag(&features);
    let detected = attribution::detect(&words, tagger, &tagging);
    let reading = SpeakerModel::shipped().reader.read(&tagging.states);
    let heading = kind == BlockKind::Heading;
    let mentions = mention::find(&words, &reading, sources.names_in(&words, heading), heading);
    let quotations = quotations(&words, &pairs);
    let claims = claim::find(&words);
    let hashes: Vec<u64> = features.iter().map(|token| token.word).collect();
    let views = ClaimModel::shipped().views(&tagging.states, &hashes, &words.sentences);
    ParagraphAnnotation {
        text: FixedState::default().hash_one(text),
        sentences: sentences.iter().map(|s| s.range).collect(),
        quotations,
        detected,
        mentions,
        claims,
        views,
        signs: claim::signs(&words),
        shown: vec![OnceLock::new(); sentences.len()],
    }
}

/// The gender of whom the second of two words calls "sir" or "madam".
fn honoured(words: &[Word<'_>]) -> Option<Gender> {
    let [before, word] = words else { return None };
    if !before.is_punctuation() && !matches!(&*before.lower, "yes" | "no" | "dear" | "please" | "well" | "indeed") {
        return None;
    }
    match &*word.lower {
        "sir" => Some(Gender::Masculine),
        "ma'am" | "ma’am" | "madam" | "mum" | "miss" if !word.is_capitalized() => Some(Gender::Feminine),
        _ => None,
    }
}

fn quotations(words: &Words<'_>, pairs: &[PairedQuotation]) -> Vec<RawQuotation> {
    let describe = |(index, pair): (usize, &PairedQuotation)| {
        let unit = words.quotes.binary_search_by_key(&index, |quote| quote.pair).ok();
        let inside = TextRange::new(pair.range.start + pair.open, pair.range.end.saturating_sub(pair.close));
        let first = words.words.partition_point(|word| word.range.start < inside.start);
        let in_quote = words.words[first..].iter().take_while(|word| word.range.end <= inside.end);
        let count = in_quote.clone().filter(|word| !word.is_punctuation()).count();
        let last = words.text.get(inside.start..inside.end).and_then(|text| text.trim_end().chars().next_back());
        RawQuotation {
            pair: *pair,
            can_be_speech: unit.map_or(pair.depth > 0, |unit| words.quotes[unit].can_be_speech),
            words: count,
            asks: matches!(last, Some('?' | '？')),
            honours: words.words[first..first + in_quote.clone().count()].windows(2).find_map(honoured),
            closes_sentence: matches!(last, Some('.' | '!' | '?' | ',' | '…' | '。' | '！' | '？')),
        }
    };
    pairs.iter().enumerate().map(describe).collect()
}
