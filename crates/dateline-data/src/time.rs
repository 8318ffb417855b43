//! Words for days, months, seasons and holidays.

use crate::Error;

/// Words for days, months, seasons and holidays.
#[derive(Clone, Debug, Default)]
pub struct Calendar {}

impl Calendar {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/time/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self {})
    }
}
