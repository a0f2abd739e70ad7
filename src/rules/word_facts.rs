//! What the words of sentences, sources, cues and quotations tell by themselves, whatever stands around them: what rules ask
//! first. It is kept from one version of a text to the next, as an edit leaves nearly all words as they are.

use std::sync::Arc;

use bitflags::bitflags;

use crate::annotate::{Annotation, Attribution};
use crate::lexicon;
use crate::text::{TextRange, Unchanged, on_one_line};

use super::Context;
use super::context::has_citation;
use super::wording::reports_words;
use super::{claims, sources, verbs};

bitflags! {
    /// What the words of a sentence tell.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct SentenceFacts: u8 {
        /// A citation as scholars write them stands in it.
        const CITATION = 1;
        /// It tells whose view it gives: "in Li’s view".
        const VIEW = 1 << 1;
        /// It is marked as one that wants a source.
        const MARKED = 1 << 2;
        /// Somebody asks in it not to be named.
        const ANONYMITY = 1 << 3;
        /// It seems to end in ", he said".
        const SAID_LAST = 1 << 4;
    }
}

bitflags! {
    /// What the words of a source tell.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct SourceFacts: u8 {
        /// They could be anyone.
        const VAGUE = 1;
        /// They are of a group of which they tell nothing but what it is.
        const OPEN_GROUP = 1 << 1;
        /// They are a study's, and tell neither whose it is nor which.
        const STUDY = 1 << 2;
        /// They are a noun for somebody without a name.
        const ANONYMOUS = 1 << 3;
        /// "he", "she"
        const PRONOUN = 1 << 4;
        /// "who"
        const WHO = 1 << 5;
        /// "it", "this", "that"
        const THING = 1 << 6;
        /// "I", "we"
        const WRITER = 1 << 7;
    }
}

bitflags! {
    /// What the words of a cue tell.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct CueFacts: u8 {
        /// One is a verb that reports words.
        const SPEECH = 1;
        /// One is a verb that the word list knows as loaded.
        const LOADED = 1 << 1;
    }
}

impl SentenceFacts {
    fn of(text: &str) -> Self {
        let mut facts = Self::empty();
        facts.set(Self::CITATION, has_citation(text));
        facts.set(Self::VIEW, claims::is_somebodys_view(text));
        facts.set(Self::MARKED, claims::has_mark(text));
        facts.set(Self::ANONYMITY, sources::asks_for_anonymity(text));
        facts.set(Self::SAID_LAST, verbs::ends_with_attribution(text));
        facts
    }
}

impl SourceFacts {
    fn of(text: &str) -> Self {
        let mut facts = match &*on_one_line(text).to_lowercase() {
            "he" | "she" => Self::PRONOUN,
            "who" => Self::WHO,
            "it" | "this" | "that" => Self::THING,
            "i" | "we" => Self::WRITER,
            _ => Self::empty(),
        };
        facts.set(Self::VAGUE, sources::is_vague(text));
        facts.set(Self::OPEN_GROUP, sources::is_open_group(text));
        facts.set(Self::STUDY, claims::is_unnamed_study(text));
        facts.set(Self::ANONYMOUS, sources::is_anonymous(text));
        facts
    }
}

impl CueFacts {
    fn of(text: &str) -> Self {
        let mut facts = Self::empty();
        facts.set(Self::SPEECH, text.split_whitespace().any(reports_words));
        facts.set(Self::LOADED, verbs::has_listed_verb(text));
        facts
    }
}

/// What the words of an attribution tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct AttributionFacts {
    /// Those of the first part of its source.
    pub source: SourceFacts,
    /// Those of any part of it.
    pub any_source: SourceFacts,
    /// Whether a part of it is somebody else than the writer, or something that says so.
    pub has_other_source: bool,
    /// Those of any part of its cue.
    pub cue: CueFacts,
}

/// What something in a text tells, by where it stands.
type Told<F> = Vec<(TextRange, F)>;

/// What all words of a text tell.
#[derive(Debug, Default)]
pub(super) struct WordFacts {
    sentences: Told<SentenceFacts>,
    sources: Told<SourceFacts>,
    cues: Told<CueFacts>,
    /// By their ids.
    attributions: Vec<AttributionFacts>,
    /// For each quotation that is attributed its line among the lines.
    quotations: Told<TextRange>,
    /// The words of those quotations in lower case, with a space after each, and a line for each of them.
    lines: String,
}

impl WordFacts {
    /// Those of a text.
    pub fn of(source: &str, annotation: &Annotation) -> Self {
        Self::following(&Self::default(), Unchanged::between("", source), source, annotation)
    }

    /// Those of a text of whose version before they are known.
    fn following(before: &Self, unchanged: Unchanged, source: &str, annotation: &Annotation) -> Self {
        let text = |range: TextRange| source.get(range.start..range.end).unwrap_or_default();
        let attributions = || annotation.attributions.iter().chain(&annotation.unsourced);
        let sentences = follow(&before.sentences, unchanged, annotation.sentences.iter().copied());
        let sources = follow(&before.sources, unchanged, attributions().flat_map(|it| &it.source).copied());
        let cues = follow(&before.cues, unchanged, attributions().flat_map(|it| &it.cue).copied());
        let sentences =
            sentences.map(|(range, facts)| (range, facts.unwrap_or_else(|| SentenceFacts::of(text(range)))));
        let sources = sources.map(|(range, facts)| (range, facts.unwrap_or_else(|| SourceFacts::of(text(range)))));
        let cues = cues.map(|(range, facts)| (range, facts.unwrap_or_else(|| CueFacts::of(text(range)))));
        let (sources, cues): (Told<_>, Told<_>) = (sources.collect(), cues.collect());
        let attributions = facts_of_attributions(attributions(), &sources, &cues);
        let quoted = annotation.quotations.iter().filter(|quotation| quotation.attribution.is_some());
        let mut lines = String::with_capacity(before.lines.len());
        let quotations = follow(&before.quotations, unchanged, quoted.map(|quotation| quotation.span));
        let quotations = quotations.map(|(range, line)| {
            let start = lines.len();
            match line.and_then(|line| before.lines.get(line.start..line.end)) {
                Some(line) => lines.push_str(line),
                None => push_line(text(range), &mut lines),
            }
            (range, TextRange::new(start, lines.len()))
        });
        let quotations = quotations.collect();
        Self { sentences: sentences.collect(), sources, cues, attributions, quotations, lines }
    }
}

