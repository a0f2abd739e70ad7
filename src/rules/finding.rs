//! What rules report, and how it can be mended.

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

use crate::text::TextRange;

use super::Severity;

/// How many of a rule's findings get fixes that take a look at the whole text each.
pub(super) const MOST_WITH_FIXES: usize = 200;

/// What a rule reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, in kebab case.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where, in bytes of the source.
    pub span: TextRange,
    /// What is missing or wrong: one sentence.
    pub message: String,
    /// How to mend it: one sentence.
    pub advice: String,
    /// Other places it is about.
    pub related: Vec<Related>,
    /// Ways to mend it by an edit, the best first.
    pub fixes: Vec<Fix>,
}

/// Another place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where, in bytes of the source.
    pub span: TextRange,
    /// What is there.
    pub message: String,
}

/// An edit that mends a finding and leaves good prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a menu says it: "Replace “claimed” by “said”".
    pub title: Cow<'static, str>,
    /// Its edits, in text order; none touches another.
    pub edits: SmallVec<[Edit; 1]>,
    /// Whether it can be made without a look at it.
    pub safety: Safety,
}

/// One change of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What it replaces, in bytes of the source; empty: it inserts.
    pub span: TextRange,
    /// What it puts there.
    pub text: String,
}

/// Whether a fix can be made without a look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It never changes what the text says: `--fix` makes it.
    Safe,
    /// It is offered.
    Offered,
}

impl Finding {
    /// The finding with other places.
    pub(super) fn with_related(mut self, related: Vec<Related>) -> Self {
        self.related = related;
        self
    }

    /// The finding with one more fix, which comes last.
    pub(super) fn with_fix(mut self, fix: Fix) -> Self {
        // hardly any has two
        self.fixes.reserve_exact(1);
        self.fixes.push(fix);
        self
    }
}

impl Fix {
    /// A fix that replaces one range.
    pub(super) fn replace(
        title: impl Into<Cow<'static, str>>,
        span: TextRange,
        text: impl Into<String>,
        safety: Safety,
    ) -> Self {
        Self { title: title.into(), edits: smallvec![Edit { span, text: text.into() }], safety }
    }
}
