//! Names: runs of capitalised words, with their titles before them and the roles after them.

mod firm;
mod kind;
mod run;

use std::ops::Range;

use crate::annotate::coreference::fold;
use crate::annotate::words::{Word, Words};
use crate::lexicon::{
    self, Function, Gender, NameWord, NominalKind, WordClass, WordUse, is_organization_word, name_word,
};
use crate::model::{MentionClass, Reading};
use crate::text::{TextRange, TokenKind};

use super::{Form, KnownName, Name, NameKind, RawMention, is_subject, known_name, mention, seems};
use firm::firm;
use kind::{has_article, is_known_institution, is_publication, kind_of, shows_organization};
pub(super) use run::is_contraction;
use run::{
    common_class, is_first_name_that_speaks, is_shouted, is_tentative, is_title_alone, is_title_as_surname, run_at,
};

/// A name with the words it covers, title included.
#[derive(Clone, Debug)]
pub(super) struct FoundName {
    pub words: Range<usize>,
    /// Those without titles.
    pub own: Range<usize>,
    pub mention: RawMention,
}

impl FoundName {
    /// The role that follows it.
    pub fn role(&self) -> Option<TextRange> {
        match &self.mention.form {
            Form::Name(name) => name.role,
            _ => None,
        }
    }
}

/// A role is no longer than this many words.
pub(super) const LONGEST_ROLE: usize = 30;
/// Words between an institution's name and that of who works for it: "White House | deputy press secretary | Ann Li".
const LONGEST_BARE_ROLE: usize = 5;
/// How much the word after an occupation must seem to be of a person's name where nothing else says so.
const PERSON: f32 = 0.5;

/// The names of a paragraph, in order; `known` are those of known sources, in order.
pub(super) fn find(words: &Words<'_>, reading: &Reading, known: Vec<KnownName>, heading: bool) -> Vec<FoundName> {
    let mut names = Vec::new();
    let mut known = known.into_iter().peekable();
    let mut index = 0;
    while index < words.words.len() {
        while known.next_if(|known| known.words.start < index).is_some() {}
        match run_at(words, reading, index, heading) {
            Some(run) => {
                index = run.end;
                let tentative = is_tentative(words, &run, heading);
                let role = heading && is_title_alone(&words.words[run.clone()]);
                let mut found = if role { None } else { analyse(words, reading, run.clone(), tentative) };
                while let Some(known) = known.next_if(|known| known.words.start < run.end) {
                    if let Some(name) = known_name::settle(words, reading, &run, found.as_ref(), &known) {
                        index = index.max(name.words.end);
                        found = Some(name);
                    }
                }
                names.extend(found);
            }
            None => match known.next_if(|known| known.words.start == index && known.sure) {
                Some(known) => {
                    index = known.words.end;
                    names.push(known_name::name(words, reading, None, &known));
                }
                None => index += 1,
            },
        }
    }
    names
}

/// Takes a run apart: titles, the name itself, the role after it.
fn analyse(words: &Words<'_>, reading: &Reading, run: Range<usize>, tentative: bool) -> Option<FoundName> {
    let span = &words.words[run.clone()];
    let real_title = |word: &Word<'_>| lexicon::title(&word.lower);
    // the last title that something follows ends the title phrase: "Chinese President | Xi Jinping"
    let title_end = span[..span.len() - 1].iter().rposition(|word| real_title(word).is_some()).filter(|&last| {
        // "Saltby Mayor | Ann Okoro"
        let introduces = real_title(&span[last]).is_some_and(|title| !title.honorific)
            && lexicon::first_name(&span[last + 1].lower).is_some()
            && last + 2 < span.len();
        introduces
            || span[..last].iter().all(|word| {
                real_title(word).is_some()
                    || is_shouted(word)
                    || name_word(word.text).is_some()
                    || is_organization_word(&word.lower)
                    || !lexicon::word_class(&word.lower).is_empty()
                    || word.function.contains(Function::PREPOSITION)
            })
    });
    let mut first = title_end.map_or(0, |last| last + 1);
    while first + 1 < span.len()
        && name_word(span[first].text) == Some(NameWord::Adjective)
        && !goes_with_adjective(&span[first + 1], span.len() - first)
        && title_end.is_none()
    {
        first += 1;
    }
    // "Hence Emma": the capital is the sentence's
    let precedes = |first: usize| {
        let index = run.start + first;
        only_precedes_name(words, index)
            || seems_to_precede(words, reading, index)
            || is_occupation_of(words, reading, index..run.end)
    };
    if first + 1 < span.len() && title_end.is_none() && !is_publication(&span[first..]) && precedes(first) {
        return analyse(words, reading, run.start + first + 1..run.end, tentative);
    }
    if is_title_alone(span) && !is_title_as_surname(words, run.start) {
        return None;
    }
    let name_words = run.start + first..run.end;
    // a term in quotation marks names nobody
    let term = words.words[run.start].quote.is_some_and(|quote| !words.quotes[quote].can_be_speech);
    if term && title_end.is_none() {
        return None;
    }
    // "the Internet of Things"
    let own = &words.words[name_words.clone()];
    let known = is_known_institution(own);
    if name_word(own[0].text) == Some(NameWord::Thing) && !known {
        return None;
    }
    let no_name = || matches!(name_word(own[0].text), Some(NameWord::Time | NameWord::Adjective | NameWord::Thing));
    if own.len() == 1 && !known && no_name() && !is_first_name_that_speaks(words, name_words.start) {
        return None;
    }
    let all_time = || own.iter().all(|word| name_word(word.text) == Some(NameWord::Time));
    if own.len() > 1 && all_time() {
        return None;
    }
    let titles = title_end.map(|last| run.start..run.start + last + 1);
    Some(describe(words, reading, titles, name_words, tentative))
}

