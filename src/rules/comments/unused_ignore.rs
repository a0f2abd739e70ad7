//! `unused-ignore`: a comment asks for findings to be left out that there are not.

use crate::lexicon::nearest;
use crate::rules::{Context, Defaults, Edit, Family, Finding, Fix, Rule, Safety, Severity, all, named};
use crate::text::TextRange;

use super::directive::{ALL, Directive, Reach, is_name};
use super::ignores::Ignores;
use super::removal::removal;

pub(super) const RULE: Rule = Rule {
    name: "unused-ignore",
    family: Family::Comments,
    defaults: Defaults::everywhere(Severity::Hint),
    summary: "A comment ignores what nobody reports.",
    page: include_str!("unused_ignore.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let ignores = Ignores::read(context);
    let mut own = Vec::new();
    for directive in ignores.directives() {
        let Some(reach) = directive.reach else {
            own.push(unknown_keyword(context, directive));
            continue;
        };
        if directive.names.is_empty() {
            own.push(without_names(context, directive));
        }
        let uses: Vec<Use> =
            directive.names.iter().map(|name| use_of(&ignores, context, directive, *name, findings)).collect();
        let is_useless = !uses.iter().any(|it| matches!(it, Use::Used | Use::Misspelt(_)));
        for (index, it) in uses.iter().enumerate() {
            own.extend(finding(context, directive, reach, index, it).map(|(finding, repair)| {
                finding.with_fix(match repair {
                    Repair::Replace(near) => replacement(directive.names.get(index).copied().unwrap_or_default(), near),
                    Repair::Remove if is_useless => removal(context, &directive.comment),
                    Repair::Remove => name_removal(context, directive, index),
                })
            }));
        }
    }
    findings.extend(own);
}

/// What a name in a comment is good for.
#[derive(Clone, Copy, Debug)]
enum Use {
    /// Something is left out by it, or may be with other settings.
    Used,
    /// Nothing is left out by it.
    Unused,
    /// It names no rule.
    Unknown,
    /// It names no rule, but one is called nearly so.
    Misspelt(&'static str),
}

/// How a name that is no use is mended.
#[derive(Clone, Copy, Debug)]
enum Repair {
    Remove,
    Replace(&'static str),
}

fn use_of(
    ignores: &Ignores<'_, '_>,
    context: &Context<'_>,
    directive: &Directive,
    name: TextRange,
    findings: &[Finding],
) -> Use {
    let word = context.text(name);
    if !is_name(word) {
        let known = all().iter().map(|rule| rule.name).chain([ALL]);
        return nearest(word, known).map_or(Use::Unknown, Use::Misspelt);
    }
    // a rule that is off may be on for somebody else
    let is_settled =
        named(word).is_none_or(|rule| rule.family != Family::Comments && context.settings.severity(rule).is_some());
    let is_unused = is_settled && !findings.iter().any(|finding| ignores.ignores_by(directive, name, finding));
    if is_unused { Use::Unused } else { Use::Used }
}

fn finding(
    context: &Context<'_>,
    directive: &Directive,
    reach: Reach,
    index: usize,
    it: &Use,
) -> Option<(Finding, Repair)> {
    let name = *directive.names.get(index)?;
    let word = context.text(name);
    let place = match reach {
        Reach::Paragraph => "in this paragraph",
        Reach::File => "in this text",
    };
    let (message, advice, repair) = match it {
        Use::Used => return None,
        Use::Unused if word == ALL => {
            (format!("No rule reports anything {place}."), "Delete the comment.".to_owned(), Repair::Remove)
        }
        Use::Unused => {
            (format!("`{word}` reports nothing {place}."), "Delete its name here.".to_owned(), Repair::Remove)
        }
        Use::Unknown => (
            format!("There is no rule `{word}`."),
            "Name a rule that `sayso rules` lists; write the reason after a colon.".to_owned(),
            Repair::Remove,
        ),
        Use::Misspelt(near) => {
            (format!("There is no rule `{word}`."), format!("Did you mean `{near}`?"), Repair::Replace(near))
        }
    };
    Some((context.finding(&RULE, name, message, advice), repair))
}

/// A comment for sayso whose first word nobody knows.
fn unknown_keyword(context: &Context<'_>, directive: &Directive) -> Finding {
    let word = context.text(directive.keyword);
    let known = || Reach::KEYWORDS.iter().map(|(word, _)| *word);
    let message = format!("`{word}` means nothing here.");
    match nearest(word, known()) {
        Some(near) => context
            .finding(&RULE, directive.keyword, message, format!("Did you mean `{near}`?"))
            .with_fix(replacement(directive.keyword, near)),
        None => {
            let advice = format!("Write `{}`.", known().collect::<Vec<_>>().join("` or `"));
            context.finding(&RULE, directive.keyword, message, advice)
        }
    }
}

/// A comment that ignores no rule at all.
fn without_names(context: &Context<'_>, directive: &Directive) -> Finding {
    let advice = "Name the rules that it is about, with commas between, or `all`.";
    context
        .finding(&RULE, directive.comment.span, "This comment names no rule to ignore.", advice)
        .with_fix(removal(context, &directive.comment))
}

fn replacement(span: TextRange, near: &str) -> Fix {
    Fix::replace(format!("Write `{near}`"), span, near, Safety::Offered)
}

/// Deletes a name, with the comma after it, or else the one before.
fn name_removal(context: &Context<'_>, directive: &Directive, index: usize) -> Fix {
    let names = &directive.names;
    let name = names.get(index).copied().unwrap_or_default();
    let span = match (index.checked_sub(1).and_then(|before| names.get(before)), names.get(index + 1)) {
        (_, Some(next)) => TextRange::new(name.start, next.start),
        (Some(before), None) => TextRange::new(before.end, name.end),
        (None, None) => name,
    };
    let edits = vec![Edit { span, text: String::new() }];
    Fix { title: format!("Delete `{}` here", context.text(name)).into(), edits: edits.into(), safety: Safety::Safe }
}
