//! Why a page could not be fetched, and what to do about it.

use std::error::Error as StdError;
use std::fmt;

/// What kind of trouble it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The address is none that can be fetched.
    BadAddress,
    /// The address lies in a private network, on this machine, or nowhere.
    NotPublic,
    /// The host's robots.txt forbids it, or cannot be had.
    Robots,
    /// The server sends from one address to the next, too often or in a circle.
    Redirects,
    /// The server does not give the page, and says so with this status.
    Status(u16),
    /// The page is larger than pages may be.
    TooLarge,
    /// The server takes too long.
    Timeout,
    /// The connection ended before the page did.
    Cut,
    /// What the server sends does not follow the standard, or not what was asked for.
    Protocol,
    /// There is no such host, no connection to it, or no certificate that proves who it is.
    Network,
}

/// A page that was not fetched.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    hint: Option<String>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint: None,
        }
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What kind of trouble it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What to do about it, if anything.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

/// What is the matter: lower case, no full stop, without the address that was asked for.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Error {}
