//! A ranker: how well each of some candidates fits, from features that are either there or not, and from how a place in the
//! text looks.

use fearless_simd::{Level, Simd, dispatch};

use super::layer::vectorized;
use super::weights::{ModelError, Tensors, unexpected};

/// A number for each unit of a hidden layer that is `W` wide.
type Row<const W: usize> = [f32; W];

/// Scores a candidate by one hidden layer over the sum of its features' rows and of what is seen: of the place, of the
/// candidate, and of each of these two times the other. The layer is `W` wide.
#[derive(Debug)]
pub(super) struct Ranker<const W: usize> {
    level: Level,
    /// A row for each feature.
    rows: Vec<Row<W>>,
    /// A row for each number that is seen of a place.
    asking: Vec<Row<W>>,
    /// For each number that is seen of a candidate its row, and that of its product with the place's.
    asked: Vec<[Row<W>; 2]>,
    bias: Row<W>,
    out: Row<W>,
}

impl<const W: usize> Ranker<W> {
    /// The ranker of the tensors `name.rows`, `name.sight`, `name.bias` and `name.out`, which is shown `asking` numbers of
    /// a place and `asked` of a candidate: as many, or none.
    pub(super) fn new(tensors: &Tensors, name: &str, asking: usize, asked: usize) -> Result<Self, ModelError> {
        let read = |part: &str| tensors.rows::<W>(&format!("{name}.{part}")).ok();
        let parts = || {
            let (rows, sight, bias, out) = (read("rows")?, read("sight")?, read("bias")?, read("out")?);
            let ([bias], [out]) = (&bias[..], &out[..]) else { return None };
            let (own, rest) = sight.split_at_checked(asking)?;
            let (alone, product) = rest.split_at_checked(asked).filter(|(alone, both)| alone.len() == both.len())?;
            let asked = alone.iter().zip(product).map(|(alone, product)| [*alone, *product]).collect();
            Some(Self { level: Level::new(), rows, asking: own.to_vec(), asked, bias: *bias, out: *out })
        };
        parts().ok_or_else(|| unexpected(name, "rows, sight, bias and out of one width"))
    }

    /// What all candidates for a place have in common, by what is seen of the place.
    pub fn at(&self, asking: &[f32]) -> Place<'_, W> {
        let mut place = Place { ranker: self, hidden: self.bias, asked: Vec::with_capacity(self.asked.len()) };
        vectorized!(self.level, place.look(asking));
        place
    }
}

/// A place for which candidates are scored.
pub(super) struct Place<'a, const W: usize> {
    ranker: &'a Ranker<W>,
    hidden: Row<W>,
    /// The rows of the numbers that are seen of a candidate, once what is seen of the place is known.
    asked: Vec<Row<W>>,
}

impl<const W: usize> Place<'_, W> {
    #[inline(always)]
    fn look(&mut self, asking: &[f32]) {
        for (number, row) in asking.iter().zip(&self.ranker.asking) {
            add(&mut self.hidden, *number, row);
        }
        for (index, [alone, product]) in self.ranker.asked.iter().enumerate() {
            let mut row = *alone;
            add(&mut row, asking.get(index).copied().unwrap_or_default(), product);
            self.asked.push(row);
        }
    }

    /// The score of a candidate that has these features and looks like this: logits, to be compared with others' for the
    /// same place. A feature that the ranker doesn't know counts for nothing.
    pub fn score(&self, features: &[u16], asked: &[f32]) -> f32 {
        vectorized!(self.ranker.level, self.sum(features, asked))
    }

    #[inline(always)]
    fn sum(&self, features: &[u16], asked: &[f32]) -> f32 {
        let mut hidden = self.hidden;
        for (number, row) in asked.iter().zip(&self.asked) {
            add(&mut hidden, *number, row);
        }
        for feature in features {
            if let Some(row) = self.ranker.rows.get(usize::from(*feature)) {
                hidden.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
        }
        hidden.iter().zip(&self.ranker.out).map(|(hidden, out)| hidden.max(0.0) * out).sum()
    }
}

/// Adds a number times a row.
#[inline(always)]
fn add<const W: usize>(sums: &mut Row<W>, number: f32, row: &Row<W>) {
    sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += number * weight);
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

    /// A row that begins with these numbers.
    fn row(begin: [f32; 2]) -> Row<3> {
        [begin[0], begin[1], 0.0]
    }

    #[test]
    fn features_add_up() {
        let ranker = Ranker {
            level: Level::new(),
            rows: vec![row([1.0, 0.0]), row([0.0, 2.0])],
            asking: vec![row([0.0, 0.5])],
            asked: vec![[row([2.0, 0.0]), row([10.0, 0.0])]],
            bias: row([0.0, -1.0]),
            out: row([3.0, 1.0]),
        };
        let score = |features: &[u16], asking: f32, asked: &[f32]| ranker.at(&[asking]).score(features, asked);
        assert_eq!(score(&[0], 0.0, &[]), 3.0);
        assert_eq!(score(&[0, 1], 0.0, &[]), 4.0);
        assert_eq!(score(&[0, 1], 4.0, &[]), 6.0);
        assert_eq!(score(&[0], 0.0, &[1.0]), 9.0);
        assert_eq!(score(&[0], 0.5, &[1.0]), 24.0);
        assert_eq!(score(&[7], 0.0, &[]), 0.0);
    }

    #[test]
    fn probabilities_sum_to_one() {
        let (each, none) = probabilities(&[1.0, 1.0], 1.0);
        assert!(each.iter().chain([&none]).all(|p| (p - 1.0 / 3.0).abs() < 1e-6));
        assert_eq!(probabilities(&[], -4.0), (Vec::new(), 1.0));
    }
}
