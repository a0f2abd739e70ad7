//! Rules about the people who speak: how the text introduces and names them.

mod bare_first_mention;
mod inconsistent_name;
mod introduction;
mod missing_role;

use super::Rule;

pub(super) const RULES: &[Rule] = &[bare_first_mention::RULE, inconsistent_name::RULE, missing_role::RULE];
