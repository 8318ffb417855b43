//! Precision, recall, F1, and the matching of spans.

use std::ops::AddAssign;

/// Hits, predictions and gold items of a task.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) hits: usize,
    pub(crate) predicted: usize,
    pub(crate) gold: usize,
}

impl Counts {
    /// Percent.
    pub(crate) fn precision(self) -> f64 {
        percent(self.hits, self.predicted)
    }

    /// Percent.
    pub(crate) fn recall(self) -> f64 {
        percent(self.hits, self.gold)
    }

    /// Percent.
    pub(crate) fn f1(self) -> f64 {
        harmonic(self.precision(), self.recall())
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }
}

/// `part` of `whole` in percent; 0 of nothing.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        100.0 * part as f64 / whole as f64
    }
}

/// The harmonic mean of precision and recall.
pub(crate) fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 {
        0.0
    } else {
        2.0 * precision * recall / (precision + recall)
    }
}

/// One-to-one matching of half-open spans: equal ones first, then by the largest overlap, left to right.
/// Gives gold index, predicted index, and whether they are equal.
pub(crate) fn match_spans(
    gold: &[(usize, usize)],
    predicted: &[(usize, usize)],
) -> Vec<(usize, usize, bool)> {
    let mut used = vec![false; predicted.len()];
    let mut pairs = Vec::new();
    let mut rest = Vec::new();
    for (i, span) in gold.iter().enumerate() {
        match (0..predicted.len()).find(|j| !used[*j] && predicted[*j] == *span) {
            Some(j) => {
                used[j] = true;
                pairs.push((i, j, true));
            }
            None => rest.push(i),
        }
    }
    for i in rest {
        let overlap = |j: usize| {
            predicted[j]
                .1
                .min(gold[i].1)
                .saturating_sub(predicted[j].0.max(gold[i].0))
        };
        let free = (0..predicted.len()).filter(|j| !used[*j] && overlap(*j) > 0);
        // The first of the largest.
        if let Some(j) = free.min_by_key(|j| (usize::MAX - overlap(*j), *j)) {
            used[j] = true;
            pairs.push((i, j, false));
        }
    }
    pairs
}

/// Macro F1 over the labels of the gold data, in percent.
pub(crate) fn macro_f1<L: Ord + Clone>(want: &[L], got: &[Option<L>]) -> f64 {
    let mut labels = want.to_vec();
    labels.sort();
    labels.dedup();
    let f1 = |label: &L| {
        let hits = want
            .iter()
            .zip(got)
            .filter(|(want, got)| *want == label && got.as_ref() == Some(label))
            .count();
        let total = want.iter().filter(|want| *want == label).count()
            + got.iter().filter(|got| got.as_ref() == Some(label)).count();
        percent(2 * hits, total)
    };
    labels.iter().map(f1).sum::<f64>() / labels.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_spans_are_matched_before_overlapping_ones() {
        let pairs = match_spans(&[(0, 5), (6, 9)], &[(0, 9), (6, 9), (0, 4)]);
        assert_eq!(pairs, [(1, 1, true), (0, 0, false)]);
    }

    #[test]
    fn macro_f1_weighs_labels_alike() {
        let score = macro_f1(
            &["a", "a", "a", "b"],
            &[Some("a"), Some("a"), Some("a"), None],
        );
        assert!((score - 50.0).abs() < 1e-9);
    }
}