/// What the words of a name, the titles before it and what stands around it tell.
pub(super) fn describe(
    words: &Words<'_>,
    reading: &Reading,
    titles: Option<Range<usize>>,
    name_words: Range<usize>,
    tentative: bool,
) -> FoundName {
    let real_title = |word: &Word<'_>| lexicon::title(&word.lower);
    let own = &words.words[name_words.clone()];
    let parts: Vec<String> =
        own.iter().filter(|word| !word.is_punctuation()).map(|word| word.text.to_owned()).collect();
    let mut name = Name {
        folded: parts.iter().map(|part| fold(part)).collect(),
        parts,
        range: words.range(name_words.clone()),
        seems: seems(reading, name_words.clone()),
        article: has_article(words, &name_words),
        firm: firm(words, &name_words),
        tentative,
        ..Name::default()
    };
    let mut covered = name_words.clone();
    if let Some(titles) = titles {
        let span = &words.words[titles.clone()];
        name.gender = span.iter().filter_map(real_title).find_map(|title| title.gender);
        name.kind = NameKind::Person;
        let honorific = span.iter().rfind(|word| real_title(word).is_some_and(|title| title.honorific));
        name.role_heads.extend(honorific.and_then(real_title).and_then(|title| title.noun));
        name.honorific = honorific.map(|word| word.text.to_owned());
        covered.start = titles.start;
        let said = span.iter().rfind(|word| real_title(word).is_some_and(|title| !title.honorific));
        if let Some(head) = said {
            name.title = Some(head.lower.trim_end_matches('.').to_owned());
            name.title_range = Some(words.range(titles));
            name.role_heads.extend(head.nominal().map(|nominal| nominal.singular));
        }
    } else if let Some(role) = role_before(words, &name_words) {
        let last = words.words[role.clone()].iter().rev().find_map(Word::nominal);
        name.role_heads.extend(last.map(|nominal| nominal.singular));
        name.gender = last.and_then(|nominal| nominal.gender);
        match last.map(|nominal| nominal.kind) {
            Some(NominalKind::Person) => name.kind = NameKind::Person,
            Some(NominalKind::Organization) => name.kind = NameKind::Organization,
            _ => {}
        }
        name.title_range = Some(words.range(role));
    }
    if let Some(noun) = words.get(name_words.end).and_then(Word::nominal).filter(|noun| !noun.plural) {
        // "the Global Times newspaper"
        if noun.kind == NominalKind::Organization && name.kind == NameKind::Unknown {
            name.kind = NameKind::Organization;
            name.role_heads.push(noun.singular);
        }
    }
    if let Some(role) = role_after(words, name_words.end) {
        let (heads, gender, person) = role_nouns(words, role.clone());
        name.role_heads.extend(heads);
        name.gender = name.gender.or(gender);
        if person && name.kind == NameKind::Unknown && !shows_organization(words, &name_words) {
            name.kind = NameKind::Person;
        }
        name.role = Some(words.range(role));
    }
    if name.kind == NameKind::Unknown {
        name.kind = kind_of(words, &name_words, name.seems);
    }
    let called: Vec<&str> = name.honorific.iter().chain(&name.parts).map(String::as_str).collect();
    name.called = called.join(" ").into();
    name.first_name = name.parts.first().and_then(|first| lexicon::first_name(&first.to_lowercase()));
    let possessive = words.get(name_words.end).is_some_and(Word::is_possessive_clitic);
    let mention = mention(words, covered.clone(), possessive, Form::Name(Box::new(name)));
    FoundName { words: covered, own: name_words, mention }
}

