//! Everybody who says something in a text, with what they say, for views of the people in it.

use super::{Lines, NO_SPEAKER, Quote, SpeakerQuotes, introduced, quotes};
use crate::text::TextRange;
use crate::workspace::Analysis;

/// What each speaker of a text says, what is given to them by nothing but their turn included; the speakers in the order in
/// which they first speak, then what is nobody's for sure.
pub fn speakers(analysis: &Analysis) -> Vec<SpeakerQuotes> {
    let annotation = &analysis.annotation;
    let lines = Lines::of(&analysis.source);
    let silent = |entity| SpeakerQuotes { heading: introduced(entity), speaker: Some(entity.id), quotes: Vec::new() };
    let mut speakers: Vec<SpeakerQuotes> = annotation.entities.iter().map(silent).collect();
    for attribution in annotation.all_attributions() {
        if let Some(theirs) = attribution.speaker.and_then(|speaker| speakers.get_mut(speaker.0)) {
            theirs.quotes.push(lines.quote(analysis, attribution));
        }
    }
    speakers.retain(|speaker| !speaker.quotes.is_empty());
    for speaker in &mut speakers {
        speaker.quotes.sort_by_key(|quote| quote.span);
    }
    speakers.sort_by_key(|speaker| speaker.quotes.first().map(|quote| quote.span));
    speakers.extend(nobodys(analysis));
    speakers
}

/// How many words somebody's quotations have.
pub fn word_count(quotes: &[Quote]) -> usize {
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    quotes.iter().map(|quote| quote.text.split_whitespace().filter(is_word).count()).sum()
}

/// What is nobody's for sure, by what is known of who could say it.
fn nobodys(analysis: &Analysis) -> impl Iterator<Item = SpeakerQuotes> {
    let by_turn = analysis.annotation.unsourced.iter().filter(|attribution| attribution.speaker.is_some());
    let by_turn: Vec<TextRange> = by_turn.flat_map(|attribution| attribution.content.iter().copied()).collect();
    let groups = quotes(analysis).into_iter().filter(|group| group.speaker.is_none());
    let open = groups.map(move |mut group| {
        if group.heading == NO_SPEAKER {
            group.quotes.retain(|quote| !by_turn.iter().any(|content| content.overlaps(quote.span)));
        }
        group
    });
    open.filter(|group| !group.quotes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Format;
    use crate::workspace::Analyzer;

    fn shown(text: &str) -> Vec<(String, Vec<String>)> {
        let analysis = Analyzer::default().analyze(text.into(), Format::Markdown);
        let show = |it: SpeakerQuotes| (it.heading, it.quotes.into_iter().map(|quote| quote.text).collect());
        speakers(&analysis).into_iter().map(show).collect()
    }

    fn expected(groups: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
        groups
            .iter()
            .map(|(name, quotes)| ((*name).to_owned(), quotes.iter().map(|it| (*it).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn who_speaks_first_comes_first_and_nobody_last() {
        let text = "The pier closed. “It was late.”\n\n\
            Ada Marsh met Tom Okoro, the harbour master.\n\n“We lost,” Tom Okoro said.\n\n“We won,” said Ada Marsh. She said that taxes fell.\n";
        let groups: [(&str, &[&str]); 3] = [
            ("Tom Okoro (the harbour master)", &["“We lost,”"]),
            ("Ada Marsh", &["“We won,”", "that taxes fell"]),
            ("no speaker found", &["“It was late.”"]),
        ];
        assert_eq!(shown(text), expected(&groups));
    }

    #[test]
    fn words_are_counted_without_what_stands_between_them() {
        let analysis =
            Analyzer::default().analyze("“We – all 3 of us – won,” said Ada Marsh. “Twice.”".into(), Format::Plain);
        let counts: Vec<usize> = speakers(&analysis).iter().map(|speaker| word_count(&speaker.quotes)).collect();
        assert_eq!(counts, [7]);
        assert_eq!(word_count(&[]), 0);
    }
}
