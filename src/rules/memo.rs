//! What several rules ask of a whole document, answered once: what stands where, and how the text writes.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::annotate::{Attribution, AttributionId, Entity, EntityId, Mention};
use crate::lexicon::FigureWord;
use crate::text::TextRange;

use super::sources::AnonymousSource;
use super::word_facts::WordFacts;
use super::wording::{QuoteStyle, counterpart};
use super::{Context, Finding};

/// The answers so far.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// Of the attributions, in the order of their ranges' starts: the index, the range, and the furthest end of it and those before.
    sayings: OnceLock<Vec<Saying>>,
    /// Each attribution's range, by its index.
    ranges: OnceLock<Vec<TextRange>>,
    /// The people whose words running text quotes.
    pub(super) quoted_people: OnceLock<Vec<EntityId>>,
    /// The mentions in text order.
    mentions: OnceLock<Vec<(Mention, EntityId)>>,
    /// The ends of the attributions' ranges, in order, with their indices.
    ends: OnceLock<Vec<(usize, usize)>>,
    /// What the words of the text tell, if nobody has kept it.
    pub(super) word_facts: OnceLock<WordFacts>,
    /// By an opening mark, whether a comma stands before the closing one.
    comma_inside: Mutex<HashMap<String, bool>>,
    /// What the words of paragraphs tell of figures.
    figure_words: Mutex<HashMap<TextRange, FigureWord>>,
    /// Whether speakers say rather than said.
    says: OnceLock<bool>,
    /// The attributions whose source has no name.
    pub(super) anonymous_sources: OnceLock<Vec<(AttributionId, AnonymousSource)>>,
    /// What is found of sources that could be anyone.
    pub(super) vague_sources: OnceLock<Vec<Finding>>,
    /// Which claims nothing answers for.
    pub(super) open_claims: OnceLock<Vec<usize>>,
    /// The studies that nothing names: the sentence, and the words in it that refer to one.
    pub(super) unnamed_studies: OnceLock<Vec<(TextRange, TextRange)>>,
}

impl Memo {
    /// What the words of a paragraph tell of figures; `read` reads them.
    pub(super) fn figure_words(&self, paragraph: TextRange, read: impl FnOnce() -> FigureWord) -> FigureWord {
        *lock(&self.figure_words).entry(paragraph).or_insert_with(read)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Debug)]
struct Saying {
    index: usize,
    range: TextRange,
    furthest: usize,
}

impl<'a> Context<'a> {
    /// The attributions whose range overlaps a range, by index.
    pub(super) fn sayings_in(&self, range: TextRange) -> impl Iterator<Item = &'a Attribution> + use<'a> {
        let sayings = self.memo.sayings.get_or_init(|| {
            let ranges = self.ranges().iter().enumerate();
            let saying = |(index, range): (usize, &TextRange)| Saying { index, range: *range, furthest: range.end };
            let mut sayings: Vec<Saying> = ranges.map(saying).collect();
            sayings.sort_by_key(|saying| (saying.range.start, saying.index));
            let mut furthest = 0;
            for saying in &mut sayings {
                furthest = furthest.max(saying.range.end);
                saying.furthest = furthest;
            }
            sayings
        });
        let first = sayings.partition_point(|saying| saying.furthest < range.start);
        let near = sayings.get(first..).unwrap_or_default().iter().take_while(|saying| saying.range.start <= range.end);
        let mut found: Vec<usize> =
            near.filter(|saying| saying.range.overlaps(range)).map(|saying| saying.index).collect();
        found.sort_unstable();
        let annotation = self.annotation;
        found.into_iter().filter_map(|index| annotation.attributions.get(index))
    }

    /// The attributions' ranges, by their indices.
    pub(super) fn ranges(&self) -> &[TextRange] {
        self.memo.ranges.get_or_init(|| self.annotation.attributions.iter().map(Attribution::range).collect())
    }

    /// The mentions in text order, each with whose it is.
    fn mentions(&self) -> &[(Mention, EntityId)] {
        self.memo.mentions.get_or_init(|| {
            let of = |entity: &'a Entity| entity.mentions.iter().map(move |mention| (*mention, entity.id));
            let entities = &self.annotation.entities;
            let mut mentions: Vec<(Mention, EntityId)> =
                Vec::with_capacity(entities.iter().map(|entity| entity.mentions.len()).sum());
            mentions.extend(entities.iter().flat_map(of));
            // numbers are sorted sooner than mentions: start, end, and place in the order of the entities
            let key = |(index, (mention, _)): (usize, &(Mention, EntityId))| {
                (mention.span.start as u128) << 80 | (mention.span.end as u128) << 32 | index as u128
            };
            let mut keys: Vec<u128> = mentions.iter().enumerate().map(key).collect();
            keys.sort_unstable();
            keys.into_iter().map(|key| mentions[key as u32 as usize]).collect()
        })
    }

    /// Whether a mention begins at a place.
    pub(super) fn begins_mention(&self, place: usize) -> bool {
        self.mentions().binary_search_by_key(&place, |(mention, _)| mention.span.start).is_ok()
    }

    /// The mentions inside a range, in text order, each with whose it is.
    pub(super) fn mentions_in(&self, range: TextRange) -> impl Iterator<Item = (Mention, &'a Entity)> {
        let mentions = self.mentions();
        let first = mentions.partition_point(|(mention, _)| mention.span.start < range.start);
        let begun = mentions.get(first..).unwrap_or_default().iter();
        let begun = begun.take_while(move |(mention, _)| mention.span.start <= range.end);
        let annotation = self.annotation;
        begun
            .filter(move |(mention, _)| range.covers(mention.span))
            .map(|(mention, id)| (*mention, annotation.entity(*id)))
    }

    /// The last attribution that ends before a place.
    pub(super) fn saying_before(&self, place: usize) -> Option<&'a Attribution> {
        let ends = self.memo.ends.get_or_init(|| {
            let ranges = self.ranges().iter().enumerate();
            let mut ends: Vec<_> = ranges.map(|(index, range)| (range.end, index)).collect();
            ends.sort_unstable();
            ends
        });
        let (_, index) = ends.get(ends.partition_point(|(end, _)| *end <= place).checked_sub(1)?)?;
        self.annotation.attributions.get(*index)
    }

    /// The style of a quotation that begins with `open`.
    pub(super) fn quote_style<'o>(&self, open: &'o str) -> QuoteStyle<'o> {
        let mut known = lock(&self.memo.comma_inside);
        match known.get(open) {
            Some(comma_inside) => QuoteStyle { open, close: counterpart(open), comma_inside: *comma_inside },
            None => {
                let style = QuoteStyle::of(open, self.source);
                known.insert(open.to_owned(), style.comma_inside);
                style
            }
        }
    }

    /// "Says" where the text's speakers say, and else "said".
    pub(super) fn house_verb(&self) -> &'static str {
        let says = self.memo.says.get_or_init(|| {
            let cues = || self.annotation.attributions.iter().flat_map(|attribution| &attribution.cue);
            let count = |verb: &str| cues().filter(|cue| self.text(**cue) == verb).count();
            count("says") > count("said")
        });
        if *says { "says" } else { "said" }
    }
}
