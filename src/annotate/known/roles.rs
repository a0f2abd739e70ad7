//! The roles that a project lists for people, and who alone has each.

use std::sync::Arc;

use foldhash::HashMap;

use crate::lexicon::{self, Function};

use super::{KnownSource, ListedAs};

/// By a role's words in small letters, without an article: who has it, or `None` if several do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(HashMap<String, Option<Bearer>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Bearer {
    source: Arc<KnownSource>,
    /// What the role goes on with: "at human rights watch".
    with: String,
}

impl Roles {
    /// Adds a person's roles.
    pub fn add(&mut self, source: &Arc<KnownSource>) {
        if !matches!(source.listed_as, ListedAs::Person(_)) {
            return;
        }
        for role in &source.roles {
            let role = role.to_lowercase();
            let words: Vec<&str> = role.split_whitespace().skip_while(|word| is_article(word)).collect();
            let ends = |word: &str| lexicon::function(word).contains(Function::PREPOSITION);
            let (noun, with) = words.split_at(words.iter().position(|word| ends(word)).unwrap_or(words.len()));
            // "the harbour master" is "Saltby harbour master", but "the master" need not be
            for start in (0..noun.len()).filter(|start| *start == 0 || start + 1 < noun.len()) {
                let bearer = Bearer { source: Arc::clone(source), with: with.join(" ") };
                let known = self.0.entry(noun[start..].join(" ")).or_insert_with(|| Some(bearer.clone()));
                if known.as_ref().is_some_and(|known| known.source != bearer.source) {
                    *known = None;
                }
            }
        }
    }

    /// Whether nobody's role is listed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The only one who has a role; what is written after it must not say that it is another's.
    pub fn bearer(&self, role: &str, after: &str) -> Option<&Arc<KnownSource>> {
        let Bearer { source, with } = self.0.get(role)?.as_ref()?;
        let is_same = || !with.is_empty() && after.trim_start().to_lowercase().starts_with(with.as_str());
        (!is_narrowed(after) || is_same()).then_some(source)
    }
}

/// Whether a noun goes on with where somebody is what it says: "of the port", "at Greenpeace", but not "at a meeting".
fn is_narrowed(after: &str) -> bool {
    let Some(after) = after.strip_prefix(' ') else { return false };
    let mut words = after.split_whitespace();
    match words.next() {
        Some("of") => true,
        Some("at" | "for" | "with" | "from" | "in") => {
            words.find(|word| !is_article(word)).is_some_and(|word| word.starts_with(char::is_uppercase))
        }
        _ => false,
    }
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, roles: &[&str]) -> Arc<KnownSource> {
        let roles = roles.iter().map(|role| (*role).to_owned()).collect();
        Arc::new(KnownSource { name: name.to_owned(), listed_as: ListedAs::Person(None), aliases: Vec::new(), roles })
    }

    #[test]
    fn a_role_is_whose_alone_it_is() {
        let mut roles = Roles::default();
        roles.add(&person("Eva Cole", &["Saltby harbour master", "the pilot"]));
        roles.add(&person("Maya Wang", &["China director at Human Rights Watch", "lawyer"]));
        roles.add(&person("Bo Li", &["Lawyer for the port"]));
        let bearer = |role, after| roles.bearer(role, after).map(|source| source.name.as_str());
        assert_eq!(bearer("harbour master", " said"), Some("Eva Cole"));
        assert_eq!(bearer("saltby harbour master", ", who left"), Some("Eva Cole"));
        assert_eq!(bearer("pilot", " at a meeting"), Some("Eva Cole"));
        assert_eq!(bearer("pilot", " of the ship"), None);
        assert_eq!(bearer("pilot", " from Hull"), None);
        assert_eq!(bearer("china director", " at Human Rights Watch"), Some("Maya Wang"));
        assert_eq!(bearer("china director", " at Greenpeace"), None);
        assert_eq!(bearer("director", " said"), None, "there are many directors");
        assert_eq!(bearer("lawyer", " said"), None, "there are two");
    }
}
