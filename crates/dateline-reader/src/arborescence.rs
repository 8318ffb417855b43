//! The best dependency tree of a matrix of scores: maximum spanning arborescence with a single root (Chu and Liu 1965,
//! Edmonds 1967), without recursion, in time quadratic in the number of words.

/// The heads of the best tree. `scores[dependent * size + head]` counts slots; slot 0 is the root and has no head of its
/// own (its entry in the result is 0). Exactly one slot hangs from the root.
///
/// Where the best head of each slot makes a tree already, that tree is the answer.
pub(crate) fn best_tree(scores: &[f64], size: usize) -> Vec<usize> {
    let greedy: Vec<usize> = (0..size)
        .map(|slot| {
            if slot == 0 {
                0
            } else {
                best_head(scores, size, slot)
            }
        })
        .collect();
    if size <= 1 || is_single_rooted_tree(&greedy) {
        return greedy;
    }
    // A penalty for each arc from the root that no other score can outweigh leaves exactly one of them, because a tree
    // with one always exists; among those trees the order is unchanged.
    let (mut low, mut high) = (f64::MAX, f64::MIN);
    for slot in 1..size {
        for head in (0..size).filter(|head| *head != slot) {
            low = low.min(scores[slot * size + head]);
            high = high.max(scores[slot * size + head]);
        }
    }
    let penalty = (high - low + 1.0) * size as f64;
    let mut scores = scores.to_vec();
    for slot in 1..size {
        scores[slot * size] -= penalty;
    }
    Contraction::new(scores, size).solve()
}

/// Whether every slot leads to slot 0 and only one hangs from it.
pub(crate) fn is_single_rooted_tree(heads: &[usize]) -> bool {
    heads.iter().skip(1).filter(|head| **head == 0).count() == 1
        && find_cycle(heads, |_| true).is_none()
}

fn best_head(scores: &[f64], size: usize, slot: usize) -> usize {
    let mut best = usize::from(slot == 0);
    for head in 0..size {
        if head != slot && scores[slot * size + head] > scores[slot * size + best] {
            best = head;
        }
    }
    best
}

