//! Rules about quotations: who says them, and their marks.

mod ambiguous_speaker;
mod attribute;
mod close;
mod late_attribution;
mod pronoun_source;
mod scare_quote;
mod speaker_switch;
mod stale_attribution;
mod unattributed_quote;
mod unbalanced_quote;
mod unresolved_speaker;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    ambiguous_speaker::RULE,
    late_attribution::RULE,
    scare_quote::RULE,
    speaker_switch::RULE,
    stale_attribution::RULE,
    unattributed_quote::RULE,
    unbalanced_quote::RULE,
    unresolved_speaker::RULE,
];
