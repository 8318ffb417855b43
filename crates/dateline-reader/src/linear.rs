//! Linear maps with eight-bit activations and seven-bit weights.
//!
//! The integer product is exact, so every kernel gives the same sums; what follows is in `lanes`.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::ops::BitOps;
use rten_simd::{Isa, SimdOp};
use rten_tensor::NdTensorView;

use crate::file::StoredLinear;
use crate::lanes::{self, Columns, Instructions, LANES, Products};
use crate::vnni::Panels;

thread_local! {
    /// The best kernel of the machine; asking the processor for it takes long enough to be done once.
    static EXECUTOR: GemmExecutor<u8, i8, i32> = GemmExecutor::new();
}

/// A linear map, packed for the kernels of this machine.
pub(crate) struct Linear {
    weight: Packed,
    sums: Vec<i32>,
    scale: Vec<f32>,
    bias: Vec<f32>,
}

/// Weights in the order in which a kernel reads them.
enum Packed {
    Portable(PackedBMatrix<i8>),
    Vnni(Panels),
}

/// Rows of activations in eight bits, each with its scale and zero point.
#[derive(Default)]
pub(crate) struct Rows {
    width: usize,
    codes: Vec<u8>,
    scale: Vec<f32>,
    zero: Vec<i32>,
}

impl Linear {
    /// Packs a stored map; outputs are padded with zeros to a multiple of the lanes.
    pub(crate) fn pack(stored: StoredLinear) -> Self {
        Self::pack_as(stored, |weight, inputs, outputs| {
            match Panels::pack(weight, inputs, outputs) {
                Some(panels) => Packed::Vnni(panels),
                None => Packed::portable(weight, inputs, outputs),
            }
        })
    }

    /// The same for the kernels that every machine has.
    #[cfg(test)]
    pub(crate) fn pack_portable(stored: StoredLinear) -> Self {
        Self::pack_as(stored, Packed::portable)
    }

    fn pack_as(stored: StoredLinear, pack: impl FnOnce(&[i8], usize, usize) -> Packed) -> Self {
        let StoredLinear {
            inputs,
            mut weight,
            mut scale,
            mut bias,
        } = stored;
        let outputs = scale.len().next_multiple_of(LANES);
        weight.resize(outputs * inputs, 0);
        scale.resize(outputs, 0.0);
        bias.resize(outputs, 0.0);
        let sums = weight
            .chunks_exact(inputs.max(1))
            .map(|row| row.iter().map(|value| i32::from(*value)).sum())
            .collect();
        Self {
            weight: pack(&weight, inputs, outputs),
            sums,
            scale,
            bias,
        }
    }

    /// The number of outputs, padding included.
    pub(crate) fn outputs(&self) -> usize {
        self.scale.len()
    }

    pub(crate) fn columns(&self) -> Columns<'_> {
        Columns {
            sums: &self.sums,
            scale: &self.scale,
            bias: &self.bias,
        }
    }

    /// The integer products of some of the rows, in a buffer that only grows: nothing is cleared that is written next.
    pub(crate) fn multiply<'a>(
        &self,
        rows: &Rows,
        range: std::ops::Range<usize>,
        buffer: &'a mut Vec<i32>,
    ) -> &'a [i32] {
        let len = range.len() * self.outputs();
        if buffer.len() < len {
            buffer.resize(len, 0);
        }
        let sums = &mut buffer[..len];
        if !range.is_empty() {
            let codes = &rows.codes[range.start * rows.width..range.end * rows.width];
            self.weight.multiply(codes, rows.width, sums);
        }
        sums
    }

    /// The values of all rows.
    pub(crate) fn apply(
        &self,
        instructions: Instructions,
        rows: &Rows,
        sums: &mut Vec<i32>,
        out: &mut Vec<f32>,
    ) {
        self.values(instructions, rows, sums, out, false);
    }

    /// The same, with the activation function.
    pub(crate) fn apply_gelu(
        &self,
        instructions: Instructions,
        rows: &Rows,
        sums: &mut Vec<i32>,
        out: &mut Vec<f32>,
    ) {
        self.values(instructions, rows, sums, out, true);
    }

    fn values(
        &self,
        instructions: Instructions,
        rows: &Rows,
        sums: &mut Vec<i32>,
        out: &mut Vec<f32>,
        gelu: bool,
    ) {
        let sums = self.multiply(rows, 0..rows.len(), sums);
        out.resize(sums.len(), 0.0);
        instructions.run(Dequantise {
            sums,
            rows,
            linear: self,
            out,
            gelu,
        });
    }
}

impl Packed {
    fn portable(weight: &[i8], inputs: usize, outputs: usize) -> Self {
        let rows = NdTensorView::from_data([outputs, inputs], weight);
        Self::Portable(EXECUTOR.with(|executor| executor.prepack_b(rows.transposed())))
    }

