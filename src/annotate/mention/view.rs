//! How a mention looks to the rankers.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::model::TokenView;

/// The view of a mention's head, with a hash of it: whatever is alike has the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::annotate) struct View {
    head: TokenView,
    fingerprint: u64,
}

impl View {
    pub fn new(head: TokenView) -> Self {
        let fingerprint = FixedState::default().hash_one(&head);
        Self { head, fingerprint }
    }

    pub fn head(&self) -> &TokenView {
        &self.head
    }

    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}
