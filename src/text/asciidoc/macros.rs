//! Links, notes and other macros in a sentence of AsciiDoc: `https://a.example[the report]`, `footnote:[Not so.]`.

use super::inline::Scanner;
use crate::text::TextRange;
use crate::text::flow::Meaning;

const NAMES: [&str; 16] = [
    "link",
    "mailto",
    "xref",
    "footnote",
    "footnoteref",
    "image",
    "icon",
    "kbd",
    "btn",
    "menu",
    "pass",
    "stem",
    "latexmath",
    "asciimath",
    "anchor",
    "indexterm",
];
/// What a macro is about is written in no more bytes than this.
const LONGEST_TARGET: usize = 2000;
const SCHEMES: [&str; 5] = ["https", "http", "ftp", "irc", "file"];

/// Whether a word before a colon begins a macro or an address.
pub(super) fn is_name(word: &str) -> bool {
    NAMES.contains(&word) || SCHEMES.contains(&word)
}

/// How much closes the link whose text ends at a text's beginning.
pub(super) fn closing_length(text: &str) -> usize {
    if text.starts_with(">>") {
        return 2;
    }
    // what the link says beside its text: `the report^,role=big]`
    text.find(']').map_or(0, |at| at + 1)
}

/// Reads the macro or the address that begins here; `false`: none does.
pub(super) fn read(scanner: &mut Scanner<'_>) -> bool {
    let rest = scanner.rest();
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (name, after) = rest.split_at(length);
    if !after.starts_with(':') {
        return false;
    }
    if SCHEMES.contains(&name) && after.starts_with("://") {
        read_address(scanner, length);
        return true;
    }
    NAMES.contains(&name) && read_macro(scanner, name)
}

/// An address as it is, or with its text in brackets behind it.
fn read_address(scanner: &mut Scanner<'_>, scheme: usize) {
    let start = scanner.at();
    let address = &scanner.rest()[scheme..];
    let length = address.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '<' | '>'));
    let end = start + scheme + length.unwrap_or(address.len());
    if !link(scanner, end) {
        scanner.skip_to(end);
    }
}

/// `<https://a.example>` shows the address alone.
pub(super) fn address_in_brackets(scanner: &mut Scanner<'_>) {
    let inside = scanner.rest().strip_prefix('<').unwrap_or_default();
    let is_address =
        SCHEMES.iter().any(|scheme| inside.strip_prefix(scheme).is_some_and(|rest| rest.starts_with("://")));
    if is_address
        && !scanner.is_in_link()
        && let Some(end) = inside.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))
        && inside[end..].starts_with('>')
    {
        let start = scanner.at() + 1;
        scanner.mark(start, Meaning::Nothing);
        scanner.skip_to(start + end);
        scanner.mark(start + end + 1, Meaning::Nothing);
    }
}

fn read_macro(scanner: &mut Scanner<'_>, name: &str) -> bool {
    let target = scanner.at() + name.len() + 1;
    let rest = &scanner.rest()[name.len() + 1..];
    let ends = |byte: u8| byte.is_ascii_whitespace() || byte == b'[';
    let Some(length) = rest.bytes().take(LONGEST_TARGET).position(ends) else { return false };
    let open = target + length;
    let Some(close) = scanner.closing_bracket(open) else { return false };
    match name {
        "link" | "mailto" | "xref" => {
            if !link(scanner, open) {
                scanner.mark(close + 1, Meaning::Code);
            }
        }
        "footnote" | "footnoteref" => scanner.mark(close + 1, Meaning::Note),
        "pass" => scanner.pass_through(open + 1, close, close + 1),
        "image" | "icon" | "anchor" | "indexterm" => scanner.mark(close + 1, Meaning::Nothing),
        _ => scanner.mark(close + 1, Meaning::Code),
    }
    true
}

/// Begins a link whose text stands in brackets from `open` on; `false`: it has none.
fn link(scanner: &mut Scanner<'_>, open: usize) -> bool {
    let Some(close) = scanner.closing_bracket(open).filter(|_| !scanner.is_in_link()) else { return false };
    let inside = TextRange::new(open + 1, close);
    let shown = shown(scanner.text(inside)).shifted(inside.start);
    if shown.is_empty() {
        return false;
    }
    scanner.begin_link(shown.start, shown.end);
    true
}

/// The part of what stands in a link's brackets that is its text.
fn shown(inside: &str) -> TextRange {
    if let Some(quoted) = inside.strip_prefix('"')
        && let Some(end) = quoted.rfind('"').filter(|end| *end > 0)
    {
        return TextRange::new(1, 1 + end);
    }
    let named = inside.find('=').and_then(|equals| inside[..equals].rfind(','));
    let text = inside[..named.unwrap_or(inside.len())].trim_end_matches('^');
    TextRange::new(0, text.len())
}
