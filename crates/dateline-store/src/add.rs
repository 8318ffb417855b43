//! Writing a page: all of it or nothing, once.

use std::io::{Read, Write};

use dateline_schema::{PageId, Report};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use crate::Store;
use crate::error::{Error, ErrorKind, Trouble};
use crate::faults::faults;
use crate::insert::insert_page;
use crate::quotations::{Linking, divide, link_page, quotations_on};

/// Where a report comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The SHA-256 of the page's bytes; the report's id is its beginning.
    pub sha256: [u8; 32],
    /// The page itself, if the record is to keep it. It is stored as gzip.
    pub bytes: Option<&'a [u8]>,
    /// The version of the program that read the page, such as `0.1.0`.
    pub program: &'a str,
}

/// What came of adding a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the record now.
    Added,
    /// It was there before. If it was found under another name or URL this time, that is remembered too.
    AlreadyThere,
    /// What an earlier run had found was replaced.
    Replaced,
}

impl Store {
    /// Adds a page. One that is there already stays as it is, whatever this report says of it.
    ///
    /// When this returns, a killed process loses nothing of it; before, nothing of it can be seen.
    ///
    /// # Errors
    /// If the report is not whole in itself, the disk is full, or the record cannot be written.
    pub fn add(&mut self, report: &Report, origin: &Origin<'_>) -> Result<Outcome, Error> {
        self.write(report, origin, false, |_, _| Ok(()))
    }

    /// Adds a page, in place of what an earlier run had found on it. Its names are kept, and its bytes if
    /// `origin` brings none.
    ///
    /// # Errors
    /// As for [`add`](Self::add).
    pub fn replace(&mut self, report: &Report, origin: &Origin<'_>) -> Result<Outcome, Error> {
        self.write(report, origin, true, |_, _| Ok(()))
    }

    /// Adds a page, or with `replace` puts it in place of what an earlier run had found on it, and links its statements
    /// with those that carry the same words: all of it or nothing.
    ///
    /// # Errors
    /// As for [`add`](Self::add).
    pub fn add_linked(
        &mut self,
        report: &Report,
        origin: &Origin<'_>,
        replace: bool,
        linking: &impl Linking,
    ) -> Result<Outcome, Error> {
        self.write(report, origin, replace, |tx, page_id| {
            link_page(tx, page_id, linking)
        })
    }

    /// The bytes of a page, if the record keeps them.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn page_bytes(&self, page: &PageId) -> Result<Option<Vec<u8>>, Error> {
        let gzip: Option<Vec<u8>> = self
            .conn
            .prepare_cached(
                "SELECT gzip FROM page_bytes JOIN pages ON pages.id = page_id WHERE page = ?1",
            )
            .and_then(|mut select| {
                select
                    .query_row([page.as_str()], |row| row.get(0))
                    .optional()
            })
            .map_err(|error| self.error(error))?;
        gzip.map(|gzip| {
            let mut bytes = Vec::new();
            GzDecoder::new(gzip.as_slice())
                .read_to_end(&mut bytes)
                .map(|_| bytes)
                .map_err(|error| {
                    self.error(Trouble::damaged(format!(
                        "the bytes of page {page}: {error}"
                    )))
                })
        })
        .transpose()
    }

    fn write(
        &mut self,
        report: &Report,
        origin: &Origin<'_>,
        replace: bool,
        link: impl FnOnce(&Transaction<'_>, i64) -> Result<(), Trouble>,
    ) -> Result<Outcome, Error> {
        let written = add(&mut self.conn, report, origin, replace, link);
        written.map_err(|trouble| self.error(trouble))
    }
}

