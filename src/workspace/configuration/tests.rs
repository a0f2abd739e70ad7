use serde_json::json;

use super::*;

const ALL_KEYS: &str = "\
profile = 'essay'
loaded-verbs = ['Insist', 'crow']
allowed-groups = [\"Residents\"]
anonymity = 'allowed'
sources = 'people/known.toml'
max-file-size = 1_000
code-lens = true

[rules]
vague-source = 'error'
unbalanced-quote = 'off'

[[overrides]]
files = ['opinion/**', '*.txt']
profile = 'wiki'
loaded-verbs = ['gloat']
rules = { vague-source = 'hint' }
";

fn mistakes(text: &str) -> Vec<(String, String)> {
    let mistakes = Configuration::read(text, Path::new("/news")).1;
    mistakes.into_iter().map(|mistake| (text[mistake.span].to_owned(), mistake.message)).collect()
}

fn settings(configuration: &Configuration, document: &str) -> Settings {
    let mut settings = Settings::default();
    configuration.apply(Some(Path::new(document)), &mut settings);
    settings
}

#[test]
fn all_keys_are_read() {
    let (configuration, mistakes) = Configuration::read(ALL_KEYS, Path::new("/news"));
    assert_eq!(mistakes, []);
    let expected = Settings {
        profile: Profile::Essay,
        severities: [("vague-source".to_owned(), Some(Severity::Error)), ("unbalanced-quote".to_owned(), None)].into(),
        loaded_verbs: ["insist", "crow"].map(str::to_owned).into(),
        allowed_groups: ["residents".to_owned()].into(),
        anonymity: Anonymity::Allowed,
        ..Settings::default()
    };
    assert_eq!(settings(&configuration, "/news/a.md"), expected);
    assert_eq!(configuration.sources(), Some(PathBuf::from("/news/people/known.toml")));
    assert_eq!(configuration.max_file_size(), Some(1000));
}

#[test]
fn overrides_are_for_the_files_that_fit() {
    let (configuration, _) = Configuration::read(ALL_KEYS, Path::new("/news"));
    for (document, profile) in [
        ("/news/opinion/a.md", Profile::Wiki),
        ("/news/opinion/deep/ö.md", Profile::Wiki),
        ("/news/sport/a.txt", Profile::Wiki),
        ("/news/a.txt", Profile::Wiki),
        ("/news/sport/opinion/a.md", Profile::Essay),
        ("/news/opinion.md", Profile::Essay),
        ("/opinion/a.md", Profile::Essay),
    ] {
        assert_eq!(settings(&configuration, document).profile, profile, "{document}");
    }
    let settings = settings(&configuration, "/news/opinion/a.md");
    assert_eq!(settings.severities["vague-source"], Some(Severity::Hint));
    assert_eq!(settings.severities["unbalanced-quote"], None);
    assert_eq!(settings.loaded_verbs.len(), 3);
}

#[test]
fn later_overrides_come_after_earlier_ones() {
    let text = "[[overrides]]\nfiles = ['*.md']\nprofile = 'wiki'\n[[overrides]]\nfiles = ['a.*']\nprofile = 'essay'\n";
    let (configuration, _) = Configuration::read(text, Path::new("/"));
    assert_eq!(settings(&configuration, "/a.md").profile, Profile::Essay);
    assert_eq!(settings(&configuration, "/b.md").profile, Profile::Wiki);
}

#[test]
fn mistakes_are_told_where_they_stand() {
    let cases = [
        ("# é\nprofil = 'news'", "profil", "unknown key `profil`: did you mean `profile`?"),
        ("profile = 'esay'", "'esay'", "unknown value \"esay\": did you mean \"essay\"?"),
        ("profile = 7", "7", "expected a string, found a number"),
        ("[rules]\nvague-sorce = 'off'", "vague-sorce", "unknown key `vague-sorce`: did you mean `vague-source`?"),
        ("[rules]\nvague-source = 'warnig'", "'warnig'", "unknown value \"warnig\": did you mean \"warning\"?"),
        ("rules = 'off'", "'off'", "expected a table, found a string"),
        ("loaded-verbs = 'crow'", "'crow'", "expected an array of strings, found a string"),
        ("max-file-size = -1", "-1", "expected a whole number that is not below zero"),
        ("max-file-size = '5 MB'", "'5 MB'", "expected a whole number, found a string"),
        ("[[overrides]]\nprofile = 'news'", "[[overrides]]", "no `files`: it fits no document"),
        ("[[overrides]]\nfiles = ['ü[']", "'ü['", "no pattern: unclosed character class; missing ']'"),
        ("[[overrides]]\nfiles = ['*']\nsources = 'a'", "sources", "unknown key `sources`"),
    ];
    for (text, place, message) in cases {
        assert_eq!(mistakes(text), [(place.to_owned(), message.to_owned())], "{text}");
    }
}

#[test]
fn a_mistake_leaves_the_rest() {
    let text = "profile = 'wiki'\nmax-file-size = 'big'\n[rules]\nvague-source = 'loud'\nunbalanced-quote = 'hint'\n";
    let (configuration, mistakes) = Configuration::read(text, Path::new("/"));
    assert_eq!(mistakes.len(), 2);
    let settings = settings(&configuration, "/a.md");
    assert_eq!((settings.profile, settings.severities.len()), (Profile::Wiki, 1));
}

#[test]
fn editors_settings_are_the_same_keys() {
    let settings_of = json!({
        "profile": "fiction",
        "path": "/bin/sayso",
        "rules": { "vague-source": "hint", "weather": "off", "unbalanced-quote": null },
        "overrides": [{ "files": ["a/*"], "profile": "news" }],
        "max-file-size": null,
    });
    let (configuration, mistakes) = Configuration::from_json(&settings_of, Path::new("/news"));
    assert_eq!(mistakes, ["\"weather\": unknown key `weather`"]);
    assert_eq!(settings(&configuration, "/news/b.md").profile, Profile::Fiction);
    assert_eq!(settings(&configuration, "/news/a/b.md").profile, Profile::News);
    assert_eq!(configuration.max_file_size(), None);
    for odd in [json!(null), json!(3), json!(["a"]), json!({"rules": 7}), json!({"overrides": {"files": 1}})] {
        Configuration::from_json(&odd, Path::new(""));
    }
}

#[test]
fn the_schema_has_all_keys_and_rules() {
    let schema = schema();
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let (_, mistakes) = read_toml(ALL_KEYS, |root| {
        let written: BTreeSet<String> = root.keys().map(|key| key.value.to_owned()).collect();
        assert_eq!(names(&schema["properties"]), written);
        Configuration::default()
    });
    assert_eq!(mistakes.len(), 9, "the test's own file has all keys");
    let rules: BTreeSet<String> = rules::all().iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(names(&schema["properties"]["rules"]["properties"]), rules);
}
