//! PLOVER's types and modes, and the words that tell them.

use crate::Error;

/// PLOVER's types and modes, and the words that tell them.
#[derive(Clone, Debug, Default)]
pub struct Ontology {}

impl Ontology {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/event/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self {})
    }
}
