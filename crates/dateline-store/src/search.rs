//! Full-text search over pages and statements.

use dateline_schema::{ItemId, ItemKind, PageId};

use crate::Store;
use crate::error::{Error, Trouble};
use crate::filter::fts_query;
use crate::read::rows;

/// What a search found: a page, or a statement on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The page.
    pub page: PageId,
    /// The statement, if the words were found in one; `None` for the page as a whole.
    pub statement: Option<ItemId>,
    /// Who published the page; its name where the outlet is not known.
    pub outlet: String,
    /// The page's headline.
    pub title: Option<String>,
    /// Some words around the best match, with `…` where they are cut.
    pub snippet: String,
}

/// How many words a snippet holds at most.
const SNIPPET_WORDS: u8 = 24;

impl Store {
    /// Pages and then statements that hold all these words in any inflection, the best match first. Words in double
    /// quotes must follow one another. At most `limit` of either.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        let Some(query) = fts_query(text, None) else {
            return Ok(Vec::new());
        };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = || -> Result<Vec<Hit>, Trouble> {
            let pages = format!(
                "SELECT p.page, coalesce(p.outlet, p.name), p.title,
                     snippet(pages_fts, -1, '', '', '…', {SNIPPET_WORDS})
                 FROM pages_fts JOIN pages p ON p.id = pages_fts.rowid
                 WHERE pages_fts MATCH ?1 ORDER BY bm25(pages_fts), p.page LIMIT ?2"
            );
            let mut hits = rows(&self.conn, &pages, (&query, limit), |cells| {
                Ok(Hit {
                    page: cells.page()?,
                    statement: None,
                    outlet: cells.take()?,
                    title: cells.take()?,
                    snippet: cells.take()?,
                })
            })?;
            let statements = format!(
                "SELECT p.page, s.number, coalesce(p.outlet, p.name), p.title,
                     snippet(statements_fts, -1, '', '', '…', {SNIPPET_WORDS})
                 FROM statements_fts JOIN statements s ON s.id = statements_fts.rowid
                 JOIN pages p ON p.id = s.page_id
                 WHERE statements_fts MATCH ?1 ORDER BY bm25(statements_fts), p.page, s.number LIMIT ?2"
            );
            hits.extend(rows(&self.conn, &statements, (&query, limit), |cells| {
                let page = cells.page()?;
                let statement = ItemId::of(&page, ItemKind::Statement, cells.index()?);
                Ok(Hit {
                    page,
                    statement: Some(statement),
                    outlet: cells.take()?,
                    title: cells.take()?,
                    snippet: cells.take()?,
                })
            })?);
            Ok(hits)
        };
        found().map_err(|trouble| self.error(trouble))
    }
}
