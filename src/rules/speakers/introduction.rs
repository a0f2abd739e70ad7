//! How a text introduces a person: where it names them, by how much of the name, and with what beside it.

use smallvec::SmallVec;

use crate::annotate::{Attribution, Entity, EntityId, EntityKind, Kind, MentionKind};
use crate::lexicon::{self, Function, NameWord, NominalKind, WordClass};
use crate::rules::Context;
use crate::rules::headline::is_headline;
use crate::rules::word_facts::CueFacts;
use crate::text::{TextRange, tokenize};

/// Names with a title have hardly more words.
const USUAL_WORDS: usize = 4;

/// A name of somebody where it stands in the text.
#[derive(Debug)]
pub(super) struct NamePlace<'a> {
    pub(super) span: TextRange,
    /// Its words without the honorific or the title before them.
    pub(super) words: SmallVec<[&'a str; USUAL_WORDS]>,
    pub(super) before: BeforeName,
}

/// What stands in a mention before the name itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BeforeName {
    Nothing,
    /// "Mr", which says nothing of them.
    Courtesy,
    /// "President", "Dr"
    Title,
}

impl<'a> NamePlace<'a> {
    fn read(text: &'a str, span: TextRange) -> Self {
        let mut words: SmallVec<[&str; USUAL_WORDS]> =
            text.split_whitespace().map(|word| word.trim_end_matches(',')).collect();
        let is_title = |word: &&str| lexicon::title(&lexicon::lower(word)).is_some();
        let is_courtesy = |word: &&str| matches!(word.trim_end_matches('.'), "Mr" | "Mrs" | "Ms" | "Miss" | "Mx");
        // the last word is a name, whatever else it may be: "King"
        let mut leading = words.iter().take(words.len().saturating_sub(1));
        let titles = leading.rposition(is_title).map_or(0, |title| title + 1);
        let before = match &words[..titles] {
            [] => BeforeName::Nothing,
            titles if titles.iter().all(is_courtesy) => BeforeName::Courtesy,
            _ => BeforeName::Title,
        };
        words.drain(..titles);
        Self { span, words, before }
    }
}

/// Where the text names somebody, in text order; each is read when it is asked for.
pub(super) fn names<'a>(context: &Context<'a>, entity: &Entity) -> impl Iterator<Item = NamePlace<'a>> {
    spans_of_names(entity).map(|span| NamePlace::read(context.text(span), span))
}

/// The ranges of somebody's names.
pub(super) fn spans_of_names(entity: &Entity) -> impl Iterator<Item = TextRange> {
    entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name).map(|mention| mention.span)
}

/// The people whose words running text quotes.
pub(super) fn quoted_people<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Entity> {
    let annotation = context.annotation;
    let people = context.memo.quoted_people.get_or_init(|| {
        let quoted = annotation.attributions.iter().filter(|attribution| is_quoted_speech(context, attribution));
        let people = quoted.filter_map(|attribution| attribution.speaker);
        let mut people: Vec<EntityId> =
            people.filter(|speaker| annotation.entity(*speaker).kind == EntityKind::Person).collect();
        people.sort_unstable();
        people.dedup();
        people
    });
    people.iter().map(|id| annotation.entity(*id))
}

/// Whether running text quotes whole words of somebody, and no turn of a transcript: not "called for a “strong” wall".
pub(super) fn is_quoted_speech(context: &Context<'_>, attribution: &Attribution) -> bool {
    let is_turn = attribution.cue.first().is_some_and(|cue| context.text(*cue).starts_with(':'));
    let is_quoted = match attribution.kind {
        Kind::Direct => true,
        Kind::Mixed => context.facts_of(attribution).cue.contains(CueFacts::SPEECH),
        Kind::Indirect => false,
    };
    let range = || context.ranges().get(attribution.id.0).copied().unwrap_or_else(|| attribution.range());
    is_quoted && !is_turn && context.is_running_text(range())
}

/// Whether a place is in the text itself: not in a heading, nor in a line that is one in plain text, nor quoted.
pub(super) fn is_in_story(context: &Context<'_>, place: TextRange) -> bool {
    context.is_running_text(place) && context.quotation_around(place).is_none() && !is_headline(context, place)
}

