//! Quotations stay whole: what stands inside one pair of marks has one source.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::annotate::words::Words;
use crate::lexicon::CueClass;

use super::link::Link;

/// Whose content each word is.
struct Owners {
    /// The link, by its index.
    of: Vec<Option<usize>>,
    /// Whether a part of it begins here.
    begins: Vec<bool>,
}

/// Extends content that covers at least half of a quotation to all of it, and takes the rest from others. A quotation
/// with a cue or a source between its marks is left as it is: it is not one speech.
pub(super) fn keep_quotations_whole(words: &Words<'_>, links: &mut [Link]) {
    let mut owners = Owners::new(words.words.len(), links);
    let mut is_head = vec![false; words.words.len()];
    for part in links.iter().flat_map(|link| link.cue.iter().chain(&link.source)) {
        is_head[part.clone()].fill(true);
    }
    let mut changed = false;
    for quote in words.quotes.iter().filter(|quote| quote.can_be_speech) {
        let quote = quote.words.clone();
        let Some((owner, covered)) = owners.main(quote.clone()) else { continue };
        let is_part = covered < quote.len() && 2 * covered >= quote.len();
        if is_part && !is_head[quote.clone()].contains(&true) {
            owners.give(owner, quote);
            changed = true;
        }
    }
    if changed {
        links.iter_mut().for_each(|link| link.content.clear());
        owners.write_to(links);
    }
}

impl Owners {
    fn new(words: usize, links: &[Link]) -> Self {
        let mut owners = Self { of: vec![None; words], begins: vec![false; words] };
        for (index, link) in links.iter().enumerate() {
            for part in &link.content {
                owners.of[part.clone()].fill(Some(index));
                owners.begins[part.start] = true;
            }
        }
        owners
    }

    /// The link that most of some words belong to, and how many.
    fn main(&self, words: Range<usize>) -> Option<(usize, usize)> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for owner in self.of[words].iter().flatten() {
            *counts.entry(*owner).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(_, count)| *count)
    }

    /// Gives all of some words to one link.
    fn give(&mut self, owner: usize, words: Range<usize>) {
        let before = words.start.checked_sub(1).and_then(|before| self.of[before]);
        let was_its_own = self.of[words.start] == Some(owner);
        self.begins[words.start] = if was_its_own { self.begins[words.start] } else { before != Some(owner) };
        self.begins[words.start + 1..words.end].fill(false);
        self.of[words.clone()].fill(Some(owner));
        if let Some(after) = self.of.get(words.end).filter(|after| **after != Some(owner)) {
            self.begins[words.end] |= after.is_some();
        }
    }

    fn write_to(&self, links: &mut [Link]) {
        for (word, owner) in self.of.iter().enumerate() {
            let Some(link) = owner.and_then(|owner| links.get_mut(owner)) else { continue };
            match link.content.last_mut() {
                Some(part) if part.end == word && !self.begins[word] => part.end += 1,
                _ => link.content.push(word..word + 1),
            }
        }
    }
}

/// Takes from attributions the quotations that stand apart from them: units of nothing but quotations, if between one and
/// the cue's unit there is a unit that is neither that nor has content of the attribution.
pub(super) fn detach_far_quotations(words: &Words<'_>, links: &mut Vec<Link>) {
    let bare: Vec<bool> = words.units.iter().map(|unit| is_bare(words, unit.clone())).collect();
    let Some(last) = bare.len().checked_sub(1) else { return };
    let mut narrative_before = vec![0];
    for (unit, bare) in bare.iter().enumerate() {
        narrative_before.push(narrative_before[unit] + usize::from(!bare));
    }
    let unit_of = |word: usize| words.units.partition_point(|unit| unit.end <= word).min(last);
    for link in links.iter_mut() {
        let Some(cue) = link.cue.first().map(|cue| unit_of(cue.start)) else { continue };
        let units = link.content.iter().map(|part| unit_of(part.start));
        let own: BTreeSet<usize> = units.filter(|unit| !bare[*unit]).collect();
        let own: Vec<usize> = own.into_iter().collect();
        let own_before = |unit: usize| own.partition_point(|own| *own < unit);
        link.content.retain(|part| {
            let unit = unit_of(part.start);
            if !bare[unit] || unit == cue {
                return true;
            }
            let (from, to) = if unit > cue { (cue + 1, unit) } else { (unit + 1, cue) };
            narrative_before[to] - narrative_before[from] == own_before(to) - own_before(from)
        });
    }
    links.retain(|link| !link.content.is_empty());
}