/// Whether an adjective before a word is part of the name of so many words: "Republican National Committee", not
/// "Republican Ann Li" or "Republican Brown".
fn goes_with_adjective(word: &Word<'_>, count: usize) -> bool {
    let common = lexicon::word_class(&word.lower).intersects(WordClass::ADJECTIVE | WordClass::NOUN);
    is_organization_word(&word.lower) || (common && count > 2 && lexicon::first_name(&word.lower).is_none())
}

/// Whether a word is no part of the name that follows it: a common word before a first name.
fn only_precedes_name(words: &Words<'_>, index: usize) -> bool {
    let (Some(word), Some(next)) = (words.get(index), words.get(index + 1)) else { return false };
    let first_name = |word: &Word<'_>| lexicon::first_name(&word.lower).is_some();
    let common = common_class(word);
    let begins = word.begins_sentence
        || index.checked_sub(1).and_then(|before| words.get(before)).is_some_and(Word::is_punctuation);
    let fits = if begins {
        !common.is_empty() || !word.function.is_empty()
    } else {
        common.intersects(WordClass::ADJECTIVE | WordClass::ADVERB)
    };
    fits && !word.class.contains(WordClass::PROPER) && !first_name(word) && first_name(next)
}

/// "Lawyer | Pu Zhiqiang": whether a word that has its capital for beginning a sentence says what somebody does who is named
/// after it.
fn is_occupation_of(words: &Words<'_>, reading: &Reading, run: Range<usize>) -> bool {
    let rest = run.start + 1..run.end;
    let (Some(word), Some(next)) = (words.get(run.start), words.get(rest.start)) else { return false };
    let seems_somebody = || reading.likelihood(rest.start, MentionClass::PersonName) > PERSON;
    let somebody = || lexicon::first_name(&next.lower).is_some() || common_class(next).is_empty() || seems_somebody();
    // "Singer-songwriter"
    let last = word.lower.rsplit('-').next().unwrap_or_default();
    word.begins_sentence
        && lexicon::is_used_as(last, WordUse::OCCUPATION)
        && somebody()
        && !shows_organization(words, &rest)
}

/// Whether the reader takes the next word for part of a name, and hardly this one: "Unluckily Wang", "Dearest Emma".
fn seems_to_precede(words: &Words<'_>, reading: &Reading, index: usize) -> bool {
    const PART: f32 = 0.6;
    const NO_PART: f32 = 0.2;
    let part = |index: usize| {
        let classes = [MentionClass::PersonName, MentionClass::OrganizationName, MentionClass::OtherName];
        classes.map(|class| reading.likelihood(index, class)).iter().sum::<f32>()
    };
    let first_name = words.get(index).is_some_and(|word| lexicon::first_name(&word.lower).is_some());
    !first_name && part(index) < NO_PART && part(index + 1) > PART
}

/// "rights lawyer Pu Zhiqiang": the common nouns right before a name that end in one for a person or an institution.
fn role_before(words: &Words<'_>, own: &Range<usize>) -> Option<Range<usize>> {
    let name = own.start;
    let last = words.get(name.checked_sub(1)?)?;
    // "the official Global Times": an adjective there
    let adjective = last.nominal()?.kind == NominalKind::Person && shows_organization(words, own);
    if adjective || last.is_capitalized() && !last.begins_sentence || last.quote != words.words[name].quote {
        return None;
    }
    let mut start = name - 1;
    while start > 0 && name - start < 6 {
        let word = &words.words[start - 1];
        let modifier = !word.is_punctuation()
            && word.function.is_empty()
            && word.class.intersects(WordClass::ADJECTIVE | WordClass::NOUN | WordClass::PROPER)
            && word.cue.is_none();
        if !modifier {
            break;
        }
        start -= 1;
    }
    Some(start..name)
}

/// Marks names that only say whose the role of the next name is: "Harbour Watch" of "Harbour Watch director Ana Lima".
pub(super) fn mark_introducing(words: &Words<'_>, names: &mut [FoundName]) {
    for index in 1..names.len() {
        let between = names[index - 1].own.end..names[index].words.start;
        names[index - 1].mention.introduces = is_bare_role(words, between);
    }
}

