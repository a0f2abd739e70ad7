//! How much findings matter, and what decides that: the kind of text, and who configures it.

/// How much a finding matters, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A judgement call, shown faintly.
    Hint,
    /// Worth knowing.
    Information,
    /// Wants mending.
    Warning,
    /// Certainly wrong.
    Error,
}

/// What kind of text it is, which decides what rules ask of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// News and reports.
    #[default]
    News,
    /// Essays and opinion: the writer's judgement is what the reader came for.
    Essay,
    /// Encyclopedia articles.
    Wiki,
    /// Stories: only quotations are looked at.
    Fiction,
    /// Scholarly writing.
    Academic,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 5] = [Self::News, Self::Essay, Self::Wiki, Self::Fiction, Self::Academic];

    /// Its name, as configuration has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Essay => "essay",
            Self::Wiki => "wiki",
            Self::Fiction => "fiction",
            Self::Academic => "academic",
        }
    }

    /// The profile with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }
}

impl Severity {
    /// All severities, least first.
    pub const ALL: [Self; 4] = [Self::Hint, Self::Information, Self::Warning, Self::Error];

    /// Its name, as configuration has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// How much a rule's findings matter by profile, where nobody configures it; `None`: not reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defaults([Option<Severity>; Profile::ALL.len()]);

impl Defaults {
    /// The same in every profile.
    pub(super) const fn everywhere(severity: Severity) -> Self {
        Self([Some(severity); Profile::ALL.len()])
    }

    /// The same in every profile but fiction, where it is not reported.
    pub(super) const fn but_in_fiction(severity: Severity) -> Self {
        Self::everywhere(severity).except(Profile::Fiction, None)
    }

    /// The same, but for a profile.
    pub(super) const fn except(mut self, profile: Profile, severity: Option<Severity>) -> Self {
        self.0[profile as usize] = severity;
        self
    }

    /// How much the findings matter in a profile.
    pub fn of(&self, profile: Profile) -> Option<Severity> {
        self.0.get(profile as usize).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_differ_where_they_are_told_to() {
        let defaults = Defaults::but_in_fiction(Severity::Hint).except(Profile::Wiki, Some(Severity::Warning));
        let severities = Profile::ALL.map(|profile| defaults.of(profile));
        let hint = Some(Severity::Hint);
        assert_eq!(severities, [hint, hint, Some(Severity::Warning), None, hint]);
    }

    #[test]
    fn names_are_read_back() {
        assert!(Profile::ALL.into_iter().all(|profile| Profile::named(profile.name()) == Some(profile)));
        assert!(Severity::ALL.into_iter().all(|severity| Severity::named(severity.name()) == Some(severity)));
        assert_eq!(Profile::named("News"), None);
    }
}
