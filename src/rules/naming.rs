//! How a fix names people, and whom it names: the form that the text uses at that place, and who is likeliest to speak there.

use crate::annotate::{Entity, EntityKind, Mention, MentionKind};
use crate::lexicon::{self, Gender};
use crate::text::TextRange;

use super::Context;
use super::wording::surname;

/// Names that a fix offers at most.
const MOST_NAMES: usize = 3;
/// Paragraphs back that somebody counts as near.
const NEAR: usize = 3;

/// What to call a person at `place`: the surname, with "Mr" where the text uses it, if the text has named them before, else
/// the full name.
pub fn name_at(context: &Context<'_>, person: &Entity, place: usize) -> String {
    let full = || person.name.clone();
    let is_earlier = |mention: &&Mention| {
        mention.kind == MentionKind::Name && mention.span.end <= place && context.is_running_text(mention.span)
    };
    if !person.mentions.iter().any(|mention| is_earlier(&mention)) {
        return full();
    }
    let earlier = person.mentions.iter().rev().filter(is_earlier);
    let short = earlier.map(|mention| context.words(mention.span)).find_map(|words| short_form(&words));
    let short = short.unwrap_or_else(|| surname(&person.name));
    if has_namesake(context, person, &short) { full() } else { short }
}

/// The form of a mention, if it is one name alone, its honorific included and any other title left out.
fn short_form(mention: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '’' | '\'');
    let words: Vec<&str> = mention.split(' ').collect();
    let titles = words.iter().take_while(|word| lexicon::title(&word.to_lowercase()).is_some()).count();
    let names = words.get(titles..)?;
    let is_one = surname(&names.join(" ")) == names.join(" ") && !names.is_empty();
    let honorific = titles.checked_sub(1).and_then(|last| words.get(last));
    let honorific = honorific.filter(|word| lexicon::title(&word.to_lowercase()).is_some_and(|title| title.honorific));
    let form = honorific.into_iter().chain(names).copied().collect::<Vec<_>>().join(" ");
    (is_one && form.chars().all(is_plain)).then_some(form)
}

/// Whether another person of the text has the same surname.
fn has_namesake(context: &Context<'_>, person: &Entity, short: &str) -> bool {
    let own = short.split(' ').next_back().unwrap_or(short);
    let others = context.annotation.entities.iter().filter(|other| other.id != person.id);
    others.filter(|other| other.kind == EntityKind::Person).any(|other| other.name.split(' ').any(|word| word == own))
}

/// The people whom a text names, with what tells how likely each is to speak somewhere.
pub(super) struct People<'a>(Vec<Person<'a>>);

struct Person<'a> {
    entity: &'a Entity,
    /// How often the text quotes them.
    quoted: usize,
}

impl<'a> People<'a> {
    pub fn of(context: &Context<'a>) -> Self {
        let mut quoted = vec![0_usize; context.annotation.entities.len()];
        for speaker in context.annotation.attributions.iter().filter_map(|attribution| attribution.speaker) {
            if let Some(count) = quoted.get_mut(speaker.0) {
                *count += 1;
            }
        }
        let person =
            |entity: &'a Entity| Person { entity, quoted: quoted.get(entity.id.0).copied().unwrap_or_default() };
        Self(named_people(context).map(person).collect())
    }

