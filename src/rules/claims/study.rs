//! Studies that a text refers to and does not name.

use crate::annotate::{Attribution, ClaimKind, MentionKind};
use crate::lexicon::{self, Function, StudyWord};
use crate::rules::Context;
use crate::rules::word_facts::SourceFacts;
use crate::text::{TextRange, Token, TokenKind, tokenize};

use super::open_claim::is_open;
use super::to_do::is_marked;

/// How likely an attribution must be.
const ENOUGH: f32 = 0.5;
/// How many sentences before and after the one that refers to a study may tell whose it is: "A study found … The authors, of
/// the Harbour Institute, …".
const BEFORE: usize = 1;
const AFTER: usize = 4;

/// A study that a text refers to and does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnnamedStudy {
    /// The words that refer to it.
    pub(super) source: TextRange,
    pub(super) sentence: TextRange,
}

/// The studies that are the sources of something and that nothing near them names, in text order, one a sentence.
pub(super) fn unnamed_studies(context: &Context<'_>) -> impl Iterator<Item = UnnamedStudy> {
    let studies = context.memo.unnamed_studies.get_or_init(|| {
        let attributions = context.annotation.attributions.iter();
        let studies = attributions.filter_map(|attribution| unnamed(context, attribution));
        let mut studies: Vec<_> = studies.map(|study| (study.sentence, study.source)).collect();
        studies.sort_by_key(|(sentence, source)| (sentence.start, source.start));
        studies.dedup_by_key(|(sentence, _)| *sentence);
        studies
    });
    studies.iter().map(|(sentence, source)| UnnamedStudy { source: *source, sentence: *sentence })
}

fn unnamed(context: &Context<'_>, attribution: &Attribution) -> Option<UnnamedStudy> {
    let source = *attribution.source.first()?;
    if attribution.confidence.0 < ENOUGH || !context.facts_of(attribution).source.contains(SourceFacts::STUDY) {
        return None;
    }
    let sentence = context.sentence(source.start)?;
    let is_reported = context.is_running_text(source)
        && context.quotation_around(source).is_none()
        && !context.is_cited(sentence)
        && !is_marked(context, sentence)
        && is_said(context, attribution, sentence)
        && !is_passed_on(context, attribution, source)
        && !hedges_twice(context, sentence)
        && !is_named_near(context, attribution, sentence);
    is_reported.then_some(UnnamedStudy { source, sentence })
}

/// Whether the words of a source are a study's, and tell neither whose it is nor which.
pub(in crate::rules) fn is_unnamed(source: &str) -> bool {
    let is_study = |word: &str| lexicon::study_word(&lexicon::lower(word)).contains(StudyWord::STUDY);
    if !source.split(|c: char| !c.is_alphanumeric() && c != '-').any(is_study) {
        return false;
    }
    let tokens = tokenize(source);
    let lower = |token: &Token| lexicon::lower(&source[token.range]);
    let class = |token: &Token| lexicon::study_word(&lower(token));
    let narrowing = tokens.iter().take_while(|token| class(token) == StudyWord::NARROWING).count();
    let nouns = tokens[narrowing..].iter().take_while(|token| class(token).contains(StudyWord::STUDY)).count();
    let rest = &tokens[narrowing + nouns..];
    // "research groups", "poll workers" are people
    let describes = rest.first().is_none_or(|token| {
        let word = lower(token);
        let opens = Function::PREPOSITION | Function::SUBORDINATOR | Function::ADVERB;
        token.kind == TokenKind::Punctuation || lexicon::function(&word).intersects(opens) || word.ends_with("ed")
    });
    let tells = |token: &Token| {
        let word = &source[token.range];
        word.starts_with(char::is_uppercase) || is_year(word) || matches!(word, "by" | "from" | "’s" | "'s" | "their")
    };
    nouns > 0 && describes && !rest.iter().any(tells)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u16| (1500..2100).contains(&year))
}

/// Whether the study says it: not "if studies show", "studies have not shown", "what do studies show?".
fn is_said(context: &Context<'_>, attribution: &Attribution, sentence: TextRange) -> bool {
    let parts = attribution.source.iter().chain(&attribution.cue);
    let Some(group) = parts.copied().reduce(TextRange::hull) else { return false };
    let unsaid = |text: &str| {
        tokenize(text).iter().any(|token| {
            let word = lexicon::lower(&text[token.range]);
            lexicon::study_word(&word).contains(StudyWord::UNSAID) || word.ends_with("n't") || word.ends_with("n’t")
        })
    };
    let before = context.text(TextRange::new(sentence.start, group.start));
    let last_word = before.split_whitespace().next_back().unwrap_or_default();
    let outside = attribution.content.iter().all(|content| !content.overlaps(group));
    let asks = context.text(sentence).trim_end().ends_with('?');
    let is_denied = outside && unsaid(context.text(group));
    !(asks || unsaid(last_word) || is_denied)
}

/// Whether somebody else says what the study says.
fn is_passed_on(context: &Context<'_>, attribution: &Attribution, source: TextRange) -> bool {
    let others = context.sayings_in(source).filter(|other| other.id != attribution.id);
    others.flat_map(|other| &other.content).any(|content| content.covers(source))
}

/// Whether the sentence is reported for a hedge too many.
fn hedges_twice(context: &Context<'_>, sentence: TextRange) -> bool {
    let claims = &context.annotation.claims;
    let first = claims.partition_point(|claim| claim.sentence.start < sentence.start);
    claims.get(first).is_some_and(|claim| {
        claim.sentence == sentence && claim.kind == ClaimKind::DoubleHedge && is_open(context, claim)
    })
}

/// Whether the sentence, what it says aside, or one near it tells whose a study is.
fn is_named_near(context: &Context<'_>, attribution: &Attribution, sentence: TextRange) -> bool {
    let parts = [&attribution.source[..], &attribution.content].concat();
    if names(context, sentence, &parts) {
        return true;
    }
    let sentences = &context.annotation.sentences;
    let own = sentences.partition_point(|other| other.start < sentence.start);
    let near = own.saturating_sub(BEFORE)..(own + AFTER + 1).min(sentences.len());
    sentences[near].iter().filter(|near| **near != sentence).any(|near| {
        let text = context.text(*near);
        let speaks_of_it = || {
            tokenize(text).iter().any(|token| {
                let class = lexicon::study_word(&lexicon::lower(&text[token.range]));
                class.intersects(StudyWord::STUDY | StudyWord::MAKER)
            })
        };
        (names(context, *near, &[]) || context.is_cited(*near)) && speaks_of_it()
    })
}

/// Whether a name or a year stands in a sentence, outside of some parts of it. "Polls" at its beginning is no name.
fn names(context: &Context<'_>, sentence: TextRange, except: &[TextRange]) -> bool {
    let counts = |range: TextRange| sentence.covers(range) && !except.iter().any(|part| part.covers(range));
    let text = context.text(sentence);
    let has_year = text.contains(|c: char| c.is_ascii_digit())
        && tokenize(text)
            .iter()
            .any(|token| is_year(&text[token.range]) && counts(token.range.shifted(sentence.start)));
    let is_study =
        |range: TextRange| lexicon::study_word(&context.text(range).to_lowercase()).contains(StudyWord::STUDY);
    has_year
        || context
            .mentions_in(sentence)
            .any(|(mention, _)| mention.kind == MentionKind::Name && counts(mention.span) && !is_study(mention.span))
}
