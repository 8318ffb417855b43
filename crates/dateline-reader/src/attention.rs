//! Attention among the pieces of a window (Vaswani et al. 2017).
//!
//! Blocks of queries share each load of keys and values, which are gathered for a head first so that they lie together.
//! Every score is summed over the dimensions in order, and every output over the pieces in order, so neither the block
//! nor the width of the lanes can be told from the result.

use std::ops::Range;

use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp};

use crate::config::{HEAD_DIM, HEADS, HIDDEN};
use crate::lanes::{self, LANES};

/// A row of queries, keys and values.
pub(crate) const QKV: usize = 3 * HIDDEN;
/// Queries that are scored together, and outputs that are summed together: what the registers hold.
const SCORED: usize = 8;
const SUMMED: usize = 4;
/// What is added to the scores of places behind a window's end: they must neither be the largest nor weigh anything.
const NOWHERE: f32 = -1e30;

/// The keys of [`LANES`] pieces: for each dimension the numbers of all of them.
type Keys = [[f32; LANES]; HEAD_DIM];

/// Buffers of [`Attend`].
#[derive(Default)]
pub(crate) struct AttentionScratch {
    /// Of one head.
    keys: Vec<Keys>,
    values: Vec<[f32; HEAD_DIM]>,
    scores: Vec<f32>,
}

/// Attention of the pieces in `queries` to all pieces of their windows.
pub(crate) struct Attend<'a> {
    /// A row of [`QKV`] for each piece; queries are scaled already.
    pub(crate) qkv: &'a [f32],
    /// For each window its pieces, and which of the queries are its own.
    pub(crate) windows: &'a [(Range<usize>, Range<usize>)],
    /// The rows of the pieces that ask, window by window.
    pub(crate) queries: &'a [usize],
    /// A row of [`HIDDEN`] for each query.
    pub(crate) out: &'a mut [f32],
    pub(crate) scratch: &'a mut AttentionScratch,
}