    /// Who is likeliest to say a quotation that is nobody's: those mentioned near before it, the nearest first, then those
    /// who are quoted most. Nobody whom it names.
    pub fn likely_speakers(&self, context: &Context<'a>, quotation: TextRange) -> Vec<&'a Entity> {
        let paragraph = context.paragraph_index(quotation.start).unwrap_or(0);
        let first_near = context.document.paragraphs.get(paragraph.saturating_sub(NEAR));
        let near = first_near.map_or(0, |first| first.source_range().start);
        let ranked = self.0.iter().filter(|person| !is_named_in(person.entity, quotation)).filter_map(|person| {
            let mentions = &person.entity.mentions;
            let before = mentions.partition_point(|mention| mention.span.start < quotation.start);
            let near_before = mentions[..before].iter().rev().take_while(|mention| mention.span.start >= near);
            let mut outside = near_before.filter(|mention| context.quotation_around(mention.span).is_none());
            let last = outside.next().map(|mention| mention.span.start);
            (last.is_some() || person.quoted > 0).then_some((last, person.quoted, person.entity))
        });
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_by_key(|(near, quoted, _)| std::cmp::Reverse((*near, *quoted)));
        ranked.into_iter().take(MOST_NAMES).map(|(_, _, person)| person).collect()
    }
}

/// Whether a range names somebody.
fn is_named_in(person: &Entity, range: TextRange) -> bool {
    let first = person.mentions.partition_point(|mention| mention.span.start < range.start);
    let mut begun = person.mentions[first..].iter().take_while(|mention| range.contains(mention.span.start));
    begun.any(|mention| mention.kind == MentionKind::Name)
}

/// Who could be the "he" or "she" at a place where nobody before can: those whom the text names soon after it, the nearest
/// first, and of whom nothing tells the other gender.
pub(super) fn named_soon_after<'a>(context: &Context<'a>, pronoun: TextRange, gender: Gender) -> Vec<&'a Entity> {
    let paragraph = context.paragraph_index(pronoun.start).unwrap_or(0);
    let paragraphs = &context.document.paragraphs;
    let last = paragraphs.get(paragraph.saturating_add(NEAR)).or(paragraphs.last());
    let end = last.map_or(pronoun.end, |paragraph| paragraph.source_range().end);
    let after = named_people(context).filter_map(|person| {
        let first = person.mentions.iter().find(|mention| mention.kind == MentionKind::Name)?.span;
        let fits = gender_of(context, person).is_none_or(|known| known == gender);
        (fits && first.start >= pronoun.end && first.end <= end).then_some((first.start, person))
    });
    let mut after: Vec<_> = after.collect();
    after.sort_by_key(|(first, _)| *first);
    after.into_iter().take(MOST_NAMES).map(|(_, person)| person).collect()
}

/// What the text calls a person, or else what the first name tells.
pub(super) fn gender_of(context: &Context<'_>, person: &Entity) -> Option<Gender> {
    let words = |mention: &Mention| context.text(mention.span).to_lowercase();
    let told = person.mentions.iter().find_map(|mention| match (mention.kind, words(mention).as_str()) {
        (MentionKind::Pronoun, "he" | "him" | "his" | "himself") => Some(Gender::Masculine),
        (MentionKind::Pronoun, "she" | "her" | "hers" | "herself") => Some(Gender::Feminine),
        (MentionKind::Name, name) => lexicon::title(name.split_whitespace().next()?)?.gender,
        _ => None,
    });
    let first_name = || person.name.split(' ').next().map(str::to_lowercase);
    told.or_else(|| lexicon::first_name(&first_name()?).flatten())
}

/// The people whom the text names.
fn named_people<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Entity> + use<'a> {
    let people = context.annotation.entities.iter().filter(|entity| entity.kind == EntityKind::Person);
    people.filter(|person| person.has_name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::with_context;

    fn names(source: &str, place: usize) -> Vec<String> {
        with_context(source, |context| {
            let people = named_people(context);
            people.map(|person| name_at(context, person, place)).collect()
        })
    }

    #[test]
    fn people_are_named_as_the_text_names_them() {
        for (source, name) in [
            ("Daniel Okoro spoke first.\n", "Okoro"),
            ("Mr Daniel Okoro spoke first. Mr Okoro sat down.\n", "Mr Okoro"),
            ("Mayor Daniel Okoro spoke first. Mayor Okoro sat down.\n", "Okoro"),
            ("Daniel Okoro spoke first. Okoro sat down.\n", "Okoro"),
        ] {
            assert_eq!(names(source, source.len()), [name], "{source}");
            assert_eq!(names(source, 0), ["Daniel Okoro"], "{source}");
        }
    }

    #[test]
    fn namesakes_keep_their_first_names() {
        let source = "Daniel Okoro spoke first, then Ruth Okoro.\n";
        assert_eq!(names(source, source.len()), ["Daniel Okoro", "Ruth Okoro"]);
    }
}
