//! What a clause says that somebody is: "Ada Lund was an architect", "she became mayor", "he served as director". That is no
//! mention of somebody else.

use std::borrow::Cow;
use std::ops::Range;

use crate::annotate::words::{Word, Words};
use crate::lexicon::{self, Function, NominalKind, WordClass, WordUse};
use crate::text::TextRange;

use super::{Determiner, Form, NameKind, Neighbour, NominalPhrase, RawMention, Slot};

/// Words of what follows a noun that belong to a role with it: "a member of the harbour board".
const LONGEST_REST: usize = 12;
/// Mentions before a predicate that are looked at for its subject.
const NEAR: usize = 6;
/// Words before a predicate that its verb and its subject stand among.
const FARTHEST: usize = 8;
/// Words of a subject, with what introduces its clause.
const LONGEST_NAME: usize = 5;
/// Words of a phrase up to its noun.
const LONGEST_PHRASE: usize = 8;
/// How much a name must seem to be a person's, for nouns that do not tell it.
const PERSON: f32 = 0.5;

/// A noun phrase that says what its subject is.
#[derive(Clone, Debug)]
pub(super) struct Predicate {
    subject: Subject,
    range: TextRange,
    /// The same with what belongs to its noun.
    role: Option<TextRange>,
    phrase: NominalPhrase,
    /// The noun in the singular, if the lexicon has it.
    noun: Option<&'static str>,
}

/// Of what something is said.
#[derive(Clone, Copy, Debug)]
struct Subject {
    /// Its last word, in bytes of the paragraph.
    word: TextRange,
    /// Whether the verb is "were": said of one, that is only supposed.
    were: bool,
}

/// The predicate that a noun phrase is, if what is said of whom is plain.
pub(super) fn of(
    words: &Words<'_>,
    covered: Range<usize>,
    phrase: &NominalPhrase,
    noun: Option<&'static str>,
) -> Option<Predicate> {
    let first = words.get(covered.start)?;
    if matches!(&*first.lower, "no" | "any" | "every" | "each" | "another" | "this" | "that" | "these" | "those")
        || phrase.kind == NominalKind::Document
    {
        return None;
    }
    let subject = subject(words, covered.start)?;
    let rest = rest(words, covered.end);
    Some(Predicate {
        subject,
        role: Some(words.range(covered.start..rest)),
        range: words.range(covered),
        phrase: phrase.clone(),
        noun,
    })
}

/// The predicates of people whose nouns the lexicon does not know for somebody: "she is a legend", "Ada was one of the first".
pub(super) fn loose(words: &Words<'_>, known: &[Predicate]) -> Vec<Predicate> {
    let is_known = |word: TextRange| {
        let next = known.partition_point(|known| known.range.end <= word.start);
        known.get(next).is_some_and(|known| known.range.covers(word))
    };
    let mut found = Vec::new();
    for (start, word) in words.words.iter().enumerate() {
        if !matches!(&*word.lower, "a" | "an" | "the" | "one") || is_known(word.range) {
            continue;
        }
        let amount = |word: &Word<'_>| lexicon::is_used_as(&word.lower, WordUse::MEASURE);
        if words.get(start + 1).is_some_and(amount) {
            continue;
        }
        let Some(subject) = subject(words, start) else { continue };
        let one = word.is("one");
        // "one of the first"
        let end = if one {
            words.get(start + 1).filter(|next| next.is("of")).map(|_| start + 1)
        } else {
            phrase_end(words, start)
        };
        let Some(end) = end else { continue };
        let phrase = NominalPhrase {
            head: Cow::Borrowed(""),
            kind: NominalKind::Person,
            gender: None,
            plural: false,
            definite: word.is("the"),
            determiner: Determiner::None,
            modified: false,
            doubtful: true,
        };
        found.push(Predicate { subject, range: words.range(start..end), role: None, phrase, noun: None });
    }
    found
}

/// Where the phrase that begins at an article ends: with its noun.
pub(super) fn phrase_end(words: &Words<'_>, start: usize) -> Option<usize> {
    let quote = words.get(start)?.quote;
    let ends = |word: &Word<'_>| {
        word.is_punctuation() && word.text != "-" && !word.is_possessive_clitic()
            || word.function.intersects(
                Function::PREPOSITION | Function::COORDINATOR | Function::SUBORDINATOR | Function::SUBJECT_PRONOUN,
            )
            || word.function.contains(Function::AUXILIARY) && !word.is_possessive_clitic()
            || word.quote != quote
    };
    let after = words.words[start + 1..].iter().take(LONGEST_PHRASE);
    let end = start + 1 + after.clone().position(ends).unwrap_or(after.len());
    let noun = words.get(end - 1)?;
    let is_noun = noun.can_be_noun() && noun.function.is_empty() && !noun.is_punctuation();
    let fits = end > start + 1 && words.get(end).is_none_or(ends) && is_noun;
    (fits && !lexicon::is_used_as(&noun.lower, WordUse::MEASURE)).then_some(end)
}

/// Where what belongs to a noun ends that ends before `end`.
fn rest(words: &Words<'_>, end: usize) -> usize {
    let begins = |word: &Word<'_>| word.function.contains(Function::PREPOSITION) && !word.is("as");
    if !words.get(end).is_some_and(begins) {
        return end;
    }
    let ends = |word: &Word<'_>| {
        word.is_punctuation() && !word.is_possessive_clitic() && word.text != "-"
            || word.function.intersects(Function::COORDINATOR | Function::SUBORDINATOR | Function::TIME)
            || word.is_finite_verb()
            || word.quote != words.words[end].quote
    };
    let found = (end..).take(LONGEST_REST + 1).find(|index| words.get(*index).is_none_or(ends));
    found.unwrap_or(end)
}

