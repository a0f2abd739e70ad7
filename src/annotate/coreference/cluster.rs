//! Which names of a text are the same one's: full names first, so that a surname finds its person wherever that is
//! introduced, then single names in the order of the text.

use std::cmp::Reverse;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::annotate::annotation::{EntityKind, Spelling};
use crate::annotate::known::KnownSource;
use crate::annotate::located::LocatedMention;
use crate::annotate::mention::{Firm, Form, Name, NameKind};
use crate::lexicon::{self, WordUse};
use crate::text::Document;

use super::entity::{Gathered, note_name, significant_last};
use super::full_bearers::{self, FullBearers, Spelled};
use super::full_name::NameMention;
use super::known_bearers::{Bearer, Bearers, Kept, KnownBearers, is_in_brackets_after, key};
use super::relatives;
use super::short_form::{Short, acronyms, capitals};
use super::spelling::{self, fold};

/// Letters that a surname alone has at least to be another one's slip, and how often it is used at most.
const LONG_ENOUGH: usize = 6;
const RARE: usize = 2;

/// The entities that names show, and which of them each name mention is.
pub(super) struct NamedEntities {
    pub entities: Vec<Gathered>,
    /// By the index of the mention; of names alone.
    of_mention: Vec<Option<usize>>,
}

impl NamedEntities {
    fn new(mentions: usize) -> Self {
        Self { entities: Vec::new(), of_mention: vec![None; mentions] }
    }

    /// The entity that a mention names.
    pub fn of(&self, mention: usize) -> Option<usize> {
        self.of_mention.get(mention).copied().flatten()
    }

    /// Takes a mention for a name of an entity.
    pub fn set(&mut self, mention: usize, entity: usize) {
        if let Some(known) = self.of_mention.get_mut(mention) {
            *known = Some(entity);
        }
    }
}

