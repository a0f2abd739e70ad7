//! Texts of any length to measure with.

const ARTICLE: &str = include_str!("../../examples/harbour-reform.md");

/// An article of about so many words: the sample, over and over, no paragraph of it twice the same.
pub fn article(words: usize) -> String {
    let once = ARTICLE.split_whitespace().count();
    let copies = (0..words.div_ceil(once)).map(|copy| ARTICLE.replace("\n\n", &format!(" Page {copy}.\n\n")));
    copies.collect::<Vec<_>>().join("\n\n")
}
