//! Pairs rows with columns one to one so that the sum of what the pairs are worth is the greatest (Kuhn and Munkres).

/// The greatest sum; `worth[row][column]`, no number negative, and all rows as long as the first.
pub(super) fn greatest_sum(worth: &[Vec<f64>]) -> f64 {
    let columns = worth.first().map_or(0, Vec::len);
    if worth.len() <= columns {
        return assign(worth, columns);
    }
    let turned: Vec<Vec<f64>> = (0..columns).map(|column| worth.iter().map(|row| row[column]).collect()).collect();
    assign(&turned, worth.len())
}

/// The greatest sum with no more rows than columns: rows join one by one, each along the cheapest chain of changes.
///
/// Column 0 is a place to start from, so that real columns count from 1.
fn assign(worth: &[Vec<f64>], columns: usize) -> f64 {
    let mut row_price = vec![0.0; worth.len()];
    let mut column_price = vec![0.0; columns + 1];
    let mut row_of: Vec<Option<usize>> = vec![None; columns + 1];
    for new_row in 0..worth.len() {
        row_of[0] = Some(new_row);
        let mut reached = 0;
        let mut cheapest = vec![f64::INFINITY; columns + 1];
        let mut reached_from = vec![0; columns + 1];
        let mut visited = vec![false; columns + 1];
        while let Some(row) = row_of[reached] {
            visited[reached] = true;
            let mut next = (f64::INFINITY, 0);
            for column in (1..=columns).filter(|column| !visited[*column]) {
                let cost = -worth[row][column - 1] - row_price[row] - column_price[column];
                if cost < cheapest[column] {
                    (cheapest[column], reached_from[column]) = (cost, reached);
                }
                if cheapest[column] < next.0 {
                    next = (cheapest[column], column);
                }
            }
            let (step, column) = next;
            for other in 0..=columns {
                match row_of[other] {
                    Some(row) if visited[other] => {
                        row_price[row] += step;
                        column_price[other] -= step;
                    }
                    _ => cheapest[other] -= step,
                }
            }
            reached = column;
        }
        while reached != 0 {
            let before = reached_from[reached];
            row_of[reached] = row_of[before];
            reached = before;
        }
    }
    let pairs = row_of.iter().enumerate().skip(1).filter_map(|(column, row)| row.map(|row| worth[row][column - 1]));
    pairs.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pair_first_is_not_the_best() {
        let worth = [vec![9.0, 8.0, 1.0], vec![8.0, 1.0, 1.0], vec![1.0, 1.0, 1.0]];
        assert_eq!(greatest_sum(&worth), 17.0);
    }

    #[test]
    fn rows_and_columns_may_be_left_over() {
        assert_eq!(greatest_sum(&[vec![1.0, 5.0, 2.0]]), 5.0);
        assert_eq!(greatest_sum(&[vec![1.0], vec![5.0], vec![2.0]]), 5.0);
        assert_eq!(greatest_sum(&[]), 0.0);
        assert_eq!(greatest_sum(&[vec![], vec![]]), 0.0);
    }

    #[test]
    fn equals_trying_all() {
        let mut state = 7_u32;
        for size in 1..=5 {
            for _ in 0..50 {
                let mut number = || {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    f64::from(state >> 28)
                };
                let worth: Vec<Vec<f64>> = (0..size).map(|_| (0..5).map(|_| number()).collect()).collect();
                assert_eq!(greatest_sum(&worth), best_of_all(&worth, &mut [false; 5]));
            }
        }
    }

    fn best_of_all(worth: &[Vec<f64>], taken: &mut [bool; 5]) -> f64 {
        let Some((row, rest)) = worth.split_first() else { return 0.0 };
        let mut best = 0.0;
        for column in 0..5 {
            if !taken[column] {
                taken[column] = true;
                best = f64::max(best, row[column] + best_of_all(rest, taken));
                taken[column] = false;
            }
        }
        best
    }
}
