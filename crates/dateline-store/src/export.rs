//! The plain views of the record, row by row, for export.

use std::fmt;

use rusqlite::types::ValueRef;

use crate::Store;
use crate::error::{Error, Trouble};

/// One of the plain views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// One row a page.
    Pages,
    /// One row a statement.
    Statements,
    /// One row an event and page.
    Events,
    /// One row an event and name under which its page was found.
    EventSources,
    /// One row an actor and page.
    Entities,
    /// One row a temporal expression.
    Dates,
    /// One row a toponym.
    Places,
    /// One row a page that carries the report of another.
    Copies,
    /// One row a statement that carries what others carry too.
    Quotations,
}

impl View {
    /// Its name in SQL.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pages => "v_pages",
            Self::Statements => "v_statements",
            Self::Events => "v_events",
            Self::EventSources => "v_event_sources",
            Self::Entities => "v_entities",
            Self::Dates => "v_dates",
            Self::Places => "v_places",
            Self::Copies => "v_copies",
            Self::Quotations => "v_quotations",
        }
    }
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(String),
}

impl fmt::Display for Cell {
    /// The value as it stands in a CSV file: nothing for nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Real(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Store {
    /// The columns of a view.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn columns(&self, view: View) -> Result<Vec<String>, Error> {
        let statement = self
            .conn
            .prepare(&format!("SELECT * FROM {}", view.name()))
            .map_err(|error| self.error(error))?;
        Ok(statement.column_names().map(str::to_owned).collect())
    }

    /// Calls `each` on every row of a view, sorted by the first column, until it fails; its failure is the inner
    /// result.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn each_row<E>(
        &self,
        view: View,
        mut each: impl FnMut(&[Cell]) -> Result<(), E>,
    ) -> Result<Result<(), E>, Error> {
        let mut read = || -> Result<Result<(), E>, Trouble> {
            // Ids of items end in a number: "…e10" comes after "…e9".
            let order = match view {
                View::Pages | View::Copies => "1",
                // The carriers of a quotation stand together, the first one first.
                View::Quotations => {
                    "1, statement <> quotation, coalesce(published_low, published_high, '~'), \
                     coalesce(published_high, '~'), page, length(statement), statement"
                }
                _ => "page, length(1), 1",
            };
            let sql = format!("SELECT * FROM {} ORDER BY {order}", view.name());
            let mut statement = self.conn.prepare(&sql)?;
            let n_columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let mut cells = Vec::with_capacity(n_columns);
                for column in 0..n_columns {
                    cells.push(match row.get_ref(column)? {
                        ValueRef::Null => Cell::Null,
                        ValueRef::Integer(number) => Cell::Integer(number),
                        ValueRef::Real(number) => Cell::Real(number),
                        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                            Cell::Text(String::from_utf8_lossy(bytes).into_owned())
                        }
                    });
                }
                if let Err(failure) = each(&cells) {
                    return Ok(Err(failure));
                }
            }
            Ok(Ok(()))
        };
        read().map_err(|trouble| self.error(trouble))
    }
}
