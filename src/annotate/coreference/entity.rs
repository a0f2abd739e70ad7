//! Entities while they are gathered, and which names are the same one's.

use std::collections::HashMap;

use crate::lexicon::{self, Gender, NominalKind, WordUse};
use crate::text::{Document, TextRange};

use crate::annotate::annotation::{Entity, EntityId, EntityKind, Mention, MentionKind, Role, Spelling};
use crate::annotate::located::LocatedMention;
use crate::annotate::mention::{Form, Name, NameKind, Neighbour, NominalPhrase, Slot};

use super::features::CLASSES;

/// An entity while its mentions are gathered.
#[derive(Clone, Debug, Default)]
pub(in crate::annotate) struct Gathered {
    /// The words of its fullest name; empty if it has none.
    pub parts: Vec<String>,
    /// What it is called: its fullest name, or its first nominal.
    pub name: String,
    /// `None` as long as nothing shows it.
    pub kind: Option<EntityKind>,
    /// What words say: "Mrs", "spokeswoman".
    pub gender: Option<Gender>,
    /// What its first name suggests; never shown.
    pub likely_gender: Option<Gender>,
    /// Whether its first name is one that people have.
    pub likely_person: bool,
    /// How many pronouns of either gender refer to it.
    pub votes: [usize; 2],
    /// "Mr." or the like, as it stands before its name first.
    pub honorific: Option<String>,
    /// What its names are, honorifics included, with how often each is used; in the order of the text.
    pub forms: Vec<(String, usize)>,
    /// The nouns that its roles say it is, in the singular.
    pub heads: Vec<&'static str>,
    pub roles: Vec<Role>,
    /// How else its name is spelled.
    pub spellings: Vec<Spelling>,
    pub mentions: Vec<Mention>,
    pub trail: Trail,
    /// The same outside quotation marks.
    pub narrative: Trail,
    /// The sentence in which each class of pronouns last referred to it.
    pub pronouns: [Option<usize>; CLASSES],
    /// The paragraph in which it last was a source.
    pub spoke_in: Option<usize>,
    /// The paragraph in which a quotation last named it.
    pub called_in: Option<usize>,
}

/// How many times oftener than its full name a form must be used to be what somebody is called.
const OFTENER: usize = 8;
/// The same for a surname alone, which newspapers use for everybody.
const OFTENER_THAN_SURNAME: usize = 50;

/// Where an entity was last seen: what makes it a likely antecedent.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::annotate) struct Trail {
    /// Its last mention.
    pub index: usize,
    pub sentence: usize,
    pub paragraph: usize,
    /// What that is, or another in the same sentence if that is a subject.
    pub slot: Slot,
    pub form: Option<MentionKind>,
    pub opens: bool,
    pub quoted: bool,
    pub in_heading: bool,
    /// What stands before and after it.
    pub around: [Neighbour; 2],
    /// The attribution in whose content it stands.
    pub said_in: Option<usize>,
    /// The sentence in which it last was a source.
    pub spoke: Option<usize>,
    /// How many mentions were seen.
    pub seen: usize,
}

impl Trail {
    fn see(&mut self, mention: &LocatedMention<'_>, index: usize, speaks: bool, said_in: Option<usize>) {
        let same = self.seen > 0 && self.sentence == mention.sentence;
        if !(same && self.slot == Slot::Subject) {
            self.slot = if speaks { Slot::Subject } else { mention.raw.slot };
            self.around = mention.raw.around;
        }
        self.opens = mention.raw.opens || (same && self.opens);
        self.index = index;
        self.sentence = mention.sentence;
        self.paragraph = mention.paragraph;
        self.form = Some(mention.raw.kind());
        self.quoted = mention.raw.quoted;
        self.in_heading = mention.in_heading;
        self.said_in = said_in;
        self.seen += 1;
        if speaks {
            self.spoke = Some(mention.sentence);
        }
    }
}

