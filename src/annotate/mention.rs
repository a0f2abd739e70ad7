//! Mentions in one paragraph: names, nominals and pronouns that can refer to somebody who speaks.

mod apposition;
mod known_name;
mod name;
mod neighbour;
mod nominal;
mod predicate;
mod pronoun;
mod view;

use std::borrow::Cow;
use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::{AddAssign, Range};
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::lexicon::{Function, Gender, NominalKind};
use crate::model::{MentionClass, Reading};
use crate::text::TextRange;

use super::annotation::MentionKind;
use super::known::{KnownName, KnownSource};
use super::words::Words;
pub(super) use neighbour::Neighbour;
use view::View;

/// A mention in bytes of its paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawMention {
    /// Title included ("President Xi"); for a nominal without what follows its head.
    pub range: TextRange,
    /// Its head word.
    pub head: TextRange,
    pub form: Form,
    /// How its head looks to the rankers.
    pub view: View,
    /// A hash of all else, but for where it stands: whatever is alike has the same.
    pub fingerprint: u64,
    /// The same of what a name says alone; 0 if it is none.
    pub says: u64,
    /// What it is in its sentence.
    pub slot: Slot,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// Whether it begins its sentence.
    pub opens: bool,
    /// Whether it only says whose the role of the name after it is: "Greenpeace" of "Greenpeace campaigner Ana Lima".
    pub introduces: bool,
    /// What stands before and after it.
    pub around: [Neighbour; 2],
    /// The noun phrase that says what it is: "a lawyer" after "Xi was".
    pub predicate: Option<TextRange>,
    /// The same with what belongs to its noun: "a lawyer with the port".
    pub said_role: Option<TextRange>,
}

/// What a mention is in its sentence, as far as the words around it tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// A verb follows it.
    Subject,
    /// "Xi's", "her".
    Possessive,
    /// A preposition stands before it.
    AfterPreposition,
    /// Anything else: mostly an object.
    #[default]
    Other,
}

impl RawMention {
    /// Its form.
    pub fn kind(&self) -> MentionKind {
        match self.form {
            Form::Name(_) => MentionKind::Name,
            Form::Nominal(_) => MentionKind::Nominal,
            Form::Pronoun(_) => MentionKind::Pronoun,
        }
    }

    /// Sets the hash; `text` is its paragraph.
    fn print(&mut self, text: &str) {
        let mut hasher = FixedState::default().build_hasher();
        match &self.form {
            Form::Name(name) => {
                self.says = name.fingerprint();
                self.says.hash(&mut hasher);
            }
            Form::Nominal(phrase) => (phrase, text.get(self.range.start..self.range.end)).hash(&mut hasher),
            Form::Pronoun(pronoun) => pronoun.hash(&mut hasher),
        }
        (self.kind(), self.slot, self.quoted, self.opens, self.introduces, self.around).hash(&mut hasher);
        self.fingerprint = hasher.finish();
    }

    /// Whether it is a possessive: "Xi's", "her".
    pub fn possessive(&self) -> bool {
        self.slot == Slot::Possessive
    }
}

/// What a mention's words tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// A name.
    Name(Box<Name>),
    /// A noun phrase with a noun as its head.
    Nominal(NominalPhrase),
    /// A pronoun.
    Pronoun(Pronoun),
}

/// What a name's words tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Name {
    /// Its words without titles.
    pub parts: Vec<String>,
    /// The same as they are compared.
    pub folded: Vec<String>,
    /// Where those stand, in bytes of the paragraph.
    pub range: TextRange,
    /// The title's head in lower case: "president"; no honorifics.
    pub title: Option<String>,
    /// "Mr.", "Lady": what is no role in itself.
    pub honorific: Option<String>,
    /// Its words with that before them.
    pub called: Arc<str>,
    /// The gender that its first word suggests, if people have that as a first name.
    pub first_name: Option<Option<Gender>>,
    /// The words before the name that say a role: "President", "rights lawyer".
    pub title_range: Option<TextRange>,
    /// What an apposition or a relative clause after it says.
    pub role: Option<TextRange>,
    /// The noun phrase that such an apposition begins with: "a lawyer".
    pub apposition: Option<TextRange>,
    /// The nouns in its roles, in the singular.
    pub role_heads: Vec<&'static str>,
    pub gender: Option<Gender>,
    pub kind: NameKind,
    /// What it seems to be where it stands.
    pub seems: Seems,
    /// Whether "the" stands before it.
    pub article: bool,
    /// Whether the words around it show that it is a company's.
    pub firm: Firm,
    /// Whether it is a name only if another mention shows it to be one.
    pub tentative: bool,
    /// The known source whose name it is.
    pub known: Option<Arc<KnownSource>>,
}

impl Name {
    /// A hash of what it says, but for where that stands and what it seems to be there.
    fn fingerprint(&self) -> u64 {
        let Self { parts, title, honorific, role_heads, gender, kind, article, firm, tentative, known, .. } = self;
        let known = known.as_ref().map(|source| &source.name);
        let all = (parts, title, honorific, role_heads, gender, kind, article, firm, tentative, known);
        FixedState::default().hash_one(all)
    }
}

/// How likely something is a person, an organization, or something else that has a name; each from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Seems {
    pub person: f32,
    pub organization: f32,
    pub other: f32,
}

/// What a name's words show it to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum NameKind {
    /// A title, an honorific or a role says so.
    Person,
    /// A word in it or an article before it says so.
    Organization,
    Place,
    #[default]
    Unknown,
}

/// Whether the words around a name show that it is a company's, which may be called as its founder is: "Ford".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Firm {
    #[default]
    Unknown,
    /// "Ford said it would close": a company's if the text shows that there is one of the name.
    Hinted,
    /// "shares in Ford"
    Shown,
}

