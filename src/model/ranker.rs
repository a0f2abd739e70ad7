//! A ranker: how well each of some candidates fits, from features that are either there or not.

use super::weights::{ModelError, Tensors, unexpected};

/// Scores a candidate by one hidden layer over the sum of its features' rows.
#[derive(Debug)]
pub struct Ranker {
    width: usize,
    /// A row of `width` numbers for each feature.
    rows: Vec<f32>,
    bias: Vec<f32>,
    out: Vec<f32>,
}

impl Ranker {
    /// The ranker of the tensors `name.rows`, `name.bias` and `name.out`.
    pub(super) fn new(tensors: &Tensors, name: &str) -> Result<Self, ModelError> {
        let [rows, bias, out] = ["rows", "bias", "out"].map(|part| tensors.floats(&format!("{name}.{part}")));
        let (rows, bias, out) = (rows?, bias?, out?);
        let width = bias.len();
        if width == 0 || out.len() != width || rows.len() % width != 0 {
            return Err(unexpected(name, "rows, bias and out of one width"));
        }
        Ok(Self { width, rows, bias, out })
    }

    /// The score of a candidate that has these features: logits, to be compared with others' for the same place. A feature
    /// that the ranker doesn't know counts for nothing.
    pub fn score(&self, features: &[u16]) -> f32 {
        let mut hidden = self.bias.clone();
        for feature in features {
            let from = usize::from(*feature) * self.width;
            let row = self.rows.get(from..from + self.width).unwrap_or_default();
            hidden.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        hidden.iter().zip(&self.out).map(|(hidden, out)| hidden.max(0.0) * out).sum()
    }
}

/// What a choice is by rankers' scores: each candidate's probability, and that none is right.
pub fn probabilities(candidates: &[f32], none: f32) -> (Vec<f32>, f32) {
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
        let ranker = Ranker { width: 2, rows: vec![1.0, 0.0, 0.0, 2.0], bias: vec![0.0, -1.0], out: vec![3.0, 1.0] };
        assert_eq!(ranker.score(&[0]), 3.0);
        assert_eq!(ranker.score(&[0, 1]), 4.0);
        assert_eq!(ranker.score(&[7]), 0.0);
    }

    #[test]
    fn probabilities_sum_to_one() {
        let (each, none) = probabilities(&[1.0, 1.0], 1.0);
        assert!(each.iter().chain([&none]).all(|p| (p - 1.0 / 3.0).abs() < 1e-6));
        assert_eq!(probabilities(&[], -4.0), (Vec::new(), 1.0));
    }
}
