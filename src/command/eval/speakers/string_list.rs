//! Lists of strings as Python writes them: `['Ada', "Ada's aunt"]`, `{'Ada'}`, `set()`.

use std::str::Chars;

/// The strings of a list or a set; `None` if it is something else.
pub(super) fn string_list(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    if text == "set()" {
        return Some(Vec::new());
    }
    let inner = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    let mut rest = inner('[', ']').or_else(|| inner('{', '}'))?.trim().chars();
    let mut strings = Vec::new();
    while let Some(quote) = rest.next() {
        if !matches!(quote, '\'' | '"') {
            return None;
        }
        strings.push(string(&mut rest, quote)?);
        let after = rest.as_str().trim_start();
        match after.strip_prefix(',') {
            Some(after) => rest = after.trim_start().chars(),
            None if after.is_empty() => break,
            None => return None,
        }
    }
    Some(strings)
}

/// A string up to its closing mark.
fn string(rest: &mut Chars<'_>, quote: char) -> Option<String> {
    let mut string = String::new();
    loop {
        match rest.next()? {
            '\\' => string.push(rest.next()?),
            c if c == quote => return Some(string),
            c => string.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lists_and_sets() {
        let some = |strings: &[&str]| Some(strings.iter().map(|string| (*string).to_owned()).collect::<Vec<_>>());
        assert_eq!(string_list(r#"['Ada', "Ada's aunt", 'Mr. O\'Hara']"#), some(&["Ada", "Ada's aunt", "Mr. O'Hara"]));
        assert_eq!(string_list("{'Ada, the first'}"), some(&["Ada, the first"]));
        assert_eq!(string_list("[]"), some(&[]));
        assert_eq!(string_list("set()"), some(&[]));
    }

    #[test]
    fn refuses_the_rest() {
        for text in ["", "nan", "[", "['Ada]", "['Ada' 'Tom']", "[1]", "['Ada\\"] {
            assert_eq!(string_list(text), None, "{text}");
        }
    }
}
