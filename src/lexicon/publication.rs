//! Newspapers, magazines and broadcasters, by their titles or by the shape of one: "Al Jazeera", "Le Monde".

use std::sync::LazyLock;

use foldhash::HashSet;

use super::table;

/// The words or titles of the data file that have a label.
fn labelled(label: &str) -> impl Iterator<Item = &'static str> {
    table::rows(include_str!("../../data/publications.tsv"))
        .filter(move |row| row.first() == Some(&label))
        .filter_map(|row| row.get(1).copied())
}

static TITLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| labelled("title").collect());

static BEGINNINGS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| labelled("title").filter_map(|title| title.split(' ').next()).collect());

static NOUNS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| labelled("noun").flat_map(|words| words.split(' ')).collect());

static ARTICLES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| labelled("article").flat_map(|words| words.split(' ')).collect());

static WITH_THE: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| labelled("the").flat_map(|words| words.split(' ')).collect());

/// Whether a word, in lower case without accents, is a publication's title where "the" stands before it: "economist".
pub fn is_publication_with_the(word: &str) -> bool {
    WITH_THE.contains(word)
}

/// Whether a name of several words, in lower case without accents, is a publication's or a broadcaster's title.
pub fn is_publication(title: &str) -> bool {
    TITLES.contains(title)
}

/// Whether such a title begins with a word in lower case without accents.
pub fn begins_publication(word: &str) -> bool {
    BEGINNINGS.contains(word)
}

/// Whether a word, in lower case without accents, makes a publication's title of itself and a foreign article before it: "monde".
pub fn is_press_noun(word: &str) -> bool {
    NOUNS.contains(word)
}

/// Whether a lower-case word is an article of another language: "le".
pub fn is_foreign_article(word: &str) -> bool {
    ARTICLES.contains(word)
}
