//! Opening a record: making it, bringing it up to date, and refusing what is none.
//!
//! WAL lets one process write while others read. A commit is not flushed to the disk at once
//! (`synchronous = NORMAL`): a killed process loses nothing, a power cut may lose the last pages but damages none.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{Error, ErrorKind, NOT_A_RECORD, Trouble};

/// `DTLN`: marks the file as a record of ours (`PRAGMA application_id`).
const APPLICATION_ID: u32 = 0x4454_4C4E;

/// Each entry brings a record from the version of its index to the next; `PRAGMA user_version` counts them.
const MIGRATIONS: [&str; 9] = [
    include_str!("migrations/001_record.sql"),
    include_str!("migrations/002_copies.sql"),
    include_str!("migrations/003_fetches.sql"),
    include_str!("migrations/004_quotations.sql"),
    include_str!("migrations/005_independent.sql"),
    include_str!("migrations/006_manner.sql"),
    include_str!("migrations/007_wire.sql"),
    include_str!("migrations/008_revision.sql"),
    include_str!("migrations/009_event_dates.sql"),
];

/// How long to wait for a lock that another process holds. Adding a page takes milliseconds, so that even a
/// dozen writers get their turn.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open record.
///
/// ```
/// use dateline_store::Store;
///
/// let store = Store::in_memory()?;
/// assert_eq!(store.stats()?.pages, 0);
/// # Ok::<(), dateline_store::Error>(())
/// ```
#[derive(Debug)]
pub struct Store {
    pub(crate) conn: Connection,
    path: Option<PathBuf>,
}

impl Store {
    /// The version of the records that this program makes.
    pub const VERSION: u32 = MIGRATIONS.len() as u32;

    /// Opens the record at `path`, makes it if there is none, and brings an older one up to date.
    ///
    /// # Errors
    /// If the folder is missing, if the file is no record or a newer one, or if it cannot be written.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let opened = has_folder(path).and_then(|()| {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let mut conn = Connection::open_with_flags(path, flags)?;
            conn.busy_timeout(PATIENCE)?;
            // Looked at before anything is written: another program's file stays as it is.
            version(&conn)?;
            settle(&conn)?;
            migrate(&mut conn)?;
            Ok(conn)
        });
        Self::wrap(opened, Some(path))
    }

    /// Opens the record at `path` for reading alone. Nothing is made, changed or locked for writers.
    ///
    /// # Errors
    /// If there is no such file, or it is no record or a newer one.
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        let opened = if path.exists() {
            read_only(path)
        } else {
            let message = "there is no record here; `dateline add` makes one".to_owned();
            Err(Trouble::Said(ErrorKind::NotFound, message))
        };
        Self::wrap(opened, Some(path))
    }

    /// A record that lives as long as this value: for pages that are read but not kept.
    ///
    /// # Errors
    /// If memory runs out.
    pub fn in_memory() -> Result<Self, Error> {
        let opened = Connection::open_in_memory()
            .map_err(Trouble::from)
            .and_then(|mut conn| {
                conn.pragma_update(None, "foreign_keys", true)?;
                migrate(&mut conn)?;
                Ok(conn)
            });
        Self::wrap(opened, None)
    }

    /// Limits the room that the record may take, in bytes; adding beyond it fails with [`ErrorKind::Full`].
    /// The limit holds for this value only and is never below what the record takes already.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn limit_size(&mut self, bytes: u64) -> Result<(), Error> {
        let limited = || -> Result<(), Trouble> {
            let page: i64 = self
                .conn
                .pragma_query_value(None, "page_size", |row| row.get(0))?;
            let pages = i64::try_from(bytes).unwrap_or(i64::MAX) / page;
            self.conn
                .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
            Ok(())
        };
        limited().map_err(|trouble| self.error(trouble))
    }

    /// The record's file; `None` for one in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    pub(crate) fn error(&self, trouble: impl Into<Trouble>) -> Error {
        trouble.into().in_file(self.path())
    }

    fn wrap(opened: Result<Connection, Trouble>, path: Option<&Path>) -> Result<Self, Error> {
        match opened {
            Ok(conn) => Ok(Self {
                conn,
                path: path.map(Path::to_owned),
            }),
            Err(trouble) => Err(trouble.in_file(path)),
        }
    }
}

