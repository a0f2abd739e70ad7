//! A paragraph's words as the tagger sees them.

use crate::model::features::{self, Features, Place, QuotePlace};
use crate::text::BlockKind;

use super::quotation::PairedQuotation;
use super::words::Words;

/// What the tagger sees of each word.
pub(super) fn features(words: &Words<'_>, pairs: &[PairedQuotation], kind: BlockKind) -> Vec<Features> {
    let mut places = vec![place(kind, false); words.words.len()];
    for sentence in &words.sentences {
        if let Some(first) = places.get_mut(sentence.start) {
            *first = place(kind, true);
        }
    }
    let quotes = quote_places(words, pairs);
    let each = words.words.iter().zip(places).zip(quotes);
    each.map(|((word, place), quote)| {
        let form = features::normal_form(word.text);
        Features {
            word: features::hash(form.as_bytes()),
            prefix: features::prefix_bucket(&form),
            suffix: features::suffix_bucket(&form),
            shape: features::shape(word.text, word.kind),
            quote,
            place,
        }
    })
    .collect()
}

fn place(kind: BlockKind, first: bool) -> Place {
    match (kind, first) {
        (BlockKind::Heading, true) => Place::HeadingFirst,
        (BlockKind::Heading, false) => Place::HeadingWithin,
        (BlockKind::ListItem | BlockKind::TableCell, true) => Place::ItemFirst,
        (BlockKind::ListItem | BlockKind::TableCell, false) => Place::ItemWithin,
        (BlockKind::Paragraph | BlockKind::Speech | BlockKind::BlockQuote, true) => Place::First,
        (BlockKind::Paragraph | BlockKind::Speech | BlockKind::BlockQuote, false) => Place::Within,
    }
}

/// Where each word stands to the quotation marks.
fn quote_places(words: &Words<'_>, pairs: &[PairedQuotation]) -> Vec<QuotePlace> {
    let mut places = vec![QuotePlace::Outside; words.words.len()];
    for unit in &words.quotes {
        let Some(pair) = pairs.get(unit.pair) else { continue };
        let Some(span) = places.get_mut(unit.words.clone()) else { continue };
        span.fill(if unit.can_be_speech { QuotePlace::Inside } else { QuotePlace::Term });
        if unit.can_be_speech
            && let [first, .., last] = span
        {
            *first = QuotePlace::Open;
            if pair.close > 0 {
                *last = QuotePlace::Close;
            }
        }
    }
    for pair in pairs.iter().filter(|pair| pair.depth > 0) {
        let first = words.words.partition_point(|word| word.range.end <= pair.range.start);
        let last = words.words.partition_point(|word| word.range.start < pair.range.end);
        let span = places.get_mut(first..last).unwrap_or_default();
        span.iter_mut().filter(|place| **place == QuotePlace::Inside).for_each(|place| *place = QuotePlace::Nested);
    }
    places
}