/// Gives quotations that nothing covers, and that nothing but quotations stands around, to the attribution before them.
/// Those at the paragraph's start, with none before them, are returned. Looks at the words before `end` only.
pub(super) fn attach_bare_quotations(words: &Words<'_>, links: &mut [Link], end: usize) -> Vec<Range<usize>> {
    let mut touching: Vec<Option<usize>> = vec![None; words.words.len()];
    for (index, link) in links.iter().enumerate() {
        for part in link.parts() {
            touching[part.clone()].fill(Some(index));
        }
    }
    let mut leading = Vec::new();
    let mut narrative = false;
    let mut last: Option<usize> = None;
    for unit in words.units.iter().filter(|unit| unit.start < end) {
        let own: BTreeSet<usize> = touching[unit.clone()].iter().flatten().copied().collect();
        if own.is_empty() && is_bare(words, unit.clone()) {
            let quotes = quotes_in(words, unit.clone());
            match last.and_then(|index| links.get_mut(index)) {
                Some(link) => link.content.extend(quotes),
                None if !narrative => leading.extend(quotes),
                None => {}
            }
        } else {
            narrative = true;
            last = carried_on(words, own.iter().filter_map(|index| links.get(*index).map(|link| (*index, link))));
        }
    }
    links.iter_mut().for_each(|link| link.content.sort_by_key(|part| part.start));
    leading
}

/// Which of some attributions a bare quotation right after them goes on with: the last one that quotes, or one in a single
/// person's words.
pub(super) fn carried_on<'l>(
    words: &Words<'_>,
    links: impl DoubleEndedIterator<Item = (usize, &'l Link)> + Clone,
) -> Option<usize> {
    let quotes = |link: &Link| {
        let mut content = link.content.iter().filter_map(|part| words.words.get(part.clone())).flatten();
        content.any(|word| word.quote.is_some())
    };
    let says = |link: &Link| {
        let cue = link.cue.iter().filter_map(|cue| words.words.get(cue.clone())).flatten();
        cue.filter_map(|word| word.cue).any(|class| class.intersects(CueClass::SPEECH | CueClass::CLAUSE))
    };
    let one = |link: &Link| link.source.first().is_some_and(|source| is_one_person(words, source.clone()));
    let quoting = links.clone().rev().find(|(_, link)| !link.source.is_empty() && quotes(link));
    quoting.or_else(|| links.rev().find(|(_, link)| one(link) && says(link))).map(|(index, _)| index)
}

/// Whether a source is a single person as far as its words show: a name, "he", a noun in the singular.
fn is_one_person(words: &Words<'_>, source: Range<usize>) -> bool {
    let Some(span) = words.words.get(source.clone()) else { return false };
    let pronoun = span.len() == 1 && matches!(&*span[0].lower, "he" | "she" | "i");
    let several = span.len() == 1 && matches!(&*span[0].lower, "they" | "we");
    let plural = several || span.iter().any(|word| word.nominal().is_some_and(|n| n.plural) || word.is("and"));
    pronoun || (!plural && words.is_animate(source))
}

/// Whether some words are nothing but speech in quotation marks.
pub(super) fn is_bare(words: &Words<'_>, unit: Range<usize>) -> bool {
    let mut quoted = false;
    for word in words.words.get(unit).unwrap_or_default() {
        match word.quote {
            Some(quote) if words.quotes.get(quote).is_some_and(|quote| quote.can_be_speech) => quoted = true,
            _ if word.is_punctuation() => {}
            _ => return false,
        }
    }
    quoted
}

fn quotes_in(words: &Words<'_>, unit: Range<usize>) -> Vec<Range<usize>> {
    let begun = words.quotes_between(unit.start, unit.end);
    begun.iter().map(|quote| quote.words.clone()).filter(|quote| quote.end <= unit.end).collect()
}
