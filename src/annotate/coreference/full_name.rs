//! Full names: which of a text's names of several words are one bearer's.
//!
//! Alike but for middle names and initials; the longer with words before that are none of it ("Secretary of State | Ann
//! Li"); a surname of several words and the name that ends with it ("Peña Nieto"); slips of the pen ("Pu Zhiquiang"). In
//! doubt two names are two bearers': to take two people for one is the worst that can happen here.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use crate::annotate::known::KnownSource;
use crate::annotate::located::LocatedMention;
use crate::annotate::mention::{Name, NameKind};
use crate::annotate::words::class_by_ending;
use crate::lexicon::{self, Gender, NameWord, WordClass, WordUse};

use super::entity::significant_last;
use super::spelling::{self, Alike};

/// Longer runs of capitals than these words are looked at for no slips: each word costs as much as all.
const MOST_WORDS: usize = 12;

/// A name mention: its index among all mentions, itself, and what its words tell.
pub(super) type NameMention<'a> = (usize, &'a LocatedMention<'a>, &'a Name);

/// How often both of two spellings must be used to be two people's.
const OFTEN: usize = 2;
/// Uses of a name that are looked at for standing beside another.
const MOST_USES: usize = 8;

/// A full name with all mentions that spell it alike but for case, accents and hyphens.
#[derive(Debug, Default)]
pub(super) struct FullName<'a> {
    /// Its words as they are compared.
    pub words: Vec<String>,
    /// Which of the text's mentions of full names they are.
    pub uses: Vec<usize>,
    /// The sentences of those.
    sentences: Vec<usize>,
    /// Its spellings, each with how often it is used, in the order of the text.
    spellings: Vec<(&'a [String], usize)>,
    /// Whether every mention is one only if another name shows it to be.
    tentative: bool,
    pub kind: NameKind,
    gender: Option<Gender>,
    heads: Vec<&'static str>,
    /// Whether it is another one's slip, or has words before it that are none of it.
    pub aside: bool,
    /// The known source whose name it is.
    pub known: Option<&'a Arc<KnownSource>>,
}

impl<'a> FullName<'a> {
    fn note(&mut self, at: usize, (_, mention, name): NameMention<'a>) {
        self.uses.push(at);
        self.sentences.push(mention.sentence);
        match self.spellings.iter_mut().find(|(parts, _)| *parts == name.parts) {
            Some((_, count)) => *count += 1,
            None => self.spellings.push((&name.parts, 1)),
        }
        self.tentative &= name.tentative;
        if name.kind != NameKind::Unknown && self.kind != NameKind::Person {
            self.kind = name.kind;
        }
        self.gender = self.gender.or(name.gender);
        self.heads.extend(&name.role_heads);
        self.known = self.known.or(name.known.as_ref());
    }

    /// How well it does for what its bearer is called, the fullest first: better if greater.
    pub fn rank(&self) -> (bool, usize, usize) {
        (!self.aside && !self.tentative, self.words.len(), self.uses.len())
    }

    /// The usual spelling, not in capitals if there is another.
    pub fn spelling(&self) -> &'a [String] {
        let rank = |(index, (parts, count)): &(usize, &(&'a [String], usize))| {
            (!spelling::is_shouted(parts), *count, usize::MAX - index)
        };
        self.spellings.iter().enumerate().max_by_key(rank).map(|(_, (parts, _))| *parts).unwrap_or_default()
    }

    /// Its last word that is no suffix: "king" of "Martin Luther King Jr."
    pub fn last(&self) -> &str {
        significant_last(&self.words)
    }

    pub fn is_organization(&self) -> bool {
        matches!(self.kind, NameKind::Organization | NameKind::Place)
    }

    /// Its first name's gender, or that of words around it.
    fn suggested_gender(&self) -> Option<Gender> {
        self.gender.or_else(|| lexicon::first_name(self.words.first()?).flatten())
    }
}

/// The full names of a text, and which of them are one bearer's.
#[derive(Debug, Default)]
pub(super) struct FullNames<'a> {
    pub names: Vec<FullName<'a>>,
    /// The bearers, each by its names, in the order of the text.
    pub bearers: Vec<Vec<usize>>,
}

