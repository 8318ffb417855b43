//! Why a model file is refused.

use std::fmt;

/// A model file that cannot be used: what is wrong, and where in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    kind: ModelErrorKind,
    place: String,
    message: String,
}

/// The kinds of fault that a model file can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelErrorKind {
    /// Not a safetensors file, or one that is cut short.
    Container,
    /// A safetensors file of another format, or of another version of this one.
    Format,
    /// The configuration cannot be read or asks for what this code does not support.
    Config,
    /// A tensor is missing.
    Missing,
    /// A tensor has another type or shape than the configuration says.
    Shape,
    /// A tensor holds a value that it must not hold.
    Value,
}

impl ModelError {
    pub(crate) fn new(
        kind: ModelErrorKind,
        place: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            place: place.into(),
            message: message.into(),
        }
    }

    /// What kind of fault it is.
    pub fn kind(&self) -> ModelErrorKind {
        self.kind
    }

    /// The tensor or part of the file that is at fault.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "model file: {}: {}", self.place, self.message)
    }
}

impl std::error::Error for ModelError {}
