//! Rules about quotations: who says them, and their marks.

mod unattributed_quote;
mod unbalanced_quote;
mod unresolved_speaker;

use super::Rule;

pub(super) const RULES: &[Rule] = &[unattributed_quote::RULE, unbalanced_quote::RULE, unresolved_speaker::RULE];
