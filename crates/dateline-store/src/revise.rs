//! What other pages of a record tell of a page's dates: the pages that carry its report, those that were not yet looked
//! at, and a page that is written anew because more is known.

use dateline_schema::{PageId, Report};
use rusqlite::OptionalExtension;

use crate::add::Origin;
use crate::error::{Error, Trouble};
use crate::quotations::Linking;
use crate::read::rows;
use crate::{Outcome, Store};

/// A page among those that carry one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedReport {
    /// The page.
    pub page: PageId,
    /// How it stands to the first page with the report: `same`, `near`, `cut` or `extended`; `None` for that page itself.
    pub relation: Option<String>,
    /// The addresses under which it was found.
    pub urls: Vec<String>,
}

impl Store {
    /// The pages that carry the same report as this one, itself among them, in the order in which they were added.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn same_report(&self, page: &PageId) -> Result<Vec<SharedReport>, Error> {
        let read = || -> Result<Vec<SharedReport>, Trouble> {
            let sql = "WITH first AS (
                     SELECT coalesce(c.original_id, p.id) AS id
                     FROM pages p LEFT JOIN copies c ON c.page_id = p.id WHERE p.page = ?1)
                 SELECT p.page, c.relation FROM pages p LEFT JOIN copies c ON c.page_id = p.id
                 WHERE p.id = (SELECT id FROM first)
                    OR p.id IN (SELECT page_id FROM copies WHERE original_id = (SELECT id FROM first))
                 ORDER BY p.id";
            let mut pages = rows(&self.conn, sql, [page.as_str()], |cells| {
                Ok(SharedReport {
                    page: cells.page()?,
                    relation: cells.take()?,
                    urls: Vec::new(),
                })
            })?;
            let sql = "SELECT DISTINCT n.url FROM page_names n JOIN pages p ON p.id = n.page_id
                 WHERE p.page = ?1 AND n.url IS NOT NULL ORDER BY n.url";
            for shared in &mut pages {
                shared.urls = rows(&self.conn, sql, [shared.page.as_str()], |cells| {
                    cells.take()
                })?;
            }
            Ok(pages)
        };
        read().map_err(|trouble| self.error(trouble))
    }

    /// The pages whose dates have not been held against the rest of the record, in the order in which they were added.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn pages_without_comparison(&self) -> Result<Vec<PageId>, Error> {
        let sql = "SELECT page FROM pages WHERE id NOT IN (SELECT page_id FROM compared_dates) ORDER BY id";
        rows(&self.conn, sql, [], |cells| cells.page()).map_err(|trouble| self.error(trouble))
    }

    /// Remembers that a page's dates have been held against the rest of the record.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn keep_comparison(&mut self, page: &PageId) -> Result<(), Error> {
        let sql =
            "INSERT OR IGNORE INTO compared_dates (page_id) SELECT id FROM pages WHERE page = ?1";
        let kept = self
            .conn
            .prepare_cached(sql)
            .and_then(|mut insert| insert.execute([page.as_str()]));
        kept.map(drop).map_err(|error| self.error(error))
    }

    /// Writes a page anew because more is known of it than when it was added; where it comes from stays as it was. A page
    /// that is not there is left.
    ///
    /// # Errors
    /// As for [`add`](Self::add).
    pub fn revise(&mut self, report: &Report, linking: &impl Linking) -> Result<(), Error> {
        let origin: Option<(String, String)> = self
            .conn
            .prepare_cached("SELECT sha256, program FROM pages WHERE page = ?1")
            .and_then(|mut select| {
                select
                    .query_row([report.page.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .map_err(|error| self.error(error))?;
        let Some((sha256, program)) = origin else {
            return Ok(());
        };
        let Some(sha256) = digest(&sha256) else {
            let message = format!("page {} has a digest that is none", report.page);
            return Err(self.error(Trouble::damaged(message)));
        };
        let origin = Origin {
            sha256,
            bytes: None,
            program: &program,
        };
        let _: Outcome = self.add_linked(report, &origin, true, linking)?;
        Ok(())
    }
}

/// A SHA-256 in hexadecimal digits.
fn digest(text: &str) -> Option<[u8; 32]> {
    let mut digest = [0; 32];
    let is_whole = text.len() == 64 && text.is_ascii();
    for (idx, byte) in digest.iter_mut().enumerate().filter(|_| is_whole) {
        *byte = u8::from_str_radix(&text[2 * idx..2 * idx + 2], 16).ok()?;
    }
    is_whole.then_some(digest)
}
