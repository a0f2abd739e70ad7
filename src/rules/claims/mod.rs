//! Rules about assertions that want a source. Of several that fit a sentence one reports it, the most specific.

mod agentless_passive;
mod double_hedge;
mod mind_reading;
mod open_claim;
mod puffery;
mod sourceless_hearsay;
mod study;
mod to_do;
mod unnamed_study;
mod unsourced_accusation;
mod unsourced_judgement;
mod unsourced_prediction;
mod unsourced_statistic;

#[cfg(test)]
mod tests;

pub(super) use open_claim::is_somebodys_view;
pub(super) use study::is_unnamed as is_unnamed_study;
pub(super) use to_do::has_mark;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    agentless_passive::RULE,
    double_hedge::RULE,
    mind_reading::RULE,
    puffery::RULE,
    sourceless_hearsay::RULE,
    unnamed_study::RULE,
    unsourced_accusation::RULE,
    unsourced_judgement::RULE,
    unsourced_prediction::RULE,
    unsourced_statistic::RULE,
];
