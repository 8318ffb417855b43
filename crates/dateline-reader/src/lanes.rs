//! The float steps of the reader, a row at a time, with the same bits on every instruction set.
//!
//! Written once over `rten-simd` and compiled for each instruction set. Three rules keep the bits equal: additions run in
//! an order that does not depend on the width of the lanes (sums over a row go through [`LANES`] partial sums and a fixed
//! tree), a product and a sum are never fused, and `exp` and the Gaussian integral are polynomials of our own. Division,
//! square root and rounding are exact by IEEE 754.

use rten_simd::ops::{BitOps, FloatOps, IntOps, NarrowSaturate, NumOps, ToFloat};
use rten_simd::{Isa, SimdOp};

/// Partial sums of a row: as many as the widest instruction set has lanes.
pub(crate) const LANES: usize = 16;

/// Which instructions run the float steps. Only tests choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Instructions {
    /// The best that the machine has.
    #[default]
    Best,
    /// What every machine has.
    #[cfg(test)]
    Generic,
    #[cfg(all(test, target_arch = "x86_64"))]
    Avx2,
}

impl Instructions {
    pub(crate) fn run<Op: SimdOp>(self, op: Op) -> Op::Output {
        match self {
            Self::Best => op.dispatch(),
            #[cfg(test)]
            Self::Generic => op.eval(rten_simd::isa::GenericIsa::new()),
            #[cfg(all(test, target_arch = "x86_64"))]
            Self::Avx2 => {
                op.eval(rten_simd::isa::Avx2Isa::new().expect("the test asked whether it is there"))
            }
        }
    }
}

/// The columns of a linear map, as the float step after the integer product needs them.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'a> {
    /// The sum of each column's weights, which the activations' zero point multiplies.
    pub(crate) sums: &'a [i32],
    pub(crate) scale: &'a [f32],
    pub(crate) bias: &'a [f32],
}

impl Columns<'_> {
    /// Some of the columns.
    pub(crate) fn slice(&self, range: std::ops::Range<usize>) -> Self {
        Self {
            sums: &self.sums[range.clone()],
            scale: &self.scale[range.clone()],
            bias: &self.bias[range],
        }
    }
}

/// A row of integer products with the scale and zero point of its activations.
#[derive(Clone, Copy)]
pub(crate) struct Products<'a> {
    pub(crate) sums: &'a [i32],
    pub(crate) scale: f32,
    pub(crate) zero: i32,
}

/// Calls `each` with the values that the products stand for, a vector at a time.
#[inline(always)]
pub(crate) fn dequantise<I: Isa>(
    isa: I,
    products: Products<'_>,
    columns: Columns<'_>,
    mut each: impl FnMut(usize, I::F32),
) {
    let (f, n) = (isa.f32(), isa.i32());
    let (zero, scale) = (n.splat(products.zero), f.splat(products.scale));
    let width = products.sums.len();
    let (sums, scales, biases) = (
        &columns.sums[..width],
        &columns.scale[..width],
        &columns.bias[..width],
    );
    for at in (0..width).step_by(f.len()) {
        let exact = n.sub(
            n.load(&products.sums[at..]),
            n.mul(zero, n.load(&sums[at..])),
        );
        let scaled = f.mul(n.to_float(exact), f.mul(scale, f.load(&scales[at..])));
        each(at, f.add(scaled, f.load(&biases[at..])));
    }
}

/// Rounds a row to eight bits; returns its scale and zero point. Its length is a multiple of four times [`LANES`], because
/// codes are written in vectors of bytes.
#[inline(always)]
pub(crate) fn quantise<I: Isa>(isa: I, row: &[f32], codes: &mut [u8]) -> (f32, i32) {
    let (f, n, h, b) = (isa.f32(), isa.i32(), isa.i16(), isa.u8());
    let len = f.len();
    let (mut low, mut high) = (f.zero(), f.zero());
    for at in (0..row.len()).step_by(len) {
        let value = f.load(&row[at..]);
        low = f.min(low, value);
        high = f.max(high, value);
    }
    let low = fold(isa, low, smaller);
    let high = fold(isa, high, larger);
    let scale = ((high - low) / 255.0).max(1e-12);
    let zero = (-low / scale).round_ties_even() as i32;
    let (inverse, offset) = (f.splat(1.0 / scale), n.splat(zero));
    let code = |at: usize| n.add(f.to_int_round(f.mul(f.load(&row[at..]), inverse)), offset);
    for at in (0..row.len()).step_by(4 * len) {
        let front = n.narrow_saturate(code(at), code(at + len));
        let back = n.narrow_saturate(code(at + 2 * len), code(at + 3 * len));
        b.store(h.narrow_saturate(front, back), &mut codes[at..]);
    }
    (scale, zero)
}