impl Gathered {
    /// Notes that it was mentioned.
    pub fn see(&mut self, mention: &LocatedMention<'_>, index: usize, speaks: bool, said_in: Option<usize>) {
        self.trail.see(mention, index, speaks, said_in);
        if !mention.raw.quoted {
            self.narrative.see(mention, index, speaks, said_in);
        } else if matches!(mention.raw.form, Form::Name(_)) {
            self.called_in = Some(mention.paragraph);
        }
        if speaks {
            self.spoke_in = Some(mention.paragraph);
        }
        self.mentions.push(Mention { span: mention.span, kind: mention.raw.kind() });
    }

    /// Where it was last seen as far as that matters to a mention inside or outside quotation marks.
    pub fn trail_for(&self, quoted: bool) -> &Trail {
        if quoted || self.narrative.seen == 0 { &self.trail } else { &self.narrative }
    }

    /// Notes that a pronoun of a class refers to it.
    pub fn see_pronoun(&mut self, class: usize, sentence: usize, gender: Option<Gender>) {
        self.pronouns[class] = Some(sentence);
        match gender {
            Some(Gender::Masculine) => self.votes[0] += 1,
            Some(Gender::Feminine) => self.votes[1] += 1,
            None => return,
        }
        self.kind = self.kind.or(Some(EntityKind::Person));
    }

