//! Abbreviations, titles, given names and role nouns: what sentences and names are read with.

use crate::Error;

/// Abbreviations, titles, given names and role nouns: what sentences and names are read with.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/parse/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self {})
    }
}
