//! Products of float matrices for the pairwise heads, with the same bits on every instruction set.

use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp};

use crate::file::{LARGEST_WEIGHT, StoredLinear};
use crate::lanes::{self, Instructions, LANES};
use crate::linear::{Linear, Rows};

/// Rows that share a load of the right matrix.
const BLOCK: usize = 8;

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

/// The right matrix of a product, in the order in which the product reads it: panels of [`LANES`] columns, in a panel row
/// by row. Columns beyond the matrix are zeros.
pub(crate) struct Panels {
    data: Vec<[f32; LANES]>,
    rows: usize,
}

impl Panels {
    /// The matrix whose rows these are.
    pub(crate) fn of_rows(rows: Strided<'_>, count: usize) -> Self {
        Self::new(count, rows.width, |row, column| rows.row(row)[column])
    }

    /// The matrix whose columns these are.
    pub(crate) fn of_columns(columns: Strided<'_>, count: usize) -> Self {
        Self::new(columns.width, count, |row, column| columns.row(column)[row])
    }

    fn new(rows: usize, columns: usize, number: impl Fn(usize, usize) -> f32) -> Self {
        let mut data = vec![[0.0; LANES]; columns.div_ceil(LANES) * rows];
        for column in 0..columns {
            let panel = &mut data[column / LANES * rows..][..rows];
            for (row, numbers) in panel.iter_mut().enumerate() {
                numbers[column % LANES] = number(row, column);
            }
        }
        Self { data, rows }
    }

    /// The number of columns, padding included.
    pub(crate) fn columns(&self) -> usize {
        self.data.len() / self.rows.max(1) * LANES
    }
}

/// `left * right + offset` for `count` rows; `offset` has a number for each column of `right`.
pub(crate) fn multiply(
    instructions: Instructions,
    left: Strided<'_>,
    count: usize,
    right: &Panels,
    offset: &[f32],
) -> Vec<f32> {
    debug_assert_eq!((left.width, offset.len()), (right.rows, right.columns()));
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
    right: &'a Panels,
    offset: &'a [f32],
    out: &'a mut [f32],
}

impl SimdOp for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let columns = self.offset.len();
        let panels = self.right.data.chunks_exact(self.right.rows);
        for (at, (panel, offset)) in panels.zip(self.offset.as_chunks().0).enumerate() {
            for block in (0..self.count).step_by(BLOCK) {
                // Rows past the end repeat the last one and are not stored.
                let rows: [&[f32]; BLOCK] =
                    std::array::from_fn(|row| self.left.row((block + row).min(self.count - 1)));
                let sums = multiply_panel(isa, &rows, panel, offset);
                let out = self.out[block * columns..].chunks_mut(columns);
                for (out, sums) in out.zip(&sums) {
                    out[at * LANES..(at + 1) * LANES].copy_from_slice(sums);
                }
            }
        }
    }
}

/// The products of a block of rows with a panel.
#[inline(always)]
fn multiply_panel<I: Isa>(
    isa: I,
    rows: &[&[f32]; BLOCK],
    panel: &[[f32; LANES]],
    offset: &[f32; LANES],
) -> [[f32; LANES]; BLOCK] {
    let f = isa.f32();
    // Each as long as the panel, so that the loop needs no checks.
    let rows = rows.map(|row| &row[..panel.len()]);
    let mut out = [[0.0; LANES]; BLOCK];
    for at in (0..LANES).step_by(f.len()) {
        let mut sums = [f.load(&offset[at..]); BLOCK];
        for (inner, right) in panel.iter().enumerate() {
            let right = f.load(&right[at..]);
            for (sum, row) in sums.iter_mut().zip(&rows) {
                *sum = f.add(*sum, f.mul(f.splat(row[inner]), right));
            }
        }
        for (sum, out) in sums.iter().zip(&mut out) {
            f.store(*sum, &mut out[at..]);
        }
    }
    out
}

/// The scores of each label for pairs of states: `[d, 1] W [g, 1]` (Dozat and Manning 2017).
///
/// `[d, 1] W` is a linear map with many outputs, computed in eight bits like all linear maps; the sum over the head's
/// state is in floats.
pub(crate) struct LabelWeights {
    dim: usize,
    /// The number of labels, padded to a multiple of [`LANES`].
    columns: usize,
    /// For each number of the head's state, and the 1 after them, a row of labels.
    linear: Linear,
}

impl LabelWeights {
    /// Takes weights in the order label, dependent, head.
    pub(crate) fn new(stored: &[f32], labels: usize, dim: usize) -> Self {
        let columns = labels.next_multiple_of(LANES);
        let side = dim + 1;
        let outputs = side * columns;
        let mut linear = StoredLinear {
            inputs: dim,
            weight: vec![0; outputs * dim],
            scale: vec![0.0; outputs],
            bias: vec![0.0; outputs],
        };
        for (output, row) in linear.weight.chunks_exact_mut(dim).enumerate() {
            let (head, label) = (output / columns, output % columns);
            if label >= labels {
                continue;
            }
            let weight = |dependent: usize| stored[(label * side + dependent) * side + head];
            let largest = (0..dim)
                .map(|dependent| weight(dependent).abs())
                .fold(1e-12, f32::max);
            let scale = largest / f32::from(LARGEST_WEIGHT);
            for (dependent, code) in row.iter_mut().enumerate() {
                *code = (weight(dependent) / scale).round_ties_even() as i8;
            }
            linear.scale[output] = scale;
            linear.bias[output] = weight(dim);
        }
        Self {
            dim,
            columns,
            linear: Linear::pack(linear),
        }
    }