/// Whether a heading, or a line that is one in plain text, names somebody.
pub(super) fn is_in_headline(context: &Context<'_>, entity: &Entity) -> bool {
    spans_of_names(entity).any(|name| !context.is_running_text(name) || is_headline(context, name))
}

/// Whether the text says anywhere who somebody is.
pub(super) fn has_role(context: &Context<'_>, entity: &Entity) -> bool {
    !entity.roles.is_empty()
        || entity.mentions.iter().any(|mention| mention.kind == MentionKind::Nominal)
        || names(context, entity).any(|name| name.before == BeforeName::Title || is_described_at(context, name.span))
}

/// Whether the words beside a name say who it is: "Saltby Mayor", ", 43, of Saltby", ", who", "(R)", "is a".
pub(super) fn is_described_at(context: &Context<'_>, name: TextRange) -> bool {
    let Some(sentence) = context.sentence(name.start) else { return false };
    let before = context.text(TextRange::new(sentence.start, name.start));
    let after = context.text(TextRange::new(name.end, sentence.end));
    is_described_before(before) || is_described_after(after)
}

fn is_described_before(before: &str) -> bool {
    const NEAR: usize = 5;
    let mut words = before.split_whitespace().rev().take(NEAR);
    let next = before.split_whitespace().next_back().unwrap_or_default();
    let is_owner = next.ends_with("'s") || next.ends_with("’s") || next.ends_with("s’") || next.ends_with("s'");
    // "Republican Ann Li", but not a name beside it
    let is_label = next.ends_with(char::is_alphabetic)
        && next.starts_with(char::is_uppercase)
        && before.split_whitespace().count() > 1
        && lexicon::function(&next.to_lowercase()).is_empty();
    // "retired neurosurgeon Ann Li"
    let is_noun = next.chars().all(|c| c.is_lowercase() || c == '-')
        && !next.is_empty()
        && lexicon::function(next).is_empty()
        && lexicon::cue(next).is_none()
        && !lexicon::word_class(next).intersects(WordClass::VERB | WordClass::ADVERB | WordClass::CLOSED);
    is_owner || is_label || is_noun || words.any(|word| is_role_noun(&lower(word)))
}

fn is_described_after(after: &str) -> bool {
    const NEAR: usize = 8;
    let after = after.trim_start();
    if after.starts_with(['(', '—', '–', '[']) || after.starts_with("- ") || after.starts_with("--") {
        return true;
    }
    let mut words = after.trim_start_matches(',').split_whitespace().map(lower);
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    if !after.starts_with(',') {
        let is_copula = matches!(first.as_str(), "is" | "was" | "became" | "works" | "worked" | "serves" | "served");
        let is_article = matches!(second.as_str(), "a" | "an" | "the" | "one" | "as" | "at" | "for" | "in");
        let next = after.split_whitespace().nth(1).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
        let is_somewhere = next.starts_with(char::is_uppercase) && lexicon::name_word(next) != Some(NameWord::Time);
        let is_place = matches!(first.as_str(), "of" | "from" | "with" | "at" | "for")
            || (matches!(first.as_str(), "on" | "in") && is_somewhere);
        return is_place || matches!(first.as_str(), "who" | "whose") || (is_copula && is_article);
    }
    let opens = [
        "a", "an", "the", "who", "whose", "his", "her", "their", "of", "from", "with", "at", "then", "now", "one",
        "another",
    ];
    let function = lexicon::function(&first);
    let goes_on = function
        .intersects(Function::COORDINATOR | Function::SUBORDINATOR | Function::PREPOSITION | Function::TIME)
        || function.intersects(Function::AUXILIARY | Function::SUBJECT_PRONOUN | Function::ADVERB)
        || lexicon::word_class(&first).intersects(WordClass::VERB | WordClass::GERUND | WordClass::ADVERB)
        || first.is_empty();
    let near = after.trim_start_matches(',').split_whitespace().take(NEAR);
    opens.contains(&first.as_str()) || !goes_on || near.map(lower).any(|word| is_role_noun(&word))
}

