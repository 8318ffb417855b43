//! What can be wrong with a data file, and where.

use std::fmt;

/// A data file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    file: String,
    line: usize,
    message: String,
}

/// What is wrong with a data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The header row is missing or names other columns.
    Header,
    /// A row has too few or too many cells.
    Cells,
    /// A cell does not hold what its column promises.
    Value,
    /// Compressed or compiled data is damaged.
    Damaged,
}

impl Error {
    /// An error at a line of a file, counted from 1; line 0 stands for the whole file.
    #[must_use]
    pub fn new(kind: ErrorKind, file: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            kind,
            file: file.to_owned(),
            line,
            message: message.into(),
        }
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file, and the line counted from 1.
    #[must_use]
    pub fn place(&self) -> (&str, usize) {
        (&self.file, self.line)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for Error {}
