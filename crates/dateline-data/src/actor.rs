//! Countries, groups, organisations and people in office, with their PLOVER codes.

use crate::Error;

/// Countries, groups, organisations and people in office, with their PLOVER codes.
#[derive(Clone, Debug, Default)]
pub struct Registry {}

impl Registry {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/actor/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self {})
    }
}
