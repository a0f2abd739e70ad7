//! Rules about quotations: who says them, and their marks.

mod unattributed_quote;
mod unbalanced_quote;
mod unresolved_speaker;

pub(super) use unattributed_quote::RULE as UNATTRIBUTED_QUOTE;
pub(super) use unbalanced_quote::RULE as UNBALANCED_QUOTE;
pub(super) use unresolved_speaker::RULE as UNRESOLVED_SPEAKER;
