//! The command line as scripts and people use it: the built binary, its streams, its exit codes.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

mod program;

use program::{code, folder, json, sayso, sayso_with_input, stderr, stdout};

const GOOD: &str = "“We will not sign,” said Anna Lund, who led the talks.\n";
/// A warning.
const VAGUE: &str = "Experts say that the auction will fail.\n";
/// An error.
const OPEN: &str = "“We won, Lund said.\n";

#[test]
fn check_tells_by_its_exit_code_whether_something_matters() {
    let folder = folder(&[("good.txt", GOOD), ("vague.txt", VAGUE), ("open.txt", OPEN)]);
    let run = |arguments: &[&str]| code(&sayso(folder.path(), arguments));
    assert_eq!(run(&["check", "good.txt"]), 0);
    assert_eq!(run(&["check", "vague.txt"]), 1);
    assert_eq!(run(&["check", "vague.txt", "--fail-on", "error"]), 0);
    assert_eq!(run(&["check", "open.txt", "--fail-on", "error"]), 1);
    assert_eq!(run(&["check", "gone.txt"]), 2);
    assert_eq!(run(&["check", "--format", "poem"]), 2);
    assert_eq!(run(&["chekc"]), 2);
}

#[test]
fn check_draws_findings_on_stdout_and_sums_up_on_stderr() {
    let folder = folder(&[("vague.txt", VAGUE), ("open.txt", OPEN), ("good.txt", GOOD)]);
    let output = sayso(folder.path(), &["check", "vague.txt", "good.txt", "open.txt"]);
    insta::assert_snapshot!(stdout(&output), @r"
        warning[vague-source]: “Experts” could be anyone.
         --> vague.txt:1:1
          |
        1 | Experts say that the auction will fail.
          | ^^^^^^^
          |
          = help: Say who the experts are, or how many and from where.

        error[unbalanced-quote]: The quotation that this “ opens is never closed.
         --> open.txt:1:1
          |
        1 | “We won, Lund said.
          | ^
          |
          = help: Put ” where the quoted words end; speech that goes on in the next paragraph opens again
                  there.
        ");
    insta::assert_snapshot!(stderr(&output), @r"
        2 findings in 2 files (1 error, 1 warning)
        ");
}

/// What the README shows of the sample article is what the program says; "…" and an empty line stand for what is left out.
#[test]
fn the_readme_shows_what_the_program_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    for (arguments, fence) in [("check", "```text\n"), ("quotes", "```console\n")] {
        let output = sayso(root, &[arguments, "examples/harbour-reform.md"]);
        let said = format!("{}{}", stdout(&output), stderr(&output));
        let (_, shown) = readme.split_once(fence).unwrap();
        let (shown, _) = shown.split_once("\n```").unwrap();
        let parts: Vec<&str> = shown.split("\n\n").map(|part| part.trim_matches(['…', '\n'])).collect();
        assert!(parts.len() > 2);
        for part in parts {
            let part = part.strip_prefix("$ target/release/sayso quotes examples/harbour-reform.md\n").unwrap_or(part);
            assert!(said.contains(part), "the README shows of {arguments}:\n{part}\nbut it says:\n{said}");
        }
    }
}

#[test]
fn check_says_when_there_is_nothing_to_say() {
    let folder = folder(&[("good.txt", GOOD)]);
    let output = sayso(folder.path(), &["check", "good.txt"]);
    assert_eq!(stdout(&output), "");
    assert_eq!(stderr(&output), "No findings in 1 file\n");
}

#[test]
fn check_colours_only_when_asked_or_in_a_terminal() {
    let folder = folder(&[("vague.txt", VAGUE)]);
    let escapes =
        |color: &str| stdout(&sayso(folder.path(), &["check", "vague.txt", "--color", color])).contains('\u{1b}');
    assert!(escapes("always"));
    assert!(!escapes("auto"));
    assert!(!escapes("never"));
}

#[test]
fn check_gives_json_with_places() {
    let folder = folder(&[("a.md", "# Üben\n\n\u{1F980} Experts say the port will close.\n"), ("b.txt", GOOD)]);
    let output = sayso(folder.path(), &["check", "--format", "json", "a.md", "b.txt"]);
    let findings = json(&output);
    assert_eq!(findings.as_array().unwrap().len(), 1);
    let finding = &findings[0];
    assert_eq!((finding["path"].as_str(), finding["rule"].as_str()), (Some("a.md"), Some("vague-source")));
    assert_eq!(finding["severity"], "warning");
    assert_eq!(finding["start"], serde_json::json!({ "line": 3, "column": 3 }));
    assert_eq!(finding["end"], serde_json::json!({ "line": 3, "column": 10 }));
    assert_eq!(finding["span"], serde_json::json!([10, 17]));
    assert!(!finding["message"].as_str().unwrap().is_empty() && !finding["advice"].as_str().unwrap().is_empty());
    assert_eq!(json(&sayso(folder.path(), &["check", "--format", "json", "b.txt"])), serde_json::json!([]));
}

#[test]
fn check_speaks_to_github() {
    let folder = folder(&[("a,b.txt", VAGUE)]);
    let output = sayso(folder.path(), &["check", "--format", "github", "a,b.txt"]);
    let line = stdout(&output);
    let start = "::warning file=a%2Cb.txt,line=1,endLine=1,col=1,endColumn=8,title=sayso%3A vague-source::";
    assert!(line.starts_with(start), "{line}");
    assert_eq!(line.lines().count(), 1);
}

#[test]
fn check_writes_sarif_with_its_rules() {
    let folder = folder(&[("a b.txt", OPEN)]);
    let output = sayso(folder.path(), &["check", "--format", "sarif", "a b.txt", "gone.txt"]);
    assert_eq!(code(&output), 2);
    let log = json(&output);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"unbalanced-quote".into(), &"error".into()));
    let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], "unbalanced-quote");
    assert!(rule["help"]["markdown"].as_str().unwrap().starts_with("# unbalanced-quote"));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.txt");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&1.into(), &1.into()));
}

