//! A model file, opened and checked: safetensors with the mark `dateline-reader/1`.
//!
//! Every tensor is asked for by name, type and shape; anything else is an error that names it. Nothing is read that was
//! not asked for, so a file may hold more than this code knows.

use std::ops::Range;

use half::f16;
use safetensors::{Dtype, SafeTensors};

use crate::config::Config;
use crate::error::{ModelError, ModelErrorKind};

/// The mark of the format that this code reads.
pub(crate) const FORMAT: &str = "dateline-reader/1";

/// Weights are kept to seven bits, so that instruction sets that add pairs of products in 16 bits cannot saturate.
pub(crate) const LARGEST_WEIGHT: u8 = 63;

/// An opened model file.
pub(crate) struct ModelFile<'a> {
    bytes: &'a [u8],
    tensors: SafeTensors<'a>,
}

/// A linear map as it is stored: a row of weights for each output.
#[derive(Clone, Debug, Default)]
pub(crate) struct StoredLinear {
    pub(crate) inputs: usize,
    pub(crate) weight: Vec<i8>,
    pub(crate) scale: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

impl<'a> ModelFile<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<(Self, Config), ModelError> {
        let container = |error: safetensors::SafeTensorError| {
            ModelError::new(ModelErrorKind::Container, "safetensors", error.to_string())
        };
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(container)?;
        let tensors = SafeTensors::deserialize(bytes).map_err(container)?;
        let entries = metadata.metadata().as_ref();
        let entry = |key: &str| {
            entries
                .and_then(|entries| entries.get(key))
                .map(String::as_str)
        };
        match entry("format") {
            Some(FORMAT) => {}
            Some(other) => {
                return Err(ModelError::new(
                    ModelErrorKind::Format,
                    "format",
                    format!("is `{other}`, and only `{FORMAT}` is read"),
                ));
            }
            None => {
                return Err(ModelError::new(
                    ModelErrorKind::Format,
                    "format",
                    "is missing",
                ));
            }
        }
        let json = entry("config")
            .ok_or_else(|| ModelError::new(ModelErrorKind::Config, "config", "is missing"))?;
        Ok((Self { bytes, tensors }, Config::parse(json)?))
    }

    /// The shape of a tensor that need not be of one size.
    pub(crate) fn shape(&self, name: &str) -> Result<Vec<usize>, ModelError> {
        let view = self.tensors.tensor(name).map_err(|_| missing(name))?;
        Ok(view.shape().to_vec())
    }

    /// Where the bytes of a tensor lie in the file.
    pub(crate) fn range(
        &self,
        name: &str,
        dtype: Dtype,
        shape: &[usize],
    ) -> Result<Range<usize>, ModelError> {
        let data = self.data(name, dtype, shape)?;
        let start = data.as_ptr().addr() - self.bytes.as_ptr().addr();
        Ok(start..start + data.len())
    }

    /// Numbers in single or half precision.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let is_half = self
            .tensors
            .tensor(name)
            .is_ok_and(|view| view.dtype() == Dtype::F16);
        let floats: Vec<f32> = if is_half {
            let (words, _) = self.data(name, Dtype::F16, shape)?.as_chunks::<2>();
            let value = |word: &[u8; 2]| f16::from_le_bytes(*word).to_f32();
            words.iter().map(value).collect()
        } else {
            let (words, _) = self.data(name, Dtype::F32, shape)?.as_chunks::<4>();
            words.iter().map(|word| f32::from_le_bytes(*word)).collect()
        };
        all_finite(name, floats.iter().all(|value| value.is_finite()))?;
        Ok(floats)
    }

    /// Half-precision numbers, checked and left where they are.
    pub(crate) fn halves(&self, name: &str, shape: &[usize]) -> Result<Range<usize>, ModelError> {
        let range = self.range(name, Dtype::F16, shape)?;
        let (words, _) = self.bytes[range.clone()].as_chunks::<2>();
        let is_finite = |word: &[u8; 2]| f16::from_le_bytes(*word).is_finite();
        all_finite(name, words.iter().all(is_finite))?;
        Ok(range)
    }

    pub(crate) fn linear(
        &self,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<StoredLinear, ModelError> {
        let place = format!("{name}.weight");
        let bytes = self.data(&place, Dtype::I8, &[outputs, inputs])?;
        let weight: Vec<i8> = bytes.iter().map(|byte| byte.cast_signed()).collect();
        if weight
            .iter()
            .any(|value| value.unsigned_abs() > LARGEST_WEIGHT)
        {
            return Err(ModelError::new(
                ModelErrorKind::Value,
                place,
                format!("holds a weight outside -{LARGEST_WEIGHT}..={LARGEST_WEIGHT}"),
            ));
        }
        let scale = self.floats(&format!("{name}.scale"), &[outputs])?;
        let bias = self.floats(&format!("{name}.bias"), &[outputs])?;
        Ok(StoredLinear {
            inputs,
            weight,
            scale,
            bias,
        })
    }

    /// The bytes of a tensor.
    pub(crate) fn data(
        &self,
        name: &str,
        dtype: Dtype,
        shape: &[usize],
    ) -> Result<&'a [u8], ModelError> {
        let view = self.tensors.tensor(name).map_err(|_| missing(name))?;
        if view.dtype() != dtype || view.shape() != shape {
            return Err(ModelError::new(
                ModelErrorKind::Shape,
                name,
                format!(
                    "is {:?} {:?}, and should be {dtype:?} {shape:?}",
                    view.dtype(),
                    view.shape()
                ),
            ));
        }
        Ok(view.data())
    }
}

impl StoredLinear {
    /// One map with the outputs of all `parts`, one after the other.
    pub(crate) fn join(parts: impl IntoIterator<Item = Self>) -> Self {
        parts
            .into_iter()
            .reduce(|mut all, part| {
                all.weight.extend(part.weight);
                all.scale.extend(part.scale);
                all.bias.extend(part.bias);
                all
            })
            .unwrap_or_default()
    }

    /// The map to some of the outputs.
    pub(crate) fn slice(&self, outputs: Range<usize>) -> Self {
        Self {
            inputs: self.inputs,
            weight: self.weight[outputs.start * self.inputs..outputs.end * self.inputs].to_vec(),
            scale: self.scale[outputs.clone()].to_vec(),
            bias: self.bias[outputs].to_vec(),
        }
    }
}

fn all_finite(name: &str, holds: bool) -> Result<(), ModelError> {
    let error = || {
        ModelError::new(
            ModelErrorKind::Value,
            name,
            "holds a value that is not finite",
        )
    };
    holds.then_some(()).ok_or_else(error)
}

fn missing(name: &str) -> ModelError {
    ModelError::new(ModelErrorKind::Missing, name, "is missing")
}
