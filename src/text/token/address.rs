//! Finds addresses, mail addresses, @handles and #hashtags: what the word rules would tear apart.

use std::sync::LazyLock;

use regex::Regex;

use super::TokenKind;
use crate::text::TextRange;

/// An address, or a name in a network, and what it is.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(?x)
        (?P<url> (?i: https? | ftps? | sftp | file | git | ssh )://[^\s<>"“”«»„。，、；：！？（）「」『』【】]+
               | (?i: mailto | tel ):[^\s<>"“”«»„。，、；：！？（）「」『』【】]+
               | (?i: www)\.[^\s<>"“”«»„。，、；：！？（）「」『』【】]+
               | [a-zA-Z0-9-]+ (?: \.[a-zA-Z0-9-]+ )* \.[a-zA-Z]{2,24} / [^\s<>"“”«»„。，、；：！？（）「」『』【】]* )
      | (?P<mail> [^\s@\#<>()\[\]{},;:!?"“”„‘’«»/'*_]+ @ [a-zA-Z0-9-]+ (?: \.[a-zA-Z0-9-]+ )* \.[a-zA-Z]{2,24} )
      | (?P<name> [@\#] [\pL\pN_]* \pL [\pL\pN_]* )"#;
    Regex::new(pattern).expect("the pattern is constant and tested")
});

/// The addresses in `text`, in order.
pub(in crate::text) fn addresses(text: &str) -> Vec<(TextRange, TokenKind)> {
    let mut found = Vec::new();
    let mut chunk_start = 0;
    for chunk in text.split_inclusive(char::is_whitespace) {
        if may_hold_address(chunk) {
            find_in_chunk(chunk, chunk_start, &mut found);
        }
        chunk_start += chunk.len();
    }
    found
}

/// A quick look that spares most of a text the pattern.
fn may_hold_address(chunk: &str) -> bool {
    chunk.bytes().any(|byte| matches!(byte, b'@' | b'#' | b'/' | b':')) && chunk.trim_end().len() > 2
        || chunk.len() > 4 && chunk.is_char_boundary(4) && chunk[..4].eq_ignore_ascii_case("www.")
        || chunk.contains("www.")
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
