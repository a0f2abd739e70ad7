//! Names: runs of capitalised words, with their titles before them and the roles after them.

use std::ops::Range;

use crate::annotate::coreference::fold;
use crate::annotate::words::{Word, Words, class_by_ending};
use crate::lexicon::{
    self, Function, Gender, NameWord, NamedThing, NominalKind, WordClass, WordUse, is_known_organization,
    is_organization_word, is_place_name, name_word, named_thing,
};
use crate::model::{MentionClass, Reading};
use crate::text::{TextRange, TokenKind};

use super::{Form, KnownName, Name, NameKind, RawMention, Seems, is_subject, known_name, mention, seems};

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
/// Particles before a surname: "van der Berg".
const MOST_PARTICLES: usize = 2;
/// Words between an institution's name and that of who works for it: "White House | deputy press secretary | Ann Li".
const LONGEST_BARE_ROLE: usize = 5;

/// The names of a paragraph, in order; `known` are those of known sources, in order.
pub(super) fn find(words: &Words<'_>, reading: &Reading, known: Vec<KnownName>, heading: bool) -> Vec<FoundName> {
    let mut names = Vec::new();
    let mut known = known.into_iter().peekable();
    let mut index = 0;
    while index < words.words.len() {
        while known.next_if(|known| known.words.start < index).is_some() {}
        match run_at(words, index, heading) {
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

/// The run of name words that begins at `start`.
fn run_at(words: &Words<'_>, start: usize, heading: bool) -> Option<Range<usize>> {
    if !opens_name(words, start, heading) {
        return None;
    }
    let mut end = start + 1;
    while let Some(word) = words.get(end) {
        let same_quote = word.quote == words.words[start].quote;
        let goes_on = same_quote
            && (continues_name(word, heading)
                || goes_on_after_particles(words, end, heading)
                || is_surname_like_a_month(words, start, end, heading)
                || is_possessive_in_name(words, end)
                || (joins_organization(words, start, end) && next_capital_after_article(words, end + 1, heading)));
        if !goes_on {
            break;
        }
        end += 1;
    }
    // "Ann Li, Jr."
    let generation = words.get(end + 1).is_some_and(|word| matches!(&*word.lower, "jr" | "jr." | "sr" | "sr."));
    let comma = words.get(end).is_some_and(|word| word.text == "," && word.quote == words.words[start].quote);
    let full = end - start > 1 && words.words[end - 1].is_capitalized();
    Some(start..if full && comma && generation { end + 2 } else { end })
}

/// Whether a name can begin with the word: capitalised, and not only for beginning a sentence.
fn opens_name(words: &Words<'_>, index: usize, heading: bool) -> bool {
    let word = &words.words[index];
    let next = words.get(index + 1);
    if word.is("let") && next.is_some_and(Word::is_possessive_clitic) {
        return false;
    }
    if !continues_name(word, heading) {
        return word.text.starts_with("al-") && word.text.chars().nth(3).is_some_and(char::is_uppercase);
    }
    if !word.begins_sentence && !heading {
        return true;
    }
    let common = common_class(word);
    let cried = lexicon::is_used_as(&word.lower, WordUse::INTERJECTION);
    if !word.function.is_empty() || common.contains(WordClass::CLOSED) || cried {
        return false;
    }
    let next_capital =
        next.is_some_and(|next| continues_name(next, heading) && name_word(next.text) != Some(NameWord::Time));
    common.is_empty()
        || next_capital
        || word.quote.is_none()
            && may_be_a_name(word)
            && (is_subject(words, index + 1) || next.is_some_and(Word::is_possessive_clitic))
        || word.quote.is_none() && may_be_a_surname(word) && next.is_some_and(is_speech_verb)
}

/// What a word is in lower case, as far as the lexicon or its ending tells.
fn common_class(word: &Word<'_>) -> WordClass {
    lexicon::word_class(&word.lower) | class_by_ending(&word.lower)
}

/// Whether a capitalised common word at a sentence's start may be a name for having no article: "Wang said".
fn may_be_a_name(word: &Word<'_>) -> bool {
    let other = WordClass::PLURAL | WordClass::ADVERB | WordClass::ADJECTIVE | WordClass::VERB | WordClass::GERUND;
    lexicon::title(&word.lower).is_none() && word.nominal().is_none() && !common_class(word).intersects(other)
}

/// Whether a capitalised common word before a verb of speech may be somebody's surname, if somebody has it: "Park said".
fn may_be_a_surname(word: &Word<'_>) -> bool {
    let other = WordClass::PLURAL | WordClass::ADVERB | WordClass::GERUND;
    !common_class(word).intersects(other) && word.kind == TokenKind::Word
}

fn is_speech_verb(word: &Word<'_>) -> bool {
    word.cue.is_some() && word.class.contains(WordClass::INFLECTED)
}

/// "King"
fn is_title_alone(words: &[Word<'_>]) -> bool {
    matches!(words, [only] if lexicon::title(&only.lower).is_some() && only.nominal().is_some())
}

/// "King said", "said King": a title that nothing makes a noun phrase of is a surname, if somebody has it.
fn is_title_as_surname(words: &Words<'_>, index: usize) -> bool {
    let near = |at: Option<usize>| at.and_then(|at| words.get(at));
    let before = near(index.checked_sub(1));
    let bare =
        before.is_none_or(|word| word.is_punctuation() || is_speech_verb(word)) || words.words[index].begins_sentence;
    let speaks = near(Some(index + 1)).is_some_and(is_speech_verb) || before.is_some_and(is_speech_verb);
    bare && speaks && words.words[index].quote.is_none()
}

/// Whether capitals alone make a name of a run, where capitals have another reason: a headline, a sentence's start.
fn is_tentative(words: &Words<'_>, run: &Range<usize>, heading: bool) -> bool {
    let first = &words.words[run.start];
    let known = first.class.contains(WordClass::PROPER) || common_class(first).is_empty();
    heading
        || (run.len() > 1 && words.words[run.clone()].iter().all(is_shouted))
        || (run.len() == 1 && first.begins_sentence && !(known && may_open(first)))
        || is_title_alone(&words.words[run.clone()])
}

/// Whether a word at a sentence's start can be a name by itself.
fn may_open(word: &Word<'_>) -> bool {
    common_class(word).is_empty() || may_be_a_name(word)
}

fn is_shouted(word: &Word<'_>) -> bool {
    word.text.len() > 1 && !word.text.chars().any(char::is_lowercase)
}

fn continues_name(word: &Word<'_>, heading: bool) -> bool {
    let capital = word.kind == TokenKind::Word && word.is_capitalized();
    let particle_name = word.text.starts_with("al-");
    let function = !word.function.is_empty() && !word.text.chars().all(char::is_uppercase);
    let pronoun = word.is("i") || is_contraction(&word.lower);
    let common_in_headline =
        heading && !lexicon::word_class(&word.lower).is_empty() && !word.class.contains(WordClass::PROPER);
    (capital || particle_name)
        && !pronoun
        && !common_in_headline
        && (!function || lexicon::title(&word.lower).is_some())
}

/// Whether a word in lower case has a verb or "not" at its end: "she’ll", "we're", "don’t"; no name has.
pub(super) fn is_contraction(word: &str) -> bool {
    let rest = |mark: char| word.rsplit_once(mark).map(|(_, rest)| rest);
    rest('’').or_else(|| rest('\'')).is_some_and(|rest| matches!(rest, "ll" | "re" | "ve" | "d" | "m" | "t"))
}

/// Whether a name's words are one by which everybody knows an institution: "NASA".
fn is_known_institution(name: &[Word<'_>]) -> bool {
    matches!(name, [only] if is_known_organization(only.text))
}

/// "the Harbour Pilots’ Association", "the Seamen’s Hall"
fn is_possessive_in_name(words: &Words<'_>, index: usize) -> bool {
    let word = &words.words[index];
    let clitic = word.is_possessive_clitic() || matches!(word.text, "’" | "'");
    let institution = |next: &Word<'_>| next.is_capitalized() && is_organization_word(&next.lower);
    clitic && words.get(index + 1).is_some_and(institution)
}

/// "Ministry of Foreign Affairs", "Bank of England", "Johnson & Johnson"
fn joins_organization(words: &Words<'_>, start: usize, index: usize) -> bool {
    let word = &words.words[index];
    let institution = || words.words[start..index].iter().any(|word| is_organization_word(&word.lower));
    match &*word.lower {
        "&" => true,
        "of" | "for" => institution() || name_word(words.words[start].text) == Some(NameWord::Thing),
        "and" => institution() && words.words[start..index].iter().any(|word| word.is("of") || word.is("for")),
        "the" => words.words[index - 1].is("of") || words.words[index - 1].is("for"),
        _ => false,
    }
}

fn next_capital_after_article(words: &Words<'_>, index: usize, heading: bool) -> bool {
    match words.get(index) {
        Some(word) if word.is("the") => words.get(index + 1).is_some_and(|word| continues_name(word, heading)),
        Some(word) => continues_name(word, heading),
        None => false,
    }
}

/// "van | der | Berg": whether a name goes on after one particle or two.
fn goes_on_after_particles(words: &Words<'_>, index: usize, heading: bool) -> bool {
    let particle = |word: &Word<'_>| lexicon::is_used_as(&word.lower, WordUse::NAME_PARTICLE);
    let quote = words.words[index].quote;
    let after = words.words[index..]
        .iter()
        .take(MOST_PARTICLES + 1)
        .skip_while(|word| particle(word) && !word.is_capitalized());
    particle(&words.words[index]) && after.take(1).any(|word| continues_name(word, heading) && word.quote == quote)
}

/// "Theresa May": behind a first name a month that is a modal too, unless all words have capitals.
fn is_surname_like_a_month(words: &Words<'_>, start: usize, index: usize, heading: bool) -> bool {
    let next = words.get(index + 1);
    !heading
        && index == start + 1
        && lexicon::first_name(&words.words[start].lower).is_some()
        && words.words[index].is_modal_month()
        && !next.is_some_and(Word::is_capitalized)
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
        only_precedes_name(words, run.start + first) || seems_to_precede(words, reading, run.start + first)
    };
    if first + 1 < span.len() && title_end.is_none() && precedes(first) {
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
    if own.len() == 1 && !known && no_name() {
        return None;
    }
    if own.iter().all(|word| name_word(word.text) == Some(NameWord::Time)) {
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

fn shows_organization(words: &Words<'_>, name: &Range<usize>) -> bool {
    let own = &words.words[name.clone()];
    let acronym = own.len() == 1
        && own[0].text.len() >= 2
        && own[0].text.len() <= 6
        && own[0].text.chars().all(|c| c.is_uppercase());
    let company =
        own.len() > 1 && own.last().is_some_and(|last| lexicon::is_used_as(&last.lower, WordUse::COMPANY_KIND));
    is_known_institution(own) || acronym || company || own.iter().any(|word| is_organization_word(&word.lower))
}

/// Whether "the" stands before a name.
fn has_article(words: &Words<'_>, name: &Range<usize>) -> bool {
    name.start.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|word| word.is("the"))
}

/// Whether a name's words show that it is a place's, an event's or another thing's: "New Zealand", "the Harbour Prize".
fn is_thing(words: &Words<'_>, name: &Range<usize>) -> bool {
    let own = &words.words[name.clone()];
    let [first, .., last] = own else { return false };
    let range = words.range(name.clone());
    let of = || own.iter().any(|word| word.is("of") || word.is("for"));
    let ends = || match named_thing(&last.lower) {
        Some(NamedThing::Ends) => true,
        Some(NamedThing::MayEnd) => lexicon::first_name(&first.lower).is_none(),
        _ => false,
    };
    words.text.get(range.start..range.end).is_some_and(is_place_name)
        || named_thing(&first.lower) == Some(NamedThing::Begins)
        || ends() && !of()
}

fn kind_of(words: &Words<'_>, name: &Range<usize>, seems: Seems) -> NameKind {
    let own = &words.words[name.clone()];
    if is_thing(words, name) {
        return NameKind::Place;
    }
    if shows_organization(words, name) {
        return NameKind::Organization;
    }
    if own.iter().all(|word| name_word(word.text) == Some(NameWord::Place)) {
        return NameKind::Place;
    }
    // "the Ann Li campaign", but "the Dallas Star"
    let person = own.len() == 2
        && lexicon::first_name(&own[0].lower).is_some()
        && lexicon::word_class(&own[1].lower).difference(WordClass::PROPER).is_empty();
    let like_a_person = seems.person > seems.organization.max(seems.other);
    if has_article(words, name) && !person && !like_a_person { NameKind::Organization } else { NameKind::Unknown }
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
