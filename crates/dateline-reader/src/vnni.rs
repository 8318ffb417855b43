//! Integer products on processors with AVX-512 VNNI, whose instruction `vpdpbusd` sums four products of bytes in a lane.
//!
//! The kernels of `rten-gemm` copy the activations and leave registers idle that this shape of tile uses; on such
//! processors these products take three quarters of their time. Sums are exact, so the two agree to the bit.

use multiversion::multiversion;

/// Outputs of a panel: four vectors.
const PANEL: usize = 64;

/// Weights in the order in which the kernel reads them: panels of outputs; in a panel groups of four inputs; in a group
/// the outputs of the panel, each with the weights of the four inputs in one word.
pub(crate) struct Panels {
    words: Vec<i32>,
    inputs: usize,
    outputs: usize,
}

impl Panels {
    /// Packs rows of weights, one for each output, if this machine has the instructions.
    pub(crate) fn pack(weight: &[i8], inputs: usize, outputs: usize) -> Option<Self> {
        if !is_available() || !inputs.is_multiple_of(4) || inputs == 0 {
            return None;
        }
        let groups = inputs / 4;
        let mut words = vec![0; outputs.div_ceil(PANEL) * groups * PANEL];
        for (output, row) in weight.chunks_exact(inputs).enumerate() {
            let (panel, column) = (output / PANEL, output % PANEL);
            let slots = words[panel * groups * PANEL..].chunks_exact_mut(PANEL);
            for (slot, four) in slots.zip(row.as_chunks::<4>().0) {
                slot[column] = i32::from_le_bytes(four.map(i8::cast_unsigned));
            }
        }
        Some(Self {
            words,
            inputs,
            outputs,
        })
    }

    /// The sums of rows of activations, a row of outputs for each.
    pub(crate) fn multiply(&self, codes: &[u8], sums: &mut [i32]) {
        multiply(self, codes, sums);
    }
}

/// Whether [`multiply`] is compiled for what this machine has, and `rten-simd` agrees that it has it.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vnni"))]
fn is_available() -> bool {
    multiversion::target::match_target! {
        "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vnni" => rten_simd::isa::Avx512Isa::new().is_some(),
        _ => false,
    }
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vnni"))]
#[allow(
    unused_variables,
    reason = "the version for other processors is never called"
)]
fn multiply(panels: &Panels, codes: &[u8], sums: &mut [i32]) {
    multiversion::target::match_target! {
        "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vnni" => kernel::multiply(panels, codes, sums),
        _ => unreachable!("panels are packed only where the instructions are there"),
    }
}

#[cfg(target_arch = "x86_64")]
mod kernel {
    use std::ops::Range;

    use std::arch::x86_64::{
        __m512i, _mm512_dpbusd_epi32, _mm512_set1_epi32, _mm512_setzero_si512,
    };

    use rten_simd::Isa;
    use rten_simd::isa::Avx512Isa;
    use rten_simd::ops::BitOps;

    use super::{PANEL, Panels};

    /// Rows of a tile: with four vectors of weights, their sums fill the registers.
    const TILE: usize = 6;

    /// Four bytes of a row's activations.
    type Group = [u8; 4];

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    pub(super) fn multiply(panels: &Panels, codes: &[u8], sums: &mut [i32]) {
        let isa = Avx512Isa::new().expect("the caller has these instructions");
        let groups = panels.inputs / 4;
        let (codes, _) = codes.as_chunks::<4>();
        let count = codes.len() / groups;
        for (panel, words) in panels.words.chunks_exact(groups * PANEL).enumerate() {
            let columns = panel * PANEL..((panel + 1) * PANEL).min(panels.outputs);
            let mut row = 0;
            while row < count {
                let size = TILE.min(count - row);
                let codes = &codes[row * groups..(row + size) * groups];
                let sums = &mut sums[row * panels.outputs..];
                let (stride, columns) = (panels.outputs, columns.clone());
                // What is left of the rows shares its loads of the weights too.
                match size {
                    1 => tile::<1>(isa, codes, words, sums, stride, columns),
                    2 => tile::<2>(isa, codes, words, sums, stride, columns),
                    3 => tile::<3>(isa, codes, words, sums, stride, columns),
                    4 => tile::<4>(isa, codes, words, sums, stride, columns),
                    5 => tile::<5>(isa, codes, words, sums, stride, columns),
                    _ => tile::<TILE>(isa, codes, words, sums, stride, columns),
                }
                row += size;
            }
        }
    }

    /// The sums of `N` rows and one panel.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    #[inline]
    fn tile<const N: usize>(
        isa: Avx512Isa,
        codes: &[Group],
        words: &[i32],
        sums: &mut [i32],
        stride: usize,
        columns: Range<usize>,
    ) {
        let n = isa.i32();
        let mut partial: [[__m512i; 4]; N] = [[_mm512_setzero_si512(); 4]; N];
        let (words, _) = words.as_chunks::<PANEL>();
        // Each as long as the weights, so that the loop needs no checks.
        let mut rows: [&[Group]; N] = [&[]; N];
        for (at, row) in rows.iter_mut().enumerate() {
            *row = &codes[at * words.len()..][..words.len()];
        }
        for (group, words) in words.iter().enumerate() {
            let weights = [
                n.load(&words[..16]).0,
                n.load(&words[16..32]).0,
                n.load(&words[32..48]).0,
                n.load(&words[48..]).0,
            ];
            for (partial, row) in partial.iter_mut().zip(&rows) {
                let codes = _mm512_set1_epi32(i32::from_le_bytes(row[group]));
                for (partial, weights) in partial.iter_mut().zip(weights) {
                    *partial = _mm512_dpbusd_epi32(*partial, codes, weights);
                }
            }
        }
        for (row, partial) in partial.into_iter().enumerate() {
            let out = &mut sums[row * stride..][columns.clone()];
            if let Some(out) = out.first_chunk_mut::<PANEL>() {
                store(isa, partial, out);
            } else {
                let mut whole = [0; PANEL];
                store(isa, partial, &mut whole);
                out.copy_from_slice(&whole[..out.len()]);
            }
        }
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    #[inline]
    fn store(isa: Avx512Isa, [first, second, third, fourth]: [__m512i; 4], out: &mut [i32; PANEL]) {
        let n = isa.i32();
        n.store(first.into(), &mut out[..16]);
        n.store(second.into(), &mut out[16..32]);
        n.store(third.into(), &mut out[32..48]);
        n.store(fourth.into(), &mut out[48..]);
    }
}
