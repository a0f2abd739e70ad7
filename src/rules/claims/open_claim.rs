//! Claims that nothing in the text answers for: what all rules of the family have in common.

use crate::annotate::{Annotation, Attribution, Claim, ClaimKind, EntityKind};
use crate::lexicon::{self, FigureWord, Function};
use crate::rules::sources::{is_telling, vague_sentences};
use crate::rules::word_facts::SentenceFacts;
use crate::rules::{Context, Finding, Rule, Severity};
use crate::text::{Paragraph, TextRange, tokenize};

use super::study::unnamed_studies;
use super::to_do::is_marked;

/// How likely a reader must ask who says so for a finding that is sure.
const SURE: f32 = 0.7;
/// How likely where what it is put on reports nothing.
const DOUBTED: f32 = 0.6;
/// How likely where the words of a sentence say as much.
const POSSIBLE: f32 = 0.25;

/// The claims of a kind that nothing answers for. A sentence that refers to a study without a name has none; of one whose
/// source could be anyone nothing is told but what its words show surely.
pub(super) fn open_claims<'a>(context: &Context<'a>, kind: ClaimKind) -> Vec<&'a Claim> {
    let claims = &context.annotation.claims;
    let open = context.memo.open_claims.get_or_init(|| {
        let studies: Vec<TextRange> = unnamed_studies(context).map(|study| study.sentence).collect();
        let vague = vague_sentences(context);
        let is_of_group = |claim: &Claim| {
            matches!(claim.kind, ClaimKind::Judgement | ClaimKind::Prediction | ClaimKind::Mind)
                && vague.binary_search(&claim.sentence.start).is_ok()
        };
        let is_of_study = |claim: &Claim| studies.binary_search(&claim.sentence).is_ok();
        let open = claims
            .iter()
            .enumerate()
            .filter(|(_, claim)| !is_of_study(claim) && !is_of_group(claim) && is_open(context, claim));
        open.map(|(index, _)| index).collect()
    });
    open.iter().filter_map(|index| claims.get(*index)).filter(|claim| claim.kind == kind).collect()
}

/// Whether nothing answers for a claim: it stands in running text, and neither quotation marks nor a source nor a citation
/// say whose it is.
pub(super) fn is_open(context: &Context<'_>, claim: &Claim) -> bool {
    // Said twice that it is not certain, it reads no better with a source.
    let can_be_said = claim.kind != ClaimKind::DoubleHedge;
    let is_answered_for = has_source(context, claim)
        || is_marked(context, claim.sentence)
        || context.sentence_facts(claim.sentence).contains(SentenceFacts::VIEW);
    !(can_be_said && is_answered_for)
        && context.is_running_text(claim.trigger)
        && context.quotation_around(claim.trigger).is_none()
        && !context.is_cited(claim.sentence)
        && !(claim.kind == ClaimKind::Statistic && has_origin_near(context, claim))
}

/// Whether somebody else than the writer says it: not in "I cannot fathom how", nor in "it shows that"; but in "it says that".
fn has_source(context: &Context<'_>, claim: &Claim) -> bool {
    let Some(id) = claim.attribution else { return false };
    let attribution = context.annotation.attribution(id);
    if is_told_of_group(context, claim, attribution) || is_only_told(context, claim, attribution) {
        return false;
    }
    context.facts_of(attribution).has_other_source
}

/// Whether a sentence that a reader doubts only tells what a group will do or is like, which nobody of it said: "voters are eager
/// for less".
fn is_told_of_group(context: &Context<'_>, claim: &Claim, attribution: &Attribution) -> bool {
    let is_group = attribution.speaker.is_some_and(|speaker| {
        let entity = context.annotation.entity(speaker);
        entity.kind == EntityKind::Group && !entity.has_name()
    });
    is_group
        && context.annotation.doubt(claim.sentence.start) >= SURE
        && !attribution.cue.iter().any(|cue| is_telling(context.text(*cue)))
}

/// Whether a sentence that a reader doubts tells what somebody does, with words that report nothing: "the party is working around
/// the clock to caricature him", "both houses seem intent on delay".
fn is_only_told(context: &Context<'_>, claim: &Claim, attribution: &Attribution) -> bool {
    let reports = |cue: &TextRange| {
        let words = context.text(*cue).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_lowercase).collect();
        // "according to", or a colon
        let opens = |word: &String| lexicon::function(word).contains(Function::PREPOSITION);
        words.first().is_none_or(opens) || words.iter().any(|word| lexicon::cue(word).is_some())
    };
    context.annotation.doubt(claim.sentence.start) >= DOUBTED
        && !attribution.cue.is_empty()
        && !attribution.cue.iter().any(reports)
}

