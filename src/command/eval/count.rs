//! Counts, and the figures made of them.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::AddAssign;

use serde_json::{Value, json};

/// What was right of what was found and of what is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Of what was found.
    pub(super) right: usize,
    pub(super) found: usize,
    /// Of what is there.
    pub(super) recalled: usize,
    pub(super) there: usize,
}

impl Count {
    /// Adds what was found and what is there, and how many of each are in the other.
    pub(super) fn add(&mut self, right: usize, found: usize, recalled: usize, there: usize) {
        self.right += right;
        self.found += found;
        self.recalled += recalled;
        self.there += there;
    }

    /// Adds one decision: whether it was made, and whether it should have been.
    pub(super) fn add_decision(&mut self, found: bool, there: bool) {
        let both = usize::from(found && there);
        self.add(both, usize::from(found), both, usize::from(there));
    }

    /// Adds what was found and what is there; right is what is in both.
    pub(super) fn add_sets<T: Ord>(&mut self, found: &BTreeSet<T>, there: &BTreeSet<T>) {
        let both = found.intersection(there).count();
        self.add(both, found.len(), both, there.len());
    }
}

/// As a count, but what is right may be so in part.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Ratios {
    /// How much of what was found is right.
    pub(super) right: f64,
    pub(super) found: f64,
    /// How much of what is there was found.
    pub(super) recalled: f64,
    pub(super) there: f64,
}

impl Ratios {
    /// Precision, recall and their harmonic mean in percent; nothing of nothing is 0.
    pub(super) fn rates(&self) -> [f64; 3] {
        let percent = |part: f64, whole: f64| if whole > 0.0 { 100.0 * part / whole } else { 0.0 };
        let (precision, recall) = (percent(self.right, self.found), percent(self.recalled, self.there));
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        [precision, recall, f1]
    }
}

impl AddAssign for Ratios {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.recalled += other.recalled;
        self.there += other.there;
    }
}

impl From<Count> for Ratios {
    fn from(count: Count) -> Self {
        let [right, found, recalled, there] =
            [count.right, count.found, count.recalled, count.there].map(|number| number as f64);
        Self { right, found, recalled, there }
    }
}

/// A figure to print.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Figure {
    /// Precision, recall and their harmonic mean.
    F1(Count),
    /// The same of sums of fractions.
    Clusters(Ratios),
    /// A number in percent.
    Percent(f64),
    /// One number divided by another.
    Quotient(f64),
    /// Shares of a number.
    Shares {
        /// The number.
        of: usize,
        /// How many of them, by name.
        counts: Vec<(&'static str, usize)>,
    },
    /// How often what was stated with a confidence was right.
    Reliability(Reliability),
}

/// Statements of about the same confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Reliability {
    pub(super) stated: usize,
    pub(super) right: usize,
    /// The sum of all confidences.
    pub(super) confidence: f64,
}

impl Figure {
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::F1(count) => {
                let [precision, recall, f1] = Ratios::from(*count).rates().map(rounded);
                json!({"P": precision, "R": recall, "F1": f1, "predicted": count.found, "gold": count.there})
            }
            Self::Clusters(ratios) => {
                let [precision, recall, f1] = ratios.rates().map(rounded);
                json!({"P": precision, "R": recall, "F1": f1})
            }
            Self::Percent(percent) => rounded(*percent).into(),
            Self::Quotient(quotient) => ((quotient * 1000.0).round() / 1000.0).into(),
            Self::Shares { of, counts } => {
                let shares =
                    counts.iter().map(|(name, count)| ((*name).to_owned(), rounded(share(*count, *of)).into()));
                let mut object: serde_json::Map<String, Value> = shares.collect();
                object.insert("n".to_owned(), (*of).into());
                object.into()
            }
            Self::Reliability(bin) => {
                json!({"n": bin.stated, "confidence": rounded(bin.mean()), "right": rounded(share(bin.right, bin.stated))})
            }
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::F1(count) => {
                let [precision, recall, f1] = Ratios::from(*count).rates();
                write!(f, "F1 {f1:5.1}  P {precision:5.1}  R {recall:5.1}  found {} of {}", count.found, count.there)
            }
            Self::Clusters(ratios) => {
                let [precision, recall, f1] = ratios.rates();
                write!(f, "F1 {f1:5.1}  P {precision:5.1}  R {recall:5.1}")
            }
            Self::Percent(percent) => write!(f, "{percent:8.1}"),
            Self::Quotient(quotient) => write!(f, "{quotient:8.2}"),
            Self::Shares { of, counts } => {
                for (name, count) in counts {
                    write!(f, "{name} {:.1}  ", share(*count, *of))?;
                }
                write!(f, "of {of}")
            }
            Self::Reliability(bin) => {
                let right = share(bin.right, bin.stated);
                write!(f, "right {right:5.1}  of {} stated at {:.1}", bin.stated, bin.mean())
            }
        }
    }
}

impl Reliability {
    /// The mean confidence in percent.
    fn mean(&self) -> f64 {
        100.0 * self.confidence / self.stated.max(1) as f64
    }
}

fn share(count: usize, of: usize) -> f64 {
    100.0 * count as f64 / of.max(1) as f64
}

fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
