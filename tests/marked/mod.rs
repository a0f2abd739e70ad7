//! Texts with who says what marked in them.
//!
//! `[Maya Wang|source] [said|cue]: [“No.”|content]` marks one attribution; a number after the role tells several apart,
//! and the same mark twice makes a discontinuous part.

use std::collections::BTreeMap;
use std::ops::Range;

/// The parts of one attribution, in bytes of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    pub source: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

/// Takes the marks out of a text and changes each piece between them: the text, and what they mark by the attribution's
/// number.
pub fn parse(marked: &str, change: fn(&str) -> String) -> (String, BTreeMap<usize, Parts>) {
    let mut text = String::new();
    let mut parts: BTreeMap<usize, Parts> = BTreeMap::new();
    let mut rest = marked;
    while let Some(open) = rest.find('[') {
        text.push_str(&change(&rest[..open]));
        let (inside, after) = rest[open + 1..].split_once(']').expect("a mark is closed");
        let (words, label) = inside.split_once('|').expect("a mark has a label");
        let (role, number) = label.split_once(' ').unwrap_or((label, "1"));
        let part = parts.entry(number.parse().expect("a number tells attributions apart")).or_default();
        let role = match role {
            "source" => &mut part.source,
            "cue" => &mut part.cue,
            "content" => &mut part.content,
            other => panic!("no role {other}"),
        };
        let words = change(words);
        role.push(text.len()..text.len() + words.len());
        text.push_str(&words);
        rest = after;
    }
    text.push_str(&change(rest));
    (text, parts)
}
