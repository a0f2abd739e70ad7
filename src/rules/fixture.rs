//! What rules' tests share: a text's context, what a rule finds in it, and the text after a fix.

use crate::annotate::annotate;
use crate::text::{Format, read};

use super::{Context, Finding, Fix, Rule, Settings, check};

/// Runs `look` on a Markdown text's context.
pub(super) fn with_context<T>(source: &str, look: impl FnOnce(&Context<'_>) -> T) -> T {
    with_settings(source, &Settings::default(), look)
}

/// The same, judged as `settings` say.
pub(super) fn with_settings<T>(source: &str, settings: &Settings, look: impl FnOnce(&Context<'_>) -> T) -> T {
    let document = read(source, Format::Markdown);
    let annotation = annotate(&document);
    look(&Context::new(source, &document, &annotation, settings))
}

/// What a rule finds in a text.
pub(super) fn findings(rule: &Rule, source: &str) -> Vec<Finding> {
    with_context(source, |context| check(context).into_iter().filter(|finding| finding.rule == rule.name).collect())
}

/// The text after a fix, or why it can't be made.
pub(super) fn apply(source: &str, fix: &Fix) -> Result<String, String> {
    let mut text = String::new();
    let mut done = 0;
    for (index, edit) in fix.edits.iter().enumerate() {
        let before = source.get(done..edit.span.start).ok_or_else(|| format!("{edit:?} is out of place"))?;
        if index > 0 && before.is_empty() {
            return Err(format!("{edit:?} touches the one before"));
        }
        if source.get(edit.span.start..edit.span.end).is_none() {
            return Err(format!("{edit:?} is out of bounds"));
        }
        text.push_str(before);
        text.push_str(&edit.text);
        done = edit.span.end;
    }
    if fix.edits.is_empty() {
        return Err("it has no edits".to_owned());
    }
    text.push_str(&source[done..]);
    Ok(text)
}

/// The text after each fix that a rule offers, its findings in order.
pub(super) fn fixed(rule: &Rule, source: &str) -> Vec<String> {
    let findings = findings(rule, source);
    let fixes = findings.iter().flat_map(|finding| &finding.fixes);
    fixes.map(|fix| apply(source, fix).unwrap_or_else(|why| panic!("{}: {why}", fix.title))).collect()
}

/// Checks what each fix of a rule makes of texts: the text, then the text after each fix offered.
#[track_caller]
pub(super) fn assert_fixes(rule: &Rule, cases: &[(&str, &[&str])]) {
    for (before, after) in cases {
        assert_eq!(fixed(rule, before), *after, "{before}");
    }
}
