//! Finds addresses, mail addresses, @handles and #hashtags: what the word rules would tear apart.

use std::sync::LazyLock;

use memchr::{memchr2_iter, memchr3_iter};
use regex::Regex;

use super::TokenKind;
use crate::text::{TextRange, pattern as compile};

/// An address, or a name in a network, and what it is.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(?x)
        (?P<url> (?i: https? | ftps? | sftp | file | git | ssh )://[^\s<>"“”«»„。，、；：！？（）「」『』【】]+
               | (?i: mailto | tel ):[^\s<>"“”«»„。，、；：！？（）「」『』【】]+
               | (?i: www)\.[^\s<>"“”«»„。，、；：！？（）「」『』【】]+
               | [a-zA-Z0-9-]+ (?: \.[a-zA-Z0-9-]+ )* \.[a-zA-Z]{2,24} / [^\s<>"“”«»„。，、；：！？（）「」『』【】]* )
      | (?P<mail> [^\s@\#<>()\[\]{},;:!?"“”„‘’«»/'*_]+ @ [a-zA-Z0-9-]+ (?: \.[a-zA-Z0-9-]+ )* \.[a-zA-Z]{2,24} )
      | (?P<name> [@\#] [\pL\pN_]* \pL [\pL\pN_]* )"#;
    compile(pattern).expect("the pattern is constant and tested")
});

/// The addresses in `text`, in order.
pub(in crate::text) fn addresses(text: &str) -> Vec<(TextRange, TokenKind)> {
    let mut found = Vec::new();
    let mut done = 0;
    for sign in signs(text) {
        if sign >= done {
            let before = text[..sign].rsplit(char::is_whitespace).next().unwrap_or_default();
            let after = text[sign..].split(char::is_whitespace).next().unwrap_or_default();
            let start = sign - before.len();
            done = sign + after.len();
            find_in_chunk(&text[start..done], start, &mut found);
        }
    }
    found
}

/// The places of what every address has somewhere, in order: a quick look that spares most of a text the pattern.
fn signs(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends_www =
        |at: &usize| bytes[..*at].last_chunk().is_some_and(|last: &[u8; 3]| last.eq_ignore_ascii_case(b"www"));
    let stops = memchr2_iter(b':', b'.', bytes).filter(|at| bytes[*at] == b':' || ends_www(at));
    let mut signs: Vec<usize> = memchr3_iter(b'@', b'#', b'/', bytes).chain(stops).collect();
    signs.sort_unstable();
    signs
}

fn find_in_chunk(chunk: &str, chunk_start: usize, found: &mut Vec<(TextRange, TokenKind)>) {
    for captures in ADDRESS.captures_iter(chunk) {
        let Some(whole) = captures.get(0) else { continue };
        let after_letter = chunk[..whole.start()].chars().next_back().is_some_and(char::is_alphanumeric);
        let (text, kind) = if captures.name("name").is_some() {
            (whole.as_str(), TokenKind::Word)
        } else {
            (without_final_punctuation(whole.as_str()), TokenKind::Url)
        };
        if !after_letter && !text.is_empty() {
            let start = chunk_start + whole.start();
            found.push((TextRange::new(start, start + text.len()), kind));
        }
    }
}

/// An address without the punctuation of the sentence it stands in.
fn without_final_punctuation(address: &str) -> &str {
    let mut text = address;
    let mut surplus = text.matches(')').count().saturating_sub(text.matches('(').count());
    loop {
        let trimmed =
            text.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ']', '}', '…', '*', '_', '~', '|']);
        text = match trimmed.strip_suffix(')') {
            Some(rest) if surplus > 0 => {
                surplus -= 1;
                rest
            }
            _ => return trimmed,
        };
    }
}
