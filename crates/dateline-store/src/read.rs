//! Reading whole pages back: a report as it was added, and lists of pages.

use dateline_schema::{Article, Chronology, Dating, Language, PageId, Report};
use rusqlite::{OptionalExtension, Params};

use crate::Store;
use crate::cells::{self, ACTOR, Cells, EVENT, PLACE, STATEMENT, TIMEX};
use crate::error::{Error, ErrorKind, Trouble};

/// How many candidates an ambiguous id is answered with at most.
const N_CANDIDATES: usize = 10;

/// One page of the record, without what was found on it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageRow {
    /// Its id.
    pub page: PageId,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// The version of the program that read it.
    pub program: String,
    /// The path or URL under which it was first found.
    pub name: String,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as far as known.
    pub published: Dating,
    /// How many statements were found on it.
    pub n_statements: usize,
    /// How many events were found on it.
    pub n_events: usize,
}

const PAGE_ROW: &str = "page, sha256, program, name, url, outlet, title, published_low, published_high, \
     published_basis, n_statements, n_events";

impl Store {
    /// Everything that was found on a page, as it was added; `None` if the record does not hold the page.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn report(&self, page: &PageId) -> Result<Option<Report>, Error> {
        // One look at the record, so that a page replaced meanwhile is read wholly old or wholly new.
        let read = || -> Result<Option<Report>, Trouble> {
            let tx = self.conn.unchecked_transaction()?;
            let report = report(&tx, page)?;
            tx.finish()?;
            Ok(report)
        };
        read().map_err(|trouble| self.error(trouble))
    }

    /// Every page, by id.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn pages(&self) -> Result<Vec<PageRow>, Error> {
        let sql = format!("SELECT {PAGE_ROW} FROM pages ORDER BY page");
        rows(&self.conn, &sql, [], page_row).map_err(|trouble| self.error(trouble))
    }

    /// One page without what was found on it, if the record holds it.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn page(&self, page: &PageId) -> Result<Option<PageRow>, Error> {
        let sql = format!("SELECT {PAGE_ROW} FROM pages WHERE page = ?1");
        let found = rows(&self.conn, &sql, [page.as_str()], page_row);
        found
            .map(|pages| pages.into_iter().next())
            .map_err(|trouble| self.error(trouble))
    }

    /// Every name under which a page was found, with its URL, the first one first.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn names(&self, page: &PageId) -> Result<Vec<(String, Option<String>)>, Error> {
        let sql = "SELECT n.name, n.url FROM page_names n JOIN pages p ON p.id = n.page_id \
                   WHERE p.page = ?1 ORDER BY n.id";
        rows(&self.conn, sql, [page.as_str()], |cells| {
            Ok((cells.take()?, cells.take()?))
        })
        .map_err(|trouble| self.error(trouble))
    }

    /// The page whose id begins with `prefix`.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownId`] if there is none, [`ErrorKind::AmbiguousId`] with candidates if there are several.
    pub fn resolve_prefix(&self, prefix: &str) -> Result<PageId, Error> {
        let unknown = || {
            let message = format!("no page of the record has an id that begins with {prefix:?}");
            self.error(Trouble::Said(ErrorKind::UnknownId, message))
        };
        let digits = prefix.to_ascii_lowercase();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(unknown());
        }
        // `g` follows the last hexadecimal digit.
        let sql = format!(
            "SELECT page FROM pages WHERE page >= ?1 AND page < ?1 || 'g' ORDER BY page LIMIT {N_CANDIDATES}"
        );
        let candidates: Vec<PageId> = rows(&self.conn, &sql, [&digits], |cells| cells.page())
            .map_err(|trouble| self.error(trouble))?;
        match candidates.as_slice() {
            [] => Err(unknown()),
            [page] => Ok(page.clone()),
            several => {
                let listed: Vec<&str> = several.iter().map(PageId::as_str).collect();
                let message = format!(
                    "{prefix:?} begins the ids of several pages: {}; give more digits",
                    listed.join(", ")
                );
                Err(self.error(Trouble::Said(
                    ErrorKind::AmbiguousId { candidates },
                    message,
                )))
            }
        }
    }
}

