//! Entities while they are gathered, and which names are the same one's.

use std::collections::HashMap;

use crate::lexicon::{self, Gender, NominalKind, WordUse};
use crate::text::{Document, TextRange};

use super::annotation::{Entity, EntityId, EntityKind, Mention, MentionKind, Role};
use super::located::LocatedMention;
use super::mention::{Form, Name, NameKind, NominalPhrase};

/// An entity while its mentions are gathered.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    /// The words of its fullest name; empty if it has none.
    pub parts: Vec<String>,
    /// What it is called: its fullest name, or its first nominal.
    pub name: String,
    /// `None` as long as nothing shows it.
    pub kind: Option<EntityKind>,
    pub gender: Option<Gender>,
    /// The nouns that its roles say it is, in the singular.
    pub heads: Vec<&'static str>,
    pub roles: Vec<Role>,
    pub mentions: Vec<Mention>,
    pub trail: Trail,
}

/// Where an entity was last seen: what makes it a likely antecedent.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trail {
    /// The sentence of its last mention.
    pub sentence: usize,
    /// Whether that mention, or another in its sentence, was a subject.
    pub subject: bool,
    /// The sentence in which it last was a source.
    pub spoke: Option<usize>,
    /// How many mentions were seen.
    pub seen: usize,
}

impl Gathered {
    /// Notes that it was mentioned.
    pub fn see(&mut self, mention: &LocatedMention<'_>, speaks: bool) {
        let same = self.trail.seen > 0 && self.trail.sentence == mention.sentence;
        self.trail.subject = (same && self.trail.subject) || mention.raw.subject || speaks;
        self.trail.sentence = mention.sentence;
        self.trail.seen += 1;
        if speaks {
            self.trail.spoke = Some(mention.sentence);
        }
        let kind = match mention.raw.form {
            Form::Name(_) => MentionKind::Name,
            Form::Nominal(_) => MentionKind::Nominal,
            Form::Pronoun(_) => MentionKind::Pronoun,
        };
        self.mentions.push(Mention { span: mention.span, kind });
    }

    fn add_role(&mut self, text: &str, span: TextRange) {
        let known = self.roles.iter().any(|role| role.text.eq_ignore_ascii_case(text) || role.span == span);
        if !known && !text.is_empty() {
            self.roles.push(Role { text: text.to_owned(), span });
        }
    }

    pub fn finish(self, id: EntityId) -> Entity {
        let guess =
            if self.parts.len() > 1 || self.trail.subject { EntityKind::Person } else { EntityKind::Organization };
        Entity { id, name: self.name, kind: self.kind.unwrap_or(guess), roles: self.roles, mentions: self.mentions }
    }
}

/// The entities that names show, and which of them each name mention is.
pub(super) struct NamedEntities {
    pub entities: Vec<Gathered>,
    /// By the index of the mention.
    pub by_mention: HashMap<usize, usize>,
}