impl SimdOp for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        for (pieces, asking) in self.windows {
            let padded = pieces.len().next_multiple_of(LANES);
            let AttentionScratch {
                keys,
                values,
                scores,
            } = &mut *self.scratch;
            keys.resize(padded / LANES, [[0.0; LANES]; HEAD_DIM]);
            values.resize(pieces.len(), [0.0; HEAD_DIM]);
            scores.resize(padded * SCORED, 0.0);
            let mut behind = [0.0; LANES];
            behind[LANES - (padded - pieces.len())..].fill(NOWHERE);
            let qkv = &self.qkv[pieces.start * QKV..pieces.end * QKV];
            for head in 0..HEADS {
                let part = |row, number: usize| -> &[f32; HEAD_DIM] {
                    part_of(row, number * HIDDEN + head * HEAD_DIM)
                };
                for (keys, rows) in keys.iter_mut().zip(qkv.chunks(LANES * QKV)) {
                    gather_keys(rows.chunks_exact(QKV).map(|row| part(row, 1)), keys);
                }
                for (value, row) in values.iter_mut().zip(qkv.chunks_exact(QKV)) {
                    *value = *part(row, 2);
                }
                for block in (asking.start..asking.end).step_by(SCORED) {
                    let block = block..(block + SCORED).min(asking.end);
                    // Queries past the end repeat the last one; what they find is not stored.
                    let queries: [&[f32; HEAD_DIM]; SCORED] = std::array::from_fn(|query| {
                        let row = self.queries[(block.start + query).min(block.end - 1)];
                        part(&self.qkv[row * QKV..][..QKV], 0)
                    });
                    if block.len() > SUMMED {
                        score::<I, SCORED>(isa, &queries, keys, &behind, scores);
                    } else {
                        score::<I, SUMMED>(isa, &queries, keys, &behind, scores);
                    }
                    let mut weights = [0.0; SCORED];
                    for (scores, weight) in scores
                        .chunks_exact_mut(padded)
                        .zip(&mut weights)
                        .take(block.len())
                    {
                        *weight = 1.0 / exponentials(isa, scores);
                    }
                    for part in (0..block.len()).step_by(SUMMED) {
                        let scores = &scores[part * padded..(part + SUMMED) * padded];
                        let mut sums = [[0.0; HEAD_DIM]; SUMMED];
                        weigh(isa, scores, padded, values, &mut sums);
                        for (row, sum) in sums.iter().enumerate().take(block.len() - part) {
                            let to = (block.start + part + row) * HIDDEN + head * HEAD_DIM;
                            for (out, value) in self.out[to..to + HEAD_DIM].iter_mut().zip(sum) {
                                *out = value * weights[part + row];
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The numbers of a head in a row, from `start` on.
#[inline(always)]
fn part_of(row: &[f32], start: usize) -> &[f32; HEAD_DIM] {
    row[start..]
        .first_chunk()
        .expect("a row holds all heads' queries, keys and values")
}

/// Copies keys so that the same dimension of all of them lies together.
#[inline(always)]
fn gather_keys<'a>(from: impl ExactSizeIterator<Item = &'a [f32; HEAD_DIM]>, keys: &mut Keys) {
    if from.len() < LANES {
        *keys = [[0.0; LANES]; HEAD_DIM];
    }
    for (lane, key) in (0..LANES).zip(from) {
        for (dim, value) in keys.iter_mut().zip(key) {
            dim[lane] = *value;
        }
    }
}

/// The scores of `N` queries against all keys, a row of them for each query; `behind` is added to the last ones.
#[inline(always)]
fn score<I: Isa, const N: usize>(
    isa: I,
    queries: &[&[f32; HEAD_DIM]; SCORED],
    keys: &[Keys],
    behind: &[f32; LANES],
    scores: &mut [f32],
) {
    let f = isa.f32();
    let padded = keys.len() * LANES;
    for (block, keys) in keys.iter().enumerate() {
        let last = block + 1 == padded / LANES;
        for at in (0..LANES).step_by(f.len()) {
            let mut sums = [f.zero(); N];
            for (dim, keys) in keys.iter().enumerate() {
                let key = f.load(&keys[at..]);
                for (sum, query) in sums.iter_mut().zip(queries) {
                    *sum = f.add(*sum, f.mul(f.splat(query[dim]), key));
                }
            }
            for (sum, scores) in sums.iter_mut().zip(scores.chunks_exact_mut(padded)) {
                if last {
                    *sum = f.add(*sum, f.load(&behind[at..]));
                }
                f.store(*sum, &mut scores[block * LANES + at..]);
            }
        }
    }
}

/// Turns scores to exponentials and returns their sum.
#[inline(always)]
fn exponentials<I: Isa>(isa: I, scores: &mut [f32]) -> f32 {
    let f = isa.f32();
    let largest = f.splat(lanes::largest(isa, scores));
    for scores in scores.chunks_exact_mut(f.len()) {
        let value = lanes::exp(isa, f.sub(f.load(scores), largest));
        f.store(value, scores);
    }
    lanes::sum(
        isa,
        scores,
        #[inline(always)]
        |value| value,
    )
}

/// Sums the values, weighted by [`SUMMED`] rows of scores.
#[inline(always)]
fn weigh<I: Isa>(
    isa: I,
    scores: &[f32],
    padded: usize,
    values: &[[f32; HEAD_DIM]],
    sums: &mut [[f32; HEAD_DIM]; SUMMED],
) {
    let f = isa.f32();
    let len = f.len();
    // Each as long as the values, so that the loop needs no checks.
    let rows: [&[f32]; SUMMED] = std::array::from_fn(|row| &scores[row * padded..][..values.len()]);
    for at in (0..HEAD_DIM).step_by(2 * len) {
        let mut partial = [[f.zero(); 2]; SUMMED];
        for (piece, value) in values.iter().enumerate() {
            let value = [f.load(&value[at..]), f.load(&value[at + len..])];
            for (row, partial) in rows.iter().zip(&mut partial) {
                let weight = f.splat(row[piece]);
                partial[0] = f.add(partial[0], f.mul(weight, value[0]));
                partial[1] = f.add(partial[1], f.mul(weight, value[1]));
            }
        }
        for (sum, partial) in sums.iter_mut().zip(&partial) {
            f.store(partial[0], &mut sum[at..]);
            f.store(partial[1], &mut sum[at + len..]);
        }
    }
}
