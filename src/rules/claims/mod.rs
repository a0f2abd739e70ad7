//! Rules about assertions that want a source.

mod unattributed_claim;

use super::Rule;

pub(super) const RULES: &[Rule] = &[unattributed_claim::RULE];
