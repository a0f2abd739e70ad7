//! What `{name}` stands for in AsciiDoc.

use crate::text::flow::Meaning;

/// What a reference to a value shows: a character that has a name, or something that is no prose.
pub(super) fn value(name: &str) -> Meaning {
    let shown = match name {
        "empty" | "blank" | "zwsp" | "wj" | "set" => return Meaning::Nothing,
        "sp" => " ",
        "nbsp" => "\u{a0}",
        "apos" => "'",
        "quot" => "\"",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "deg" => "°",
        "plus" => "+",
        "brvbar" => "¦",
        "vbar" => "|",
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "startsb" => "[",
        "endsb" => "]",
        "caret" => "^",
        "asterisk" => "*",
        "tilde" => "~",
        "backslash" => "\\",
        "backtick" => "`",
        "two-colons" => "::",
        "two-semicolons" => ";;",
        "cpp" => "C++",
        "pp" => "++",
        _ => return Meaning::Code,
    };
    Meaning::Text(shown.into())
}