#[test]
fn annotate_prints_a_line_a_text_in_order() {
    let folder = folder(&[("b.txt", GOOD), ("a.txt", VAGUE), ("c.txt", "")]);
    let output = sayso(folder.path(), &["annotate", "--format", "jsonl", "b.txt", "a.txt", "c.txt"]);
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    let lines: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines.iter().map(|line| line["path"].as_str().unwrap()).collect::<Vec<_>>(),
        ["b.txt", "a.txt", "c.txt"]
    );
    assert_eq!(lines[0]["offsets"], "codepoints");
    assert_eq!(lines[0]["attributions"][0]["kind"], "direct");
    assert_eq!(lines[0]["attributions"][0]["content"], serde_json::json!([[0, 19]]));
    let speaker = lines[0]["attributions"][0]["speaker"].as_u64().unwrap() as usize;
    assert_eq!(lines[0]["entities"][speaker]["name"], "Anna Lund");
    assert_eq!(lines[0]["quotations"][0]["attribution"], 0);
    assert_eq!(lines[1]["findings"][0]["rule"], "vague-source");
    assert_eq!(lines[2]["attributions"], serde_json::json!([]));
}

#[test]
fn annotate_gives_an_array_by_default() {
    let folder = folder(&[("a.txt", GOOD), ("b.txt", GOOD)]);
    assert_eq!(json(&sayso(folder.path(), &["annotate"])).as_array().unwrap().len(), 2);
    fs::remove_file(folder.path().join("a.txt")).unwrap();
    fs::remove_file(folder.path().join("b.txt")).unwrap();
    assert_eq!(json(&sayso(folder.path(), &["annotate"])), serde_json::json!([]));
}

#[test]
fn annotate_counts_offsets_in_the_unit_asked_for() {
    let folder = folder(&[("a.txt", "\u{feff}\u{1F980} “Öl,” said Anna Lund.\n")]);
    let quotation = |unit: &str| {
        let output = sayso(folder.path(), &["annotate", "--format", "jsonl", "--offsets", unit, "a.txt"]);
        json(&output)["quotations"][0]["span"].clone()
    };
    assert_eq!(quotation("codepoints"), serde_json::json!([3, 8]));
    assert_eq!(quotation("utf16"), serde_json::json!([4, 9]));
    assert_eq!(quotation("bytes"), serde_json::json!([8, 18]));
}

