//! Sources of several: "Ortiz and Li", "the mayor and the police chief".

use crate::annotate::located::LocatedMention;
use crate::annotate::mention::{Determiner, Form};
use crate::text::{Document, TextRange};

/// Members of a source that are looked at.
const MOST: usize = 8;

/// What joins the last of several to those before; what joins the others.
const LAST: [&str; 3] = [", and ", " and ", " & "];
const COMMA: &str = ", ";

/// The words of the several who speak together, in bytes of the head's paragraph; `None` if its head speaks alone.
pub(super) fn several(
    document: &Document,
    mentions: &[LocatedMention<'_>],
    head: usize,
    source: TextRange,
) -> Option<TextRange> {
    let first = mentions.get(head)?;
    let text = document.paragraphs.get(first.paragraph)?.text();
    let mut member = head;
    for _ in 0..MOST {
        let mention = &mentions[member];
        let rest = text.get(end_with_role(mention)..)?;
        let last = LAST.iter().find_map(|joint| rest.strip_prefix(joint));
        let after = last.or_else(|| rest.strip_prefix(COMMA))?;
        let start = text.len() - after.len();
        let named = matches!(mention.raw.form, Form::Name(_));
        member = next_member(mentions, member, start, named).filter(|next| mentions[*next].span.end <= source.end)?;
        let next = &mentions[member];
        if next.raw.possessive() || is_another_role(mention, next) {
            return None;
        }
        if last.is_some() {
            return Some(TextRange { start: first.raw.range.start, end: mentions[member].raw.range.end });
        }
    }
    None
}

/// Whether a noun only goes on with what one person is: "the president and chief executive".
fn is_another_role(mention: &LocatedMention<'_>, next: &LocatedMention<'_>) -> bool {
    match (&mention.raw.form, &next.raw.form) {
        (Form::Nominal(one), Form::Nominal(other)) => {
            !one.plural && !other.plural && one.determiner != Determiner::None && other.determiner == Determiner::None
        }
        _ => false,
    }
}

/// Where a mention ends with the role that follows it.
fn end_with_role(mention: &LocatedMention<'_>) -> usize {
    let role = match &mention.raw.form {
        Form::Name(name) => name.role,
        Form::Nominal(_) | Form::Pronoun(_) => None,
    };
    role.map_or(mention.raw.range.end, |role| role.end)
}

/// The mention that begins at a place of the paragraph; after a name also one whose role begins there: "and lawyer Ann Li".
fn next_member(mentions: &[LocatedMention<'_>], member: usize, start: usize, named: bool) -> Option<usize> {
    let paragraph = mentions.get(member)?.paragraph;
    let role_starts = |mention: &LocatedMention<'_>| match &mention.raw.form {
        Form::Name(name) => named && name.title_range.is_some_and(|title| title.start == start),
        _ => false,
    };
    let begins = |mention: &LocatedMention<'_>| mention.raw.range.start == start || role_starts(mention);
    let later = mentions.iter().enumerate().skip(member + 1).take_while(|(_, mention)| mention.paragraph == paragraph);
    let mut later = later.skip_while(|(_, mention)| mention.raw.range.start < start);
    let (next, mention) = later.next().filter(|(_, mention)| begins(mention))?;
    if mention.raw.introduces { later.next().map(|(next, _)| next) } else { Some(next) }
}
