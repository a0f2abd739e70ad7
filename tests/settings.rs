//! `sayso.toml`, front matter, comments and `--fix`, as the command line heeds them.

use std::fs;
use std::path::Path;

mod program;

use program::{code, folder, json, sayso, sayso_with_input, stderr, stdout};

/// A warning of `vague-source`.
const VAGUE: &str = "Ünal left. Experts say that the auction will fail.\n";
/// An error of `unbalanced-quote`.
const OPEN: &str = "“We won, Lund said.\n";

/// What some rules report, file by file, as "a.md: vague-source warning".
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = sayso(folder, &[&["check", "--format", "json"], arguments].concat());
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().replace('\\', "/");
    let line = |finding: &serde_json::Value| {
        format!("{}: {} {}", text(finding, "path"), text(finding, "rule"), text(finding, "severity"))
    };
    let rules = ["vague-source", "unbalanced-quote", "unknown-profile", "unused-ignore"];
    let findings = json(&output);
    let findings = findings.as_array().unwrap().iter();
    findings.filter(|finding| rules.contains(&finding["rule"].as_str().unwrap())).map(line).collect()
}

#[test]
fn the_nearest_sayso_toml_counts() {
    let folder = folder(&[
        (
            "sayso.toml",
            "[rules]\nvague-source = 'hint'\n\n[[overrides]]\nfiles = ['opinion/**']\nprofile = 'fiction'\n[overrides.rules]\nvague-source = 'off'\n",
        ),
        ("a.md", VAGUE),
        ("opinion/b.md", VAGUE),
        ("own/sayso.toml", ""),
        ("own/c.md", VAGUE),
    ]);
    assert_eq!(found(folder.path(), &[]), ["a.md: vague-source hint", "own/c.md: vague-source warning"]);
    assert_eq!(found(&folder.path().join("opinion"), &["../a.md", "b.md"]), ["../a.md: vague-source hint"]);
    assert_eq!(found(&folder.path().join("own"), &["../a.md"]), ["../a.md: vague-source hint"]);
}

#[test]
fn arguments_come_before_the_file_and_the_front_matter() {
    let essay = format!("---\nsayso-profile: fiction\n---\n\n{VAGUE}");
    let folder = folder(&[
        ("sayso.toml", "profile = 'fiction'\n"),
        ("strict.toml", "[rules]\nvague-source = 'error'\n"),
        ("a.md", VAGUE),
        ("b.md", &essay),
    ]);
    assert_eq!(found(folder.path(), &[]), [""; 0]);
    assert_eq!(
        found(folder.path(), &["--profile", "news"]),
        ["a.md: vague-source warning", "b.md: vague-source warning"]
    );
    assert_eq!(
        found(folder.path(), &["--config", "strict.toml"]),
        ["a.md: vague-source error", "b.md: vague-source error"]
    );
    assert_eq!(code(&sayso(folder.path(), &["check", "--profile", "nws"])), 2);
    let output = sayso(folder.path(), &["annotate", "a.md"]);
    assert!(!stdout(&output).contains("vague-source"));
    let output = sayso(folder.path(), &["annotate", "--profile", "wiki", "a.md"]);
    assert!(stdout(&output).contains("vague-source"));
}

#[test]
fn standard_input_is_judged_as_a_file_of_the_folder() {
    let folder = folder(&[("sayso.toml", "[rules]\nvague-source = 'off'\n")]);
    let output = sayso_with_input(folder.path(), &["check", "--format", "json", "-"], VAGUE);
    assert!(code(&output) < 2 && !stdout(&output).contains("vague-source"));
}

#[test]
fn mistakes_in_the_settings_are_told_once_and_the_rest_counts() {
    let settings = "# é\nprofil = 'news'\n[rules]\nvague-source = 'warnig'\nunbalanced-quote = 'off'\n";
    let folder = folder(&[("sayso.toml", settings), ("a.txt", OPEN), ("b/c.txt", GOOD)]);
    let errors = "error: sayso.toml:2:1: unknown key `profil`: did you mean `profile`?\n\
                  error: sayso.toml:4:16: unknown value \"warnig\": did you mean \"warning\"?\n";
    let output = sayso(folder.path(), &["check"]);
    assert!(code(&output) == 2 && !stdout(&output).contains("unbalanced-quote"));
    assert!(stderr(&output).starts_with(errors), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 3);
    let output = sayso(folder.path(), &["annotate", "a.txt"]);
    assert_eq!((code(&output), stderr(&output)), (2, errors));
    let output = sayso(folder.path(), &["check", "--config", "gone.toml", "b/c.txt"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).starts_with("error: gone.toml:1:1: cannot be read: "), "{}", stderr(&output));
}

const GOOD: &str = "“We will not sign,” said Anna Lund, who led the talks.\n";

#[test]
fn the_list_of_sources_that_is_named_counts() {
    let folder = folder(&[
        ("sayso.toml", "sources = 'people/known.toml'\n"),
        ("sources.toml", "[[person]]\nname = 'Lund'\n"),
        ("people/known.toml", "[[person]]\nname = 'Anna Lund'\naliases = ['Lund']\n"),
        ("a.txt", "“We will not sign,” Lund told them.\n"),
    ]);
    let output = sayso(folder.path(), &["annotate", "a.txt"]);
    let entities = json(&output)[0]["entities"].as_array().unwrap().clone();
    assert!(entities.iter().any(|entity| entity["name"] == "Anna Lund" && !entity["known"].is_null()));
}

// --- Mending ---

#[test]
fn fix_mends_what_is_safe_and_leaves_all_else_as_it_is() {
    let useless = "\u{feff}Ä 🦀.\r\n\r\n<!-- sayso-ignore vague-source, weather -->\r\nÖ.\r\n";
    let folder = folder(&[("a.md", useless), ("b.md", VAGUE), ("c.md", "E. <!-- sayso-ignore vague-source -->")]);
    let output = sayso(folder.path(), &["check", "--fix"]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("a.md"), "\u{feff}Ä 🦀.\r\n\r\nÖ.\r\n");
    assert_eq!((read("b.md").as_str(), read("c.md").as_str()), (VAGUE, "E."));
    assert!(stderr(&output).starts_with("Made 2 fixes in 2 files\n"), "{}", stderr(&output));
    assert!(code(&output) == 1 && stdout(&output).contains("vague-source"));
    let output = sayso(folder.path(), &["check", "--fix", "a.md"]);
    assert_eq!((code(&output), stderr(&output)), (0, "Nothing to mend\nNo findings in 1 file\n"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "no file is left behind");
}

#[test]
fn fix_refuses_what_it_cannot_write() {
    let folder = folder(&[("a.md", "E. <!-- sayso-ignore vague-source -->")]);
    let output = sayso_with_input(folder.path(), &["check", "--fix", "-"], VAGUE);
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).starts_with("error: standard input cannot be mended"), "{}", stderr(&output));
    let path = folder.path().join("a.md");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let output = sayso(folder.path(), &["check", "--fix", "a.md"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("a.md: cannot be written: it is write-protected"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn fix_keeps_links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = folder(&[("real/a.md", "E. <!-- sayso-ignore vague-source -->")]);
    let (real, link) = (folder.path().join("real/a.md"), folder.path().join("link.md"));
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, &link).unwrap();
    assert_eq!(code(&sayso(folder.path(), &["check", "--fix", "link.md"])), 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), "E.");
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}