#[test]
fn standard_input_is_a_text_in_the_format_named() {
    let folder = folder(&[]);
    let text = "Use `“` here.\n";
    let findings = |arguments: &[&str]| {
        let output = sayso_with_input(folder.path(), arguments, text);
        assert!(stderr(&output).contains("file"), "{}", stderr(&output));
        json(&output).as_array().unwrap().len()
    };
    assert_eq!(findings(&["check", "--format", "json", "-"]), 1);
    assert_eq!(findings(&["check", "--format", "json", "--as", "markdown", "-"]), 0);
    let output = sayso_with_input(folder.path(), &["annotate", "--format", "jsonl", "-"], GOOD);
    assert_eq!(json(&output)["path"], "-");
}

#[test]
fn folders_are_searched_for_prose_that_is_not_ignored() {
    let folder = folder(&[
        ("news/a.txt", VAGUE),
        ("news/b.md", VAGUE),
        ("news/code.rs", VAGUE),
        ("news/.hidden.txt", VAGUE),
        ("news/old/c.txt", VAGUE),
        ("drafts/d.txt", VAGUE),
        (".gitignore", "old/\n"),
        (".saysoignore", "drafts/\n"),
        ("plain", VAGUE),
    ]);
    let paths = |arguments: &[&str]| {
        let output = sayso(folder.path(), arguments);
        let findings = json(&output);
        let paths = findings.as_array().unwrap().iter().map(|finding| finding["path"].as_str().unwrap().to_owned());
        paths.map(|path| path.replace('\\', "/")).collect::<Vec<_>>()
    };
    assert_eq!(paths(&["check", "--format", "json"]), ["news/a.txt", "news/b.md"]);
    assert_eq!(paths(&["check", "--format", "json", "news", "news/a.txt"]), ["news/a.txt", "news/b.md"]);
    // What is named is read, whatever its name and whoever ignores it.
    assert_eq!(paths(&["check", "--format", "json", "plain", "drafts/d.txt"]), ["plain", "drafts/d.txt"]);
}

#[test]
fn bad_files_are_named_and_the_others_still_done() {
    let folder = folder(&[("a.txt", VAGUE), ("z.txt", VAGUE)]);
    fs::write(folder.path().join("latin.txt"), b"Caf\xE9 closed.\n").unwrap();
    fs::write(folder.path().join("wide.txt"), b"\xFF\xFEC\0a\0").unwrap();
    let output = sayso(folder.path(), &["check", "a.txt", "latin.txt", "wide.txt", "gone.txt", "z.txt"]);
    assert_eq!(code(&output), 2);
    assert_eq!(stdout(&output).matches("vague-source").count(), 2);
    let errors = stderr(&output);
    assert!(errors.contains("error: gone.txt: no such file or folder"), "{errors}");
    assert!(errors.contains("error: latin.txt: not UTF-8: byte 0xE9 at offset 3"), "{errors}");
    assert!(errors.contains("error: wide.txt: not UTF-8: byte 0xFF at offset 0; it looks like UTF-16"), "{errors}");
    let output = sayso(folder.path(), &["annotate", "--format", "jsonl", "latin.txt", "z.txt"]);
    assert_eq!((code(&output), stdout(&output).lines().count()), (2, 1));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let files: Vec<(String, String)> = (0..200).map(|n| (format!("{n}.txt"), VAGUE.repeat(40))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    for arguments in [&["annotate", "--format", "jsonl", "."], &["check", "--format", "json", "."]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(!line.is_empty());
        assert_eq!((code(&output), stderr(&output)), (0, ""));
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = folder(&[]);
    let list = sayso(folder.path(), &["rules"]);
    let rules = json(&sayso(folder.path(), &["rules", "--format", "json"]));
    let rules = rules.as_array().unwrap();
    assert_eq!(stdout(&list).lines().count(), rules.len());
    for rule in rules {
        let name = rule["name"].as_str().unwrap();
        assert!(stdout(&list).contains(name) && stdout(&list).contains(rule["summary"].as_str().unwrap()));
        let page = sayso(folder.path(), &["explain", name]);
        assert_eq!(stdout(&page).trim_end(), rule["page"].as_str().unwrap().trim_end());
    }
}

#[test]
fn explain_guesses_which_rule_was_meant() {
    let folder = folder(&[]);
    let output = sayso(folder.path(), &["explain", "vague-sorce"]);
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).contains("similar value exists: 'vague-source'"), "{}", stderr(&output));
}