/// Clusters the names of a document; a name of a place counts only if `speaks` says that it is a source, or if it is
/// somebody's surname and seems to be that where it stands: "Jack London", "London".
///
/// Whose each name is, is `known` already where no name has changed.
pub(super) fn cluster_names(
    document: &Document,
    mentions: &[LocatedMention<'_>],
    speaks: impl Fn(usize) -> bool,
    known: &mut KnownBearers,
    room: usize,
) -> NamedEntities {
    let named = mentions.iter().enumerate().filter_map(|(index, mention)| match &mention.raw.form {
        Form::Name(name) => Some((index, mention, &**name)),
        _ => None,
    });
    let mut names: Vec<NameMention<'_>> = named.collect();
    let people = people_called_as_places(&names);
    names.retain(|(index, _, name)| {
        name.kind != NameKind::Place || speaks(*index) || word_of_somebody(name).is_some_and(|it| people.contains(it))
    });
    let KnownBearers { all, full } = known;
    let known = all.of(key(document, &names), |_| true, || bearers(document, mentions.len(), &names, full));
    let mut found = NamedEntities::new(mentions.len());
    found.entities.reserve(room);
    found.entities.clone_from(&known.entities);
    for ((index, mention, name), bearer) in names.iter().zip(&known.of_names) {
        let Some(Bearer { entity, spelled_otherwise }) = *bearer else { continue };
        found.set(*index, entity);
        let gathered = &mut found.entities[entity];
        note_name(gathered, document, mention, name);
        if spelled_otherwise {
            note_spelling(gathered, document, mention, name);
        }
    }
    found
}

/// Whose each name is.
fn bearers(
    document: &Document,
    mentions: usize,
    names: &[NameMention<'_>],
    known_full: &mut Kept<FullBearers>,
) -> Bearers {
    let alone = used_alone(names);
    let of_full: Vec<NameMention<'_>> = names.iter().copied().filter(|(_, _, name)| name.parts.len() > 1).collect();
    let full =
        known_full.of(full_bearers::key(&of_full), |known| known.holds(&alone), || FullBearers::new(&of_full, &alone));
    let mut clusters = Clusters::new(full, &of_full, alone, mentions);
    clusters.take_acronyms(document, names);
    clusters.take_single_names(names);
    let others = relatives::find(names, &clusters.found);
    let mut bearers = Vec::with_capacity(names.len());
    let mut full_names = full.of_mentions.iter().filter_map(|name| full.names.get(*name));
    for (index, mention, name) in names {
        let full_name = if name.parts.len() > 1 { full_names.next() } else { None };
        let known = clusters.found.of(*index);
        let slip_or_entity = match (known, &name.known) {
            (Some(entity), _) => {
                Some((entity, full_name.is_some_and(|full| clusters.is_other_spelling(entity, full, name))))
            }
            // a headline's words, or a sentence's first
            (None, _) if name.parts.len() > 1 => None,
            (None, Some(source)) => Some((clusters.known(source, name), false)),
            (None, None) => {
                let own = name.honorific.as_deref().and_then(relatives::courtesy);
                let own =
                    own.zip(name.folded.first()).and_then(|(courtesy, name)| others.get(&(courtesy, name.as_str())));
                clusters.single(name, own.map(Vec::as_slice).unwrap_or_default())
            }
        };
        let bearer = slip_or_entity.map(|(entity, spelled_otherwise)| Bearer { entity, spelled_otherwise });
        if let Some(Bearer { entity, .. }) = bearer {
            clusters.found.set(*index, entity);
            clusters.see(entity, *index);
            note_name(&mut clusters.found.entities[entity], document, mention, name);
        }
        bearers.push(bearer);
    }
    Bearers { entities: clusters.created, of_names: bearers }
}

/// The only word of a place's name that seems to be somebody's where it stands.
fn word_of_somebody(name: &Name) -> Option<&str> {
    let seems_somebody = name.seems.person > name.seems.organization.max(name.seems.other);
    match &name.folded[..] {
        [word] if name.kind == NameKind::Place && seems_somebody => Some(word),
        _ => None,
    }
}

/// Such words that are surnames in the full names of people whose first names people have.
fn people_called_as_places<'a>(names: &[NameMention<'a>]) -> HashSet<&'a str> {
    let words: HashSet<&str> = names.iter().filter_map(|(_, _, name)| word_of_somebody(name)).collect();
    if words.is_empty() {
        return words;
    }
    let surname = |name: &'a Name| match &name.folded[..] {
        [first, .., last] if matches!(name.kind, NameKind::Person | NameKind::Unknown) && words.contains(&**last) => {
            lexicon::first_name(first).map(|_| last.as_str())
        }
        _ => None,
    };
    names.iter().filter_map(|(_, _, name)| surname(name)).collect()
}

/// How often each word is a name by itself.
fn used_alone<'a>(names: &[NameMention<'a>]) -> HashMap<&'a str, usize> {
    let mut alone = HashMap::new();
    for (_, _, name) in names {
        if let [part] = &name.folded[..] {
            *alone.entry(part.as_str()).or_default() += 1;
        }
    }
    alone
}

fn note_spelling(entity: &mut Gathered, document: &Document, mention: &LocatedMention<'_>, name: &Name) {
    let paragraph = &document.paragraphs[mention.paragraph];
    let text = paragraph.text().get(name.range.start..name.range.end).unwrap_or_default();
    if !text.is_empty() && entity.spellings.iter().all(|known| known.text != text) {
        entity.spellings.push(Spelling { text: text.to_owned(), span: paragraph.to_source(name.range) });
    }
}

struct Clusters<'a> {
    found: NamedEntities,
    /// The entities as they were at first.
    created: Vec<Gathered>,
    full: &'a FullBearers,
    alone: HashMap<&'a str, usize>,
    /// Those that bear no full name, by what they are called.
    by_short_form: HashMap<String, Vec<(usize, Short)>>,
    /// Acronyms that stand in parentheses beside a name, or a name beside them.
    explained: HashMap<String, usize>,
    /// First names that the text itself calls somebody by.
    called: HashSet<String>,
    /// Surnames that somebody bears besides those with a full name, as "Mr." or "Ms." says.
    shared: HashSet<String>,
    /// The mention at which each entity was named last.
    last_seen: Vec<Option<usize>>,
    /// Who was called by a single name before, so that a namesake named once in between doesn't take it.
    established: HashSet<usize>,
    /// Known sources, by their names as they are listed.
    known: HashMap<String, usize>,
    /// Companies that may be called as somebody is, by that; `None` until one is named so.
    firms: HashMap<String, Option<usize>>,
}