/// Whether a lower-case word says what somebody is: "economist", "mayor", "residents".
fn is_role_noun(word: &str) -> bool {
    let is_pronoun = lexicon::function(word).contains(Function::SUBJECT_PRONOUN);
    let names_person = |word: &str| {
        lexicon::nominal(word).is_some_and(|nominal| nominal.kind == NominalKind::Person)
            || lexicon::title(word).is_some_and(|title| !title.honorific)
    };
    // "then-Cmdr.", "vice-chair"
    !is_pronoun && (names_person(word) || word.rsplit('-').next().is_some_and(names_person))
}

/// Whether the words around a place may tell who is named there: a noun for a role in its sentence, one that begins the
/// next ("The economist left"), or somebody without a name in the one before ("The lawyer hesitated").
pub(super) fn may_be_told_near(context: &Context<'_>, place: TextRange) -> bool {
    const BEGINNING: usize = 3;
    let sentences = &context.annotation.sentences;
    let own = sentences.partition_point(|sentence| sentence.end <= place.start);
    let Some(sentence) = sentences.get(own) else { return false };
    let before = own.checked_sub(1).and_then(|index| sentences.get(index));
    has_role_noun(context, *sentence, usize::MAX)
        || sentences.get(own + 1).is_some_and(|next| has_role_noun(context, *next, BEGINNING))
        || before.is_some_and(|before| has_unnamed(context, *before))
}

/// Whether a sentence speaks, outside quotation marks, of a person or a group by a noun alone.
fn has_unnamed(context: &Context<'_>, sentence: TextRange) -> bool {
    context.mentions_in(sentence).any(|(mention, entity)| {
        mention.kind == MentionKind::Nominal
            && matches!(entity.kind, EntityKind::Person | EntityKind::Group)
            && !entity.has_name()
            && context.quotation_around(mention.span).is_none()
    })
}

/// Whether one of the first words of a sentence, outside quotation marks, says what somebody is.
fn has_role_noun(context: &Context<'_>, sentence: TextRange, words: usize) -> bool {
    let text = context.text(sentence);
    tokenize(text).iter().take(words).any(|token| {
        let is_quoted = context.quotation_around(token.range.shifted(sentence.start)).is_some();
        let word = text.get(token.range.start..token.range.end).map(lower).unwrap_or_default();
        // "told reporters" tells nothing of who told them
        let is_plural = lexicon::nominal(&word).is_some_and(|nominal| nominal.plural);
        !is_quoted && !is_plural && is_role_noun(&word)
    })
}

fn lower(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    word.trim_end_matches("'s").trim_end_matches("’s").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<&str>, BeforeName) {
        let place = NamePlace::read(text, TextRange::default());
        (place.words.to_vec(), place.before)
    }

    #[test]
    fn titles_are_no_part_of_a_name() {
        assert_eq!(read("Ortiz"), (vec!["Ortiz"], BeforeName::Nothing));
        assert_eq!(read("Mr. Ortiz"), (vec!["Ortiz"], BeforeName::Courtesy));
        assert_eq!(read("Saltby Mayor Ann Ortiz"), (vec!["Ann", "Ortiz"], BeforeName::Title));
        assert_eq!(read("Dr Ortiz"), (vec!["Ortiz"], BeforeName::Title));
        assert_eq!(read(""), (vec![], BeforeName::Nothing));
        assert_eq!(read("King"), (vec!["King"], BeforeName::Nothing));
    }

    #[test]
    fn words_beside_a_name_describe() {
        for before in [
            "“No,” said the economist ",
            "“No,” said Saltby’s ",
            "“No,” said Democrat ",
            "“No,” said neurosurgeon ",
            "then-Cmdr. ",
            "The mayor of Saltby, ",
        ] {
            assert!(is_described_before(before), "{before}");
        }
        for after in [
            ", 43, said",
            ", who mends nets, said",
            " of Saltby said",
            " (R) said",
            " is a nurse",
            ", chief pilot,",
            ", one of the pilots",
            " for the *Courier*",
        ] {
            assert!(is_described_after(after), "{after}");
        }
    }

    #[test]
    fn other_words_beside_a_name_do_not() {
        for before in ["“No,” said ", "", "On Monday, ", "Then "] {
            assert!(!is_described_before(before), "{before}");
        }
        for after in [
            " said on Monday.",
            " on Monday",
            " in the hall",
            ", and left.",
            ", adding that it was late.",
            ".",
            " was late.",
            "",
        ] {
            assert!(!is_described_after(after), "{after}");
        }
    }
}
