//! How the text of a `sayso.toml` is changed so that a rule is off; all else in it stays as it is written.

use std::path::Path;

use super::{Configuration, OFF, keys};
use crate::rules::{Edit, Settings, edited};
use crate::text::TextRange;
use crate::workspace::toml_file::{Table, read_toml};

/// The table of rules in a text.
#[derive(Clone, Copy, Debug)]
struct Rules {
    /// Its header, or all of it if it stands in a line.
    span: TextRange,
    /// Where the last of its values ends, if it has any.
    end: Option<usize>,
    /// The value of the rule that is to be off, if it has one.
    value: Option<TextRange>,
}

impl Configuration {
    /// The edit of a text, which is that of the `sayso.toml` in `folder`, after which a rule is off for a document.
    ///
    /// `None` if no edit of that kind does it: a later override has another say, or what stands there can't be read.
    pub fn switch_off(text: &str, folder: &Path, document: Option<&Path>, rule: &str) -> Option<Edit> {
        let ((is_there, rules), _) = read_toml(text, |root| {
            let is_there = root.keys().any(|key| key.value == keys::RULES.name);
            (is_there, root.table(keys::RULES.name, |table| Rules::find(table, rule)))
        });
        let edit = match rules {
            Some(rules) => rules.switch_off(text, rule),
            None if is_there => return None,
            None => new_table(text, rule),
        };
        let (_, mistakes_before) = Self::read(text, folder);
        let (after, mistakes) = Self::read(&edited(text, [&edit]), folder);
        let mut settings = Settings::default();
        after.apply(document, &mut settings);
        let is_off = settings.severities.get(rule).is_some_and(Option::is_none);
        (is_off && mistakes.len() <= mistakes_before.len()).then_some(edit)
    }
}

impl Rules {
    fn find(table: &mut Table<'_, '_>, rule: &str) -> Self {
        let names: Vec<String> = table.keys().map(|key| key.value.to_owned()).collect();
        let values: Vec<(String, TextRange)> =
            names.into_iter().filter_map(|name| Some((name.clone(), table.string(name)?.span))).collect();
        let value = values.iter().find(|(name, _)| name == rule).map(|(_, span)| *span);
        Self { span: table.span(), end: values.iter().map(|(_, span)| span.end).max(), value }
    }

    fn switch_off(self, text: &str, rule: &str) -> Edit {
        if let Some(span) = self.value {
            return Edit { span, text: format!("\"{OFF}\"") };
        }
        let line_end = line_end(text);
        let is_inline = text.get(self.span.start..).is_some_and(|table| table.starts_with('{'));
        let has_header = text.get(self.span.start..).is_some_and(|table| table.starts_with('['));
        let setting = setting(rule);
        match self.end {
            Some(end) if is_inline => insertion(end, format!(", {setting}")),
            None if is_inline => insertion(self.span.start + 1, format!(" {setting} ")),
            end if has_header => {
                insertion(end_of_line(text, end.unwrap_or(self.span.end)), format!("{line_end}{setting}"))
            }
            end => {
                let at = end_of_line(text, end.unwrap_or(self.span.end));
                insertion(at, format!("{line_end}{}.{setting}", keys::RULES.name))
            }
        }
    }
}

/// The table at the text's end, where it parts nothing.
fn new_table(text: &str, rule: &str) -> Edit {
    let line_end = line_end(text);
    let gap = match text {
        "" => String::new(),
        _ if text.ends_with('\n') => line_end.to_owned(),
        _ => line_end.repeat(2),
    };
    insertion(text.len(), format!("{gap}[{}]{line_end}{}{line_end}", keys::RULES.name, setting(rule)))
}

fn setting(rule: &str) -> String {
    format!("{rule} = \"{OFF}\"")
}

fn insertion(at: usize, text: String) -> Edit {
    Edit { span: TextRange::new(at, at), text }
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Where the line ends that an offset stands in; what ends it is not part of it.
fn end_of_line(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    offset + rest.find(['\r', '\n']).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_vague_source(text: &str, document: &str) -> Option<String> {
        let edit = Configuration::switch_off(text, Path::new("/n"), Some(Path::new(document)), "vague-source")?;
        Some(edited(text, [&edit]))
    }

    #[test]
    fn a_rule_is_switched_off_and_all_else_is_left() {
        for (before, after) in [
            ("", "[rules]\nvague-source = \"off\"\n"),
            ("profile = 'news' # 🦀", "profile = 'news' # 🦀\n\n[rules]\nvague-source = \"off\"\n"),
            (
                "# ours\r\n[[overrides]]\r\nfiles = ['x']\r\n# end\r\n",
                "# ours\r\n[[overrides]]\r\nfiles = ['x']\r\n# end\r\n\r\n[rules]\r\nvague-source = \"off\"\r\n",
            ),
            ("[rules] # é\nvague-source   = 'error' # for now\n", "[rules] # é\nvague-source   = \"off\" # for now\n"),
            (
                "[rules]\r\n# the marks\r\nunbalanced-quote = 'hint' # so\r\n\r\n# later\r\n[[overrides]]\r\nfiles = ['x']\r\n",
                "[rules]\r\n# the marks\r\nunbalanced-quote = 'hint' # so\r\nvague-source = \"off\"\r\n\r\n# later\r\n[[overrides]]\r\nfiles = ['x']\r\n",
            ),
            ("[rules]", "[rules]\nvague-source = \"off\""),
            ("[ rules ] # none yet\n", "[ rules ] # none yet\nvague-source = \"off\"\n"),
            (
                "rules = { unbalanced-quote = 'hint' }\n",
                "rules = { unbalanced-quote = 'hint', vague-source = \"off\" }\n",
            ),
            ("rules = {}", "rules = { vague-source = \"off\" }"),
            (
                "rules.unbalanced-quote = 'hint' # so\nprofile = 'wiki'\n",
                "rules.unbalanced-quote = 'hint' # so\nrules.vague-source = \"off\"\nprofile = 'wiki'\n",
            ),
            // what is wrong elsewhere stays so
            ("profil = 'wiki'\n[rules]\n", "profil = 'wiki'\n[rules]\nvague-source = \"off\"\n"),
        ] {
            assert_eq!(without_vague_source(before, "/n/a.md").as_deref(), Some(after));
        }
    }

    #[test]
    fn what_no_edit_of_the_rules_can_do_is_left() {
        for text in [
            "[rules]\nvague-source = 'hint'\n[[overrides]]\nfiles = ['a.*']\nrules = { vague-source = 'error' }\n",
            "rules = 7\n",
        ] {
            assert_eq!(without_vague_source(text, "/n/a.md"), None, "{text}");
        }
        let other = "[[overrides]]\nfiles = ['b.*']\nrules = { vague-source = 'error' }\n";
        assert!(without_vague_source(other, "/n/a.md").is_some());
    }
}
