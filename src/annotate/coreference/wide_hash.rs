//! Hashes under which what was found in one version of a text is looked up in the next.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::{FixedState, FoldHasher};

/// A hash of so many bits that no two that differ are met with under one.
pub(super) type WideHash = u128;

/// The hash of what `feed` writes.
pub(super) fn wide_hash(feed: impl Fn(&mut FoldHasher<'_>)) -> WideHash {
    let half = |seed: u64| {
        let mut hasher = FixedState::with_seed(seed).build_hasher();
        feed(&mut hasher);
        u128::from(hasher.finish())
    };
    half(1) << 64 | half(2)
}
