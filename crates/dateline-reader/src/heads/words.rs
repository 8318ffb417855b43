//! The heads that look at one word at a time, computed in one product.

use std::ops::Range;

use crate::config::{Config, HIDDEN};
use crate::error::ModelError;
use crate::file::{ModelFile, StoredLinear};
use crate::linear::Linear;

/// The joined linear map, and where each head's scores lie in its result.
pub(crate) struct WordHeads {
    pub(crate) linear: Linear,
    pub(crate) upos: Range<usize>,
    pub(crate) xpos: Range<usize>,
    pub(crate) sentence: usize,
    pub(crate) names: Range<usize>,
    pub(crate) cue: Range<usize>,
    pub(crate) source: Range<usize>,
    pub(crate) trigger: usize,
}

impl WordHeads {
    pub(crate) fn load(file: &ModelFile<'_>, config: &Config) -> Result<Self, ModelError> {
        let mut parts = Vec::new();
        let mut end = 0;
        let mut add = |name: &str, outputs: usize| -> Result<Range<usize>, ModelError> {
            parts.push(file.linear(&format!("heads.{name}"), HIDDEN, outputs)?);
            end += outputs;
            Ok(end - outputs..end)
        };
        let labels = &config.labels;
        let upos = add("upos", labels.upos.len())?;
        let xpos = add("xpos", labels.xpos.len())?;
        let sentence = add("sentence", 1)?.start;
        let names = add("names", labels.names.len())?;
        let cue = add("cue", 3)?;
        let source = add("source", 3)?;
        let trigger = add("trigger", 1)?.start;
        let linear = Linear::pack(StoredLinear::join(parts));
        Ok(Self {
            linear,
            upos,
            xpos,
            sentence,
            names,
            cue,
            source,
            trigger,
        })
    }
}
