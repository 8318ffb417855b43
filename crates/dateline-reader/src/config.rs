//! What a model file says of itself: sizes, labels and thresholds.

use serde_json::Value;

use crate::error::{ModelError, ModelErrorKind};

/// The sizes that this code is written for; a model of other sizes is refused.
pub(crate) const HIDDEN: usize = 384;
pub(crate) const HEADS: usize = 12;
pub(crate) const HEAD_DIM: usize = HIDDEN / HEADS;
pub(crate) const FEED_FORWARD: usize = 1536;
/// More layers than any model of this family has: a damaged file must not make the loader allocate without bound.
const MOST_LAYERS: usize = 24;
const MOST_LABELS: usize = 1024;
/// The lists of a word are bits of 16.
const MOST_LISTS: usize = 16;

/// The label sets of a model, in the order of its scores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Universal parts of speech.
    pub upos: Vec<String>,
    /// Parts of speech of the Penn Treebank.
    pub xpos: Vec<String>,
    /// Universal dependency relations.
    pub deprel: Vec<String>,
    /// Name tags: `O`, then `B-` and `I-` of each kind.
    pub names: Vec<String>,
    /// Event types.
    pub events: Vec<String>,
}

/// From which score on something counts as found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Probability that a word ends a sentence.
    pub sentence: f32,
    /// Probability that a word begins a cue.
    pub cue: f32,
    /// Added to the score of belonging to no cue.
    pub none_bias: f32,
    /// [Probability of an attribution](crate::Attribution::probability).
    pub attribution: f32,
    /// Probability that a word reports an event.
    pub trigger: f32,
}

/// A list of names that the model knows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List {
    /// Whether a word without a capital letter is not looked up in it.
    pub(crate) needs_capital: bool,
    /// Whether it has names of several words.
    pub(crate) has_phrases: bool,
}

/// The configuration in a model file's metadata.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) layers: usize,
    /// Layers of the branch for pairs; none where there is no such branch.
    pub(crate) pair_layers: usize,
    pub(crate) positions: usize,
    pub(crate) arc_dim: usize,
    pub(crate) label_dim: usize,
    pub(crate) link_dim: usize,
    pub(crate) labels: Labels,
    /// In the order of their bits; none where the model has no lists of names.
    pub(crate) lists: Vec<List>,
    pub(crate) thresholds: Thresholds,
}

impl Config {
    pub(crate) fn parse(json: &str) -> Result<Self, ModelError> {
        let value: Value =
            serde_json::from_str(json).map_err(|error| fault("config", error.to_string()))?;
        for (key, wanted) in [("hidden", HIDDEN), ("heads", HEADS), ("ffn", FEED_FORWARD)] {
            let found = size(&value, key, usize::MAX)?;
            if found != wanted {
                return Err(fault(
                    key,
                    format!("is {found}, and only {wanted} is supported"),
                ));
            }
        }
        let labels = value
            .get("labels")
            .ok_or_else(|| fault("labels", "are missing"))?;
        let thresholds = value
            .get("thresholds")
            .ok_or_else(|| fault("thresholds", "are missing"))?;
        let config = Self {
            layers: size(&value, "layers", MOST_LAYERS)?,
            pair_layers: match value.get("pair_layers") {
                Some(_) => size(&value, "pair_layers", MOST_LAYERS)?,
                None => 0,
            },
            positions: size(&value, "positions", 1 << 16)?,
            arc_dim: dimension(&value, "arc_dim")?,
            label_dim: dimension(&value, "label_dim")?,
            link_dim: dimension(&value, "link_dim")?,
            labels: Labels {
                upos: list(labels, "upos")?,
                xpos: list(labels, "xpos")?,
                deprel: list(labels, "deprel")?,
                names: list(labels, "names")?,
                events: list(labels, "events")?,
            },
            lists: lists(&value)?,
            thresholds: Thresholds {
                sentence: number(thresholds, "sentence")?,
                cue: number(thresholds, "cue")?,
                none_bias: number(thresholds, "none_bias")?,
                attribution: number(thresholds, "attribution")?,
                trigger: number(thresholds, "trigger")?,
            },
        };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ModelError> {
        if self.layers == 0 {
            return Err(fault("layers", "is 0"));
        }
        for (name, list) in [
            ("labels.upos", &self.labels.upos),
            ("labels.xpos", &self.labels.xpos),
            ("labels.deprel", &self.labels.deprel),
            ("labels.names", &self.labels.names),
        ] {
            if list.is_empty() {
                return Err(fault(name, "is empty"));
            }
        }
        if self.pair_layers > 0 && self.labels.events.is_empty() {
            return Err(fault(
                "labels.events",
                "is empty, and there are pair_layers",
            ));
        }
        if self.labels.names[0] != "O" {
            return Err(fault("labels.names", "does not begin with `O`"));
        }
        if let Some(tag) = self.labels.names[1..]
            .iter()
            .find(|tag| !tag.starts_with("B-") && !tag.starts_with("I-"))
        {
            return Err(fault(
                "labels.names",
                format!("has `{tag}`, which begins with neither `B-` nor `I-`"),
            ));
        }
        Ok(())
    }
}

fn fault(place: &str, message: impl Into<String>) -> ModelError {
    ModelError::new(ModelErrorKind::Config, format!("config: {place}"), message)
}

fn size(value: &Value, key: &str, most: usize) -> Result<usize, ModelError> {
    let found = value
        .get(key)
        .and_then(Value::as_u64)
        .ok_or_else(|| fault(key, "is not a whole number"))?;
    usize::try_from(found)
        .ok()
        .filter(|found| *found <= most)
        .ok_or_else(|| fault(key, format!("is {found}, more than {most}")))
}

/// The size of a head's states: a whole number of what is rounded to eight bits together.
fn dimension(value: &Value, key: &str) -> Result<usize, ModelError> {
    let found = size(value, key, 1024)?;
    if found == 0 || !found.is_multiple_of(64) {
        return Err(fault(key, format!("is {found}, not a multiple of 64")));
    }
    Ok(found)
}

fn lists(value: &Value) -> Result<Vec<List>, ModelError> {
    let Some(lists) = value.get("lists") else {
        return Ok(Vec::new());
    };
    let lists = lists
        .as_array()
        .filter(|lists| lists.len() <= MOST_LISTS)
        .ok_or_else(|| fault("lists", format!("are not a list of at most {MOST_LISTS}")))?;
    let truth = |list: &Value, key: &str| {
        list.get(key)
            .and_then(Value::as_bool)
            .ok_or_else(|| fault("lists", format!("one has no truth value `{key}`")))
    };
    lists
        .iter()
        .map(|list| {
            Ok(List {
                needs_capital: truth(list, "needs_capital")?,
                has_phrases: truth(list, "has_phrases")?,
            })
        })
        .collect()
}

fn number(value: &Value, key: &str) -> Result<f32, ModelError> {
    value
        .get(key)
        .and_then(Value::as_f64)
        .map(|found| found as f32)
        .filter(|found| found.is_finite())
        .ok_or_else(|| fault(key, "is not a number"))
}

fn list(labels: &Value, key: &str) -> Result<Vec<String>, ModelError> {
    let place = format!("labels.{key}");
    let values = labels
        .get(key)
        .and_then(Value::as_array)
        .ok_or_else(|| fault(&place, "is not a list"))?;
    if values.len() > MOST_LABELS {
        return Err(fault(
            &place,
            format!("has {} labels, more than {MOST_LABELS}", values.len()),
        ));
    }
    values
        .iter()
        .map(|label| {
            label
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| fault(&place, "holds what is no text"))
        })
        .collect()
}
