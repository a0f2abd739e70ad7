//! Who bears the full names of a text, and what they are called by later.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::hash::Hasher;

use foldhash::{HashMap, HashSet};

use crate::annotate::annotation::EntityKind;
use crate::annotate::mention::NameKind;
use crate::lexicon;

use super::entity::{Gathered, is_noun};
use super::full_name::{FullName, FullNames, NameMention};
use super::short_form::{Short, acronyms, company_called, short_forms};
use super::spelling::{Alike, fold};
use super::wide_hash::{WideHash, wide_hash};

/// Letters that an acronym has at least, unless it stands in parentheses beside what it is short for.
const ACRONYM: usize = 3;

/// Who bears the full names of a text: the first of its entities, by their index.
#[derive(Debug, Default)]
pub(super) struct FullBearers {
    /// The entities, of which nothing is gathered yet but what clustering begins with.
    pub entities: Vec<Gathered>,
    /// The folded first word of each one's name, if that has several.
    pub first_names: Vec<Option<String>>,
    /// How often the full names of each are used.
    pub uses: Vec<usize>,
    pub names: Vec<Spelled>,
    /// The name of each mention of a full name, in the order of the text.
    pub of_mentions: Vec<usize>,
    pub by_short_form: HashMap<String, Vec<(usize, Short)>>,
    pub by_acronym: HashMap<String, Vec<usize>>,
    pub surnames: Alike,
    /// Known sources, by their names as they are listed.
    pub known: HashMap<String, usize>,
    /// Companies that may be called as somebody is, by that.
    pub firms: HashMap<String, usize>,
    /// Words of which was asked whether they are names by themselves, and what was answered.
    asked: Vec<(String, bool)>,
}

/// A full name and whose it is.
#[derive(Debug)]
pub(super) struct Spelled {
    /// `None`: it is no name for sure.
    pub bearer: Option<usize>,
    /// Its words as they are compared.
    pub words: Vec<String>,
    /// Its usual spelling.
    pub spelling: Vec<String>,
    /// Whether it is another one's slip, or has words before it that are none of it.
    pub aside: bool,
}

/// The key of some full names: what each says, and which stand in one sentence.
pub(super) fn key(full: &[NameMention<'_>]) -> WideHash {
    wide_hash(|hasher| {
        let mut last = None;
        for (_, mention, _) in full {
            hasher.write_u64(mention.raw.says);
            hasher.write_u8(u8::from(last == Some(mention.sentence)));
            last = Some(mention.sentence);
        }
    })
}

impl FullBearers {
    /// Who bears some full names; `alone` says how often each word is a name by itself.
    pub fn new(full: &[NameMention<'_>], alone: &HashMap<&str, usize>) -> Self {
        let asked = RefCell::new(Vec::new());
        let is_called = |word: &str| {
            let is_called = alone.contains_key(word);
            asked.borrow_mut().push((word.to_owned(), is_called));
            is_called
        };
        let all = FullNames::new(full, &is_called);
        let mut bearers =
            Self { of_mentions: vec![0; full.len()], asked: asked.into_inner(), ..Self::with_names(&all.names) };
        let known = |name: &&FullName<'_>| name.words.first().is_some_and(|word| lexicon::first_name(word).is_some());
        let people =
            all.names.iter().filter(known).filter(|name| !name.spelling().last().is_some_and(|last| is_noun(last)));
        let surnames: HashSet<&str> = people.map(FullName::last).collect();
        for (index, name) in all.names.iter().enumerate() {
            name.uses.iter().for_each(|at| bearers.of_mentions[*at] = index);
        }
        for (entity, names) in all.bearers.iter().enumerate() {
            bearers.add(entity, &all, names);
            for index in names {
                bearers.names[*index].bearer = Some(entity);
                bearers.take_short_forms(&all.names[*index], entity, &surnames);
            }
        }
        bearers
    }

    fn with_names(names: &[FullName<'_>]) -> Self {
        let spelled = |name: &FullName<'_>| Spelled {
            bearer: None,
            words: name.words.clone(),
            spelling: name.spelling().to_vec(),
            aside: name.aside,
        };
        Self { names: names.iter().map(spelled).collect(), ..Self::default() }
    }

    /// Whether all that was asked of other names would be answered the same.
    pub fn holds(&self, alone: &HashMap<&str, usize>) -> bool {
        self.asked.iter().all(|(word, is_called)| alone.contains_key(word.as_str()) == *is_called)
    }

    /// Adds the bearer of some names.
    fn add(&mut self, entity: usize, all: &FullNames<'_>, names: &[usize]) {
        let best = names.iter().max_by_key(|name| (all.names[**name].rank(), Reverse(**name)));
        let mut gathered = Gathered::default();
        if let Some(best) = best.map(|name| &all.names[*name]) {
            gathered.parts = best.spelling().into();
            if !best.is_organization() {
                let suggested = best.words.first().and_then(|first| lexicon::first_name(first));
                gathered.likely_person = suggested.is_some();
                gathered.likely_gender = suggested.flatten();
            }
            self.surnames.add("", best.last(), entity);
        }
        let kinds = || names.iter().map(|name| all.names[*name].kind);
        if kinds().any(|kind| kind == NameKind::Person) {
            gathered.kind = Some(EntityKind::Person);
        } else if kinds().any(|kind| kind != NameKind::Unknown) {
            gathered.kind = Some(EntityKind::Organization);
        }
        if let Some(source) = names.iter().find_map(|name| all.names[*name].known) {
            gathered.recognize(source);
            self.known.insert(source.name.clone(), entity);
        }
        self.first_names.push(gathered.parts.first().filter(|_| gathered.parts.len() > 1).map(|first| fold(first)));
        self.uses.push(names.iter().map(|name| all.names[*name].uses.len()).sum());
        self.entities.push(gathered);
    }

    fn take_short_forms(&mut self, name: &FullName<'_>, entity: usize, surnames: &HashSet<&str>) {
        if let Some(company) = company_called(name) {
            self.firms.insert(company.to_owned(), entity);
        }
        for (form, short) in short_forms(name, surnames) {
            let known = self.by_short_form.entry(form).or_default();
            if !known.contains(&(entity, short)) {
                known.push((entity, short));
            }
        }
        for acronym in acronyms(name.spelling()).into_iter().filter(|acronym| acronym.len() >= ACRONYM) {
            let known = self.by_acronym.entry(acronym).or_default();
            if !known.contains(&entity) {
                known.push(entity);
            }
        }
    }
}
