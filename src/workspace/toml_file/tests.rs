use super::*;

/// What is read of a text, and its mistakes, each after the words that it stands at.
fn read(text: &str) -> (Vec<String>, Vec<(String, String)>) {
    let (value, mistakes) = read_toml(text, |root| {
        let mut seen = Vec::new();
        seen.extend(root.string("title").map(|title| title.value));
        seen.extend(root.flag("strict").map(|strict| strict.value.to_string()));
        root.table("rules", |rules| {
            for rule in rules.keys().map(|key| key.value.to_owned()).collect::<Vec<_>>() {
                let level = rules.choice(rule.clone(), &[("off", 0), ("error", 2)]);
                seen.extend(level.map(|level| format!("{rule}={}", level.value)));
            }
        });
        seen.extend(root.tables("person", |person| {
            let name = person.required_string("name").map(|name| name.value);
            let aliases = person.strings("aliases").into_iter().map(|alias| alias.value);
            name.into_iter().chain(aliases).collect::<Vec<_>>().join("/")
        }));
        seen
    });
    let mistakes = mistakes.into_iter().map(|mistake| (text[mistake.span].to_owned(), mistake.message));
    (value, mistakes.collect())
}

fn assert_read(text: &str, seen: &[&str], mistakes: &[(&str, &str)]) {
    let expected: Vec<(String, String)> =
        mistakes.iter().map(|(at, message)| ((*at).to_owned(), (*message).to_owned())).collect();
    assert_eq!(read(text), (seen.iter().map(|it| (*it).to_owned()).collect(), expected), "{text}");
}

#[test]
fn what_is_right_is_read() {
    assert_read("", &[], &[]);
    let text = "title = 'A  b'\nstrict = true\n[rules]\nvague = 'off'\n[[person]]\nname = \"Bo\"\naliases = ['B', \"Bö\"]\n\n[[person]]\nname='Li'";
    assert_read(text, &["A b", "true", "vague=0", "Bo/B/Bö", "Li"], &[]);
    assert_read(&format!("\u{feff}{text}").replace('\n', "\r\n"), &["A b", "true", "vague=0", "Bo/B/Bö", "Li"], &[]);
}

#[test]
fn a_wrong_type_costs_only_its_value() {
    let text = "title = 3\nstrict = 'yes'\n[[person]]\nname = ['Bo']\naliases = 'B'\n[[person]]\nname = 'Li'\naliases = ['L', 1, '']";
    let mistakes = [
        ("3", "expected a string, found a number"),
        ("'yes'", "expected true or false, found a string"),
        ("['Bo']", "expected a string, found an array"),
        ("'B'", "expected an array of strings, found a string"),
        ("1", "expected a string, found a number"),
        ("''", "expected some text, found an empty string"),
    ];
    assert_read(text, &["", "Li/L"], &mistakes);
    let text = "person = 'Bo'\nrules = 2000-01-01\n";
    let mistakes = [
        ("'Bo'", "expected tables, each written as [[person]], found a string"),
        ("2000-01-01", "expected a table, found a date"),
    ];
    assert_read(text, &[], &mistakes);
    assert_read("person = [true]", &[], &[("true", "expected a table, found a truth value")]);
    let single = "[person]\nname = 'Bo'";
    assert_read(single, &[], &[("[person]", "expected tables, each written as [[person]], found a table")]);
}

#[test]
fn unknown_keys_and_values_are_told_with_what_may_be_meant() {
    let text = "titel = 'A'\nweather = 1\n[rules]\nvague = 'of'\nother = 'loud'\n[[person]]\nname = 'Bo'\nnames = 'B'\n[[persons]]\n";
    let mistakes = [
        ("titel", "unknown key `titel`: did you mean `title`?"),
        ("weather", "unknown key `weather`"),
        ("'of'", "unknown value \"of\": did you mean \"off\"?"),
        ("'loud'", "unknown value \"loud\": expected \"off\" or \"error\""),
        ("names", "unknown key `names`"),
        ("persons", "unknown key `persons`: did you mean `person`?"),
    ];
    assert_read(text, &["Bo"], &mistakes);
}

#[test]
fn a_missing_key_is_told_at_its_table() {
    assert_read("[[person]]\naliases = ['B']\n", &["B"], &[("[[person]]", "missing `name`")]);
    assert_read("person = [{aliases = ['B']}]", &["B"], &[("{aliases = ['B']}", "missing `name`")]);
}

#[test]
fn a_text_that_is_no_toml_has_one_mistake_at_its_place() {
    let (seen, mistakes) = read("title = 'A'\n[[person]]\nname = \"Bo\nalias = 3\n[[person]]\nname = 'Li'\n");
    assert_eq!((seen.first().map(String::as_str), seen.last().map(String::as_str)), (Some("A"), Some("Li")));
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    for text in ["title =", "= 3", "[", "[[person", "title = 'é", "a = 1\na = 2", "title = \u{0}", "[[person]]\nname"]
    {
        let (_, mistakes) = read(text);
        assert_eq!(mistakes.len(), 1, "{text}: {mistakes:?}");
        assert!(!mistakes[0].1.is_empty() && !mistakes[0].1.contains('\n'), "{mistakes:?}");
    }
}