/// `link` hears of the row of a page that has been written, before anybody can see it.
fn add(
    conn: &mut rusqlite::Connection,
    report: &Report,
    origin: &Origin<'_>,
    replace: bool,
    link: impl FnOnce(&Transaction<'_>, i64) -> Result<(), Trouble>,
) -> Result<Outcome, Trouble> {
    let bad = |message: String| Err(Trouble::Said(ErrorKind::BadReport, message));
    if PageId::from_sha256(&origin.sha256) != report.page {
        return bad(format!("page {} has another digest", report.page));
    }
    if let Some(fault) = faults(report).first() {
        return bad(format!("page {}: {fault}", report.page));
    }
    let sha256: String = origin
        .sha256
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // Compressed before the record is locked.
    let gzip = origin.bytes.map(compress).transpose()?;

    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let known: Option<(i64, String)> = tx
        .prepare_cached("SELECT id, sha256 FROM pages WHERE page = ?1")?
        .query_row([report.page.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let outcome = match known {
        Some((_, other)) if other != sha256 => {
            return bad(format!(
                "page {} is in the record with other bytes, whose digest begins alike",
                report.page
            ));
        }
        Some((id, _)) if !replace => {
            remember_name(&tx, id, report)?;
            Outcome::AlreadyThere
        }
        Some((id, _)) => {
            let carried = quotations_on(&tx, id)?;
            rewrite(&tx, id, report, origin, &sha256, gzip)?;
            divide(&tx, &carried)?;
            link(&tx, id)?;
            Outcome::Replaced
        }
        None => {
            let id = insert_page(&tx, None, report, &report.name, origin, &sha256)?;
            remember_name(&tx, id, report)?;
            keep_bytes(&tx, id, gzip)?;
            link(&tx, id)?;
            Outcome::Added
        }
    };
    tx.commit()?;
    Ok(outcome)
}

fn rewrite(
    tx: &Transaction<'_>,
    id: i64,
    report: &Report,
    origin: &Origin<'_>,
    sha256: &str,
    gzip: Option<Vec<u8>>,
) -> Result<(), Trouble> {
    let name: String = tx.query_row("SELECT name FROM pages WHERE id = ?1", [id], |row| {
        row.get(0)
    })?;
    let names: Vec<(String, Option<String>)> = tx
        .prepare("SELECT name, url FROM page_names WHERE page_id = ?1 ORDER BY id")?
        .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let kept: Option<Vec<u8>> = tx
        .query_row(
            "SELECT gzip FROM page_bytes WHERE page_id = ?1",
            [id],
            |row| row.get(0),
        )
        .optional()?;
    // Everything found on the page hangs on this row and goes with it, out of the search index too.
    tx.execute("DELETE FROM pages WHERE id = ?1", [id])?;
    insert_page(tx, Some(id), report, &name, origin, sha256)?;
    for (name, url) in names {
        tx.execute(
            "INSERT INTO page_names (page_id, name, url) VALUES (?1, ?2, ?3)",
            params![id, name, url],
        )?;
    }
    remember_name(tx, id, report)?;
    keep_bytes(tx, id, gzip.or(kept))
}

fn remember_name(tx: &Transaction<'_>, id: i64, report: &Report) -> Result<(), Trouble> {
    tx.prepare_cached(
        "INSERT INTO page_names (page_id, name, url)
         SELECT ?1, ?2, ?3 WHERE NOT EXISTS
         (SELECT 1 FROM page_names WHERE page_id = ?1 AND name = ?2 AND url IS ?3)",
    )?
    .execute(params![id, report.name, report.article.url])?;
    Ok(())
}

fn keep_bytes(tx: &Transaction<'_>, id: i64, gzip: Option<Vec<u8>>) -> Result<(), Trouble> {
    if let Some(gzip) = gzip {
        tx.prepare_cached("INSERT INTO page_bytes (page_id, gzip) VALUES (?1, ?2)")?
            .execute(params![id, gzip])?;
    }
    Ok(())
}

fn compress(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes)
        .and_then(|()| gzip.finish())
        .map_err(|error| Trouble::Said(ErrorKind::Other, error.to_string()))
}
