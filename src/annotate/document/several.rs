//! Sources of several, "Ortiz and Li", "the mayor and the police chief", and of some of several: "one of the nurses".

use crate::annotate::annotation::EntityKind;
use crate::annotate::located::LocatedMention;
use crate::annotate::mention::{Determiner, Form, NominalPhrase};
use crate::lexicon::{self, Function, NominalKind};
use crate::text::{Document, TextRange};

/// Members of a source that are looked at.
const MOST: usize = 8;

/// What joins the last of several to those before; what joins the others.
const LAST: [&str; 3] = [", and ", " and ", " & "];
const COMMA: &str = ", ";

/// Words by which all of several are meant after all: "all of the nurses".
const ALL: [&str; 6] = ["all", "both", "any", "each", "every", "none"];

/// Who speaks together, or as one of several.
#[derive(Clone, Copy, Debug)]
pub(super) struct Several {
    /// Their words, in bytes of their paragraph.
    pub words: TextRange,
    /// What they are.
    pub kind: EntityKind,
    /// The mention that names who of them it is: "one of the nurses, Ann Li,".
    pub named: Option<usize>,
}

/// The several whom a source names, or some of them; `None` if its head speaks alone, or all whom it names.
pub(super) fn named_by(
    document: &Document,
    mentions: &[LocatedMention<'_>],
    head: usize,
    source: TextRange,
) -> Option<Several> {
    let joined =
        several(document, mentions, head, source).map(|words| Several { words, kind: EntityKind::Group, named: None });
    joined.or_else(|| some(document, mentions, head, source))
}

/// "One of the nurses", "two of her friends": the quantity may be the head itself, or stand before it.
fn some(document: &Document, mentions: &[LocatedMention<'_>], head: usize, source: TextRange) -> Option<Several> {
    let first = mentions.get(head)?;
    let paragraph = document.paragraphs.get(first.paragraph)?;
    let text = paragraph.text();
    let is_of =
        |mention: &LocatedMention<'_>| text.get(..mention.raw.range.start).is_some_and(|it| it.ends_with(" of "));
    let next = mentions.get(head + 1).filter(|next| next.paragraph == first.paragraph);
    let next = next.filter(|next| next.raw.range.start == first.raw.range.end + " of ".len() && is_of(next));
    let of = next.unwrap_or(first);
    let Form::Nominal(noun) = &of.raw.form else { return None };
    if !noun.plural || noun.determiner == Determiner::None || !is_of(of) {
        return None;
    }
    let before = text.get(..of.raw.range.start)?.strip_suffix(" of ")?;
    let quantity = before.rsplit(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    let start = before.len() - quantity.len();
    let quantity = quantity.to_lowercase();
    let is_quantity = lexicon::function(&quantity).intersects(Function::DETERMINER | Function::SUBJECT_PRONOUN);
    let words = TextRange::new(start, of.raw.range.end);
    let span = paragraph.to_source(words);
    // "only one of the nurses", but not "a message from one of the nurses"
    let before = before.get(..start)?.trim_end();
    let lead = before.split_whitespace().next_back().unwrap_or_default();
    let lead_span = paragraph.to_source(TextRange::new(before.len() - lead.len(), before.len()));
    let begins = source.start >= span.start || lead_span.start <= source.start;
    let led = source.start < span.start && ALL.contains(&&*lead.to_lowercase());
    if !is_quantity || ALL.contains(&&*quantity) || led || !begins || !source.covers(span) || of.raw.possessive() {
        return None;
    }
    let kind = kind_of_some(&quantity, noun);
    let after = text.get(words.end..)?.strip_prefix(", ").map(|after| text.len() - after.len());
    let mut later = mentions.iter().enumerate().skip(head + 1).take(MOST);
    let apposed = later.find(|(_, name)| name.raw.range.start >= words.end || name.paragraph != first.paragraph);
    let is_name = |name: &LocatedMention<'_>| {
        matches!(name.raw.form, Form::Name(_)) && Some(name.raw.range.start) == after && source.covers(name.span)
    };
    let named = apposed.filter(|(_, name)| kind == EntityKind::Person && is_name(name)).map(|(index, _)| index);
    Some(Several { words, kind, named })
}

/// What so many of those are whom a noun means.
fn kind_of_some(quantity: &str, noun: &NominalPhrase) -> EntityKind {
    let each = match (lexicon::nominal(&noun.head), noun.kind) {
        (Some(known), _) => known.kind,
        (None, NominalKind::Group) => NominalKind::Person,
        (None, kind) => kind,
    };
    match (quantity, each) {
        (_, NominalKind::Document) => EntityKind::Document,
        ("one" | "another", NominalKind::Organization | NominalKind::Group) => EntityKind::Organization,
        ("one" | "another", NominalKind::Person) => EntityKind::Person,
        _ => EntityKind::Group,
    }
}

/// The words of the several who speak together, in bytes of the head's paragraph; `None` if its head speaks alone.
fn several(document: &Document, mentions: &[LocatedMention<'_>], head: usize, source: TextRange) -> Option<TextRange> {
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
