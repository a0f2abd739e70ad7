//! A project's list of known sources: the file `sources.toml`.

use std::sync::Arc;

use super::toml_file::{Mistake, Placed, Table, read_toml};
use crate::annotate::{KnownSource, KnownSources, ListedAs, Pronouns};

/// What the file is called.
pub const SOURCES_FILE: &str = "sources.toml";

/// A list of known sources as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceList {
    /// Those whose entries can be used.
    pub sources: Arc<KnownSources>,
    /// What is wrong with the others, in text order.
    pub mistakes: Vec<Mistake>,
}

impl SourceList {
    /// Reads a list from the text of its file. A mistake costs the value that it is in; an entry without a name is left out.
    pub fn read(text: &str) -> Self {
        let (sources, mistakes) = read_toml(text, |root| {
            let mut sources = KnownSources::default();
            root.tables("person", |entry| {
                let pronouns = Pronouns::ALL.map(|pronouns| (pronouns.word(), pronouns));
                let pronouns = entry.choice("pronouns", &pronouns).map(|pronouns| pronouns.value);
                take_entry(entry, ListedAs::Person(pronouns), &mut sources);
            });
            root.tables("organization", |entry| take_entry(entry, ListedAs::Organization, &mut sources));
            sources
        });
        Self { sources: Arc::new(sources), mistakes }
    }
}

fn take_entry(entry: &mut Table<'_, '_>, listed_as: ListedAs, sources: &mut KnownSources) {
    let name = entry.required_string("name");
    let aliases = entry.strings("aliases");
    let roles = entry.strings("roles").into_iter().map(|role| role.value).collect();
    let Some(name) = name.filter(|name| is_free(entry, name, sources)) else { return };
    let aliases = aliases.into_iter().filter(|alias| is_free(entry, alias, sources)).map(|alias| alias.value).collect();
    sources.add(KnownSource { name: name.value, listed_as, aliases, roles });
}

/// Whether a name can be somebody's and is nobody else's; notes a mistake if not.
fn is_free(entry: &mut Table<'_, '_>, name: &Placed<String>, sources: &KnownSources) -> bool {
    if !name.value.chars().any(char::is_alphanumeric) {
        entry.mistake(name.span, "a name has letters");
        return false;
    }
    let owner = sources.owner(&name.value).map(|owner| format!("already a name of {}", owner.name));
    let free = owner.is_none();
    if let Some(message) = owner {
        entry.mistake(name.span, message);
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[(&str, Option<&str>)], mistakes: &[(&str, &str)]) {
        let list = SourceList::read(text);
        for (name, owner) in names {
            assert_eq!(list.sources.owner(name).map(|source| source.name.as_str()), *owner, "{name}");
        }
        let found = list.mistakes.iter().map(|mistake| (&text[mistake.span], mistake.message.as_str()));
        assert_eq!(found.collect::<Vec<_>>(), mistakes);
    }

    #[test]
    fn an_entry_is_read_as_it_is_written() {
        let text = "[[person]]\nname = 'Maya Wang'\naliases = ['Wang Songlian']\nroles = ['China director', 'lawyer']\n\
                    pronouns = 'she'\n[[organization]]\nname = 'Human Rights Watch'\naliases = ['HRW']\n";
        check(text, &[("Wang Songlian", Some("Maya Wang")), ("HRW", Some("Human Rights Watch"))], &[]);
        let list = SourceList::read(text);
        let wang = list.sources.owner("Maya Wang").unwrap();
        assert_eq!(wang.listed_as, ListedAs::Person(Some(Pronouns::She)));
        assert_eq!(wang.roles, ["China director", "lawyer"]);
        assert_eq!(list.sources.owner("HRW").unwrap().listed_as, ListedAs::Organization);
    }

    #[test]
    fn a_mistake_costs_no_more_than_it_must() {
        let text = "[[person]]\nnmae = 'Bo Li'\n[[person]]\nname = 'Ann Reed'\npronouns = 'shee'\nage = 3\n\
                    [[organisation]]\nname = 'Open Rights'\n[[organization]]\nname = 'Reed Group'\npronouns = 'they'\n";
        check(
            text,
            &[
                ("Bo Li", None),
                ("Ann Reed", Some("Ann Reed")),
                ("Open Rights", None),
                ("Reed Group", Some("Reed Group")),
            ],
            &[
                ("[[person]]", "missing `name`"),
                ("nmae", "unknown key `nmae`: did you mean `name`?"),
                ("'shee'", "unknown value \"shee\": did you mean \"she\"?"),
                ("age", "unknown key `age`"),
                ("organisation", "unknown key `organisation`: did you mean `organization`?"),
                ("pronouns", "unknown key `pronouns`"),
            ],
        );
    }

    #[test]
    fn the_documented_list_is_a_list() {
        let page = include_str!("../../docs/sources.md");
        let (_, list) = page.split_once("```toml\n").unwrap();
        let (list, _) = list.split_once("```").unwrap();
        check(list, &[("Wang Songlian", Some("Maya Wang")), ("HRW", Some("Human Rights Watch"))], &[]);
        assert!(page.contains(SOURCES_FILE));
    }

    #[test]
    fn no_name_is_two_entries() {
        let text = "[[person]]\nname = 'Ann Reed'\naliases = ['Reed']\n[[person]]\nname = 'ann reed'\n[[organization]]\n\
                    name = 'Reed Group'\naliases = ['The Reed', '—', 'RG']\n";
        check(
            text,
            &[("Reed", Some("Ann Reed")), ("RG", Some("Reed Group"))],
            &[
                ("'ann reed'", "already a name of Ann Reed"),
                ("'The Reed'", "already a name of Ann Reed"),
                ("'—'", "a name has letters"),
            ],
        );
    }
}