fn has_folder(path: &Path) -> Result<(), Trouble> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Err(Trouble::Said(
            ErrorKind::NotFound,
            format!("there is no folder {}; make it first", folder.display()),
        )),
        _ => Ok(()),
    }
}

fn read_only(path: &Path) -> Result<Connection, Trouble> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |immutable: bool| -> Result<(Connection, Option<u32>), Trouble> {
        let conn = if immutable {
            Connection::open_with_flags(immutable_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?
        } else {
            Connection::open_with_flags(path, flags)?
        };
        conn.busy_timeout(PATIENCE)?;
        let version = version(&conn)?;
        Ok((conn, version))
    };
    let (conn, version) = match open(false) {
        // In a folder that cannot be written SQLite cannot make the files by which readers and writers meet.
        // Without a log left behind the file is whole in itself, and nobody here can be writing to it.
        Err(Trouble::Sqlite(_)) if !has_log(path) => open(true)?,
        other => other?,
    };
    match version {
        Some(Store::VERSION) => {}
        Some(older) => {
            let message = format!(
                "a record of version {older}; open it once for writing to bring it to version {}",
                Store::VERSION
            );
            return Err(Trouble::Said(ErrorKind::ReadOnly, message));
        }
        None => {
            let message = NOT_A_RECORD.to_owned();
            return Err(Trouble::Said(ErrorKind::NotARecord, message));
        }
    }
    Ok(conn)
}

fn immutable_uri(path: &Path) -> String {
    let path = path.to_string_lossy();
    let escaped = path
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    format!("file:{escaped}?immutable=1")
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// The version of a record, or `None` for an empty file.
fn version(conn: &Connection) -> Result<Option<u32>, Trouble> {
    let mark: u32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if mark == APPLICATION_ID {
        if found > Store::VERSION {
            let known = Store::VERSION;
            return Err(Trouble::Said(
                ErrorKind::NewerVersion { found, known },
                format!(
                    "a record of version {found}, made by a newer program; this one knows versions up to {known}: update it"
                ),
            ));
        }
        Ok(Some(found))
    } else if mark == 0 && found == 0 && tables == 0 {
        Ok(None)
    } else {
        let message = NOT_A_RECORD.to_owned();
        Err(Trouble::Said(ErrorKind::NotARecord, message))
    }
}

/// Settings that hold for a connection, and the journal's mode, which the file keeps.
fn settle(conn: &Connection) -> Result<(), Trouble> {
    // Changing the mode needs the file alone and does not wait for its turn by itself.
    let mut waited = Duration::ZERO;
    let step = Duration::from_millis(20);
    while let Err(error) =
        conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0))
    {
        let busy = matches!(
            error.sqlite_error_code(),
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
        );
        if !busy || waited >= PATIENCE {
            return Err(error.into());
        }
        std::thread::sleep(step);
        waited += step;
    }
    conn.pragma_update(None, "synchronous", "normal")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // A log that grew while somebody read for long shrinks to this again at the next checkpoint, in bytes.
    conn.pragma_update_and_check(None, "journal_size_limit", 16 << 20, |_| Ok(()))?;
    Ok(())
}

fn migrate(conn: &mut Connection) -> Result<(), Trouble> {
    if version(conn)? == Some(Store::VERSION) {
        return Ok(());
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Looked up again under the lock: another process may have done the work meanwhile.
    let from = version(&tx)?.unwrap_or(0);
    for step in MIGRATIONS.iter().skip(from as usize) {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", Store::VERSION)?;
    tx.commit()?;
    Ok(())
}
