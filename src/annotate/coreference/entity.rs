//! Entities while they are gathered.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::mem::take;
use std::sync::Arc;

use smallvec::{SmallVec, smallvec};

use crate::lexicon::{self, Gender, NominalKind, WordClass, WordUse};
use crate::text::{Document, TextRange, on_one_line, shown};

use crate::annotate::annotation::{Entity, EntityId, EntityKind, Mention, MentionKind, Role, Spelling};
use crate::annotate::known::{KnownSource, Pronouns};
use crate::annotate::located::LocatedMention;
use crate::annotate::mention::{Form, Name, NameKind, Neighbour, NominalPhrase, Seems, Slot};

use super::features::CLASSES;

/// An entity while its mentions are gathered.
#[derive(Clone, Debug, Default)]
pub(in crate::annotate) struct Gathered {
    /// The known source that it is.
    pub known: Option<Arc<KnownSource>>,
    /// The words of its fullest name; empty if it has none.
    pub parts: Arc<[String]>,
    /// What it is called: its fullest name, or its first nominal.
    pub name: String,
    /// `None` as long as nothing shows it.
    pub kind: Option<EntityKind>,
    /// What words say: "Mrs", "spokeswoman".
    pub gender: Option<Gender>,
    /// What a pronoun shows that can mean nobody else.
    pub shown_gender: Option<Gender>,
    /// What its first name suggests; never shown.
    pub likely_gender: Option<Gender>,
    /// Whether its first name is one that people have.
    pub likely_person: bool,
    /// How many of its names have "the" before them.
    pub articles: usize,
    /// What its names seem to be, summed over them.
    pub seems: Seems,
    /// How many pronouns of either gender refer to it.
    pub votes: [usize; 2],
    /// "Mr." or the like, as it stands before its name first.
    pub honorific: Option<String>,
    /// What its names are, honorifics included, with how often each is used; in the order of the text.
    pub forms: SmallVec<[(Arc<str>, usize); 1]>,
    /// The nouns that its roles say it is, in the singular.
    pub heads: SmallVec<[Cow<'static, str>; 1]>,
    /// How many of them it is looked up by already.
    pub heads_known: usize,
    pub roles: Vec<Role>,
    /// How else its name is spelled.
    pub spellings: Vec<Spelling>,
    pub mentions: SmallVec<[Mention; 1]>,
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

/// How likely a name must be a thing's; how likely if an article or a word in it makes it look like an organization's.
const THING: f32 = 0.4;
const THING_DESPITE_ARTICLE: f32 = 0.6;

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
    /// Notes which known source it is: what is listed is not to be shown by the text any more.
    pub fn recognize(&mut self, source: &Arc<KnownSource>) {
        self.known = Some(Arc::clone(source));
        self.kind = Some(source.kind());
        self.likely_person = source.kind() == EntityKind::Person;
        self.gender = self.listed_pronouns().and_then(Pronouns::gender);
        self.heads = source.role_heads().into_iter().map(Cow::Borrowed).collect();
    }

    /// The pronouns that are listed for it.
    pub fn listed_pronouns(&self) -> Option<Pronouns> {
        self.known.as_ref().and_then(|source| source.pronouns())
    }

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
        self.mentions.extend(mention.says_what());
    }

    /// Where it was last seen as far as that matters to a mention inside or outside quotation marks.
    pub fn trail_for(&self, quoted: bool) -> &Trail {
        if quoted || self.narrative.seen == 0 { &self.trail } else { &self.narrative }
    }

    /// Whether it probably is a person, as far as its names tell.
    pub fn is_like_a_person(&self) -> bool {
        self.likely_person || self.seems.shares().is_some_and(|[person, ..]| person > 0.5)
    }

    /// Whether it is a person, or nothing says what it is and it probably is one.
    pub fn is_person(&self) -> bool {
        self.kind == Some(EntityKind::Person) || self.kind.is_none() && self.is_like_a_person()
    }

    /// Whether it has names, nothing says that it is somebody, and they seem to be of a place, an event or a thing.
    pub fn is_like_a_thing(&self) -> bool {
        let known = || matches!(&self.parts[..], [only] if lexicon::is_known_organization(only));
        let unknown = matches!(self.kind, None | Some(EntityKind::Organization))
            && !known()
            && self.trail.spoke.is_none()
            && self.known.is_none();
        let limit = if self.kind.is_none() { THING } else { THING_DESPITE_ARTICLE };
        unknown && !self.likely_person && self.seems.shares().is_some_and(|[.., other]| other > limit)
    }

    /// Whether a noun with these words before it may mean what is so called: it has the words in its name or its roles, or the
    /// bare noun as a role.
    pub fn may_be_called(&self, narrowing: &[&str], noun: &str) -> bool {
        let roles = || self.roles.iter().flat_map(|role| role.text.split_whitespace());
        let own = || roles().chain(self.parts.iter().map(String::as_str));
        let described = |word: &&str| own().any(|own| own.eq_ignore_ascii_case(word));
        narrowing.iter().all(described) || self.roles.iter().any(|role| role.text.eq_ignore_ascii_case(noun))
    }

