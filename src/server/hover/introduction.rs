//! Where a text first names somebody, and whether it says there who that is.

use crate::annotate::{Entity, EntityKind, Mention, MentionKind};
use crate::lexicon::{self, WordClass};
use crate::text::{BlockKind, Paragraph, TextRange};
use crate::workspace::Analysis;

/// What links a name to the words after it that say who that is: "Maya Wang of Open Rights".
const LINKS: [&str; 6] = ["of", "from", "with", "at", "for", "in"];

/// The first mention of a person by name, headings and quotations aside, if nothing there or before says who that is. In
/// doubt it counts as an introduction.
pub(super) fn not_introduced_at(analysis: &Analysis, person: &Entity) -> Option<Mention> {
    if person.kind != EntityKind::Person {
        return None;
    }
    let (first, paragraph) = first_in_narrative(analysis, person)?;
    let end = paragraph.source_range().end;
    let by_role = person.roles.iter().any(|role| role.span.start < end);
    let by_noun = || {
        let before = person.mentions.iter().take_while(|mention| mention.span.start < first.span.start);
        before.into_iter().any(|mention| mention.kind == MentionKind::Nominal)
    };
    (!by_role && !by_noun() && !is_described(paragraph, first.span)).then_some(first)
}

/// The mention that introduces somebody: the first by name outside headings and quotations, or else anywhere; of one without
/// a name the one with the role, or else the first nominal. `None`: there are nothing but pronouns.
pub(in crate::server) fn introduction(analysis: &Analysis, entity: &Entity) -> Option<Mention> {
    let first = |kind: MentionKind| entity.mentions.iter().find(|mention| mention.kind == kind).copied();
    let with_role = || {
        let is_role = |mention: &&Mention| {
            mention.kind == MentionKind::Nominal && entity.roles.iter().any(|role| role.span.overlaps(mention.span))
        };
        entity.mentions.iter().find(is_role).copied()
    };
    let named = first_in_narrative(analysis, entity).map(|(mention, _)| mention);
    named.or_else(|| first(MentionKind::Name)).or_else(with_role).or_else(|| first(MentionKind::Nominal))
}

/// The first mention by name outside headings and quotations, and the paragraph that it stands in.
fn first_in_narrative<'a>(analysis: &'a Analysis, person: &Entity) -> Option<(Mention, &'a Paragraph)> {
    let outer = analysis.annotation.quotations.iter().filter(|quotation| quotation.depth == 0);
    let mut outer = outer.peekable();
    person.mentions.iter().filter(|mention| mention.kind == MentionKind::Name).find_map(|mention| {
        while outer.next_if(|quotation| quotation.span.end <= mention.span.start).is_some() {}
        let quoted = outer.peek().is_some_and(|quotation| quotation.span.overlaps(mention.span));
        let document = &analysis.document;
        let paragraph = document.paragraphs.get(document.paragraph_at(mention.span.start))?;
        (!quoted && paragraph.kind != BlockKind::Heading).then_some((*mention, paragraph))
    })
}

/// Whether the words around a name may say who that is: "midfielder Bo Li", "Maya Wang of Open Rights", "Ann Li (32)".
fn is_described(paragraph: &Paragraph, name: TextRange) -> bool {
    let around = paragraph.to_prose(name.start).zip(paragraph.to_prose(name.end));
    let Some((start, end)) = around else { return true };
    let (Some(before), Some(after)) = (paragraph.text().get(..start), paragraph.text().get(end..)) else { return true };
    let after = after.trim_start();
    let linked = after.split_whitespace().next().is_some_and(|word| LINKS.contains(&word));
    let set_off = after.starts_with([',', '(', '–', '—', ':', '|']);
    let last = before.split_whitespace().next_back().filter(|_| before.ends_with(' '));
    let noun = last.filter(|word| word.chars().all(char::is_lowercase)).is_some_and(|word| {
        let class = lexicon::word_class(word);
        let other = WordClass::VERB | WordClass::CLOSED | WordClass::ADVERB;
        class.is_empty() || class.contains(WordClass::NOUN) && !class.intersects(other)
    });
    linked || set_off || noun
}
