//! What can go wrong with a record: what kind of trouble, in which file, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

use dateline_schema::PageId;
use rusqlite::ErrorCode;

/// Why a record could not be opened, read or written.
///
/// Its message names the file, says what is wrong in lower case, and says what to do where something can be done.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    path: Option<PathBuf>,
    message: String,
    cause: Option<rusqlite::Error>,
}

/// What kind of trouble it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no file at this path, or no folder to make it in.
    NotFound,
    /// The file is something else than a record.
    NotARecord,
    /// A newer program made the record.
    NewerVersion {
        /// The record's version.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// Another process kept the record locked for too long.
    Busy,
    /// The disk, or the room that the record may take, is full. What was stored before is whole.
    Full,
    /// The record was opened for reading, or lies where nothing can be written.
    ReadOnly,
    /// The system does not let this user open the file.
    Denied,
    /// The file is a record, but part of it cannot be read.
    Damaged,
    /// No page of the record has this id.
    UnknownId,
    /// Several pages have ids that begin so.
    AmbiguousId {
        /// Some of them, in order.
        candidates: Vec<PageId>,
    },
    /// The report cannot be kept: its spans or numbers point outside it, or another page bears its id.
    BadReport,
    /// Reading or writing the disk failed.
    Io,
    /// Anything else; the message says what.
    Other,
}

impl Error {
    /// What kind of trouble it is.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The record's file; `None` for one in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.path {
            Some(path) => write!(f, "{}: {}", path.display(), self.0.message),
            None => f.write_str(&self.0.message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0
            .cause
            .as_ref()
            .map(|cause| cause as &(dyn std::error::Error + 'static))
    }
}

/// Trouble inside the crate, before the file is known.
#[derive(Debug)]
pub(crate) enum Trouble {
    Sqlite(rusqlite::Error),
    Said(ErrorKind, String),
}

impl Trouble {
    pub(crate) fn damaged(message: impl Into<String>) -> Self {
        Self::Said(ErrorKind::Damaged, message.into())
    }

    pub(crate) fn in_file(self, path: Option<&Path>) -> Error {
        let path = path.map(Path::to_owned);
        let (kind, message, cause) = match self {
            Self::Said(kind, message) => (kind, message, None),
            Self::Sqlite(cause) => {
                let (kind, message) = explain(&cause);
                (kind, message, Some(cause))
            }
        };
        Error(Box::new(Inner {
            kind,
            path,
            message,
            cause,
        }))
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn explain(error: &rusqlite::Error) -> (ErrorKind, String) {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType};
    let (kind, message) = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => (ErrorKind::NotARecord, NOT_A_RECORD.to_owned()),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            ErrorKind::Busy,
            "another process keeps the record locked; try again when it is done".to_owned(),
        ),
        Some(ErrorCode::DiskFull) => (
            ErrorKind::Full,
            "no room left to write; what was stored before is whole: make room and run again"
                .to_owned(),
        ),
        Some(ErrorCode::ReadOnly) => (
            ErrorKind::ReadOnly,
            "the record cannot be written, only read".to_owned(),
        ),
        Some(ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied) => (
            ErrorKind::Denied,
            "no permission to open the record".to_owned(),
        ),
        Some(ErrorCode::CannotOpen) => (
            ErrorKind::Denied,
            "cannot be opened; it may be a folder, or you may lack permission".to_owned(),
        ),
        Some(ErrorCode::DatabaseCorrupt) => (
            ErrorKind::Damaged,
            "the record is damaged; `dateline check` lists what is wrong".to_owned(),
        ),
        Some(ErrorCode::SystemIoFailure) => (
            ErrorKind::Io,
            format!("the disk could not be read or written: {error}"),
        ),
        _ => match error {
            FromSqlConversionFailure(_, _, inner) => (
                ErrorKind::Damaged,
                format!("the record is damaged: {inner}"),
            ),
            InvalidColumnType(..) | IntegralValueOutOfRange(..) => (
                ErrorKind::Damaged,
                format!("the record is damaged: {error}"),
            ),
            _ => (ErrorKind::Other, error.to_string()),
        },
    };
    (kind, message)
}

pub(crate) const NOT_A_RECORD: &str =
    "not a record of dateline; name another file, or remove this one";