    /// The gender of most of the pronouns that refer to it.
    pub fn voted(&self) -> Option<Gender> {
        match self.votes {
            [he, she] if he > 2 * she => Some(Gender::Masculine),
            [he, she] if she > 2 * he => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// The fullest name, without its titles; with the honorific if it is never named otherwise ("Mr. Darcy"), or mostly
    /// and from the first.
    fn canonical_name(&self) -> String {
        let belongs = |honorific: &str| matches!(honorific.trim_end_matches('.'), "Sir" | "Dame" | "Lord" | "Lady");
        if let Some(honorific) = &self.honorific {
            let courteous = self.forms.iter().filter(|(form, _)| form.starts_with(honorific.as_str()));
            let mostly = || {
                2 * courteous.map(|(_, count)| count).sum::<usize>() >= self.forms.iter().map(|(_, count)| count).sum()
            };
            if belongs(honorific) || (self.parts.len() == 1 && mostly()) {
                return format!("{honorific} {}", self.name);
            }
        }
        let full = self.parts.join(" ");
        let count =
            |form: &str| self.forms.iter().filter(|(other, _)| other.ends_with(form)).map(|(_, count)| count).sum();
        let full_count: usize = count(&full);
        let usual = self.forms.iter().filter(|(form, _)| !form.ends_with(&full)).max_by_key(|(_, count)| *count);
        let introduced = self.forms.first().is_some_and(|(form, _)| form.ends_with(&full));
        let surname = |form: &str| self.parts.len() > 1 && form == significant_last(&self.parts);
        match usual {
            Some((form, count)) if !introduced && !self.parts.is_empty() => {
                let times = if surname(form) { OFTENER_THAN_SURNAME } else { OFTENER };
                if *count >= times * full_count { form.clone() } else { self.name.clone() }
            }
            _ => self.name.clone(),
        }
    }

    fn add_form(&mut self, form: String) {
        match self.forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, count)) => *count += 1,
            None => self.forms.push((form, 1)),
        }
    }

    fn add_role(&mut self, text: &str, span: TextRange) {
        let known = self.roles.iter().any(|role| role.text.eq_ignore_ascii_case(text) || role.span == span);
        if !known && !text.is_empty() {
            self.roles.push(Role { text: text.to_owned(), span });
        }
    }

    pub fn finish(self, id: EntityId) -> Entity {
        let guess = if self.parts.len() > 1 || self.likely_person || self.trail.slot == Slot::Subject {
            EntityKind::Person
        } else {
            EntityKind::Organization
        };
        let name = self.canonical_name();
        let kind = self.kind.unwrap_or(guess);
        Entity { id, name, kind, roles: self.roles, spellings: self.spellings, mentions: self.mentions }
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
    let others = relatives(&names, &found);
    let mut last_seen: HashMap<usize, usize> = HashMap::new();
    for (index, mention, name) in &names {
        if name.tentative && name.parts.len() > 1 && !found.by_mention.contains_key(index) {
            continue;
        }
        if let Some(entity) = found.by_mention.get(index).copied() {
            last_seen.insert(entity, *index);
        } else {
            let key = name.parts.concat().to_lowercase();
            let own = name.honorific.as_deref().and_then(|honorific| others.get(&(courtesy(honorific)?, key.clone())));
            let fits = |entity: &usize| can_be(&found.entities[*entity], name);
            let surname = |entity: &usize| significant_last(&found.entities[*entity].parts).to_lowercase() == key;
            let known = by_any_part.get(&key).into_iter().flatten().copied().filter(fits);
            let known = known.filter(|entity| !own.is_some_and(|own| own.contains(entity)));
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

/// "Mr" and "Mrs" in one spelling.
fn courtesy(honorific: &str) -> Option<&'static str> {
    match honorific.trim_end_matches('.') {
        "Mr" => Some("mr"),
        "Mrs" => Some("mrs"),
        _ => None,
    }
}

/// For "Mr Emerson" and the like the bearers of a full name with that surname who are somebody else, a relative: if he is
/// mentioned before them, and they are called by their first name, or "Mr George Emerson".
fn relatives(
    names: &[(usize, &LocatedMention<'_>, &Name)],
    found: &NamedEntities,
) -> HashMap<(&'static str, String), Vec<usize>> {
    let mut first_full: HashMap<usize, usize> = HashMap::new();
    let mut with_courtesy: HashMap<(usize, &str), usize> = HashMap::new();
    let mut first_alone: HashMap<String, usize> = HashMap::new();
    let mut surnames: HashMap<(&'static str, String), (usize, usize)> = HashMap::new();
    for (index, mention, name) in names {
        let courtesy = name.honorific.as_deref().and_then(courtesy);
        match (found.by_mention.get(index), &name.parts[..], courtesy) {
            (Some(entity), [_, _, ..], _) => {
                first_full.entry(*entity).or_insert(*index);
                if let Some(courtesy) = courtesy {
                    *with_courtesy.entry((*entity, courtesy)).or_default() += 1;
                }
            }
            (None, [surname], Some(courtesy)) => {
                surnames.entry((courtesy, surname.to_lowercase())).or_insert((*index, 0)).1 += 1;
            }
            (None, [first], None) if !mention.raw.quoted => *first_alone.entry(first.to_lowercase()).or_default() += 1,
            _ => {}
        }
    }
    let mut others: HashMap<(&'static str, String), Vec<usize>> = HashMap::new();
    for ((courtesy, surname), (first, count)) in surnames {
        for (entity, full) in &first_full {
            let parts = &found.entities[*entity].parts;
            if significant_last(parts).to_lowercase() != surname {
                continue;
            }
            // a man called by his surname alone has a wife with "Mrs"
            let called = first_alone.get(&surname).copied().unwrap_or_default();
            if courtesy == "mrs" && called.min(count) >= RELATIVE {
                others.entry((courtesy, surname.clone())).or_default().push(*entity);
            }
            if *full < first {
                continue;
            }
            let by_first_name = parts.first().and_then(|part| first_alone.get(&part.to_lowercase())).copied();
            let both = with_courtesy.get(&(*entity, courtesy)).copied().unwrap_or_default();
            if (by_first_name.unwrap_or_default() >= RELATIVE && count >= RELATIVE) || (both > 0 && count > both) {
                others.entry((courtesy, surname.clone())).or_default().push(*entity);
            }
        }
    }
    others
}

/// How often both forms must be used to be two people's.
const RELATIVE: usize = 3;

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
    let honorific = name.honorific.iter().map(String::as_str);
    entity.add_form(honorific.chain(name.parts.iter().map(String::as_str)).collect::<Vec<_>>().join(" "));
    if entity.honorific.is_none() {
        entity.honorific.clone_from(&name.honorific);
    }
    if let Some(suggested) = name.parts.first().and_then(|first| lexicon::first_name(&first.to_lowercase()))
        && !matches!(name.kind, NameKind::Organization | NameKind::Place)
    {
        entity.likely_person = true;
        entity.likely_gender = entity.likely_gender.or(suggested);
    }
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
