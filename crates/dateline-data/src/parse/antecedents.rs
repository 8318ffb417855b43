//! `data/parse/antecedents.tsv`: how much speaks for an entity that a pronoun may stand for.

use super::words::column;
use crate::{Error, ErrorKind, Table};

/// What is asked of an entity and the pronoun that may stand for it.
///
/// All are 0 or 1 but `mentions`, the logarithm of 1 and the number of mentions before. "Last" is the entity's last
/// mention before the pronoun.
pub const ANTECEDENT_FEATURES: [&str; 25] = [
    "same-sentence",
    "sentence-before",
    "further",
    "other-line",
    "nearest",
    "second-nearest",
    "subject",
    "subject-before",
    "subject-nearby",
    "speaks",
    "last-speaker",
    "name",
    "pronoun",
    "unnamed",
    "mentions",
    "most-mentioned",
    "first-person-told-of",
    "subject-of-governor",
    "subject-of-clause",
    "owner",
    "in-phrase",
    "parallel",
    "same-quotation",
    "pronoun-quoted",
    "candidate-quoted",
];

/// How a pronoun is used, by which weights differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PronounUse {
    /// The subject of a verb of saying.
    Speaker,
    /// Another subject.
    Subject,
    /// "His" before a noun.
    Owner,
    /// Anything else.
    Other,
}

impl PronounUse {
    /// All, in the order of the file's columns.
    pub const ALL: [Self; 4] = [Self::Speaker, Self::Subject, Self::Owner, Self::Other];

    /// What the file calls it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Subject => "subject",
            Self::Owner => "owner",
            Self::Other => "other",
        }
    }
}

/// The weights of each use.
#[derive(Clone, Debug)]
pub(super) struct Weights([[f32; ANTECEDENT_FEATURES.len()]; PronounUse::ALL.len()]);

impl Default for Weights {
    fn default() -> Self {
        Self([[0.0; ANTECEDENT_FEATURES.len()]; PronounUse::ALL.len()])
    }
}

impl Weights {
    pub(super) fn builtin() -> Result<Self, Error> {
        let (name, text) = column!("antecedents.tsv");
        let header = ["feature", "speaker", "subject", "owner", "other"];
        let table = Table::read(name, text, &header)?;
        let mut weights = Self::default();
        let mut missing: Vec<&str> = ANTECEDENT_FEATURES.to_vec();
        for row in table.rows() {
            let feature = row.get(0);
            let known = |name: &&str| *name == feature;
            let Some(idx) = ANTECEDENT_FEATURES.iter().position(known) else {
                return Err(row.error(format!("not a feature: {feature:?}")));
            };
            missing.retain(|name| *name != feature);
            for used in PronounUse::ALL {
                let cell = row.get(1 + used as usize);
                let weight = cell.parse();
                weights.0[used as usize][idx] =
                    weight.map_err(|_| row.error(format!("not a weight: {cell:?}")))?;
            }
        }
        match missing[..] {
            [] => Ok(weights),
            [first, ..] => {
                let message = format!("no row for {first:?}");
                Err(Error::new(ErrorKind::Value, name, 0, message))
            }
        }
    }

    pub(super) fn of(&self, used: PronounUse) -> &[f32; ANTECEDENT_FEATURES.len()] {
        &self.0[used as usize]
    }
}