/// The slots of a cycle among the heads of living slots, if there is one.
fn find_cycle(heads: &[usize], alive: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
    // 0: not seen; otherwise the number of the walk that saw the slot.
    let mut seen = vec![0usize; heads.len()];
    seen[0] = usize::MAX;
    for start in (1..heads.len()).filter(|slot| alive(*slot)) {
        let mut slot = start;
        while seen[slot] == 0 {
            seen[slot] = start;
            slot = heads[slot];
        }
        if seen[slot] == start {
            let mut cycle = vec![slot];
            let mut next = heads[slot];
            while next != slot {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

/// An arc between two slots of the sentence.
#[derive(Clone, Copy, Default)]
struct Arc {
    dependent: usize,
    head: usize,
}

/// The matrix while cycles are contracted. A contracted cycle lives on in the slot of its first member.
struct Contraction {
    size: usize,
    scores: Vec<f64>,
    /// For each cell the arc of the sentence that it stands for.
    arcs: Vec<Arc>,
    alive: Vec<bool>,
    heads: Vec<usize>,
    /// The node that lives in each slot: a slot of the sentence, or `size` plus the number of a contraction.
    node: Vec<usize>,
    /// The contraction that each node went into.
    parent: Vec<usize>,
    /// The arc that enters each node.
    entering: Vec<Arc>,
    /// The nodes of each contraction.
    members: Vec<Vec<usize>>,
}

impl Contraction {
    fn new(scores: Vec<f64>, size: usize) -> Self {
        let arcs = (0..size * size)
            .map(|cell| Arc {
                dependent: cell / size,
                head: cell % size,
            })
            .collect();
        let heads = (0..size)
            .map(|slot| {
                if slot == 0 {
                    0
                } else {
                    best_head(&scores, size, slot)
                }
            })
            .collect();
        Self {
            size,
            scores,
            arcs,
            alive: vec![true; size],
            heads,
            node: (0..size).collect(),
            parent: vec![usize::MAX; size],
            entering: vec![Arc::default(); size],
            members: Vec::new(),
        }
    }

    fn solve(mut self) -> Vec<usize> {
        while let Some(cycle) = find_cycle(&self.heads, |slot| self.alive[slot]) {
            self.contract(&cycle);
        }
        for slot in (1..self.size).filter(|slot| self.alive[*slot]) {
            self.entering[self.node[slot]] = self.arcs[slot * self.size + self.heads[slot]];
        }
        // From the last contraction to the first: the arc that enters a cycle replaces that of the member it enters.
        for number in (0..self.members.len()).rev() {
            let whole = self.size + number;
            let arc = self.entering[whole];
            let mut entered = arc.dependent;
            while self.parent[entered] != whole {
                entered = self.parent[entered];
            }
            self.entering[entered] = arc;
        }
        (0..self.size)
            .map(|slot| {
                if slot == 0 {
                    0
                } else {
                    self.entering[slot].head
                }
            })
            .collect()
    }

    fn contract(&mut self, cycle: &[usize]) {
        let size = self.size;
        let whole = size + self.members.len();
        let kept = cycle[0];
        let mut inside = vec![false; size];
        for slot in cycle {
            inside[*slot] = true;
            let node = self.node[*slot];
            self.parent[node] = whole;
            self.entering[node] = self.arcs[slot * size + self.heads[*slot]];
        }
        let inner: Vec<f64> = cycle
            .iter()
            .map(|slot| self.scores[slot * size + self.heads[*slot]])
            .collect();
        for other in (0..size).filter(|slot| self.alive[*slot] && !inside[*slot]) {
            // Into the cycle: what entering at a member gains over the arc that it replaces.
            let (mut gain, mut arc) = (f64::MIN, Arc::default());
            for (slot, inner) in cycle.iter().zip(&inner) {
                let found = self.scores[slot * size + other] - inner;
                if found > gain {
                    (gain, arc) = (found, self.arcs[slot * size + other]);
                }
            }
            // Out of the cycle: the best member as a head.
            let (mut score, mut out) = (f64::MIN, Arc::default());
            for slot in cycle {
                let found = self.scores[other * size + slot];
                if found > score {
                    (score, out) = (found, self.arcs[other * size + slot]);
                }
            }
            self.scores[kept * size + other] = gain;
            self.arcs[kept * size + other] = arc;
            self.scores[other * size + kept] = score;
            self.arcs[other * size + kept] = out;
            if inside[self.heads[other]] {
                self.heads[other] = kept;
            }
        }
        for slot in &cycle[1..] {
            self.alive[*slot] = false;
        }
        self.node[kept] = whole;
        self.parent.push(usize::MAX);
        self.entering.push(Arc::default());
        self.members.push(cycle.to_vec());
        let others = (0..size).filter(|slot| self.alive[*slot] && *slot != kept);
        self.heads[kept] = others.fold(0, |best, slot| {
            if self.scores[kept * size + slot] > self.scores[kept * size + best] {
                slot
            } else {
                best
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(scores: &[f64], size: usize, heads: &[usize]) -> f64 {
        (1..size)
            .map(|slot| scores[slot * size + heads[slot]])
            .sum()
    }

    /// The best total over all single-rooted trees.
    fn brute_force(scores: &[f64], size: usize) -> f64 {
        let mut best = f64::MIN;
        let mut heads = vec![0; size];
        let combinations = size.pow(u32::try_from(size - 1).unwrap());
        for number in 0..combinations {
            let mut rest = number;
            for head in heads.iter_mut().skip(1) {
                *head = rest % size;
                rest /= size;
            }
            if is_single_rooted_tree(&heads) {
                best = best.max(total(scores, size, &heads));
            }
        }
        best
    }

    #[test]
    fn one_word_hangs_from_the_root() {
        assert_eq!(best_tree(&[0.0, 0.0, -1.0, 5.0], 2), [0, 0]);
        assert_eq!(best_tree(&[0.0], 1), [0]);
    }

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        // Words 1 and 2 prefer each other.
        let scores = [0.0, 0.0, 0.0, 1.0, 0.0, 9.0, 4.0, 9.0, 0.0];
        assert_eq!(best_tree(&scores, 3), [0, 2, 0]);
    }

    #[test]
    fn only_one_word_hangs_from_the_root() {
        let scores = [0.0, 0.0, 0.0, 9.0, 0.0, 1.0, 8.0, 2.0, 0.0];
        assert_eq!(best_tree(&scores, 3), [0, 0, 1]);
    }

    #[test]
    fn a_long_sentence_of_nested_cycles_is_no_trouble() {
        let size = 161;
        // Every word prefers a neighbour, and pairs prefer pairs: cycles within cycles.
        let scores: Vec<f64> = (0..size * size)
            .map(|cell| {
                let (slot, head) = (cell / size, cell % size);
                if head == 0 {
                    -500.0
                } else {
                    -f64::from(u32::try_from((slot - slot.min(1)) ^ (head - 1)).unwrap())
                }
            })
            .collect();
        assert!(is_single_rooted_tree(&best_tree(&scores, size)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn the_tree_is_the_best_of_all(size in 2usize..7, numbers in proptest::collection::vec(-8i32..8, 49)) {
            let scores: Vec<f64> = numbers[..size * size].iter().map(|number| f64::from(*number)).collect();
            let heads = best_tree(&scores, size);
            prop_assert!(is_single_rooted_tree(&heads), "{heads:?}");
            prop_assert_eq!(total(&scores, size, &heads), brute_force(&scores, size));
        }
    }
}
