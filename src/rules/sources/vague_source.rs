//! `vague-source`: "experts say", and a reader can't tell which.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::annotate::{Attribution, EntityKind, Kind, MentionKind};
use crate::lexicon::{self, Function, Vagueness};
use crate::rules::word_facts::SourceFacts;
use crate::rules::{Context, Defaults, Family, Finding, Rule, Severity};
use crate::text::TextRange;

use super::source_phrase::{self, Phrase, VagueSource};
use super::speaking::{is_owned, is_said, is_telling, lends_support, those_there_are};

pub(super) const RULE: Rule = Rule {
    name: "vague-source",
    family: Family::Sources,
    defaults: Defaults::but_in_fiction(Severity::Warning),
    summary: "“Experts”, “critics”, “officials”: the source could be anyone.",
    page: include_str!("vague_source.md"),
    check,
};

/// How likely a reader must ask who says so, where the words for a group alone don't tell that it could be anyone.
const DOUBTED: f32 = 0.5;
/// How likely for a finding that is sure.
const SURE: f32 = 0.7;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend_from_slice(found(context));
}

/// Where the sentences begin in which a vague source is reported, in order; none if the rule is off.
pub(in crate::rules) fn vague_sentences(context: &Context<'_>) -> Vec<usize> {
    if context.settings.severity(&RULE).is_none() {
        return Vec::new();
    }
    let sentences = found(context).iter().filter_map(|finding| context.sentence(finding.span.start));
    let mut starts: Vec<usize> = sentences.map(|sentence| sentence.start).collect();
    starts.sort_unstable();
    starts
}

fn found<'c>(context: &'c Context<'_>) -> &'c [Finding] {
    context.memo.vague_sources.get_or_init(|| find(context))
}

fn find(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut reported = HashSet::new();
    let groups = Groups::default();
    for (index, attribution) in context.annotation.attributions.iter().enumerate() {
        let Some(source) = attribution.source.first().copied() else { continue };
        let told = context.facts_of(attribution);
        let may_be_vague = told.source.intersects(SourceFacts::VAGUE | SourceFacts::OPEN_GROUP);
        if !may_be_vague && !told.any_source.contains(SourceFacts::WHO) {
            continue;
        }
        let those = open_those(context, attribution);
        let span = those.unwrap_or(source);
        let is_possible = || {
            context.is_running_text(span)
                && context.quotation_around(span).is_none()
                && !context.sentence(span.start).is_some_and(|sentence| context.is_cited(sentence))
        };
        let is_allowed = |head: &str| {
            let allowed = &context.settings.allowed_groups;
            allowed.contains(head) || allowed.contains(&context.words(span).to_lowercase())
        };
        let read = those.and_then(|those| VagueSource::those(context.text(those)));
        let vague = read.or_else(|| VagueSource::read(context.text(span))).filter(|source| {
            speaks(context, attribution, source)
                && is_possible()
                && !is_passed_on(context, attribution, span)
                && (those.is_some() || !is_pinned_down(context, index, source, &groups))
        });
        let message = || format!("“{}” could be anyone.", context.words(span));
        let finding = match vague {
            Some(source) if is_allowed(&source.head) => continue,
            Some(source) => context.finding(&RULE, span, message(), source.advice()),
            None => {
                let doubt = context.annotation.doubt(span.start);
                let is_rumour = says_as_many(context, attribution, span);
                let is_doubted = doubt >= DOUBTED || is_rumour;
                let is_group = is_doubted && is_possible() && is_open_group(context, index, span);
                if !is_group || is_allowed(&Phrase::new(context.text(span)).last_noun()) {
                    continue;
                }
                let advice = "Say who they are, or how many and from where.";
                match is_rumour || doubt >= SURE {
                    true => context.finding(&RULE, span, message(), advice),
                    false => context.doubtful_finding(&RULE, Severity::Information, span, message(), advice),
                }
            }
        };
        // Said once, it holds for the whole text.
        if reported.insert(context.words(span).to_lowercase()) {
            findings.push(finding);
        }
    }
    findings
}

/// A group of which a text says nothing but that it is there and says something: "There are those who say that …".
fn open_those(context: &Context<'_>, attribution: &Attribution) -> Option<TextRange> {
    let those = those_there_are(context, *attribution.source.last()?)?;
    attribution.cue.iter().any(|cue| is_telling(context.text(*cue))).then_some(those)
}

