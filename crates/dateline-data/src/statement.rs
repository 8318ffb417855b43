//! Words that make a statement.

use crate::Error;

/// Words that make a statement.
#[derive(Clone, Debug, Default)]
pub struct Cues {}

impl Cues {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/statement/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self {})
    }
}
