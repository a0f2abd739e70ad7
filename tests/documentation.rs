//! The documentation that is made by the program is that of this program, and its examples are right.

use std::fs;
use std::path::Path;
use std::process::Command;

use sayso::rules::Settings;
use sayso::text::Format;
use sayso::workspace::{Configuration, DEFAULT_MAX_FILE_SIZE, schema};
use serde_json::{Map, Value};

fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    // a checkout may have other line ends
    fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n")
}

/// Holds a document against what a command prints.
fn check_up_to_date(name: &str, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_sayso")).args(arguments).output().unwrap();
    let (printed, written) = (String::from_utf8(output.stdout).unwrap(), document(name));
    let line = printed.lines().zip(written.lines()).position(|(printed, written)| printed != written);
    assert!(
        printed == written,
        "docs/{name} is out of date from line {} on; make it anew: sayso {} > docs/{name}",
        line.unwrap_or_else(|| written.lines().count().min(printed.lines().count())) + 1,
        arguments.join(" ")
    );
}

#[test]
fn the_page_of_the_rules_is_up_to_date() {
    check_up_to_date("rules.md", &["rules", "--format", "markdown"]);
}

#[test]
fn the_schema_is_up_to_date() {
    check_up_to_date("sayso.schema.json", &["schema"]);
}

#[test]
fn the_configurations_shown_are_right() {
    let page = document("configuration.md");
    let blocks: Vec<&str> = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 3);
    for block in blocks {
        let (_, mistakes) = Configuration::read(block, Path::new("/"));
        assert_eq!(mistakes, [], "{block}");
    }
}

#[test]
fn all_keys_are_described() {
    let page = document("configuration.md");
    let schema = schema();
    let overrides = &schema["properties"]["overrides"]["items"]["properties"];
    for properties in [&schema["properties"], overrides] {
        for key in properties.as_object().unwrap().keys() {
            assert!(page.contains(&format!("`{key}`")), "docs/configuration.md says nothing of {key}");
        }
    }
}

/// VS Code sends each setting, those that nobody set too.
#[test]
fn the_defaults_of_the_settings_in_vs_code_change_nothing() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/package.json");
    // what is published is without it
    let Ok(manifest) = fs::read_to_string(manifest) else { return };
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let mut defaults = Map::new();
    for part in manifest["contributes"]["configuration"].as_array().unwrap() {
        for (name, setting) in part["properties"].as_object().unwrap() {
            let default = setting["default"].clone();
            // the extension leaves out what is empty
            if default != "" {
                defaults.insert(name.trim_start_matches("sayso.").to_owned(), default);
            }
        }
    }
    assert!(defaults.len() >= schema()["properties"].as_object().unwrap().len(), "{defaults:?}");
    let (configuration, mistakes) = Configuration::from_json(&Value::Object(defaults), Path::new("/"));
    assert_eq!(mistakes, [""; 0]);
    let mut settings = Settings::default();
    configuration.apply(Some(Path::new("/a.md")), &mut settings);
    assert_eq!(settings, Settings::default());
    assert!(configuration.max_file_size().is_none_or(|size| size == DEFAULT_MAX_FILE_SIZE));
    assert_ne!(configuration.code_lens(), Some(true));
    assert_eq!(configuration.sources(), None);
}

#[test]
fn the_hook_looks_at_what_is_read_in_folders_but_plain_text() {
    let hooks = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).unwrap();
    let is_plain =
        |extension: &&str| Format::from_path(&Path::new("a").with_extension(extension)) == Some(Format::Plain);
    let read: Vec<&str> = Format::EXTENSIONS.into_iter().filter(|extension| !is_plain(extension)).collect();
    let files = format!(r"files: &prose (?i)\.({})$", read.join("|"));
    assert!(hooks.contains(&files), "it must say {files}");
}
