//! Where the missing mark of a quotation goes, if that is clear.

use crate::annotate::Quotation;
use crate::lexicon;
use crate::rules::wording::{QuoteStyle, counterpart, reports_words};
use crate::rules::{Context, Fix, Safety};
use crate::text::{TextRange, Token, tokenize};

/// The fix for a quotation of which only `mark` is there.
pub(super) fn fix(context: &Context<'_>, quotation: &Quotation, mark: TextRange) -> Option<Fix> {
    let style = context.quote_style(context.text(mark));
    if mark == quotation.span {
        let place = opening_place(context, mark)?;
        let missing = counterpart(context.text(mark));
        let title = format!("Open the quotation with {missing}");
        return Some(Fix::replace(title, TextRange::new(place, place), missing, Safety::Offered));
    }
    let place = before_attribution(context, mark, style)
        .or_else(|| before_tag(context, quotation, mark, style))
        .or_else(|| only_sentence(context, quotation, mark, style))?;
    let title = format!("Close the quotation with {}", style.close);
    Some(Fix::replace(title, TextRange::new(place, place), style.close, Safety::Offered))
}

/// Where the content of an attribution ends that begins with the mark and whose source comes after it.
fn before_attribution(context: &Context<'_>, mark: TextRange, style: QuoteStyle<'_>) -> Option<usize> {
    let (content, next) = context
        .sayings_in(TextRange::new(mark.start, mark.end + 1))
        .filter_map(|attribution| {
            let content = *attribution.content.iter().find(|content| mark.touches(content.start))?;
            let signals = attribution.source.iter().chain(&attribution.cue);
            let next = signals.map(|signal| signal.start).filter(|start| *start >= content.end).min()?;
            Some((content, next))
        })
        .next()?;
    let gap = context.text(TextRange::new(content.end, next));
    let words = context.text(content).trim_end();
    let end = content.start + words.len();
    let is_clear = !gap.contains(char::is_alphanumeric) && !gap.contains(['“', '”', '"']);
    if !is_clear {
        return None;
    }
    match (words.chars().next_back()?, gap.starts_with(',')) {
        (',', _) => Some(if style.comma_inside { end } else { end - 1 }),
        ('?' | '!' | '…' | '—' | '–', _) => Some(end),
        (_, true) => Some(if style.comma_inside { end + 1 } else { end }),
        _ => None,
    }
}

/// The end of what stands before the only "Lund said" in the quotation's reach. A quotation without its closing mark can hide its
/// attribution from the annotator.
fn before_tag(context: &Context<'_>, quotation: &Quotation, mark: TextRange, style: QuoteStyle<'_>) -> Option<usize> {
    const LONGEST: usize = 6;
    let start = mark.end;
    let text = context.text(TextRange::new(start, quotation.span.end));
    let tokens = tokenize(text);
    let word = |token: &Token| &text[token.range];
    let mut places = tokens.iter().enumerate().filter_map(|(index, stop)| {
        let after = tokens.get(index + 1..)?;
        let end = after.iter().position(|token| word(token) == ".")?;
        let tag: Vec<&str> = after.get(..end)?.iter().map(word).collect();
        let is_tag = matches!(word(stop), "," | "?" | "!") && tag.len() <= LONGEST && is_tag(&tag);
        is_tag.then_some((word(stop), stop.range))
    });
    let (stop, place) = places.next()?;
    let is_outside = stop == "," && !style.comma_inside;
    places.next().is_none().then_some(start + if is_outside { place.start } else { place.end })
}

/// Whether words are nothing but a speaker and a verb of saying: "Lund said", "said the mayor".
fn is_tag(words: &[&str]) -> bool {
    let speaker = match words {
        [cue, speaker @ ..] if reports_words(cue) => speaker,
        [speaker @ .., cue] if reports_words(cue) => speaker,
        _ => return false,
    };
    let is_speaker = |word: &&str| {
        let lower = word.to_lowercase();
        word.starts_with(char::is_uppercase)
            || matches!(lower.as_str(), "he" | "she" | "they" | "the")
            || lexicon::nominal(&lower).is_some()
    };
    !speaker.is_empty() && speaker.iter().all(is_speaker)
}

/// The end of the only sentence that the quotation can hold: it ends its paragraph, and nobody is named as its source in it.
fn only_sentence(
    context: &Context<'_>,
    quotation: &Quotation,
    mark: TextRange,
    style: QuoteStyle<'_>,
) -> Option<usize> {
    let paragraph = context.paragraph(mark.start)?.source_range();
    let sentence = context.sentence(mark.end)?;
    let rest = TextRange::new(mark.end, paragraph.end);
    let is_last = context.text(TextRange::new(sentence.end, paragraph.end)).trim().is_empty();
    let has_signal = context.sayings_in(rest).any(|attribution| {
        let mut signals = attribution.source.iter().chain(&attribution.cue);
        signals.any(|signal| rest.overlaps(*signal))
    });
    let other_marks = context.text(rest).contains(['“', '”', '"', '«', '»', '„']);
    if !is_last || has_signal || other_marks || quotation.parts.len() > 1 {
        return None;
    }
    let end = mark.end + context.text(TextRange::new(mark.end, sentence.end)).trim_end().len();
    let begins = !context.text(TextRange::new(sentence.start, mark.start)).contains(char::is_alphanumeric);
    let has_stop = context.text(TextRange::new(mark.end, end)).ends_with('.');
    // where commas stand outside, so does the full stop after a few quoted words
    let is_outside = has_stop && !begins && !style.comma_inside;
    (end > mark.end).then_some(if is_outside { end - 1 } else { end })
}

/// The beginning of the paragraph's first sentence, if the mark closes something in it and nothing else is quoted there.
fn opening_place(context: &Context<'_>, mark: TextRange) -> Option<usize> {
    let paragraph = context.paragraph(mark.start)?.source_range();
    let sentence = context.sentence(mark.start)?;
    let before = context.text(TextRange::new(sentence.start, mark.start));
    let is_clear = sentence.start == paragraph.start
        && before.contains(char::is_alphanumeric)
        && before.trim_end().ends_with([',', '.', '?', '!', '…'])
        && !before.contains(['“', '”', '"', '«', '»', '„', '‘']);
    is_clear.then_some(sentence.start)
}