impl<'a> FullNames<'a> {
    /// The names of `mentions`, which are full ones; `is_called` says whether a word is a name by itself, too.
    pub fn new(mentions: &[NameMention<'a>], is_called: &dyn Fn(&str) -> bool) -> Self {
        let names = gather(mentions);
        let mut bearers = Bearers::of(&names);
        let mut full = Self { names, bearers: Vec::new() };
        full.join_contained(&mut bearers);
        full.join_described(&mut bearers);
        full.join_slips(&mut bearers, is_called);
        full.bearers = bearers.finish();
        full
    }

    /// Names that end with another whole one.
    fn join_contained(&mut self, bearers: &mut Bearers) {
        let by_key: HashMap<String, usize> =
            self.names.iter().enumerate().map(|(index, name)| (spelling::key(&name.words), index)).collect();
        let mut longer: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut embellished = Vec::new();
        for (index, name) in self.names.iter().enumerate() {
            for lead in 1..name.words.len().saturating_sub(1).min(4) {
                let tail = by_key.get(&spelling::key(&name.words[lead..])).copied();
                let Some(tail) = tail.filter(|tail| bearers.of_name[*tail].is_some()) else { continue };
                match contained(name, lead, &self.names[tail]) {
                    Some(Contained::Whole) if bearers.of_name[index].is_some() => embellished.push((index, tail)),
                    Some(Contained::Short) => longer.entry(tail).or_default().push(index),
                    _ => {}
                }
            }
        }
        for (name, tail) in embellished {
            self.names[name].aside = bearers.join(tail, name);
        }
        for (short, longer) in longer {
            let mut roots: Vec<usize> = longer.iter().filter_map(|name| bearers.root(*name)).collect();
            roots.sort_unstable();
            roots.dedup();
            if let ([_], [name, ..]) = (&roots[..], &longer[..]) {
                bearers.join(*name, short);
            }
        }
    }

    /// "Candidate Okoro": a common word before one person's surname.
    fn join_described(&mut self, bearers: &mut Bearers) {
        let mut by_surname: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, name) in self.names.iter().enumerate().filter(|(_, name)| !name.is_organization()) {
            let [first, .., last] = &name.words[..] else { continue };
            let common = |word: &str| !(lexicon::word_class(word) - WordClass::PROPER).is_empty();
            let person = lexicon::first_name(first).is_some() || (!common(first) && !common(last));
            if let Some(bearer) = bearers.root(index).filter(|_| person && !name.aside) {
                let known = by_surname.entry(name.last()).or_default();
                if known.iter().all(|other| bearers.root(*other) != Some(bearer)) {
                    known.push(index);
                }
            }
        }
        let described = |name: &FullName<'_>| match (&name.words[..], name.spelling()) {
            ([_, last], [written, _]) if is_common(written) => {
                by_surname.get(last.as_str()).and_then(|known| <[usize; 1]>::try_from(&known[..]).ok())
            }
            _ => None,
        };
        let found = self.names.iter().map(described).enumerate();
        let found: Vec<(usize, usize)> = found.filter_map(|(index, known)| Some((index, known?[0]))).collect();
        for (index, surname) in found {
            if bearers.of_name[index].is_some() {
                self.names[index].aside = bearers.join(surname, index);
            }
        }
    }

    /// Names that are another one's slips.
    fn join_slips(&mut self, bearers: &mut Bearers, is_called: &dyn Fn(&str) -> bool) {
        let mut alike = Alike::default();
        let mut slips = Vec::new();
        let known = |(index, name): &(usize, &FullName<'_>)| {
            bearers.of_name[*index].is_some() && name.words.len() <= MOST_WORDS
        };
        for (index, name) in self.names.iter().enumerate().filter(known) {
            for (at, word) in name.words.iter().enumerate() {
                let frame = format!("{} {at} {} ", name.words[..at].join(" "), name.words[at + 1..].join(" "));
                for other in alike.find(&frame, word) {
                    if bearers.root(other) != bearers.root(index) && is_slip_of(&self.names[other], name, is_called) {
                        slips.push((other, index));
                    }
                }
                alike.add(&frame, word, index);
            }
        }
        for (a, b) in slips {
            let (usual, slip) = if self.names[b].uses.len() > self.names[a].uses.len() { (b, a) } else { (a, b) };
            // a slip has one right spelling
            if !self.names[usual].aside && !self.names[slip].aside {
                self.names[slip].aside = bearers.join(usual, slip);
            }
        }
    }
}

