//! Places of the world with their coordinates.

use crate::Error;

/// Places of the world with their coordinates.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/place/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self {})
    }
}
