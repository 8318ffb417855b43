//! Which pages carry the same report: sketches of their texts, kept so that none is read again, and what was found.
//!
//! What a sketch says and when two are alike is decided elsewhere; here they are numbers.

use dateline_schema::PageId;
use rusqlite::{Transaction, TransactionBehavior, params};

use crate::Store;
use crate::error::{Error, Trouble};
use crate::read::rows;

/// A key under which as many pages stand says nothing.
const MOST_UNDER_A_KEY: usize = 64;

/// What is kept of a page's text to find its copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSketch {
    /// The page.
    pub page: PageId,
    /// The page of whose report it was found to be a copy.
    pub original: Option<PageId>,
    /// A hash of its words.
    pub digest: u64,
    /// Hashes of its runs of words.
    pub shingles: Vec<u32>,
}

/// A page that carries the report of another.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyRow {
    /// The page.
    pub page: PageId,
    /// The first page of the record with this report.
    pub original: PageId,
    /// How they stand to each other: `same`, `near`, `cut` or `extended`.
    pub relation: String,
    /// The share of the page's text that stands in the original's, from 0 to 1.
    pub of_page: f64,
    /// The share of the original's text that stands in the page's.
    pub of_original: f64,
}

impl Store {
    /// The other pages that share a key with a text, in the order in which they were added.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn sketches_under(&self, keys: &[u64], but: &PageId) -> Result<Vec<KeptSketch>, Error> {
        let read = || -> Result<Vec<KeptSketch>, Trouble> {
            let mut ids = std::collections::BTreeSet::new();
            let sql =
                format!("SELECT page_id FROM sketch_keys WHERE key = ?1 LIMIT {MOST_UNDER_A_KEY}");
            for key in keys {
                ids.extend(rows(&self.conn, &sql, [key.cast_signed()], |cells| {
                    cells.take::<i64>()
                })?);
            }
            let mut found = Vec::with_capacity(ids.len());
            for id in ids {
                let sql = "SELECT p.page, s.digest, s.shingles, o.page
                     FROM sketches s JOIN pages p ON p.id = s.page_id
                     LEFT JOIN copies c ON c.page_id = p.id LEFT JOIN pages o ON o.id = c.original_id
                     WHERE s.page_id = ?1 AND p.page <> ?2";
                found.extend(rows(&self.conn, sql, params![id, but.as_str()], |cells| {
                    let page = cells.page()?;
                    let digest: i64 = cells.take()?;
                    let shingles: Vec<u8> = cells.take()?;
                    let original: Option<String> = cells.take()?;
                    Ok(KeptSketch {
                        page,
                        original: original.and_then(|page| page.parse().ok()),
                        digest: digest.cast_unsigned(),
                        shingles: shingles
                            .chunks_exact(4)
                            .map(|bytes| u32::from_le_bytes(bytes.try_into().expect("four bytes")))
                            .collect(),
                    })
                })?);
            }
            Ok(found)
        };
        read().map_err(|trouble| self.error(trouble))
    }

    /// Keeps the sketch of a page, in place of an earlier one, and whose copy it is. A page that is not there is left.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn keep_sketch(
        &mut self,
        sketch: &KeptSketch,
        keys: &[u64],
        copy: Option<&CopyRow>,
    ) -> Result<(), Error> {
        let written = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Trouble::from)
            .and_then(|tx| {
                keep(&tx, sketch, keys, copy)?;
                Ok(tx.commit()?)
            });
        written.map_err(|trouble| self.error(trouble))
    }

    /// The pages of which no sketch is kept: those that an older program added, or a killed one.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn pages_without_sketch(&self) -> Result<Vec<PageId>, Error> {
        let sql =
            "SELECT page FROM pages WHERE id NOT IN (SELECT page_id FROM sketches) ORDER BY id";
        rows(&self.conn, sql, [], |cells| cells.page()).map_err(|trouble| self.error(trouble))
    }

    /// Every page that is a copy of another, in the order in which they were added.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn copies(&self) -> Result<Vec<CopyRow>, Error> {
        let sql = "SELECT p.page, o.page, c.relation, c.of_page, c.of_original
             FROM copies c JOIN pages p ON p.id = c.page_id JOIN pages o ON o.id = c.original_id ORDER BY p.id";
        rows(&self.conn, sql, [], |cells| {
            Ok(CopyRow {
                page: cells.page()?,
                original: cells.page()?,
                relation: cells.take()?,
                of_page: cells.take()?,
                of_original: cells.take()?,
            })
        })
        .map_err(|trouble| self.error(trouble))
    }
}

fn keep(
    tx: &Transaction<'_>,
    sketch: &KeptSketch,
    keys: &[u64],
    copy: Option<&CopyRow>,
) -> Result<(), Trouble> {
    let page = sketch.page.as_str();
    let sql = "SELECT id FROM pages WHERE page = ?1";
    let Some(id) = rows(tx, sql, [page], |cells| cells.take::<i64>())?.pop() else {
        return Ok(());
    };
    tx.prepare_cached("DELETE FROM sketches WHERE page_id = ?1")?
        .execute([id])?;
    tx.prepare_cached("DELETE FROM copies WHERE page_id = ?1")?
        .execute([id])?;
    let shingles: Vec<u8> = sketch
        .shingles
        .iter()
        .flat_map(|shingle| shingle.to_le_bytes())
        .collect();
    tx.prepare_cached("INSERT INTO sketches (page_id, digest, shingles) VALUES (?1, ?2, ?3)")?
        .execute(params![id, sketch.digest.cast_signed(), shingles])?;
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO sketch_keys (key, page_id) VALUES (?1, ?2)")?;
    for key in keys {
        insert.execute(params![key.cast_signed(), id])?;
    }
    if let Some(copy) = copy {
        tx.prepare_cached(
            "INSERT INTO copies (page_id, original_id, relation, of_page, of_original)
             SELECT ?1, id, ?3, ?4, ?5 FROM pages WHERE page = ?2",
        )?
        .execute(params![
            id,
            copy.original.as_str(),
            copy.relation,
            copy.of_page,
            copy.of_original
        ])?;
        // What was a copy of this page is one of its original.
        tx.prepare_cached(
            "UPDATE copies SET original_id = (SELECT id FROM pages WHERE page = ?2) WHERE original_id = ?1",
        )?
        .execute(params![id, copy.original.as_str()])?;
    }
    Ok(())
}