#[test]
fn speakers_are_measured_by_kind_of_text_and_what_is_none_is_named() {
    let table = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n\
        1\tMrs. Lind met Tom Holm. She slept.\tShe\t24\tLind\t5\tTRUE\tTom Holm\t14\tFALSE\t-\n";
    let folder = folder(&[("pronouns.tsv", table), ("notes.md", "Nobody speaks here.")]);
    let output = sayso(folder.path(), &["eval", "speakers", "--json", "."]);
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    assert_eq!(json(&output)["GAP"]["feminine"]["gold"], 1);
    let output = sayso(folder.path(), &["eval", "speakers", "notes.md", "gone.tsv", "pronouns.tsv"]);
    assert_eq!(code(&output), 2);
    assert!(stdout(&output).starts_with("GAP\n  pronouns "), "{}", stdout(&output));
    assert!(stderr(&output).contains("notes.md: holds none of") && stderr(&output).contains("gone.tsv: no such file"));
}

const LIST: &str = "\
[[person]]
name = 'Anna Lund'
aliases = ['Lund']
roles = ['chief negotiator']
pronouns = 'she'

[[organization]]
name = 'dockworks'
";

/// Who is listed among the entities, with what the list says.
fn known(output: &Output) -> Vec<(String, Value)> {
    let entities = json(output)[0]["entities"].as_array().unwrap().clone();
    let known = entities.into_iter().filter(|entity| !entity["known"].is_null());
    known.map(|entity| (entity["name"].as_str().unwrap().to_owned(), entity["known"].clone())).collect()
}

#[test]
fn the_nearest_list_of_sources_counts() {
    let text = "“We will not sign,” Lund told dockworks.\n";
    let folder = folder(&[
        ("sources.toml", LIST),
        ("a.txt", text),
        ("news/b.txt", text),
        ("other/sources.toml", "[[person]]\nname = 'Lund'\n"),
        ("other/c.txt", text),
    ]);
    let lund = serde_json::json!({"roles": ["chief negotiator"], "pronouns": "she"});
    let dockworks = serde_json::json!({"roles": [], "pronouns": null});
    for file in ["a.txt", "news/b.txt", "./news/../news/b.txt"] {
        let output = sayso(folder.path(), &["annotate", file]);
        assert_eq!(
            known(&output),
            [("Anna Lund".to_owned(), lund.clone()), ("dockworks".to_owned(), dockworks.clone())]
        );
    }
    let output = sayso(folder.path(), &["annotate", "other/c.txt"]);
    assert_eq!(known(&output), [("Lund".to_owned(), dockworks)]);
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    let output = sayso_with_input(folder.path(), &["annotate", "-"], text);
    assert_eq!(known(&output).len(), 2);
    let output = sayso(&folder.path().join("news"), &["quotes"]);
    assert!(stdout(&output).contains("Anna Lund (chief negotiator)"), "{}", stdout(&output));
}

