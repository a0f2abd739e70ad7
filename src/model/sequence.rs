//! The best sequence of labels, and how likely each label is, by a linear-chain conditional random field.

use super::activation::exp;
use super::label::Label;
use super::weights::{ModelError, Tensors, unexpected};

const LABELS: usize = Label::COUNT;
const IMPOSSIBLE: f32 = -1e9;

/// How well labels follow one another.
#[derive(Debug)]
pub(super) struct Chain {
    /// From the label before (row) to the label (column).
    transitions: [[f32; LABELS]; LABELS],
    /// `transitions`, each to the power of e.
    factors: [[f32; LABELS]; LABELS],
    starts: [f32; LABELS],
}

/// A token's scores, or how likely each of its labels is.
pub(super) type Row = [f32; LABELS];

impl Chain {
    pub fn new(tensors: &Tensors) -> Result<Self, ModelError> {
        let learned = tensors.floats("transitions")?;
        let starts = tensors.floats("starts")?;
        let (rows, rest) = learned.as_chunks::<LABELS>();
        let fits = rows.len() == LABELS && rest.is_empty();
        let mut starts = Row::try_from(starts).map_err(|_| unexpected("starts", "a number for each label"))?;
        let mut transitions = <[Row; LABELS]>::try_from(rows)
            .ok()
            .filter(|_| fits)
            .ok_or(unexpected("transitions", "labels by labels"))?;
        for label in 0..LABELS {
            let to = Label::from_index(label);
            if !to.can_follow(None) {
                starts[label] = IMPOSSIBLE;
            }
            for (before, row) in transitions.iter_mut().enumerate() {
                if !to.can_follow(Some(Label::from_index(before))) {
                    row[label] = IMPOSSIBLE;
                }
            }
        }
        let factors = transitions.map(|row| row.map(|value| if value > IMPOSSIBLE { value.exp() } else { 0.0 }));
        Ok(Self { transitions, factors, starts })
    }

    /// The likeliest sequence of labels (Viterbi), as numbers.
    pub fn best(&self, scores: &[Row]) -> Vec<u8> {
        let Some((first, rest)) = scores.split_first() else { return Vec::new() };
        let mut best: Row = std::array::from_fn(|label| self.starts[label] + first[label]);
        let mut came_from: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
        for row in rest {
            let mut next = [f32::NEG_INFINITY; LABELS];
            let mut from = [0_u8; LABELS];
            for (before, reached) in best.iter().enumerate() {
                for label in 0..LABELS {
                    let score = reached + self.transitions[before][label];
                    if score > next[label] {
                        next[label] = score;
                        from[label] = before as u8;
                    }
                }
            }
            best = std::array::from_fn(|label| next[label] + row[label]);
            came_from.push(from);
        }
        let mut label = (0..LABELS).fold(0, |top, label| if best[label] > best[top] { label } else { top });
        let mut labels = vec![0; scores.len()];
        for index in (0..scores.len()).rev() {
            labels[index] = label as u8;
            if let Some(from) = index.checked_sub(1).and_then(|before| came_from.get(before)) {
                label = usize::from(from[label]);
            }
        }
        labels
    }

    /// How likely each label of each token is (forward and backward sums).
    pub fn marginals(&self, scores: &[Row]) -> Vec<Row> {
        let mut rows: Vec<Row> = scores.iter().map(|row| likelihoods(*row)).collect();
        let own = rows.clone();
        let mut state: Row = [0.0; LABELS];
        for (index, row) in rows.iter_mut().enumerate() {
            let reached = match index {
                0 => self.starts.map(exp),
                _ => self.forward(&state),
            };
            *row = normalized(std::array::from_fn(|label| reached[label] * row[label]));
            state = *row;
        }
        let mut state: Row = [1.0; LABELS];
        for (row, own) in rows.iter_mut().zip(&own).rev() {
            *row = normalized(std::array::from_fn(|label| row[label] * state[label]));
            let weighted: Row = std::array::from_fn(|label| own[label] * state[label]);
            state = normalized(std::array::from_fn(|before| {
                self.factors[before].iter().zip(&weighted).map(|(factor, value)| factor * value).sum()
            }));
        }
        rows
    }

    fn forward(&self, state: &Row) -> Row {
        let mut reached = [0.0; LABELS];
        for (value, factors) in state.iter().zip(&self.factors) {
            reached.iter_mut().zip(factors).for_each(|(reached, factor)| *reached += value * factor);
        }
        reached
    }
}

/// Scores to the power of e, the largest as 1.
fn likelihoods(row: Row) -> Row {
    let largest = row.iter().fold(f32::NEG_INFINITY, |largest, score| largest.max(*score));
    row.map(|score| exp(score - largest))
}

fn normalized(row: Row) -> Row {
    let sum: f32 = row.iter().sum();
    // f32::MIN_POSITIVE keeps a row of nothing from becoming one of no numbers
    row.map(|value| value / sum.max(f32::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> Chain {
        let transitions: [Row; LABELS] = std::array::from_fn(|before| {
            std::array::from_fn(|label| {
                let possible = Label::from_index(label).can_follow(Some(Label::from_index(before)));
                if possible { ((before * 3 + label * 7) % 5) as f32 * 0.3 - 0.6 } else { IMPOSSIBLE }
            })
        });
        let factors = transitions.map(|row| row.map(|value| if value > IMPOSSIBLE { value.exp() } else { 0.0 }));
        let starts = std::array::from_fn(|label| {
            if Label::from_index(label).can_follow(None) { label as f32 * 0.05 } else { IMPOSSIBLE }
        });
        Chain { transitions, factors, starts }
    }

    fn scores(count: usize) -> Vec<Row> {
        (0..count).map(|t| std::array::from_fn(|label| ((t * 13 + label * 29) as f32).sin() * 3.0)).collect()
    }

    /// All sequences of labels with their scores.
    fn every(chain: &Chain, scores: &[Row]) -> Vec<(Vec<u8>, f64)> {
        let mut all: Vec<(Vec<u8>, f64)> = vec![(Vec::new(), 0.0)];
        for row in scores {
            let grown = all.iter().flat_map(|(labels, score)| {
                (0..LABELS).map(move |label| {
                    let step = labels.last().map_or(chain.starts[label], |b| chain.transitions[usize::from(*b)][label]);
                    let mut longer = labels.clone();
                    longer.push(label as u8);
                    (longer, score + f64::from(step) + f64::from(row[label]))
                })
            });
            all = grown.collect();
        }
        all
    }

    #[test]
    fn the_best_sequence_is_the_best_of_all() {
        let (chain, scores) = (chain(), scores(4));
        let all = every(&chain, &scores);
        let best = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("there are sequences");
        assert_eq!(chain.best(&scores), best.0);
        assert!(chain.best(&[]).is_empty());
    }

    #[test]
    fn marginals_are_sums_over_all_sequences() {
        let (chain, scores) = (chain(), scores(3));
        let all = every(&chain, &scores);
        let total: f64 = all.iter().map(|(_, score)| score.exp()).sum();
        for (index, row) in chain.marginals(&scores).iter().enumerate() {
            for (label, value) in row.iter().enumerate() {
                let with = all.iter().filter(|(labels, _)| usize::from(labels[index]) == label);
                let exact = with.map(|(_, score)| score.exp()).sum::<f64>() / total;
                assert!((f64::from(*value) - exact).abs() < 1e-5, "token {index}, label {label}");
            }
        }
    }
}
