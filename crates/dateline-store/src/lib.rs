//! The record: one SQLite file that holds every page read, what was found on it, and full-text search over both.
//!
//! In goes a [`Report`](dateline_schema::Report), out comes the same report, or rows of many: events, statements,
//! pages. A page is written wholly or not at all, once; several processes may write at the same time. The tables
//! are in `migrations/`; the views whose names begin with `v_` are for readers with other tools (Datasette, pandas,
//! R) and keep their columns.
//!
//! Nothing here reads a clock, so that the same pages in the same order make the same rows.

mod add;
mod cells;
mod check;
mod copies;
mod error;
mod export;
mod faults;
mod fetches;
mod filter;
mod insert;
mod json;
mod quotations;
mod read;
mod revise;
mod rows;
mod search;
mod store;

pub use crate::add::{Origin, Outcome};
pub use crate::check::{Problem, Stats};
pub use crate::copies::{CopyRow, KeptSketch};
pub use crate::error::{Error, ErrorKind};
pub use crate::export::{Cell, View};
pub use crate::fetches::Fetch;
pub use crate::filter::{EventFilter, StatementFilter};
pub use crate::quotations::{CarrierRow, Link, Linking, SaidRow};
pub use crate::read::PageRow;
pub use crate::revise::SharedReport;
pub use crate::rows::{EventRow, StatementRow};
pub use crate::search::Hit;
pub use crate::store::Store;
