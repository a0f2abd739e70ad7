//! Rules about assertions that want a source.

mod unattributed_claim;

pub(super) use unattributed_claim::RULE as UNATTRIBUTED_CLAIM;