/// Whether words between two names are the common nouns of a role, and nothing else: "chief economist".
fn is_bare_role(words: &Words<'_>, between: Range<usize>) -> bool {
    let Some(span) = words.words.get(between.clone()) else { return false };
    let next = words.get(between.end);
    let part = |word: &Word<'_>| {
        let describes = WordClass::NOUN | WordClass::ADJECTIVE | WordClass::PARTICIPLE;
        word.kind == TokenKind::Word
            && !word.is_capitalized()
            && word.function.is_empty()
            && !word.is_finite_verb()
            && word.cue.is_none()
            && (word.class.is_empty() || word.class.intersects(describes) || word.nominal().is_some())
            && next.is_some_and(|next| next.quote == word.quote)
            || word.text == "-"
    };
    let noun =
        |word: &Word<'_>| word.can_be_noun() && !word.class.contains(WordClass::PLURAL) || word.nominal().is_some();
    (1..=LONGEST_BARE_ROLE).contains(&span.len()) && span.iter().all(part) && span.last().is_some_and(noun)
}

/// ", an expert with Human Rights Watch" or ", who runs the ferry": what a comma after a name introduces.
fn role_after(words: &Words<'_>, name_end: usize) -> Option<Range<usize>> {
    if words.get(name_end)?.text != "," {
        return None;
    }
    let start = name_end + 1;
    let first = words.get(start)?;
    let relative = matches!(&*first.lower, "who" | "whose");
    let article = matches!(&*first.lower, "a" | "an" | "the" | "one" | "its" | "his" | "her" | "their" | "another");
    let age = first.kind == TokenKind::Number && words.get(start + 1).is_some_and(|word| word.text == ",");
    if age {
        return role_after(words, start + 1).map(|role| role.start..role.end);
    }
    let mut end = start;
    while let Some(word) = words.get(end).filter(|_| end - start < LONGEST_ROLE) {
        let comma_in_place = word.text == ","
            && words.get(end + 1).is_some_and(|next| next.is_capitalized())
            && words.get(end - 1).is_some_and(|before| before.is_capitalized())
            && words.get(end + 2).is_some_and(|after| after.text == "," || after.is_stop());
        if (word.is_punctuation()
            && !matches!(word.text, "-" | "&" | "/" | "’" | "(" | ")")
            && !word.is_possessive_clitic()
            && !comma_in_place)
            || word.quote != first.quote
        {
            break;
        }
        end += 1;
    }
    let span = &words.words[start..end];
    let bounded =
        words.get(end).is_none_or(|word| word.text == "," || word.is_stop() || word.is_dash() || word.quote.is_some());
    let noun = span.iter().take(12).any(|word| word.nominal().is_some());
    let bare_role = !relative
        && !article
        && noun
        && span.iter().take(1).all(|word| {
            word.function.is_empty() && word.cue.is_none() && !word.is_finite_verb() && word.class != WordClass::GERUND
        });
    let clause = !relative && span.iter().any(|word| word.is_finite_verb() && !relative_inside(span, word));
    let fits = bounded && !span.is_empty() && (relative || article && noun || bare_role) && !clause;
    fits.then_some(start..end)
}

/// Whether a verb belongs to a relative clause inside a role.
fn relative_inside(span: &[Word<'_>], verb: &Word<'_>) -> bool {
    span.iter().any(|word| matches!(&*word.lower, "who" | "that" | "which") && word.range.start < verb.range.start)
}

/// The nouns that a role says somebody is, their gender, and whether it is a person's role.
fn role_nouns(words: &Words<'_>, role: Range<usize>) -> (Vec<&'static str>, Option<Gender>, bool) {
    let end = words.words[role.clone()]
        .iter()
        .position(|word| word.function.contains(Function::PREPOSITION) && !word.is("of"))
        .map_or(role.end, |offset| role.start + offset.max(1));
    let nominals: Vec<_> = words.words[role.start..end].iter().filter_map(Word::nominal).collect();
    let relative = words.words[role.start].is("who");
    let person = relative || nominals.iter().any(|nominal| nominal.kind == NominalKind::Person);
    let gender = nominals.iter().find_map(|nominal| nominal.gender);
    let heads = if relative { Vec::new() } else { nominals.iter().map(|nominal| nominal.singular).collect() };
    (heads, gender, person)
}