    fn multiply(&self, codes: &[u8], width: usize, sums: &mut [i32]) {
        let weight = match self {
            Self::Vnni(panels) => return panels.multiply(codes, sums),
            Self::Portable(weight) => GemmInputB::Packed(weight),
        };
        let input =
            GemmInputA::Unpacked(NdTensorView::from_data([codes.len() / width, width], codes));
        EXECUTOR
            .with(|executor| executor.gemm(sums, input, weight, GemmOptions::default()))
            .expect("sizes were checked when the model was loaded");
    }
}

impl Rows {
    pub(crate) fn reset(&mut self, width: usize, count: usize) {
        self.width = width;
        self.codes.resize(width * count, 0);
        self.scale.resize(count, 0.0);
        self.zero.resize(count, 0);
    }

    pub(crate) fn len(&self) -> usize {
        self.scale.len()
    }

    /// Adds copies of rows of `other`.
    pub(crate) fn extend(&mut self, other: &Self, rows: impl IntoIterator<Item = usize>) {
        self.width = other.width;
        for row in rows {
            self.codes
                .extend_from_slice(&other.codes[row * other.width..(row + 1) * other.width]);
            self.scale.push(other.scale[row]);
            self.zero.push(other.zero[row]);
        }
    }

    #[inline(always)]
    pub(crate) fn products<'a>(&self, row: usize, sums: &'a [i32]) -> Products<'a> {
        Products {
            sums,
            scale: self.scale[row],
            zero: self.zero[row],
        }
    }

    /// Rounds rows of values to eight bits; nothing else is kept.
    pub(crate) fn round(&mut self, instructions: Instructions, width: usize, values: &[f32]) {
        self.reset(width, values.len() / width);
        instructions.run(Round { values, rows: self });
    }

    /// Rounds a row of values into place.
    #[inline(always)]
    pub(crate) fn set<I: Isa>(&mut self, isa: I, row: usize, values: &[f32]) {
        let codes = &mut self.codes[row * self.width..(row + 1) * self.width];
        (self.scale[row], self.zero[row]) = lanes::quantise(isa, values, codes);
    }
}

struct Round<'a> {
    values: &'a [f32],
    rows: &'a mut Rows,
}

impl SimdOp for Round<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        for (row, values) in self.values.chunks_exact(self.rows.width).enumerate() {
            self.rows.set(isa, row, values);
        }
    }
}

struct Dequantise<'a> {
    sums: &'a [i32],
    rows: &'a Rows,
    linear: &'a Linear,
    out: &'a mut [f32],
    gelu: bool,
}

impl SimdOp for Dequantise<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        let width = self.linear.outputs();
        let rows = self
            .sums
            .chunks_exact(width)
            .zip(self.out.chunks_exact_mut(width));
        for (row, (sums, out)) in rows.enumerate() {
            let products = self.rows.products(row, sums);
            if self.gelu {
                lanes::dequantise(
                    isa,
                    products,
                    self.linear.columns(),
                    #[inline(always)]
                    |at, value| {
                        f.store(lanes::gelu(isa, value), &mut out[at..]);
                    },
                );
            } else {
                lanes::dequantise(
                    isa,
                    products,
                    self.linear.columns(),
                    #[inline(always)]
                    |at, value| {
                        f.store(value, &mut out[at..]);
                    },
                );
            }
        }
    }
}

/// A product at the ends of the number ranges, with the sums that it must have.
#[cfg(test)]
pub(crate) fn extreme_product() -> (StoredLinear, Rows, Vec<i32>) {
    let (inputs, outputs, count) = (1536, 48, 70);
    let weight: Vec<i8> = (0..inputs * outputs)
        .map(|at| match (at / inputs) % 3 {
            0 => 63,
            1 => -63,
            _ => i8::try_from((at * 31) % 127).expect("below 127") - 63,
        })
        .collect();
    let codes: Vec<u8> = (0..inputs * count)
        .map(|at| {
            if (at / inputs) % 2 == 0 {
                255
            } else {
                ((at * 17) % 256) as u8
            }
        })
        .collect();
    let sums = (0..count * outputs)
        .map(|cell| {
            let (row, column) = (cell / outputs, cell % outputs);
            (0..inputs)
                .map(|at| {
                    i32::from(codes[row * inputs + at]) * i32::from(weight[column * inputs + at])
                })
                .sum()
        })
        .collect();
    let rows = Rows {
        width: inputs,
        codes,
        scale: vec![1.0; count],
        zero: vec![0; count],
    };
    let stored = StoredLinear {
        inputs,
        weight,
        scale: vec![1.0; outputs],
        bias: vec![0.0; outputs],
    };
    (stored, rows, sums)
}
