//! Settings as editors send them, written as TOML: so there is one reader for both.

use serde_json::Value;

/// The TOML that says what an object's known keys say; what is null is left out, and what is no object says nothing.
pub(super) fn to_toml(settings: &Value, is_known: impl Fn(&str) -> bool) -> String {
    let entries = settings.as_object().into_iter().flatten().filter(|(key, _)| is_known(key));
    entries.filter_map(|(key, value)| Some(format!("{} = {}\n", quoted(key), inline(value)?))).collect()
}

fn inline(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", items.iter().filter_map(inline).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries =
                entries.iter().filter_map(|(key, value)| Some(format!("{} = {}", quoted(key), inline(value)?)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    })
}

/// A string in quotation marks. JSON's escapes are TOML's, but that TOML wants one more character escaped.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::workspace::toml_file::read_toml;

    #[test]
    fn the_toml_says_the_same() {
        let settings = json!({
            "profile": "a \"b\" \\ \u{7f}\n\u{0}é🦀",
            "rules": { "vague-source": null, "x y": "off", "n": 3, "f": 1.5, "t": true },
            "overrides": [{ "files": ["a", null, "b"] }, {}],
            "other": 1,
        });
        let toml = to_toml(&settings, |key| key != "other");
        assert!(!toml.contains("other") && !toml.contains("vague"), "{toml}");
        let (title, mistakes) = read_toml(&toml, |root| {
            root.table("rules", |rules| ["x y", "n", "f", "t"].map(|key| rules.strings(key).len()));
            root.tables("overrides", |table| table.strings("files"));
            root.string("profile").map(|it| it.value)
        });
        assert_eq!(title.as_deref(), Some("a \"b\" \\ \u{7f} \u{0}é🦀"));
        // four keys that hold no arrays
        assert_eq!(mistakes.len(), 4, "{mistakes:?}");
    }

    #[test]
    fn what_is_no_object_says_nothing() {
        for odd in [json!(null), json!(3), json!(["a"]), json!("profile")] {
            assert_eq!(to_toml(&odd, |_| true), "");
        }
    }
}
