//! Attention among the pieces of a window (Vaswani et al. 2017).
//!
//! Blocks of queries share each load of keys and values. Every score is summed over the dimensions in order, and every
//! output over the pieces in order, so neither the block nor the width of the lanes can be told from the result.

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

/// Buffers of [`Attend`].
#[derive(Default)]
pub(crate) struct AttentionScratch {
    /// The keys of one head, a row for each dimension.
    keys: Vec<f32>,
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
            self.scratch.keys.resize(padded * HEAD_DIM, 0.0);
            self.scratch.scores.resize(padded * SCORED, 0.0);
            let qkv = &self.qkv[pieces.start * QKV..pieces.end * QKV];
            for head in 0..HEADS {
                gather_keys(
                    &qkv[HIDDEN + head * HEAD_DIM..],
                    pieces.len(),
                    padded,
                    &mut self.scratch.keys,
                );
                let values = &qkv[2 * HIDDEN + head * HEAD_DIM..];
                for block in (asking.start..asking.end).step_by(SCORED) {
                    let block = block..(block + SCORED).min(asking.end);
                    let mut queries = [[0.0; HEAD_DIM]; SCORED];
                    for (query, row) in queries.iter_mut().zip(&self.queries[block.clone()]) {
                        query.copy_from_slice(&self.qkv[row * QKV + head * HEAD_DIM..][..HEAD_DIM]);
                    }
                    let scores = &mut self.scratch.scores;
                    if block.len() > SUMMED {
                        score::<I, SCORED>(isa, &queries, &self.scratch.keys, padded, scores);
                    } else {
                        score::<I, SUMMED>(isa, &queries, &self.scratch.keys, padded, scores);
                    }
                    let mut weights = [0.0; SCORED];
                    for (row, weight) in weights.iter_mut().enumerate().take(block.len()) {
                        let scores = &mut scores[row * padded..(row + 1) * padded];
                        *weight = 1.0 / exponentials(isa, scores, pieces.len());
                    }
                    for part in (0..block.len()).step_by(SUMMED) {
                        let scores = &scores[part * padded..(part + SUMMED) * padded];
                        let mut sums = [[0.0; HEAD_DIM]; SUMMED];
                        weigh(isa, scores, padded, values, pieces.len(), &mut sums);
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

/// Copies the keys of a head so that the same dimension of all pieces lies together.
#[inline(always)]
fn gather_keys(from: &[f32], count: usize, padded: usize, keys: &mut [f32]) {
    for piece in 0..count {
        let key = &from[piece * QKV..][..HEAD_DIM];
        for (dim, value) in key.iter().enumerate() {
            keys[dim * padded + piece] = *value;
        }
    }
    for row in keys.chunks_exact_mut(padded) {
        row[count..].fill(0.0);
    }
}

/// The scores of `N` queries against all keys.
#[inline(always)]
fn score<I: Isa, const N: usize>(
    isa: I,
    queries: &[[f32; HEAD_DIM]; SCORED],
    keys: &[f32],
    padded: usize,
    scores: &mut [f32],
) {
    let f = isa.f32();
    for at in (0..padded).step_by(f.len()) {
        let mut sums = [f.zero(); N];
        for dim in 0..HEAD_DIM {
            let key = f.load(&keys[dim * padded + at..]);
            for (sum, query) in sums.iter_mut().zip(queries) {
                *sum = f.add(*sum, f.mul(f.splat(query[dim]), key));
            }
        }
        for (row, sum) in sums.iter().enumerate() {
            f.store(*sum, &mut scores[row * padded + at..]);
        }
    }
}

/// Turns the first `count` scores to exponentials and returns their sum.
#[inline(always)]
fn exponentials<I: Isa>(isa: I, scores: &mut [f32], count: usize) -> f32 {
    let f = isa.f32();
    // What pads the row must neither be the largest nor weigh anything.
    scores[count..].fill(f32::MIN);
    let mut largest = f.splat(f32::MIN);
    for at in (0..scores.len()).step_by(f.len()) {
        largest = f.max(largest, f.load(&scores[at..]));
    }
    let largest = f.fold_splat(largest, f32::MIN, f32::max);
    for at in (0..scores.len()).step_by(f.len()) {
        let value = lanes::exp(isa, f.sub(f.load(&scores[at..]), largest));
        f.store(value, &mut scores[at..]);
    }
    scores[count..].fill(0.0);
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
    values: &[f32],
    count: usize,
    sums: &mut [[f32; HEAD_DIM]; SUMMED],
) {
    let f = isa.f32();
    let len = f.len();
    for at in (0..HEAD_DIM).step_by(2 * len) {
        let mut partial = [[f.zero(); 2]; SUMMED];
        for piece in 0..count {
            let row = &values[piece * QKV + at..][..2 * len];
            let value = [f.load(&row[..len]), f.load(&row[len..])];
            for (row, partial) in partial.iter_mut().enumerate() {
                let weight = f.splat(scores[row * padded + piece]);
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
