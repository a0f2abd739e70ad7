//! HTML as text: what is a document's is escaped here, and templates are filled.

/// A text as HTML that shows it, in elements and in attributes. What HTML can't hold becomes U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            other if other.is_control() => escaped.push(char::REPLACEMENT_CHARACTER),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A template with each `{{name}}` replaced by its value; values are not looked at again.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        filled.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A number with its noun.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A part of a whole in per cent, for people.
pub(super) fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "0%".to_owned();
    }
    let percent = 100.0 * part as f64 / whole as f64;
    match percent.round() as usize {
        0 if part > 0 => "&lt;1%".to_owned(),
        100 if part < whole => "&gt;99%".to_owned(),
        rounded => format!("{rounded}%"),
    }
}

/// A part of a whole in per cent, for a length.
pub(super) fn length(part: usize, whole: usize) -> String {
    format!("{:.3}%", 100.0 * part as f64 / whole.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        assert_eq!(
            escaped("<b a=\"1\" c='2'>&amp;\0\n</b>"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;\u{fffd} &lt;/b&gt;"
        );
    }

    #[test]
    fn values_are_not_filled_again() {
        assert_eq!(fill("{{a}}-{{b}}-{{", &[("a", "{{b}}"), ("b", "c")]), "{{b}}-c-{{");
    }

    #[test]
    fn little_is_not_nothing() {
        let shares = [(0, 0), (0, 9), (1, 900), (1, 3), (899, 900), (9, 9)].map(|(part, whole)| percent(part, whole));
        assert_eq!(shares, ["0%", "0%", "&lt;1%", "33%", "&gt;99%", "100%"]);
    }
}
