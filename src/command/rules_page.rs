//! The page of all rules, in Markdown, made of their own pages: `docs/rules.md`.

use std::fmt::Write as _;

use crate::rules::{Profile, Rule, Severity};

/// The page: a table of the rules by family, then each rule's own page.
pub(super) fn page(rules: &[Rule]) -> String {
    let mut rules: Vec<&Rule> = rules.iter().collect();
    rules.sort_by_key(|rule| (rule.family, rule.name));
    let mut page = String::from(
        "# Rules\n\n\
         <!-- Made by `sayso rules --format markdown > docs/rules.md` from the rules' own pages. -->\n\n\
         What sayso reports, by what it is about. How to change what a rule does is told in\n\
         [configuration.md](configuration.md).\n\n\
         | family | rule | what it reports | in news |\n|---|---|---|---|\n",
    );
    for rule in &rules {
        let Rule { name, summary, .. } = rule;
        let severity = severity(rule, Profile::News);
        // writing to a string does not fail
        let _ = writeln!(page, "| {} | [{name}](#{name}) | {summary} | {severity} |", rule.family.name());
    }
    for rule in rules {
        let mut own = rule.page.lines();
        let title = own.next().unwrap_or_default();
        let _ = write!(page, "\n#{title}\n\nSeverity: {}.\n", severities(rule));
        push_demoted(&mut page, own);
    }
    page
}

/// How much a rule's findings matter, by profile.
fn severities(rule: &Rule) -> String {
    let first = severity(rule, Profile::ALL[0]);
    if Profile::ALL.into_iter().all(|profile| severity(rule, profile) == first) {
        return format!("{first} in every profile");
    }
    let by_profile = Profile::ALL.map(|profile| format!("{} in {}", severity(rule, profile), profile.name()));
    by_profile.join(", ")
}

fn severity(rule: &Rule, profile: Profile) -> &'static str {
    rule.defaults.of(profile).map_or("off", Severity::name)
}

/// Adds lines with their headings one level lower. Examples are shown as what they are, Markdown.
fn push_demoted<'l>(page: &mut String, lines: impl Iterator<Item = &'l str>) {
    let mut fence = None;
    for line in lines {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        let (mark, shown) = match fence {
            None if ticks.len() >= 3 => {
                fence = Some(ticks);
                let is_example = matches!(line.trim_start_matches('`'), "triggers" | "passes");
                (ticks, if is_example { "markdown" } else { &line[ticks.len()..] })
            }
            None if line.starts_with('#') => ("#", line),
            Some(open) if line == open => {
                fence = None;
                ("", line)
            }
            _ => ("", line),
        };
        page.push_str(mark);
        page.push_str(shown);
        page.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_go_down_but_not_in_examples() {
        let mut page = String::new();
        let own = "## Why\n\n````triggers\n# A\n```\n````\n\n```text\nx\n```\n# B";
        push_demoted(&mut page, own.lines());
        assert_eq!(page, "### Why\n\n````markdown\n# A\n```\n````\n\n```text\nx\n```\n## B\n");
    }

    #[test]
    fn every_rule_has_its_place() {
        let rules = crate::rules::all();
        let page = page(rules);
        for rule in rules {
            assert_eq!(page.matches(&format!("\n## {}\n", rule.name)).count(), 1, "{}", rule.name);
        }
    }
}
