//! What the tagger says of a token.

/// What a token is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// What signals that somebody says something.
    Cue,
    /// Who says it.
    Source(Direction),
    /// What is said.
    Content(Direction),
}

/// Where the cue stands that a source or content goes with: the nearest one on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Before it.
    Left,
    /// After it.
    Right,
}

/// A token's label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// Part of nothing.
    Outside,
    /// The first token of a part.
    Begin(Role),
    /// A later token of the part that the token before it belongs to.
    Inside(Role),
}

const ROLES: [Role; 5] = [
    Role::Cue,
    Role::Source(Direction::Left),
    Role::Source(Direction::Right),
    Role::Content(Direction::Left),
    Role::Content(Direction::Right),
];

impl Label {
    /// How many labels there are.
    pub const COUNT: usize = 1 + 2 * ROLES.len();

    /// The label of a number; the order is that of `training/attribution/tokens.py`.
    pub(super) fn from_index(index: usize) -> Self {
        let Some(at) = index.checked_sub(1) else { return Self::Outside };
        match ROLES.get(at / 2) {
            Some(role) if at.is_multiple_of(2) => Self::Begin(*role),
            Some(role) => Self::Inside(*role),
            None => Self::Outside,
        }
    }

    /// Whether it can stand after `before`, or first in a paragraph if there is none.
    pub(super) fn can_follow(self, before: Option<Self>) -> bool {
        match self {
            Self::Inside(role) => {
                matches!(before, Some(Self::Begin(other) | Self::Inside(other)) if other == role)
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_order() {
        let labels: Vec<Label> = (0..Label::COUNT).map(Label::from_index).collect();
        assert_eq!(labels[0], Label::Outside);
        assert_eq!(labels[1], Label::Begin(Role::Cue));
        assert_eq!(labels[10], Label::Inside(Role::Content(Direction::Right)));
        assert!(labels[2].can_follow(Some(labels[1])));
        assert!(!labels[2].can_follow(None));
        assert!(!labels[2].can_follow(Some(labels[3])));
    }
}