    /// Whether nothing is known of it but a name of one word.
    pub fn is_plain(&self) -> bool {
        let unknown = self.known.is_none() && self.honorific.is_none();
        unknown && self.parts.len() == 1 && self.heads.is_empty() && self.roles.is_empty()
    }

    /// Hashes all of it that resolving depends on before it begins.
    pub fn hash_standing(&self, state: &mut impl Hasher) {
        let Self { known, parts, kind, gender, shown_gender, .. } = self;
        let Self { likely_gender, likely_person, votes, honorific, heads, roles, .. } = self;
        known.as_ref().map(|source| &source.name).hash(state);
        (parts, kind, gender, shown_gender, likely_gender, likely_person, votes, honorific, heads).hash(state);
        roles.iter().for_each(|role| role.text.hash(state));
        let seems = self.seems.shares().map(|[person, organization, other]| {
            let most = [person >= organization.max(other), organization >= other];
            (most, person > 0.5, other > THING, other > THING_DESPITE_ARTICLE)
        });
        seems.hash(state);
        self.is_called_as_a_child().hash(state);
    }

    /// Notes that a pronoun of a class refers to it.
    pub fn see_pronoun(&mut self, class: usize, sentence: usize, gender: Option<Gender>) {
        self.pronouns[class] = Some(sentence);
        if let Some(gender) = gender {
            self.vote(gender);
            self.kind = self.kind.or(Some(EntityKind::Person));
        }
    }

    /// Counts a pronoun of a gender that refers to it, or seems to.
    pub fn vote(&mut self, gender: Gender) {
        match gender {
            Gender::Masculine => self.votes[0] += 1,
            Gender::Feminine => self.votes[1] += 1,
        }
    }

