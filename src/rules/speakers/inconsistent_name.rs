//! `inconsistent-name`: one name, spelled in two ways.

use crate::annotate::{Entity, MentionKind, Spelling};
use crate::rules::{Context, Defaults, Edit, Family, Finding, Fix, Related, Rule, Safety, Severity};
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    name: "inconsistent-name",
    family: Family::Speakers,
    defaults: Defaults::everywhere(Severity::Warning),
    summary: "One name is spelled in two ways.",
    page: include_str!("inconsistent_name.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entity in &context.annotation.entities {
        for spelling in &entity.spellings {
            findings.extend(finding(context, entity, spelling));
        }
    }
}

/// What is wrong with a spelling, at its first place in running text; `None` if it stands in quotations and headings only.
fn finding(context: &Context<'_>, entity: &Entity, spelling: &Spelling) -> Option<Finding> {
    let usual = respelled(&spelling.text, &entity.name)?;
    let places = places(context, entity, spelling);
    let first = *places.first()?;
    let message = format!("“{}” is spelled “{usual}” elsewhere.", spelling.text);
    let advice = "Find out which spelling is right, and use it throughout.";
    let edits = places.iter().map(|place| Edit { span: *place, text: usual.clone() }).collect();
    let title = match places.len() {
        1 => format!("Replace “{}” by “{usual}”", spelling.text),
        count => format!("Replace “{}” by “{usual}” in {count} places", spelling.text),
    };
    let related = usual_place(context, entity, &usual, first);
    let related = related.map(|span| Related { span, message: format!("Here it is “{usual}”.") });
    let finding = context.finding(&RULE, first, message, advice);
    let finding = finding.with_related(related.into_iter().collect());
    Some(finding.with_fix(Fix { title: title.into(), edits, safety: Safety::Offered }))
}

/// Where running text, outside quotation marks, spells an entity so.
fn places(context: &Context<'_>, entity: &Entity, spelling: &Spelling) -> Vec<TextRange> {
    let names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
    let spans = names.filter_map(|mention| find_words(context, mention.span, &spelling.text));
    spans.filter(|span| context.is_running_text(*span) && context.quotation_around(*span).is_none()).collect()
}

/// The place with the usual spelling that is nearest to another place.
fn usual_place(context: &Context<'_>, entity: &Entity, usual: &str, other: TextRange) -> Option<TextRange> {
    let names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
    let spans = names.filter_map(|mention| {
        let words = usual.split(' ').collect::<Vec<_>>();
        // a surname alone shows the spelling too
        let last = words.last().copied().unwrap_or_default();
        find_words(context, mention.span, usual).or_else(|| find_words(context, mention.span, last))
    });
    spans.filter(|span| !span.overlaps(other)).min_by_key(|span| span.start.abs_diff(other.start))
}

/// Where some words stand in a range, whole.
fn find_words(context: &Context<'_>, range: TextRange, words: &str) -> Option<TextRange> {
    let text = context.text(range);
    let (start, _) = text.match_indices(words).find(|(start, _)| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '‐' | '‑');
        let before = text[..*start].chars().next_back();
        let after = text[start + words.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })?;
    let start = range.start + start;
    Some(TextRange::new(start, start + words.len()))
}

/// A spelling with its words as the usual name has them; `None` if they can't be laid beside each other, or don't differ.
fn respelled(spelling: &str, name: &str) -> Option<String> {
    let words: Vec<&str> = spelling.split_whitespace().collect();
    let usual: Vec<&str> = name.split_whitespace().collect();
    // hyphens join what is apart elsewhere: “Jean-Luc”, “Jean Luc”
    if letters(spelling) == letters(name) {
        return (spelling != name).then(|| name.to_owned());
    }
    let mut rest = usual.iter();
    let respelled: Option<Vec<&str>> =
        words.iter().map(|word| rest.by_ref().find(|usual| is_alike(word, usual)).copied()).collect();
    let respelled = respelled?.join(" ");
    (respelled != words.join(" ")).then_some(respelled)
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two words are the same but for a few letters.
fn is_alike(a: &str, b: &str) -> bool {
    const MOST: usize = 2;
    let (a, b) = (letters(a), letters(b));
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shortest = a.len().min(b.len());
    if shortest <= MOST || a.len().abs_diff(b.len()) > MOST {
        return false;
    }
    distance(&a, &b) <= MOST
}

/// How many letters have to be changed, added or left out to make one word the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (index, letter) in a.iter().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        for (other, above) in b.iter().zip(row.iter_mut().skip(1)) {
            let best = (diagonal + usize::from(letter != other)).min(left + 1).min(*above + 1);
            diagonal = *above;
            *above = best;
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::{assert_fixes, findings};

    #[test]
    fn words_are_laid_beside_the_usual_name() {
        assert_eq!(respelled("Pu Zhiquiang", "Pu Zhiqiang").as_deref(), Some("Pu Zhiqiang"));
        assert_eq!(respelled("Lindkvist", "Ruth Lindqvist").as_deref(), Some("Lindqvist"));
        assert_eq!(respelled("Jean Luc Moreau", "Jean-Luc Moreau").as_deref(), Some("Jean-Luc Moreau"));
        assert_eq!(respelled("Ruth Lindkvist", "Ruth Ellen Lindqvist").as_deref(), Some("Ruth Lindqvist"));
        assert_eq!(respelled("Ann Okoro", "Ruth Lindqvist"), None);
        assert_eq!(respelled("Ruth Lindqvist", "Ruth Lindqvist"), None);
    }

    #[test]
    fn counts_the_letters_that_differ() {
        let distance = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(distance("lindqvist", "lindkvist"), 1);
        assert_eq!(distance("merkel", "merkle"), 2);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }

    #[test]
    fn the_fix_uses_the_usual_spelling() {
        let before =
            "Ruth Lindqvist opened the port. Lindqvist left. “It is done,” said Ruth Lindkvist. Lindqvist spoke.\n";
        let after =
            "Ruth Lindqvist opened the port. Lindqvist left. “It is done,” said Ruth Lindqvist. Lindqvist spoke.\n";
        assert_fixes(&RULE, &[(before, &[after])]);
    }

    #[test]
    fn the_fix_mends_all_places() {
        let before = "Carlos Peña mends nets. Carlos Peña sings. Carlos Peña waved.\n\n\
                      Carlos Pena sat down. Then Carlos Pena sang.\n";
        let after = "Carlos Peña mends nets. Carlos Peña sings. Carlos Peña waved.\n\n\
                     Carlos Peña sat down. Then Carlos Peña sang.\n";
        assert_fixes(&RULE, &[(before, &[after])]);
    }

    #[test]
    fn the_other_spelling_is_related() {
        let text = "Ruth Lindqvist opened the port. Lindqvist left. “It is done,” said Ruth Lindkvist.\n";
        let findings = findings(&RULE, text);
        let related = findings.first().and_then(|finding| finding.related.first()).map(|related| related.span);
        assert_eq!(related.map(|span| &text[span.start..span.end]), Some("Lindqvist"));
    }
}
