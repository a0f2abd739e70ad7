//! What rankers said of choices: nothing is ranked anew in a version of a text that was ranked in one shortly before.

use std::hash::{Hash, Hasher};

use foldhash::HashMap;

use crate::annotate::located::LocatedMention;

use super::choice::Decision;
use super::wide_hash::{WideHash, wide_hash};

/// How likely each candidate of a choice is, in their order, and that it is none of them.
pub(super) type Likelihoods = (Vec<f32>, f32);

/// The rankings of the last versions of a text.
///
/// A version asks for few of them where all else is as before, and the next may ask for all again.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Rankings {
    before: HashMap<WideHash, Likelihoods>,
    now: HashMap<WideHash, Likelihoods>,
    /// How many this version has asked for.
    asked: usize,
    /// How many one has asked for at most.
    most_asked: usize,
}

impl Rankings {
    /// Begins with another version. What was not asked for while as many others were as a version may ask for is forgotten.
    pub fn begin(&mut self) {
        self.most_asked = self.most_asked.max(self.asked);
        self.asked = 0;
        if self.now.len() >= self.most_asked {
            self.before = std::mem::take(&mut self.now);
            self.now.reserve(self.before.len());
        }
    }

    /// How likely the candidates of a choice are; `rank` tells if that isn't known.
    pub(super) fn of(
        &mut self,
        decision: &Decision,
        mentions: &[LocatedMention<'_>],
        rank: impl FnOnce() -> Likelihoods,
    ) -> &Likelihoods {
        self.asked += 1;
        let Self { before, now, .. } = self;
        let key = key(decision, mentions);
        now.entry(key).or_insert_with(|| before.remove(&key).unwrap_or_else(rank))
    }
}

fn key(decision: &Decision, mentions: &[LocatedMention<'_>]) -> WideHash {
    wide_hash(|hasher| {
        let look = |mention: Option<usize>| {
            mention.and_then(|index| mentions.get(index)).map_or(0, |mention| mention.raw.view.fingerprint())
        };
        decision.kind.hash(hasher);
        for candidate in &decision.candidates {
            candidate.rows.rows().hash(hasher);
            hasher.write_u64(look(candidate.mention));
        }
        decision.none.rows().hash(hasher);
        hasher.write_u64(look(decision.mention));
    })
}
