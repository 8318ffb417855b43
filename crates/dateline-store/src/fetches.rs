//! What was fetched, and by what its server knows whether it has changed since.

use rusqlite::{OptionalExtension, params};

use crate::Store;
use crate::error::Error;

/// The last time that an address was fetched and all of its pages read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetch {
    /// The address that was asked for.
    pub url: String,
    /// The address that gave the page, behind all redirects.
    pub answered: String,
    /// The entity tag that came with it.
    pub etag: Option<String>,
    /// When it last changed, as the server writes it.
    pub last_modified: Option<String>,
}

impl Store {
    /// What is known of the last time that an address was fetched.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn last_fetch(&self, url: &str) -> Result<Option<Fetch>, Error> {
        self.conn
            .prepare_cached("SELECT answered, etag, last_modified FROM fetches WHERE url = ?1")
            .and_then(|mut select| {
                let fetch = select.query_row([url], |row| {
                    Ok(Fetch {
                        url: url.to_owned(),
                        answered: row.get(0)?,
                        etag: row.get(1)?,
                        last_modified: row.get(2)?,
                    })
                });
                fetch.optional()
            })
            .map_err(|error| self.error(error))
    }

    /// Keeps that an address was fetched, in place of the last time. Its pages must be in the record already: what is
    /// kept here is not read again.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn keep_fetch(&mut self, fetch: &Fetch) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO fetches (url, answered, etag, last_modified) VALUES (?1, ?2, ?3, ?4)";
        let Fetch {
            url,
            answered,
            etag,
            last_modified,
        } = fetch;
        self.conn
            .execute(sql, params![url, answered, etag, last_modified])
            .map_err(|error| self.error(error))?;
        Ok(())
    }
}
