//! The examples on the rules' pages are their tests: what a page says, the rule does.

use super::{Rule, all, fixture};

/// What an example on a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Example {
    Triggers,
    Passes,
}

/// A line of an example that stands for some hundred words in which nobody says anything.
const REST: &str = "[…]";

/// The words that it stands for.
fn rest() -> String {
    "The harbour has four berths, two cranes and a wall that the sea broke in the spring. ".repeat(20)
}

/// The examples of a page: the blocks fenced as `triggers` and `passes`.
fn examples(page: &str) -> Vec<(Example, String)> {
    let mut examples = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let example = match line.trim_start_matches('`') {
            "triggers" => Example::Triggers,
            "passes" => Example::Passes,
            _ => continue,
        };
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        let text = text.join("\n") + "\n";
        examples.push((example, text.replace(REST, &rest())));
    }
    examples
}

/// What the rule finds in a text, as "severity: message".
fn found(rule: &Rule, source: &str) -> Vec<String> {
    let findings = fixture::findings(rule, source);
    findings.iter().map(|finding| format!("{:?}: {}", finding.severity, finding.message)).collect()
}

/// What is wrong with the fixes that a rule offers for a text: they can't be made, or don't mend.
fn wrong_fixes(rule: &Rule, source: &str) -> Vec<String> {
    let findings = fixture::findings(rule, source);
    let fixes = findings.iter().flat_map(|finding| &finding.fixes);
    let wrong = fixes.filter_map(|fix| match fixture::apply(source, fix) {
        Err(why) => Some(format!("{}: {}: {why}:\n{source}", rule.name, fix.title)),
        Ok(text) if fixture::findings(rule, &text).len() < findings.len() => None,
        Ok(text) => Some(format!("{}: {} does not mend it:\n{text}", rule.name, fix.title)),
    });
    wrong.collect()
}

#[test]
fn every_example_does_what_its_page_says() {
    let mut wrong = Vec::new();
    for rule in all() {
        for (example, text) in examples(rule.page) {
            let found = found(rule, &text);
            if found.is_empty() == (example == Example::Triggers) {
                wrong.push(format!("{}: {example:?}, but found {found:?}:\n{text}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples are wrong\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_fix_mends_what_it_is_offered_for() {
    let pages = all().iter().flat_map(|rule| examples(rule.page).into_iter().map(move |(_, text)| (rule, text)));
    let wrong: Vec<String> = pages.flat_map(|(rule, text)| wrong_fixes(rule, &text)).collect();
    assert!(wrong.is_empty(), "{} fixes are wrong\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_page_has_its_parts() {
    for rule in all() {
        assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "{}", rule.name);
        let headings: Vec<&str> = rule.page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        let expected = ["What it reports", "Why", "Examples", "How to mend it", "When to ignore it"];
        assert_eq!(headings, expected, "{}", rule.name);
        for kind in [Example::Triggers, Example::Passes] {
            let count = examples(rule.page).iter().filter(|(example, _)| *example == kind).count();
            assert!(count >= 8, "{} has {count} examples of {kind:?}", rule.name);
        }
    }
}

#[test]
fn no_two_rules_have_one_name() {
    let names: std::collections::HashSet<&str> = all().iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), all().len());
}
