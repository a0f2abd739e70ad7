//! What a comment that is for sayso says: `sayso-ignore vague-source, unattributed-quote: the poll is the news`.

use super::profile;
use crate::rules::{Context, named};
use crate::text::{Comment, TextRange};

/// What comments for sayso begin with.
const PREFIX: &str = "sayso-";
/// The name that stands for all rules.
pub(super) const ALL: &str = "all";

/// A comment that is for sayso.
#[derive(Clone, Debug)]
pub(super) struct Directive {
    pub(super) comment: Comment,
    /// Its first word, which says what to do.
    pub(super) keyword: TextRange,
    /// For what of the text it is to be done; `None`: nobody knows the first word.
    pub(super) reach: Option<Reach>,
    /// The rules that it names.
    pub(super) names: Vec<TextRange>,
}

/// For what of a text a comment speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// A paragraph.
    Paragraph,
    /// All of it.
    File,
}

impl Reach {
    /// The words that comments begin with.
    pub(super) const KEYWORDS: [(&str, Self); 2] =
        [("sayso-ignore", Self::Paragraph), ("sayso-ignore-file", Self::File)];
}

/// What a comment says that has a rule ignored in a paragraph.
pub(super) fn ignore(rule: &str) -> String {
    let [(keyword, _), _] = Reach::KEYWORDS;
    format!("{keyword} {rule}")
}

impl Directive {
    /// What a comment has sayso do, if it has.
    pub(super) fn read(context: &Context<'_>, comment: Comment) -> Option<Self> {
        let mut words = words(context, comment.content);
        let first = words.next().filter(|word| context.text(*word).starts_with(PREFIX))?;
        let keyword = TextRange::new(first.start, first.start + context.text(first).trim_end_matches(':').len());
        if context.text(keyword) == profile::KEY {
            return None;
        }
        let reach = Reach::KEYWORDS.iter().find(|(word, _)| *word == context.text(keyword)).map(|(_, reach)| *reach);
        let names = names(context, TextRange::new(first.end, comment.content.end));
        Some(Self { comment, keyword, reach, names })
    }
}

/// The names at a text's beginning, with commas between; what comes after a colon, or is no name where there is no
/// comma, is the reason.
fn names(context: &Context<'_>, text: TextRange) -> Vec<TextRange> {
    let list = context.text(text).split(':').next().unwrap_or_default();
    let mut names = Vec::new();
    let mut start = text.start;
    for item in list.split(',') {
        let item_range = TextRange::new(start, start + item.len());
        start = item_range.end + ','.len_utf8();
        for (index, word) in words(context, item_range).enumerate() {
            if index > 0 && !is_name(context.text(word)) {
                return names;
            }
            names.push(word);
        }
    }
    names
}

/// Whether a word names a rule or all of them.
pub(super) fn is_name(word: &str) -> bool {
    word == ALL || named(word).is_some()
}

/// What stands between white space in a range.
fn words<'a>(context: &Context<'a>, range: TextRange) -> impl Iterator<Item = TextRange> + use<'a> {
    let mut end = range.start;
    context.text(range).split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let start = end;
        end += piece.len();
        let word = piece.trim_end();
        (!word.is_empty()).then(|| TextRange::new(start, start + word.len()))
    })
}