/// Runs a query and reads each of its rows.
pub(crate) fn rows<T>(
    conn: &rusqlite::Connection,
    sql: &str,
    params: impl Params,
    mut read: impl FnMut(&mut Cells<'_, '_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Trouble> {
    let mut select = conn.prepare_cached(sql)?;
    let rows = select.query_map(params, |row| read(&mut Cells::of(row)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn page_row(cells: &mut Cells<'_, '_>) -> rusqlite::Result<PageRow> {
    Ok(PageRow {
        page: cells.page()?,
        sha256: cells.take()?,
        program: cells.take()?,
        name: cells.take()?,
        url: cells.take()?,
        outlet: cells.take()?,
        title: cells.take()?,
        published: cells.dating()?,
        n_statements: cells.count()?,
        n_events: cells.count()?,
    })
}

pub(crate) fn report(
    conn: &rusqlite::Connection,
    page: &PageId,
) -> Result<Option<Report>, Trouble> {
    let found = conn
        .prepare_cached(
            "SELECT id, n_timexes, n_places, n_actors, n_statements, n_events, name, published_low, published_high,
                 published_basis, sentences, diagnostics, title, byline, outlet, url, language, language_confidence,
                 page_published, dates, text, lines, blocks, wire, section
             FROM pages WHERE page = ?1",
        )?
        .query_row([page.as_str()], |row| {
            let mut cells = Cells::of(row);
            let (id, counts) = (cells.take()?, counts(&mut cells)?);
            Ok((id, counts, head(page, &mut cells)?))
        })
        .optional()?;
    let Some((id, [n_timexes, n_places, n_actors, n_statements, n_events], head)) = found else {
        return Ok(None);
    };
    let list = List { conn, page, id };
    let report = Report {
        chronology: Chronology {
            timexes: list.read("timexes t", TIMEX, n_timexes, cells::timex)?,
            published: head.chronology.published,
        },
        places: list.read("places l", PLACE, n_places, cells::place)?,
        actors: list.read("actors a", ACTOR, n_actors, cells::actor)?,
        statements: list.read("statements s", STATEMENT, n_statements, cells::statement)?,
        events: list.read("events e", EVENT, n_events, |cells| {
            Ok(cells::event(cells)?.event)
        })?,
        ..head
    };
    Ok(Some(report))
}

fn counts(cells: &mut Cells<'_, '_>) -> rusqlite::Result<[usize; 5]> {
    Ok([
        cells.count()?,
        cells.count()?,
        cells.count()?,
        cells.count()?,
        cells.count()?,
    ])
}

/// A report with empty lists.
fn head(page: &PageId, cells: &mut Cells<'_, '_>) -> rusqlite::Result<Report> {
    Ok(Report {
        page: page.clone(),
        name: cells.take()?,
        chronology: Chronology {
            timexes: Vec::new(),
            published: cells.dating()?,
        },
        sentences: cells.json()?,
        diagnostics: cells.json()?,
        article: Article {
            title: cells.take()?,
            byline: cells.json()?,
            outlet: cells.take()?,
            url: cells.take()?,
            language: language(cells)?,
            published: cells.json()?,
            dates: cells.json()?,
            text: cells.take()?,
            lines: cells.json()?,
            blocks: cells.json()?,
            wire: cells.json()?,
            section: cells.json()?,
        },
        places: Vec::new(),
        actors: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
    })
}

fn language(cells: &mut Cells<'_, '_>) -> rusqlite::Result<Option<Language>> {
    let (code, confidence): (Option<String>, Option<f64>) = (cells.take()?, cells.take()?);
    Ok(code.map(|code| Language {
        code,
        // It was widened from an f32; SQLite keeps a NaN as nothing.
        confidence: confidence.map_or(f32::NAN, |confidence| confidence as f32),
    }))
}

/// The items of one page.
struct List<'a> {
    conn: &'a rusqlite::Connection,
    page: &'a PageId,
    id: i64,
}

impl List<'_> {
    /// Reads the `len` rows of a table, which must bear the numbers from 1 without a gap.
    fn read<T>(
        &self,
        table: &str,
        columns: &str,
        len: usize,
        read: impl Fn(&mut Cells<'_, '_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Trouble> {
        let sql =
            format!("SELECT number, {columns} FROM {table} WHERE page_id = ?1 ORDER BY number");
        let items = rows(self.conn, &sql, [self.id], |cells| {
            Ok((cells.index()?, read(cells)?))
        })?;
        let whole = items.len() == len && items.iter().enumerate().all(|(idx, item)| idx == item.0);
        if !whole {
            return Err(Trouble::damaged(format!(
                "page {}: {} of {len} {} are there; add the page again",
                self.page,
                items.len(),
                table.split(' ').next().unwrap_or_default()
            )));
        }
        Ok(items.into_iter().map(|(_, item)| item).collect())
    }
}
