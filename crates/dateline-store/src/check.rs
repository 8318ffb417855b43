//! Numbers of a record, and whether it is whole.

use dateline_schema::{PageId, Report};
use rusqlite::{Transaction, TransactionBehavior};

use crate::Store;
use crate::error::{Error, Trouble};
use crate::faults::faults;
use crate::read::{report, rows};

/// How much a record holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Pages.
    pub pages: u64,
    /// Pages whose bytes are kept.
    pub pages_kept: u64,
    /// Statements.
    pub statements: u64,
    /// Events.
    pub events: u64,
    /// People, groups, organisations and countries, each page's for itself.
    pub entities: u64,
    /// Toponyms.
    pub places: u64,
    /// Temporal expressions.
    pub dates: u64,
    /// Size of the record in bytes, without what is still in the log.
    pub bytes: u64,
}

/// Something wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The page it is about, if it is about one.
    pub page: Option<PageId>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl Store {
    /// Counts what the record holds.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn stats(&self) -> Result<Stats, Error> {
        let count = |sql: &str| -> Result<u64, Error> {
            let count: i64 = self
                .conn
                .query_row(sql, [], |row| row.get(0))
                .map_err(|error| self.error(error))?;
            Ok(u64::try_from(count).unwrap_or(0))
        };
        Ok(Stats {
            pages: count("SELECT count(*) FROM pages")?,
            pages_kept: count("SELECT count(*) FROM page_bytes")?,
            statements: count("SELECT count(*) FROM statements")?,
            events: count("SELECT count(*) FROM events")?,
            entities: count("SELECT count(*) FROM actors")?,
            places: count("SELECT count(*) FROM places")?,
            dates: count("SELECT count(*) FROM timexes")?,
            bytes: count(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            )?,
        })
    }

    /// Reads the whole record and lists what is wrong with it; nothing for a record that is whole.
    ///
    /// Looked at: the file's structure, references between tables, the search index, and every page: its columns,
    /// its counts, its spans and its numbers.
    ///
    /// # Errors
    /// If the record cannot be read at all.
    pub fn check(&self) -> Result<Vec<Problem>, Error> {
        let check = || -> Result<Vec<Problem>, Trouble> {
            let in_index = search_index(&self.conn)?;
            let tx = self.conn.unchecked_transaction()?;
            let mut problems = Vec::new();
            structure(&tx, &mut problems)?;
            problems.extend(in_index);
            for page in rows(&tx, "SELECT page FROM pages ORDER BY page", [], |cells| {
                cells.take::<String>()
            })? {
                check_page(&tx, &page, &mut problems);
            }
            tx.finish()?;
            Ok(problems)
        };
        check().map_err(|trouble| self.error(trouble))
    }
}

fn structure(conn: &rusqlite::Connection, problems: &mut Vec<Problem>) -> Result<(), Trouble> {
    let about_all = |message: String| Problem {
        page: None,
        message,
    };
    let lines = rows(conn, "PRAGMA integrity_check", [], |cells| {
        cells.take::<String>()
    })?;
    problems.extend(
        lines
            .into_iter()
            .filter(|line| line != "ok")
            .map(|line| about_all(format!("the file's structure: {line}"))),
    );
    let broken = rows(
        conn,
        "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check()",
        [],
        |cells| {
            let (table, row, parent): (String, Option<i64>, String) =
                (cells.take()?, cells.take()?, cells.take()?);
            let row = row.unwrap_or_default();
            Ok(format!(
                "row {row} of {table} refers to a row of {parent} that is missing"
            ))
        },
    )?;
    problems.extend(broken.into_iter().map(about_all));
    Ok(())
}

/// Compares the search index with the words that it stands for. SQLite takes the question for a change, so that a
/// record opened for reading is only asked whether it has an entry for every row.
fn search_index(conn: &rusqlite::Connection) -> Result<Vec<Problem>, Trouble> {
    let mut problems = Vec::new();
    let may_write = !conn.is_readonly("main").unwrap_or(true);
    // The right to write is waited for, and given back before the long reading of the pages begins.
    let behavior = if may_write {
        TransactionBehavior::Immediate
    } else {
        TransactionBehavior::Deferred
    };
    let tx = Transaction::new_unchecked(conn, behavior)?;
    for (index, table) in [
        ("pages_fts", "pages"),
        ("statements_fts", "statements"),
        ("events_fts", "events"),
    ] {
        let compared = if may_write {
            compare_words(&tx, index)
        } else {
            compare_counts(&tx, index, table)
        };
        if let Err(error) = compared {
            problems.push(Problem {
                page: None,
                message: format!("the search index of {table} does not fit its rows: {error}"),
            });
        }
    }
    tx.finish()?;
    Ok(problems)
}

fn compare_words(conn: &rusqlite::Connection, index: &str) -> Result<(), String> {
    let sql = format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
    conn.execute(&sql, [])
        .map(drop)
        .map_err(|error| error.to_string())
}

fn compare_counts(conn: &rusqlite::Connection, index: &str, table: &str) -> Result<(), String> {
    let sql =
        format!("SELECT (SELECT count(*) FROM {index}_docsize) = (SELECT count(*) FROM {table})");
    match conn.query_row(&sql, [], |row| row.get::<_, bool>(0)) {
        Ok(true) => Ok(()),
        Ok(false) => Err("entries are missing or left over".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn check_page(conn: &rusqlite::Connection, page: &str, problems: &mut Vec<Problem>) {
    let Ok(id) = page.parse::<PageId>() else {
        problems.push(Problem {
            page: None,
            message: format!("{page:?} is no id of a page"),
        });
        return;
    };
    let mut report_problem = |message: String| {
        problems.push(Problem {
            page: Some(id.clone()),
            message,
        });
    };
    match report(conn, &id) {
        Ok(Some(report)) => {
            faults(&report).into_iter().for_each(&mut report_problem);
            if let Some(fault) = digest_fault(conn, &report) {
                report_problem(fault);
            }
        }
        Ok(None) => report_problem("its row is gone".to_owned()),
        Err(trouble) => report_problem(trouble.in_file(None).to_string()),
    }
}

fn digest_fault(conn: &rusqlite::Connection, report: &Report) -> Option<String> {
    let id = report.page.as_str();
    let sha256: rusqlite::Result<String> =
        conn.query_row("SELECT sha256 FROM pages WHERE page = ?1", [id], |row| {
            row.get(0)
        });
    match sha256 {
        Ok(sha256) if sha256.starts_with(id) && sha256.len() == 64 => None,
        Ok(sha256) => Some(format!(
            "its id is not the beginning of its digest {sha256:?}"
        )),
        Err(error) => Some(error.to_string()),
    }
}
