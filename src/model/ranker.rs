//! A ranker: how well each of some candidates fits, from features that are either there or not, and from how a place in the
//! text looks.

use super::weights::{ModelError, Tensors, unexpected};

/// Scores a candidate by one hidden layer over the sum of its features' rows and of what is seen.
#[derive(Debug)]
pub(super) struct Ranker {
    width: usize,
    /// A row of `width` numbers for each feature.
    rows: Vec<f32>,
    /// For each number seen a row of `width` numbers.
    sight: Vec<f32>,
    bias: Vec<f32>,
    out: Vec<f32>,
}

impl Ranker {
    /// The ranker of the tensors `name.rows`, `name.sight`, `name.bias` and `name.out`, which is shown `seen` numbers.
    pub(super) fn new(tensors: &Tensors, name: &str, seen: usize) -> Result<Self, ModelError> {
        let part = |part: &str| tensors.floats(&format!("{name}.{part}"));
        let (rows, sight, bias, out) = (part("rows")?, part("sight")?, part("bias")?, part("out")?);
        let width = bias.len();
        if width == 0 || out.len() != width || rows.len() % width != 0 || sight.len() != seen * width {
            return Err(unexpected(name, "rows, sight, bias and out of one width"));
        }
        Ok(Self { width, rows, sight, bias, out })
    }

    /// What all candidates for a place have in common: what is seen of the place, the first of the numbers seen.
    pub fn at(&self, seen: &[f32]) -> Place<'_> {
        let mut hidden = self.bias.clone();
        let (own, rest) = self.sight.split_at(self.sight.len().min(seen.len() * self.width));
        add_rows(&mut hidden, own, seen.iter().copied());
        Place { ranker: self, hidden, sight: rest }
    }
}

/// A place for which candidates are scored.
pub(super) struct Place<'a> {
    ranker: &'a Ranker,
    hidden: Vec<f32>,
    /// The rows of the numbers that are seen of a candidate.
    sight: &'a [f32],
}

impl Place<'_> {
    /// The score of a candidate that has these features and looks like this: logits, to be compared with others' for the
    /// same place. A feature that the ranker doesn't know counts for nothing.
    pub fn score(&self, features: &[u16], seen: impl Iterator<Item = f32>) -> f32 {
        let mut hidden = self.hidden.clone();
        add_rows(&mut hidden, self.sight, seen);
        let ranker = self.ranker;
        for feature in features {
            let from = usize::from(*feature) * ranker.width;
            let row = ranker.rows.get(from..from + ranker.width).unwrap_or_default();
            hidden.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        hidden.iter().zip(&ranker.out).map(|(hidden, out)| hidden.max(0.0) * out).sum()
    }
}

/// Adds each number times its row.
fn add_rows(sums: &mut [f32], rows: &[f32], numbers: impl Iterator<Item = f32>) {
    for (number, row) in numbers.zip(rows.chunks_exact(sums.len().max(1))) {
        sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += number * weight);
    }
}

/// What a choice is by rankers' scores: each candidate's probability, and that none is right.
pub(super) fn probabilities(candidates: &[f32], none: f32) -> (Vec<f32>, f32) {
    let highest = candidates.iter().copied().fold(none, f32::max);
    let exp = |score: f32| (score - highest).exp();
    let total = exp(none) + candidates.iter().map(|score| exp(*score)).sum::<f32>();
    (candidates.iter().map(|score| exp(*score) / total).collect(), exp(none) / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_add_up() {
        let ranker = Ranker {
            width: 2,
            rows: vec![1.0, 0.0, 0.0, 2.0],
            sight: vec![0.0, 0.5],
            bias: vec![0.0, -1.0],
            out: vec![3.0, 1.0],
        };
        let score = |features: &[u16], seen: f32| ranker.at(&[]).score(features, [seen].into_iter());
        assert_eq!(score(&[0], 0.0), 3.0);
        assert_eq!(score(&[0, 1], 0.0), 4.0);
        assert_eq!(score(&[0, 1], 4.0), 6.0);
        assert_eq!(ranker.at(&[4.0]).score(&[0, 1], [9.0].into_iter()), 6.0);
        assert_eq!(score(&[7], 0.0), 0.0);
    }

    #[test]
    fn probabilities_sum_to_one() {
        let (each, none) = probabilities(&[1.0, 1.0], 1.0);
        assert!(each.iter().chain([&none]).all(|p| (p - 1.0 / 3.0).abs() < 1e-6));
        assert_eq!(probabilities(&[], -4.0), (Vec::new(), 1.0));
    }
}