/// The names of some mentions: known ones first, then those that are names for sure.
fn gather<'a>(mentions: &[NameMention<'a>]) -> Vec<FullName<'a>> {
    let mut names: Vec<FullName<'a>> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        let words = &mention.2.folded;
        let name = *by_key.entry(spelling::key(words)).or_insert_with(|| {
            names.push(FullName { words: words.clone(), tentative: true, ..FullName::default() });
            names.len() - 1
        });
        names[name].note(at, *mention);
    }
    names.sort_by_key(|name| (name.known.is_none(), name.tentative));
    names
}

/// Which bearer each name has.
struct Bearers {
    /// `None`: it is no name for sure, and nobody's else.
    of_name: Vec<Option<usize>>,
    /// Whom each bearer turned out to be.
    same_as: Vec<usize>,
    /// Which known source each bearer is, by its name.
    known: Vec<Option<String>>,
}

impl Bearers {
    /// Names alike but for middle names and initials.
    fn of(names: &[FullName<'_>]) -> Self {
        let mut by_ends: HashMap<(&str, Option<char>), Vec<usize>> = HashMap::new();
        let mut longest: Vec<&[String]> = Vec::new();
        let mut of_name = Vec::with_capacity(names.len());
        let mut sources: Vec<Option<String>> = Vec::new();
        for name in names {
            let initial = name.words.first().and_then(|first| first.chars().next());
            let known = by_ends.entry((name.last(), initial)).or_default();
            let mut same = known.iter().copied().filter(|bearer| is_same(longest[*bearer], &name.words));
            // whose a known name is the list says
            let found = same.next().filter(|_| name.known.is_none());
            // "J. Li" is nobody for sure where there are Jack and Jill
            let several = is_initial(name.words.first()) && same.next().is_some();
            let bearer = found.filter(|_| !several).or_else(|| {
                (!name.tentative).then(|| {
                    longest.push(&name.words);
                    sources.push(name.known.map(|source| source.name.clone()));
                    known.push(longest.len() - 1);
                    longest.len() - 1
                })
            });
            if let Some(bearer) = bearer.filter(|bearer| name.words.len() > longest[*bearer].len()) {
                longest[bearer] = &name.words;
            }
            of_name.push(bearer);
        }
        let mut bearers = Self { of_name, same_as: (0..longest.len()).collect(), known: sources };
        bearers.join_known(names);
        bearers
    }

    /// All names of one known source are one bearer's.
    fn join_known(&mut self, names: &[FullName<'_>]) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (index, name) in names.iter().enumerate() {
            if let Some(source) = name.known {
                let first = *first.entry(&source.name).or_insert(index);
                self.join(first, index);
            }
        }
    }

    fn root(&self, name: usize) -> Option<usize> {
        let mut bearer = self.of_name[name]?;
        while self.same_as[bearer] != bearer {
            bearer = self.same_as[bearer];
        }
        Some(bearer)
    }

    /// Makes two names one bearer's, unless they are two known sources'; whether they are one's now.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let Some((a, b)) = self.root(a).zip(self.root(b)) else { return false };
        if self.known[a].as_ref().zip(self.known[b].as_ref()).is_some_and(|(a, b)| a != b) {
            return false;
        }
        let known = self.known[a].clone().or_else(|| self.known[b].clone());
        self.known[a.min(b)] = known;
        self.same_as[a.max(b)] = a.min(b);
        true
    }

    fn finish(self) -> Vec<Vec<usize>> {
        let mut bearers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for name in 0..self.of_name.len() {
            if let Some(root) = self.root(name) {
                bearers.entry(root).or_default().push(name);
            }
        }
        bearers.into_values().collect()
    }
}

/// Whether a capitalised word only describes who is named after it: "Candidate", "Poor", "Suddenly".
fn is_common(written: &str) -> bool {
    let lower = written.to_lowercase();
    let common = WordClass::NOUN | WordClass::ADJECTIVE | WordClass::ADVERB;
    !lexicon::word_class(written).contains(WordClass::PROPER)
        && lexicon::name_word(written).is_none()
        && lexicon::first_name(&lower).is_none()
        && (lexicon::word_class(&lower) | class_by_ending(&lower)).intersects(common)
}

