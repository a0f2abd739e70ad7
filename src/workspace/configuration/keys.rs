//! The keys of `sayso.toml`: their names, what they mean, what may stand there. The reader, the schema and the tests of
//! the documentation take them from here.

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) name: &'static str,
    /// What it is for, in a sentence or two.
    pub(super) description: &'static str,
    pub(super) shape: Shape,
}

/// What may stand under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The name of a profile.
    Profile,
    /// A table of rules and their severities.
    Rules,
    /// An array of strings.
    Strings,
    /// What a house thinks of sources without a name.
    Anonymity,
    /// A path.
    Path,
    /// A number of bytes.
    Bytes,
    /// Yes or no; no if nothing is said.
    Flag,
    /// Tables with keys of their own.
    Overrides,
}

pub(super) const PROFILE: Key = Key {
    name: "profile",
    description: "What kind of text it is; it decides which rules apply, and how much their findings matter.",
    shape: Shape::Profile,
};
pub(super) const RULES: Key = Key {
    name: "rules",
    description: "How much each rule's findings matter, whatever the profile says.",
    shape: Shape::Rules,
};
pub(super) const LOADED_VERBS: Key = Key {
    name: "loaded-verbs",
    description: "Verbs, in their base form, that count as loaded beside those that sayso knows.",
    shape: Shape::Strings,
};
pub(super) const ALLOWED_GROUPS: Key = Key {
    name: "allowed-groups",
    description: "Vague groups that may be named as sources, such as \"officials\".",
    shape: Shape::Strings,
};
pub(super) const ANONYMITY: Key = Key {
    name: "anonymity",
    description: "Whether sources without a name may be used: where the text says why they have none, always, or never.",
    shape: Shape::Anonymity,
};
pub(super) const SOURCES: Key = Key {
    name: "sources",
    description: "The file that lists the people whom the project knows, from the folder of sayso.toml.",
    shape: Shape::Path,
};
pub(super) const MAX_FILE_SIZE: Key = Key {
    name: "max-file-size",
    description: "How many bytes a document may have to be looked at in an editor.",
    shape: Shape::Bytes,
};
pub(super) const CODE_LENS: Key = Key {
    name: "code-lens",
    description: "Whether editors show above the text how much is quoted in it, and how often each speaker is.",
    shape: Shape::Flag,
};
pub(super) const OVERRIDES: Key = Key {
    name: "overrides",
    description: "What is set for some documents only. Later ones come after earlier ones.",
    shape: Shape::Overrides,
};
pub(super) const FILES: Key = Key {
    name: "files",
    description: "Patterns for the paths of the documents, from the folder of sayso.toml. One without a slash fits in every folder.",
    shape: Shape::Strings,
};

/// What can be set for all documents and for some.
pub(super) const CHOICES: [Key; 5] = [PROFILE, RULES, LOADED_VERBS, ALLOWED_GROUPS, ANONYMITY];
/// What can be set once.
pub(super) const PROJECT: [Key; 4] = [SOURCES, MAX_FILE_SIZE, CODE_LENS, OVERRIDES];

/// All keys at the outermost level.
pub(super) fn all() -> impl Iterator<Item = Key> {
    CHOICES.into_iter().chain(PROJECT)
}