/// Layer normalisation (Ba et al. 2016) in place.
#[inline(always)]
pub(crate) fn normalise<I: Isa>(isa: I, row: &mut [f32], weight: &[f32], bias: &[f32]) {
    let f = isa.f32();
    let count = row.len() as f32;
    let mean = f.splat(
        sum(
            isa,
            row,
            #[inline(always)]
            |value| value,
        ) / count,
    );
    let variance = sum(
        isa,
        row,
        #[inline(always)]
        |value| {
            let from_mean = f.sub(value, mean);
            f.mul(from_mean, from_mean)
        },
    ) / count;
    let steepness = f.splat(1.0 / (variance + 1e-12).sqrt());
    let (weight, bias) = (&weight[..row.len()], &bias[..row.len()]);
    for at in (0..row.len()).step_by(f.len()) {
        let value = f.mul(f.sub(f.load(&row[at..]), mean), steepness);
        f.store(
            f.add(f.mul(value, f.load(&weight[at..])), f.load(&bias[at..])),
            &mut row[at..],
        );
    }
}

/// The sum of `each` over a row whose length is a multiple of [`LANES`].
#[inline(always)]
pub(crate) fn sum<I: Isa>(isa: I, row: &[f32], each: impl Fn(I::F32) -> I::F32) -> f32 {
    let f = isa.f32();
    let len = f.len();
    // The narrowest instruction set has four lanes.
    let mut partial = [f.zero(); LANES / 4];
    for chunk in row.chunks_exact(LANES) {
        for (partial, part) in partial.iter_mut().zip(chunk.chunks_exact(len)) {
            *partial = f.add(*partial, each(f.load(part)));
        }
    }
    let mut lanes = [0.0; LANES];
    for (partial, lanes) in partial.iter().zip(lanes.chunks_exact_mut(len)) {
        f.store(*partial, lanes);
    }
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// The largest number of a row whose length is a multiple of the lanes, none of which is NaN.
#[inline(always)]
pub(crate) fn largest<I: Isa>(isa: I, row: &[f32]) -> f32 {
    let f = isa.f32();
    let mut largest = f.splat(f32::MIN);
    for part in row.chunks_exact(f.len()) {
        largest = f.max(largest, f.load(part));
    }
    fold(isa, largest, larger)
}

fn larger(left: f32, right: f32) -> f32 {
    if left > right { left } else { right }
}

fn smaller(left: f32, right: f32) -> f32 {
    if left < right { left } else { right }
}

/// One number of all lanes. The order of steps depends on the width of the lanes, so `each` must not care about it.
#[inline(always)]
fn fold<I: Isa>(isa: I, vector: I::F32, each: impl Fn(f32, f32) -> f32) -> f32 {
    let f = isa.f32();
    let mut lanes = [0.0; LANES];
    f.store(vector, &mut lanes);
    let mut half = f.len() / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] = each(lanes[lane], lanes[lane + half]);
        }
        half /= 2;
    }
    lanes[0]
}

/// `x * Phi(x)` (Hendrycks and Gimpel 2016), where Phi is the Gaussian integral.
///
/// Phi(x) - 1/2 is `x P(x²) / Q(x²)` for |x| up to 5.5, fitted to 1.2e-7; beyond, Phi is 0 or 1 to within 2e-8.
#[inline(always)]
pub(crate) fn gelu<I: Isa>(isa: I, x: I::F32) -> I::F32 {
    const P: [f32; 5] = [
        0.398_941_55,
        0.058_432_5,
        0.006_164_940_5,
        4.127_516_6e-4,
        7.405_007e-6,
    ];
    const Q: [f32; 6] = [
        1.0,
        0.313_123_76,
        0.042_661_097,
        0.003_276_114,
        1.483_027_4e-4,
        6.077_908e-7,
    ];
    let f = isa.f32();
    let near = f.max(f.min(x, f.splat(5.5)), f.splat(-5.5));
    let square = f.mul(near, near);
    let integral = f.div(
        f.mul(near, polynomial(isa, square, &P)),
        polynomial(isa, square, &Q),
    );
    f.mul(x, f.add(f.splat(0.5), integral))
}

