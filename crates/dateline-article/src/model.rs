//! Features to a decision for each block: the article's own, or not.
//!
//! For HTML a linear model over a window of five blocks gives the log odds of each, for flattened text decision trees;
//! the best sequence under a fixed price for every change between article and furniture is found by dynamic programming
//! (Viterbi).

use dateline_data::{LineModel, LineTrees};

use crate::block::TextBlock;
use crate::features::{N, NAMES, Values};
use crate::numbers::{COLUMNS, column, numbers};

/// For every block, whether it is the article's own, and the log odds that say so.
pub(crate) fn label(features: &[Values], model: &LineModel) -> Vec<(bool, f32)> {
    let odds = log_odds(features, model);
    let labels = best_sequence(&odds, model.switch_cost());
    labels.into_iter().zip(odds).collect()
}

/// The same for the lines of a flattened page.
pub(crate) fn label_flat(
    blocks: &[TextBlock],
    features: &[Values],
    trees: &LineTrees,
) -> Vec<(bool, f32)> {
    // A column that is not counted is zero everywhere.
    let columns: Vec<Option<usize>> = (trees.features().iter()).map(|name| column(name)).collect();
    let mut values = vec![0; columns.len()];
    let odds: Vec<f32> = numbers(blocks, features, trees)
        .chunks_exact(COLUMNS.len())
        .map(|line| {
            for (value, column) in values.iter_mut().zip(&columns) {
                *value = column.map_or(0, |column| line[column]);
            }
            trees.log_odds(&values) as f32 / 1000.0
        })
        .collect();
    let labels = best_sequence(&odds, trees.switch_cost() as f32 / 1000.0);
    labels.into_iter().zip(odds).collect()
}

fn log_odds(features: &[Values], model: &LineModel) -> Vec<f32> {
    let weights: Vec<_> = NAMES.iter().map(|name| model.weights(name)).collect();
    let reach = LineModel::WINDOW / 2;
    let mut odds = vec![0.0; features.len()];
    for (at, values) in features.iter().enumerate() {
        for feature in 0..N {
            let value = values[feature];
            if value == 0.0 {
                continue;
            }
            // A block two before counts as "before2": the same block weighs on its neighbours from both sides.
            for (column, weight) in weights[feature].iter().enumerate() {
                if let Some(target) = (at + reach).checked_sub(column)
                    && let Some(sum) = odds.get_mut(target)
                {
                    *sum += weight * value;
                }
            }
        }
    }
    odds
}

/// The labels with the highest sum of log odds less the price of every change between neighbours.
#[must_use]
pub fn best_sequence(odds: &[f32], switch_cost: f32) -> Vec<bool> {
    let (mut yes, mut no) = (0.0_f32, 0.0_f32);
    let mut from = Vec::with_capacity(odds.len());
    for value in odds {
        let yes_changes = no - switch_cost > yes;
        let no_changes = yes - switch_cost > no;
        let next_yes = if yes_changes { no - switch_cost } else { yes } + value / 2.0;
        let next_no = if no_changes { yes - switch_cost } else { no } - value / 2.0;
        from.push((yes_changes, no_changes));
        // Only the difference counts; sums over a long page would lose it.
        (yes, no) = (next_yes - next_no, 0.0);
    }
    let mut is_yes = yes > no;
    let mut labels = vec![false; odds.len()];
    for (label, (yes_changes, no_changes)) in labels.iter_mut().zip(from).rev() {
        *label = is_yes;
        is_yes ^= if is_yes { yes_changes } else { no_changes };
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(odds: &[f32], cost: f32) -> String {
        best_sequence(odds, cost)
            .into_iter()
            .map(|yes| if yes { '+' } else { '-' })
            .collect()
    }

    #[test]
    fn without_a_price_every_block_stands_alone() {
        assert_eq!(signs(&[1.0, -0.1, 2.0, -3.0], 0.0), "+-+-");
    }

    #[test]
    fn a_price_bridges_weak_blocks_but_not_strong_ones() {
        assert_eq!(signs(&[3.0, -0.5, 2.0, -9.0, -9.0], 1.0), "+++--");
        assert_eq!(signs(&[-3.0, 0.5, -2.0], 1.0), "---");
    }
}