/// The subject of a predicate that begins at a word, unless that is denied, only possible, asked or supposed.
fn subject(words: &Words<'_>, start: usize) -> Option<Subject> {
    let at = subject_of_verb(words, start)?;
    let before = words.words[..at].iter().rev().take(LONGEST_NAME).take_while(|word| !word.is_punctuation());
    let supposes = |word: &Word<'_>| matches!(&*word.lower, "if" | "unless" | "whether" | "suppose" | "imagine");
    let were = words.words[at..start].iter().any(|word| word.is("were"));
    (!before.into_iter().any(supposes)).then(|| Subject { word: words.range(at..at + 1), were })
}

/// What stands before "is", "has become" or "served as": its last word.
fn subject_of_verb(words: &Words<'_>, start: usize) -> Option<usize> {
    let quote = words.get(start)?.quote;
    let before = |index: usize| index.checked_sub(1).and_then(|index| words.get(index));
    let mut at = start;
    let farthest = start.saturating_sub(FARTHEST);
    let mut is = false;
    let mut chosen = false;
    if before(at)?.is("as") {
        let verb = before(at - 1)?;
        if !lexicon::is_used_as(&verb.lower, WordUse::SERVICE) {
            return None;
        }
        is = true;
        at -= 2;
    } else if lexicon::is_used_as(&before(at)?.lower, WordUse::CHOICE) {
        chosen = true;
        at -= 1;
    }
    loop {
        at = at.checked_sub(1).filter(|at| *at >= farthest)?;
        let word = words.get(at)?;
        if word.quote != quote {
            return None;
        }
        match &*word.lower {
            "not" | "never" | "hardly" | "scarcely" | "barely" | "nearly" | "almost" | "no" | "if" => return None,
            "is" | "was" | "are" | "were" | "am" | "be" | "been" => is = true,
            "become" | "became" | "becomes" | "remain" | "remains" | "remained" if !chosen => is = true,
            "has" | "have" | "had" | "will" if is => {}
            "both" | "such" if !is => {}
            "'s" | "’s" if !is => {
                let after = words.get(at + 1)?;
                let he = |word: &Word<'_>| matches!(&*word.lower, "he" | "she" | "it" | "who");
                let subject = before(at)?;
                let name = subject.is_capitalized() && (after.is("a") || after.is("an"));
                return (he(subject) || name).then(|| at - 1);
            }
            lower if ends_in_be(lower) => return (!is).then_some(at),
            _ if word.function.contains(Function::AUXILIARY) => return None,
            _ if word.function.contains(Function::PREPOSITION) => return is.then_some(at),
            _ if word.function.contains(Function::ADVERB) => {}
            _ if word.class.contains(WordClass::ADVERB) && !word.can_be_noun() && !word.is_capitalized() => {}
            _ => return is.then_some(at),
        }
    }
}

/// "i'm", "they’re"
pub(super) fn ends_in_be(word: &str) -> bool {
    ["’m", "'m", "’re", "'re"].iter().any(|ending| word.ends_with(ending))
}

/// Gives each predicate to its subject's mention; mentions are in their order.
pub(super) fn attach(mentions: &mut [RawMention], predicates: Vec<Predicate>) {
    for predicate in predicates {
        let end = mentions.partition_point(|mention| mention.range.start < predicate.subject.word.end);
        let near = end.saturating_sub(NEAR)..end;
        let Some(near) = mentions.get_mut(near) else { continue };
        let ends_there = |mention: &&mut RawMention| {
            let subject = predicate.subject.word;
            subject.covers(mention.head) && subject.start < mention.range.end
        };
        let Some(subject) = near.iter_mut().find(ends_there).filter(|mention| predicate.fits(mention)) else {
            continue;
        };
        if let Form::Name(name) = &mut subject.form {
            name.role_heads.extend(predicate.noun.filter(|noun| predicate.is_role() && !noun.is_empty()));
        }
        // what people call each other is no introduction
        subject.said_role = predicate.role.filter(|_| predicate.is_role() && !subject.quoted);
        subject.predicate = Some(predicate.range);
    }
}

impl Predicate {
    /// Whether its noun is a role, so that "the mayor" may mean the subject elsewhere; "the man" is many people.
    fn is_role(&self) -> bool {
        let anybody = matches!(&*self.phrase.head, "person" | "child" | "friend" | "fellow" | "one");
        self.phrase.kind == NominalKind::Person && self.phrase.gender.is_none() && !anybody
    }

    /// Whether it may be said of a mention: they agree, and that is no part of something else.
    fn fits(&self, subject: &RawMention) -> bool {
        use Neighbour::{By, For, From, In, Of, OtherPreposition, To, With};
        let apart = !matches!(subject.around[0], Of | By | For | From | In | To | With | OtherPreposition);
        let (plural, person, institution) = match &subject.form {
            Form::Name(name) => {
                let institution = matches!(name.kind, NameKind::Organization | NameKind::Place)
                    || self.phrase.doubtful && name.kind != NameKind::Person && name.seems.person < PERSON;
                (false, !institution, name.kind != NameKind::Person)
            }
            Form::Pronoun(pronoun) => {
                let it = pronoun.gender.is_none() && pronoun.person == super::Person::Third && !pronoun.plural;
                (pronoun.plural, !it || pronoun.relative, it)
            }
            Form::Nominal(phrase) => {
                let institution = phrase.kind == NominalKind::Organization || self.phrase.doubtful;
                (phrase.plural, !institution, institution)
            }
        };
        let kind = if self.phrase.kind == NominalKind::Organization { institution } else { person };
        let supposed = self.subject.were && !plural;
        apart && kind && !supposed && subject.slot != Slot::Possessive && plural == self.phrase.plural
    }
}
