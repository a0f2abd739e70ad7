//! Nouns that say whose somebody is: "his wife", "Ada's mother". One person has one wife, and the same one is meant each
//! time.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};

use crate::annotate::mention::{Determiner, Form, NominalPhrase};
use crate::lexicon::{self, NominalKind, WordUse};

use super::Scene;
use super::entity::Gathered;
use super::family::Families;
use super::relatives::courtesy;
use super::spelling::fold;

/// Who was last meant by a noun of somebody's, by the owner and the noun.
#[derive(Debug, Default)]
pub(super) struct Relations {
    known: HashMap<(usize, String), usize>,
    /// Whom each "Mr Lind" and "Mrs Lind" is married to, and whether that is the wife.
    married: HashMap<usize, (usize, bool)>,
    families: Families,
}

impl Relations {
    /// None but marriages and parents, which the names of a text show.
    pub fn new(entities: &[Gathered]) -> Self {
        let mut couples: HashMap<String, [Vec<usize>; 2]> = HashMap::new();
        for (index, entity) in entities.iter().enumerate() {
            let courtesy = entity.honorific.as_deref().and_then(courtesy);
            if let ([surname], Some(courtesy)) = (&entity.parts[..], courtesy) {
                couples.entry(fold(surname)).or_default()[usize::from(courtesy == "mrs")].push(index);
            }
        }
        let mut married = HashMap::new();
        for couple in couples.values() {
            if let [[husband], [wife]] = couple.each_ref().map(Vec::as_slice) {
                married.extend([(*husband, (*wife, true)), (*wife, (*husband, false))]);
            }
        }
        Self { known: HashMap::new(), married, families: Families::new(entities) }
    }

    /// Who is meant by a noun of somebody's, if that is known.
    pub fn find(&self, owner: usize, noun: &str) -> Option<usize> {
        let married = || self.married.get(&owner).copied();
        // "his lady", but not hers
        let wife =
            |(_, is_wife): &(usize, bool)| lexicon::is_used_as(noun, WordUse::SPOUSE) || noun == "lady" && *is_wife;
        let spouse = || married().filter(wife).map(|(spouse, _)| spouse);
        let parent = || self.families.parent(owner, noun);
        self.known.get(&(owner, noun.to_owned())).copied().or_else(spouse).or_else(parent)
    }

    /// Who "her mother" is that speaks, if nobody knows whose mother: the mother of the only couple.
    pub fn only_parent(&self, noun: &str) -> Option<usize> {
        self.families.only_parent(noun)
    }

    /// Notes who is meant.
    pub fn note(&mut self, owner: usize, noun: &str, entity: usize) {
        self.known.insert((owner, noun.to_owned()), entity);
    }
}

/// The mention of whose somebody is, for a noun for one person that begins with it: the name or the pronoun.
pub(super) fn owner(scene: &Scene<'_>, index: usize, phrase: &NominalPhrase) -> Option<usize> {
    if phrase.determiner != Determiner::Possessive
        || phrase.plural
        || phrase.modified && !is_chain(scene, index)
        || phrase.kind != NominalKind::Person
    {
        return None;
    }
    let noun = &scene.mentions[index];
    let next = index + 1;
    // "my brother's wife": me
    let next = match &scene.mentions.get(next)?.raw.form {
        Form::Nominal(inner) if phrase.modified && !inner.plural && inner.determiner == Determiner::Possessive => {
            next + 1
        }
        _ => next,
    };
    let owner = scene.mentions.get(next)?;
    let begins = owner.span.start == noun.span.start && noun.span.covers(owner.span);
    let singular = match &owner.raw.form {
        Form::Pronoun(pronoun) => !pronoun.plural,
        Form::Name(_) => true,
        Form::Nominal(_) => false,
    };
    (begins && singular).then_some(next)
}

/// Whether a noun is somebody's relative's: "my brother's wife".
fn is_chain(scene: &Scene<'_>, index: usize) -> bool {
    let (noun, inner) = (&scene.mentions[index], scene.mentions.get(index + 1));
    inner.is_some_and(|inner| {
        let text = scene.document.paragraphs[noun.paragraph].text();
        let rest = text.get(inner.raw.range.end..noun.raw.range.end).unwrap_or_default();
        let words = rest.split_whitespace().filter(|word| !matches!(*word, "'s" | "’s")).count();
        let related =
            matches!(&inner.raw.form, Form::Nominal(inner) if inner.kind == NominalKind::Person && !inner.modified);
        related && inner.raw.possessive() && words == 1 && inner.span.start == noun.span.start
    })
}

/// What a noun is to its owner, as its words tell: "wife", "brother's wife".
pub(super) fn relation<'a>(scene: &Scene<'a>, index: usize, phrase: &'a NominalPhrase) -> Cow<'a, str> {
    if !phrase.modified {
        return Cow::Borrowed(&phrase.head);
    }
    let noun = &scene.mentions[index];
    let text = scene.document.paragraphs[noun.paragraph].text();
    let words = text.get(noun.raw.range.start..noun.raw.range.end).unwrap_or_default();
    let after = words.split_once(' ').map_or(words, |(_, after)| after);
    Cow::Owned(after.replace('’', "'").replace(" '", "'").to_lowercase())
}

/// Whose relative a name says that it is, and what: "my brother Robert".
pub(super) fn named_relative(scene: &Scene<'_>, index: usize) -> Option<(usize, String)> {
    let name = &scene.mentions[index];
    let owner = index.checked_sub(1)?;
    let before = &scene.mentions[owner];
    let owns = matches!(before.raw.form, Form::Pronoun(pronoun) if !pronoun.plural) && before.raw.possessive();
    // hardly a name comes after "my": only then it is looked at
    let Form::Name(form) = &name.raw.form else { return None };
    if !owns || before.paragraph != name.paragraph {
        return None;
    }
    let title = form.title_range?;
    let text = scene.document.paragraphs[name.paragraph].text();
    let adjacent = text.get(before.raw.range.end..title.start)?.trim().is_empty();
    let noun = text.get(title.start..title.end)?.trim().to_lowercase();
    (adjacent && !noun.contains(' ')).then_some((owner, noun))
}