/// Adds the words of a quotation as a line.
fn push_line(quoted: &str, lines: &mut String) {
    for word in quoted.split_whitespace() {
        lines.push_str(&lexicon::lower(word));
        lines.push(' ');
    }
    lines.push('\n');
}

/// Joins what the parts of attributions tell; they are in the order of the attributions.
fn facts_of_attributions<'a>(
    attributions: impl Iterator<Item = &'a Attribution>,
    sources: &[(TextRange, SourceFacts)],
    cues: &[(TextRange, CueFacts)],
) -> Vec<AttributionFacts> {
    let mut sources = sources.iter().map(|(_, facts)| *facts);
    let mut cues = cues.iter().map(|(_, facts)| *facts);
    let facts = attributions.map(|attribution| {
        let cue = cues.by_ref().take(attribution.cue.len()).fold(CueFacts::empty(), CueFacts::union);
        let (mut first, mut any, mut has_other_source) = (None, SourceFacts::empty(), false);
        for facts in sources.by_ref().take(attribution.source.len()) {
            first.get_or_insert(facts);
            any |= facts;
            let is_thing = facts.contains(SourceFacts::THING);
            has_other_source |= !facts.contains(SourceFacts::WRITER) && (!is_thing || cue.contains(CueFacts::SPEECH));
        }
        AttributionFacts { source: first.unwrap_or(SourceFacts::empty()), any_source: any, has_other_source, cue }
    });
    facts.collect()
}

/// The ranges with what was told at their place in the version before, if it is known and they are as they were.
fn follow<F: Copy>(
    before: &[(TextRange, F)],
    unchanged: Unchanged,
    ranges: impl Iterator<Item = TextRange> + Clone,
) -> impl Iterator<Item = (TextRange, Option<F>)> {
    /// What was known further on than expected is looked for in so many places.
    const NEAR: usize = 4;
    // behind the edit as many follow as before
    let gone = before.len() as isize - ranges.clone().count() as isize;
    let mut expected = 0;
    ranges.enumerate().map(move |(index, range)| {
        let Some(place) = unchanged.place_before(range) else { return (range, None) };
        let from_end = index.checked_add_signed(gone);
        let found = (expected..expected + NEAR)
            .chain(from_end)
            .find_map(|index| before.get(index).filter(|(old, _)| *old == place).map(|(_, facts)| (index, *facts)));
        if let Some((index, _)) = found {
            expected = index + 1;
        }
        (range, found.map(|(_, facts)| facts))
    })
}

/// What the words of the last version of a text told, for the next.
#[derive(Debug, Default)]
pub struct WordMemory {
    source: Arc<str>,
    facts: WordFacts,
}

impl WordMemory {
    /// What the words of a text tell, which the memory keeps.
    pub(super) fn facts(&mut self, source: &Arc<str>, annotation: &Annotation) -> &WordFacts {
        let unchanged = Unchanged::between(&self.source, source);
        self.facts = WordFacts::following(&self.facts, unchanged, source, annotation);
        self.source = Arc::clone(source);
        &self.facts
    }
}

impl<'a> Context<'a> {
    fn word_facts(&self) -> &WordFacts {
        self.kept_facts
            .unwrap_or_else(|| self.memo.word_facts.get_or_init(|| WordFacts::of(self.source, self.annotation)))
    }

    /// What the words of a sentence tell.
    pub(super) fn sentence_facts(&self, sentence: TextRange) -> SentenceFacts {
        let sentences = &self.word_facts().sentences;
        let first = sentences.partition_point(|(range, _)| range.start < sentence.start);
        let known = sentences.get(first).filter(|(range, _)| *range == sentence);
        known.map_or_else(|| SentenceFacts::of(self.text(sentence)), |(_, facts)| *facts)
    }

    /// The sentences whose words tell something.
    pub(super) fn sentences_with(&self, told: SentenceFacts) -> impl Iterator<Item = TextRange> + '_ {
        let sentences = self.word_facts().sentences.iter();
        sentences.filter(move |(_, facts)| facts.contains(told)).map(|(sentence, _)| *sentence)
    }

    /// What the words of an attribution tell.
    pub(super) fn facts_of(&self, attribution: &Attribution) -> AttributionFacts {
        let nothing = || AttributionFacts {
            source: SourceFacts::empty(),
            any_source: SourceFacts::empty(),
            has_other_source: false,
            cue: CueFacts::empty(),
        };
        self.word_facts().attributions.get(attribution.id.0).copied().unwrap_or_else(nothing)
    }

    /// What is quoted from somebody, in lower case, each quotation on a line.
    pub(super) fn quoted_lines(&self) -> &str {
        &self.word_facts().lines
    }
}