/// What may be somebody's.
const VIEWS: [&str; 5] = ["view", "opinion", "eyes", "judgment", "judgement"];

/// Whether a sentence tells whose view it gives: "in Li’s view", "in her eyes". The writer's own is nobody else's.
pub(in crate::rules) fn is_somebodys_view(sentence: &str) -> bool {
    let is_view = |word: &str| VIEWS.iter().any(|view| word.eq_ignore_ascii_case(view));
    if !sentence.split(|c: char| !c.is_alphanumeric()).any(is_view) {
        return false;
    }
    let words: Vec<String> = tokenize(sentence).iter().map(|token| sentence[token.range].to_lowercase()).collect();
    words.windows(2).any(|pair| {
        let whose = &*pair[0];
        let is_another = matches!(whose, "’s" | "'s" | "’" | "'")
            || (lexicon::function(whose).contains(Function::POSSESSIVE) && !matches!(whose, "my" | "our"));
        is_another && is_view(&pair[1])
    })
}

/// Whether the text around a figure speaks of a study before it or of a poll on either side, which it then comes from.
fn has_origin_near(context: &Context<'_>, claim: &Claim) -> bool {
    const BEFORE: usize = 2;
    const AFTER: usize = 1;
    let Some(index) = context.paragraph_index(claim.sentence.start) else { return false };
    let paragraphs = &context.document.paragraphs;
    let own = paragraphs[index].source_range();
    let before = || paragraphs[index.saturating_sub(BEFORE)..index].iter().map(Paragraph::source_range);
    let after = || paragraphs.iter().skip(index + 1).take(AFTER).map(Paragraph::source_range);
    let before = before().map(|range| context.memo.figure_words(range, || figure_words(context.text(range))));
    let after = after().map(|range| context.memo.figure_words(range, || figure_words(context.text(range))));
    let own_before = figure_words(context.text(TextRange::new(own.start, claim.sentence.start)));
    let own_after = figure_words(context.text(TextRange::new(claim.sentence.end, own.end)));
    before.chain([own_before]).any(|words| words.intersects(FigureWord::ORIGIN | FigureWord::POLL))
        || after.chain([own_after]).any(|words| words.intersects(FigureWord::POLL))
}

/// What the words of a text tell of figures.
fn figure_words(text: &str) -> FigureWord {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.fold(FigureWord::empty(), |found, word| found | lexicon::figure_word(&lexicon::lower(word)))
}

/// A rule's finding for a claim, at the words that make it one; no more severe than `unsure` if it is not sure that a reader
/// asks who says so, or that the words are what they seem.
pub(super) fn finding(
    context: &Context<'_>,
    rule: &Rule,
    claim: &Claim,
    unsure: Severity,
    message: impl Into<String>,
    advice: &str,
) -> Finding {
    let doubt = context.annotation.doubt(claim.sentence.start);
    let is_short = context.annotation.doubts.len() < Annotation::FEW;
    let sureness = match claim.kind {
        ClaimKind::DoubleHedge | ClaimKind::Puffery => claim.confidence.0,
        // Such words say themselves that somebody says so.
        ClaimKind::Agentless | ClaimKind::Hearsay if doubt >= POSSIBLE || is_short => claim.confidence.0,
        _ => doubt.min(claim.confidence.0),
    };
    match sureness {
        SURE.. => context.finding(rule, claim.trigger, message, advice),
        _ => context.doubtful_finding(rule, unsure, claim.trigger, message, advice),
    }
}

/// What a finding says of a claim: `named` of the words that make it one, or `unnamed` where they are the whole sentence.
pub(super) fn message(
    context: &Context<'_>,
    claim: &Claim,
    named: impl FnOnce(&str) -> String,
    unnamed: &str,
) -> String {
    let rest = TextRange::new(claim.trigger.end, claim.sentence.end.max(claim.trigger.end));
    let is_whole = claim.trigger.start == claim.sentence.start && !context.text(rest).contains(char::is_alphanumeric);
    if is_whole { unnamed.to_owned() } else { named(&context.words(claim.trigger)) }
}
