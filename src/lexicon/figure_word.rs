//! Words around figures, which tell whether a figure wants a source.

use std::sync::LazyLock;

use bitflags::bitflags;
use foldhash::HashMap;

use super::table;

bitflags! {
    /// What a word says about figures near it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct FigureWord: u16 {
        /// "around", "nearly": the figure after it is an estimate.
        const ABOUT = 1;
        /// "million"
        const MAGNITUDE = 1 << 1;
        /// "miles": what is measured, not counted.
        const MEASURE = 1 << 2;
        /// "tax": a percentage before it is a rule or a price.
        const RATE = 1 << 3;
        /// "survey": figures near it come from there.
        const ORIGIN = 1 << 4;
        /// "poll": as an origin, but often told only after its figures.
        const POLL = 1 << 8;
        /// "five": a number in words.
        const NUMBER = 1 << 9;
        /// "two-thirds": a share in words.
        const SHARE = 1 << 10;
        /// "said": the figures of its sentence come from somebody.
        const TELLER = 1 << 7;
        /// "would": the sentence is about what shall be.
        const PLAN = 1 << 5;
        /// "elected": the figures are on public record.
        const SETTLED = 1 << 6;
    }
}

static WORDS: LazyLock<HashMap<&'static str, FigureWord>> = LazyLock::new(|| {
    let pairs = table::labelled_words(include_str!("../../data/figure_words.tsv")).map(|(label, word)| {
        let class = match label {
            "about" => FigureWord::ABOUT,
            "magnitude" => FigureWord::MAGNITUDE,
            "measure" => FigureWord::MEASURE,
            "rate" => FigureWord::RATE,
            "number" => FigureWord::NUMBER,
            "share" => FigureWord::SHARE,
            "poll" => FigureWord::POLL,
            "origin" => FigureWord::ORIGIN,
            "teller" => FigureWord::TELLER,
            "plan" => FigureWord::PLAN,
            _ => FigureWord::SETTLED,
        };
        (word, class)
    });
    table::collect_merged(pairs, |a, b| a | b)
});

/// What a lower-case word says about figures near it.
pub fn figure_word(word: &str) -> FigureWord {
    WORDS.get(word).copied().unwrap_or(FigureWord::empty())
}
