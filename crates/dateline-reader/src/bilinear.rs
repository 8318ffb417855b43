//! Products of float matrices for the pairwise heads, with the same bits on every instruction set.

use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp};

use crate::lanes::{Instructions, LANES};

/// Rows that share a load of the right matrix.
const BLOCK: usize = 4;

/// Rows of a matrix that lie `stride` apart, of which the first `width` numbers count.
#[derive(Clone, Copy)]
pub(crate) struct Strided<'a> {
    pub(crate) data: &'a [f32],
    pub(crate) stride: usize,
    pub(crate) width: usize,
}

impl<'a> Strided<'a> {
    /// A dense matrix.
    pub(crate) fn dense(data: &'a [f32], width: usize) -> Self {
        Self {
            data,
            stride: width,
            width,
        }
    }

    pub(crate) fn row(&self, row: usize) -> &'a [f32] {
        &self.data[row * self.stride..][..self.width]
    }
}

/// Turns rows to columns; the result has a multiple of [`LANES`] columns, and zeros where there is no row.
pub(crate) fn transpose(rows: Strided<'_>, count: usize) -> (Vec<f32>, usize) {
    let columns = count.next_multiple_of(LANES);
    let mut out = vec![0.0; columns * rows.width];
    for column in 0..count {
        for (row, value) in rows.row(column).iter().enumerate() {
            out[row * columns + column] = *value;
        }
    }
    (out, columns)
}

/// `left * right + offset` for `count` rows; `right` and `offset` have a multiple of [`LANES`] columns.
pub(crate) fn multiply(
    instructions: Instructions,
    left: Strided<'_>,
    count: usize,
    right: &[f32],
    offset: &[f32],
) -> Vec<f32> {
    let mut out = vec![0.0; count * offset.len()];
    instructions.run(Multiply {
        left,
        count,
        right,
        offset,
        out: &mut out,
    });
    out
}

struct Multiply<'a> {
    left: Strided<'a>,
    count: usize,
    right: &'a [f32],
    offset: &'a [f32],
    out: &'a mut [f32],
}

impl SimdOp for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        let columns = self.offset.len();
        for at in (0..columns).step_by(f.len()) {
            for block in (0..self.count).step_by(BLOCK) {
                // Rows past the end repeat the last one and are not stored.
                let rows: [&[f32]; BLOCK] =
                    std::array::from_fn(|row| self.left.row((block + row).min(self.count - 1)));
                let mut sums = [f.load(&self.offset[at..]); BLOCK];
                for inner in 0..self.left.width {
                    let right = f.load(&self.right[inner * columns + at..]);
                    for (sum, row) in sums.iter_mut().zip(&rows) {
                        *sum = f.add(*sum, f.mul(f.splat(row[inner]), right));
                    }
                }
                for (row, sum) in sums.iter().enumerate().take(self.count - block) {
                    f.store(*sum, &mut self.out[(block + row) * columns + at..]);
                }
            }
        }
    }
}

/// The scores of each label for pairs of states: `[d, 1] W [g, 1]` (Dozat and Manning 2017).
pub(crate) struct LabelWeights {
    dim: usize,
    /// The number of labels, padded to a multiple of [`LANES`].
    columns: usize,
    /// For each number of the head, then of the dependent, a row of labels.
    weight: Vec<f32>,
}

impl LabelWeights {
    /// Takes weights in the order label, dependent, head.
    pub(crate) fn new(stored: &[f32], labels: usize, dim: usize) -> Self {
        let columns = labels.next_multiple_of(LANES);
        let side = dim + 1;
        let mut weight = vec![0.0; side * side * columns];
        for label in 0..labels {
            for dependent in 0..side {
                for head in 0..side {
                    weight[(head * side + dependent) * columns + label] =
                        stored[(label * side + dependent) * side + head];
                }
            }
        }
        Self {
            dim,
            columns,
            weight,
        }
    }