/// Whether it is what some or many of a group say: "many residents worry". Then a reader asks who, whatever it is.
fn says_as_many(context: &Context<'_>, attribution: &Attribution, span: TextRange) -> bool {
    let is_many = |word: &str| matches!(&*word.to_lowercase(), "some" | "many" | "several" | "most");
    let source = context.text(span);
    // a look at the first letters spares nearly all sources more
    if !source.split(|c: char| !c.is_alphanumeric()).next().is_some_and(is_many) {
        return false;
    }
    let phrase = Phrase::new(source);
    let mut cues = attribution.cue.iter().map(|cue| context.text(*cue));
    phrase.len() > 1 && is_many(phrase.word(0)) && cues.any(has_source_verb)
}

/// Whether a cue has a verb that makes whoever comes with it a source.
fn has_source_verb(cue: &str) -> bool {
    cue.split_whitespace().any(|word| lexicon::makes_source(&lexicon::lower(word)))
}

/// Whether a source is a group of which a text says nothing but what they are, "mainstream Republicans", and it is what says
/// or thinks something.
fn is_open_group(context: &Context<'_>, index: usize, span: TextRange) -> bool {
    let Some(attribution) = context.annotation.attributions.get(index) else { return false };
    let Some(cue) = attribution.cue.first().copied() else { return false };
    !has_named_speaker(context, attribution)
        && source_phrase::is_open_group(context.text(span))
        && !lends_support(context, span)
        && attribution.kind != Kind::Direct
        && is_said(context, span, cue)
        && is_telling(context.text(cue))
        && !gives_example(context, index)
}

/// Whether the source is what says it: not "critics have not said when", nor "he offered some advice".
fn speaks(context: &Context<'_>, attribution: &Attribution, source: &VagueSource) -> bool {
    let (Some(span), Some(cue)) = (attribution.source.first(), attribution.cue.first()) else { return false };
    if !is_said(context, *span, *cue) {
        return false;
    }
    match source.vagueness {
        Vagueness::Pronoun | Vagueness::Alone => {
            let gap = context.text(TextRange::new(span.end, cue.start));
            let mut between = gap.split_whitespace().map(lexicon::function);
            span.end <= cue.start
                && between.all(|word| word.intersects(Function::ADVERB | Function::AUXILIARY))
                && has_source_verb(context.text(*cue))
        }
        Vagueness::Open | Vagueness::Bare => true,
    }
}

/// Whether another place tells who they are.
fn is_pinned_down(context: &Context<'_>, index: usize, source: &VagueSource, groups: &Groups) -> bool {
    let attribution = &context.annotation.attributions[index];
    let start = attribution.source.first().map_or(0, |span| span.start);
    let after = TextRange::new(start, context.sentence(start).map_or(start, |sentence| sentence.end));
    has_named_speaker(context, attribution)
        || VagueSource::is_described(context.text(after), &source.head)
        || groups.first_named(context, &source.head).is_some_and(|end| end <= start)
        || belongs_to_somebody(context, start, source)
        || gives_example(context, index)
}

/// Whether a name or a body spoken of just before tells whose they are: "Ms Lund's aides", "the ministry … officials".
fn belongs_to_somebody(context: &Context<'_>, start: usize, source: &VagueSource) -> bool {
    if matches!(source.vagueness, Vagueness::Open | Vagueness::Pronoun) {
        return false;
    }
    if is_owned(context, start) {
        return true;
    }
    let Some(paragraph) = context.paragraph_index(start).filter(|_| source.is_single_word) else { return false };
    let from = context.document.paragraphs[paragraph.saturating_sub(1)].source_range().start;
    let near = TextRange::new(from, start);
    context.mentions_in(near).any(|(_, entity)| entity.kind == EntityKind::Organization)
}

/// Whether it is somebody with a name who says something.
fn has_named_speaker(context: &Context<'_>, attribution: &Attribution) -> bool {
    attribution.speaker.is_some_and(|speaker| context.annotation.entity(speaker).has_name())
}