/// `exp(x)` for x up to 0, to within 2 units in the last place; below -87 it stays at `exp(-87)`.
#[inline(always)]
pub(crate) fn exp<I: Isa>(isa: I, x: I::F32) -> I::F32 {
    // The Taylor series of degree 6, its coefficients moved for the least error on |x| <= ln(2) / 2.
    const P: [f32; 7] = [
        1.0,
        1.0,
        0.499_999_94,
        0.166_665_21,
        0.041_668_39,
        0.008_368_717_5,
        0.001_381_460_1,
    ];
    // ln(2) in two parts, so that `n` times the first is exact.
    const LN_2: (f32, f32) = (0.693_359_4, -2.121_944_4e-4);
    let (f, n) = (isa.f32(), isa.i32());
    let x = f.max(x, f.splat(-87.0));
    let power = f.to_int_round(f.mul(x, f.splat(std::f32::consts::LOG2_E)));
    let whole = n.to_float(power);
    let rest = f.sub(
        f.sub(x, f.mul(whole, f.splat(LN_2.0))),
        f.mul(whole, f.splat(LN_2.1)),
    );
    let bits = n.shift_left::<23>(n.add(power, n.splat(127)));
    f.mul(
        f.from_bits(rten_simd::Simd::to_bits(bits)),
        polynomial(isa, rest, &P),
    )
}

#[inline(always)]
fn polynomial<I: Isa>(isa: I, x: I::F32, coefficients: &[f32]) -> I::F32 {
    let f = isa.f32();
    let mut value = f.splat(coefficients[coefficients.len() - 1]);
    for coefficient in coefficients.iter().rev().skip(1) {
        value = f.add(f.mul(value, x), f.splat(*coefficient));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Map<'a>(&'a mut [f32], bool);

    impl SimdOp for Map<'_> {
        type Output = ();

        #[inline(always)]
        fn eval<I: Isa>(self, isa: I) {
            let f = isa.f32();
            for at in (0..self.0.len()).step_by(f.len()) {
                let value = f.load(&self.0[at..]);
                let value = if self.1 {
                    gelu(isa, value)
                } else {
                    exp(isa, value)
                };
                f.store(value, &mut self.0[at..]);
            }
        }
    }

    /// The Gaussian integral by Simpson's rule, in double precision.
    fn phi(x: f64) -> f64 {
        let steps = 2000;
        let width = x / f64::from(steps);
        let density = |at: f64| (-at * at / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let inner: f64 = (1..steps)
            .map(|step| density(width * f64::from(step)) * if step % 2 == 1 { 4.0 } else { 2.0 })
            .sum();
        0.5 + width / 3.0 * (density(0.0) + density(x) + inner)
    }

    #[test]
    fn gelu_is_close_to_the_definition() {
        let inputs: Vec<f32> = (-1600..1600).map(|step| step as f32 / 200.0).collect();
        let mut outputs = inputs.clone();
        Instructions::Best.run(Map(&mut outputs, true));
        for (x, y) in inputs.iter().zip(outputs) {
            let x = f64::from(*x);
            assert!((f64::from(y) - x * phi(x)).abs() < 2e-6, "gelu({x}) = {y}");
        }
    }

    #[test]
    fn exp_is_close_to_the_definition() {
        let inputs: Vec<f32> = (0..8000).map(|step| -(step as f32) / 92.0).collect();
        let mut outputs = inputs.clone();
        Instructions::Best.run(Map(&mut outputs, false));
        for (x, y) in inputs.iter().zip(outputs) {
            let expected = f64::from(*x).exp();
            assert!(
                (f64::from(y) - expected).abs() < 3e-7 * expected,
                "exp({x}) = {y}"
            );
        }
    }

    struct Quantise<'a>(&'a [f32], &'a mut [u8]);

    impl SimdOp for Quantise<'_> {
        type Output = (f32, i32);

        #[inline(always)]
        fn eval<I: Isa>(self, isa: I) -> (f32, i32) {
            quantise(isa, self.0, self.1)
        }
    }

    #[test]
    fn a_quantised_row_is_within_half_a_step() {
        let row: Vec<f32> = (0..128)
            .map(|at| (at as f32 * 0.37).sin() * 3.0 + 1.0)
            .collect();
        let mut codes = vec![0; row.len()];
        let (scale, zero) = Instructions::Best.run(Quantise(&row, &mut codes));
        for (value, code) in row.iter().zip(&codes) {
            let back = (i32::from(*code) - zero) as f32 * scale;
            assert!((back - value).abs() <= scale * 0.51, "{value} {back}");
        }
        // A row of zeros, and one on one side of zero.
        assert_eq!(
            Instructions::Best.run(Quantise(&[0.0; 64], &mut codes)),
            (1e-12, 0)
        );
        let (_, zero) = Instructions::Best.run(Quantise(&[2.0; 64], &mut codes));
        assert_eq!((zero, codes[0], codes[63]), (0, 255, 255));
    }
}