impl<'a> Clusters<'a> {
    /// The bearers of full names, and which mentions name them.
    fn new(
        full: &'a FullBearers,
        mentions_of_full: &[NameMention<'_>],
        alone: HashMap<&'a str, usize>,
        mentions: usize,
    ) -> Self {
        let mut found = NamedEntities::new(mentions);
        // those with one name are about as many
        let mut created = Vec::with_capacity(2 * full.entities.len());
        created.extend_from_slice(&full.entities);
        found.entities.reserve(2 * full.entities.len());
        found.entities.clone_from(&full.entities);
        for ((index, _, _), name) in mentions_of_full.iter().zip(&full.of_mentions) {
            if let Some(entity) = full.names.get(*name).and_then(|name| name.bearer) {
                found.set(*index, entity);
            }
        }
        Self {
            found,
            created,
            full,
            alone,
            by_short_form: HashMap::new(),
            explained: HashMap::new(),
            called: HashSet::new(),
            shared: HashSet::new(),
            last_seen: Vec::new(),
            established: HashSet::new(),
            known: full.known.clone(),
            firms: full.firms.iter().map(|(called, entity)| (called.clone(), Some(*entity))).collect(),
        }
    }

    /// Who is called by a word, those with a full name first.
    fn called_by(&self, form: &str) -> impl Iterator<Item = &(usize, Short)> + Clone {
        let [full, single] = [&self.full.by_short_form, &self.by_short_form].map(|known| known.get(form));
        full.into_iter().flatten().chain(single.into_iter().flatten())
    }

    /// Adds an entity of which nothing is gathered yet.
    fn create(&mut self, entity: Gathered) -> usize {
        self.created.push(entity.clone());
        self.found.entities.push(entity);
        self.created.len() - 1
    }

    /// Notes that an entity is named.
    fn see(&mut self, entity: usize, mention: usize) {
        if self.last_seen.len() <= entity {
            self.last_seen.resize(entity + 1, None);
        }
        self.last_seen[entity] = Some(mention);
    }

    fn last_seen(&self, entity: usize) -> Option<usize> {
        self.last_seen.get(entity).copied().flatten()
    }

    /// "Open Rights Watch (ORW)", "ORW (Open Rights Watch)"
    fn take_acronyms(&mut self, document: &Document, names: &[NameMention<'_>]) {
        for pair in names.windows(2) {
            let [(first_index, first, first_name), (second_index, second, second_name)] = pair else { continue };
            if !is_in_brackets_after(document, first, second) {
                continue;
            }
            let sides = [(*first_index, *first_name, *second_name), (*second_index, *second_name, *first_name)];
            for (index, long, short) in sides {
                let letters = capitals(short);
                if let (Some(letters), Some(entity)) = (letters, self.found.of(index))
                    && acronyms(&long.parts).contains(&letters)
                {
                    self.explained.insert(letters, entity);
                }
            }
        }
    }

    /// What all single names together tell of those with full names.
    fn take_single_names(&mut self, names: &[NameMention<'_>]) {
        for (_, mention, name) in names {
            let [key] = &name.folded[..] else { continue };
            if name.firm == Firm::Shown && !self.firms.contains_key(key) {
                self.firms.insert(key.clone(), None);
            }
            let bearers = || self.called_by(key).filter(|(_, short)| *short == Short::Surname);
            if name.honorific.is_some() && bearers().next().is_some() {
                if bearers().all(|(entity, _)| !can_be(&self.found.entities[*entity], name)) {
                    self.shared.insert(key.clone());
                }
            } else if !mention.raw.quoted && !name.tentative && !self.called.contains(key) {
                self.called.insert(key.clone());
            }
        }
    }

    /// The entity that a known source's single name is.
    fn known(&mut self, source: &Arc<KnownSource>, name: &Name) -> usize {
        let entity = self.known.get(&source.name).copied().unwrap_or_else(|| {
            let mut gathered = Gathered { parts: name.parts.as_slice().into(), ..Gathered::default() };
            gathered.recognize(source);
            let entity = self.create(gathered);
            self.known.insert(source.name.clone(), entity);
            self.by_short_form.entry(name.folded.concat()).or_default().push((entity, Short::Surname));
            entity
        });
        if name.honorific.is_none() {
            self.established.insert(entity);
        }
        entity
    }

    /// The entity that a single name is, a new one if it is nobody's known, and whether the name is another spelling of
    /// what that is called. `None`: no name at all. The entities in `others` it is not.
    fn single(&mut self, name: &Name, others: &[usize]) -> Option<(usize, bool)> {
        let key = name.folded.concat();
        if let Some(entity) = self.firm(&key, name) {
            return Some((entity, false));
        }
        if let Some(entity) = self.by_letters(name).or_else(|| self.by_form(&key, name, others)) {
            if !name.tentative && name.honorific.is_none() {
                self.established.insert(entity);
            }
            return Some((entity, false));
        }
        if name.tentative {
            return None;
        }
        if let Some(entity) = self.by_slip(&key, name) {
            return Some((entity, true));
        }
        // "the Marshes"
        let one = key.strip_suffix("es").into_iter().chain(key.strip_suffix('s'));
        let family = one.into_iter().any(|one| self.called_by(one).any(|(_, short)| *short == Short::Surname));
        let kind = family.then_some(EntityKind::Group);
        let entity = self.create(Gathered { parts: name.parts.as_slice().into(), kind, ..Gathered::default() });
        self.by_short_form.entry(key).or_default().push((entity, Short::Surname));
        Some((entity, false))
    }

    /// "Ford": the company that is called as somebody is, if the text has one and this name hints at it.
    fn firm(&mut self, key: &str, name: &Name) -> Option<usize> {
        if name.firm == Firm::Unknown || name.kind == NameKind::Person {
            return None;
        }
        let known = *self.firms.get(key)?;
        let is_person =
            |(entity, short): &(usize, Short)| *short == Short::Surname && is_somebody(&self.found.entities[*entity]);
        self.called_by(key).find(|bearer| is_person(bearer))?;
        let entity = known.unwrap_or_else(|| {
            let kind = Some(EntityKind::Organization);
            self.create(Gathered { parts: name.parts.as_slice().into(), kind, ..Gathered::default() })
        });
        self.firms.insert(key.to_owned(), Some(entity));
        Some(entity)
    }

    /// "ORW"
    fn by_letters(&self, name: &Name) -> Option<usize> {
        let letters = capitals(name)?;
        let explained = self.explained.get(&letters).copied();
        explained.or_else(|| {
            let known = self.full.by_acronym.get(&letters)?.iter().copied();
            let fitting = known.filter(|entity| can_be(&self.found.entities[*entity], name));
            fitting.max_by_key(|entity| (self.last_seen(*entity), Reverse(*entity)))
        })
    }

    /// "Marsh", "Ada": who has such a surname before who has such a first name. Of several with one surname the one whose
    /// role the title says ("Senator"), then who is not called by the first name, then who was called so before, then who
    /// is nobody's daughter or brother, then who was named last.
    fn by_form(&self, key: &str, name: &Name, others: &[usize]) -> Option<usize> {
        let known = self.called_by(key);
        let has_surname = known.clone().any(|(_, short)| *short == Short::Surname);
        let entity_of = |entity: usize| &self.found.entities[entity];
        let has_role =
            |entity: usize| name.role_heads.iter().any(|head| entity_of(entity).heads.iter().any(|own| own == head));
        let fits = |(entity, short): &&(usize, Short)| {
            let person = *short == Short::Surname || !has_surname || entity_of(*entity).likely_person;
            let other = name.title.is_some() && self.shared.contains(key) && !has_role(*entity);
            person && !other && can_be(entity_of(*entity), name) && !others.contains(entity)
        };
        let rank = |(entity, short): &&(usize, Short)| {
            let titled = has_role(*entity);
            let by_surname = *short == Short::Surname
                && !self.is_called_by_first_name(*entity)
                && (name.honorific.is_some() || !is_wife(entity_of(*entity)));
            (
                *short == Short::Surname && titled,
                by_surname,
                *short,
                self.established.contains(entity),
                !is_relative(entity_of(*entity)),
                self.last_seen(*entity),
                Reverse(*entity),
            )
        };
        known.filter(fits).max_by_key(rank).map(|(entity, _)| *entity)
    }

    fn is_called_by_first_name(&self, entity: usize) -> bool {
        let first = self.full.first_names.get(entity).and_then(Option::as_deref);
        first.is_some_and(|first| {
            self.called.contains(first) && self.called_by(first).all(|(_, short)| *short == Short::First)
        })
    }

    /// Whose surname a single name is but for a slip, if that is one person's only.
    fn by_slip(&self, key: &str, name: &Name) -> Option<usize> {
        let uses = |word: &str| self.alone.get(word).copied().unwrap_or_default();
        let organization = matches!(name.kind, NameKind::Organization | NameKind::Place);
        let known = name.parts.iter().any(|part| spelling::is_known(part));
        if organization || known || key.chars().count() < LONG_ENOUGH || uses(key) > RARE {
            return None;
        }
        let is_right = |entity: &usize| {
            let gathered = &self.found.entities[*entity];
            let surname = fold(significant_last(&gathered.parts));
            let full = self.full.uses.get(*entity).copied().unwrap_or_default();
            let person = gathered.kind != Some(EntityKind::Organization);
            let oftener = full + uses(&surname) >= uses(key);
            spelling::is_slip(&surname, key) && person && oftener && can_be(gathered, name)
        };
        let mut right = self.full.surnames.find("", key).into_iter().filter(is_right);
        right.next().filter(|_| right.next().is_none())
    }

    /// Whether a full name of an entity is spelled otherwise than what that is called.
    fn is_other_spelling(&self, entity: usize, full: &Spelled, name: &Name) -> bool {
        let parts = &self.found.entities[entity].parts;
        let slip = || {
            let parts: Vec<String> = parts.iter().map(|part| fold(part)).collect();
            spelling::slipped_word(&full.words, &parts).is_some()
        };
        spelling::looks_different(&full.spelling, &name.parts) || full.aside && name.known.is_none() && slip()
    }
}

/// Whether a company may have been called after an entity with a full name.
fn is_somebody(entity: &Gathered) -> bool {
    entity.parts.len() > 1 && entity.kind != Some(EntityKind::Organization)
}

/// Whether somebody is introduced as another's relative: "her daughter, Ada Marsh".
fn is_relative(entity: &Gathered) -> bool {
    entity.heads.iter().any(|head| lexicon::is_used_as(head, WordUse::RELATIVE))
}

/// Whether somebody is "Mrs" and has no first name: a surname alone is rather her husband's or son's.
fn is_wife(entity: &Gathered) -> bool {
    entity.parts.len() == 1 && entity.honorific.as_deref().and_then(relatives::courtesy) == Some("mrs")
}

/// Whether a single name can be an entity's: its kind and its gender don't speak against it.
fn can_be(entity: &Gathered, name: &Name) -> bool {
    let gender = name.gender.zip(entity.gender.or(entity.likely_gender)).is_none_or(|(one, other)| one == other);
    let kind = name.kind != NameKind::Person || entity.kind != Some(EntityKind::Organization);
    let married = |honorific: &Option<String>| {
        honorific.as_deref().and_then(|honorific| match honorific.trim_end_matches('.').to_lowercase().as_str() {
            "mrs" | "lady" => Some(true),
            "miss" => Some(false),
            _ => None,
        })
    };
    let same = married(&entity.honorific).zip(married(&name.honorific)).is_none_or(|(one, other)| one == other);
    gender && kind && same
}
