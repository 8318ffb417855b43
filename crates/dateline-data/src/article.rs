//! News outlets and the words that mark the furniture of a page.

use crate::Error;

/// News outlets and the words that mark the furniture of a page.
#[derive(Clone, Debug, Default)]
pub struct Outlets {}

impl Outlets {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/article/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self {})
    }
}
