//! What a user may set about the rules. Where it comes from is not known here.

use std::collections::{BTreeMap, BTreeSet};

use super::{Profile, Rule, Severity};

/// How the rules are to judge one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// What kind of text it is.
    pub profile: Profile,
    /// Whether it is of that kind even if its front matter names another.
    pub profile_is_final: bool,
    /// Rules, by name, whose findings matter more or less than by default; `None`: not reported.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// Verbs, in lower case and in their base form, that count as loaded beside those of the list.
    pub loaded_verbs: BTreeSet<String>,
    /// Vague groups, in lower case, that may be named as sources here: "officials".
    pub allowed_groups: BTreeSet<String>,
    /// Whether sources without a name may be used at all.
    pub anonymity: Anonymity,
}

/// What a house thinks of sources without a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anonymity {
    /// They may be used where the text says why they are not named.
    #[default]
    Explained,
    /// They may be used.
    Allowed,
    /// They may not be used.
    Forbidden,
}

impl Anonymity {
    /// All that a house may think.
    pub const ALL: [Self; 3] = [Self::Explained, Self::Allowed, Self::Forbidden];

    /// Its name, as configuration has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Explained => "explained",
            Self::Allowed => "allowed",
            Self::Forbidden => "forbidden",
        }
    }
}

impl Settings {
    /// How much a rule's findings matter; `None`: not reported.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.chosen_severity(rule).unwrap_or_else(|| rule.defaults.of(self.profile))
    }

    /// What the user chose for a rule, if anything.
    pub(super) fn chosen_severity(&self, rule: &Rule) -> Option<Option<Severity>> {
        self.severities.get(rule.name).copied()
    }
}