#[test]
fn mistakes_in_a_list_are_told_once_and_the_rest_counts() {
    let list = format!("{LIST}alias = 'DW'\n");
    let folder = folder(&[("sources.toml", &list), ("a.txt", GOOD), ("b.txt", GOOD)]);
    let error = "error: sources.toml:9:1: unknown key `alias`: did you mean `aliases`?\n";
    for command in ["annotate", "quotes"] {
        let output = sayso(folder.path(), &[command]);
        assert_eq!((code(&output), stderr(&output)), (2, error), "{command}");
        assert!(stdout(&output).contains("Anna Lund"), "{command}");
    }
    let output = sayso(folder.path(), &["check"]);
    assert_eq!((code(&output), stderr(&output)), (2, &*format!("{error}No findings in 2 files\n")));
    insta::assert_snapshot!(stdout(&output), @r"
    error[known-sources]: unknown key `alias`: did you mean `aliases`?
     --> sources.toml:9:1
      |
    9 | alias = 'DW'
      | ^^^^^
      |
      = help: Mend it; the rest of the list counts.
    ");
    let output = sayso(folder.path(), &["check", "--format", "github"]);
    assert!(stdout(&output).starts_with("::error file=sources.toml,line=9,endLine=9,col=1,endColumn=6,title="));
    let output = sayso(folder.path(), &["check", "--format", "json"]);
    assert_eq!((code(&output), json(&output)), (2, serde_json::json!([])));
}

#[test]
fn a_list_that_cannot_be_read_is_named() {
    let folder = folder(&[("a.txt", GOOD)]);
    fs::write(folder.path().join("sources.toml"), b"name = '\xff'").unwrap();
    let output = sayso(folder.path(), &["check", "a.txt"]);
    assert_eq!(code(&output), 2);
    assert!(
        stderr(&output).starts_with("error: sources.toml: not UTF-8: byte 0xFF at offset 8"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn quotations_are_written_as_other_programs_want_them() {
    let folder = folder(&[("a.txt", GOOD), ("b.txt", GOOD)]);
    let output = sayso(folder.path(), &["quotes", "--format", "json"]);
    let texts: Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(texts[0]["path"], "a.txt");
    assert_eq!(texts[1]["path"], "b.txt");
    assert_eq!(texts[0]["speakers"], texts[1]["speakers"]);
    let output = sayso(folder.path(), &["quotes", "--format", "csv"]);
    assert_eq!(stdout(&output).matches("path,line,speaker,").count(), 1, "{}", stdout(&output));
    let output = sayso(folder.path(), &["quotes", "--format", "markdown"]);
    let headings: Vec<&str> = stdout(&output).lines().filter(|line| line.starts_with("# ")).collect();
    assert_eq!(headings, ["# a.txt", "# b.txt"]);
}

#[test]
fn a_report_is_one_page_about_all_texts() {
    let folder = folder(&[
        ("a.txt", "“We will not sign,” Lund told reporters.\n"),
        ("b.txt", VAGUE),
        ("sources.toml", LIST),
        ("sayso.toml", "[rules]\nvague-source = \"off\"\n"),
    ]);
    let output = sayso(folder.path(), &["report", "a.txt"]);
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    let page = stdout(&output);
    assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"));
    assert!(page.contains("Anna Lund</a><span class=\"role\">chief negotiator</span>"), "{page}");

    let output = sayso(folder.path(), &["report", "a.txt", "b.txt", "-o", "page.html"]);
    assert_eq!((code(&output), stdout(&output), stderr(&output)), (0, "", ""));
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(page.contains("<h1>2 articles</h1>"), "{page}");
    assert!(!page.contains("vague-source"), "{page}");
    let output = sayso(folder.path(), &["report", "b.txt", "--output", "page.html"]);
    assert_eq!(code(&output), 0);
    assert!(fs::read_to_string(folder.path().join("page.html")).unwrap().contains("<h1>b.txt</h1>"));
}

#[test]
fn a_report_overwrites_no_text_and_says_what_it_cannot_do() {
    let folder = folder(&[("a.txt", GOOD)]);
    let output = sayso(folder.path(), &["report", "a.txt", "-o", "./a.txt"]);
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).contains("is one of the texts"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), GOOD);

    let output = sayso(folder.path(), &["report", "a.txt", "-o", "gone/page.html"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("page.html: cannot be written"), "{}", stderr(&output));

    let output = sayso(folder.path(), &["report", "gone.txt", "-o", "page.html"]);
    assert_eq!(code(&output), 2);
    assert!(!folder.path().join("page.html").exists());

    let output = sayso(folder.path(), &["report", "gone.txt", "a.txt"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("gone.txt: no such file") && stdout(&output).contains("Anna Lund"));
}
