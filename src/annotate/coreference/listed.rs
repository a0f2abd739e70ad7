//! Whom a role means that a project lists: "the harbour master" of a text that says of nobody else to be that.

use foldhash::{HashMap, HashMapExt};

use crate::annotate::mention::{Determiner, Form, NominalPhrase};
use crate::lexicon::NominalKind;

use super::cluster::NamedEntities;
use super::entity::Gathered;
use super::{Resolver, Scene};

/// The known people whom nouns mean by their roles, by the nouns' mentions. Such as the text doesn't name become entities.
pub(super) fn find(scene: &Scene<'_>, named: &mut NamedEntities) -> HashMap<usize, usize> {
    let mut found = HashMap::new();
    if !scene.sources.has_roles() {
        return found;
    }
    let mut known: HashMap<String, Option<usize>> = HashMap::new();
    for (index, mention) in scene.mentions.iter().enumerate() {
        let Form::Nominal(phrase) = &mention.raw.form else { continue };
        if phrase.determiner != Determiner::The || phrase.plural || phrase.kind != NominalKind::Person {
            continue;
        }
        let text = scene.document.paragraphs[mention.paragraph].text();
        let Some((noun, after)) =
            text.get(mention.raw.range.start..).and_then(|it| it.split_at_checked(mention.raw.range.len()))
        else {
            continue;
        };
        let role = noun.split_whitespace().skip(1).collect::<Vec<_>>().join(" ").to_lowercase();
        let Some(source) = scene.sources.bearer(&role, after) else { continue };
        let entity = *known.entry(role).or_insert_with_key(|role| {
            let own = |entity: &Gathered| entity.known.as_ref() == Some(source);
            if named.entities.iter().any(|entity| !own(entity) && is_called(entity, phrase, role)) {
                return None;
            }
            Some(named.entities.iter().position(own).unwrap_or_else(|| {
                let parts = source.name.split_whitespace().map(str::to_owned).collect();
                let mut gathered = Gathered { name: source.name.clone(), parts, ..Gathered::default() };
                gathered.recognize(source);
                named.entities.push(gathered);
                named.entities.len() - 1
            }))
        });
        if let Some(entity) = entity {
            found.insert(index, entity);
        }
    }
    found
}

/// Whether the text says of somebody whom it names to be what a noun says.
fn is_called(entity: &Gathered, phrase: &NominalPhrase, role: &str) -> bool {
    entity.heads.contains(&phrase.head) || entity.roles.iter().any(|known| known.text.to_lowercase().contains(role))
}

impl Resolver<'_> {
    /// Whom a role means that is listed, unless somebody without a name was called so before.
    pub(super) fn listed(&self, index: usize, phrase: &NominalPhrase) -> Option<usize> {
        let listed = *self.listed.get(&index)?;
        let mut called = self.by_head.get(&*phrase.head).into_iter().flatten();
        called.all(|other| *other == listed || self.entities[*other].trail.seen == 0).then_some(listed)
    }
}