fn is_initial(word: Option<&String>) -> bool {
    word.is_some_and(|word| word.chars().count() == 1)
}

/// Whether two full names with the same last word are one's: the first names are the same or one is the other's initial;
/// so are the middle names, as far as both have some; and neither is the other's father.
fn is_same(a: &[String], b: &[String]) -> bool {
    let suffix = |word: &&String| lexicon::is_used_as(word, WordUse::NAME_SUFFIX);
    let core = |words: &[String]| words.len() - words.iter().rev().take_while(suffix).count();
    let (core_a, core_b) = (core(a), core(b));
    let alike = |a: &String, b: &String| {
        a == b || (is_initial(Some(a)) || is_initial(Some(b))) && a.chars().next() == b.chars().next()
    };
    let middles = a.iter().take(core_a.saturating_sub(1)).zip(b.iter().take(core_b.saturating_sub(1))).skip(1);
    let middles = middles.into_iter().all(|(a, b)| alike(a, b));
    let generation = |words: &[String]| words.iter().rev().take_while(suffix).find(|word| is_generation(word)).cloned();
    // "Martin Luther King" is called so without the "Jr." as well
    let generations = generation(a) == generation(b) || core_a.max(core_b) > 2 && (core_a == core_b);
    let first = a.first().zip(b.first()).is_some_and(|(a, b)| alike(a, b));
    first && middles && generations
}

/// "Jr."
fn is_generation(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// How a name stands to another with which it ends.
enum Contained {
    /// The words before are none of the name: "State | Ann Li".
    Whole,
    /// The other is what is left of the name later: "Peña Nieto", "Foreign Ministry".
    Short,
}

/// How a name stands to `tail`, which is the same without its first `lead` words.
fn contained(name: &FullName<'_>, lead: usize, tail: &FullName<'_>) -> Option<Contained> {
    let is_first_name = |word: &String| lexicon::first_name(word).is_some();
    let is_particle = |word: &String| lexicon::is_used_as(word, WordUse::NAME_PARTICLE);
    let (before, first) = (&name.words[..lead], tail.words.first()?);
    if name.is_organization() || tail.is_organization() {
        let written = name.spelling().get(..lead)?;
        let adjectives = written.iter().all(|word| lexicon::name_word(word) == Some(NameWord::Adjective));
        return (adjectives && name.is_organization()).then_some(Contained::Short);
    }
    let person = |word: &String| is_first_name(word) || is_particle(word) || is_initial(Some(word));
    if name.spelling().get(..lead)?.iter().all(|word| is_common(word)) {
        return Some(Contained::Whole);
    }
    if is_particle(first) {
        return Some(Contained::Short);
    }
    if is_first_name(first) {
        return (!before.iter().any(person)).then_some(Contained::Whole);
    }
    let common = !(lexicon::word_class(first) - WordClass::PROPER).is_empty();
    (before.first().is_some_and(is_first_name) && !common).then_some(Contained::Short)
}

/// Whether one of two names may be a slip of the other, for all that the text tells of the two; `is_called` says whether a word
/// is a name by itself, too.
fn is_slip_of(a: &FullName<'_>, b: &FullName<'_>, is_called: &dyn Fn(&str) -> bool) -> bool {
    let Some(at) = spelling::slipped_word(&a.words, &b.words) else { return false };
    let known = |name: &FullName<'_>| name.spelling().get(at).is_none_or(|word| spelling::is_known(word));
    let called = |name: &FullName<'_>| is_called(&name.words[at]);
    let both_often = a.uses.len().min(b.uses.len()) >= OFTEN;
    let both_real = (known(a) && known(b)) || (called(a) && called(b)) || both_often;
    let genders = a.suggested_gender().zip(b.suggested_gender()).is_none_or(|(a, b)| a == b);
    let kinds = a.is_organization() == b.is_organization();
    let roles = a.heads.is_empty() || b.heads.is_empty() || a.heads.iter().any(|head| b.heads.contains(head));
    let beside = a.sentences.iter().take(MOST_USES).any(|one| b.sentences.iter().take(MOST_USES).any(|two| one == two));
    !both_real && genders && kinds && roles && !beside
}