    /// The scores, a row of [`Self::columns`] for each pair.
    pub(crate) fn score(
        &self,
        instructions: Instructions,
        dependents: &[&[f32]],
        heads: &[&[f32]],
    ) -> Vec<f32> {
        let mut out = vec![0.0; dependents.len() * self.columns];
        instructions.run(ScoreLabels {
            weights: self,
            dependents,
            heads,
            out: &mut out,
        });
        out
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }
}

struct ScoreLabels<'a> {
    weights: &'a LabelWeights,
    dependents: &'a [&'a [f32]],
    heads: &'a [&'a [f32]],
    out: &'a mut [f32],
}

impl SimdOp for ScoreLabels<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        let LabelWeights {
            dim,
            columns,
            weight,
        } = self.weights;
        let (dim, columns) = (*dim, *columns);
        let count = self.dependents.len();
        for number in 0..=dim {
            let weight = &weight[number * (dim + 1) * columns..][..(dim + 1) * columns];
            for at in (0..columns).step_by(f.len()) {
                for block in (0..count).step_by(BLOCK) {
                    let rows: [&[f32]; BLOCK] =
                        std::array::from_fn(|row| self.dependents[(block + row).min(count - 1)]);
                    let mut sums = [f.load(&weight[dim * columns + at..]); BLOCK];
                    for inner in 0..dim {
                        let right = f.load(&weight[inner * columns + at..]);
                        for (sum, row) in sums.iter_mut().zip(&rows) {
                            *sum = f.add(*sum, f.mul(f.splat(row[inner]), right));
                        }
                    }
                    for (row, sum) in sums.iter().enumerate().take(count - block) {
                        let factor = self.heads[block + row].get(number).copied().unwrap_or(1.0);
                        let out = &mut self.out[(block + row) * columns + at..];
                        f.store(f.add(f.load(out), f.mul(f.splat(factor), *sum)), out);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        (0..count)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / (1 << 23) as f32 - 1.0
            })
            .collect()
    }

    #[test]
    fn products_are_those_of_the_definition() {
        let (left, right, offset) = (numbers(7 * 40, 1), numbers(20 * 32, 2), numbers(32, 3));
        let rows = Strided {
            data: &left,
            stride: 40,
            width: 20,
        };
        let out = multiply(Instructions::Best, rows, 7, &right, &offset);
        for row in 0..7 {
            for column in 0..32 {
                let mut expected = offset[column];
                for inner in 0..20 {
                    expected += left[row * 40 + inner] * right[inner * 32 + column];
                }
                assert_eq!(out[row * 32 + column], expected);
            }
        }
    }

    #[test]
    fn label_scores_are_those_of_the_definition() {
        let (labels, dim) = (5, 16);
        let stored = numbers(labels * 17 * 17, 4);
        let (dependents, heads) = (numbers(6 * dim, 5), numbers(6 * dim, 6));
        let weights = LabelWeights::new(&stored, labels, dim);
        let dependent_rows: Vec<&[f32]> = dependents.chunks(dim).collect();
        let head_rows: Vec<&[f32]> = heads.chunks(dim).collect();
        let scores = weights.score(Instructions::Best, &dependent_rows, &head_rows);
        for pair in 0..6 {
            for label in 0..labels {
                let mut expected = 0.0;
                for dependent in 0..=dim {
                    for head in 0..=dim {
                        let left = dependent_rows[pair]
                            .get(dependent)
                            .map_or(1.0, |value| f64::from(*value));
                        let right = head_rows[pair]
                            .get(head)
                            .map_or(1.0, |value| f64::from(*value));
                        expected +=
                            left * right * f64::from(stored[(label * 17 + dependent) * 17 + head]);
                    }
                }
                let found = f64::from(scores[pair * weights.columns() + label]);
                assert!((found - expected).abs() < 1e-4, "{found} {expected}");
            }
        }
    }

    #[test]
    fn transposing_pads_with_zeros() {
        let (out, columns) = transpose(Strided::dense(&[1.0, 2.0, 3.0, 4.0], 2), 2);
        assert_eq!(columns, LANES);
        assert_eq!(
            (out[0], out[1], out[2], out[LANES], out[LANES + 1]),
            (1.0, 3.0, 0.0, 2.0, 4.0)
        );
    }
}