/// Whether somebody with a name says what a source says: "Li noted that some called it late".
fn is_passed_on(context: &Context<'_>, attribution: &Attribution, source: TextRange) -> bool {
    let others = context.sayings_in(source).filter(|other| other.id.0 < attribution.id.0);
    others.into_iter().any(|other| {
        let says = other.content.iter().any(|content| content.covers(source));
        says && has_named_speaker(context, other) && other.cue.iter().any(|cue| is_telling(context.text(*cue)))
    })
}

/// Whether one of the next to be quoted is a person whom the text introduces there, or who has a name and speaks in the same
/// paragraph: one of those who are meant.
fn gives_example(context: &Context<'_>, index: usize) -> bool {
    const NEXT: usize = 3;
    let attributions = &context.annotation.attributions;
    let Some(own) = attributions.get(index) else { return false };
    let paragraph = |attribution: &Attribution| context.paragraph_index(attribution.range().start);
    let Some(here) = paragraph(own) else { return false };
    attributions.iter().skip(index + 1).take(NEXT).enumerate().any(|(step, next)| {
        let Some(entity) = next.speaker.map(|speaker| context.annotation.entity(speaker)) else { return false };
        let first = entity.mentions.first().map(|mention| mention.span.start);
        let is_new = step == 0 && first.is_some_and(|first| first > own.range().start);
        let is_one_of_them =
            paragraph(next).is_some_and(|there| (is_new && there <= here + 1) || (entity.has_name() && there == here));
        is_one_of_them && entity.kind == EntityKind::Person && next.kind != Kind::Indirect
    })
}

/// The nouns that groups are spoken of by: for each where the first mention ends in which it stands beside a name.
#[derive(Debug, Default)]
struct Groups(OnceCell<HashMap<String, usize>>);

impl Groups {
    /// Where a noun stands beside a name first: "Treasury officials", "officials at the FBI".
    fn first_named(&self, context: &Context<'_>, head: &str) -> Option<usize> {
        let read = || {
            let mut named: HashMap<String, usize> = HashMap::new();
            let mentions = context.annotation.entities.iter().flat_map(|entity| &entity.mentions);
            for mention in mentions.filter(|mention| mention.kind == MentionKind::Nominal) {
                let words = context.text(mention.span);
                let noun = lexicon::lower(words.split_whitespace().next_back().unwrap_or_default());
                if lexicon::vagueness(&noun).is_some()
                    && named.get(&*noun).is_none_or(|end| mention.span.end < *end)
                    && (Phrase::new(words).has_name() || is_followed_by_name(context, mention.span))
                {
                    named.insert(noun.into_owned(), mention.span.end);
                }
            }
            named
        };
        self.0.get_or_init(read).get(head).copied()
    }
}

/// Whether a preposition and a name come right after a mention: "at the FBI", "from Rome".
fn is_followed_by_name(context: &Context<'_>, mention: TextRange) -> bool {
    let sentence_end = context.sentence(mention.start).map_or(mention.end, |sentence| sentence.end);
    let after = context.text(TextRange::new(mention.end, sentence_end.max(mention.end)));
    let opens = |word: &str| lexicon::function(&lexicon::lower(word)).contains(Function::PREPOSITION);
    // a look at the first letters spares most sentences more
    if !after.trim_start().split(|c: char| !c.is_alphabetic()).next().is_some_and(opens) {
        return false;
    }
    let after = Phrase::new(after);
    let capital = |index: usize| after.word(index).chars().next().is_some_and(char::is_uppercase);
    opens(after.word(0)) && (1..4).any(capital)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Settings;
    use crate::rules::fixture::with_settings;

    #[test]
    fn groups_that_the_house_allows_are_left_alone() {
        let settings = |groups: &[&str]| Settings {
            allowed_groups: groups.iter().map(|group| (*group).to_owned()).collect(),
            ..Settings::default()
        };
        let count = |groups: &[&str]| {
            with_settings(
                "Officials said that the road was closed. Critics say that it was late.\n",
                &settings(groups),
                |context| {
                    let mut findings = Vec::new();
                    check(context, &mut findings);
                    findings.len()
                },
            )
        };
        assert_eq!(count(&[]), 2);
        assert_eq!(count(&["officials"]), 1);
        assert_eq!(count(&["critics", "officials"]), 0);
    }
}