impl Seems {
    /// The share of it that speaks for a person, for an organization and for anything else, if anything does at all.
    pub fn shares(self) -> Option<[f32; 3]> {
        let all = self.person + self.organization + self.other;
        (all > 0.0).then(|| [self.person / all, self.organization / all, self.other / all])
    }
}

impl AddAssign for Seems {
    fn add_assign(&mut self, other: Self) {
        self.person += other.person;
        self.organization += other.organization;
        self.other += other.other;
    }
}

/// What a nominal's words tell.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(super) struct NominalPhrase {
    /// Its head, in the singular as far as that is known, in lower case.
    pub head: Cow<'static, str>,
    pub kind: NominalKind,
    pub gender: Option<Gender>,
    pub plural: bool,
    /// Whether it refers to something known: "the", "this", "his".
    pub definite: bool,
    /// What it begins with.
    pub determiner: Determiner,
    /// Whether words before its head, other than a determiner, narrow it: "foreign diplomats".
    pub modified: bool,
    /// Whether it hardly is somebody where it stands: "the source" of a river.
    pub doubtful: bool,
}

/// What a nominal begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Determiner {
    /// "a", "some", or nothing.
    #[default]
    None,
    The,
    /// "this", "those"
    Demonstrative,
    /// "his", "Xi's"
    Possessive,
}

impl Determiner {
    /// How many there are.
    pub const COUNT: usize = 4;
}

/// Person of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Person {
    First,
    Second,
    Third,
}

/// What a pronoun tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pronoun {
    pub person: Person,
    pub plural: bool,
    pub gender: Option<Gender>,
    /// "who", "which": its antecedent stands right before it.
    pub relative: bool,
}

/// The mentions of a paragraph, by their start; of two that start together the longer first. `known` is where it names
/// known sources.
pub(super) fn find(words: &Words<'_>, reading: &Reading, known: Vec<KnownName>, heading: bool) -> Vec<RawMention> {
    let mut names = name::find(words, reading, known, heading);
    let (mut mentions, mut predicates) = nominal::find(words, reading, &names, heading);
    let loose = predicate::loose(words, &predicates);
    predicates.extend(loose);
    let roles = names.iter().enumerate().filter_map(|(index, name)| Some((name.role()?, index)));
    let roles: Vec<(TextRange, usize)> = roles.collect();
    mentions.retain(|mention| {
        let before = roles.partition_point(|(role, _)| role.start <= mention.range.start);
        let Some((role, name)) = roles[..before].last().filter(|(role, _)| role.covers(mention.range)) else {
            return true;
        };
        let singular = matches!(&mention.form, Form::Nominal(phrase) if !phrase.plural);
        if let (true, Form::Name(name)) =
            (singular && role.start == mention.range.start, &mut names[*name].mention.form)
        {
            name.apposition = Some(mention.range);
        }
        false
    });
    name::mark_introducing(words, &mut names);
    for found in &mut names {
        let apposition = apposition::find(words, found);
        if let Form::Name(name) = &mut found.mention.form {
            name.apposition = name.apposition.or(apposition);
        }
    }
    mentions.extend(pronoun::find(words));
    mentions.extend(names.into_iter().map(|found| found.mention));
    mentions.sort_by_key(|mention| (mention.range.start, usize::MAX - mention.range.end));
    predicate::attach(&mut mentions, predicates);
    for mention in &mut mentions {
        let head = words.words.partition_point(|word| word.range.end < mention.head.end);
        mention.view = View::new(reading.view(head));
        mention.print(words.text);
    }
    // they are kept as long as the paragraph is
    mentions.shrink_to_fit();
    mentions
}

/// What a name of some words seems to be.
fn seems(reading: &Reading, words: Range<usize>) -> Seems {
    let of = |class: MentionClass| words.clone().map(|word| reading.likelihood(word, class)).sum::<f32>();
    let (person, organization, other) =
        (of(MentionClass::PersonName), of(MentionClass::OrganizationName), of(MentionClass::OtherName));
    let all = (person + organization + other).max(f32::EPSILON);
    Seems { person: person / all, organization: organization / all, other: other / all }
}

/// A mention of some words.
fn mention(words: &Words<'_>, covered: Range<usize>, possessive: bool, form: Form) -> RawMention {
    let before = covered.start.checked_sub(1).and_then(|before| words.get(before));
    let slot = match before {
        _ if possessive => Slot::Possessive,
        _ if is_subject(words, covered.end) => Slot::Subject,
        Some(word) if word.function.contains(Function::PREPOSITION) => Slot::AfterPreposition,
        _ => Slot::Other,
    };
    let first = words.get(covered.start);
    let after = words.get(covered.end);
    let head = covered.end.saturating_sub(1)..covered.end;
    RawMention {
        range: words.range(covered),
        head: words.range(head),
        form,
        view: View::default(),
        fingerprint: 0,
        says: 0,
        slot,
        quoted: first.is_some_and(|word| word.quote.is_some()),
        around: [Neighbour::of(before), Neighbour::of(after)],
        opens: first.is_some_and(|word| word.begins_sentence),
        introduces: false,
        predicate: None,
        said_role: None,
    }
}

/// Whether a verb comes after the word before `end`, so that what ends there is probably its subject.
fn is_subject(words: &Words<'_>, end: usize) -> bool {
    let quote = end.checked_sub(1).and_then(|last| words.get(last)).and_then(|word| word.quote);
    let mut next = end;
    while let Some(word) = words.get(next) {
        if !word.function.contains(Function::ADVERB) {
            return word.quote == quote && (word.is_finite_verb() || word.cue.is_some());
        }
        next += 1;
    }
    false
}
