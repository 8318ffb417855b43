//! What is wrong with a file that should hold pages, and where.

use std::error::Error as StdError;
use std::fmt;
use std::io;

/// What kind of trouble it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The bytes could not be had: a missing permission, a broken disk or pipe.
    Io,
    /// The file ends in the middle of something.
    Cut,
    /// Something is larger than it can be for a page, or unpacks to very much more than it is.
    TooLarge,
    /// It does not follow its format.
    Damaged,
    /// It follows a format that is not read.
    Unsupported,
}

/// A page, or the rest of a file, that cannot be read. Iteration goes on after it where anything can follow.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    place: String,
    message: String,
    hint: Option<String>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            place: String::new(),
            message: message.into(),
            hint: None,
        }
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, at a place in a file.
    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// What kind of trouble it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Where: the file, and the byte, line or entry in it where there is one.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What is the matter: lower case, no full stop.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, if anything.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Trouble on the way to the bytes. Decompressors report damage and cuts the same way.
    pub(crate) fn of_io(error: &io::Error) -> Self {
        if let Some(own) = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Fault>())
        {
            return match own {
                Fault::Bomb => Self::new(ErrorKind::TooLarge, own.to_string()).with_hint(
                    "no archive of pages packs so well: it is damaged, or made to fill memory",
                ),
                Fault::Damaged(_) => {
                    Self::new(ErrorKind::Damaged, own.to_string()).with_hint("get the file anew")
                }
                Fault::Unsupported(_) => Self::new(ErrorKind::Unsupported, own.to_string()),
            };
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::new(
                ErrorKind::Cut,
                "the file ends in the middle of its compressed data",
            )
            .with_hint("it was not copied or fetched whole: get it anew"),
            // flate2 reports a wrong checksum or code so.
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Self::new(
                ErrorKind::Damaged,
                format!("the compressed data is damaged: {error}"),
            )
            .with_hint("get the file anew"),
            _ => Self::new(ErrorKind::Io, format!("cannot be read: {error}")),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)
    }
}

impl StdError for Error {}

/// Trouble inside of a decompressor, on its way through `io::Error`.
#[derive(Debug)]
pub(crate) enum Fault {
    /// More comes out than any page data packs into.
    Bomb,
    /// The data does not follow its format.
    Damaged(String),
    /// The data asks for something that is not done.
    Unsupported(String),
}

impl Fault {
    pub(crate) fn into_io(self) -> io::Error {
        io::Error::other(self)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bomb => f.write_str(
                "the file unpacks to more than a thousand times its size: the rest is not read",
            ),
            Self::Damaged(what) => write!(f, "the compressed data is damaged: {what}"),
            Self::Unsupported(what) => f.write_str(what),
        }
    }
}

impl StdError for Fault {}