    /// The scores, a row of [`Self::columns`] for each pair.
    pub(crate) fn score(
        &self,
        instructions: Instructions,
        dependents: &[&[f32]],
        heads: &[&[f32]],
        sums: &mut Vec<i32>,
    ) -> Vec<f32> {
        let mut rows = Rows::default();
        rows.reset(self.dim, dependents.len());
        instructions.run(Round {
            values: dependents,
            rows: &mut rows,
        });
        let sums = self.linear.multiply(&rows, 0..rows.len(), sums);
        let mut out = vec![0.0; dependents.len() * self.columns];
        instructions.run(SumOverHeads {
            weights: self,
            rows: &rows,
            sums,
            heads,
            out: &mut out,
        });
        out
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }
}

/// Rounds rows of values to eight bits.
struct Round<'a> {
    values: &'a [&'a [f32]],
    rows: &'a mut Rows,
}

impl SimdOp for Round<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        for (row, values) in self.values.iter().enumerate() {
            self.rows.set(isa, row, values);
        }
    }
}

struct SumOverHeads<'a> {
    weights: &'a LabelWeights,
    rows: &'a Rows,
    sums: &'a [i32],
    heads: &'a [&'a [f32]],
    out: &'a mut [f32],
}

impl SimdOp for SumOverHeads<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        let LabelWeights {
            dim,
            columns,
            linear,
        } = self.weights;
        let (width, columns) = (linear.outputs(), *columns);
        let all = linear.columns();
        let pairs = self
            .sums
            .chunks_exact(width)
            .zip(self.out.chunks_exact_mut(columns));
        for ((pair, (sums, out)), head) in pairs.enumerate().zip(self.heads) {
            for number in 0..=*dim {
                let factor = f.splat(head.get(number).copied().unwrap_or(1.0));
                let range = number * columns..(number + 1) * columns;
                let products = self.rows.products(pair, &sums[range.clone()]);
                lanes::dequantise(
                    isa,
                    products,
                    all.slice(range),
                    #[inline(always)]
                    |at, value| {
                        f.store(
                            f.add(f.load(&out[at..]), f.mul(factor, value)),
                            &mut out[at..],
                        );
                    },
                );
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
        let panels = Panels::of_rows(Strided::dense(&right, 32), 20);
        let out = multiply(Instructions::Best, rows, 7, &panels, &offset);
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
    fn label_scores_are_close_to_the_definition() {
        let (labels, dim) = (5, 64);
        let side = dim + 1;
        let stored = numbers(labels * side * side, 4);
        let (dependents, heads) = (numbers(6 * dim, 5), numbers(6 * dim, 6));
        let weights = LabelWeights::new(&stored, labels, dim);
        let dependent_rows: Vec<&[f32]> = dependents.chunks(dim).collect();
        let head_rows: Vec<&[f32]> = heads.chunks(dim).collect();
        let scores = weights.score(
            Instructions::Best,
            &dependent_rows,
            &head_rows,
            &mut Vec::new(),
        );
        for pair in 0..6 {
            for label in 0..labels {
                let mut expected = 0.0;
                for dependent in 0..side {
                    for head in 0..side {
                        let left = dependent_rows[pair]
                            .get(dependent)
                            .map_or(1.0, |value| f64::from(*value));
                        let right = head_rows[pair]
                            .get(head)
                            .map_or(1.0, |value| f64::from(*value));
                        expected += left
                            * right
                            * f64::from(stored[(label * side + dependent) * side + head]);
                    }
                }
                // The scores have a standard deviation of 12; rounding to eight bits costs about a hundredth.
                let found = f64::from(scores[pair * weights.columns() + label]);
                assert!((found - expected).abs() < 0.5, "{found} {expected}");
            }
        }
    }

    #[test]
    fn panels_pad_columns_with_zeros() {
        let numbers = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let of_rows = Panels::of_rows(Strided::dense(&numbers, 3), 2);
        assert_eq!((of_rows.columns(), of_rows.data.len()), (LANES, 2));
        assert_eq!(of_rows.data[0][..4], [1.0, 2.0, 3.0, 0.0]);
        let of_columns = Panels::of_columns(Strided::dense(&numbers, 3), 2);
        assert_eq!((of_columns.columns(), of_columns.data.len()), (LANES, 3));
        assert_eq!(of_columns.data[2][..3], [3.0, 6.0, 0.0]);
    }
}