    /// The gender of most of the pronouns that refer to it.
    pub fn voted(&self) -> Option<Gender> {
        match self.votes {
            [he, she] if he > 2 * she => Some(Gender::Masculine),
            [he, she] if she > 2 * he => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// Whether it is never called otherwise, nor with an honorific or an article.
    fn has_one_name(&self) -> bool {
        let is_name = |form: &(Arc<str>, usize)| *form.0 == *self.name;
        let always = self.forms.len() <= 1 && self.articles == 0 && self.forms.iter().all(is_name);
        self.honorific.is_none() && (self.parts.is_empty() || always)
    }

    /// The fullest name, without its titles; with the honorific if it is never named otherwise ("Mr. Darcy"), or mostly
    /// and from the first.
    fn canonical_name(&self) -> Cow<'_, str> {
        let belongs = |honorific: &str| matches!(honorific.trim_end_matches('.'), "Sir" | "Dame" | "Lord" | "Lady");
        let full = match &self.parts[..] {
            [only] => Cow::Borrowed(only.as_str()),
            parts => Cow::Owned(parts.join(" ")),
        };
        let count =
            |form: &str| self.forms.iter().filter(|(other, _)| other.ends_with(form)).map(|(_, count)| count).sum();
        let full_count: usize = count(&full);
        let introduced = self.forms.first().is_some_and(|(form, _)| form.ends_with(&*full));
        let usual = self.forms.iter().filter(|(form, _)| !form.ends_with(&*full)).max_by_key(|(_, count)| *count);
        let surname = |form: &str| self.parts.len() > 1 && form == significant_last(&self.parts);
        let first_name = |part: &String| lexicon::first_name(&part.to_lowercase()).is_some();
        let usual = usual.filter(|(form, count)| {
            let person = self.is_like_a_person() && self.articles == 0;
            let times = if surname(form) && (person || self.parts.first().is_some_and(first_name)) {
                OFTENER_THAN_SURNAME
            } else {
                OFTENER
            };
            !introduced && !self.parts.is_empty() && *count >= times * full_count
        });
        if let Some(honorific) = &self.honorific {
            let courteous = |form: &str| form.starts_with(honorific.as_str());
            let times = |form: &&(Arc<str>, usize)| courteous(&form.0);
            let mostly = || {
                let all: usize = self.forms.iter().map(|(_, count)| count).sum();
                2 * self.forms.iter().filter(times).map(|(_, count)| count).sum::<usize>() >= all
            };
            if belongs(honorific) || (self.parts.len() == 1 && mostly()) {
                return match usual {
                    Some((form, _)) if courteous(form) => Cow::Borrowed(&**form),
                    _ if courteous(&self.name) => Cow::Borrowed(&self.name),
                    _ => format!("{honorific} {}", self.name).into(),
                };
            }
        }
        // "the Hatter"
        let all: usize = self.forms.iter().map(|(_, count)| count).sum();
        if self.parts.len() == 1 && 2 * self.articles > all && self.is_like_a_person() {
            return format!("the {}", self.name).into();
        }
        Cow::Borrowed(usual.map_or(&self.name, |(form, _)| form))
    }

    fn add_form(&mut self, form: &Arc<str>) {
        match self.forms.iter_mut().find(|(known, _)| known == form) {
            Some((_, count)) => *count += 1,
            None => self.forms.push((Arc::clone(form), 1)),
        }
    }

    /// Notes what the text says it is.
    pub fn add_role(&mut self, text: &str, span: TextRange) {
        let known = self.roles.iter().any(|role| role.text.eq_ignore_ascii_case(text) || role.span == span);
        if !known && !text.is_empty() {
            // hardly any has two
            self.roles.reserve_exact(1);
            self.roles.push(Role { text: shown(text), span });
        }
    }

    /// The entity with all that was gathered of it, which it takes.
    pub fn finish(&mut self, id: EntityId) -> Entity {
        let guess = match self.seems.shares() {
            Some([person, organization, _]) if !self.likely_person && organization > person => EntityKind::Organization,
            Some(_) => EntityKind::Person,
            None if self.parts.len() > 1 || self.likely_person => EntityKind::Person,
            None => EntityKind::Organization,
        };
        let name = match &self.known {
            Some(source) => source.name.clone(),
            None if self.has_one_name() => shown(take(&mut self.name)),
            None => shown(self.canonical_name()),
        };
        let kind = self.kind.unwrap_or(guess);
        let (known, roles) = (self.known.take(), take(&mut self.roles));
        let (spellings, mentions) = (take(&mut self.spellings), take(&mut self.mentions));
        Entity { id, name, kind, known, roles, spellings, mentions }
    }
}

/// Whether a name's word is a common noun and no name's that is known: "Tower".
pub(super) fn is_noun(word: &str) -> bool {
    !lexicon::word_class(word).contains(WordClass::PROPER)
        && lexicon::word_class(&word.to_lowercase()).contains(WordClass::NOUN)
}

/// The last part of a name that is no suffix: "King" of "Martin Luther King Jr."
pub(super) fn significant_last(parts: &[String]) -> &str {
    let is_suffix = |part: &&String| lexicon::is_used_as(&part.to_lowercase(), WordUse::NAME_SUFFIX);
    parts.iter().rev().find(|part| !is_suffix(part)).map(String::as_str).unwrap_or_default()
}

/// Gathers what a name mention tells of its entity.
pub(super) fn note_name(entity: &mut Gathered, document: &Document, mention: &LocatedMention<'_>, name: &Name) {
    let paragraph = &document.paragraphs[mention.paragraph];
    let text = |range: TextRange| paragraph.text().get(range.start..range.end).unwrap_or_default();
    if entity.name.is_empty() && *name.parts == *entity.parts {
        entity.name = on_one_line(text(name.range));
    }
    for role in [name.title_range, name.role, mention.raw.said_role].into_iter().flatten() {
        let has_role = name.title.is_some() || name.title_range != Some(role) || !name.role_heads.is_empty();
        if has_role {
            entity.add_role(text(role).trim_end_matches(','), paragraph.to_source(role));
        }
    }
    // "the harbour pilot Ada Lund"
    let noun_before = name.title_range.filter(|role| name.title.is_none() && role.end <= mention.raw.range.start);
    for phrase in [name.apposition, noun_before].into_iter().flatten() {
        entity.mentions.push(Mention { span: paragraph.to_source(phrase), kind: MentionKind::Nominal });
    }
    entity.seems += name.seems;
    entity.articles += usize::from(name.article);
    if entity.listed_pronouns().is_none() {
        entity.gender = entity.gender.or(name.gender);
    }
    entity.add_form(&name.called);
    if entity.honorific.is_none() {
        entity.honorific.clone_from(&name.honorific);
    }
    if (!entity.likely_person || entity.likely_gender.is_none())
        && !matches!(name.kind, NameKind::Organization | NameKind::Place)
        && entity.known.is_none()
        && let Some(suggested) = name.first_name
    {
        entity.likely_person = true;
        entity.likely_gender = entity.likely_gender.or(suggested);
    }
    for head in name.role_heads.iter().copied() {
        if !entity.heads.iter().any(|known| known == head) {
            entity.heads.push(Cow::Borrowed(head));
        }
    }
    let kind = match name.kind {
        _ if entity.known.is_some() => entity.kind,
        NameKind::Person => Some(EntityKind::Person),
        // "the Marsh campaign" makes no company of Ada Marsh
        NameKind::Organization | NameKind::Place if name.parts.len() < entity.parts.len() && entity.likely_person => {
            None
        }
        NameKind::Organization | NameKind::Place => Some(EntityKind::Organization),
        NameKind::Unknown => None,
    };
    if kind == Some(EntityKind::Person) || entity.kind.is_none() {
        entity.kind = kind.or(entity.kind);
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
        heads: smallvec![nominal.head.clone()],
        ..Gathered::default()
    }
}
