//! Scores to probabilities, with the same bits on every machine.

use rten_simd::isa::GenericIsa;
use rten_simd::ops::BitOps;
use rten_simd::{Isa, Simd};

use crate::lanes;

/// The logistic function.
pub(crate) fn sigmoid(score: f32) -> f32 {
    let small = exp(-score.abs());
    if score >= 0.0 {
        1.0 / (1.0 + small)
    } else {
        small / (1.0 + small)
    }
}

/// The probabilities of scores that exclude each other.
pub(crate) fn softmax(scores: &[f32]) -> Vec<f32> {
    let largest = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut out: Vec<f32> = scores.iter().map(|score| exp(score - largest)).collect();
    let sum: f32 = out.iter().sum();
    for value in &mut out {
        *value /= sum;
    }
    out
}

/// The index of the largest score, the first of several.
pub(crate) fn argmax(scores: &[f32]) -> usize {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    best
}

fn exp(x: f32) -> f32 {
    let isa = GenericIsa::new();
    lanes::exp(isa, isa.f32().splat(x)).to_array()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_those_of_the_definition() {
        assert_eq!(sigmoid(0.0), 0.5);
        assert!((sigmoid(2.0) - 0.880_797).abs() < 1e-6);
        assert!((sigmoid(-2.0) - 0.119_203).abs() < 1e-6);
        assert_eq!((sigmoid(200.0), sigmoid(-200.0) < 1e-30), (1.0, true));
        let three = softmax(&[1.0, 2.0, 3.0]);
        assert!(
            (three[2] - 0.665_241).abs() < 1e-6 && (three.iter().sum::<f32>() - 1.0).abs() < 1e-6
        );
        assert_eq!(argmax(&[1.0, 3.0, 3.0]), 1);
    }
}