/// Clusters the names of a document. Full names first, so that a surname finds its person wherever that is introduced;
/// a name of a place counts only if `speaks` says that it is a source.
pub(super) fn cluster_names(
    document: &Document,
    mentions: &[LocatedMention<'_>],
    speaks: impl Fn(usize) -> bool,
) -> NamedEntities {
    let names = mentions.iter().enumerate().filter_map(|(index, mention)| match &mention.raw.form {
        Form::Name(name) if name.kind != NameKind::Place || speaks(index) => Some((index, mention, name)),
        _ => None,
    });
    let names: Vec<(usize, &LocatedMention<'_>, &Name)> = names.collect();
    let mut found = NamedEntities { entities: Vec::new(), by_mention: HashMap::new() };
    let mut by_last_part: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_any_part: HashMap<String, Vec<usize>> = HashMap::new();
    let full =
        |tentative: bool| names.iter().filter(move |(_, _, name)| name.parts.len() > 1 && name.tentative == tentative);
    for (index, _, name) in full(false).chain(full(true)) {
        let key = significant_last(&name.parts).to_lowercase();
        let known = by_last_part.get(&key).into_iter().flatten();
        let same = known.copied().find(|&entity| is_same_full_name(&found.entities[entity].parts, &name.parts));
        if same.is_none() && name.tentative {
            continue;
        }
        let entity = same.unwrap_or_else(|| {
            found.entities.push(Gathered::default());
            let new = found.entities.len() - 1;
            by_last_part.entry(key).or_default().push(new);
            for part in short_forms(name) {
                by_any_part.entry(part.to_lowercase()).or_default().push(new);
            }
            if let Some(acronym) = acronym(&name.parts) {
                by_any_part.entry(acronym.to_lowercase()).or_default().push(new);
            }
            new
        });
        let gathered = &mut found.entities[entity];
        if name.parts.len() > gathered.parts.len() {
            gathered.parts = name.parts.clone();
        }
        found.by_mention.insert(*index, entity);
    }
    let mut last_seen: HashMap<usize, usize> = HashMap::new();
    for (index, mention, name) in &names {
        if name.tentative && name.parts.len() > 1 && !found.by_mention.contains_key(index) {
            continue;
        }
        if let Some(entity) = found.by_mention.get(index).copied() {
            last_seen.insert(entity, *index);
        } else {
            let key = name.parts.concat().to_lowercase();
            let fits = |entity: &usize| can_be(&found.entities[*entity], name);
            let surname = |entity: &usize| significant_last(&found.entities[*entity].parts).to_lowercase() == key;
            let known = by_any_part.get(&key).into_iter().flatten().copied().filter(fits);
            let best =
                known.max_by_key(|entity| (surname(entity), last_seen.get(entity).copied(), usize::MAX - entity));
            if best.is_none() && name.tentative {
                continue;
            }
            let entity = best.unwrap_or_else(|| {
                found.entities.push(Gathered { parts: name.parts.clone(), ..Gathered::default() });
                by_any_part.entry(key).or_default().push(found.entities.len() - 1);
                found.entities.len() - 1
            });
            found.by_mention.insert(*index, entity);
            last_seen.insert(entity, *index);
        }
        let entity = found.by_mention[index];
        note_name(&mut found.entities[entity], document, mention, name);
    }
    found
}

/// Gathers what a name mention tells of its entity.
fn note_name(entity: &mut Gathered, document: &Document, mention: &LocatedMention<'_>, name: &Name) {
    let paragraph = &document.paragraphs[mention.paragraph];
    let text = |range: TextRange| paragraph.text().get(range.start..range.end).unwrap_or_default();
    if name.parts.len() >= entity.parts.len() && entity.name.len() < name.range.len() {
        entity.name = text(name.range).to_owned();
    }
    for role in [name.title_range, name.role].into_iter().flatten() {
        let has_role = name.title.is_some() || name.title_range != Some(role) || !name.role_heads.is_empty();
        if has_role {
            entity.add_role(text(role).trim_end_matches(','), paragraph.to_source(role));
        }
    }
    entity.gender = entity.gender.or(name.gender);
    for head in name.role_heads.iter().copied() {
        if !entity.heads.contains(&head) {
            entity.heads.push(head);
        }
    }
    let kind = match name.kind {
        NameKind::Person => Some(EntityKind::Person),
        NameKind::Organization | NameKind::Place => Some(EntityKind::Organization),
        NameKind::Unknown => None,
    };
    if kind == Some(EntityKind::Person) || entity.kind.is_none() {
        entity.kind = kind.or(entity.kind);
    }
}

/// Whether a single name can be an entity's: its kind and its gender don't speak against it.
fn can_be(entity: &Gathered, name: &Name) -> bool {
    let gender = name.gender.is_none() || entity.gender.is_none() || name.gender == entity.gender;
    let kind = name.kind != NameKind::Person || entity.kind != Some(EntityKind::Organization);
    gender && kind
}

/// What the bearer of a full name is called by later: a person by the first or the last part, suffixes aside; a company
/// by what stands before its kind ("Weber" for the Weber Group), other institutions by their acronyms only.
fn short_forms(name: &Name) -> Vec<&str> {
    let parts = &name.parts;
    let first = parts.first().map(String::as_str).unwrap_or_default();
    let last = significant_last(parts);
    let company = parts.last().is_some_and(|last| lexicon::is_used_as(&last.to_lowercase(), WordUse::COMPANY_KIND));
    match name.kind {
        NameKind::Organization | NameKind::Place if company => vec![first],
        NameKind::Organization | NameKind::Place => Vec::new(),
        _ if first == last => vec![last],
        _ => vec![first, last],
    }
}

/// The last part of a name that is no suffix: "King" of "Martin Luther King Jr."
fn significant_last(parts: &[String]) -> &str {
    let is_suffix = |part: &&String| lexicon::is_used_as(&part.to_lowercase(), WordUse::NAME_SUFFIX);
    parts.iter().rev().find(|part| !is_suffix(part)).map(String::as_str).unwrap_or_default()
}

/// "HRW" for Human Rights Watch.
fn acronym(parts: &[String]) -> Option<String> {
    let initials: String = parts.iter().filter_map(|part| part.chars().next()).filter(|c| c.is_uppercase()).collect();
    (initials.chars().count() >= 3).then_some(initials)
}

/// Whether two full names with the same last part are one's: equal, or alike but for middle names and initials.
fn is_same_full_name(a: &[String], b: &[String]) -> bool {
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    if a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)) {
        return true;
    }
    match (a.first(), b.first()) {
        (Some(first_a), Some(first_b)) => {
            let initial = |short: &str, long: &str| {
                short.chars().filter(|c| *c != '.').count() == 1 && long.chars().next() == short.chars().next()
            };
            same(first_a, first_b) || initial(first_a, first_b) || initial(first_b, first_a)
        }
        _ => false,
    }
}

/// A new entity for a nominal that refers to nobody known.
pub(super) fn from_nominal(text: &str, nominal: &NominalPhrase) -> Gathered {
    let kind = match nominal.kind {
        NominalKind::Person => EntityKind::Person,
        NominalKind::Group => EntityKind::Group,
        NominalKind::Organization => EntityKind::Organization,
        NominalKind::Document => EntityKind::Document,
    };
    Gathered {
        name: text.to_owned(),
        kind: Some(kind),
        gender: nominal.gender,
        heads: vec![nominal.head],
        ..Gathered::default()
    }
}
